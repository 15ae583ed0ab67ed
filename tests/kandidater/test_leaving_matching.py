"""A person who leaves takes her open proposals and bookings with her, through the real hooks."""

from typing import Any

import pytest

from kandidater.enums import ConsentPurpose
from konton.models import User
from matchning.models import Booking, Proposal
from matchning.services import decisions
from tests.factories.konton import client_of
from tests.matchning.world import World, candidate_actor

pytestmark = pytest.mark.django_db


def asked() -> tuple[World, Proposal]:
    """A proposal approved, the candidate asked, her days held."""
    world = World()
    candidate, need = world.add_candidate(login=True), world.add_need()
    proposal = world.add_proposal(candidate, need)
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    proposal.refresh_from_db()
    assert (proposal.state, Booking.objects.filter(is_active=True).count()) == ("asked", 1)
    return world, proposal


def assert_gone(proposal: Proposal, state: str) -> None:
    proposal.refresh_from_db()
    proposal.candidate.refresh_from_db()
    assert (proposal.state, proposal.candidate.state) == ("expired", state)
    assert not Booking.objects.filter(is_active=True).exists()


def patch(world: World, proposal: Proposal, **body: Any) -> Any:
    candidate = proposal.candidate
    candidate.refresh_from_db()
    return client_of(User.objects.get(pk=world.coach.user_id)).patch(
        f"/api/candidates/{candidate.pk}/", body, headers={"If-Match": f'"{candidate.version}"'}
    )


def test_a_withdrawn_consent_frees_everything_in_one_write() -> None:
    world, proposal = asked()
    before = proposal.candidate.version
    response = patch(world, proposal, consents=[], phone="08-465 004 99")
    assert response.status_code == 200, response.json()
    assert_gone(proposal, "draft")
    assert response.json()["version"] == proposal.candidate.version > before
    assert proposal.candidate.phone == "08-465 004 99"


def test_she_may_withdraw_it_herself() -> None:
    from kandidater.consents import withdraw_consent

    _, proposal = asked()
    candidate = proposal.candidate
    withdraw_consent(
        actor=candidate_actor(candidate),
        candidate_id=candidate.pk,
        purpose=ConsentPurpose.PROPOSALS,
    )
    assert_gone(proposal, "draft")


def test_who_rests_before_she_is_asked_has_no_proposal_left() -> None:
    world = World()
    candidate, need = world.add_candidate(), world.add_need()
    proposal = world.add_proposal(candidate, need)
    candidate.refresh_from_db()
    response = client_of(world.coach).post(
        f"/api/candidates/{candidate.pk}/rest/",
        {"reason": "Studier"},
        headers={"If-Match": f'"{candidate.version}"'},
    )
    assert response.json()["state"]["code"] == "resting"
    assert_gone(proposal, "resting")
