"""How like somebody is, in words; what a coach says of it; what another organisation hears."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from kandidater.models import AccessRequest, Candidate, DuplicateCheck
from kandidater.sameness import questions_to
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/"
ASKED = "/api/access-requests/"
BORN = date(1990, 5, 1)


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def search(client: APIClient, **said: Any) -> list[tuple[str, str, list[str]]]:
    body = client.post(f"{URL}possible_duplicates/", said).json()
    return [(row["name"], row["likeness"]["label"], row["because"]) for row in body["own"]]


@pytest.mark.parametrize(
    ("query", "birth_date", "found"),
    [
        (
            "Muhammad Warsame",
            "1990-05-01",
            ("mycket lik", ["namnet låter lika", "samma födelsedatum"]),
        ),
        ("Mohammed Warsame", "1990-05-01", ("mycket lik", ["samma namn", "samma födelsedatum"])),
        ("Warsame Mohammed", "1990-05-01", ("mycket lik", ["samma namn", "samma födelsedatum"])),
        ("محمد ورسمة", "1990-05-01", ("mycket lik", ["namnet låter lika", "samma födelsedatum"])),
        ("Maxamed Ali Warsame", "1990-05-01", ("lik", ["del av namnet", "samma födelsedatum"])),
        (
            "Mohamed Warsame",
            "1990-01-05",
            ("lik", ["namnet låter lika", "födelsedatum som liknar"]),
        ),
        (
            "Mohamed Warsame",
            "1980-05-01",
            ("lik", ["namnet låter lika", "födelsedatum som liknar"]),
        ),
        ("Mohamed Warsame", None, ("lik", ["namnet låter lika"])),
        ("Warsa", None, ("lik", ["del av namnet"])),
        ("Mohamed Warsame", "1975-11-30", None),
        ("Mahmoud Warsame", None, None),
        ("070 174 06 21", None, ("mycket lik", ["samma mobil"])),
        ("0621", None, ("lik", ["liknande nummer"])),
        ("M@PROV.example", None, ("mycket lik", ["samma e-post"])),
    ],
)
def test_likeness_is_told_in_words(
    place: Place,
    client: APIClient,
    query: str,
    birth_date: str | None,
    found: tuple[str, list[str]] | None,
) -> None:
    candidate_of(
        place.coach,
        first_name="Mohammed",
        last_name="Warsame",
        birth_date=BORN,
        phone="070-174 06 21",
        email="m@prov.example",
    )
    expected = [("Mohammed Warsame", *found)] if found else []
    assert search(client, q=query, birth_date=birth_date) == expected


def test_the_most_like_comes_first_and_ten_are_shown(place: Place, client: APIClient) -> None:
    for _ in range(12):
        candidate_of(place.coach, first_name="Ali", last_name="Abdi", birth_date=None)
    candidate_of(place.coach, first_name="Aly", last_name="Öabdi", birth_date=None)
    candidate_of(place.coach, first_name="Cali", last_name="Abdi", birth_date=BORN)
    found = search(client, q="Ali Abdi", birth_date="1990-05-01")
    assert found[0] == ("Cali Abdi", "mycket lik", ["namnet låter lika", "samma födelsedatum"])
    assert [likeness for _, likeness, _ in found[1:]] == ["lik"] * 9


def test_the_list_is_searched_in_any_spelling(place: Place, client: APIClient) -> None:
    for first, last in (("محمد", "علي"), ("Mohammed", "Öst"), ("ተስፋይ", "ሃይለ"), ("Hassan", "Ek")):
        candidate_of(place.coach, first_name=first, last_name=last)
    found = {
        query: {row["name"] for row in client.get(URL, {"q": query}).json()["results"]}
        for query in ("muhamed", "محمد", "tesf", "haile tesfai", "öst", "ost", "hussein", "hass")
    }
    assert found == {
        "muhamed": {"محمد علي", "Mohammed Öst"},
        "محمد": {"محمد علي", "Mohammed Öst"},
        "tesf": {"ተስፋይ ሃይለ"},
        "haile tesfai": {"ተስፋይ ሃይለ"},
        "öst": {"Mohammed Öst"},
        "ost": {"Mohammed Öst"},
        "hussein": set(),
        "hass": {"Hassan Ek"},
    }


def test_a_draft_is_not_like_itself_nor_like_those_told_apart(
    place: Place, client: APIClient
) -> None:
    draft, other, third = (
        candidate_of(place.coach, first_name="Ali", last_name="Abdi") for _ in range(3)
    )
    body = {"other": str(other.pk), "verdict": "not_same", "reason": "Bröder med samma namn"}
    answer = client.post(f"{URL}{draft.pk}/judge_duplicate/", body)
    assert answer.status_code == 201
    body = client.post(
        f"{URL}possible_duplicates/", {"q": "Ali Abdi", "candidate": str(draft.pk)}
    ).json()
    assert [row["id"] for row in body["own"]] == [str(third.pk)]
    # From the other side as well, and with what was said.
    seen = client.get(f"{URL}{other.pk}/look_alikes/").json()
    assert [row["id"] for row in seen["people"]] == [str(third.pk)]
    assert [(c["verdict"], c["reason"], c["decided_by"]["name"]) for c in seen["checks"]] == [
        ("not_same", "Bröder med samma namn", place.coach.name)
    ]


def test_a_reason_is_demanded_and_kept_out_of_the_trail(place: Place, client: APIClient) -> None:
    one, other = (candidate_of(place.coach) for _ in range(2))
    address = f"{URL}{one.pk}/judge_duplicate/"
    refused = client.post(address, {"other": str(other.pk), "verdict": "not_same", "reason": " "})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["attr"] == "reason"
    assert not DuplicateCheck.objects.exists()
    client.post(address, {"other": str(other.pk), "verdict": "not_same", "reason": "Syskon"})
    event = AuditEvent.objects.get(action="candidate.told_apart")
    assert (event.object_id, event.data) == (one.pk, {"with": str(other.pk)})


def test_an_unsure_coach_asks_the_other_records_coach_whose_word_settles_it(
    place: Place, client: APIClient
) -> None:
    mine, theirs = candidate_of(place.coach), candidate_of(place.colleague)
    client.post(f"{URL}{mine.pk}/judge_duplicate/", {"other": str(theirs.pk), "verdict": "unsure"})
    assert [check.candidate_id for check in questions_to(place.colleague)] == [mine.pk]
    assert not questions_to(place.coach)
    client_of(place.colleague).post(
        f"{URL}{theirs.pk}/judge_duplicate/",
        {"other": str(mine.pk), "verdict": "not_same", "reason": "Min är äldre"},
    )
    assert not questions_to(place.colleague)
    assert DuplicateCheck.objects.get().verdict == "not_same"


def test_nobody_outside_the_organisation_is_asked(place: Place, client: APIClient) -> None:
    one, other = (candidate_of(place.coach) for _ in range(2))
    body = {"other": str(other.pk), "verdict": "unsure", "asked": str(place.other_coach.user_id)}
    assert client.post(f"{URL}{one.pk}/judge_duplicate/", body).status_code == 400
    hers = candidate_of(place.other_coach)
    body = {"other": str(hers.pk), "verdict": "not_same", "reason": "x"}
    assert client.post(f"{URL}{one.pk}/judge_duplicate/", body).status_code == 404
    assert not DuplicateCheck.objects.exists()


def test_another_organisation_is_asked_and_answers_without_a_field_being_told(
    place: Place, client: APIClient
) -> None:
    hers = candidate_of(place.other_coach, first_name="José", last_name="Ñandú", birth_date=BORN)
    question = {"q": "Jose Nandu", "reason": "Personen står hos oss idag."}
    assert client.post(f"{URL}ask_for_access/", question).status_code == 204
    # Asked twice is asked once.
    client.post(f"{URL}ask_for_access/", question)
    sent = client.get(ASKED).json()["results"]
    assert [(row["received"], row["candidate"], row["reason"]) for row in sent] == [
        (False, None, "Personen står hos oss idag.")
    ]
    assert "Ñandú" not in str(sent)
    holder = client_of(place.other_coach)
    received = holder.get(ASKED).json()["results"]
    assert [(row["received"], row["candidate"]["id"]) for row in received] == [(True, str(hers.pk))]
    # Who asked cannot answer herself.
    address = f"{ASKED}{received[0]['id']}/answer/"
    assert client.post(address, {"granted": True, "answer": "Ja"}).status_code == 404
    said = {"granted": True, "answer": "Ring mig på 08-123."}
    assert holder.post(address, said).status_code == 200
    assert holder.post(address, said).status_code == 409
    told = client.get(ASKED).json()["results"][0]
    assert (told["granted"], told["answer"]) == (True, "Ring mig på 08-123.")
    trail = AuditEvent.objects.filter(object_id=hers.pk).order_by("id")
    assert [(e.action, e.organisation_id) for e in trail] == [
        ("candidate.access_asked", place.other_coach.organisation_id),
        ("candidate.access_asked", place.other_coach.organisation_id),
        ("candidate.access_answered", place.other_coach.organisation_id),
    ]


def test_another_spelling_elsewhere_takes_the_birth_date(place: Place, client: APIClient) -> None:
    candidate_of(place.other_coach, first_name="Mohammed", last_name="Warsame", birth_date=BORN)

    def elsewhere(**said: Any) -> bool:
        return bool(client.post(f"{URL}possible_duplicates/", said).json()["elsewhere"])

    assert not elsewhere(q="Muhamed Warsame")
    assert elsewhere(q="Muhamed Warsame", birth_date="1990-05-01")
    assert not elsewhere(q="Muhamed Warsame", birth_date="1990-05-02")
    assert not elsewhere(q="Mohammed Warsame", birth_date="1990-05-02")


def test_a_protected_person_is_neither_found_nor_asked_about(
    place: Place, client: APIClient
) -> None:
    hers = candidate_of(place.other_coach, first_name="José", last_name="Ñandú")
    protect(hers, place.other_coach)
    question = {"q": "Jose Nandu", "reason": "Prov"}
    assert client.post(f"{URL}ask_for_access/", question).status_code == 409
    assert not AccessRequest.objects.exists()
    assert Candidate.objects.get(pk=hers.pk).is_protected
