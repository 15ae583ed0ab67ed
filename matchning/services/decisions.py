"""Decisions by named humans about proposals. Each locks, checks the version seen, and writes a
decision, a state change and an audit event in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bas.api.errors import Conflict, StaleVersion
from bas.states import Transition
from kandidater.enums import CandidateState, ConsentPurpose
from konton.actors import Actor
from konton.enums import Role
from konton.services import audit, move

from ..enums import ProposalState, RejectScope
from ..locks import LockedProposal, lock_proposal
from ..models import Decision, Placement, Proposal
from ..states import HOLDING, OPEN, PROPOSAL_MACHINE
from .bookings import hold, let_go
from .effects import (
    APPROVAL,
    effect_on_candidate,
    effect_on_proposal,
    take_back,
    unpropose_if_last,
)

UNTIL_CHANGED = RejectScope.UNTIL_CHANGED.value


@transaction.atomic
def review(*, proposal_id: UUID, expected_version: int, actor: Actor) -> Proposal:
    """Somebody has begun to look; colleagues see it."""
    return decide("review", proposal_id, expected_version, actor).proposal


@transaction.atomic
def approve(
    *, proposal_id: UUID, expected_version: int, actor: Actor, reason: str = ""
) -> Proposal:
    """Book the place and ask the candidate. Conflict when a colleague's decision is in the way."""

    def effect(locked: LockedProposal) -> None:
        _check_free(locked)
        hold(locked=locked, actor=actor)
        locked.proposal.approved_by_id = actor.user_id
        locked.proposal.approved_at = timezone.now()

    locked = decide(
        "approve",
        proposal_id,
        expected_version,
        actor,
        reason=reason,
        effect=effect,
        save_fields=APPROVAL,
    )
    effect_on_proposal(locked.proposal, "ask", actor)
    effect_on_candidate(locked, "ask", actor)
    return locked.proposal


@transaction.atomic
def reject(
    *,
    proposal_id: UUID,
    expected_version: int,
    actor: Actor,
    reason_code: str,
    reason: str = "",
    scope: str = RejectScope.THIS_RUN,
) -> Proposal:
    locked = decide(
        "reject",
        proposal_id,
        expected_version,
        actor,
        reason_code=reason_code,
        reason=reason,
        scope=scope,
    )
    unpropose_if_last(locked, actor)
    return locked.proposal


@transaction.atomic
def lock(*, proposal_id: UUID, expected_version: int, actor: Actor) -> Proposal:
    """The next run may not move it. One lock a candidate: she cannot be kept in two places."""

    def effect(locked: LockedProposal) -> None:
        others = Proposal.objects.filter(candidate=locked.candidate, state=ProposalState.LOCKED)
        if others.exists():
            raise Conflict(
                f"{locked.candidate} har redan ett låst förslag. Lås upp det först.",
                code="already_locked",
            )

    return decide("lock", proposal_id, expected_version, actor, effect=effect).proposal


@transaction.atomic
def unlock(*, proposal_id: UUID, expected_version: int, actor: Actor) -> Proposal:
    return decide("unlock", proposal_id, expected_version, actor).proposal


@transaction.atomic
def undo_reject(*, proposal_id: UUID, expected_version: int, actor: Actor) -> Proposal:
    locked = decide("undo_reject", proposal_id, expected_version, actor, effect=_check_free)
    if locked.candidate.state == CandidateState.READY:
        effect_on_candidate(locked, "propose", actor)
    return locked.proposal


@transaction.atomic
def withdraw(*, proposal_id: UUID, expected_version: int, actor: Actor, reason: str) -> Proposal:
    """Take an approval back before the company has confirmed; the place is free again."""
    locked = decide(
        "withdraw",
        proposal_id,
        expected_version,
        actor,
        reason=reason,
        effect=lambda held: take_back(held, actor),
        save_fields=APPROVAL,
    )
    effect_on_candidate(locked, "unask", actor)
    effect_on_candidate(locked, "propose", actor)
    return locked.proposal


@transaction.atomic
def accept(
    *,
    proposal_id: UUID,
    expected_version: int,
    actor: Actor,
    channel: str = "",
    interpreter: bool = False,
) -> Proposal:
    """The candidate's yes; passed on by a coach it says how she was asked (``channel``)."""
    asked = _asked(actor, channel, interpreter)
    locked = decide("accept", proposal_id, expected_version, actor, asked=asked)
    effect_on_candidate(locked, "accept", actor)
    return locked.proposal


@transaction.atomic
def decline(
    *,
    proposal_id: UUID,
    expected_version: int,
    actor: Actor,
    reason_code: str = "not_said",
    reason: str = "",
    channel: str = "",
    interpreter: bool = False,
) -> Proposal:
    """The candidate's no; the pair stays out of the plan until something changes."""
    locked = decide(
        "decline",
        proposal_id,
        expected_version,
        actor,
        reason_code=reason_code,
        reason=reason,
        scope=UNTIL_CHANGED,
        asked=_asked(actor, channel, interpreter),
        effect=lambda held: let_go(locked=held, actor=actor),
    )
    effect_on_candidate(locked, "decline", actor)
    return locked.proposal


