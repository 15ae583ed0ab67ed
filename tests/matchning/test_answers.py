"""What is asked about a run and a proposal: grouped reasons, why not, prices, diff; and by whom."""

import json
from datetime import timedelta
from threading import Lock
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grunddata.models import Certificate
from kandidater.models import Candidate
from konton.enums import OrganisationKind, Role
from konton.models import Organisation
from matchning.models import OptimisationRun, Proposal
from matchning.optimering.answers import Answers
from matchning.services import answers, decisions, execution, runs
from matchning.services.execution import execute_run

from .test_api import as_
from .world import World, _member


@pytest.fixture(autouse=True)
def empty_shelf(monkeypatch: pytest.MonkeyPatch) -> answers.Shelf:
    shelf = answers.Shelf()
    monkeypatch.setattr(answers, "SHELF", shelf)
    return shelf


def plan(world: World) -> OptimisationRun:
    run = runs.request_run(actor=world.coordinator, ring=False, gap_target=0)
    execute_run(run_id=run.pk)
    run.refresh_from_db()
    return run


def get(client: Client, path: str, query: Any = None, *, status: int = 200) -> Any:
    answer = client.get(path, query)
    assert answer.status_code == status, answer.content
    return answer.json()


def why_not(world: World, run: OptimisationRun, person: Any, need: Any, **query: Any) -> Any:
    asked = {"candidate": str(person.pk), "need": str(need.pk), **query}
    return get(as_(world.coordinator), f"/api/runs/{run.pk}/why-not/", asked)


def two_for_one_place(world: World) -> tuple[OptimisationRun, Candidate, Candidate, Any]:
    """(run, who got the place, who did not, the need)."""
    world.add_candidate(first_name="Amina")
    world.add_candidate(first_name="Bilal", available_from=world.project.start_date)
    need = world.add_need(headcount=1)
    run = plan(world)
    proposal = Proposal.objects.get()
    other = Candidate.objects.exclude(pk=proposal.candidate_id).get()
    return run, proposal.candidate, other, need


def test_why_groups_the_reasons_and_says_how_close_it_was(world: World) -> None:
    two_for_one_place(world)
    proposal = Proposal.objects.get()
    told = get(as_(world.coordinator), f"/api/proposals/{proposal.pk}/why/")
    assert told["run_sentence"] == "Klar. Planen med en placering är bevisat bäst."
    assert {rule["kind"] for rule in told["rules"]} == {"met"}
    assert {"travel_time", "trade"} <= {rule["code"] for rule in told["rules"]}
    assert sum(part["value"] for part in told["value_parts"]) == pytest.approx(told["value"])
    assert told["margin"]["sentences"][0] == "Nästa person på samma behov är lika bra."
    assert told["margin"]["sentences"][1] == "Inget annat behov med plats passar personen."
    assert "nice" not in {fact["code"] for fact in told["missing"]}


def test_what_nobody_knows_is_told_with_what_it_may_change(world: World) -> None:
    two_for_one_place(world)
    proposal = Proposal.objects.get()
    proposal.reasons += [
        {"code": "wish", "kind": "missing", "sentence_sv": "a", "data": {"value_change": 2.6}},
        {"code": "travel", "kind": "missing", "sentence_sv": "b", "data": {"may_block": True}},
    ]
    proposal.save()
    told = get(as_(world.coordinator), f"/api/proposals/{proposal.pk}/why/")
    assert told["missing"][-2:] == [
        {"code": "wish", "sentence": "a", "may_block": False},
        {"code": "travel", "sentence": "b", "may_block": True},
    ]


def test_why_is_for_her_own_coach_and_not_for_the_company(world: World) -> None:
    two_for_one_place(world)
    path = f"/api/proposals/{Proposal.objects.get().pk}/why/"
    assert get(as_(world.coach), path)["rules"]
    get(as_(world.company), path, status=404)
    centre = Organisation.objects.create(
        name="Annat center", kind=OrganisationKind.MUNICIPALITY, coordinated_by=world.body
    )
    get(as_(_member(centre, Role.COACH, "Lo")), path, status=404)


