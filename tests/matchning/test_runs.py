"""The run as a queue row: asked for, claimed once, kept alive, stored behind the fence."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from bas.api.errors import Conflict
from kandidater.models import Candidate
from konton.models import AuditEvent, Membership
from matchning.models import OptimisationRun, Proposal, WorkerBeat
from matchning.optimering.errors import ProblemError
from matchning.optimering.result import Options
from matchning.optimering.solve import solve
from matchning.problem_builder import build_problem
from matchning.services import decisions, runs
from matchning.services.execution import execute_run
from matchning.services.results import store_result

from .world import World, monday


def request(world: World, **extra: Any) -> OptimisationRun:
    return runs.request_run(actor=world.coordinator, ring=False, **extra)


def run_once(world: World, **extra: Any) -> OptimisationRun:
    run = request(world, **extra)
    execute_run(run_id=run.pk)
    return OptimisationRun.objects.get(pk=run.pk)


def lease_ran_out(run_id: UUID) -> None:
    OptimisationRun.objects.filter(pk=run_id).update(
        lease_expires_at=timezone.now() - timedelta(seconds=1)
    )


def test_a_run_proposes_and_tells_the_truth(world: World) -> None:
    first, second = world.add_candidate(), world.add_candidate()
    need = world.add_need(headcount=1)
    run = run_once(world, gap_target=0)
    assert (run.status, run.outcome, run.gap, run.attempt, run.fence) == (
        "finished",
        "optimal",
        0,
        1,
        1,
    )
    proposal = Proposal.objects.get()
    assert proposal.candidate_id in {first.pk, second.pk}
    assert (proposal.need_id, proposal.state, proposal.change) == (need.pk, "new", "new")
    assert (proposal.start_date, proposal.end_date) == (need.start_date, need.end_date)
    assert proposal.value == pytest.approx(sum(proposal.value_parts.values()))
    assert run.objective == pytest.approx(proposal.value)
    assert {r["kind"] for r in proposal.reasons} <= {"met", "plus", "minus", "missing"}
    assert any(r["code"] == "travel_time" for r in proposal.reasons)
    states = set(Candidate.objects.order_by("pk").values_list("pk", "state"))
    assert states == {
        (proposal.candidate_id, "proposed"),
        (({first.pk, second.pk} - {proposal.candidate_id}).pop(), "ready"),
    }
    assert run.summary["proposals"] == 1
    assert AuditEvent.objects.filter(action="run.finished", object_id=run.pk).count() == 1


def test_protected_resting_and_unwilling_people_are_not_in_the_problem(world: World) -> None:
    world.add_need(headcount=9)
    shown = world.add_candidate()
    world.add_candidate(is_protected=True)
    resting = world.add_candidate()
    Candidate.objects.filter(pk=resting.pk).update(state="resting")
    unwilling = world.add_candidate()
    unwilling.consents.update(withdrawn_at=timezone.now())
    problem = build_problem(world.body).problem
    assert [c.id for c in problem.candidates] == [str(shown.pk)]


def test_problem_takes_the_same_queries_whatever_the_size(
    world: World, django_assert_num_queries: Any
) -> None:
    world.add_need()
    world.add_candidate()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as small:
        build_problem(world.body)
    for _ in range(5):
        world.add_candidate()
        world.add_need()
        world.add_intake()
    with CaptureQueriesContext(connection) as large:
        build_problem(world.body)
    # The first intake adds the prefetches of its courses once.
    assert len(large) <= len(small) + 3


def test_the_same_input_and_seed_give_the_same_plan(world: World) -> None:
    for _ in range(4):
        world.add_candidate()
    world.add_need(headcount=2)
    run = request(world)
    frozen = build_problem(world.body).problem
    plans = {
        tuple((p.candidate, p.need, p.start_week) for p in solve(frozen, Options()).placements)
        for _ in range(3)
    }
    execute_run(run_id=run.pk)
    run.refresh_from_db()
    assert len(plans) == 1
    assert run.result is not None
    assert len(run.result["placements"]) == 2
    assert run.input.sha256 == run.result["problem_hash"]


def test_only_one_run_at_a_time(world: World) -> None:
    world.add_candidate()
    request(world)
    with pytest.raises(Conflict, match="pågår redan"):
        request(world)
    assert OptimisationRun.objects.count() == 1


def test_unchanged_proposals_keep_their_row(world: World) -> None:
    world.add_candidate()
    world.add_need()
    run_once(world)
    before = Proposal.objects.get()
    decisions.review(proposal_id=before.pk, expected_version=1, actor=world.coordinator)
    second = run_once(world)
    after = Proposal.objects.get()
    assert (after.pk, after.state, after.change) == (before.pk, "in_review", "unchanged")
    assert after.run_id == second.pk
    assert (second.summary["unchanged"], second.summary["new"]) == (1, 0)


def test_a_locked_proposal_stands_and_a_rejected_pair_stays_out(world: World) -> None:
    world.add_candidate()
    world.add_candidate()
    need = world.add_need(headcount=2)
    run_once(world)
    kept, refused = Proposal.objects.order_by("pk")
    decisions.lock(proposal_id=kept.pk, expected_version=1, actor=world.coordinator)
    decisions.reject(
        proposal_id=refused.pk,
        expected_version=1,
        actor=world.coordinator,
        reason_code="travel",
        scope="always",
    )
    run = run_once(world)
    assert Proposal.objects.exclude(pk=refused.pk).get().state == "locked"
    assert run.summary["locked"] == 1
    problem = build_problem(world.body).problem
    assert [(f.candidate, f.need) for f in problem.forbidden] == [
        (str(refused.candidate_id), str(need.pk))
    ]
    decisions.undo_reject(proposal_id=refused.pk, expected_version=2, actor=world.coordinator)
    assert build_problem(world.body).problem.forbidden == ()


@pytest.mark.parametrize(
    ("scope", "change", "out"),
    [
        ("this_run", None, True),
        ("this_run", "another run", False),
        ("until_changed", None, True),
        ("until_changed", "another run", True),
        ("until_changed", "profile", False),
        ("always", "profile", True),
    ],
)
def test_how_long_a_rejection_lasts(
    world: World, scope: str, change: str | None, out: bool
) -> None:
    candidate = world.add_candidate()
    world.add_need()
    run_once(world)
    proposal = Proposal.objects.get()
    decisions.reject(
        proposal_id=proposal.pk,
        expected_version=1,
        actor=world.coordinator,
        reason_code="travel",
        scope=scope,
    )
    if change == "another run":
        run_once(world)
    elif change == "profile":
        Candidate.objects.filter(pk=candidate.pk).update(profile_version=2)
    assert bool(build_problem(world.body).problem.forbidden) is out


def test_what_an_approval_holds_is_not_offered_again(world: World) -> None:
    world.add_candidate()
    need = world.add_need(headcount=2)
    run_once(world)
    proposal = Proposal.objects.get()
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    world.add_candidate()
    problem = build_problem(world.body).problem
    assert [n.demand[0].headcount for n in problem.needs] == [1]
    assert str(proposal.candidate_id) not in {c.id for c in problem.candidates}
    hours = problem.sites[0].tutor_hours_per_week
    assert isinstance(hours, tuple)
    week = (need.start_date - monday(0)).days // 7
    assert hours[week - 1] == 400
    assert hours[week] == 400 - proposal.tutor_hours_per_week


def test_a_claim_is_taken_once_and_a_dead_workers_by_the_next(world: World) -> None:
    world.add_candidate()
    run = request(world)
    first = runs.claim(run_id=run.pk, owner="a")
    assert first is not None
    assert runs.claim(run_id=run.pk, owner="b") is None
    assert runs.sweep() == []
    lease_ran_out(run.pk)
    assert runs.sweep() == [run.pk]
    second = runs.claim(run_id=run.pk, owner="b")
    assert second is not None
    assert second.fence == first.fence + 1
    # The first worker wakes again: it may neither beat nor store.
    assert runs.beat(held=first, progress=None) is None
    result = solve(build_problem(world.body).problem, Options())
    assert store_result(held=first, result=result) is False
    assert Proposal.objects.count() == 0
    assert store_result(held=second, result=result) is True
    assert store_result(held=second, result=result) is False


def test_stop_is_asked_through_the_row(world: World) -> None:
    world.add_candidate()
    run = request(world)
    held = runs.claim(run_id=run.pk, owner="a")
    assert held is not None
    assert runs.beat(held=held, progress={"phase": "solve", "seconds": 1.0}) is True
    runs.stop_run(run_id=run.pk, actor=world.coordinator)
    assert runs.beat(held=held, progress=None) is False
    run.refresh_from_db()
    assert run.progress == {"phase": "solve", "seconds": 1.0}


def test_a_run_that_keeps_breaking_is_parked_with_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add_candidate()
    world.add_need()
    run = request(world)

    def broken(*_: Any, **__: Any) -> None:
        raise MemoryError

    monkeypatch.setattr("matchning.services.execution.solve_and_keep", broken)
    for _ in range(6):
        execute_run(run_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.outcome, run.attempt) == ("parked", "failed", 5)
    assert run.message == "Minnet räckte inte till för körningen. Förra planen gäller."
    assert Proposal.objects.count() == 0
    monkeypatch.undo()
    assert run_once(world).outcome == "optimal"


def test_lost_runs_out_of_attempts_are_parked_by_the_sweep(world: World) -> None:
    world.add_candidate()
    run = request(world)
    OptimisationRun.objects.filter(pk=run.pk).update(
        status="running", attempt=5, lease_expires_at=timezone.now() - timedelta(seconds=1)
    )
    assert runs.sweep() == []
    run.refresh_from_db()
    assert run.status == "parked"
    assert "Förra planen gäller" in run.message


def test_a_colleagues_decision_during_the_run_wins(world: World) -> None:
    world.add_candidate()
    world.add_need(headcount=2)
    run_once(world)
    proposal = Proposal.objects.get()
    run = request(world)
    held = runs.claim(run_id=run.pk, owner="a")
    assert held is not None
    result = solve(build_problem(world.body).problem, Options())
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    assert store_result(held=held, result=result)
    assert Proposal.objects.get().state == "asked"
    run.refresh_from_db()
    assert run.summary["skipped_changed"] == 1


def test_overdue_proposals_expire_before_the_next_plan(world: World) -> None:
    candidate, need = world.add_candidate(), world.add_need(weeks=(-6, 20))
    overdue = world.add_proposal(candidate, need, start_date=monday(-2))
    request(world)
    overdue.refresh_from_db()
    candidate.refresh_from_db()
    assert (overdue.state, candidate.state) == ("expired", "ready")


def test_the_worker_tells_it_is_alive(world: World) -> None:
    runs.worker_beat("w1")
    runs.worker_beat("w1")
    assert WorkerBeat.objects.get().name == "w1"


def test_a_faulty_problem_is_parked_at_once_with_its_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add_candidate()
    run = request(world)

    def faulty(*_: Any, **__: Any) -> None:
        raise ProblemError("outside_horizon", "intakes[x]", "Kursen ligger utanför planen.")

    monkeypatch.setattr("matchning.services.execution.solve_and_keep", faulty)
    execute_run(run_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.attempt) == ("parked", 1)
    assert "Kursen ligger utanför planen." in run.message


def test_the_requester_may_have_left_before_the_run_ends(world: World) -> None:
    world.add_candidate()
    world.add_need()
    run = request(world)
    Membership.objects.filter(user_id=world.coordinator.user_id).delete()
    execute_run(run_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.outcome) == ("finished", "optimal")
