"""Is this a problem at all? Every fault is named; nothing is dropped or guessed.

The parts of the labour market here; human decisions in decisions.py, goals and bounds in aims.py.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from math import isfinite
from typing import Any

from . import aims, decisions
from .errors import ProblemError
from .faults import interval, known, within
from .problem import MODES, ODD_HOURS, Intake, Problem
from .result import Options

MOST = 1e9  # no week, hour, krona or minute of a real plan is beyond this
MOST_WEEKS = 1040  # twenty years
IDENTIFIED = (
    *("candidates", "sites", "needs", "courses", "intakes"),
    *("budgets", "together", "goals", "openings"),
)
_LARGEST = {"value": 1e12, "seed": 2.0**63}  # given pairs may be valued in anything
_MAY_BE_NEGATIVE = {
    "lat",
    "lon",
    "value",
    "available_from_week",
    "available_to_week",
    "certificates",
}


def validate(problem: Problem) -> None:
    """Raise ProblemError for the first fault found, else return."""
    _check_numbers(problem, "")
    if not 1 <= problem.weeks <= MOST_WEEKS:
        raise ProblemError("out_of_range", "weeks", f"Planen ska vara 1 till {MOST_WEEKS} veckor.")
    _unique_ids(problem)
    _candidates(problem)
    _sites(problem)
    _needs(problem)
    _courses(problem)
    decisions.check(problem)
    aims.check(problem)


def validate_options(options: Options) -> None:
    _check_numbers(options, "options")
    for name, sound in (
        ("time_limit_seconds", options.time_limit_seconds > 0),
        ("relative_gap", options.relative_gap <= 1),
        ("solver", options.solver in {"auto", "highs", "cbc"}),
        ("paths_per_pair", options.paths_per_pair >= 1),
        ("starts_per_path", options.starts_per_path >= 1),
        (
            "needs_per_candidate",
            options.needs_per_candidate is None or options.needs_per_candidate >= 1,
        ),
    ):
        if not sound:
            raise ProblemError("bad_option", f"options.{name}", "Inställningen är inte möjlig.")


def _check_numbers(value: Any, item: str, name: str = "") -> None:
    """Every number inside `value` must be sane; `item` says where it is, `name` which field."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        _check_number(item, name, value)
    elif is_dataclass(value):
        inner = getattr(value, "id", None)
        place = f"{item}[{inner}]." if inner is not None else f"{item}." if item else ""
        for f in fields(value):
            _check_numbers(getattr(value, f.name), f"{place}{f.name}", f.name)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            _check_numbers(part, f"{item}[{key}]", name)
    elif isinstance(value, tuple):
        for k, part in enumerate(value):
            _check_numbers(part, item if hasattr(part, "id") else f"{item}[{k}]", name)


def _check_number(item: str, name: str, value: float) -> None:
    if isinstance(value, float) and not isfinite(value):
        raise ProblemError("not_a_number", item, "Talet är inte ett vanligt tal.")
    if abs(value) > _LARGEST.get(name, MOST):
        raise ProblemError("absurd", item, "Talet är orimligt stort.")
    if value < 0 and name not in _MAY_BE_NEGATIVE:
        raise ProblemError("negative", item, f"Talet {value:g} får inte vara negativt.")


def _unique_ids(problem: Problem) -> None:
    for name in IDENTIFIED:
        seen: set[str] = set()
        for entry in getattr(problem, name):
            if not entry.id:
                raise ProblemError("empty_id", name, "Ett id är tomt.")
            if entry.id in seen:
                raise ProblemError(
                    "duplicate_id", f"{name}[{entry.id}]", "Id:t används två gånger."
                )
            seen.add(entry.id)


def _place(item: str, lat: float | None, lon: float | None) -> None:
    if (lat is None) != (lon is None):
        raise ProblemError("half_place", item, "Platsen har bara en av latitud och longitud.")
    within(f"{item}.lat", lat or 0.0, -90, 90)
    within(f"{item}.lon", lon or 0.0, -180, 180)


