"""One row of the database as one part of the optimiser's problem. No query of its own is asked: the
caller has fetched what a row points at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from projekt.enums import RequirementLevel
from projekt.models import LabourNeed, NeedRequirement, NeedStep, Project
from utbildning.models import CourseIntake

from .optimering import problem as o
from .weeks import Calendar

SHORTEST_WEEKS = 4
DAY = timedelta(days=1)
MIDNIGHT = time(0)


def _hour(value: time) -> float:
    return value.hour + value.minute / 60


def _end_hour(end: time | None, start: time | None) -> float | None:
    """When a working day ends, past 24 where that is the day after its start."""
    if end is None:
        return None
    next_day = end == MIDNIGHT or (start is not None and end <= start)
    return _hour(end) + 24 * next_day


class CandidateRow(NamedTuple):
    """One candidate as read; each field is named as the query asks for it."""

    pk: UUID
    profile_version: int
    birth_date: date | None = None
    available_from: date | None = None
    available_to: date | None = None
    hours_per_week: int = 40
    max_travel_minutes: int = 60
    has_car: bool = False
    has_bicycle: bool = False
    earliest_start_time: time | None = None
    latest_end_time: time | None = None
    evenings: bool | None = None
    nights: bool | None = None
    weekends: bool | None = None
    station__lat: float | None = None
    station__lon: float | None = None
    district__lat: float | None = None
    district__lon: float | None = None
    municipality__lat: float | None = None
    municipality__lon: float | None = None


# Rows of one kind by the candidate they belong to, without the candidate.
ByCandidate = Mapping[UUID, Sequence[tuple[Any, ...]]]


class CandidateFacts(NamedTuple):
    """What hangs on the candidates. Plain tuples: at 20 000 people objects cost more than SQL."""

    wishes: ByCandidate  # occupation, rung, rank
    languages: ByCandidate  # language, level
    skills: ByCandidate  # skill
    certificates: ByCandidate  # certificate, expires
    licences: ByCandidate  # licence
    adaptations: ByCandidate  # task demand
    away: ByCandidate  # first day, last day


def candidate_of(row: CandidateRow, facts: CandidateFacts, calendar: Calendar) -> o.Candidate:
    age = None
    if row.birth_date:
        born, day = row.birth_date, calendar.first_monday
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    first_week, end_week = _window(row, facts.away.get(row.pk, ()), calendar)
    lat, lon = _home(row)
    return o.Candidate(
        id=str(row.pk),
        consent=True,
        trades=tuple(
            o.TradeWish(trade=trade, rung=rung, rank=rank)
            for trade, rung, rank in facts.wishes.get(row.pk, ())
        ),
        skills=_codes(facts.skills, row.pk) or None,
        certificates={
            code: None
            if expires is None
            # The first week whose Monday comes after the last day of validity.
            else max(0, (expires - calendar.first_monday).days // 7 + 1)
            for code, expires in facts.certificates.get(row.pk, ())
        },
        licences=_codes(facts.licences, row.pk),
        languages=dict(facts.languages.get(row.pk, ())),
        lat=lat,
        lon=lon,
        max_travel_minutes=float(row.max_travel_minutes),
        modes=frozenset(
            mode
            for mode, has in (("public", True), ("bicycle", row.has_bicycle), ("car", row.has_car))
            if has
        ),
        available_from_week=first_week,
        available_to_week=end_week,
        hours_per_week=float(row.hours_per_week),
        earliest_shift_hour=(
            None if row.earliest_start_time is None else _hour(row.earliest_start_time)
        ),
        latest_end_hour=_end_hour(row.latest_end_time, None),
        odd_hours={
            when: can
            for when, can in zip(o.ODD_HOURS, (row.evenings, row.nights, row.weekends), strict=True)
            if can is not None
        },
        cannot=_codes(facts.adaptations, row.pk),
        age_years=age,
    )


def _home(row: CandidateRow) -> tuple[float | None, float | None]:
    """Where her journey starts: the most exact point known.

    Her station is a point she has named; a district's is the middle of an area some kilometres
    wide, a municipality's of its main town. The walk to the station is in the fixed minutes.
    """
    if row.station__lat is not None:
        return row.station__lat, row.station__lon
    if row.district__lat is not None:
        return row.district__lat, row.district__lon
    return row.municipality__lat, row.municipality__lon


def _window(
    row: CandidateRow, away: Sequence[tuple[Any, ...]], calendar: Calendar
) -> tuple[int, int | None]:
    """(first week, exclusive end week or None): the problem knows one window per person.

    The first coming one with weeks enough for a placement; when none has, what is left after the
    last time away.
    """
    start = max(0, calendar.first_week(row.available_from)) if row.available_from else 0
    end = max(0, calendar.end_week(row.available_to)) if row.available_to else None
    for first_day, last_day in sorted(away):
        leaves, back = calendar.end_week(first_day), calendar.first_week(last_day + DAY)
        if back <= start or (end is not None and leaves >= end):
            continue
        if leaves - start >= SHORTEST_WEEKS:
            return start, leaves
        start = back
    return start, end


def _codes(rows: ByCandidate, candidate: UUID) -> frozenset[str]:
    return frozenset(code for (code,) in rows.get(candidate, ()))


def site_of(project: Project, tutor_hours: tuple[float, ...]) -> o.Site:
    return o.Site(
        id=str(project.pk),
        tutor_hours_per_week=tutor_hours,
        lat=project.lat,
        lon=project.lon,
        crew_languages=frozenset(language.code for language in project.crew_languages.all()),
        shift_start_hour=_hour(project.shift_start),
        shift_end_hour=_end_hour(project.shift_end, project.shift_start),
        odd_hours=frozenset(
            when
            for when, asked in zip(
                o.ODD_HOURS, (project.evenings, project.nights, project.weekends), strict=True
            )
            if asked
        ),
        adaptations=frozenset(demand.code for demand in project.adaptations.all()),
    )


def need_of(
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
        # Four weeks is the shortest worth making, but never more than the need has.
        min_weeks=min(SHORTEST_WEEKS, _longest_run(demand)),
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


def _longest_run(demand: list[o.DemandStep]) -> int:
    """The most weeks in a row in which somebody is wanted."""
    runs = groupby(demand, key=lambda step: step.headcount > 0)
    return max(
        sum(step.end_week - step.start_week for step in steps) for wanted, steps in runs if wanted
    )


def _items(requirements: list[NeedRequirement]) -> frozenset[str]:
    return frozenset(
        code for r in requirements if (code := r.skill_id or r.certificate_id) is not None
    )


def course_of(intake: CourseIntake) -> o.Course:
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


def intake_of(intake: CourseIntake, calendar: Calendar) -> o.Intake:
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


def travel_rules(norms: dict[str, float]) -> o.TravelRules:
    return o.TravelRules(
        detour_factor=norms["travel_detour_factor"],
        public_speed_kmh=norms["travel_speed_kmh"],
        public_fixed_minutes=norms["travel_fixed_minutes"],
        car_speed_kmh=norms["travel_speed_car_kmh"],
    )
