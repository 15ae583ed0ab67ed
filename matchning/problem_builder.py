"""From the database to the optimiser's frozen problem: a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Prefetch, QuerySet
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
from kandidater.models import (
    AwayPeriod,
    Candidate,
    CandidateCertificate,
    CandidateLanguage,
    CandidateOccupation,
    CandidateSkill,
)
from konton.actors import Actor
from konton.models import Organisation
from projekt.models import LabourNeed, LabourNeedQuerySet, NeedRequirement, Project
from utbildning.models import CourseIntake

from .models import Booking
from .optimering import problem as o
from .problem_locks import Standing, forbidden_pairs, held_proposals
from .problem_rows import (
    CandidateFacts,
    CandidateRow,
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
    fallen: dict[UUID, str]  # locked proposals that are not in it, and why in Swedish


@dataclass(frozen=True)
class OfOne:
    """The problem of one person, and the rows its answer is told with."""

    problem: o.Problem
    calendar: Calendar
    needs: dict[str, LabourNeed]
    intakes: dict[str, CourseIntake]
    free_from: date | None  # when what holds her ends; None = nothing holds her


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment, where that makes no writer wait.

    Not on SQLite (there a transaction takes the write lock) nor inside somebody else's transaction.
    It is safe without: the version of a person or need is always read before what it is a version
    of, so a change in between leaves an older version with the newer facts. Proposals made on
    it are stale from birth, and nobody can approve them.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@_one_moment()
def build_problem(organisation: Organisation, *, today: date | None = None) -> Frozen:
    """Freeze what the coordinating body plans over: its candidates, needs, intakes and locks.

    Protected, resting and non-consenting people are not in it at all. Booked headcount, seats and
    tutor hours are already taken off. Only reads; what it gives always passes ``validate``.
    """
    calendar = Calendar(next_monday(today or timezone.localdate()))
    norms = {key: float(v) for key, v in Norm.objects.values_list("key", "value")}
    people = Candidate.objects.filter(organisation__coordinated_by=organisation).matchable()
    candidates = [
        CandidateRow(*row) for row in people.order_by("pk").values_list(*CandidateRow._fields)
    ]
    facts = _facts(people)
    needs = list(_needs(organisation))
    projects = list(_projects().filter(organisation__coordinated_by=organisation))
    intakes, built_intakes = _intakes_within(_intakes(organisation, calendar), calendar)
    weeks = _horizon(calendar, needs, built_intakes)

    built_needs = [n for n in (need_of(need, calendar, weeks, norms) for need in needs) if n]
    need_ids = {n.id for n in built_needs}
    candidate_ids = {str(c.pk) for c in candidates}
    site_ids = {n.site for n in built_needs}
    tutor_hours = _tutor_hours(
        Booking.objects.filter(need__project__organisation__coordinated_by=organisation),
        projects,
        calendar,
        weeks,
    )
    forbidden = forbidden_pairs(organisation, candidate_ids, need_ids)
    versions = {
        "candidates": {str(c.pk): c.profile_version for c in candidates},
        "needs": {str(n.pk): n.profile_version for n in needs},
    }
    standing = Standing(built_needs, built_intakes, forbidden)
    held = held_proposals(organisation, calendar, versions, standing)

    problem = o.Problem(
        weeks=weeks,
        candidates=tuple(candidate_of(c, facts, calendar) for c in candidates),
        sites=tuple(site_of(p, tutor_hours[p.pk]) for p in projects if str(p.pk) in site_ids),
        needs=tuple(built_needs),
        courses=tuple({i.course_id: course_of(i) for i in intakes}.values()),
        intakes=tuple(built_intakes),
        locks=held.locks,
        forbidden=forbidden,
        kept=held.kept,
        travel=travel_rules(norms),
        licence_covers=_licence_covers(),
        labels=_labels(projects, needs, intakes),
    )
    return Frozen(problem, calendar, versions, held.fallen)


@_one_moment()
def build_for_one(candidate: Candidate, actor: Actor, *, today: date | None = None) -> OfOne:
    """The same of one person alone and today's rows: what the reader may see in her trades.

    The cost is that of the needs in her trades, however many other people there are. She is taken
    as consenting and, where something holds her, as free when that ends; whether she may be
    proposed now is for the caller to say.
    """
    calendar = Calendar(next_monday(today or timezone.localdate()))
    norms = {key: float(v) for key, v in Norm.objects.values_list("key", "value")}
    her = Candidate.objects.filter(pk=candidate.pk)
    row = CandidateRow(*her.values_list(*CandidateRow._fields).get())
    facts = _facts(her)
    body = candidate.organisation.coordinated_by
    rows = _needs(body).visible_to(actor) if body else LabourNeed.objects.none()
    trades = {trade for trade, _, _ in facts.wishes.get(row.pk, ())}
    needs = list(
        rows.filter(occupation__in=trades).select_related(
            "project__organisation", "project__municipality"
        )
    )
    sites = {need.project_id for need in needs}
    projects = list(_projects().filter(pk__in=sites))
    intakes, built_intakes = (
        _intakes_within(_intakes(body, calendar), calendar) if body else ([], [])
    )
    weeks = _horizon(calendar, needs, built_intakes)
    built_needs = [n for n in (need_of(need, calendar, weeks, norms) for need in needs) if n]
    used = {n.site for n in built_needs}
    tutor_hours = _tutor_hours(
        Booking.objects.filter(need__project__in=sites), projects, calendar, weeks
    )
    until = Booking.objects.filter(candidate=candidate, is_active=True)
    free_from = until.aggregate(end=Max("end_date"))["end"]
    if free_from is not None:
        row = row._replace(available_from=max(row.available_from or free_from, free_from))
    ids = {n.id for n in built_needs}
    return OfOne(
        problem=o.Problem(
            weeks=weeks,
            candidates=(candidate_of(row, facts, calendar),),
            sites=tuple(site_of(p, tutor_hours[p.pk]) for p in projects if str(p.pk) in used),
            needs=tuple(built_needs),
            courses=tuple({i.course_id: course_of(i) for i in intakes}.values()),
            intakes=tuple(built_intakes),
            forbidden=forbidden_pairs(body, {str(row.pk)}, ids, row.pk) if body else (),
            travel=travel_rules(norms),
            licence_covers=_licence_covers(),
            labels=_labels(projects, needs, intakes),
        ),
        calendar=calendar,
        needs={str(need.pk): need for need in needs},
        intakes={str(intake.pk): intake for intake in intakes},
        free_from=free_from,
    )


@_one_moment()
def build_for_need(need: LabourNeed, *, today: date | None = None) -> o.Problem | None:
    """The same of one need alone, stored or not, as if it were new: nobody is booked on it and
    nobody has been refused. None where no whole week of it is left.

    Of the people those who want its trade: nobody else can have a future there.
    """
    body = need.project.organisation.coordinated_by
    calendar = Calendar(next_monday(today or timezone.localdate()))
    norms = {key: float(v) for key, v in Norm.objects.values_list("key", "value")}
    if body is None:
        return None
    intakes, built_intakes = _intakes_within(_intakes(body, calendar), calendar)
    weeks = _horizon(calendar, [need], built_intakes)
    built = need_of(need, calendar, weeks, norms)
    if built is None:
        return None
    wanting = CandidateOccupation.objects.filter(occupation=need.occupation_id)
    people = Candidate.objects.filter(organisation__coordinated_by=body).matchable()
    people = people.filter(pk__in=wanting.values("candidate"))
    rows = [CandidateRow(*row) for row in people.order_by("pk").values_list(*CandidateRow._fields)]
    facts = _facts(people)
    bookings = Booking.objects.filter(need__project=need.project_id)
    tutor_hours = _tutor_hours(bookings, [need.project], calendar, weeks)
    return o.Problem(
        weeks=weeks,
        candidates=tuple(candidate_of(row, facts, calendar) for row in rows),
        sites=(site_of(need.project, tutor_hours[need.project_id]),),
        needs=(built,),
        courses=tuple({i.course_id: course_of(i) for i in intakes}.values()),
        intakes=tuple(built_intakes),
        travel=travel_rules(norms),
        licence_covers=_licence_covers(),
    )


def _projects() -> QuerySet[Project]:
    return Project.objects.prefetch_related("crew_languages", "adaptations").order_by("pk")


def _licence_covers() -> dict[str, frozenset[str]]:
    rows = DrivingLicence.objects.values_list("code", "covers")
    return {code: frozenset(covers) for code, covers in rows}


def _facts(people: QuerySet[Candidate]) -> CandidateFacts:
    """Seven queries, whatever the number of people."""

    def grouped(model: Any, *fields: str) -> dict[UUID, list[tuple[Any, ...]]]:
        rows: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
        asked = model.objects.filter(candidate__in=people.values("pk")).order_by()
        for owner, *fact in asked.values_list("candidate_id", *fields):
            rows[owner].append(tuple(fact))
        return rows

    return CandidateFacts(
        wishes=grouped(CandidateOccupation, "occupation_id", "rung", "rank"),
        languages=grouped(CandidateLanguage, "language_id", "level"),
        skills=grouped(CandidateSkill, "skill_id"),
        certificates=grouped(CandidateCertificate, "certificate_id", "expires"),
        licences=grouped(Candidate.licences.through, "drivinglicence_id"),
        away=grouped(AwayPeriod, "first_day", "last_day"),
        adaptations=grouped(Candidate.adaptations.through, "taskdemand_id"),
    )


def _needs(organisation: Organisation) -> LabourNeedQuerySet:
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


def _intakes_within(
    rows: Iterable[CourseIntake], calendar: Calendar
) -> tuple[list[CourseIntake], list[o.Intake]]:
    """The intakes that are over within the longest horizon, as rows and as built."""
    both = [(row, intake_of(row, calendar)) for row in rows]
    within = [(row, built) for row, built in both if built.end_week <= HORIZON_WEEKS]
    return [row for row, _ in within], [built for _, built in within]


def _horizon(calendar: Calendar, needs: Iterable[LabourNeed], intakes: Iterable[o.Intake]) -> int:
    ends = [calendar.end_week(n.end_date) for n in needs]
    ends += [intake.end_week for intake in intakes]
    return max(1, min(HORIZON_WEEKS, max(ends, default=1)))


def _tutor_hours(
    bookings: QuerySet[Booking], projects: Iterable[Project], calendar: Calendar, weeks: int
) -> dict[UUID, tuple[float, ...]]:
    """Hours left per project and week once active bookings have theirs."""
    left = {p.pk: [float(p.tutor_hours_per_week)] * weeks for p in projects}
    booked = bookings.filter(is_active=True).values_list(
        "need__project_id", "work_start", "end_date", "tutor_hours_per_week"
    )
    for project_id, start, end, hours in booked:
        if project_id not in left:
            continue
        first = max(0, calendar.end_week(start))
        last = min(weeks, -((calendar.first_monday - end).days // 7))
        for week in range(first, last):
            left[project_id][week] = max(0.0, left[project_id][week] - hours)
    return {key: tuple(row) for key, row in left.items()}


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
