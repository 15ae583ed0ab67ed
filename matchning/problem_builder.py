"""From the database to the optimiser's frozen problem: a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from grunddata.models import (
    Certificate,
    District,
    DrivingLicence,
    Language,
    Municipality,
    Norm,
    Occupation,
    Skill,
    TaskDemand,
)
from kandidater.models import Candidate
from konton.models import Organisation
from projekt.enums import RequirementLevel
from projekt.models import LabourNeed, NeedRequirement, NeedStep, Project
from utbildning.models import CourseIntake

from .enums import ProposalState, RejectScope
from .models import Booking, Decision, OptimisationRun, Proposal
from .optimering import problem as o
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

    built_needs = [n for n in (_need(need, calendar, weeks, norms) for need in needs) if n]
    need_ids = {n.id for n in built_needs}
    candidate_ids = {str(c.pk) for c in candidates}
    site_ids = {n.site for n in built_needs}
    tutor_hours = _tutor_hours(organisation, projects, calendar, weeks)
    built_intakes = [_intake(i, calendar) for i in intakes]
    locks, kept = _locks_and_kept(organisation, calendar, candidate_ids, need_ids)

    problem = o.Problem(
        weeks=weeks,
        candidates=tuple(_candidate(c, calendar) for c in candidates),
        sites=tuple(_site(p, tutor_hours[p.pk]) for p in projects if str(p.pk) in site_ids),
        needs=tuple(built_needs),
        courses=tuple({i.course_id: _course(i) for i in intakes}.values()),
        intakes=tuple(built_intakes),
        locks=locks,
        forbidden=_forbidden(organisation, candidate_ids, need_ids),
        kept=kept,
        travel=_travel(norms),
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


def _hour(value: time | None) -> float | None:
    return None if value is None else value.hour + value.minute / 60


def _candidate(candidate: Candidate, calendar: Calendar) -> o.Candidate:
    place: District | Municipality | None = candidate.district or candidate.municipality
    age = None
    if candidate.birth_date:
        born, day = candidate.birth_date, calendar.first_monday
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    held = {
        c.certificate_id: None
        if c.expires is None
        # The first week whose Monday comes after the last day of validity.
        else max(0, (c.expires - calendar.first_monday).days // 7 + 1)
        for c in candidate.certificates.all()
    }
    skills = frozenset(s.skill_id for s in candidate.skills.all())
    return o.Candidate(
        id=str(candidate.pk),
        consent=True,
        trades=tuple(
            o.TradeWish(trade=w.occupation_id, rung=w.rung, rank=w.rank)
            for w in candidate.wishes.all()
        ),
        skills=skills or None,
        certificates=held,
        licences=frozenset(licence.code for licence in candidate.licences.all()),
        languages={row.language_id: row.level for row in candidate.languages.all()},
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        max_travel_minutes=float(candidate.max_travel_minutes),
        modes=frozenset({"public", "car"} if candidate.has_car else {"public"}),
        available_from_week=(
            max(0, calendar.first_week(candidate.available_from)) if candidate.available_from else 0
        ),
        available_to_week=(
            max(0, calendar.end_week(candidate.available_to)) if candidate.available_to else None
        ),
        hours_per_week=float(candidate.hours_per_week),
        earliest_shift_hour=_hour(candidate.earliest_start_time),
        cannot=frozenset(demand.code for demand in candidate.adaptations.all()),
        age_years=age,
    )


def _site(project: Project, tutor_hours: tuple[float, ...]) -> o.Site:
    return o.Site(
        id=str(project.pk),
        tutor_hours_per_week=tutor_hours,
        lat=project.lat,
        lon=project.lon,
        crew_languages=frozenset(language.code for language in project.crew_languages.all()),
        shift_start_hour=_hour(project.shift_start),
        adaptations=frozenset(demand.code for demand in project.adaptations.all()),
    )


def _need(
    need: LabourNeed, calendar: Calendar, weeks: int, norms: dict[str, float]
) -> o.Need | None:
    demand = _demand(list(need.steps.all()), calendar, weeks)
    if not any(step.headcount for step in demand):
        return None
    by_level: dict[str, list[NeedRequirement]] = defaultdict(list)
    for requirement in need.requirements.all():
        by_level[requirement.level].append(requirement)
    must = by_level[RequirementLevel.MUST]
    return o.Need(
        id=str(need.pk),
        site=str(need.project_id),
        demand=tuple(demand),
        trade=need.occupation_id,
        min_rung=need.min_rung,
        must=o.Requirements(
            skills=frozenset(r.skill_id for r in must if r.skill_id),
            certificates=frozenset(r.certificate_id for r in must if r.certificate_id),
            licences=frozenset(r.licence_id for r in must if r.licence_id),
        ),
        taught=_items(by_level[RequirementLevel.TEACH]),
        nice=_items(by_level[RequirementLevel.NICE]),
        language_level=need.min_language_level,
        task_demands=frozenset(demand.code for demand in need.task_demands.all()),
        age_min=need.minimum_age,
        hours_per_week=float(need.hours_per_week),
        tutor_hours_per_week=float(need.tutor_hours_per_person),
        tutor_extra_hours_per_week=norms["tutor_hours_extra_without_shared_language"],
        max_delay_weeks=need.max_delay_weeks,
        min_weeks=4,
    )


def _demand(steps: list[NeedStep], calendar: Calendar, weeks: int) -> list[o.DemandStep]:
    """What is left of each step in whole weeks, without holes: a pause is a step for nobody.

    A step that follows straight on another takes over in the week it begins, so a change in the
    middle of a week breaks no placement; before a pause or the end only whole weeks count.
    """
    demand: list[o.DemandStep] = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        meets = following is not None and following.start_date == step.end_date
        start = max(0, calendar.first_week(step.start_date))
        end = calendar.first_week(step.end_date) if meets else calendar.end_week(step.end_date)
        end = min(weeks, end)
        if start >= end:
            continue
        if demand and demand[-1].end_week < start:
            demand.append(o.DemandStep(demand[-1].end_week, start, 0))
        demand.append(o.DemandStep(start, end, step.headcount - step.booked))
    return demand


def _items(requirements: list[NeedRequirement]) -> frozenset[str]:
    return frozenset(
        code for r in requirements if (code := r.skill_id or r.certificate_id) is not None
    )


def _course(intake: CourseIntake) -> o.Course:
    course = intake.course
    return o.Course(
        id=str(course.pk),
        grants_certificates={
            c.code: None if c.validity_months is None else int(c.validity_months * 52 / 12)
            for c in course.grants_certificates.all()
        },
        grants_skills=frozenset(s.code for s in course.grants_skills.all()),
        grants_languages=(
            {course.grants_language_id: course.grants_language_level}
            if course.grants_language_id and course.grants_language_level
            else {}
        ),
        prerequisites=o.Prerequisites(
            certificates=frozenset(c.code for c in course.required_certificates.all()),
            languages=(
                {"sv": course.required_language_level} if course.required_language_level else {}
            ),
        ),
    )


def _intake(intake: CourseIntake, calendar: Calendar) -> o.Intake:
    start = calendar.first_week(intake.start_date)
    # A course that ends mid-week binds that week too.
    end = max(start + 1, -((calendar.first_monday - intake.end_date).days // 7))
    return o.Intake(
        id=str(intake.pk),
        course=str(intake.course_id),
        start_week=start,
        end_week=end,
        seats=intake.seats,
        taken=intake.reserved,
        lat=intake.municipality.lat,
        lon=intake.municipality.lon,
        cost_sek=float(intake.cost_sek),
    )


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


def _travel(norms: dict[str, float]) -> o.TravelRules:
    return o.TravelRules(
        detour_factor=norms["travel_detour_factor"],
        public_speed_kmh=norms["travel_speed_kmh"],
        public_fixed_minutes=norms["travel_fixed_minutes"],
        car_speed_kmh=norms["travel_speed_car_kmh"],
    )


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
