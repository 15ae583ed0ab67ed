"""What follows from a decision, on rows the caller has locked (``matchning.locks``)."""

from uuid import UUID

from kandidater.enums import CandidateState
from kandidater.states import CANDIDATE_MACHINE
from konton.actors import Actor
from konton.services import audit, move

from ..locks import LockedProposal
from ..models import Proposal
from ..states import OPEN, PROPOSAL_MACHINE
from .bookings import let_go

APPROVAL = ("approved_by", "approved_at")


def take_back(locked: LockedProposal, actor: Actor) -> None:
    """Nobody stands for it any more: free what it held and forget who approved."""
    let_go(locked=locked, actor=actor)
    locked.proposal.approved_by = None
    locked.proposal.approved_at = None


def audit_effect(
    proposal: Proposal, what: str, actor: Actor | None, organisation_id: UUID | None = None
) -> None:
    audit(
        actor=actor,
        organisation_id=organisation_id,
        action=f"proposal.{what}",
        object_type="proposal",
        object_id=proposal.pk,
        data={"candidate": str(proposal.candidate_id), "need": str(proposal.need_id)},
    )


def effect_on_proposal(
    proposal: Proposal,
    action: str,
    actor: Actor | None,
    reason: str = "",
    save_fields: tuple[str, ...] = (),
) -> None:
    move(
        machine=PROPOSAL_MACHINE,
        obj=proposal,
        transition=PROPOSAL_MACHINE.find(action, proposal.state),
        actor=actor,
        reason=reason,
        save_fields=save_fields,
    )


def effect_on_candidate(locked: LockedProposal, action: str, actor: Actor | None) -> None:
    move(
        machine=CANDIDATE_MACHINE,
        obj=locked.candidate,
        transition=CANDIDATE_MACHINE.find(action, locked.candidate.state),
        actor=actor,
    )


def unpropose_if_last(locked: LockedProposal, actor: Actor | None) -> None:
    candidate = locked.candidate
    others = Proposal.objects.filter(candidate=candidate, state__in=OPEN)
    if candidate.state == CandidateState.PROPOSED and not others.exists():
        effect_on_candidate(locked, "unpropose", actor)
