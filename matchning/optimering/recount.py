"""The verifier's own arithmetic: travel, licences, tutor hours, value and goals, by hand.

Written again on purpose (see verifier.py): it imports nothing from the code that builds plans.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import asin, cos, fsum, hypot, radians, sin

from .book import Book, Steps, Work
from .conditions import Goal, Opening
from .problem import Candidate, Intake, Need, Prerequisites, Problem, Site
from .result import GoalOutcome, Placement, Training

TOLERANCE = 1e-6  # relative, on hours, money and values; absolute on minutes
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


def holds(person: Candidate, code: str, week: int, steps: Steps) -> bool:
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


def level(person: Candidate, iso: str, steps: Steps) -> int:
    granted = [course.grants_languages.get(iso, 0) for _, course in steps]
    return max([person.languages.get(iso, 0), *granted])


def may_begin(
    problem: Problem, person: Candidate, asked: Prerequisites, week: int, before: Steps
) -> bool:
    """Does she hold what a course asks for in its first week, after the steps before it?"""
    done = person.completed_courses | {course.id for _, course in before}
    return (
        all(holds(person, code, week, before) for code in asked.skills | asked.certificates)
        and all(has_licence(problem, person, licence) for licence in asked.licences)
        and all(level(person, iso, before) >= least for iso, least in asked.languages.items())
        and asked.courses <= done
    )


def prerequisites_met(problem: Problem, person: Candidate, steps: Steps) -> bool:
    return all(
        may_begin(problem, person, course.prerequisites, intake.start_week, steps[:n])
        for n, (intake, course) in enumerate(steps)
    )


# --- courses alone --------------------------------------------------------------------------------


def opens(problem: Problem, person: Candidate, steps: Steps, opening: Opening) -> bool:
    """Do these courses, every one of them needed, make her ready for it when she was not?"""
    week = max(intake.end_week for intake, _ in steps)
    if opening.trade not in {None, *(wish.trade for wish in person.trades)}:
        return False
    if _ready(person, week, (), opening) or not _ready(person, week, steps, opening):
        return False
    shorter = [steps[:n] + steps[n + 1 :] for n in range(len(steps))]
    return not any(
        _ready(person, week, rest, opening) and prerequisites_met(problem, person, rest)
        for rest in shorter
    )


def _ready(person: Candidate, week: int, steps: Steps, opening: Opening) -> bool:
    speaks = [level(person, iso, steps) for iso in opening.languages]
    return all(holds(person, code, week, steps) for code in opening.items) and (
        not speaks or max(speaks) >= opening.language_level
    )


def training_parts(book: Book, person: Candidate, steps: Steps) -> dict[str, float]:
    """The value's parts as they should be; no `opening` where the courses open nothing."""
    problem = book.problem
    worth = [o.value for o in problem.openings if opens(problem, person, steps, o)]
    found = {"cost": _cost(problem, steps)}
    return found | ({"opening": max(worth)} if worth else {})


def end_of(problem: Problem, intakes: Iterable[str]) -> int:
    """The week after the last of the intakes; unknown ones count nothing."""
    ends = {k.id: k.end_week for k in problem.intakes}
    return max((ends.get(name, 0) for name in intakes), default=0)


# --- figures --------------------------------------------------------------------------------------


def wrong_figures(book: Book, placement: Placement) -> Iterator[str]:
    """A sentence for each figure of the placement that a recount does not confirm."""
    yield from wrong_parts(placement.value_parts, placement.value, parts(book, placement))
    for leg, hours in zip(book.legs(placement), tutor_hours(book, placement), strict=True):
        if hours is not None and not close(hours, leg.tutor_hours):
            yield f"Handledartiden på {leg.need.id} ska vara {hours:g} timmar i veckan."


def wrong_parts(
    told: Mapping[str, float], value: float, true: Mapping[str, float] | None
) -> Iterator[str]:
    """A told value without told parts is checked as a whole; `true` is None where none is."""
    if told and not close(fsum(told.values()), value):
        yield "Värdets delar ger inte värdet."
    elif true is not None and not close(fsum(true.values()), value):
        yield f"Värdet ska vara {fsum(true.values()):g}."
    elif true is not None and told:
        for code in sorted({*told, *true}):
            if not close(told.get(code, 0.0), true.get(code, 0.0)):
                yield f"Värdets del {code} ska vara {true.get(code, 0.0):g}."


def with_figures(book: Book, bare: Placement) -> Placement:
    """The placement with the value and tutor hours it should have (0 where its pair is unknown)."""
    hours, found = tutor_hours(book, bare), parts(book, bare) or {}
    then = zip(bare.then, hours[1:], strict=True)
    return replace(
        bare,
        value=fsum(found.values()),
        value_parts=found,
        tutor_hours_per_week=hours[0] or 0.0,
        then=tuple(replace(leg, tutor_hours_per_week=each or 0.0) for leg, each in then),
    )


def hours_of(problem: Problem, placement: Placement) -> list[float]:
    """Tutor hours per week on every leg; 0 where the placement names something unknown."""
    book = Book(problem)
    if book.unknown(placement):
        return [0.0] * (1 + len(placement.then))
    return [hours or 0.0 for hours in tutor_hours(book, placement)]


def tutor_hours(book: Book, placement: Placement) -> list[float | None]:
    """Hours per week on every leg as they should be; None where the pair is not given."""
    if book.problem.pairs is not None:
        pair = book.pair(placement)
        given = None if pair is None else pair.tutor_hours_per_week
        return [given] * (1 + len(placement.then))
    person, steps = book.people[placement.candidate], book.steps(placement.intakes)
    return [_hours(person, leg.need, book.site_of(leg.need), steps) for leg in book.legs(placement)]


