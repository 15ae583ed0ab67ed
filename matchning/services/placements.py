"""What happens to a placement on site, told by those who are there."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bas.api.errors import StaleVersion
from konton.actors import Actor
from konton.services import audit, move

from ..enums import ProposalState, RejectScope
from ..locks import LockedProposal, lock_placement
from ..models import Decision, Placement
from ..states import PLACEMENT_MACHINE
from .bookings import let_go
from .effects import effect_on_candidate, effect_on_proposal


@transaction.atomic
def begin_training(*, placement_id: UUID, expected_version: int, actor: Actor) -> Placement:
    """The first course of the path has begun."""
    placement, locked = _move("begin_training", placement_id, expected_version, actor)
    effect_on_candidate(locked, "begin_training", actor)
    return placement


@transaction.atomic
def begin(*, placement_id: UUID, expected_version: int, actor: Actor) -> Placement:
    """The company reports the first day on site."""
    placement, locked = _move("begin", placement_id, expected_version, actor)
    effect_on_candidate(locked, "begin_work", actor)
    if locked.proposal.state == ProposalState.CONFIRMED:
        effect_on_proposal(locked.proposal, "start", actor)
    return placement


@transaction.atomic
def end(
    *, placement_id: UUID, expected_version: int, actor: Actor, outcome: str, reason: str = ""
) -> Placement:
    """It ended as planned or better; ``outcome`` is what came after."""
    placement, locked = _move(
        "end", placement_id, expected_version, actor, reason=reason, outcome=outcome
    )
    if timezone.localdate() < placement.end_date:
        # Ended early: the weeks that are left are hers and the need's again.
        let_go(locked=locked, actor=actor)
    effect_on_candidate(locked, "follow_up", actor)
    return placement


@transaction.atomic
def break_off(
    *, placement_id: UUID, expected_version: int, actor: Actor, reason_code: str, reason: str = ""
) -> Placement:
    """It ended too early: the place is free, the candidate back with her coach at once."""
    placement, locked = _move(
        "break_off", placement_id, expected_version, actor, reason=reason, reason_code=reason_code
    )
    let_go(locked=locked, actor=actor)
    proposal = locked.proposal
    # As with any no: the pair stays out of the plan until something changes.
    Decision.objects.create(
        proposal=proposal,
        action="break_off",
        decided_by_id=actor.user_id,
        role=actor.role,
        reason_code=reason_code,
        reason=reason,
        scope=RejectScope.UNTIL_CHANGED,
        proposal_version=proposal.version,
        candidate_version=locked.candidate.profile_version,
        need_version=locked.need.profile_version,
    )
    effect_on_proposal(locked.proposal, "break_off", actor)
    effect_on_candidate(locked, "release", actor)
    return placement


def _move(
    action: str,
    placement_id: UUID,
    expected_version: int,
    actor: Actor,
    *,
    reason: str = "",
    outcome: str = "",
    reason_code: str = "",
) -> tuple[Placement, LockedProposal]:
    placement, locked = lock_placement(placement_id)
    if placement.version != expected_version:
        raise StaleVersion()
    transition = PLACEMENT_MACHINE.check(action, placement, actor)
    placement.outcome = outcome
    placement.reason_code = reason_code
    move(
        machine=PLACEMENT_MACHINE,
        obj=placement,
        transition=transition,
        actor=actor,
        reason=reason,
        save_fields=("outcome", "reason_code"),
    )
    audit(
        actor=actor,
        action=f"placement.{action}",
        object_type="placement",
        object_id=placement.pk,
        reason_code=reason_code or outcome,
        data={"candidate": str(placement.candidate_id), "need": str(placement.need_id)},
    )
    return placement, locked