def _candidates(problem: Problem) -> None:
    for person in problem.candidates:
        item = f"candidates[{person.id}]"
        _place(item, person.lat, person.lon)
        for mode in person.modes:
            known(f"{item}.modes", mode, MODES)
        for iso, level in person.languages.items():
            within(f"{item}.languages[{iso}]", level, 0, 6)
        if person.earliest_shift_hour is not None:
            within(f"{item}.earliest_shift_hour", person.earliest_shift_hour, 0, 24)
        if person.latest_end_hour is not None:
            within(f"{item}.latest_end_hour", person.latest_end_hour, 0, 24)
        for when in person.odd_hours:
            known(f"{item}.odd_hours", when, ODD_HOURS)
        trades = [wish.trade for wish in person.trades]
        for wish in person.trades:
            within(f"{item}.trades[{wish.trade}].rung", wish.rung, 0, 2)
            if wish.rank is not None:
                within(f"{item}.trades[{wish.trade}].rank", wish.rank, 1, MOST)
            if trades.count(wish.trade) > 1:
                raise ProblemError(
                    "duplicate_trade", f"{item}.trades[{wish.trade}]", "Yrket är valt två gånger."
                )


def _sites(problem: Problem) -> None:
    for site in problem.sites:
        item = f"sites[{site.id}]"
        _place(item, site.lat, site.lon)
        if site.shift_start_hour is not None:
            within(f"{item}.shift_start_hour", site.shift_start_hour, 0, 24)
        if site.shift_end_hour is not None:
            within(f"{item}.shift_end_hour", site.shift_end_hour, 0, 48)
        for when in site.odd_hours:
            known(f"{item}.odd_hours", when, ODD_HOURS)
        hours = site.tutor_hours_per_week
        if isinstance(hours, tuple) and len(hours) != problem.weeks:
            text = f"{len(hours)} veckor är angivna, planen har {problem.weeks}."
            raise ProblemError("wrong_length", f"{item}.tutor_hours_per_week", text)


def _needs(problem: Problem) -> None:
    sites = {site.id for site in problem.sites}
    for need in problem.needs:
        item = f"needs[{need.id}]"
        known(f"{item}.site", need.site, sites)
        if not need.demand:
            raise ProblemError("empty_demand", f"{item}.demand", "Behovet har inga veckor.")
        steps = sorted(need.demand, key=lambda step: step.start_week)
        for step in steps:
            interval(f"{item}.demand", step.start_week, step.end_week, problem.weeks)
        for before, after in pairwise(steps):
            if before.end_week != after.start_week:
                text = f"Vecka {before.end_week} och {after.start_week} möts inte."
                raise ProblemError("broken_demand", f"{item}.demand", text)
        within(f"{item}.min_rung", need.min_rung, 0, 2)
        within(f"{item}.max_rung", need.max_rung, need.min_rung, 2)
        within(f"{item}.language_level", need.language_level, 0, 6)
        within(f"{item}.tutor_language_level", need.tutor_language_level, 0, 6)
        within(f"{item}.min_weeks", need.min_weeks, 1, problem.weeks)


def _courses(problem: Problem) -> None:
    courses = {course.id for course in problem.courses}
    for course in problem.courses:
        item = f"courses[{course.id}]"
        asked = course.prerequisites
        for name in asked.courses:
            known(f"{item}.prerequisites.courses", name, courses)
        for iso, level in (*course.grants_languages.items(), *asked.languages.items()):
            within(f"{item}.languages[{iso}]", level, 0, 6)
    try:
        TopologicalSorter(
            {course.id: course.prerequisites.courses for course in problem.courses}
        ).prepare()
    except CycleError as cycle:
        ring = " → ".join(cycle.args[1])
        raise ProblemError(
            "cycle",
            f"courses[{cycle.args[1][0]}].prerequisites.courses",
            f"Förkunskaperna går runt: {ring}.",
        ) from None
    for intake in problem.intakes:
        _intake(problem, intake, courses)


def _intake(problem: Problem, intake: Intake, courses: set[str]) -> None:
    item = f"intakes[{intake.id}]"
    known(f"{item}.course", intake.course, courses)
    interval(item, intake.start_week, intake.end_week, problem.weeks)
    _place(item, intake.lat, intake.lon)
    if intake.taken > intake.seats:
        text = f"{intake.taken} platser är tagna av {intake.seats}."
        raise ProblemError("overfull", item, text)