@pytest.mark.parametrize("question", ["why-not", "prices", "diff"])
def test_questions_about_a_run_are_its_own_coordinators(world: World, question: str) -> None:
    run, _, other, need = two_for_one_place(world)
    asked = {"candidate": str(other.pk), "need": str(need.pk)} if question == "why-not" else {}
    path = f"/api/runs/{run.pk}/{question}/"
    get(as_(world.coordinator), path, asked)
    elsewhere = Organisation.objects.create(
        name="Annat organ", kind=OrganisationKind.COORDINATING_BODY
    )
    for actor in (world.coach, world.company, _member(elsewhere, Role.COORDINATOR, "Eva")):
        get(as_(actor), path, asked, status=404)


def test_why_not_names_the_rule_and_what_it_takes(world: World) -> None:
    world.add_candidate()
    far = world.add_candidate(max_travel_minutes=10, municipality_id="0188")
    need = world.add_need(headcount=2)
    told = why_not(world, plan(world), far, need)
    assert (told["answer"], told["loss_at_least"], told["swap"]) == ("blocked", None, None)
    assert [rule["code"] for rule in told["blocked"]] == ["travel_time"]
    assert any("min" in way for way in told["ways"])
    assert told["candidate"] == str(far)
    assert told["need"].endswith(world.project.name)


def test_why_not_tells_the_least_loss_and_on_request_who_would_move(world: World) -> None:
    run, placed, other, need = two_for_one_place(world)
    told = why_not(world, run, other, need)
    assert (told["answer"], told["blocked"], told["swap"]) == ("possible", [], None)
    assert told["loss_at_least"] >= 0
    deep = why_not(world, run, other, need, deep="true")
    swap = deep["swap"]
    assert swap["loss_at_most"] >= told["loss_at_least"] - 1e-6
    assert {(row["name"], row["change"]) for row in swap["affected"]} == {
        (str(placed), "gone"),
        (str(other), "new"),
    }
    (gone,) = [row for row in swap["affected"] if row["change"] == "gone"]
    assert gone["after"] is None
    assert (gone["before"]["need"], gone["before"]["need_id"]) == (told["need"], str(need.pk))
    assert gone["before"]["start_date"] == need.start_date.isoformat()
    assert gone["before"]["end_date"] == need.end_date.isoformat()
    assert str(placed.pk) not in swap["sentence"]


def test_who_may_not_be_seen_is_moved_without_a_name(world: World) -> None:
    run, placed, other, need = two_for_one_place(world)
    placed.is_protected = True
    placed.save()
    swap = why_not(world, run, other, need, deep="true")["swap"]
    (gone,) = [row for row in swap["affected"] if row["change"] == "gone"]
    assert (gone["candidate_id"], gone["name"]) == (None, "En deltagare")
    assert str(placed.pk) not in json.dumps(swap)


def test_the_proposed_pair_is_already_there(world: World) -> None:
    run, placed, _, need = two_for_one_place(world)
    assert why_not(world, run, placed, need, deep="true")["answer"] == "placed"


def test_who_came_after_the_run_was_not_in_it(world: World) -> None:
    run, _, _, need = two_for_one_place(world)
    late = world.add_candidate(first_name="Dina")
    told = why_not(world, run, late, need)
    assert (told["answer"], told["sentence"]) == (
        "not_in_run",
        f"{late} var inte med i körningen. Optimera om för ett svar.",
    )
    told = why_not(world, run, late, world.add_need())
    assert told["answer"] == "not_in_run"


