"""From the database to the optimiser's frozen problem: a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from grunddata.models import (
    Certificate,
    DrivingLicence,
    Language,
    Norm,
    Occupation,
    Skill,
    TaskDemand,
)
from kandidater.models import Candidate
from konton.models import Organisation
from projekt.models import LabourNeed, NeedRequirement, Project
from utbildning.models import CourseIntake

from .enums import ProposalState, RejectScope
from .models import Booking, Decision, OptimisationRun, Proposal
from .optimering import problem as o
from .problem_rows import (
    candidate_of,
    course_of,
    intake_of,
    need_of,
    site_of,
    travel_rules,
)
from .weeks import Calendar, next_monday

# A plan further ahead than three years says more about the assumptions than about the world.
HORIZON_WEEKS = 156


@dataclass(frozen=True)
class Frozen:
    """A problem and what is needed to read its answer back."""

    problem: o.Problem
    calendar: Calendar
    versions: dict[str, dict[str, int]]


def build_problem(organisation: Organisation, *, today: date | None = None) -> Frozen:
    """Freeze what the coordinating body plans over: its candidates, needs, intakes and locks.

    Protected, resting and non-consenting people are not in it at all. Booked headcount, seats and
    tutor hours are already taken off.
    """
    calendar = Calendar(next_monday(today or timezone.localdate()))
    norms = {key: float(v) for key, v in Norm.objects.values_list("key", "value")}
    candidates = list(_candidates(organisation))
    projects = list(
        Project.objects.filter(organisation__coordinated_by=organisation)
        .prefetch_related("crew_languages", "adaptations")
        .order_by("pk")
    )
    needs = list(_needs(organisation))
    intakes = list(_intakes(organisation, calendar))
    weeks = _horizon(calendar, needs, intakes)

    built_needs = [n for n in (need_of(need, calendar, weeks, norms) for need in needs) if n]
    need_ids = {n.id for n in built_needs}
    candidate_ids = {str(c.pk) for c in candidates}
    site_ids = {n.site for n in built_needs}
    tutor_hours = _tutor_hours(organisation, projects, calendar, weeks)
    built_intakes = [intake_of(i, calendar) for i in intakes]
    locks, kept = _locks_and_kept(organisation, calendar, candidate_ids, need_ids)

    problem = o.Problem(
        weeks=weeks,
        candidates=tuple(candidate_of(c, calendar) for c in candidates),
        sites=tuple(site_of(p, tutor_hours[p.pk]) for p in projects if str(p.pk) in site_ids),
        needs=tuple(built_needs),
        courses=tuple({i.course_id: course_of(i) for i in intakes}.values()),
        intakes=tuple(built_intakes),
        locks=locks,
        forbidden=_forbidden(organisation, candidate_ids, need_ids),
        kept=kept,
        travel=travel_rules(norms),
        licence_covers={
            code: frozenset(covers)
            for code, covers in DrivingLicence.objects.values_list("code", "covers")
        },
        labels=_labels(projects, needs, intakes),
    )
    versions = {
        "candidates": {str(c.pk): c.profile_version for c in candidates},
        "needs": {str(n.pk): n.profile_version for n in needs},
    }
    return Frozen(problem, calendar, versions)


def _candidates(organisation: Organisation) -> QuerySet[Candidate]:
    return (
        Candidate.objects.filter(organisation__coordinated_by=organisation)
        .matchable()
        .select_related("municipality", "district")
        .prefetch_related(
            "wishes", "languages", "skills", "certificates", "licences", "adaptations"
        )
        .order_by("pk")
    )


def _needs(organisation: Organisation) -> QuerySet[LabourNeed]:
    return (
        LabourNeed.objects.filter(project__organisation__coordinated_by=organisation)
        .matchable()
        .select_related("project", "occupation")
        .prefetch_related(
            "steps",
            "task_demands",
            Prefetch("requirements", queryset=NeedRequirement.objects.order_by("pk")),
        )
        .order_by("pk")
    )


def _intakes(organisation: Organisation, calendar: Calendar) -> QuerySet[CourseIntake]:
    return (
        CourseIntake.objects.filter(
            course__organisation=organisation, start_date__gte=calendar.first_monday
        )
        .select_related("course", "municipality")
        .prefetch_related(
            "course__grants_certificates", "course__grants_skills", "course__required_certificates"
        )
        .order_by("pk")
    )


def _horizon(
    calendar: Calendar, needs: Iterable[LabourNeed], intakes: Iterable[CourseIntake]
) -> int:
    ends = [calendar.end_week(n.end_date) for n in needs]
    ends += [calendar.end_week(i.end_date) + 1 for i in intakes]
    return max(1, min(HORIZON_WEEKS, max(ends, default=1)))


def _tutor_hours(
    organisation: Organisation, projects: list[Project], calendar: Calendar, weeks: int
) -> dict[UUID, tuple[float, ...]]:
    """Hours left per project and week once active bookings have theirs."""
    left = {p.pk: [float(p.tutor_hours_per_week)] * weeks for p in projects}
    booked = Booking.objects.filter(
        is_active=True, need__project__organisation__coordinated_by=organisation
    ).values_list("need__project_id", "work_start", "end_date", "tutor_hours_per_week")
    for project_id, start, end, hours in booked:
        first = max(0, calendar.end_week(start))
        last = min(weeks, -((calendar.first_monday - end).days // 7))
        for week in range(first, last):
            left[project_id][week] = max(0.0, left[project_id][week] - hours)
    return {key: tuple(row) for key, row in left.items()}


def _locks_and_kept(
    organisation: Organisation, calendar: Calendar, candidates: set[str], needs: set[str]
) -> tuple[tuple[o.Lock, ...], tuple[o.Kept, ...]]:
    """Locked proposals stand; open ones are taxed for change, so small news move little."""
    locks, kept = [], []
    rows = (
        Proposal.objects.filter(
            run__organisation=organisation,
            state__in=[ProposalState.NEW, ProposalState.IN_REVIEW, ProposalState.LOCKED],
        )
        .prefetch_related("path")
        .order_by("pk")
    )
    for row in rows:
        candidate, need = str(row.candidate_id), str(row.need_id)
        if candidate not in candidates or need not in needs:
            continue
        if row.state == ProposalState.LOCKED:
            locks.append(
                o.Lock(
                    candidate=candidate,
                    need=need,
                    start_week=calendar.first_week(row.start_date),
                    end_week=calendar.end_week(row.end_date),
                    intakes=tuple(str(step.intake_id) for step in row.path.all()),
                )
            )
        else:
            kept.append(o.Kept(candidate=candidate, need=need))
    return tuple(locks), tuple(kept)


def _forbidden(
    organisation: Organisation, candidates: set[str], needs: set[str]
) -> tuple[o.Forbidden, ...]:
    """Pairs a human has said no to, for as long as the no was meant."""
    latest = (
        OptimisationRun.objects.filter(organisation=organisation, status="finished")
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )
    said_no = (
        Decision.objects.filter(proposal__run__organisation=organisation)
        .exclude(scope="")
        .select_related("proposal", "proposal__candidate", "proposal__need")
        .order_by("pk")
    )
    pairs = set()
    for decision in said_no:
        proposal = decision.proposal
        pair = (str(proposal.candidate_id), str(proposal.need_id))
        unchanged = (
            proposal.candidate.profile_version == decision.candidate_version
            and proposal.need.profile_version == decision.need_version
        )
        stands = (
            decision.scope == RejectScope.ALWAYS
            or (decision.scope == RejectScope.UNTIL_CHANGED and unchanged)
            or (decision.scope == RejectScope.THIS_RUN and proposal.run_id == latest)
        )
        # A rejection that was undone is no rejection.
        undone = decision.action == "reject" and proposal.state != ProposalState.REJECTED
        if stands and not undone and pair[0] in candidates and pair[1] in needs:
            pairs.add(pair)
    return tuple(o.Forbidden(candidate=c, need=n) for c, n in sorted(pairs))


def _labels(
    projects: list[Project], needs: list[LabourNeed], intakes: list[CourseIntake]
) -> dict[str, str]:
    labels = {
        code: name
        for model in (Occupation, Skill, Certificate, DrivingLicence, TaskDemand)
        for code, name in model.objects.values_list("code", "name_sv")
    }
    # In a sentence a language is written small: "talar arabiska".
    labels |= {code: name.lower() for code, name in Language.objects.values_list("code", "name_sv")}
    labels |= {str(p.pk): p.name for p in projects}
    labels |= {str(n.pk): f"{n.occupation} på {n.project.name}" for n in needs}
    labels |= {str(i.pk): i.course.name for i in intakes}
    labels |= {str(i.course_id): i.course.name for i in intakes}
    return labels
