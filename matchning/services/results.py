"""A finished plan becomes proposals, once, behind the fence, in one transaction."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from kandidater.models import Candidate
from kandidater.states import CANDIDATE_MACHINE
from konton.services import audit, move_many
from projekt.models import LabourNeed

from ..enums import Margin, ProposalChange, ProposalState, RunOutcome, RunStatus
from ..locks import lock_candidates, lock_needs
from ..models import OptimisationRun, Proposal, ProposalIntake
from ..optimering.canonical import canonical_json, plain
from ..optimering.result import Placement, Result
from ..plan_words import in_calendar, reason_in_calendar
from ..problem_locks import forbidden_pairs
from ..states import PROPOSAL_MACHINE
from ..weeks import Calendar
from .runs import Claim, actor_of_run

MARGIN_WORDS = {"klart bäst": Margin.CLEAR, "jämnt": Margin.EVEN, "enda möjliga": Margin.ONLY}
REPLACEABLE = (ProposalState.NEW, ProposalState.IN_REVIEW)
WITH_PLAN = {"optimal", "feasible", "stopped"}


@dataclass(frozen=True)
class _Content:
    """What makes two proposals the same to a human."""

    candidate: str
    need: str
    start: date
    end: date
    intakes: tuple[str, ...]


@transaction.atomic
def store_result(*, held: Claim, result: Result) -> bool:
    """Store outcome and proposals; False (and nothing written) when the fence is no longer ours.

    Without a plan the previous proposals stand. Proposals that did not change keep their row, so
    a colleague's open page stays valid.
    """
    run = (
        OptimisationRun.objects.select_for_update(of=("self",))
        .filter(pk=held.run_id, fence=held.fence, status=RunStatus.RUNNING)
        .first()
    )
    if run is None:
        return False
    summary: dict[str, Any] = {"placements": len(result.placements)}
    if result.status in WITH_PLAN:
        summary |= _replace_proposals(run, result)
    summary |= _summary(run, result)
    document = plain(result)
    run.status = RunStatus.FINISHED
    run.outcome = RunOutcome(result.status)
    run.objective = result.objective
    run.bound = result.bound
    run.gap = result.gap
    run.bound_scope = result.bound_scope
    run.solve_seconds = result.seconds
    run.result = document
    run.result_sha256 = _plan_hash(result)
    run.summary = summary
    run.message = result.stats.message
    run.finished_at = timezone.now()
    run.lease_expires_at = None
    run.version += 1
    run.save()
    audit(
        actor=actor_of_run(run),
        action="run.finished",
        object_type="run",
        object_id=run.pk,
        data={
            "outcome": run.outcome,
            "plan": run.result_sha256,
            "model": result.stats.model_version,
        },
    )
    return True


def _plan_hash(result: Result) -> str:
    """The plan itself, without times: the same input and seed give the same hash."""
    chosen = [(p.candidate, p.need, p.start_week, p.end_week, p.intakes) for p in result.placements]
    return hashlib.sha256(canonical_json(sorted(chosen)).encode()).hexdigest()


def _summary(run: OptimisationRun, result: Result) -> dict[str, Any]:
    """What the run page tells; what the plan was not asked for is not there."""
    calendar = Calendar(run.first_monday)
    told: dict[str, Any] = {
        "unplaced": len(result.unplaced),
        "unplaced_by_code": dict(Counter(u.code for u in result.unplaced).most_common()),
        "unfilled": len(result.unfilled),
        "unfilled_by_code": dict(Counter(u.code for u in result.unfilled).most_common()),
        "unfilled_person_weeks": sum(u.missing_person_weeks for u in result.unfilled),
        "conflicts": [in_calendar(text, calendar) for text in result.conflicts],
        "stopped_by": result.stopped_by,
        "solver": result.stats.solver,
        "versions": dict(result.stats.versions),
        "model_version": result.stats.model_version,
        "columns": result.stats.columns,
        "rows": result.stats.rows,
    }
    if result.trainings:
        told["trainings"] = len(result.trainings)
    if result.goals:
        told["goals"] = [plain(goal) for goal in result.goals]
    if result.stages:
        told["stages"] = list(result.stages)
    return told


def _content(placement: Placement, calendar: Calendar) -> _Content:
    return _Content(
        placement.candidate,
        placement.need,
        calendar.monday(placement.start_week),
        calendar.monday(placement.end_week),
        placement.intakes,
    )


def _replace_proposals(run: OptimisationRun, result: Result) -> dict[str, Any]:
    calendar = Calendar(run.first_monday)
    actor = actor_of_run(run)
    # A lock that was lifted while the solver worked is a proposal like any other again.
    still_locked = set(
        Proposal.objects.filter(
            run__organisation_id=run.organisation_id, state=ProposalState.LOCKED
        ).values_list("candidate_id", flat=True)
    )
    wanted = {
        _content(p, calendar): p
        for p in result.placements
        if not (p.locked and UUID(p.candidate) in still_locked)
    }
    replaceable = Proposal.objects.filter(
        run__organisation_id=run.organisation_id, state__in=REPLACEABLE
    )
    # Candidates, then needs, then proposals, as everywhere (matchning.locks).
    people = lock_candidates(
        [
            *(UUID(content.candidate) for content in wanted),
            *replaceable.order_by().values_list("candidate_id", flat=True),
        ]
    )
    lock_needs(UUID(content.need) for content in wanted)
    possible = _Possible(run, set(people) - still_locked)
    old = list(
        replaceable.select_for_update(of=("self",), no_key=True)
        .filter(candidate__in=people)
        .prefetch_related("path")
        .order_by("pk")
    )
    by_content = {
        _Content(
            str(p.candidate_id),
            str(p.need_id),
            p.start_date,
            p.end_date,
            tuple(str(step.intake_id) for step in p.path.all()),
        ): p
        for p in old
    }
    had_proposal = {str(p.candidate_id) for p in old}

    kept, new, paths = [], [], []
    for content, placement in wanted.items():
        if not possible.still(content):
            continue
        same = by_content.get(content)
        proposal = same or Proposal(
            candidate_id=UUID(content.candidate),
            need_id=UUID(content.need),
            start_date=content.start,
            end_date=content.end,
        )
        _fill(proposal, run, placement, calendar)
        if same is not None:
            proposal.change = ProposalChange.UNCHANGED
            proposal.version += 1
            proposal.updated_at = timezone.now()
            kept.append(proposal)
        else:
            moved = content.candidate in had_proposal
            proposal.change = ProposalChange.MOVED if moved else ProposalChange.NEW
            new.append(proposal)
            paths += [
                ProposalIntake(proposal=proposal, intake_id=UUID(intake), order=order)
                for order, intake in enumerate(placement.intakes, start=1)
            ]
    kept_ids = {p.pk for p in kept}
    gone = [p.pk for p in old if p.pk not in kept_ids]
    move_many(
        machine=PROPOSAL_MACHINE,
        queryset=Proposal.objects.filter(pk__in=gone),
        action="supersede",
        actor=actor,
        reason=f"Ersatt av körning {run.number}",
    )
    Proposal.objects.bulk_update(
        kept,
        [
            "run",
            "candidate_version",
            "need_version",
            "value",
            "value_parts",
            "reasons",
            "margin",
            "margin_data",
            "travel_minutes",
            "tutor_hours_per_week",
            "change",
            "version",
            "updated_at",
        ],
        batch_size=200,
    )
    Proposal.objects.bulk_create(new, batch_size=200)
    ProposalIntake.objects.bulk_create(paths, batch_size=500)
    _move_candidates(run, [*kept, *new], old, actor)
    changes = Counter(p.change for p in [*kept, *new])
    return {
        "proposals": len(kept) + len(new),
        "new": changes[ProposalChange.NEW],
        "moved": changes[ProposalChange.MOVED],
        "unchanged": changes[ProposalChange.UNCHANGED],
        "removed": len(had_proposal - {str(p.candidate_id) for p in [*kept, *new]}),
        "skipped_changed": len([c for c in wanted if not possible.still(c)]),
        "locked": len([p for p in result.placements if p.locked]),
    }


class _Possible:
    """What humans have not ruled out while the solver worked: asked, rested or protected somebody,
    closed a need, said no to a pair."""

    def __init__(self, run: OptimisationRun, people: set[UUID]) -> None:
        matchable = Candidate.objects.filter(pk__in=people).matchable()
        self.people = {str(pk) for pk in matchable.values_list("pk", flat=True)}
        needs = LabourNeed.objects.filter(
            project__organisation__coordinated_by_id=run.organisation_id
        ).matchable()
        self.needs = {str(pk) for pk in needs.values_list("pk", flat=True)}
        self.forbidden = {
            (pair.candidate, pair.need)
            for pair in forbidden_pairs(run.organisation, self.people, self.needs)
        }

    def still(self, content: _Content) -> bool:
        return (
            content.candidate in self.people
            and content.need in self.needs
            and (content.candidate, content.need) not in self.forbidden
        )


def _fill(
    proposal: Proposal, run: OptimisationRun, placement: Placement, calendar: Calendar
) -> None:
    margin = placement.margin
    proposal.run = run
    proposal.candidate_version = run.frozen_versions["candidates"][placement.candidate]
    proposal.need_version = run.frozen_versions["needs"][placement.need]
    proposal.value = placement.value
    proposal.value_parts = dict(placement.value_parts)
    proposal.reasons = [reason_in_calendar(reason, calendar) for reason in placement.reasons]
    proposal.margin = MARGIN_WORDS[margin.word] if margin else Margin.CLEAR
    proposal.margin_data = plain(margin) if margin else {}
    # Whole minutes, as in the reason's sentence: the estimate is no finer than that.
    minutes = placement.travel_minutes
    proposal.travel_minutes = None if minutes is None else round(minutes)
    proposal.tutor_hours_per_week = placement.tutor_hours_per_week


def _move_candidates(
    run: OptimisationRun, current: list[Proposal], old: list[Proposal], actor: Any
) -> None:
    proposed = {p.candidate_id for p in current}
    move_many(
        machine=CANDIDATE_MACHINE,
        queryset=Candidate.objects.filter(pk__in=proposed),
        action="propose",
        actor=actor,
        reason=f"Körning {run.number}",
    )
    left = {p.candidate_id for p in old} - proposed
    open_elsewhere = models.Exists(
        Proposal.objects.filter(
            candidate=models.OuterRef("pk"), state__in=[*REPLACEABLE, ProposalState.LOCKED]
        )
    )
    move_many(
        machine=CANDIDATE_MACHINE,
        queryset=Candidate.objects.filter(~open_elsewhere, pk__in=left),
        action="unpropose",
        actor=actor,
        reason=f"Körning {run.number}",
    )
