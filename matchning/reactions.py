"""What happens to proposals when the floors below change: registered from ``AppConfig.ready``.

Each runs inside the transaction of the change, so a person never stands approved on facts that no
longer hold.
"""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kandidater import hooks as candidate_hooks
from kandidater.models import Candidate
from konton.actors import Actor
from projekt import hooks as need_hooks
from projekt.models import LabourNeed

from .enums import ProposalState
from .locks import lock_candidates
from .models import Booking, Proposal
from .services import lifts
from .states import OPEN, UNCONFIRMED


def register() -> None:
    candidate_hooks.on_consent_withdrawn.append(candidate_left)
    candidate_hooks.on_leaves_matching.append(candidate_left)
    candidate_hooks.on_profile_changed.append(candidate_changed)
    candidate_hooks.merge_obstacles.append(waits_for_a_decision)
    need_hooks.before_need_lock.append(lock_candidates_of_needs)
    need_hooks.on_need_changed.append(need_changed)
    need_hooks.on_need_closed.append(need_closed)
    need_hooks.booked_spans.append(booked_spans)


def candidate_left(*, candidate: Candidate, actor: Actor, reason: str) -> None:
    """She no longer takes part: her open proposals expire and what they held is free."""
    hers = _unfinished(Proposal.objects.filter(candidate=candidate))
    lifts.lift(proposal_ids=hers, actor=actor, reason=reason)


def candidate_changed(*, candidate: Candidate, actor: Actor, reason: str) -> None:
    """What was approved is no longer who she is: back to review."""
    if standing := _standing(Proposal.objects.filter(candidate=candidate)):
        lifts.lift_approvals(proposal_ids=standing, actor=actor, reason=reason)


def waits_for_a_decision(*, kept: Candidate, other: Candidate) -> str | None:
    """Joining changes what a human approved or locked; that is hers to lift first."""
    if _standing(Proposal.objects.filter(candidate__in=[kept, other])):
        return "Ett förslag är godkänt eller låst. Be samordnaren ta tillbaka det först."
    return None


def lock_candidates_of_needs(need_ids: Sequence[UUID]) -> Callable[[], bool]:
    """Candidates come before needs in the lock order (``matchning.locks``)."""
    concerned = Proposal.objects.filter(need_id__in=need_ids, state__in=[*OPEN, *UNCONFIRMED])
    people = concerned.order_by().values_list("candidate_id", flat=True)
    held = lock_candidates(people).keys()
    return lambda: held >= set(people.all())


def need_changed(need: LabourNeed, actor: Actor) -> None:
    """Editing lifts approvals: they go back to review, and the history says why."""
    lifts.lift_approvals(
        proposal_ids=_standing(Proposal.objects.filter(need=need)),
        actor=actor,
        reason=f"Behov {need.number} ändrades",
    )


def need_closed(need: LabourNeed, actor: Actor) -> None:
    lifts.lift(
        proposal_ids=_unfinished(Proposal.objects.filter(need=need)),
        actor=actor,
        reason=f"Behov {need.number} stängdes",
    )


def booked_spans(need: LabourNeed) -> list[tuple[date, date]]:
    return list(
        Booking.objects.filter(need=need, is_active=True).values_list("work_start", "end_date")
    )


def _unfinished(proposals: QuerySet[Proposal]) -> list[UUID]:
    rows = proposals.filter(state__in=[*OPEN, *UNCONFIRMED]).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _standing(proposals: QuerySet[Proposal]) -> list[UUID]:
    """Approved or locked by a human, not yet confirmed."""
    rows = proposals.filter(state__in=[*UNCONFIRMED, ProposalState.LOCKED]).order_by("pk")
    return list(rows.values_list("pk", flat=True))