def test_why_not_about_whom_one_may_not_see_is_404(world: World) -> None:
    run, _, other, need = two_for_one_place(world)
    hidden = world.add_candidate(is_protected=True)
    path, client = f"/api/runs/{run.pk}/why-not/", as_(world.coordinator)
    get(client, path, {"candidate": str(hidden.pk), "need": str(need.pk)}, status=404)
    get(client, path, {"candidate": str(other.pk), "need": str(hidden.pk)}, status=404)
    faulty = get(client, path, {"candidate": "x"}, status=400)
    assert {error["attr"] for error in faulty["errors"]} == {"candidate", "need"}


def test_prices_name_what_one_more_of_would_help_most(world: World) -> None:
    run, _, _, need = two_for_one_place(world)
    prices = get(as_(world.coordinator), f"/api/runs/{run.pk}/prices/")
    assert prices[0]["kind"] == "place"
    assert prices[0]["item_id"] == str(need.pk)
    assert prices[0]["title"].endswith(world.project.name)
    assert prices[0]["value"] > 1
    assert [p["value"] for p in prices] == sorted((p["value"] for p in prices), reverse=True)


def test_prices_are_ready_when_the_run_is_and_the_same_when_asked_for_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, *_ = two_for_one_place(world)
    path, made, make = f"/api/runs/{run.pk}/prices/", [], answers._make

    def noted(asked: OptimisationRun) -> Answers:
        made.append(asked)
        return make(asked)

    monkeypatch.setattr(answers, "_make", noted)
    ahead = get(as_(world.coordinator), path)
    assert (bool(ahead), made) == (True, [])
    cache.clear()
    assert get(as_(world.coordinator), path) == ahead
    assert get(as_(world.coordinator), path) == ahead
    assert len(made) == 1


@pytest.mark.parametrize("fault", ["time", "broken"])
def test_a_run_that_cannot_be_priced_ahead_is_priced_when_asked(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    with monkeypatch.context() as patch:
        if fault == "time":
            patch.setattr(execution, "ENDED_BY_ITSELF", set())
        else:
            patch.setattr(Answers, "most_valuable", lambda *_: 1 / 0)
        run, *_ = two_for_one_place(world)
    assert (run.status, run.outcome) == ("finished", "optimal")
    assert get(as_(world.coordinator), f"/api/runs/{run.pk}/prices/")


def test_the_diff_is_against_the_plan_before_in_days(world: World) -> None:
    first, placed, other, need = two_for_one_place(world)
    # The plan before was counted from a Monday a week earlier.
    document = first.result
    assert document is not None
    for placement in document["placements"]:
        placement["start_week"] += 1
        placement["end_week"] += 1
    OptimisationRun.objects.filter(pk=first.pk).update(
        first_monday=first.first_monday - timedelta(weeks=1), result=document
    )
    client = as_(world.coordinator)
    alone = get(client, f"/api/runs/{first.pk}/diff/")
    assert (alone["against_number"], alone["changed"]) == (None, [])
    same = get(client, f"/api/runs/{plan(world).pk}/diff/")
    assert (same["unchanged"], same["new"], same["moved"], same["gone"]) == (1, 0, 0, 0)
    # What the proposal earns by being kept makes the plan no better.
    assert same["objective_after"] == pytest.approx(same["objective_before"])
    decisions.reject(
        proposal_id=Proposal.objects.get().pk,
        expected_version=Proposal.objects.get().version,
        actor=world.coordinator,
        reason_code="travel",
        scope="always",
    )
    third = plan(world)
    told = get(client, f"/api/runs/{third.pk}/diff/", {"against": str(first.pk)})
    assert (told["run_number"], told["against_number"]) == (third.number, first.number)
    assert {(row["name"], row["change"]) for row in told["changed"]} == {
        (str(placed), "gone"),
        (str(other), "new"),
    }
    (new,) = [row for row in told["changed"] if row["change"] == "new"]
    assert (new["after"]["start_date"], new["before"]) == (need.start_date.isoformat(), None)
    assert told["listed_all"] is True
    get(client, f"/api/runs/{third.pk}/diff/", {"against": str(other.pk)}, status=404)


def test_a_change_names_the_courses_on_the_way_with_their_days(world: World) -> None:
    world.add_candidate()
    world.add_need()
    plan(world)
    world.add_candidate()
    intake, need = world.add_intake(weeks=(0, 1)), world.add_need()
    intake.course.grants_certificates.add(Certificate.objects.get(pk="HETA"))
    need.requirements.create(level="must", certificate_id="HETA")
    told = get(as_(world.coordinator), f"/api/runs/{plan(world).pk}/diff/")
    courses = [row["after"]["courses"] for row in told["changed"] if row["after"]["courses"]]
    course = {"name": intake.course.name, "start_date": intake.start_date.isoformat()}
    assert courses == [[course]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "parked", "outcome": "failed"}, "inte klar"),
        ({"status": "finished", "outcome": "no_plan", "objective": None}, "ingen plan"),
    ],
)
def test_without_a_plan_there_is_nothing_to_ask(
    world: World, change: dict[str, Any], said: str
) -> None:
    run, _, other, need = two_for_one_place(world)
    OptimisationRun.objects.filter(pk=run.pk).update(**change)
    asked = {"candidate": str(other.pk), "need": str(need.pk)}
    client = as_(world.coordinator)
    for question, query in (("why-not", asked), ("prices", None), ("diff", None)):
        refused = get(client, f"/api/runs/{run.pk}/{question}/", query, status=409)
        assert refused["errors"][0]["code"] == "no_plan"
        assert said in refused["errors"][0]["detail"]


