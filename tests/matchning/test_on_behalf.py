"""A coach passes on the candidate's answer: never without saying how she was asked."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from bas.api.errors import Conflict
from konton.models import AuditEvent
from matchning.api.history import proposal_history
from matchning.models import Decision, Proposal
from matchning.services import decisions
from tests.factories.konton import client_of

from .world import World, candidate_actor


def asked(world: World, **person: Any) -> Proposal:
    proposal = world.add_proposal(world.add_candidate(**person), world.add_need())
    return decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)


def answer(world: World, proposal: Proposal, how: str, **body: Any) -> Any:
    return client_of(world.coach).post(
        f"/api/proposals/{proposal.pk}/{how}/", body, format="json", headers={"If-Match": '"3"'}
    )


def history(world: World, proposal: Proposal) -> dict[str, str]:
    told = client_of(world.coach).get(f"/api/proposals/{proposal.pk}/history/").json()[0]
    return {key: told[key] for key in ("actor", "role", "action", "reason")}


def test_a_yes_tells_who_passed_it_on_and_how_she_was_asked(world: World) -> None:
    proposal = asked(world)
    assert answer(world, proposal, "accept", channel="phone", interpreter=True).status_code == 200
    decision = Decision.objects.get(action="accept")
    assert (decision.decided_by_id, decision.role) == (world.coach.user_id, "coach")
    assert (decision.channel, decision.interpreter, decision.reason_code) == ("phone", True, "")
    assert history(world, proposal) == {
        "actor": "Kim Övning",
        "role": "Jobbcoach",
        "action": "Ja",
        "reason": "Framför deltagarens svar. Tillfrågad: per telefon, med tolk",
    }


def test_a_no_has_a_coded_reason_and_how_she_was_asked(world: World) -> None:
    proposal = asked(world)
    body = {"channel": "meeting", "reason_code": "travel", "reason": "Två byten"}
    assert answer(world, proposal, "decline", **body).status_code == 200
    decision = Decision.objects.get(action="decline")
    assert (decision.channel, decision.interpreter) == ("meeting", False)
    assert (decision.reason_code, decision.reason) == ("travel", "Två byten")
    assert history(world, proposal)["reason"] == (
        "Framför deltagarens svar. Tillfrågad: vid möte. Resan är för lång. Två byten"
    )


@pytest.mark.parametrize("how", ["accept", "decline"])
@pytest.mark.parametrize("channel", [{}, {"channel": ""}, {"channel": "earlier"}])
def test_nobody_answers_for_one_who_was_not_asked(
    world: World, how: str, channel: dict[str, str]
) -> None:
    proposal = asked(world)
    body = {**channel, **({"reason_code": "not_said"} if how == "decline" else {})}
    refused = answer(world, proposal, how, **body)
    assert refused.status_code == 400
    assert [error["attr"] for error in refused.json()["errors"]] == ["channel"]
    proposal.refresh_from_db()
    assert proposal.state == "asked"
    with pytest.raises(Conflict, match="Ange hur du frågade"):
        getattr(decisions, how)(proposal_id=proposal.pk, expected_version=3, actor=world.coach)
    assert not Decision.objects.filter(action=how).exists()
    assert not AuditEvent.objects.filter(action=f"proposal.{how}").exists()


def test_her_own_answer_has_no_channel(world: World) -> None:
    proposal = asked(world, login=True)
    decisions.accept(
        proposal_id=proposal.pk, expected_version=3, actor=candidate_actor(proposal.candidate)
    )
    decision = Decision.objects.get(action="accept")
    assert (decision.role, decision.channel, decision.interpreter) == ("candidate", "", False)
    assert history(world, proposal)["reason"] == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "coach", "action": "decline", "channel": ""},
        {"role": "candidate", "action": "accept", "channel": "phone"},
        {"role": "candidate", "action": "accept", "interpreter": True},
        {"role": "coordinator", "action": "approve", "channel": "meeting"},
    ],
)
def test_the_database_refuses_it_too(world: World, changes: dict[str, Any]) -> None:
    proposal = asked(world)
    values: dict[str, Any] = {
        "proposal": proposal,
        "decided_by_id": world.coach.user_id,
        "proposal_version": 9,
        "candidate_version": 1,
        "need_version": 1,
    }
    with transaction.atomic(), pytest.raises(IntegrityError):
        Decision.objects.create(**values, **changes)


def test_a_yes_is_taken_back_by_a_coordinator_with_a_reason_and_a_no_stands(world: World) -> None:
    """What undoes an answer passed on by mistake: never a silent change of hers."""
    yes, no = asked(world), asked(world)
    answer(world, yes, "accept", channel="phone")
    answer(world, no, "decline", channel="phone", reason_code="travel")
    actions = {
        str(row["id"]): row["allowed_actions"]
        for row in client_of(world.coordinator).get("/api/proposals/").json()["results"]
    }
    assert actions == {str(yes.pk): ["withdraw"], str(no.pk): []}
    for proposal in (yes, no):
        assert answer(world, proposal, "accept", channel="phone").status_code == 412


@pytest.mark.django_db(transaction=True)
def test_decisions_from_before_stand_as_they_were_and_keep_their_words() -> None:
    world = World()
    proposal = asked(world)
    answer(world, proposal, "accept", channel="message")
    try:
        executor = MigrationExecutor(connection)
        executor.migrate([("matchning", "0005_one_lock")])
        old = executor.loader.project_state([("matchning", "0005_one_lock")]).apps
        decisions_then = old.get_model("matchning", "Decision").objects
        assert decisions_then.count() == 2
        decisions_then.create(
            proposal_id=proposal.pk,
            action="accept",
            decided_by_id=world.coach.user_id,
            role="coach",
            reason_code="phone",
            proposal_version=2,
            candidate_version=1,
            need_version=1,
        )
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    earlier = Decision.objects.get(reason_code="phone")
    assert (earlier.channel, earlier.interpreter) == ("earlier", False)
    assert "Per telefon" in {entry.reason for entry in proposal_history(proposal)}
