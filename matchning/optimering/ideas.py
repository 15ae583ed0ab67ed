"""What might remove a broken pair rule: for each rule the declared changes worth trying.

Nothing here is an answer. `takes.py` makes each change and asks the rules again; only what then
holds is told. The small problem has one candidate, one need, its site and every course.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import ceil, isfinite
from types import MappingProxyType

import numpy as np

from .changes import Change, course_weeks
from .facts import refused_hours
from .licences import covered
from .problem import Candidate, Need, Site
from .rules import missing_items
from .tables import NO_WISH, UNKNOWN_LEVEL, Tables

Ideas = Iterator[Change]
FEW_COURSES = 5  # courses tried per gap, those that give most of it first


def ideas(t: Tables, broken: Iterable[str]) -> Ideas:
    """Changes that might remove one of the broken rules, the smallest kind of change first."""
    asked = list(broken)
    for code in asked:
        if code in _IDEAS:
            yield from _IDEAS[code](t)
    if _GAPS & set(asked):
        yield from _courses(t)


def _person(t: Tables) -> Candidate:
    return t.problem.candidates[0]


def _need(t: Tables) -> Need:
    return t.problem.needs[0]


def _site(t: Tables) -> Site:
    return t.problem.sites[0]


def _consent(t: Tables) -> Ideas:
    yield Change("consent", _person(t).id)


def _not_excluded(t: Tables) -> Ideas:
    yield Change("open", _person(t).id)


def _not_forbidden(t: Tables) -> Ideas:
    yield Change("allow", _person(t).id, _need(t).id)


def _trade(t: Tables) -> Ideas:
    yield Change("trade", _person(t).id, _need(t).trade or "", _need(t).min_rung)


def _rung(t: Tables) -> Ideas:
    held, need = int(t.rung(0, 0)), _need(t)
    if held == NO_WISH:
        return
    if held < need.min_rung:
        yield Change("rung", _person(t).id, need.trade or "", need.min_rung)
    yield Change("need_rung", need.id, amount=held)


def _dates(t: Tables) -> Ideas:
    """Weeks are tried from the smallest change on; takes.py keeps the first that is enough."""
    person, need = _person(t), _need(t)
    until = t.problem.weeks if person.available_to_week is None else person.available_to_week
    for week in range(person.available_from_week - 1, need.start_week - 1, -1):
        yield Change("from_week", person.id, week=week)
    for week in range(max(until, 0) + 1, need.end_week + 1):
        yield Change("to_week", person.id, week=week)
    for weeks in range(need.min_weeks - 1, 0, -1):
        yield Change("need_weeks", need.id, amount=weeks)


def _delay(t: Tables) -> Ideas:
    person, need = _person(t), _need(t)
    for week in range(person.available_from_week - 1, need.start_week - 1, -1):
        yield Change("from_week", person.id, week=week)
    for more in range(1, need.end_week - need.start_week):
        yield Change("need_delay", need.id, amount=more)


def _hours(t: Tables) -> Ideas:
    person, need = _person(t), _need(t)
    yield Change("hours", person.id, amount=need.hours_per_week or 0.0)
    yield Change("need_hours", need.id, amount=person.hours_per_week or 0.0)


def _shift_hour(t: Tables) -> Ideas:
    yield Change("shift", _person(t).id, amount=_site(t).shift_start_hour or 0.0)
    yield Change("site_shift", _site(t).id, amount=_person(t).earliest_shift_hour or 0.0)


def _shift_end(t: Tables) -> Ideas:
    yield Change("end", _person(t).id, amount=_site(t).shift_end_hour or 0.0)
    yield Change("site_end", _site(t).id, amount=_person(t).latest_end_hour or 0.0)


def _odd_hours(t: Tables) -> Ideas:
    clash = refused_hours(_person(t), _site(t))
    for when in clash:
        yield Change("odd_hour", _person(t).id, when)
    for when in clash:
        yield Change("site_odd_hour", _site(t).id, when)


def _transport(t: Tables) -> Ideas:
    yield from _modes(t)
    if "public" in _person(t).modes:
        yield Change("site_shift", _site(t).id, amount=t.problem.travel.public_first_arrival_hour)


def _modes(t: Tables) -> Ideas:
    person, licence = _person(t), t.problem.travel.car_licence
    for mode in ("bicycle", "car"):
        if mode not in person.modes:
            yield Change("mode", person.id, mode)
    if "car" in person.modes and licence not in covered(person.licences, t.problem.licence_covers):
        yield Change("licence", person.id, licence)


def _travel_time(t: Tables) -> Ideas:
    person, minutes = _person(t), float(t.minutes(0, 0))
    if person.max_travel_minutes is not None and isfinite(minutes):
        more = max(1, ceil(minutes - person.max_travel_minutes))
        yield Change("travel", person.id, amount=more)
    yield from _modes(t)


def _licence(t: Tables) -> Ideas:
    person = _person(t)
    held = covered(person.licences, t.problem.licence_covers)
    for code in sorted(_need(t).must.licences - held):
        yield Change("licence", person.id, code)


def _adaptation(t: Tables) -> Ideas:
    clash = _person(t).cannot & _need(t).task_demands
    for code in sorted(clash - _site(t).adaptations):
        yield Change("site_adapts", _site(t).id, code)


def _age(t: Tables) -> Ideas:
    if _person(t).age_years is None:
        yield Change("age", _person(t).id, amount=_need(t).age_min or 0)


def _support(t: Tables) -> Ideas:
    forms, unmet, mine = _need(t).support, _site(t).support_unmet, _person(t).support
    for form in sorted(forms & unmet):
        yield Change("site_form", _site(t).id, form)
    if mine is not None:
        for form in sorted(forms - unmet - mine):
            yield Change("form", _person(t).id, form)


def _items(t: Tables) -> Ideas:
    for code in _lacking(t):
        yield Change("item", _person(t).id, code)
    for code in _lacking(t):
        yield Change("need_teaches", _need(t).id, code)


def _language(t: Tables) -> Ideas:
    person, need, crew = _person(t), _need(t), _site(t).crew_languages
    best = max((person.languages.get(iso, 0) for iso in crew), default=0)
    for iso in sorted(crew):
        if person.languages.get(iso, 0) == best:
            yield Change("language", person.id, iso, need.language_level)
    if t.level(0, 0) != UNKNOWN_LEVEL:
        yield Change("need_language", need.id, amount=best)


def _courses(t: Tables) -> Ideas:
    """Seats on full intakes, a longer journey to one, later starts, and courses given in time."""
    person, need = _person(t), _need(t)
    gaps, crew = set(_lacking(t)), _site(t).crew_languages

    def gives(course_id: str) -> int:
        course = next(c for c in t.problem.courses if c.id == course_id)
        items = len(gaps & {*course.grants_skills, *course.grants_certificates})
        return items + any(course.grants_languages.get(x, 0) >= need.language_level for x in crew)

    useful = sorted((c.id for c in t.problem.courses if gives(c.id)), key=gives, reverse=True)
    limit, longer = person.max_travel_minutes, set()
    for k, intake in enumerate(t.problem.intakes):
        if intake.course in useful:
            if intake.seats <= intake.taken:
                yield Change("seat", intake.id, amount=1 + intake.taken - intake.seats)
            minutes = float(t.travel.to_intake[0, k])
            if limit is not None and isfinite(minutes) and minutes > limit:
                longer.add(ceil(minutes - limit))
    for more in sorted(longer):
        yield Change("travel", person.id, amount=more)
    if need.max_delay_weeks is not None:
        for more in range(1, need.end_week - need.start_week):
            yield Change("need_delay", need.id, amount=more)
    begins = [w for w in range(t.problem.weeks - 1, -1, -1) if t.next_start[0, w] == w]
    for course in useful[:FEW_COURSES]:
        soonest = int(t.available_from[0]) + course_weeks(t.problem, course)
        for week in begins:
            if week >= soonest:
                yield Change("course_by", course, week=week)


def _lacking(t: Tables) -> list[str]:
    start = int(t.next_start[0, min(int(t.available_from[0]), t.problem.weeks)])
    required = np.logical_or(t.required_skills, t.required_certificates)
    return sorted(missing_items(t, required, 0, 0, min(start, t.problem.weeks)))


_GAPS = {"skills", "certificates", "language"}
_IDEAS: Mapping[str, Callable[[Tables], Ideas]] = MappingProxyType(
    {
        "consent": _consent,
        "not_excluded": _not_excluded,
        "not_forbidden": _not_forbidden,
        "trade": _trade,
        "rung": _rung,
        "dates": _dates,
        "delay": _delay,
        "hours": _hours,
        "shift_hour": _shift_hour,
        "shift_end": _shift_end,
        "odd_hours": _odd_hours,
        "transport": _transport,
        "travel_time": _travel_time,
        "licence": _licence,
        "adaptation": _adaptation,
        "age": _age,
        "support": _support,
        "skills": _items,
        "certificates": _items,
        "language": _language,
    }
)
