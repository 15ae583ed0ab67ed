"""One candidate over the API: the card, writing, versions, moves, wrong input of every kind."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from kandidater.models import Candidate
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, note_on
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/"
NAMES = {"first_name": "Åsa", "last_name": "Öberg"}


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def card(candidate: Candidate) -> str:
    return f"{URL}{candidate.pk}/"


def patch(client: APIClient, candidate: Candidate, body: Any, version: int = 1) -> Any:
    return client.patch(card(candidate), body, headers={"If-Match": f'"{version}"'})


def move(client: APIClient, candidate: Candidate, action: str, **body: Any) -> Any:
    return client.post(
        f"{card(candidate)}{action}/", body, headers={"If-Match": f'"{candidate.version}"'}
    )


def errors(response: Any) -> list[str | None]:
    assert response.status_code == 400, response.content
    assert response.json()["type"] == "validation_error"
    return [e["attr"] for e in response.json()["errors"]]


WHOLE: dict[str, Any] = {
    **NAMES,
    "phone": "070-174 06 05",
    "email": "ASA@prov.example",
    "birth_date": "1996-04-05",
    "preferred_language": "ti",
    "municipality": "0180",
    "district": "0180-farsta",
    "available_from": "2026-03-02",
    "available_to": None,
    "hours_per_week": 32,
    "earliest_start_time": "08:00",
    "latest_end_time": "16:30",
    "evenings": False,
    "nights": False,
    "weekends": True,
    "max_travel_minutes": 45,
    "has_car": True,
    "next_step": "Boka möte",
    "next_step_due": "2026-04-01",
    "next_step_owner": "candidate",
    "has_none": ["skills"],
    "wishes": [
        {"occupation": "golvlaggare", "rung": 1},
        {"occupation": "malare"},
    ],
    "languages": [{"language": "ti", "level": 6}, {"language": "sv", "level": 2}],
    "skills": [],
    "education": [
        {"level": "vocational", "subject": "El", "finished": 2015, "recognition": "ongoing"},
        {"level": "compulsory"},
    ],
    "certificates": [
        {
            "certificate": "HETA",
            "issued": "2024-01-10",
            "expires": "2029-01-10",
            "proof": "certified",
        },
        {"certificate": "ID06"},
    ],
    "licences": ["B"],
    "adaptations": ["tunga-lyft"],
    "target_groups": [{"target_group": "nyanland"}],
    "consents": ["proposals"],
}


def test_a_whole_record_goes_in_and_comes_out(place: Place, client: APIClient) -> None:
    created = client.post(URL, WHOLE)
    assert created.status_code == 201, created.json()
    assert created["ETag"] == '"1"'
    body = created.json()
    read = client.get(f"{URL}{body['id']}/")
    assert read.json() == body
    assert read["ETag"] == '"1"'
    plain = (
        "first_name",
        "last_name",
        "phone",
        "birth_date",
        "available_from",
        "available_to",
        "hours_per_week",
        "earliest_start_time",
        "latest_end_time",
        "evenings",
        "nights",
        "weekends",
        "max_travel_minutes",
        "has_car",
        "next_step",
        "next_step_due",
        "next_step_owner",
        "has_none",
    )
    assert {key: body[key] for key in plain} == {key: WHOLE[key] for key in plain}
    assert body["email"] == "asa@prov.example"
    assert body["name"] == "Åsa Öberg"
    assert body["state"] == {"code": "draft", "label": "Utkast"}
    assert body["organisation"] == {"id": str(place.centre.pk), "name": place.centre.name}
    assert body["coach"] == {"id": str(place.coach.user_id), "name": place.coach.name}
    assert (body["version"], body["is_protected"], body["is_demo"]) == (1, False, False)
    assert body["preferred_language"] == {"code": "ti", "name": "Tigrinja"}
    assert body["municipality"] == {"code": "0180", "name": "Stockholm"}
    assert body["district"] == {"code": "0180-farsta", "name": "Farsta"}
    assert [(w["occupation"], w["rung"], w["hours_worked"]) for w in body["wishes"]] == [
        ("golvlaggare", 1, 0),
        ("malare", 0, 0),
    ]
    assert body["wishes"][0]["rung_label"] == "Utan yrkesbevis"
    assert [(r["language"], r["level"], r["level_label"]) for r in body["languages"]] == [
        ("ti", 6, "C2"),
        ("sv", 2, "A2"),
    ]
    assert [
        (e["level_label"], e["subject"], e["finished"], e["recognition_label"], e["proof_label"])
        for e in body["education"]
    ] == [
        ("Yrkesutbildning", "El", 2015, "Validering pågår", "Eget ord"),
        ("Grundskola", "", None, "", "Eget ord"),
    ]
    heta, id06 = body["certificates"]
    assert heta == {
        "certificate": "HETA",
        "name": heta["name"],
        "issued": "2024-01-10",
        "expires": "2029-01-10",
        "expired": False,
        "validity": "valid",
        "validity_label": "Gäller",
        "proof": "certified",
        "proof_label": "Intyg",
        "checked_by": {"id": str(place.coach.user_id), "name": place.coach.name},
    }
    assert (id06["certificate"], id06["proof"], id06["checked_by"]) == ("ID06", "own_word", None)
    assert [row["code"] for row in body["licences"]] == ["B"]
    assert [row["code"] for row in body["adaptations"]] == ["tunga-lyft"]
    assert [row["target_group"] for row in body["target_groups"]] == ["nyanland"]
    assert [(c["purpose"], c["withdrawn_at"]) for c in body["consents"]] == [("proposals", None)]
    assert [(t["label"], t["missing"]) for t in body["checklist"] if not t["done"]] == []
    assert "mark_ready" in body["allowed_actions"]


def test_a_bare_draft_says_what_is_missing_section_by_section(client: APIClient) -> None:
    body = client.post(URL, NAMES).json()
    assert [(t["code"], t["done"], t["missing"]) for t in body["checklist"]] == [
        ("contact", False, ["mobil eller e-post", "födelsedatum"]),
        ("language", False, ["minst ett språk", "nivå i svenska"]),
        ("occupation", False, ["minst ett önskat yrke", "kompetenser"]),
        ("education", False, ["utbildning"]),
        ("certificates", False, ["certifikat"]),
        (
            "availability",
            False,
            ["när hen kan börja", "om hen kan arbeta kvällar, nätter och helger"],
        ),
        ("travel", False, ["kommun"]),
        ("adaptation", False, ["anpassning, eller att ingen behövs"]),
        ("consent", False, ["samtycke till att bli föreslagen"]),
    ]
    assert body["allowed_actions"] == ["rest", "close", "partial_update", "login_link", "passport"]


def test_an_expired_certificate_is_something_to_do(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    body = patch(
        client, candidate, {"certificates": [{"certificate": "HETA", "expires": yesterday}]}
    ).json()
    assert body["certificates"][0]["expired"] is True
    task = next(t for t in body["checklist"] if t["code"] == "certificates")
    assert task["missing"] == [f"{body['certificates'][0]['name']} har gått ut"]


@pytest.mark.parametrize("section", ["skills", "education", "certificates", "adaptations"])
def test_told_that_there_is_none_is_done(place: Place, client: APIClient, section: str) -> None:
    candidate = candidate_of(place.coach)
    before = {t["code"]: t["missing"] for t in client.get(card(candidate)).json()["checklist"]}
    body = patch(client, candidate, {"has_none": [section]}).json()
    after = {t["code"]: t["missing"] for t in body["checklist"]}
    assert sum(map(len, before.values())) - sum(map(len, after.values())) == 1


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["first_name", "last_name"]),
        ({**NAMES, "personnummer": "19900101"}, ["personnummer"]),
        ({**NAMES, "state": "ready"}, ["state"]),
        ({**NAMES, "is_protected": True, "version": 9}, ["is_protected", "version"]),
        ({**NAMES, "first_name": ""}, ["first_name"]),
        ({**NAMES, "first_name": "a" * 81}, ["first_name"]),
        ({**NAMES, "first_name": "\0"}, ["first_name"]),
        ({**NAMES, "first_name": None}, ["first_name"]),
        ({**NAMES, "first_name": ["Åsa"]}, ["first_name"]),
        ({**NAMES, "phone": "ring mig"}, ["phone"]),
        ({**NAMES, "phone": "07"}, ["phone"]),
        ({**NAMES, "email": "inte en adress"}, ["email"]),
        ({**NAMES, "available_from": "3/1"}, ["available_from"]),
        ({**NAMES, "available_from": "2026-02-30"}, ["available_from"]),
        ({**NAMES, "birth_date": "2199-01-01"}, ["birth_date"]),
        ({**NAMES, "hours_per_week": 41}, ["hours_per_week"]),
        ({**NAMES, "hours_per_week": 10**30}, ["hours_per_week"]),
        ({**NAMES, "max_travel_minutes": 0}, ["max_travel_minutes"]),
        ({**NAMES, "has_car": "kanske"}, ["has_car"]),
        ({**NAMES, "municipality": "9999"}, ["municipality"]),
        ({**NAMES, "municipality": "\0"}, ["municipality"]),
        ({**NAMES, "preferred_language": None}, ["preferred_language"]),
        ({**NAMES, "municipality": "0127", "district": "0180-farsta"}, ["district"]),
        ({**NAMES, "coach": "jag"}, ["coach"]),
        ({**NAMES, "coach": str(UUID("5c736b44-3c49-456e-ac47-149011d5747e"))}, ["coach"]),
        ({**NAMES, "wishes": "golv"}, ["wishes.non_field_errors"]),
        ({**NAMES, "wishes": [{}]}, ["wishes.0.occupation"]),
        ({**NAMES, "wishes": [{"occupation": "x"}]}, ["wishes.0.occupation"]),
        ({**NAMES, "wishes": [{"occupation": "malare", "rung": 9}]}, ["wishes.0.rung"]),
        ({**NAMES, "wishes": [{"occupation": "malare", "rang": 1}]}, ["wishes.0.rang"]),
        ({**NAMES, "wishes": [{"occupation": "malare"}] * 2}, ["wishes.1.occupation"]),
        ({**NAMES, "wishes": [{"occupation": "malare"}] * 11}, ["wishes.non_field_errors"]),
        ({**NAMES, "languages": [{"language": "sv"}]}, ["languages.0.level"]),
        ({**NAMES, "languages": [{"language": "sv", "level": 7}]}, ["languages.0.level"]),
        (
            {**NAMES, "certificates": [{"certificate": "HETA"}, {"certificate": "HITTEPÅ"}]},
            ["certificates.1.certificate"],
        ),
        (
            {
                **NAMES,
                "certificates": [
                    {"certificate": "HETA", "issued": "2026-01-01", "expires": "2025-01-01"}
                ],
            },
            ["certificates.0.expires"],
        ),
        ({**NAMES, "licences": ["B", "Q"]}, ["licences.1"]),
        ({**NAMES, "licences": ["B", "B"]}, ["licences.1"]),
        ({**NAMES, "adaptations": ["ryggont"]}, ["adaptations.0"]),
        (
            {**NAMES, "target_groups": [{"target_group": "norrlänning"}]},
            ["target_groups.0.target_group"],
        ),
        ({**NAMES, "consents": ["allt"]}, ["consents.0"]),
        ({**NAMES, "has_none": ["vilja"]}, ["has_none.0"]),
        ([], ["non_field_errors"]),
        ("Åsa", ["non_field_errors"]),
    ],
)
def test_wrong_input_is_named_and_nothing_written(
    place: Place, client: APIClient, body: Any, fields: list[str]
) -> None:
    candidate = candidate_of(place.coach)
    assert errors(client.post(URL, body)) == fields
    if isinstance(body, dict) and body:
        only = {key: value for key, value in body.items() if NAMES.get(key, "") != value}
        assert errors(patch(client, candidate, only)) == fields
    candidate.refresh_from_db()
    assert (candidate.version, Candidate.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(object_type="candidate").count() == 0


def test_text_that_is_no_json_is_said_to_be_so(client: APIClient) -> None:
    response = client.post(URL, "{trasig", content_type="application/json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == "parse_error"


def test_a_change_answers_with_the_whole_record_and_its_new_version(
    place: Place, client: APIClient
) -> None:
    candidate = candidate_of(place.coach)
    response = patch(client, candidate, {"phone": "08-465 004 99"})
    assert (response.status_code, response["ETag"]) == (200, '"2"')
    assert response.json() == client.get(card(candidate)).json()
    assert response.json()["phone"] == "08-465 004 99"


@pytest.mark.parametrize("header", [None, "", '"ett"', "*", '"-1"', '"²"'])
def test_a_write_must_say_which_version_it_saw(
    place: Place, client: APIClient, header: str | None
) -> None:
    candidate = candidate_of(place.coach)
    headers = {} if header is None else {"If-Match": header}
    for response in (
        client.patch(card(candidate), {"phone": ""}, headers=headers),
        client.post(f"{card(candidate)}rest/", {"reason": "Flytt"}, headers=headers),
    ):
        assert response.status_code == 428
        assert response.json()["errors"][0]["code"] == "precondition_required"
    candidate.refresh_from_db()
    assert (candidate.version, candidate.state) == (1, "draft")


def test_a_colleague_was_first_and_one_sees_what_she_did(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    note_on(candidate, "Känsligt")
    patch(client_of(place.colleague), candidate, {"phone": "08-465 004 99"})
    for response in (
        patch(client, candidate, {"phone": "070-174 06 10"}),
        move(client, candidate, "mark_ready"),
    ):
        assert response.status_code == 412
        body = response.json()
        assert body["errors"][0]["code"] == "stale_version"
        assert (body["current"]["phone"], body["current"]["version"]) == ("08-465 004 99", 2)
    candidate.refresh_from_db()
    assert (candidate.version, candidate.state) == (2, "draft")
    # What the refusal showed is a reading of sensitive fields like any other.
    reads = AuditEvent.objects.filter(action="candidate.read_sensitive")
    assert [r.actor_id for r in reads] == [place.coach.user_id] * 2
