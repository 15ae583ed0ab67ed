"""The list of candidates: rows, search in Swedish, filters, order, pages, a fixed query count."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from kandidater.models import Candidate, CandidateCertificate
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/"


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def names(client: APIClient, **query: Any) -> list[str]:
    response = client.get(URL, query)
    assert response.status_code == 200, response.json()
    return [row["name"].split()[1] for row in response.json()["results"]]


def add(place: Place, last_name: str, **fields: Any) -> Candidate:
    return candidate_of(place.coach, last_name=last_name, **fields)


def certificate(candidate: Candidate, code: str, days: int | None) -> None:
    expires = None if days is None else timezone.localdate() + timedelta(days=days)
    CandidateCertificate.objects.create(candidate=candidate, certificate_id=code, expires=expires)


def test_a_row_says_what_the_coach_works_from(place: Place, client: APIClient) -> None:
    candidate = add(
        place, "Åberg", next_step="Boka möte", next_step_due=date(2026, 4, 1), is_demo=True
    )
    certificate(candidate, "HETA", 10)
    certificate(candidate, "FALL", 61)
    certificate(candidate, "ID06", -1)
    Candidate.objects.filter(pk=candidate.pk).update(state_since=timezone.now() - timedelta(days=3))
    candidate.refresh_from_db()
    id06 = candidate.certificates.get(certificate="ID06").certificate.name_sv
    body = client.get(URL).json()
    assert body == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(candidate.pk),
                "version": 1,
                "state": {"code": "draft", "label": "Utkast"},
                "state_since": timezone.localtime(candidate.state_since).isoformat(),
                "days_in_state": 3,
                "next_step": "Boka möte",
                "next_step_due": "2026-04-01",
                "next_step_owner": "coach",
                "next_step_owner_label": "Jobbcoachen",
                "coach": {"id": str(place.coach.user_id), "name": place.coach.name},
                "municipality": {"code": "0180", "name": "Stockholm"},
                "available_from": "2026-03-02",
                "allowed_actions": [
                    "mark_ready",
                    "rest",
                    "close",
                    "partial_update",
                    "login_link",
                    "passport",
                ],
                "is_demo": True,
                "name": "Amina Åberg",
                "wishes": [
                    {"code": "traarbetare", "name": candidate.wishes.get().occupation.name_sv}
                ],
                "expiring_certificates": 1,
                "certificate_warnings": [
                    {
                        "certificate": row.certificate_id,
                        "name": str(row.certificate),
                        "expires": str(row.expires),
                        "expired": row.certificate_id == "ID06",
                    }
                    for code in ("ID06", "HETA")
                    for row in candidate.certificates.filter(certificate=code)
                ],
                "obstacles": [f"{id06} har gått ut"],
                "is_stalled": False,
                "unflagged_until": None,
                "unflagged_reason": "",
            }
        ],
    }


def test_allowed_actions_follow_the_reader(place: Place) -> None:
    add(place, "Åberg", state="closed")
    add(place, "Öberg", state="ready")
    rows = client_of(place.coordinator).get(URL).json()["results"]
    assert [row["allowed_actions"] for row in rows] == [[], ["rest"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("åsa", ["Ångström"]),
        ("ÅSA ÅNGSTRÖM", ["Ångström"]),
        ("angstrom", ["Ångström"]),
        ("ström", ["Ångström"]),
        ("str", ["Ångström"]),
        # One or two letters begin a word.
        ("ås", ["Ångström"]),
        ("m", ["Müller"]),
        ("zi", []),
        ("muller", ["Müller"]),
        ("Özil", ["Özil"]),
        ("ozil", ["Özil"]),
        ("öberg asa", []),
        ("%", []),
        ("_", []),
        ("070-174", ["Müller", "Ångström", "Özil"]),
        ("+46 70 174 06 15", ["Müller"]),
        ("0615", ["Müller"]),
    ],
)
def test_names_are_found_however_they_are_typed(
    place: Place, client: APIClient, query: str, found: list[str]
) -> None:
    add(place, "Ångström", first_name="Åsa")
    add(place, "Müller", first_name="Jürgen", phone="0701740615")
    add(place, "Özil", first_name="Elif")
    assert names(client, q=query) == found


def test_names_stand_in_swedish_order_both_ways(place: Place, client: APIClient) -> None:
    order = ["Andersson", "Edén", "Eden-Ek", "Zorn", "Åberg", "Äng", "Öberg"]
    for name in reversed(order):
        add(place, name)
    assert names(client) == order
    assert names(client, ordering="name") == order
    assert names(client, ordering="-name") == order[::-1]


def test_every_order_is_total_and_puts_the_unknown_last(place: Place, client: APIClient) -> None:
    now = timezone.now()
    for days, name in ((1, "A"), (2, "B"), (3, "C")):
        candidate = add(place, name, available_from=None if days == 2 else date(2026, days, 1))
        Candidate.objects.filter(pk=candidate.pk).update(
            state_since=now - timedelta(days=days), updated_at=now - timedelta(hours=days)
        )
    assert names(client, ordering="state_since") == ["C", "B", "A"]
    assert names(client, ordering="-state_since") == ["A", "B", "C"]
    assert names(client, ordering="updated") == ["C", "B", "A"]
    assert names(client, ordering="-updated") == ["A", "B", "C"]
    assert names(client, ordering="available_from") == ["A", "C", "B"]
    assert names(client, ordering="-available_from") == ["C", "A", "B"]


def test_every_filter_narrows(place: Place, client: APIClient) -> None:
    one = add(place, "Ett", state="ready")
    one.wishes.update(occupation="malare")
    two = add(place, "Två", municipality_id="0127", coach_id=place.colleague.user_id)
    add(place, "Tre", state="resting", district_id="0180-farsta")
    certificate(one, "HETA", 20)
    certificate(two, "HETA", 40)
    certificate(two, "ID06", -5)
    Candidate.objects.filter(pk=two.pk).update(state_since=timezone.now() - timedelta(days=32))
    assert names(client, state="ready") == ["Ett"]
    assert names(client, state=["ready", "resting"]) == ["Ett", "Tre"]
    assert names(client, occupation="malare") == ["Ett"]
    assert names(client, municipality="0127") == ["Två"]
    assert names(client, district="0180-farsta") == ["Tre"]
    assert names(client, coach="me") == ["Ett", "Tre"]
    assert names(client, certificate_expiring=30) == ["Ett"]
    assert names(client, certificate_expiring=40) == ["Ett", "Två"]
    assert names(client, certificate_expiring=0) == []
    assert names(client, stalled="true") == ["Två"]
    assert names(client, stalled="false") == ["Ett", "Tre"]
    assert names(client, state="ready", municipality="0127") == []


def test_the_closed_do_not_stand_still(place: Place, client: APIClient) -> None:
    candidate = add(place, "Klar", state="closed")
    Candidate.objects.filter(pk=candidate.pk).update(
        state_since=timezone.now() - timedelta(days=300)
    )
    assert names(client, stalled="true") == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"state": "okänt"}, "state"),
        ({"occupation": "astronaut"}, "occupation"),
        ({"municipality": "9999"}, "municipality"),
        ({"district": "\0"}, "district"),
        ({"coach": "alla"}, "coach"),
        ({"certificate_expiring": "-1"}, "certificate_expiring"),
        ({"certificate_expiring": "1.5"}, "certificate_expiring"),
        ({"certificate_expiring": "9" * 30}, "certificate_expiring"),
        ({"ordering": "phone"}, "ordering"),
        ({"ordering": "coach__password"}, "ordering"),
        ({"q": "\0"}, "q"),
        ({"q": "a" * 121}, "q"),
        ({"stat": "ready"}, "stat"),
        ({"page": "0"}, "page"),
        ({"page_size": "1000"}, "page_size"),
    ],
)
def test_a_wrong_filter_is_named(client: APIClient, query: dict[str, str], field: str) -> None:
    response = client.get(URL, query)
    assert response.status_code == 400
    assert [e["attr"] for e in response.json()["errors"]] == [field]


def test_pages_hold_everybody_once(place: Place, client: APIClient) -> None:
    for _ in range(7):
        add(place, "Samma")
    seen = [
        row["id"]
        for page in (1, 2, 3)
        for row in client.get(URL, {"page": page, "page_size": 3}).json()["results"]
    ]
    assert (len(seen), len(set(seen))) == (7, 7)
    assert client.get(URL, {"page": 4, "page_size": 3}).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    "query", [{}, {"q": "amina", "stalled": "false", "certificate_expiring": 90}]
)
def test_the_number_of_queries_does_not_grow(
    place: Place,
    client: APIClient,
    rows: int,
    query: dict[str, Any],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(rows):
        candidate = add(place, f"Prov{n}", coach_id=place.colleague.user_id)
        candidate.wishes.create(occupation_id="malare", rank=2)
        certificate(candidate, "HETA", 20)
    client.get("/api/session/")  # the session is touched once a minute
    # session, user, membership, norms, count, page, wishes, occupations, languages, consents,
    # certificates
    with django_assert_num_queries(12 if "stalled" in query else 11):
        body = client.get(URL, {**query, "page_size": 100}).json()
    assert len(body["results"]) == rows
