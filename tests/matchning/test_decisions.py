"""The decisions: what each writes, and everything it refuses without a trace."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from bas.api.errors import Conflict, StaleVersion
from bas.states import IllegalTransition, NotAllowed
from kandidater.models import Candidate, Consent
from konton.models import AuditEvent, StateChange
from matchning.models import Booking, Decision, Placement, Proposal
from matchning.services import decisions, placements
from projekt.models import LabourNeed, NeedStep
from utbildning.models import CourseIntake

from .world import World, candidate_actor, monday


def approve(world: World, proposal: Proposal, **extra: Any) -> Proposal:
    return decisions.approve(
        proposal_id=proposal.pk, expected_version=proposal.version, actor=world.coordinator, **extra
    )


def snapshot() -> dict[str, Any]:
    """All a refused decision must leave as it was."""
    return {
        "proposals": sorted(Proposal.objects.order_by("pk").values_list("pk", "state", "version")),
        "candidates": sorted(
            Candidate.objects.order_by("pk").values_list("pk", "state", "version")
        ),
        "steps": sorted(NeedStep.objects.order_by("pk").values_list("pk", "booked")),
        "seats": sorted(CourseIntake.objects.order_by("pk").values_list("pk", "reserved")),
        "bookings": sorted(Booking.objects.order_by("pk").values_list("pk", "is_active")),
        "rows": (
            Decision.objects.count(),
            AuditEvent.objects.count(),
            StateChange.objects.count(),
            Placement.objects.count(),
        ),
    }


def test_approve_books_everything_and_asks_the_candidate(world: World) -> None:
    candidate, need, intake = world.add_candidate(), world.add_need(), world.add_intake(seats=1)
    proposal = world.add_proposal(candidate, need, intakes=(intake,))

    approve(world, proposal, reason="Bra för båda")

    proposal.refresh_from_db()
    candidate.refresh_from_db()
    need.refresh_from_db()
    intake.refresh_from_db()
    assert (proposal.state, proposal.version) == ("asked", 3)
    assert proposal.approved_by_id == world.coordinator.user_id
    assert candidate.state == "asked"
    assert need.state == "filled"
    assert intake.reserved == 1
    assert list(need.steps.order_by("start_date").values_list("booked", flat=True)) == [1]
    booking = Booking.objects.get()
    assert (booking.start_date, booking.work_start, booking.end_date, booking.is_active) == (
        monday(0),
        monday(2),
        monday(22),
        True,
    )
    decision = Decision.objects.get()
    assert (
        decision.action,
        decision.decided_by_id,
        decision.reason,
        decision.proposal_version,
    ) == (
        "approve",
        world.coordinator.user_id,
        "Bra för båda",
        1,
    )
    event = AuditEvent.objects.get(action="proposal.approve")
    assert (event.object_id, event.actor_id, event.role) == (
        proposal.pk,
        world.coordinator.user_id,
        "coordinator",
    )
    moves = StateChange.objects.filter(object_id=proposal.pk).order_by("id")
    assert list(moves.values_list("from_state", "to_state")) == [
        ("new", "approved"),
        ("approved", "asked"),
    ]


def test_whole_way_to_a_placement(world: World) -> None:
    candidate = world.add_candidate(login=True)
    need, intake = world.add_need(), world.add_intake()
    proposal = world.add_proposal(candidate, need, intakes=(intake,))
    proposal = approve(world, proposal)
    proposal = decisions.accept(
        proposal_id=proposal.pk, expected_version=3, actor=candidate_actor(candidate)
    )
    placement = decisions.confirm(proposal_id=proposal.pk, expected_version=4, actor=world.company)
    assert placement.state == "planned"
    assert placement.employment_form == need.employment_form
    placements.begin_training(placement_id=placement.pk, expected_version=1, actor=world.coach)
    candidate.refresh_from_db()
    assert candidate.state == "in_training"
    placements.begin(placement_id=placement.pk, expected_version=2, actor=world.company)
    candidate.refresh_from_db()
    proposal.refresh_from_db()
    assert (candidate.state, proposal.state) == ("on_site", "started")
    placements.end(
        placement_id=placement.pk, expected_version=3, actor=world.company, outcome="hired"
    )
    candidate.refresh_from_db()
    placement.refresh_from_db()
    assert (candidate.state, placement.state, placement.outcome) == (
        "followed_up",
        "ended",
        "hired",
    )


def test_confirming_replaces_her_other_open_proposals(world: World) -> None:
    candidate = world.add_candidate()
    other = world.add_proposal(candidate, world.add_need())
    proposal = approve(world, world.add_proposal(candidate, world.add_need()))
    proposal = decisions.accept(
        proposal_id=proposal.pk, expected_version=3, actor=world.coach, channel="phone"
    )
    decisions.confirm(proposal_id=proposal.pk, expected_version=4, actor=world.company)
    other.refresh_from_db()
    assert other.state == "superseded"


@pytest.mark.parametrize(
    ("ending", "candidate_state", "proposal_state"),
    [
        ("withdraw", "proposed", "in_review"),
        ("decline", "ready", "declined"),
        ("turn_down", "ready", "turned_down"),
        ("break_off", "ready", "expired"),
    ],
)
def test_every_no_gives_back_all_that_was_held(
    world: World, ending: str, candidate_state: str, proposal_state: str
) -> None:
    candidate, need, intake = world.add_candidate(), world.add_need(), world.add_intake(seats=1)
    proposal = approve(world, world.add_proposal(candidate, need, intakes=(intake,)))
    if ending in {"turn_down", "break_off"}:
        proposal = decisions.accept(
            proposal_id=proposal.pk, expected_version=3, actor=world.coach, channel="meeting"
        )
    match ending:
        case "withdraw":
            decisions.withdraw(
                proposal_id=proposal.pk, expected_version=3, actor=world.coordinator, reason="Fel"
            )
        case "decline":
            decisions.decline(
                proposal_id=proposal.pk, expected_version=3, actor=world.coach, channel="phone"
            )
        case "turn_down":
            decisions.turn_down(
                proposal_id=proposal.pk,
                expected_version=4,
                actor=world.company,
                reason_code="no_tutor",
            )
        case _:
            placement = decisions.confirm(
                proposal_id=proposal.pk, expected_version=4, actor=world.company
            )
            placements.break_off(
                placement_id=placement.pk,
                expected_version=1,
                actor=world.coach,
                reason_code="own_wish",
            )
    proposal.refresh_from_db()
    candidate.refresh_from_db()
    need.refresh_from_db()
    intake.refresh_from_db()
    assert (proposal.state, candidate.state) == (proposal_state, candidate_state)
    assert (need.state, intake.reserved) == ("open", 0)
    assert list(need.steps.order_by("pk").values_list("booked", flat=True)) == [0]
    assert Booking.objects.filter(is_active=True).count() == 0


def test_approved_again_after_a_withdrawal(world: World) -> None:
    need = world.add_need()
    proposal = approve(world, world.add_proposal(world.add_candidate(), need))
    decisions.withdraw(
        proposal_id=proposal.pk, expected_version=3, actor=world.coordinator, reason="För fort"
    )
    proposal.refresh_from_db()
    again = approve(world, proposal)
    assert again.state == "asked"
    assert Booking.objects.get().is_active


def test_a_stale_version_changes_nothing(world: World) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())
    decisions.review(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    before = snapshot()
    with pytest.raises(StaleVersion):
        approve(world, proposal)
    assert snapshot() == before


def test_the_colleague_who_was_first_is_named(world: World) -> None:
    candidate = world.add_candidate()
    first = world.add_proposal(candidate, world.add_need())
    second = world.add_proposal(candidate, world.add_need())
    approve(world, first)
    before = snapshot()
    with pytest.raises(Conflict, match=r"Sara Övning godkände ett annat förslag för Amina"):
        approve(world, second)
    assert snapshot() == before


def test_a_full_need_refuses_the_next(world: World) -> None:
    need = world.add_need(headcount=1)
    approve(world, world.add_proposal(world.add_candidate(), need))
    late = world.add_proposal(world.add_candidate(), need)
    before = snapshot()
    with pytest.raises(Conflict, match=f"behov {need.number}"):
        approve(world, late)
    assert snapshot() == before


def test_a_full_course_refuses_the_next(world: World) -> None:
    intake = world.add_intake(seats=1)
    approve(world, world.add_proposal(world.add_candidate(), world.add_need(), intakes=(intake,)))
    late = world.add_proposal(world.add_candidate(), world.add_need(), intakes=(intake,))
    before = snapshot()
    with pytest.raises(Conflict):
        approve(world, late)
    assert snapshot() == before


def test_tutor_hours_are_counted_over_the_whole_project(world: World) -> None:
    world.project.tutor_hours_per_week = 7
    world.project.save()
    approve(world, world.add_proposal(world.add_candidate(), world.add_need(weeks=(2, 12))))
    # Four hours more would make eight in the weeks they share, but not after the first has left.
    clash = world.add_proposal(world.add_candidate(), world.add_need(weeks=(11, 20)))
    before = snapshot()
    with pytest.raises(Conflict, match="Handledarna på Slakthuset"):
        approve(world, clash)
    assert snapshot() == before
    after = world.add_proposal(world.add_candidate(), world.add_need(weeks=(12, 20)))
    assert approve(world, after).state == "asked"


@pytest.mark.parametrize("changed", ["candidate", "need"])
def test_a_stale_proposal_cannot_be_approved(world: World, changed: str) -> None:
    candidate, need = world.add_candidate(), world.add_need()
    proposal = world.add_proposal(candidate, need)
    model: Any = Candidate if changed == "candidate" else LabourNeed
    model.objects.filter(pk=(candidate if changed == "candidate" else need).pk).update(
        profile_version=9
    )
    before = snapshot()
    with pytest.raises(IllegalTransition, match="har ändrats sedan körningen"):
        approve(world, proposal)
    assert snapshot() == before


def test_without_consent_nobody_is_asked(world: World) -> None:
    candidate = world.add_candidate()
    proposal = world.add_proposal(candidate, world.add_need())
    Consent.objects.update(withdrawn_at=candidate.created_at)
    before = snapshot()
    with pytest.raises(Conflict, match="samtycke"):
        approve(world, proposal)
    assert snapshot() == before


@pytest.mark.parametrize("role", ["coach", "company"])
def test_only_a_coordinator_approves(world: World, role: str) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())
    before = snapshot()
    with pytest.raises(NotAllowed):
        decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=getattr(world, role))
    assert snapshot() == before


def test_reject_needs_a_reason_and_frees_the_candidate(world: World) -> None:
    candidate = world.add_candidate()
    proposal = world.add_proposal(candidate, world.add_need())
    with pytest.raises(Conflict, match="skäl"):
        decisions.reject(
            proposal_id=proposal.pk, expected_version=1, actor=world.coordinator, reason_code=""
        )
    decisions.reject(
        proposal_id=proposal.pk,
        expected_version=1,
        actor=world.coordinator,
        reason_code="travel",
        scope="always",
    )
    candidate.refresh_from_db()
    decision = Decision.objects.get()
    assert candidate.state == "ready"
    assert (decision.reason_code, decision.scope) == ("travel", "always")
    decisions.undo_reject(proposal_id=proposal.pk, expected_version=2, actor=world.coordinator)
    candidate.refresh_from_db()
    proposal.refresh_from_db()
    assert (candidate.state, proposal.state) == ("proposed", "in_review")


def test_decisions_cannot_be_changed_or_removed_in_the_database(world: World) -> None:
    approve(world, world.add_proposal(world.add_candidate(), world.add_need()))
    for change in (
        "UPDATE matchning_decision SET reason = 'efteråt'",
        "DELETE FROM matchning_decision",
        "UPDATE konton_auditevent SET role = 'admin'",
        "DELETE FROM konton_statechange",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert Decision.objects.get().reason == ""


def test_nobody_is_informed_without_a_human_in_the_database(world: World) -> None:
    proposal = world.add_proposal(world.add_candidate(), world.add_need())
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="approved")
    proposal.refresh_from_db()
    assert proposal.state == "new"


def test_two_bookings_of_one_person_cannot_overlap_in_the_database(world: World) -> None:
    candidate = world.add_candidate()
    approve(world, world.add_proposal(candidate, world.add_need(weeks=(2, 10))))
    other = world.add_need(weeks=(9, 20))
    for start, ends in ((monday(9), "overlaps"), (monday(10), "touches")):
        proposal = world.add_proposal(candidate, other)
        row = Booking(
            proposal=proposal,
            candidate=candidate,
            need=other,
            start_date=start,
            work_start=start,
            end_date=monday(20),
        )
        if ends == "overlaps":
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save()
        else:
            row.save()
    assert Booking.objects.filter(is_active=True).count() == 2
