"""Who may stand twice among a coach's people, and what is asked and answered about it."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from kandidater.models import AccessRequest, Candidate, DuplicateCheck
from konton.models import Membership
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/"
PAIRS = f"{URL}possible_pairs/"
COLLEAGUES = "/api/duplicate-questions/"
ELSEWHERE = "/api/access-requests/"
COUNTS = "/api/start/coach/"
BORN = date(1990, 5, 1)


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


@pytest.fixture
def colleague(place: Place) -> APIClient:
    return client_of(place.colleague)


def pairs(client: APIClient) -> list[tuple[str, str, str, list[str]]]:
    body = client.get(PAIRS).json()
    return [
        (r["candidate"]["name"], r["other"]["name"], r["likeness"]["code"], r["because"])
        for r in body["results"]
    ]


def questions(client: APIClient) -> tuple[int, int, int]:
    found = client.get(COUNTS).json()["questions"]
    return found["to_answer"], found["to_read"], found["waiting"]


def ask(client: APIClient, mine: Candidate, theirs: Candidate) -> str:
    body = {"other": str(theirs.pk), "verdict": "unsure", "reason": "Samma gata?"}
    answer = client.post(f"{URL}{mine.pk}/judge_duplicate/", body)
    assert answer.status_code == 201
    return str(answer.json()["id"])


def test_pairs_are_told_with_why_the_most_alike_first(place: Place, client: APIClient) -> None:
    def add(actor: Any, first: str, last: str, **fields: Any) -> Candidate:
        return candidate_of(actor, first_name=first, last_name=last, **fields)

    add(place.coach, "Mohammed", "Warsame", birth_date=BORN, phone="070-174 06 21")
    add(place.colleague, "Muhammad", "Warsame", birth_date=BORN, phone="+46701740621")
    add(place.coach, "Åsa", "Öst", birth_date=BORN, phone="", email="hem@prov.example")
    add(place.coach, "Per", "Öst", birth_date=None, phone="", email="HEM@prov.example")
    # Not of these: another day, another organisation, a closed case, a protected person.
    add(place.colleague, "Mohammed", "Warsame", birth_date=date(1991, 6, 2))
    add(place.other_coach, "Mohammed", "Warsame", birth_date=BORN)
    add(place.colleague, "Mohammed", "Warsame", birth_date=BORN, state="closed")
    protect(add(place.colleague, "Mohammed", "Warsame", birth_date=BORN), place.coach)
    name = "namnet låter lika, samma födelsedatum"
    assert pairs(client) == [
        ("Mohammed Warsame", "Muhammad Warsame", "very_like", ["samma mobil", name]),
        ("Per Öst", "Åsa Öst", "like", ["samma e-post"]),
    ]


def test_two_of_colleagues_own_are_not_mine_and_a_pair_told_apart_is_gone(
    place: Place, client: APIClient, colleague: APIClient
) -> None:
    one, other = (
        candidate_of(place.colleague, first_name="Ali", last_name="Abdi", birth_date=BORN)
        for _ in range(2)
    )
    assert pairs(client) == []
    assert len(pairs(colleague)) == 1
    body = {"other": str(one.pk), "verdict": "not_same", "reason": "Kusiner"}
    assert colleague.post(f"{URL}{other.pk}/judge_duplicate/", body).status_code == 201
    assert pairs(colleague) == []


@pytest.mark.parametrize("many", [1, 12])
def test_queries_for_pairs_do_not_grow(
    place: Place,
    client: APIClient,
    many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(many):
        for actor in (place.coach, place.colleague):
            candidate_of(actor, birth_date=None, phone=f"070-17406{n:02}")
    client.get("/api/session/")
    with django_assert_num_queries(6):
        assert len(pairs(client)) == many


def test_a_colleague_answers_and_who_asked_reads_it(
    place: Place, client: APIClient, colleague: APIClient
) -> None:
    mine, theirs = candidate_of(place.coach), candidate_of(place.colleague)
    key = ask(client, mine, theirs)
    assert (questions(client), questions(colleague)) == ((0, 0, 1), (1, 0, 0))
    row = colleague.get(f"{COLLEAGUES}received/").json()["results"][0]
    assert (row["id"], row["reason"], row["decided_by"]["name"]) == (
        key,
        "Samma gata?",
        place.coach.name,
    )
    address = f"{COLLEAGUES}{key}/"
    assert client.post(f"{address}answer/", {"same": True, "reason": "x"}).status_code == 404
    refused = colleague.post(f"{address}answer/", {"same": True, "reason": " "})
    assert refused.status_code == 400
    assert client.post(f"{address}read/").status_code == 404
    said = {"same": True, "reason": "Jag har träffat båda: en person."}
    assert colleague.post(f"{address}answer/", said).json()["verdict"] == "same"
    assert colleague.post(f"{address}answer/", said).status_code == 409
    assert (questions(client), questions(colleague)) == ((0, 1, 0), (0, 0, 0))
    told = client.get(f"{COLLEAGUES}sent/").json()["results"][0]
    assert (told["verdict"], told["answer"]) == ("same", "Jag har träffat båda: en person.")
    assert client.post(f"{address}read/").status_code == 200
    assert client.post(f"{address}read/").status_code == 200
    assert questions(client) == (0, 0, 0)


def test_judging_the_pair_is_an_answer_and_asking_anew_wipes_the_old_one(
    place: Place, client: APIClient, colleague: APIClient
) -> None:
    mine, theirs = candidate_of(place.coach), candidate_of(place.colleague)
    ask(client, mine, theirs)
    body = {"other": str(mine.pk), "verdict": "not_same", "reason": "Min är äldre"}
    colleague.post(f"{URL}{theirs.pk}/judge_duplicate/", body)
    told = client.get(f"{COLLEAGUES}sent/").json()["results"][0]
    assert (told["verdict"], told["answer"], told["reason"]) == (
        "not_same",
        "Min är äldre",
        "Samma gata?",
    )
    ask(client, mine, theirs)
    check = DuplicateCheck.objects.get()
    assert (check.verdict, check.answer, check.answered_at) == ("unsure", "", None)


def test_a_pair_joined_meanwhile_is_asked_about_no_longer(
    place: Place, client: APIClient, colleague: APIClient
) -> None:
    mine, theirs = candidate_of(place.coach), candidate_of(place.colleague)
    ask(client, mine, theirs)
    Candidate.objects.filter(pk=theirs.pk).update(merged_into=mine)
    assert (questions(client), questions(colleague)) == ((0, 0, 0), (0, 0, 0))


def test_another_organisations_question_reaches_the_persons_coach_alone(
    place: Place, client: APIClient
) -> None:
    candidate_of(place.other_coach, first_name="José", last_name="Ñandú", birth_date=BORN)
    body = {"q": "Jose Nandu", "reason": "Står hos oss."}
    client.post(f"{URL}ask_for_access/", body)
    holder = client_of(place.other_coach)
    assert (questions(client), questions(holder)) == ((0, 0, 1), (1, 0, 0))
    assert client.get(f"{ELSEWHERE}received/").json()["count"] == 0
    key = holder.get(f"{ELSEWHERE}received/").json()["results"][0]["id"]
    said = {"granted": False, "answer": "Vi kan inte säga något."}
    assert holder.post(f"{ELSEWHERE}{key}/answer/", said).status_code == 200
    sent = client.get(f"{ELSEWHERE}sent/").json()["results"]
    assert [(r["candidate"], r["granted"], r["answer"]) for r in sent] == [
        (None, False, "Vi kan inte säga något.")
    ]
    assert "Ñandú" not in str(sent)
    assert questions(client) == (0, 1, 0)
    assert client.post(f"{ELSEWHERE}{key}/read/").status_code == 200
    assert questions(client) == (0, 0, 0)
    assert holder.post(f"{ELSEWHERE}{key}/read/").status_code == 404


def test_an_answer_is_asked_for(place: Place, client: APIClient) -> None:
    candidate_of(place.other_coach, first_name="José", last_name="Ñandú")
    client.post(f"{URL}ask_for_access/", {"q": "Jose Nandu", "reason": "Prov"})
    key = AccessRequest.objects.get().pk
    holder = client_of(place.other_coach)
    blank = holder.post(f"{ELSEWHERE}{key}/answer/", {"granted": True, "answer": " "})
    lacking = holder.post(f"{ELSEWHERE}{key}/answer/", {"answer": "Ja"})
    assert (blank.status_code, blank.json()["errors"][0]["attr"]) == (400, "answer")
    assert (lacking.status_code, lacking.json()["errors"][0]["attr"]) == (400, "granted")


def test_when_the_persons_coach_is_gone_her_colleagues_are_asked(
    place: Place, client: APIClient, colleague: APIClient
) -> None:
    candidate_of(place.colleague, first_name="José", last_name="Ñandú")
    outside = client_of(place.other_coach)
    outside.post(f"{URL}ask_for_access/", {"q": "Jose Nandu", "reason": "Står hos oss."})
    assert (questions(client), questions(colleague)) == ((0, 0, 0), (1, 0, 0))
    Membership.objects.filter(user=place.colleague.user_id).update(is_active=False)
    assert questions(client) == (1, 0, 0)
    # Who asks is in another organisation, and learns nothing by it.
    assert questions(outside) == (0, 0, 1)
    key = client.get(f"{ELSEWHERE}received/").json()["results"][0]["id"]
    said = {"granted": True, "answer": "Ring mig."}
    assert client.post(f"{ELSEWHERE}{key}/answer/", said).status_code == 200
    assert (questions(client), questions(outside)) == ((0, 0, 0), (0, 1, 0))