@transaction.atomic
def confirm(*, proposal_id: UUID, expected_version: int, actor: Actor) -> Placement:
    """The company's yes makes the placement; the candidate's other proposals are replaced."""
    locked = decide("confirm", proposal_id, expected_version, actor)
    effect_on_candidate(locked, "confirm", actor)
    proposal = locked.proposal
    placement = Placement.objects.create(
        proposal=proposal,
        candidate=locked.candidate,
        need=locked.need,
        employment_form=locked.need.employment_form,
        start_date=proposal.start_date,
        end_date=proposal.end_date,
    )
    others = (
        Proposal.objects.select_for_update(of=("self",))
        .filter(candidate=locked.candidate, state__in=OPEN)
        .exclude(pk=proposal.pk)
        .order_by("pk")
    )
    for other in others:
        effect_on_proposal(other, "supersede", actor)
    audit(
        actor=actor,
        action="placement.created",
        object_type="placement",
        object_id=placement.pk,
        data={"proposal": str(proposal.pk)},
    )
    return placement


@transaction.atomic
def turn_down(
    *, proposal_id: UUID, expected_version: int, actor: Actor, reason_code: str, reason: str = ""
) -> Proposal:
    """The company's no, with a reason about the place."""
    locked = decide(
        "turn_down",
        proposal_id,
        expected_version,
        actor,
        reason_code=reason_code,
        reason=reason,
        scope=UNTIL_CHANGED,
        effect=lambda held: let_go(locked=held, actor=actor),
    )
    effect_on_candidate(locked, "turn_down", actor)
    return locked.proposal


@dataclass(frozen=True)
class _Asked:
    """How the candidate was asked, where somebody answers for her."""

    channel: str = ""
    interpreter: bool = False


def _asked(actor: Actor, channel: str, interpreter: bool) -> _Asked:
    if actor.role != Role.COACH:
        return _Asked()
    if not channel:
        raise Conflict(
            "Ange hur du frågade deltagaren (channel): möte, telefon eller meddelande. "
            "Ingen svarar åt någon som inte är tillfrågad.",
            code="channel_required",
        )
    return _Asked(channel, interpreter)


def decide(
    action: str,
    proposal_id: UUID,
    expected_version: int,
    actor: Actor,
    *,
    reason_code: str = "",
    reason: str = "",
    scope: str = "",
    asked: _Asked | None = None,
    time: tuple[date, date] | None = None,
    effect: Callable[[LockedProposal], None] | None = None,
    save_fields: tuple[str, ...] = (),
) -> LockedProposal:
    """One decision about one proposal; ``effect`` runs before the state moves."""
    locked = lock_proposal(proposal_id)
    proposal = locked.proposal
    if proposal.version != expected_version:
        raise StaleVersion()
    transition: Transition = PROPOSAL_MACHINE.check(action, proposal, actor)
    if transition.needs_reason and not (reason_code or reason.strip()):
        raise Conflict("Skriv ett skäl.", code="reason_required")
    if effect is not None:
        effect(locked)
    Decision.objects.create(
        proposal=proposal,
        action=action,
        decided_by_id=actor.user_id,
        role=actor.role,
        reason_code=reason_code,
        reason=reason,
        channel=asked.channel if asked else "",
        interpreter=asked.interpreter if asked else False,
        scope=scope,
        new_start=time[0] if time else None,
        new_end=time[1] if time else None,
        proposal_version=proposal.version,
        candidate_version=locked.candidate.profile_version,
        need_version=locked.need.profile_version,
    )
    move(
        machine=PROPOSAL_MACHINE,
        obj=proposal,
        transition=transition,
        actor=actor,
        reason=reason,
        save_fields=save_fields,
    )
    audit(
        actor=actor,
        action=f"proposal.{action}",
        object_type="proposal",
        object_id=proposal.pk,
        reason_code=reason_code,
        data={
            "candidate": str(proposal.candidate_id),
            "need": str(proposal.need_id),
            "run": str(proposal.run_id),
            "version": proposal.version,
        },
    )
    return locked


def _check_free(locked: LockedProposal) -> None:
    """Whether the candidate can be asked; if a colleague was first, say who and when."""
    candidate = locked.candidate
    if candidate.state in {CandidateState.READY, CandidateState.PROPOSED}:
        consents = candidate.consents.filter(purpose=ConsentPurpose.PROPOSALS, withdrawn_at=None)
        if not candidate.is_protected and consents.exists():
            return
        raise Conflict("Deltagaren har inte längre lämnat samtycke.", code="no_consent")
    other = (
        Proposal.objects.filter(candidate=candidate, state__in=HOLDING)
        .exclude(pk=locked.proposal.pk)
        .select_related("approved_by")
        .first()
    )
    if other is not None and other.approved_by and other.approved_at:
        at = timezone.localtime(other.approved_at)
        raise Conflict(
            f"{other.approved_by} godkände ett annat förslag för {candidate} {at:%H.%M}. "
            "Ditt godkännande sparades inte.",
            code="colleague_first",
        )
    raise Conflict(
        f"{candidate} har läget ”{candidate.get_state_display()}” och kan inte tillfrågas nu.",
        code="candidate_not_free",
    )