def test_a_question_that_waits_too_long_is_told_to_come_back(
    world: World, empty_shelf: answers.Shelf, settings: Any
) -> None:
    run, *_ = two_for_one_place(world)
    cache.clear()  # the prices worked out when the run ended
    settings.ANSWER_WAIT_SECONDS = 0.01
    client, path = as_(world.coordinator), f"/api/runs/{run.pk}/prices/"
    client.raise_request_exception = False
    with empty_shelf._making:
        answer = client.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json()["errors"][0]["code"] == "busy"
    get(client, path)


def test_the_shelf_keeps_the_latest_and_makes_each_once(settings: Any) -> None:
    settings.ANSWERS_KEPT = 2
    shelf, made, guard = answers.Shelf(), [], Lock()

    def ask(name: str) -> None:
        def make() -> Any:
            with guard:
                made.append(name)
            return name

        with shelf.lend((name, "input", "plan"), make) as kept:
            assert kept == name  # type: ignore[comparison-overlap]

    for name in ("a", "b", "a", "c", "a", "b"):
        ask(name)
    assert made == ["a", "b", "c", "b"]


def test_no_question_asks_more_for_a_larger_plan(world: World) -> None:
    asked: dict[str, list[int]] = {}
    for _ in range(3):
        for _ in range(4):
            world.add_candidate()
        need = world.add_need(headcount=3)
        run = plan(world)
        client = as_(world.coordinator)
        spare = Candidate.objects.filter(state="ready").order_by("pk").first()
        assert spare is not None
        pair = {"candidate": str(spare.pk), "need": str(need.pk), "deep": "true"}
        proposal = Proposal.objects.order_by("pk").first()
        assert proposal is not None
        for name, path, query in (
            ("why", f"/api/proposals/{proposal.pk}/why/", {}),
            ("why-not", f"/api/runs/{run.pk}/why-not/", pair),
            ("prices", f"/api/runs/{run.pk}/prices/", {}),
            ("diff", f"/api/runs/{run.pk}/diff/", {}),
        ):
            get(client, path, query)
            with CaptureQueriesContext(connection) as seen:
                get(client, path, query)
            asked.setdefault(name, []).append(len(seen))
    # The first plan has none before it to differ from.
    assert {name: counts[1:] for name, counts in asked.items()} == {
        "why": [7, 7],
        "why-not": [8, 8],
        "prices": [7, 7],
        "diff": [8, 8],
    }
