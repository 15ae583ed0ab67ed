"""Racing humans on PostgreSQL with real threads: no double booking, no overfill, no deadlock."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import F

from bas.api.errors import Conflict, StaleVersion
from bas.states import IllegalTransition
from kandidater.models import Candidate
from matchning.models import Booking, OptimisationRun, Proposal
from matchning.services import decisions, runs
from projekt.models import LabourNeed, NeedStep
from projekt.services import update_need
from utbildning.models import CourseIntake

from .world import World

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS, ROUNDS = 8, 150
REFUSED = (Conflict, StaleVersion, IllegalTransition)


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


def in_threads(work: Any, threads: int = THREADS) -> list[Any]:
    """Run ``work(number)`` in real threads that start together, each on its own connection."""
    start = Barrier(threads)

    def one(number: int) -> Any:
        try:
            start.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_force_next_flush(), deadlocks FROM pg_stat_database "
            "WHERE datname = current_database()"
        )
        return int(cursor.fetchone()[1])


def crowd(world: World) -> list[Any]:
    """Twelve people each proposed to eight needs that overlap in time, two places each."""
    candidates = [world.add_candidate() for _ in range(12)]
    intake = world.add_intake(seats=6)
    proposals = []
    for start in range(8):
        need = world.add_need(headcount=2, weeks=(2 + start, 12 + start))
        run = world.add_run()
        with_course = (intake,) if start % 3 == 0 else ()
        proposals += [
            world.add_proposal(c, need, run=run, intakes=with_course).pk for c in candidates
        ]
    return proposals


def assert_nothing_overbooked() -> None:
    by_candidate: dict[Any, list[Booking]] = {}
    for booking in Booking.objects.filter(is_active=True).order_by("candidate", "start_date"):
        by_candidate.setdefault(booking.candidate_id, []).append(booking)
    overlaps = [
        (a.pk, b.pk)
        for rows in by_candidate.values()
        for a, b in pairwise(rows)
        if b.start_date < a.end_date
    ]
    assert overlaps == []
    assert NeedStep.objects.filter(booked__gt=F("headcount")).count() == 0
    assert CourseIntake.objects.filter(reserved__gt=F("seats")).count() == 0
    # What is counted is what is held, no more and no less.
    held = Counter(Booking.objects.filter(is_active=True).order_by().values_list("need", flat=True))
    steps = dict(NeedStep.objects.order_by().values_list("need", "booked"))
    assert steps == {need: held[need] for need in steps}
    seats = Counter(
        Booking.objects.filter(is_active=True, proposal__path__isnull=False)
        .order_by()
        .values_list("proposal__path__intake", flat=True)
    )
    reserved = dict(CourseIntake.objects.order_by().values_list("pk", "reserved"))
    assert reserved == {pk: seats[pk] for pk in reserved}


def test_racing_approvals_and_withdrawals(world: World) -> None:
    proposals = crowd(world)
    before = deadlocks()

    def work(number: int) -> Counter[str]:
        draw = random.Random(number)
        seen: Counter[str] = Counter()
        for _ in range(ROUNDS):
            proposal = Proposal.objects.get(pk=draw.choice(proposals))
            approved = proposal.state == "asked"
            try:
                if approved and draw.random() < 0.5:
                    decisions.withdraw(
                        proposal_id=proposal.pk,
                        expected_version=proposal.version,
                        actor=world.coordinator,
                        reason="Ändrat mig",
                    )
                    seen["withdrawn"] += 1
                else:
                    decisions.approve(
                        proposal_id=proposal.pk,
                        expected_version=proposal.version,
                        actor=world.coordinator,
                    )
                    seen["approved"] += 1
            except REFUSED:
                seen["refused"] += 1
        return seen

    total: Counter[str] = sum(in_threads(work), Counter())
    assert total["approved"] + total["withdrawn"] + total["refused"] == THREADS * ROUNDS
    assert total["approved"] > 12
    assert_nothing_overbooked()
    assert deadlocks() == before


def test_decisions_race_with_edits_of_needs_and_people(world: World) -> None:
    """The lock order holds between the floors: approvals, edits of needs, people who rest."""
    from kandidater.services import change_state

    proposals = crowd(world)
    needs = list(LabourNeed.objects.order_by("pk").values_list("pk", flat=True))
    people = list(Candidate.objects.order_by("pk").values_list("pk", flat=True))
    before = deadlocks()

    def work(number: int) -> None:
        draw = random.Random(100 + number)
        for turn in range(40):
            try:
                if number % 4 == 0:
                    need = LabourNeed.objects.get(pk=draw.choice(needs))
                    update_need(
                        need=need,
                        actor=world.company,
                        expected_version=need.version,
                        fields={"description": f"Ändrad {number}-{turn}"},
                    )
                elif number % 4 == 1:
                    person = Candidate.objects.get(pk=draw.choice(people))
                    action = "resume" if person.state == "resting" else "rest"
                    change_state(
                        actor=world.coach,
                        candidate_id=person.pk,
                        expected_version=person.version,
                        action=action,
                        reason="Prövar",
                    )
                else:
                    proposal = Proposal.objects.get(pk=draw.choice(proposals))
                    # The facts may have changed; pretend the run was after the change.
                    Proposal.objects.filter(pk=proposal.pk).update(
                        need_version=proposal.need.profile_version,
                        candidate_version=proposal.candidate.profile_version,
                    )
                    decisions.approve(
                        proposal_id=proposal.pk,
                        expected_version=proposal.version,
                        actor=world.coordinator,
                    )
            except REFUSED:
                pass

    in_threads(work)
    assert_nothing_overbooked()
    assert deadlocks() == before


def test_one_worker_claims_a_run(world: World) -> None:
    world.add_candidate()
    run = runs.request_run(actor=world.coordinator, ring=False)
    claims = in_threads(lambda n: runs.claim(run_id=run.pk, owner=f"w{n}"))
    assert len([c for c in claims if c is not None]) == 1
    run.refresh_from_db()
    assert (run.fence, run.attempt) == (1, 1)


def test_one_run_is_asked_for(world: World) -> None:
    world.add_candidate()

    def ask(_: int) -> bool:
        try:
            runs.request_run(actor=world.coordinator, ring=False)
        except Conflict:
            return False
        return True

    assert sum(in_threads(ask)) == 1
    assert OptimisationRun.objects.count() == 1


def test_the_same_answer_is_taken_once(world: World) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())
    proposal = decisions.approve(
        proposal_id=proposal.pk, expected_version=1, actor=world.coordinator
    )

    def answer(number: int) -> str:
        act = decisions.accept if number % 2 else decisions.decline
        try:
            act(
                proposal_id=proposal.pk,
                expected_version=3,
                actor=world.coach,
                channel="phone",
            )
        except REFUSED:
            return "refused"
        return act.__name__

    answers = Counter(in_threads(answer))
    assert answers["refused"] == THREADS - 1
    assert_nothing_overbooked()
