"""A company that does not answer: day 3, day 5, the deadline; and its own figure of answers."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kandidater.enums import CandidateState
from konton.models import AuditEvent, StateChange
from matchning.models import Booking, Proposal
from matchning.response import response_rate
from matchning.services import decisions
from matchning.services.silence import Broken, sweep_silence
from matchning.services.times import refuse_time, suggest_time
from projekt.models import LabourNeed
from tests.factories.actors import client_of

from .world import World, candidate_actor, monday

NOTHING = Broken((), (), ())
MINUTE = timedelta(minutes=1)


@pytest.fixture
def accepted(world: World) -> Proposal:
    proposal = world.add_proposal(
        world.add_candidate(login=True), world.add_need(), end_date=monday(12)
    )
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    return decisions.accept(
        proposal_id=proposal.pk, expected_version=3, actor=candidate_actor(proposal.candidate)
    )


def after(proposal: Proposal, days: int) -> datetime:
    return proposal.state_since + timedelta(days=days)


def test_day_three_reminds_and_day_five_alerts_once_each(world: World, accepted: Proposal) -> None:
    assert sweep_silence(after(accepted, 3) - MINUTE) == NOTHING
    assert sweep_silence(after(accepted, 3)) == Broken((accepted.pk,), (), ())
    assert sweep_silence(after(accepted, 5) - MINUTE) == NOTHING
    assert client_of(world.company).get("/api/start/company/").json()["reminded"] == 1
    assert sweep_silence(after(accepted, 5)) == Broken((), (accepted.pk,), ())
    assert sweep_silence(after(accepted, 5)) == NOTHING
    client = client_of(world.coordinator)
    assert client.get("/api/start/coordinator/").json()["company_silent"] == 1
    assert client.get("/api/proposals/?company_silent=true").json()["count"] == 1
    said = AuditEvent.objects.filter(object_id=accepted.pk, actor=None).order_by("id")
    assert list(said.values_list("action", "organisation_id")) == [
        ("proposal.reminded", world.body.pk),
        ("proposal.silence_alerted", world.body.pk),
    ]


def test_after_the_deadline_she_is_free_and_the_history_says_why(
    world: World, accepted: Proposal
) -> None:
    today = timezone.localdate()
    LabourNeed.objects.update(answer_by=today + timedelta(days=1))
    assert sweep_silence(timezone.now() + timedelta(days=1)).released == ()
    assert sweep_silence(timezone.now() + timedelta(days=2)).released == (accepted.pk,)
    assert sweep_silence(timezone.now() + timedelta(days=2)) == NOTHING
    now = Proposal.objects.get()
    assert (now.state, now.candidate.state) == ("expired", CandidateState.READY)
    assert not Booking.objects.get().is_active
    last = StateChange.objects.filter(object_id=accepted.pk).latest("id")
    assert (last.actor, last.action, last.reason) == (
        None,
        "expire",
        "Företaget svarade inte i tid",
    )


def test_without_a_deadline_the_first_day_on_site_is_one(world: World, accepted: Proposal) -> None:
    start = timezone.make_aware(datetime.combine(accepted.start_date, datetime.min.time()))
    assert sweep_silence(start).released == ()
    assert sweep_silence(start + timedelta(days=1)).released == (accepted.pk,)


def test_a_wish_for_other_days_is_an_answer_and_the_refusal_starts_the_days_anew(
    world: World, accepted: Proposal
) -> None:
    wished = suggest_time(
        proposal_id=accepted.pk,
        expected_version=accepted.version,
        actor=world.company,
        start_date=monday(4),
        end_date=monday(14),
        reason="Sen stomme",
    )
    assert sweep_silence(after(wished, 6)) == NOTHING
    refused = refuse_time(
        proposal_id=accepted.pk,
        expected_version=wished.version,
        actor=world.coordinator,
        reason="Går inte",
    )
    assert sweep_silence(after(refused, 3)) == Broken((accepted.pk,), (), ())


def test_who_has_answered_is_left_alone(world: World, accepted: Proposal) -> None:
    decisions.confirm(
        proposal_id=accepted.pk, expected_version=accepted.version, actor=world.company
    )
    assert sweep_silence(after(accepted, 400)) == NOTHING


def test_the_figure_of_answers_is_the_companys_own(world: World, accepted: Proposal) -> None:
    asked_at = StateChange.objects.get(object_id=accepted.pk, action="accept").at
    firm, late = world.firm.pk, asked_at + timedelta(days=6)

    def rate(now: datetime) -> tuple[int, int]:
        figure = response_rate(firm, days=5, now=now)
        return figure.in_time, figure.asked

    # The days are not over: it says nothing yet.
    assert rate(asked_at + timedelta(days=5)) == (0, 0)
    assert rate(late) == (0, 1)
    decisions.confirm(
        proposal_id=accepted.pk, expected_version=accepted.version, actor=world.company
    )
    assert rate(late) == (1, 1)
    assert response_rate(world.body.pk, days=5, now=late).asked == 0
    assert client_of(world.company).get("/api/start/company/").json()["response_rate"] == {
        "asked": 1,
        "in_time": 1,
        "days": 5,
    }


def test_what_was_taken_back_in_time_says_nothing(world: World, accepted: Proposal) -> None:
    decisions.withdraw(
        proposal_id=accepted.pk,
        expected_version=accepted.version,
        actor=world.coordinator,
        reason="Fel",
    )
    now = accepted.state_since + timedelta(days=30)
    assert response_rate(world.firm.pk, days=5, now=now).asked == 0
