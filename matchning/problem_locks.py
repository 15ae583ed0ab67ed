"""What humans have already said about pairs, as the optimiser's locks, kept and forbidden pairs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from konton.models import Organisation

from .enums import ProposalState, RejectScope
from .models import Decision, OptimisationRun, Proposal
from .optimering import problem as o
from .weeks import Calendar


class Standing:
    """What a lock stands on: the weeks in which somebody is wanted, the courses, the pairs."""

    def __init__(
        self,
        needs: Iterable[o.Need],
        intakes: Iterable[o.Intake],
        forbidden: Iterable[o.Forbidden],
    ) -> None:
        self._wanted = {
            need.id: {
                week
                for step in need.demand
                if step.headcount
                for week in range(step.start_week, step.end_week)
            }
            for need in needs
        }
        self._weeks = {intake.id: (intake.start_week, intake.end_week) for intake in intakes}
        self._refused = {(pair.candidate, pair.need) for pair in forbidden}

    def knows(self, need: str) -> bool:
        return need in self._wanted

    def why_not(self, lock: o.Lock) -> str | None:
        """Why the lock cannot come true as it is, in Swedish; None when it can."""
        return next(self._faults(lock), None)

    def _faults(self, lock: o.Lock) -> Iterator[str]:
        start, end = lock.start_week, lock.end_week
        if start is None or end is None or not 0 <= start < end:
            yield "Startveckan har passerat."
            return
        if lock.need not in self._wanted:
            yield "Behovet är pausat, stängt eller redan fyllt."
        elif not self._wanted[lock.need].issuperset(range(start, end)):
            yield "Behovet gäller inte längre alla de veckorna."
        if not all(intake in self._weeks for intake in lock.intakes):
            yield "En kurs på vägen har börjat eller finns inte kvar."
            return
        path = [*(self._weeks[intake] for intake in lock.intakes), (start, end)]
        if not all(before[1] <= after[0] for before, after in pairwise(path)):
            yield "En kurs på vägen har fått nya datum och hinner inte bli klar i tid."
        if (lock.candidate, lock.need) in self._refused:
            yield "Någon har sagt nej till att deltagaren får behovet."


@dataclass(frozen=True)
class Held:
    """Open proposals as the plan is given them."""

    locks: tuple[o.Lock, ...] = ()
    kept: tuple[o.Kept, ...] = ()
    fallen: dict[UUID, str] = field(default_factory=dict)  # locked, left out: why in Swedish


def held_proposals(
    organisation: Organisation,
    calendar: Calendar,
    versions: dict[str, dict[str, int]],
    standing: Standing,
) -> Held:
    """Locked proposals that can still come true; open ones, taxed for change, so small news move
    little. The candidate of a lock that has fallen is planned freely."""
    locks, kept, fallen = [], [], {}
    rows = (
        Proposal.objects.filter(
            run__organisation=organisation,
            state__in=[ProposalState.NEW, ProposalState.IN_REVIEW, ProposalState.LOCKED],
        )
        .prefetch_related("path")
        .order_by("created_at", "pk")
    )
    for row in rows:
        as_planned = o.Lock(
            candidate=str(row.candidate_id),
            need=str(row.need_id),
            start_week=calendar.first_week(row.start_date),
            end_week=calendar.end_week(row.end_date),
            intakes=tuple(str(step.intake_id) for step in row.path.all()),
        )
        why_not = standing.why_not(as_planned)
        if as_planned.candidate not in versions["candidates"]:
            why_not = "Deltagaren deltar inte i matchningen just nu."
        elif why_not is None and (row.candidate_version, row.need_version) != (
            versions["candidates"][as_planned.candidate],
            versions["needs"][as_planned.need],
        ):
            why_not = "Uppgifterna har ändrats sedan förslaget låstes."
        if row.state == ProposalState.LOCKED:
            if why_not is None:
                locks.append(as_planned)
            else:
                fallen[row.pk] = why_not
        elif as_planned.candidate in versions["candidates"] and standing.knows(as_planned.need):
            kept.append(_kept(as_planned, exact=why_not is None))
    return Held(tuple(locks), tuple(kept), fallen)


def _kept(proposed: o.Lock, exact: bool) -> o.Kept:
    """The same weeks and courses where they still stand, else the same need."""
    if not exact:
        return o.Kept(proposed.candidate, proposed.need)
    return o.Kept(
        proposed.candidate,
        proposed.need,
        proposed.start_week,
        proposed.end_week,
        proposed.intakes,
    )


def forbidden_pairs(
    organisation: Organisation, candidates: set[str], needs: set[str], of: UUID | None = None
) -> tuple[o.Forbidden, ...]:
    """Pairs a human has said no to, for as long as the no was meant; `of`: one person's alone.

    Only the latest decision about a proposal counts: a no that was taken back is no no, and a
    later, milder one replaces it.
    """
    latest_run = (
        OptimisationRun.objects.filter(organisation=organisation, status="finished")
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )
    of_body = Decision.objects.filter(proposal__run__organisation=organisation)
    if of is not None:
        of_body = of_body.filter(proposal__candidate=of)
    decided = (
        of_body.filter(proposal__in=of_body.exclude(scope="").order_by().values("proposal"))
        .select_related("proposal", "proposal__candidate", "proposal__need")
        .order_by("proposal_version")
    )
    pairs = set()
    for decision in {d.proposal_id: d for d in decided}.values():
        proposal = decision.proposal
        pair = (str(proposal.candidate_id), str(proposal.need_id))
        unchanged = (
            proposal.candidate.profile_version == decision.candidate_version
            and proposal.need.profile_version == decision.need_version
        )
        stands = (
            decision.scope == RejectScope.ALWAYS
            or (decision.scope == RejectScope.UNTIL_CHANGED and unchanged)
            or (decision.scope == RejectScope.THIS_RUN and proposal.run_id == latest_run)
        )
        if stands and pair[0] in candidates and pair[1] in needs:
            pairs.add(pair)
    return tuple(o.Forbidden(candidate=c, need=n) for c, n in sorted(pairs))