def parts(book: Book, placement: Placement) -> dict[str, float] | None:
    """The value's parts as they should be, zeros left out; None where the pair is not given."""
    problem, weights = book.problem, book.problem.weights
    found = {"keep": _keep(book, placement)}
    if problem.pairs is not None:
        pair = book.pair(placement)
        return None if pair is None else found | {"pair": pair.value}
    person, steps = book.people[placement.candidate], book.steps(placement.intakes)
    legs = book.legs(placement)
    free = max(0, person.available_from_week)
    waited = 0
    for leg in legs:
        work = (leg.end - leg.start) * leg.need.weight
        minutes = minutes_to_site(problem, person, book.site_of(leg.need))
        if minutes is None:
            minutes = problem.travel.neutral_minutes
        for code, share in (
            ("work", 1.0),
            ("wish", weights.wish_share * wish_score(book, person, leg.need)),
            ("nice", weights.nice_share * _nice(person, leg.need, leg.start, steps)),
            ("rung", weights.rung_share * rung_score(book, person, leg.need)),
            ("travel", -weights.travel_share_per_hour * minutes / 60),
        ):
            found[code] = found.get(code, 0.0) + work * share
        waited += max(0, leg.start - free)
        free = leg.end
    found["waiting"] = -weights.waiting_per_week * waited
    found["cost"] = _cost(problem, steps)
    found |= _account(book, person, legs)
    return {code: part for code, part in found.items() if part}


def _account(book: Book, person: Candidate, legs: Sequence[Work]) -> dict[str, float]:
    """What the weeks bring towards yrkesbevis."""
    rules, weights = book.problem.yrkesbevis, book.problem.weights
    wish = book.wish(person, legs[0].need)
    if wish is None or wish.hours_done is None or wish.rung >= 2 or wish.trade not in rules.hours:
        return {}
    left = max(0.0, rules.hours[wish.trade] - wish.hours_done)
    counted = rules.hours_per_week * sum(leg.end - leg.start for leg in legs)
    return {
        "hours": weights.per_1000_hours * min(counted, left) / 1000,
        "yrkesbevis": weights.yrkesbevis if 0 < left <= counted else 0.0,
    }


def _keep(book: Book, placement: Placement) -> float:
    weeks, bonus = book.problem.weights.keep_weeks, 0.0
    for kept in book.kept.get((placement.candidate, placement.need), ()):
        told = (kept.start_week, kept.end_week, set(kept.intakes))
        now = (placement.start_week, placement.end_week, set(placement.intakes))
        bonus = max(bonus, weeks if kept.start_week is None or told == now else weeks / 2)
    return bonus


def _cost(problem: Problem, steps: Steps) -> float:
    return -problem.weights.cost_per_1000_sek * sum(k.cost_sek for k, _ in steps) / 1000


def _hours(person: Candidate, need: Need, site: Site, steps: Steps) -> float:
    if not site.crew_languages:
        return need.tutor_hours_per_week
    shared = max(level(person, iso, steps) for iso in site.crew_languages)
    extra = need.tutor_extra_hours_per_week if shared < need.tutor_language_level else 0.0
    return need.tutor_hours_per_week + extra


def wish_score(book: Book, person: Candidate, need: Need) -> float:
    wish = book.wish(person, need)
    if wish is None or wish.rank is None:
        return 0.5
    return {1: 1.0, 2: 0.5}.get(wish.rank, 0.0)


def rung_score(book: Book, person: Candidate, need: Need) -> float:
    wish = book.wish(person, need)
    if wish is None:
        return 0.5
    return {0: 1.0, 1: 0.5}.get(abs(wish.rung - need.min_rung), 0.0)


def _nice(person: Candidate, need: Need, week: int, steps: Steps) -> float:
    if not need.nice:
        return 0.5
    not_asked = 0.5 if person.skills is None else 0.0
    points = [1.0 if holds(person, code, week, steps) else not_asked for code in need.nice]
    return sum(points) / len(points)


# --- the whole plan -------------------------------------------------------------------------------


def objective(
    problem: Problem, placements: Sequence[Placement], trainings: Sequence[Training] = ()
) -> float:
    """The plan's value as told, less what the goals' shortfalls cost."""
    values = [placement.value for placement in placements]
    values += [training.value for training in trainings]
    return fsum([*values, *(-outcome.paid for outcome in goal_outcomes(problem, placements))])


def goal_outcomes(problem: Problem, placements: Sequence[Placement]) -> tuple[GoalOutcome, ...]:
    """What every goal of the problem reaches in the plan."""
    return tuple(_outcome(goal, placements) for goal in problem.goals)


def _outcome(goal: Goal, placements: Sequence[Placement]) -> GoalOutcome:
    reached = everyone = 0.0
    for placement in placements:
        legs = [(placement.need, placement.start_week, placement.end_week)]
        legs += [(leg.need, leg.start_week, leg.end_week) for leg in placement.then]
        weeks = [
            end - start for need, start, end in legs if goal.needs is None or need in goal.needs
        ]
        adds = sum(weeks) if goal.measure == "weeks" else bool(weeks)
        everyone += adds
        reached += adds if placement.candidate in goal.group else 0
    wanted = goal.target if goal.kind == "floor" else goal.target * everyone
    shortfall = max(0.0, wanted - reached)
    return GoalOutcome(goal.id, reached, wanted, shortfall, shortfall * goal.price)


# --- places ---------------------------------------------------------------------------------------


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


def close(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))
