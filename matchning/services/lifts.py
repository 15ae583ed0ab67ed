"""What stands no longer because what it stood on has changed: nobody decides, so all is effect."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import models, transaction

from kandidater.enums import CandidateState
from konton.actors import Actor

from ..enums import ProposalState
from ..locks import lock_proposals
from ..models import Proposal
from ..states import OPEN, UNCONFIRMED
from .bookings import let_go
from .effects import (
    APPROVAL,
    audit_effect,
    effect_on_candidate,
    effect_on_proposal,
    take_back,
    unpropose_if_last,
)


@transaction.atomic
def lift(
    *,
    proposal_ids: Sequence[UUID],
    actor: Actor | None,
    reason: str,
    organisation_id: UUID | None = None,
) -> None:
    """What these proposals stood on has gone (the person rests, the need closed): they expire.

    Without an actor it is the system's doing, and ``organisation_id`` says in whose books.
    """
    for locked in lock_proposals(proposal_ids).values():
        proposal = locked.proposal
        if proposal.state not in {*OPEN, *UNCONFIRMED}:
            continue
        let_go(locked=locked, actor=actor)
        effect_on_proposal(proposal, "expire", actor, reason)
        if locked.candidate.state in {CandidateState.ASKED, CandidateState.ACCEPTED}:
            effect_on_candidate(locked, "unask", actor)
        unpropose_if_last(locked, actor)
        audit_effect(proposal, "expired", actor, organisation_id)


@transaction.atomic
def lift_approvals(*, proposal_ids: Sequence[UUID], actor: Actor, reason: str) -> None:
    """The facts changed under these: approvals and locks are lifted, the places free, nobody asked.

    They go back to review, where the change shows as stale.
    """
    for locked in lock_proposals(proposal_ids).values():
        proposal = locked.proposal
        if proposal.state == ProposalState.LOCKED:
            effect_on_proposal(proposal, "unlock", actor, reason)
            audit_effect(proposal, "lock_lifted", actor)
        elif proposal.state in UNCONFIRMED:
            take_back(locked, actor)
            effect_on_proposal(proposal, "withdraw", actor, reason, APPROVAL)
            effect_on_candidate(locked, "unask", actor)
            effect_on_candidate(locked, "propose", actor)
            audit_effect(proposal, "approval_lifted", actor)


@transaction.atomic
def lift_locks(*, fallen: Mapping[UUID, str], organisation_id: UUID) -> None:
    """The system lifts locks that can no longer come true; each (id → why) goes back to review."""
    for pk, locked in lock_proposals(fallen).items():
        if locked.proposal.state == ProposalState.LOCKED:
            effect_on_proposal(locked.proposal, "unlock", None, fallen[pk])
            audit_effect(locked.proposal, "lock_lifted", None, organisation_id)


@transaction.atomic
def expire_overdue(*, organisation_id: UUID, actor: Actor, today: date, first_monday: date) -> None:
    """Expire what can no longer come true: unanswered and past its first day, or unreviewed and
    before the first week a new plan can use."""
    unreviewed = models.Q(state__in=OPEN) & (
        models.Q(start_date__lt=first_monday) | models.Q(path__intake__start_date__lt=first_monday)
    )
    unanswered = models.Q(state__in=UNCONFIRMED) & (
        models.Q(start_date__lt=today) | models.Q(path__intake__start_date__lt=today)
    )
    overdue = (
        Proposal.objects.filter(unreviewed | unanswered, run__organisation_id=organisation_id)
        .order_by("pk")
        .distinct()
        .values_list("pk", flat=True)
    )
    lift(proposal_ids=list(overdue), actor=actor, reason="Startdagen passerade utan besked")
