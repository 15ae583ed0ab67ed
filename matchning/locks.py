"""Every row lock of the matching in one place, always taken in the same order.

candidate → need → project → intakes → proposal → placement; rows of one kind by primary key. A
service that follows it cannot deadlock with another that does.
"""

from dataclasses import dataclass
from uuid import UUID

from kandidater.models import Candidate
from projekt.models import LabourNeed, Project
from utbildning.models import CourseIntake

from .models import Placement, Proposal


@dataclass(frozen=True)
class LockedProposal:
    proposal: Proposal
    candidate: Candidate
    need: LabourNeed
    intakes: tuple[CourseIntake, ...]


def lock_proposal(proposal_id: UUID) -> LockedProposal:
    """Lock all that a decision on the proposal may change. Proposal.DoesNotExist if it is gone."""
    keys = Proposal.objects.values("candidate_id", "need_id", "need__project_id").get(
        pk=proposal_id
    )
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=keys["candidate_id"])
    need = LabourNeed.objects.select_for_update(of=("self",)).get(pk=keys["need_id"])
    project = Project.objects.select_for_update(of=("self",)).get(pk=keys["need__project_id"])
    intakes = tuple(
        CourseIntake.objects.select_for_update(of=("self",))
        .filter(pk__in=_intake_ids(proposal_id))
        .order_by("pk")
    )
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .prefetch_related("path__intake")
        .get(pk=proposal_id)
    )
    need.project = project
    proposal.candidate = candidate
    proposal.need = need
    return LockedProposal(proposal, candidate, need, intakes)


def _intake_ids(proposal_id: UUID) -> list[UUID]:
    from .models import ProposalIntake

    return list(
        ProposalIntake.objects.filter(proposal_id=proposal_id)
        .order_by("intake_id")
        .values_list("intake_id", flat=True)
    )


def lock_placement(placement_id: UUID) -> tuple[Placement, LockedProposal]:
    """The placement and, before it in the order, all that its proposal holds."""
    proposal_id = Placement.objects.values_list("proposal_id", flat=True).get(pk=placement_id)
    locked = lock_proposal(proposal_id)
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=placement_id)
    placement.candidate, placement.need = locked.candidate, locked.need
    return placement, locked
