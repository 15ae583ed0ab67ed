"""What a run is given always makes sense, and nobody waits while it is read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bas.api.errors import Conflict
from kandidater.models import Candidate
from konton.models import AuditEvent, StateChange
from matchning.models import OptimisationRun, Proposal, RunInput
from matchning.optimering import problem as o
from matchning.optimering.validation import validate
from matchning.problem_builder import HORIZON_WEEKS, build_problem
from matchning.problem_locks import Standing
from matchning.services import decisions, runs
from projekt.models import LabourNeed, NeedStep

from .world import World, monday


def built(world: World) -> o.Problem:
    problem = build_problem(world.body).problem
    validate(problem)
    return problem


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    # Whole weeks after next Monday, then days.
    [
        ((0, 0), (HORIZON_WEEKS, 0), True),
        ((HORIZON_WEEKS - 1, 0), (HORIZON_WEEKS, 0), True),
        ((HORIZON_WEEKS - 1, 0), (HORIZON_WEEKS, 1), False),
        ((HORIZON_WEEKS - 1, 2), (HORIZON_WEEKS, 0), False),
        ((HORIZON_WEEKS, 0), (HORIZON_WEEKS + 2, 0), False),
    ],
)
def test_an_intake_beyond_the_horizon_is_left_out(
    world: World, start: tuple[int, int], end: tuple[int, int], inside: bool
) -> None:
    world.add_need()
    near, far = world.add_intake(weeks=(0, 1)), world.add_intake()
    far.start_date = monday(start[0]) + timedelta(days=start[1])
    far.end_date = monday(end[0]) + timedelta(days=end[1])
    far.save()
    problem = built(world)
    expected = {str(near.pk), str(far.pk)} if inside else {str(near.pk)}
    assert {i.id for i in problem.intakes} == expected
    assert {c.id for c in problem.courses} == {i.course for i in problem.intakes}
    assert (str(far.pk) in problem.labels) is inside


def test_a_course_of_a_few_days_alone_makes_a_horizon_that_holds_it(world: World) -> None:
    intake = world.add_intake()
    intake.start_date = monday(0) + timedelta(days=2)
    intake.end_date = monday(0) + timedelta(days=4)
    intake.save()
    problem = built(world)
    assert (problem.weeks, [i.end_week for i in problem.intakes]) == (2, [2])


@pytest.mark.parametrize(
    ("steps", "min_weeks"),
    [
        ([(0, 2, 1)], 2),
        ([(0, 3, 1)], 3),
        ([(0, 20, 1)], 4),
        # A change in number is no break, a pause is.
        ([(0, 2, 1), (2, 5, 3)], 4),
        ([(0, 2, 1), (3, 6, 1), (10, 12, 1)], 3),
    ],
)
def test_the_shortest_placement_is_never_longer_than_the_need(
    world: World, steps: list[tuple[int, int, int]], min_weeks: int
) -> None:
    need = world.add_need(weeks=(0, steps[-1][1]))
    need.steps.all().delete()
    for start, end, headcount in steps:
        NeedStep.objects.create(
            need=need, start_date=monday(start), end_date=monday(end), headcount=headcount
        )
    assert built(world).needs[0].min_weeks == min_weeks


def locked(world: World) -> Proposal:
    """One candidate with a course and then a locked place; weeks 2 to 22."""
    need = world.add_need(headcount=2)
    intakes = (world.add_intake(weeks=(0, 1)),)
    proposal = world.add_proposal(world.add_candidate(), need, intakes=intakes)
    return decisions.lock(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)


def test_a_lock_on_unchanged_facts_stands(world: World) -> None:
    proposal = locked(world)
    (lock,) = built(world).locks
    assert lock == o.Lock(
        candidate=str(proposal.candidate_id),
        need=str(proposal.need_id),
        start_week=2,
        end_week=22,
        intakes=(str(proposal.path.get().intake_id),),
    )


def _need_ends_earlier(proposal: Proposal) -> None:
    NeedStep.objects.filter(need=proposal.need_id).update(end_date=monday(12))
    LabourNeed.objects.filter(pk=proposal.need_id).update(end_date=monday(12))


def _need_has_a_pause(proposal: Proposal) -> None:
    NeedStep.objects.filter(need=proposal.need_id).update(end_date=monday(10))
    NeedStep.objects.create(
        need_id=proposal.need_id, start_date=monday(14), end_date=monday(22), headcount=2
    )


def _need_changes(proposal: Proposal) -> None:
    LabourNeed.objects.filter(pk=proposal.need_id).update(profile_version=2)


def _person_changes(proposal: Proposal) -> None:
    Candidate.objects.filter(pk=proposal.candidate_id).update(profile_version=2)


def _course_is_moved_beyond_the_horizon(proposal: Proposal) -> None:
    intake = proposal.path.get().intake
    intake.start_date, intake.end_date = monday(HORIZON_WEEKS), monday(HORIZON_WEEKS + 1)
    intake.save()


def _course_is_moved_past_the_first_day_on_site(proposal: Proposal) -> None:
    intake = proposal.path.get().intake
    intake.start_date, intake.end_date = monday(2), monday(3)
    intake.save()


def _course_has_begun(proposal: Proposal) -> None:
    intake = proposal.path.get().intake
    intake.start_date = monday(-1)
    intake.save()


@pytest.mark.parametrize(
    "change",
    [
        _need_ends_earlier,
        _need_has_a_pause,
        _need_changes,
        _person_changes,
        _course_is_moved_beyond_the_horizon,
        _course_is_moved_past_the_first_day_on_site,
        _course_has_begun,
    ],
)
def test_a_lock_that_cannot_come_true_is_left_out_and_its_candidate_planned_freely(
    world: World, change: Any
) -> None:
    proposal = locked(world)
    change(proposal)
    problem = built(world)
    assert problem.locks == ()
    assert [c.id for c in problem.candidates] == [str(proposal.candidate_id)]
    assert [n.id for n in problem.needs] == [str(proposal.need_id)]


def _need_is_paused(proposal: Proposal) -> None:
    LabourNeed.objects.filter(pk=proposal.need_id).update(state="paused")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_need_ends_earlier, "Behovet gäller inte längre alla de veckorna."),
        (_need_is_paused, "Behovet är pausat, stängt eller redan fyllt."),
        (_need_changes, "Uppgifterna har ändrats sedan förslaget låstes."),
        (
            _course_is_moved_past_the_first_day_on_site,
            "En kurs på vägen har fått nya datum och hinner inte bli klar i tid.",
        ),
    ],
)
def test_a_lock_that_has_fallen_is_lifted_by_the_system_before_the_freeze(
    world: World, change: Any, why: str
) -> None:
    fallen, standing = locked(world), locked(world)
    change(fallen)
    run = runs.request_run(actor=world.coordinator, ring=False)
    fallen.refresh_from_db()
    standing.refresh_from_db()
    assert (fallen.state, standing.state) == ("in_review", "locked")
    log = StateChange.objects.get(object_id=fallen.pk, action="unlock")
    assert (log.actor, log.role, log.reason) == (None, "", why)
    event = AuditEvent.objects.get(action="proposal.lock_lifted")
    assert (event.object_id, event.actor, event.organisation) == (fallen.pk, None, world.body)
    # What was frozen is what stands after it: no lock, but her proposal is kept where it can be.
    assert [lock["candidate"] for lock in run.input.problem["locks"]] == [
        str(standing.candidate_id)
    ]


def test_an_open_proposal_is_kept_with_its_weeks_and_courses_while_they_stand(
    world: World,
) -> None:
    intake = world.add_intake(weeks=(0, 1))
    proposal = world.add_proposal(world.add_candidate(), world.add_need(), intakes=(intake,))
    pair = (str(proposal.candidate_id), str(proposal.need_id))
    assert built(world).kept == (o.Kept(*pair, 2, 22, (str(intake.pk),)),)
    _course_is_moved_past_the_first_day_on_site(proposal)
    assert built(world).kept == (o.Kept(*pair),)


NEED = o.Need(id="n", site="s", demand=(o.DemandStep(0, 10, 1),))


@pytest.mark.parametrize(
    ("lock", "refused", "why_not"),
    [
        (o.Lock("c", "n", 0, 10), "m", None),
        (o.Lock("c", "n", 3, 5, ("first", "then")), "m", None),
        (o.Lock("c", "n", 0, 11), "m", "Behovet gäller inte längre"),
        (o.Lock("c", "gone", 0, 10), "m", "Behovet är pausat"),
        (o.Lock("c", "n", -1, 5), "m", "Startveckan har passerat"),
        (o.Lock("c", "n", 5, 5), "m", "Startveckan har passerat"),
        (o.Lock("c", "n", 0, 5), "n", "Någon har sagt nej"),
        (o.Lock("c", "n", 0, 5, ("gone",)), "m", "En kurs på vägen har börjat"),
        (o.Lock("c", "n", 3, 5, ("then", "first")), "m", "har fått nya datum"),
        (o.Lock("c", "n", 2, 5, ("then",)), "m", "har fått nya datum"),
    ],
)
def test_which_locks_stand(lock: o.Lock, refused: str, why_not: str | None) -> None:
    intakes = (o.Intake("first", "k", 0, 1, 9), o.Intake("then", "k", 1, 3, 9))
    other = replace(NEED, id="m")
    forbidden = (o.Forbidden("c", refused),)
    told = Standing([NEED, other], intakes, forbidden).why_not(lock)
    if why_not is not None:
        assert why_not in (told or "")
        return
    assert told is None
    validate(
        o.Problem(
            weeks=10,
            candidates=(o.Candidate(id="c", consent=True),),
            sites=(o.Site("s"),),
            needs=(NEED, other),
            courses=(o.Course("k"),),
            intakes=intakes,
            locks=(lock,),
            forbidden=forbidden,
        )
    )


@pytest.mark.parametrize(("second", "out"), [("this_run", False), ("always", True)])
def test_only_the_latest_no_about_a_proposal_counts(world: World, second: str, out: bool) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())

    def say(action: Any, version: int, **said: str) -> None:
        action(proposal_id=proposal.pk, expected_version=version, actor=world.coordinator, **said)

    say(decisions.reject, 1, reason_code="travel", scope="always")
    assert len(built(world).forbidden) == 1
    say(decisions.undo_reject, 2)
    assert built(world).forbidden == ()
    say(decisions.reject, 3, reason_code="travel", scope=second)
    assert len(built(world).forbidden) == 1
    OptimisationRun.objects.filter(pk=world.add_run().pk).update(number=10**6)
    assert bool(built(world).forbidden) is out


def test_a_refused_request_reads_no_input_and_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add_candidate()
    overdue = world.add_proposal(
        world.add_candidate(), world.add_need(weeks=(-6, 20)), start_date=monday(-2)
    )
    OptimisationRun.objects.filter(pk=world.add_run().pk).update(status="queued", outcome="")

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("built")

    monkeypatch.setattr(runs, "build_problem", never)
    with pytest.raises(Conflict, match="pågår redan"):
        runs.request_run(actor=world.coordinator, ring=False)
    overdue.refresh_from_db()
    assert overdue.state == "new"


@pytest.mark.django_db(transaction=True)
def test_the_input_is_read_outside_the_write_transaction(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a run somebody else asked for meanwhile wins."""
    world = World()
    world.add_candidate()
    seen: list[bool] = []

    def build(*args: Any, **named: Any) -> Any:
        seen.append(connection.in_atomic_block)
        frozen = build_problem(*args, **named)
        if len(seen) == 2:
            other = world.add_run()
            OptimisationRun.objects.filter(pk=other.pk).update(status="queued", outcome="")
        return frozen

    monkeypatch.setattr(runs, "build_problem", build)
    run = runs.request_run(actor=world.coordinator, ring=False)
    OptimisationRun.objects.filter(pk=run.pk).update(status="parked")
    inputs = RunInput.objects.count()
    with pytest.raises(Conflict, match="pågår redan"):
        runs.request_run(actor=world.coordinator, ring=False)
    assert seen == [False, False]
    assert OptimisationRun.objects.filter(requested_by_id=world.coordinator.user_id).count() == 2
    # Only what add_run made.
    assert RunInput.objects.count() == inputs + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_on_postgres_the_input_is_one_moment_and_the_lock_lets_events_through(
    transactional_db: None,
) -> None:
    world = World()
    world.add_candidate()
    with CaptureQueriesContext(connection) as asked:
        runs.request_run(actor=world.coordinator, ring=False)
    statements = [query["sql"] for query in asked]
    begun = next(i for i, sql in enumerate(statements) if "REPEATABLE READ, READ ONLY" in sql)
    ended = next(i for i, sql in enumerate(statements) if i > begun and sql == "COMMIT")
    assert ended - begun > 20
    assert {sql.split()[0] for sql in statements[begun + 1 : ended]} == {"SELECT"}
    locks = [sql for sql in statements if "konton_organisation" in sql and "FOR " in sql]
    assert [sql[sql.index("FOR ") :].split(" OF ")[0] for sql in locks] == ["FOR NO KEY UPDATE"]
