"""The company wishes for another time; only the coordinator's word changes anything."""

from datetime import date
from typing import Any

import pytest

from kandidater.enums import CandidateState
from kandidater.models import Candidate
from matchning.models import Booking, Decision, Proposal
from matchning.services import decisions
from projekt.models import NeedStep
from tests.factories.actors import client_of

from .world import World, candidate_actor, monday


@pytest.fixture
def accepted(world: World) -> Proposal:
    """The candidate has said yes to the first ten of the need's twenty weeks."""
    proposal = world.add_proposal(
        world.add_candidate(login=True), world.add_need(), end_date=monday(12)
    )
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    decisions.accept(
        proposal_id=proposal.pk, expected_version=3, actor=candidate_actor(proposal.candidate)
    )
    proposal.refresh_from_db()
    return proposal


def post(actor: Any, url: str, version: int, **body: Any) -> Any:
    return client_of(actor).post(
        url, body, content_type="application/json", headers={"If-Match": f'"{version}"'}
    )


def suggest(world: World, proposal: Proposal, weeks: tuple[int, int], **body: Any) -> Any:
    body = {
        "start_date": monday(weeks[0]).isoformat(),
        "end_date": monday(weeks[1]).isoformat(),
        "reason": "Stommen är en vecka sen.",
    } | body
    return post(world.company, f"/api/offers/{proposal.pk}/suggest-time/", proposal.version, **body)


def days(proposal: Proposal) -> tuple[date, date]:
    proposal.refresh_from_db()
    return proposal.start_date, proposal.end_date


def test_a_wish_changes_no_day_and_no_booking(world: World, accepted: Proposal) -> None:
    before = Booking.objects.values().get()
    answer = suggest(world, accepted, (4, 14))
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "accepted"
    assert answer.json()["suggested_time"]["start_date"] == monday(4).isoformat()
    assert answer.json()["allowed_actions"] == ["confirm", "turn_down"]
    assert days(accepted) == (monday(2), monday(12))
    assert Booking.objects.values().get() == before
    # The coordinator finds it among what she can act on.
    client = client_of(world.coordinator)
    assert client.get("/api/start/coordinator/").json()["times_suggested"] == 1
    row = client.get("/api/proposals/?time_suggested=true").json()["results"][0]
    assert row["suggested_time"]["reason"] == "Stommen är en vecka sen."
    assert row["allowed_actions"] == ["withdraw", "accept_time", "refuse_time"]


def test_accepted_it_lifts_the_approval_moves_the_booking_and_asks_her_again(
    world: World, accepted: Proposal
) -> None:
    suggest(world, accepted, (4, 14))
    accepted.refresh_from_db()
    answer = post(world.coordinator, f"/api/proposals/{accepted.pk}/accept-time/", accepted.version)
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "asked"
    assert days(accepted) == (monday(4), monday(14))
    booking = Booking.objects.get()
    assert (booking.work_start, booking.end_date, booking.is_active) == (
        monday(4),
        monday(14),
        True,
    )
    assert NeedStep.objects.get().booked == 1
    person = Candidate.objects.get()
    assert person.state == CandidateState.ASKED
    # Both the lifting and the new approval have a name.
    said = Decision.objects.order_by("proposal_version").values_list("action", "decided_by")
    assert list(said)[-3:] == [
        ("suggest_time", world.company.user_id),
        ("accept_time", world.coordinator.user_id),
        ("approve", world.coordinator.user_id),
    ]
    # The old yes is not a yes to the new days: the company waits again, without a name.
    offer = client_of(world.company).get(f"/api/offers/{accepted.pk}/").json()
    assert (offer["person"]["is_named"], offer["allowed_actions"]) == (False, [])


def test_refused_the_days_stand_and_the_company_reads_why(world: World, accepted: Proposal) -> None:
    suggest(world, accepted, (4, 14))
    accepted.refresh_from_db()
    url = f"/api/proposals/{accepted.pk}/refuse-time/"
    assert post(world.coordinator, url, accepted.version).status_code == 400
    answer = post(world.coordinator, url, accepted.version, reason="Hon har en kurs då.")
    assert answer.status_code == 200, answer.content
    assert days(accepted) == (monday(2), monday(12))
    offer = client_of(world.company).get(f"/api/offers/{accepted.pk}/").json()
    assert (offer["suggested_time"], offer["time_refused"]) == (None, "Hon har en kurs då.")
    assert offer["allowed_actions"] == ["confirm", "turn_down", "suggest_time"]


def test_confirming_after_all_lets_the_wish_lapse(world: World, accepted: Proposal) -> None:
    suggest(world, accepted, (4, 14))
    accepted.refresh_from_db()
    answer = post(world.company, f"/api/offers/{accepted.pk}/confirm/", accepted.version)
    assert answer.status_code == 200, answer.content
    assert days(accepted) == (monday(2), monday(12))
    client = client_of(world.coordinator)
    assert client.get("/api/start/coordinator/").json()["times_suggested"] == 0


def test_not_accepted_before_she_can_begin(world: World, accepted: Proposal) -> None:
    suggest(world, accepted, (4, 14))
    accepted.refresh_from_db()
    Candidate.objects.update(available_from=monday(5))
    url = f"/api/proposals/{accepted.pk}/accept-time/"
    answer = post(world.coordinator, url, accepted.version)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "not_available")
    assert days(accepted) == (monday(2), monday(12))
    assert Booking.objects.get().is_active


def test_nobody_accepts_what_nobody_wished(world: World, accepted: Proposal) -> None:
    url = f"/api/proposals/{accepted.pk}/accept-time/"
    answer = post(world.coordinator, url, accepted.version)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "illegal_transition")


@pytest.mark.parametrize(
    ("weeks", "body", "attr"),
    [
        ((4, 4), {}, "end_date"),
        ((1, 11), {}, "start_date"),
        ((4, 23), {}, "end_date"),
        ((2, 12), {}, "start_date"),
        ((4, 14), {"reason": ""}, "reason"),
        ((4, 14), {"start_date": "i morgon"}, "start_date"),
        ((4, 14), {"start_date": "1026-01-01"}, "start_date"),
    ],
)
def test_faulty_days_name_the_field(
    world: World, accepted: Proposal, weeks: tuple[int, int], body: dict[str, Any], attr: str
) -> None:
    answer = suggest(world, accepted, weeks, **body)
    assert answer.status_code == 400
    assert [error["attr"] for error in answer.json()["errors"]] == [attr]
    assert not Decision.objects.filter(action="suggest_time").exists()


def test_a_second_wish_waits_for_the_answer_to_the_first(world: World, accepted: Proposal) -> None:
    suggest(world, accepted, (4, 14))
    accepted.refresh_from_db()
    answer = suggest(world, accepted, (5, 15))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "illegal_transition")


def test_a_need_in_the_past_is_not_wished_back(world: World, accepted: Proposal) -> None:
    need = accepted.need
    type(need).objects.filter(pk=need.pk).update(start_date=monday(-6))
    answer = suggest(world, accepted, (-3, 10))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "start_date"
    assert days(accepted)[0] == monday(2)
