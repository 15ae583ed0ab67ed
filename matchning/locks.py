"""Every row lock of the matching in one place, always taken in the same order.

candidate → need → project → intakes → proposal → placement; rows of one kind by primary key. A
service that follows it cannot deadlock with another that does. Whoever touches several proposals
in one transaction locks them all at once, first: one by one would go back in the order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kandidater.models import Candidate
from projekt.models import LabourNeed, Project
from utbildning.models import CourseIntake

from .models import Placement, Proposal, ProposalIntake


@dataclass(frozen=True)
class LockedProposal:
    proposal: Proposal
    candidate: Candidate
    need: LabourNeed
    intakes: tuple[CourseIntake, ...]


def lock_candidates(ids: Iterable[UUID]) -> dict[UUID, Candidate]:
    return _lock(Candidate.objects.all(), ids)


def lock_needs(ids: Iterable[UUID]) -> dict[UUID, LabourNeed]:
    return _lock(LabourNeed.objects.all(), ids)


def lock_proposals(ids: Iterable[UUID]) -> dict[UUID, LockedProposal]:
    """Lock all that decisions on these proposals may change; those that are gone are left out."""
    ids = sorted(set(ids))
    if not ids:
        return {}
    keys = list(
        Proposal.objects.filter(pk__in=ids)
        .order_by("pk")
        .values_list("candidate_id", "need_id", "need__project_id")
    )
    path = list(
        ProposalIntake.objects.filter(proposal_id__in=ids)
        .order_by("proposal_id", "order")
        .values_list("proposal_id", "intake_id")
    )
    candidates = lock_candidates(row[0] for row in keys)
    needs = lock_needs(row[1] for row in keys)
    projects = _lock(Project.objects.all(), (row[2] for row in keys))
    intakes = _lock(CourseIntake.objects.all(), (intake_id for _, intake_id in path))
    proposals = _lock(Proposal.objects.prefetch_related("path__intake"), ids)
    for need in needs.values():
        need.project = projects[need.project_id]
    locked = {}
    for pk, proposal in proposals.items():
        proposal.candidate = candidates[proposal.candidate_id]
        proposal.need = needs[proposal.need_id]
        on_path = tuple(intakes[intake_id] for owner, intake_id in path if owner == pk)
        locked[pk] = LockedProposal(proposal, proposal.candidate, proposal.need, on_path)
    return locked


def lock_proposal(proposal_id: UUID) -> LockedProposal:
    """Lock one proposal and all it may change. Proposal.DoesNotExist if it is gone."""
    locked = lock_proposals([proposal_id])
    if not locked:
        raise Proposal.DoesNotExist
    return locked[proposal_id]


def lock_placement(placement_id: UUID) -> tuple[Placement, LockedProposal]:
    """The placement and, before it in the order, all that its proposal holds."""
    proposal_id = Placement.objects.values_list("proposal_id", flat=True).get(pk=placement_id)
    locked = lock_proposal(proposal_id)
    placement = _lock(Placement.objects.all(), [placement_id])[placement_id]
    placement.candidate, placement.need = locked.candidate, locked.need
    return placement, locked


def _lock(rows: QuerySet[Any], ids: Iterable[UUID]) -> dict[UUID, Any]:
    # no_key: a new row that only points here need not wait.
    wanted = sorted(set(ids))
    locked = rows.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    return {row.pk: row for row in locked}
