"""What becomes of a decision afterwards: locks, placements that end, facts that change."""

import pytest
from django.db import IntegrityError, transaction

from bas.api.errors import Conflict
from bas.states import IllegalTransition
from kandidater.models import Candidate
from kandidater.services import update_candidate
from matchning.models import Booking, Proposal
from matchning.problem_builder import build_problem
from matchning.services import decisions, placements
from projekt.models import LabourNeed
from utbildning.models import CourseIntake

from .test_decisions import approve
from .world import World, monday


def accepted(world: World, candidate: Candidate, need: LabourNeed) -> Proposal:
    proposal = approve(world, world.add_proposal(candidate, need))
    return decisions.accept(
        proposal_id=proposal.pk, expected_version=3, actor=world.coach, channel="phone"
    )


def test_one_lock_a_candidate_in_service_and_database(world: World) -> None:
    candidate = world.add_candidate()
    first = world.add_proposal(candidate, world.add_need())
    second = world.add_proposal(candidate, world.add_need())
    decisions.lock(proposal_id=first.pk, expected_version=1, actor=world.coordinator)
    with pytest.raises(Conflict, match="redan ett låst förslag"):
        decisions.lock(proposal_id=second.pk, expected_version=1, actor=world.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=second.pk).update(state="locked")


def test_ending_early_gives_back_the_weeks_that_are_left(world: World) -> None:
    candidate, need = world.add_candidate(), world.add_need()
    proposal = accepted(world, candidate, need)
    placement = decisions.confirm(proposal_id=proposal.pk, expected_version=4, actor=world.company)
    placements.begin(placement_id=placement.pk, expected_version=1, actor=world.company)
    placements.end(
        placement_id=placement.pk, expected_version=2, actor=world.company, outcome="hired"
    )
    need.refresh_from_db()
    assert Booking.objects.filter(is_active=True).count() == 0
    assert (need.state, need.steps.get().booked) == ("open", 0)


def test_a_broken_placement_is_hers_no_more(world: World) -> None:
    proposal = accepted(world, world.add_candidate(), world.add_need())
    placement = decisions.confirm(proposal_id=proposal.pk, expected_version=4, actor=world.company)
    placements.break_off(
        placement_id=placement.pk, expected_version=1, actor=world.coach, reason_code="absence"
    )
    proposal.refresh_from_db()
    assert proposal.state == "expired"
    assert Proposal.objects.visible_to(world.company).count() == 0
    problem = build_problem(world.body).problem
    assert [(f.candidate, f.need) for f in problem.forbidden] == [
        (str(proposal.candidate_id), str(proposal.need_id))
    ]


@pytest.mark.parametrize("state", ["approved", "locked"])
def test_editing_the_person_lifts_what_a_human_had_fixed(world: World, state: str) -> None:
    candidate, intake = world.add_candidate(), world.add_intake(seats=1)
    proposal = world.add_proposal(candidate, world.add_need(), intakes=(intake,))
    if state == "approved":
        approve(world, proposal)
    else:
        decisions.lock(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    candidate.refresh_from_db()
    update_candidate(
        actor=world.coach,
        candidate_id=candidate.pk,
        expected_version=candidate.version,
        changes={"available_from": monday(30)},
    )
    proposal.refresh_from_db()
    candidate.refresh_from_db()
    intake.refresh_from_db()
    assert (proposal.state, proposal.approved_by_id, candidate.state) == (
        "in_review",
        None,
        "proposed",
    )
    assert intake.reserved == 0
    with pytest.raises(IllegalTransition, match="har ändrats"):
        approve(world, proposal)


def test_an_answer_to_a_paused_need_or_a_passed_start_is_refused(world: World) -> None:
    need = world.add_need()
    proposal = approve(world, world.add_proposal(world.add_candidate(), need))
    LabourNeed.objects.filter(pk=need.pk).update(state="paused")
    with pytest.raises(IllegalTransition, match="pausat"):
        decisions.accept(
            proposal_id=proposal.pk, expected_version=3, actor=world.coach, channel="phone"
        )
    LabourNeed.objects.filter(pk=need.pk).update(state="open")
    Proposal.objects.filter(pk=proposal.pk).update(start_date=monday(-3))
    with pytest.raises(IllegalTransition, match="Startdagen har passerat"):
        decisions.accept(
            proposal_id=proposal.pk, expected_version=3, actor=world.coach, channel="phone"
        )


def test_a_course_that_moved_past_the_start_stops_the_approval(world: World) -> None:
    intake = world.add_intake(weeks=(0, 1))
    proposal = world.add_proposal(
        world.add_candidate(), world.add_need(weeks=(2, 22)), intakes=(intake,)
    )
    CourseIntake.objects.filter(pk=intake.pk).update(start_date=monday(1), end_date=monday(4))
    with pytest.raises(IllegalTransition, match="kurs på vägen har fått nya datum"):
        approve(world, proposal)
