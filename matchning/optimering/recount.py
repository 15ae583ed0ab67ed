"""The verifier's own arithmetic: travel, licences, tutor hours and value, counted by hand.

Written again on purpose (see verifier.py): it imports nothing from the code that builds plans.
"""

from collections.abc import Iterable, Iterator
from math import asin, cos, fsum, hypot, radians, sin

from .problem import Candidate, Course, Intake, Need, Pair, Problem, Site
from .result import Placement

TOLERANCE = 1e-6  # relative, on hours and values; absolute on minutes
_KM = 6371.0088


def minutes_to_site(problem: Problem, person: Candidate, site: Site) -> float | None:
    """Minutes one way at the shift's hour; None when a place is not known."""
    for origin in (person.id, person.area):
        if origin is not None and origin in problem.travel_minutes:
            given = problem.travel_minutes[origin]
            if site.id in given:
                return given[site.id]
            break
    return minutes_to(problem, person, site, site.shift_start_hour)


def minutes_to(
    problem: Problem, person: Candidate, place: Site | Intake, at_hour: float | None
) -> float | None:
    """The quickest estimated way, None when not known or not possible (see `reaches`)."""
    if None in {person.lat, person.lon, place.lat, place.lon}:
        return None
    road = _km(person, place) * problem.travel.detour_factor
    rules = problem.travel
    ways = {
        "public": rules.public_fixed_minutes + road / rules.public_speed_kmh * 60,
        "car": rules.car_fixed_minutes + road / rules.car_speed_kmh * 60,
        "bicycle": rules.bicycle_fixed_minutes + road / rules.bicycle_speed_kmh * 60,
    }
    return min((ways[m] for m in _usable_modes(problem, person, at_hour)), default=None)


def reaches(problem: Problem, person: Candidate, site: Site) -> bool:
    """Is there any way of travelling to the site at its hour?"""
    for origin in (person.id, person.area):
        if origin is not None and origin in problem.travel_minutes:
            if site.id in problem.travel_minutes[origin]:
                return True
            break
    return bool(_usable_modes(problem, person, site.shift_start_hour))


def has_licence(problem: Problem, person: Candidate, wanted: str) -> bool:
    def allows(held: str, seen: frozenset[str]) -> bool:
        return held == wanted or any(
            allows(lower, seen | {held})
            for lower in problem.licence_covers.get(held, frozenset())
            if lower not in seen
        )

    return any(allows(held, frozenset()) for held in person.licences)


def holds(person: Candidate, code: str, week: int, steps: Iterable[tuple[Intake, Course]]) -> bool:
    """Is the skill or certificate held, and valid, in `week` after the steps?"""
    if person.skills is not None and code in person.skills:
        return True
    if code in person.certificates:
        expires = person.certificates[code]
        if expires is None or week < expires:
            return True
    for intake, course in steps:
        if code in course.grants_skills:
            return True
        if code in course.grants_certificates:
            weeks = course.grants_certificates[code]
            if weeks is None or week < intake.end_week + weeks:
                return True
    return False


def has_pair(problem: Problem, placement: Placement) -> bool:
    return _pair(problem, placement) is not None


def wrong_figures(problem: Problem, placement: Placement) -> Iterator[str]:
    """A sentence for each figure of the placement that a recount does not confirm."""
    parts = placement.value_parts
    if parts and not _close(fsum(parts.values()), placement.value):
        yield "Värdets delar ger inte värdet."
    hours, value = figures(problem, placement)
    if hours is not None and not _close(hours, placement.tutor_hours_per_week):
        yield f"Handledartiden ska vara {hours:g} timmar i veckan."
    if value is not None and not _close(value, placement.value):
        yield f"Värdet ska vara {value:g}."


def hours_of(problem: Problem, placement: Placement) -> float:
    """Tutor hours per week of the placement; 0 where it names something unknown."""
    known = (
        {c.id for c in problem.candidates},
        {n.id for n in problem.needs},
        {k.id for k in problem.intakes},
    )
    if placement.candidate not in known[0] or placement.need not in known[1]:
        return 0.0
    if not known[2].issuperset(placement.intakes):
        return 0.0
    return figures(problem, placement)[0] or 0.0


