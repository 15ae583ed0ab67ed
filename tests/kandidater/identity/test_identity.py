"""A number is written, found, refused twice and shown whole only on an audited request."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from kandidater.identity import TAKEN, save_with_identity
from kandidater.models import Candidate
from konton.actors import Actor
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of
from tests.kandidater.conftest import Place

URL = "/api/candidates/"
NUMBER, SAMORDNING = "19900101-2385", "19701063-2391"
NAMES = {"first_name": "Amina", "last_name": "Prov"}


def card(candidate: Candidate) -> str:
    return f"{URL}{candidate.pk}/"


def write(client: APIClient, candidate: Candidate, **identity: str) -> Any:
    candidate.refresh_from_db()
    return client.patch(
        card(candidate), {"identity": identity}, headers={"If-Match": f'"{candidate.version}"'}
    )


def errors(response: Any) -> list[tuple[str, str]]:
    return [(e["attr"], e["detail"]) for e in response.json()["errors"]]


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def test_a_number_comes_back_masked_and_fills_an_empty_birth_date(client: APIClient) -> None:
    response = client.post(URL, {**NAMES, "identity": {"number": "900101-2385"}})
    assert response.status_code == 201
    assert response.json()["identity"] == {
        "kind": "personal",
        "masked": "••••••-2385",
        "grade": "",
        "no_number_reason": "",
    }
    assert response.json()["birth_date"] == "1990-01-01"
    row = Candidate.objects.get()
    assert (row.identity_number, row.identity_kind) == ("199001012385", "personal")


def test_a_masked_number_sent_back_is_the_number_that_stands(
    client: APIClient, place: Place
) -> None:
    candidate = candidate_of(place.coach)
    assert write(client, candidate, number=SAMORDNING).status_code == 200
    response = write(client, candidate, number="••••••-2391", grade="probable")
    assert response.status_code == 200
    assert response.json()["identity"]["grade"] == "probable"
    candidate.refresh_from_db()
    assert candidate.identity_number == "197010632391"
    version = candidate.version
    assert write(client, candidate, number="••••••-2391", grade="probable").status_code == 200
    candidate.refresh_from_db()
    assert candidate.version == version


def test_saying_why_there_is_none_is_an_answer_too(client: APIClient, place: Place) -> None:
    candidate = candidate_of(place.coach)
    body = write(client, candidate, no_number_reason="waiting").json()["identity"]
    assert (body["kind"], body["masked"], body["no_number_reason"]) == ("none", "", "waiting")
    body = write(client, candidate, number=NUMBER).json()["identity"]
    assert (body["kind"], body["no_number_reason"]) == ("personal", "")
    body = write(client, candidate).json()["identity"]
    assert (body["kind"], body["masked"]) == ("", "")


@pytest.mark.parametrize(
    ("identity", "problem"),
    [
        ({"number": "19900101-2386"}, "Numret stämmer inte – kontrollera sista siffran."),
        ({"number": "1990"}, "Skriv 10 eller 12 siffror, till exempel 19900101-2385."),
        (
            {"number": NUMBER, "no_number_reason": "waiting"},
            "Skriv numret eller välj varför det saknas, inte båda.",
        ),
        (
            {"number": NUMBER, "grade": "proven"},
            "Styrkt, sannolik eller osäker identitet gäller bara samordningsnummer.",
        ),
    ],
)
def test_what_is_wrong_names_the_field(
    client: APIClient, place: Place, identity: dict[str, str], problem: str
) -> None:
    candidate = candidate_of(place.coach)
    response = write(client, candidate, **identity)
    assert (response.status_code, errors(response)) == (400, [("identity", problem)])
    candidate.refresh_from_db()
    assert (candidate.identity_number, candidate.version) == ("", 1)


def test_one_number_stands_once_in_each_organisation(client: APIClient, place: Place) -> None:
    write(client, candidate_of(place.coach), number=NUMBER)
    response = write(client, candidate_of(place.coach), number="900101-2385")
    assert (response.status_code, errors(response)) == (400, [("identity", TAKEN)])
    there = candidate_of(place.other_coach)
    assert write(client_of(place.other_coach), there, number=NUMBER).status_code == 200


def test_the_database_refuses_what_two_write_at_once(place: Place) -> None:
    one, two = candidate_of(place.coach), candidate_of(place.coach)
    for row in (one, two):
        row.identity_number, row.identity_kind = "199001012385", "personal"
    one.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        two.save()
    with pytest.raises(Exception, match="Numret finns redan"):
        save_with_identity(two)


def test_the_database_refuses_an_identity_that_contradicts_itself(place: Place) -> None:
    candidate = candidate_of(place.coach)
    rows = Candidate.objects.filter(pk=candidate.pk)
    for wrong in (
        {"identity_kind": "personal"},
        {"no_number_reason": "waiting"},
        {"identity_grade": "proven"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_a_protected_person_cannot_be_kept_findable(place: Place) -> None:
    hidden = protect(candidate_of(place.coach), place.coach)
    assert (hidden.phone, hidden.phone_key, hidden.email_key) == ("070-174 06 05", "", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=hidden.pk).update(phone_key="0701740605")


def test_a_protected_persons_number_is_neither_found_nor_told_of(
    client: APIClient, place: Place
) -> None:
    hidden = protect(candidate_of(place.coach), place.coach)
    assert write(client, hidden, number=NUMBER).status_code == 200
    hidden.refresh_from_db()
    assert (hidden.identity_number, hidden.identity_index) == ("199001012385", None)
    for coach in (place.coach, place.colleague, place.other_coach):
        found = client_of(coach).post(f"{URL}possible_duplicates/", {"q": NUMBER}).json()
        assert (found["own"], found["elsewhere"]) == ([], False)
    # Were it refused here, the refusal would tell that she is known.
    assert write(client, candidate_of(place.coach), number=NUMBER).status_code == 200


@pytest.mark.parametrize("spelling", [NUMBER, "900101-2385", "9001012385", "19900101 2385"])
def test_a_whole_number_finds_exactly_her(client: APIClient, place: Place, spelling: str) -> None:
    candidate = candidate_of(place.coach)
    candidate_of(place.coach)
    write(client, candidate, number=NUMBER)
    found = client.post(f"{URL}possible_duplicates/", {"q": spelling}).json()
    assert [one["id"] for one in found["own"]] == [str(candidate.pk)]
    assert found["elsewhere"] is False
    there = client_of(place.other_coach).post(f"{URL}possible_duplicates/", {"q": spelling})
    assert (there.json()["own"], there.json()["elsewhere"]) == ([], True)
    assert "2385" not in there.content.decode()
    part = client.post(f"{URL}possible_duplicates/", {"q": NUMBER[:-1]}).json()
    assert (part["own"], part["elsewhere"]) == ([], False)


def test_the_whole_number_is_shown_on_a_logged_request_only(
    client: APIClient, place: Place
) -> None:
    candidate = candidate_of(place.coach)
    write(client, candidate, number=NUMBER)
    address = f"{card(candidate)}reveal_identity/"
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {"reason": "nyfiken"}).status_code == 400
    revealed = AuditEvent.objects.filter(action="candidate.identity_revealed")
    assert not revealed.exists()
    response = client.post(address, {"reason": "check_identity"})
    assert (response.status_code, response.json()) == (200, {"number": NUMBER})
    event = revealed.get()
    assert (event.actor_id, event.object_id, event.reason_code, event.data) == (
        place.coach.user_id,
        candidate.pk,
        "check_identity",
        {"fields": ["identity"]},
    )


def test_who_may_not_see_the_whole_number_sees_nothing_of_it(place: Place) -> None:
    candidate = candidate_of(place.coach)
    write(client_of(place.coach), candidate, number=NUMBER)
    address = f"{card(candidate)}reveal_identity/"
    expected: list[tuple[Actor, int]] = [
        (place.coordinator, 403),
        (place.company, 404),
        (place.other_coach, 404),
    ]
    for actor, status in expected:
        response = client_of(actor).post(address, {"reason": "register"})
        assert response.status_code in {status, 404}, actor.role
        assert "2385" not in response.content.decode()
    shown = client_of(place.coordinator).get(card(candidate))
    assert "identity" not in shown.json()
    for actor in (place.coach, place.coordinator):
        for page in (URL, f"{card(candidate)}history/"):
            assert "2385" not in client_of(actor).get(page).content.decode()
    assert not AuditEvent.objects.filter(action="candidate.identity_revealed").exists()
    nothing = client_of(place.coach).post(
        f"{card(candidate_of(place.coach))}reveal_identity/", {"reason": "register"}
    )
    assert nothing.status_code == 400


def test_the_first_coach_reads_a_name_in_the_history_never_a_number(
    client: APIClient, place: Place
) -> None:
    candidate = candidate_of(place.coach)
    write(client, candidate, number=NUMBER)
    texts = [row["text"] for row in client.get(f"{card(candidate)}history/").json()["results"]]
    assert "Ändrade personnummer eller samordningsnummer" in texts
