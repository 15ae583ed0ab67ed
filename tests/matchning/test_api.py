"""The matching over HTTP: versions, anonymity, words, and no query that grows with rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konton.actors import Actor
from konton.models import User
from matchning.models import Placement, Proposal
from matchning.services import decisions, runs
from matchning.services.execution import execute_run

from .world import World, candidate_actor

JSON = "application/json"


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def post(client: Client, url: str, version: int | None = None, **body: Any) -> Any:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.post(url, body, content_type=JSON, headers=headers)


def asked(world: World, **person: Any) -> Proposal:
    proposal = world.add_proposal(world.add_candidate(login=True, **person), world.add_need())
    return decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)


def test_the_whole_loop_over_http(world: World) -> None:
    candidate = world.add_candidate(login=True)
    need = world.add_need()
    coordinator, company = as_(world.coordinator), as_(world.company)
    person = as_(candidate_actor(candidate))

    created = post(coordinator, "/api/runs/", time_limit_seconds=10)
    assert created.status_code == 201, created.content
    assert created.json()["sentence"] == "Körningen väntar på att börja."
    execute_run(run_id=created.json()["id"])
    run = coordinator.get(f"/api/runs/{created.json()['id']}/").json()
    assert (run["status"], run["outcome"]) == ("finished", "optimal")
    assert run["sentence"] == "Klar. Planen med en placering är bevisat bäst."

    row = coordinator.get("/api/proposals/").json()["results"][0]
    assert row["need"]["number"] == need.number
    assert row["allowed_actions"] == ["review", "approve", "reject", "lock"]
    approved = post(coordinator, f"/api/proposals/{row['id']}/approve/", row["version"])
    assert approved.status_code == 200, approved.content
    assert approved.headers["ETag"] == f'"{approved.json()["version"]}"'
    assert approved.json()["state"] == "asked"

    page = person.get("/api/my-path/").json()
    question = page["question"]
    assert question["allowed_actions"] == ["accept", "decline"]
    answered = post(person, f"/api/my-path/{question['id']}/accept/", question["version"])
    assert answered.status_code == 200, answered.content

    offer = company.get("/api/offers/").json()["results"][0]
    assert offer["allowed_actions"] == ["confirm", "turn_down", "suggest_time"]
    confirmed = post(company, f"/api/offers/{offer['id']}/confirm/", offer["version"])
    assert confirmed.status_code == 200, confirmed.content
    assert confirmed.json()["state"] == "confirmed"
    placement = Placement.objects.get()
    for client in (coordinator, company, as_(world.coach)):
        assert client.get("/api/placements/").json()["results"][0]["id"] == str(placement.pk)
    assert person.get("/api/my-path/").json()["placement_state"] == "planned"


def test_a_decision_needs_the_version_seen(world: World) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())
    client, url = as_(world.coordinator), f"/api/proposals/{proposal.pk}/lock/"
    missing = post(client, url)
    assert missing.status_code == 428
    assert missing.json()["errors"][0]["code"] == "precondition_required"
    assert post(client, url, 1).status_code == 200
    stale = post(client, url, 1)
    assert stale.status_code == 412
    assert stale.json()["errors"][0]["code"] == "stale_version"
    assert (stale.json()["current"]["state"], stale.json()["current"]["version"]) == ("locked", 2)
    illegal = post(client, url, 2)
    assert (illegal.status_code, illegal.json()["errors"][0]["code"]) == (409, "illegal_transition")


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({}, "reason_code"),
        ({"reason_code": "ful"}, "reason_code"),
        ({"reason_code": "other"}, "reason"),
        ({"reason_code": "travel", "scope": "evigt"}, "scope"),
        ({"reason_code": "travel", "extra": 1}, "extra"),
        ({"reason_code": "travel", "reason": "x" * 1001}, "reason"),
    ],
)
def test_a_faulty_rejection_names_the_field(world: World, body: dict[str, Any], attr: str) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())
    answer = post(as_(world.coordinator), f"/api/proposals/{proposal.pk}/reject/", 1, **body)
    assert answer.status_code == 400
    assert [e["attr"] for e in answer.json()["errors"]] == [attr]
    proposal.refresh_from_db()
    assert proposal.state == "new"


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"time_limit_seconds": 0}, "time_limit_seconds"),
        ({"time_limit_seconds": "snart"}, "time_limit_seconds"),
        ({"gap_target": 2}, "gap_target"),
        ({"seed": -1}, "seed"),
        ({"fart": 1}, "fart"),
    ],
)
def test_a_faulty_run_names_the_field(world: World, body: dict[str, Any], attr: str) -> None:
    answer = post(as_(world.coordinator), "/api/runs/", **body)
    assert answer.status_code == 400
    assert [e["attr"] for e in answer.json()["errors"]] == [attr]


def test_the_company_sees_capability_and_no_name_before_the_yes(world: World) -> None:
    proposal = asked(world, first_name="Farzaneh", email="f@exempel.example")
    proposal.candidate.languages.create(language_id="fa", level=6)
    company = as_(world.company)
    body = company.get("/api/offers/").content.decode()
    for secret in ("Farzaneh", "Övning", "070-174", "exempel.example", "Persiska", "Farsi"):
        assert secret not in body
    offer = company.get(f"/api/offers/{proposal.pk}/").json()
    assert offer["person"]["is_named"] is False
    assert offer["person"]["alias"].startswith("Kandidat ")
    assert offer["capability"]["languages"] == ["Svenska B1"]
    assert offer["allowed_actions"] == []
    decisions.accept(
        proposal_id=proposal.pk,
        expected_version=3,
        actor=candidate_actor(proposal.candidate),
    )
    named = company.get(f"/api/offers/{proposal.pk}/").json()["person"]
    assert named["is_named"] is True
    assert named["name"].startswith("Farzaneh")
    assert named["phone"] == "070-174 06 05"


def test_a_proposal_nobody_approved_is_missing_for_company_and_candidate(world: World) -> None:
    candidate = world.add_candidate(login=True)
    proposal = world.add_proposal(candidate, world.add_need())
    assert as_(world.company).get(f"/api/offers/{proposal.pk}/").status_code == 404
    person = as_(candidate_actor(candidate))
    assert person.get(f"/api/my-path/{proposal.pk}/").status_code == 404
    assert person.get("/api/my-path/").json()["question"] is None


def test_others_proposals_are_missing(world: World) -> None:
    mine, other = asked(world), World()
    for actor in (other.coordinator, other.coach):
        assert as_(actor).get(f"/api/proposals/{mine.pk}/").status_code == 404
        assert as_(actor).get("/api/proposals/").json()["count"] == 0
    assert as_(other.company).get(f"/api/offers/{mine.pk}/").status_code == 404
    stranger = candidate_actor(other.add_candidate(login=True))
    assert post(as_(stranger), f"/api/my-path/{mine.pk}/accept/", 3).status_code == 404
    mine.refresh_from_db()
    assert mine.state == "asked"


def test_a_protected_persons_proposal_is_shown_to_nobody_in_lists(world: World) -> None:
    proposal = asked(world)
    proposal.candidate.is_protected = True
    proposal.candidate.save()
    for actor, url in (
        (world.coordinator, "proposals"),
        (world.coach, "proposals"),
        (world.company, "offers"),
        (world.coordinator, "placements"),
    ):
        assert as_(actor).get(f"/api/{url}/").json()["count"] == 0


def test_a_no_needs_no_reason(world: World) -> None:
    proposal = asked(world)
    person = as_(candidate_actor(proposal.candidate))
    answer = post(person, f"/api/my-path/{proposal.pk}/decline/", 3)
    assert answer.status_code == 200
    assert answer.json()["state"] == "declined"
    page = person.get("/api/my-path/").json()
    assert (page["state"], page["ended"]["state"]) == ("ready", "declined")


def test_the_candidate_is_told_what_is_met_never_the_points(world: World) -> None:
    reasons = [
        {"code": code, "kind": kind, "sentence_sv": f"{code}.", "data": {}}
        for code, kind in (
            ("work", "plus"),
            ("consent", "met"),
            ("travel", "minus"),
            ("language", "met"),
            ("travel_time", "met"),
            ("trade", "met"),
            ("nice", "plus"),
        )
    ]
    candidate = world.add_candidate(login=True)
    proposal = world.add_proposal(candidate, world.add_need(), reasons=reasons)
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    question = as_(candidate_actor(candidate)).get("/api/my-path/").json()["question"]
    assert [r["sentence_sv"] for r in question["reasons"]] == [
        "trade.",
        "travel_time.",
        "language.",
    ]


def test_what_came_to_nothing_is_told_for_a_while(world: World) -> None:
    proposal = asked(world)
    person = as_(candidate_actor(proposal.candidate))
    assert person.get("/api/my-path/").json()["ended"] is None
    post(person, f"/api/my-path/{proposal.pk}/accept/", 3)
    offer = post(
        as_(world.company), f"/api/offers/{proposal.pk}/turn-down/", 4, reason_code="filled"
    )
    assert offer.status_code == 200, offer.content
    ended = person.get("/api/my-path/").json()["ended"]
    assert ended["state"] == "turned_down"
    Proposal.objects.update(state_since=proposal.state_since - timedelta(days=31))
    assert person.get("/api/my-path/").json()["ended"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=Åsa", 1),
        ("q=åsa slakt", 1),
        ("q=asa", 1),
        ("q=Örjan", 0),
        ("state=new", 2),
        ("state=asked", 0),
        ("margin=even", 1),
        ("stale=true", 1),
        ("stale=false", 1),
        ("with_course=true", 0),
        ("change=new&ordering=-value", 2),
    ],
)
def test_search_and_filter(world: World, query: str, found: int) -> None:
    need = world.add_need(headcount=2)
    world.add_proposal(world.add_candidate(first_name="Åsa"), need, margin="even")
    other = world.add_candidate(first_name="Bo")
    world.add_proposal(other, need)
    type(other).objects.filter(pk=other.pk).update(profile_version=5)
    assert as_(world.coordinator).get(f"/api/proposals/?{query}").json()["count"] == found


def test_what_needs_judgement_is_filtered_as_the_start_page_counts_it(world: World) -> None:
    need = world.add_need(headcount=3)
    safe = world.add_proposal(world.add_candidate(), need, margin="clear")
    even = world.add_proposal(world.add_candidate(), need, margin="even")
    changed = world.add_candidate()
    stale = world.add_proposal(changed, need, margin="clear")
    type(changed).objects.filter(pk=changed.pk).update(profile_version=5)
    client = as_(world.coordinator)

    def found(query: str) -> set[str]:
        rows = client.get(f"/api/proposals/?state=new&{query}").json()["results"]
        return {row["id"] for row in rows}

    assert found("needs_judgement=true") == {str(even.pk), str(stale.pk)}
    assert found("needs_judgement=false") == {str(safe.pk)}
    start = client.get("/api/start/coordinator/").json()
    assert (start["needs_judgement"], start["safe"]) == (2, 1)


@pytest.mark.parametrize("query", ["state=okänt", "ordering=phone", "run=1", "page=0", "hemlig=1"])
def test_a_faulty_filter_is_refused(world: World, query: str) -> None:
    answer = as_(world.coordinator).get(f"/api/proposals/?{query}")
    assert answer.status_code in {400, 404}
    assert answer.json()["type"] in {"validation_error", "client_error"}


def _fill(world: World, number: int) -> None:
    for index in range(1, number + 2):
        person = world.add_candidate(login=True)
        need, intake = world.add_need(), world.add_intake()
        proposal = world.add_proposal(person, need, intakes=(intake,))
        proposal = decisions.approve(
            proposal_id=proposal.pk, expected_version=1, actor=world.coordinator
        )
        proposal = decisions.accept(
            proposal_id=proposal.pk, expected_version=3, actor=candidate_actor(person)
        )
        if index % 2:
            decisions.confirm(proposal_id=proposal.pk, expected_version=4, actor=world.company)


@pytest.mark.parametrize(
    ("role", "url", "queries"),
    [
        ("coordinator", "/api/proposals/", 12),
        ("coach", "/api/proposals/", 12),
        ("company", "/api/offers/", 19),
        ("coordinator", "/api/placements/", 9),
        ("company", "/api/placements/", 9),
        ("coordinator", "/api/runs/", 6),
        ("coordinator", "/api/start/coordinator/", 10),
        ("company", "/api/start/company/", 13),
    ],
)
def test_queries_do_not_grow_with_rows(world: World, role: str, url: str, queries: int) -> None:
    client = as_(getattr(world, role))
    client.get(url)
    counts = []
    for more in (1, 11):
        _fill(world, more)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert counts == [queries, queries]


def test_history_tells_who_and_why(world: World) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())
    client = as_(world.coordinator)
    post(
        client, f"/api/proposals/{proposal.pk}/reject/", 1, reason_code="travel", reason="Två byten"
    )
    rows = client.get(f"/api/proposals/{proposal.pk}/history/").json()
    assert [(r["action"], r["actor"], r["to_state"], r["reason"]) for r in rows] == [
        ("Avvisa", "Sara Övning", "Avvisat", "Resan fungerar inte. Två byten")
    ]


def test_a_run_that_ended_cannot_be_stopped(world: World) -> None:
    world.add_candidate()
    run = runs.request_run(actor=world.coordinator, ring=False)
    client = as_(world.coordinator)
    assert post(client, f"/api/runs/{run.pk}/stop/").status_code == 200
    execute_run(run_id=run.pk)
    assert post(client, f"/api/runs/{run.pk}/stop/").status_code == 409