def figures(problem: Problem, placement: Placement) -> tuple[float | None, float | None]:
    """(tutor hours per week, value) as they should be; None where the pair is not given."""
    kept = any(
        k.candidate == placement.candidate and k.need == placement.need for k in problem.kept
    )
    bonus = problem.weights.keep_weeks if kept else 0.0
    if problem.pairs is not None:
        pair = _pair(problem, placement)
        return (None, None) if pair is None else (pair.tutor_hours_per_week, pair.value + bonus)
    person = next(c for c in problem.candidates if c.id == placement.candidate)
    need = next(n for n in problem.needs if n.id == placement.need)
    site = next(s for s in problem.sites if s.id == need.site)
    intakes = [next(k for k in problem.intakes if k.id == name) for name in placement.intakes]
    steps = [(k, next(c for c in problem.courses if c.id == k.course)) for k in intakes]
    weights = problem.weights
    minutes = minutes_to_site(problem, person, site)
    if minutes is None:
        minutes = problem.travel.neutral_minutes
    fit = (
        1
        + weights.wish_share * _wish(person, need)
        + weights.nice_share * _nice(person, need, placement.start_week, steps)
        + weights.rung_share * _rung(person, need)
        - weights.travel_share_per_hour * minutes / 60
    )
    waited = max(0, placement.start_week - max(0, person.available_from_week))
    value = (
        (placement.end_week - placement.start_week) * need.weight * fit
        - weights.waiting_per_week * waited
        - weights.cost_per_1000_sek * sum(k.cost_sek for k in intakes) / 1000
        + bonus
    )
    return _tutor_hours(person, need, site, [course for _, course in steps]), value


def _tutor_hours(person: Candidate, need: Need, site: Site, courses: list[Course]) -> float:
    if not site.crew_languages:
        return need.tutor_hours_per_week
    shared = max(
        max([person.languages.get(iso, 0), *(c.grants_languages.get(iso, 0) for c in courses)])
        for iso in site.crew_languages
    )
    extra = need.tutor_extra_hours_per_week if shared < need.tutor_language_level else 0.0
    return need.tutor_hours_per_week + extra


def _wish(person: Candidate, need: Need) -> float:
    ranks = [wish.rank for wish in person.trades if wish.trade == need.trade]
    if not ranks or ranks[0] is None:
        return 0.5
    return {1: 1.0, 2: 0.5}.get(ranks[0], 0.0)


def _rung(person: Candidate, need: Need) -> float:
    rungs = [wish.rung for wish in person.trades if wish.trade == need.trade]
    if need.trade is None or not rungs:
        return 0.5
    return {0: 1.0, 1: 0.5}.get(abs(rungs[0] - need.min_rung), 0.0)


def _nice(person: Candidate, need: Need, week: int, steps: list[tuple[Intake, Course]]) -> float:
    if not need.nice:
        return 0.5
    not_asked = 0.5 if person.skills is None else 0.0
    points = [1.0 if holds(person, code, week, steps) else not_asked for code in need.nice]
    return sum(points) / len(points)


def _pair(problem: Problem, placement: Placement) -> Pair | None:
    need = next(n for n in problem.needs if n.id == placement.need)
    for pair in problem.pairs or ():
        start = need.start_week if pair.start_week is None else pair.start_week
        end = need.end_week if pair.end_week is None else pair.end_week
        if (pair.candidate, pair.need, start, end) == (
            placement.candidate,
            placement.need,
            placement.start_week,
            placement.end_week,
        ):
            return None if placement.intakes else pair
    return None


def _usable_modes(problem: Problem, person: Candidate, at_hour: float | None) -> set[str]:
    rules, usable = problem.travel, set(person.modes)
    if at_hour is not None and at_hour < rules.public_first_arrival_hour:
        usable.discard("public")
    if not has_licence(problem, person, rules.car_licence):
        usable.discard("car")
    return usable


def _km(person: Candidate, place: Site | Intake) -> float:
    """Great-circle distance by the chord between the two points."""
    if person.lat is None or person.lon is None or place.lat is None or place.lon is None:
        raise ValueError("a place is missing")
    ends = []
    for lat, lon in ((person.lat, person.lon), (place.lat, place.lon)):
        phi, theta = radians(lat), radians(lon)
        ends.append((cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)))
    chord = hypot(*(a - b for a, b in zip(*ends, strict=True)))
    return 2 * _KM * asin(min(1.0, chord / 2))


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))
