"""The independent check of a finished plan: every hard rule again, one scalar function each.

Shares nothing with the code that builds plans but the dataclasses of problem.py and result.py: a
fault there cannot hide here. Locked placements are a human's decision: their person rules are not
tried again, their capacities are. Figures (tutor hours, values, sums) are recounted in recount.py.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import recount
from .problem import Candidate, Course, Intake, Lock, Need, Problem, Site
from .recount import TOLERANCE
from .result import Placement


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its code (registry.py), the item and a Swedish sentence."""

    code: str
    item: str
    sentence_sv: str


@dataclass(frozen=True, slots=True)
class _Case:
    """One placement with everything it names looked up."""

    problem: Problem
    person: Candidate
    need: Need
    site: Site
    steps: tuple[tuple[Intake, Course], ...]
    start: int
    end: int


def verify(problem: Problem, placements: Sequence[Placement]) -> tuple[Violation, ...]:
    """Every violation in the plan; empty means it stands. The problem must be valid."""
    found = list(_unknown(problem, placements))
    if found:
        return tuple(found)
    locks = {_lock_key(problem, lock) for lock in problem.locks}
    for placement in placements:
        locked = _key(placement) in locks
        found += _one(problem, placement, locked)
    found += _plan(problem, placements)
    found += [
        Violation("lock", f"{lock.candidate} → {lock.need}", "Ett låst förslag saknas i planen.")
        for lock in problem.locks
        if _lock_key(problem, lock) not in {_key(placement) for placement in placements}
    ]
    return tuple(found)


def _unknown(problem: Problem, placements: Sequence[Placement]) -> Iterator[Violation]:
    people = {c.id for c in problem.candidates}
    needs = {n.id for n in problem.needs}
    intakes = {k.id for k in problem.intakes}
    for p in placements:
        for kind, name, known in (
            ("kandidaten", p.candidate, people),
            ("behovet", p.need, needs),
            *(("kurstillfället", intake, intakes) for intake in p.intakes),
        ):
            if name not in known:
                yield Violation("known", name, f"Planen nämner {kind} {name} som inte finns.")


def _one(problem: Problem, placement: Placement, locked: bool) -> Iterator[Violation]:
    """Everything that can be wrong with one placement on its own."""
    case = _case(problem, placement)
    item = f"{placement.candidate} → {placement.need}"
    if not case.need.start_week <= placement.start_week < placement.end_week <= case.need.end_week:
        yield Violation("weeks", item, "Veckorna ligger utanför behovets veckor.")
    if problem.pairs is not None:
        if not recount.has_pair(problem, placement):
            yield Violation("pair", item, "Paret finns inte bland de givna paren.")
        elif any(
            f.candidate == placement.candidate and f.need == placement.need
            for f in problem.forbidden
        ):
            yield Violation("not_forbidden", item, "Förslaget är avvisat sedan tidigare.")
    elif not locked:
        for code, check, sentence in _CHECKS:
            if not check(case):
                yield Violation(code, item, sentence)
    for wrong in recount.wrong_figures(problem, placement):
        yield Violation("figures", item, wrong)


def _plan(problem: Problem, placements: Sequence[Placement]) -> Iterator[Violation]:
    """One future each, and every capacity, counted week by week."""
    seen: set[str] = set()
    for p in placements:
        if p.candidate in seen:
            yield Violation("one_future", p.candidate, "Personen har två förslag.")
        seen.add(p.candidate)
    needs = {n.id: n for n in problem.needs}
    for need in problem.needs:
        here = [p for p in placements if p.need == need.id]
        for week in _weeks(here):
            count = sum(p.start_week <= week < p.end_week for p in here)
            wanted = sum(s.headcount for s in need.demand if s.start_week <= week < s.end_week)
            if count > wanted:
                text = f"Vecka {week} är {count} placerade men {wanted} önskas."
                yield Violation("headcount", need.id, text)
                break
    for intake in problem.intakes:
        count = sum(p.intakes.count(intake.id) for p in placements)
        left = intake.seats - intake.taken
        if count > max(left, 0):
            text = f"{count} får plats på kurstillfället men {left} platser är lediga."
            yield Violation("seats", intake.id, text)
    for site in problem.sites:
        here = [p for p in placements if needs[p.need].site == site.id]
        for week in _weeks(here):
            hours = sum(p.tutor_hours_per_week for p in here if p.start_week <= week < p.end_week)
            limit = _tutor_limit(site, week)
            if limit is not None and hours > limit + TOLERANCE * max(1.0, limit):
                text = f"Vecka {week} går {hours:g} handledartimmar åt men {limit:g} finns."
                yield Violation("tutor_hours", site.id, text)
                break


def _weeks(placements: Iterable[Placement]) -> list[int]:
    return sorted({w for p in placements for w in range(p.start_week, p.end_week)})


def _tutor_limit(site: Site, week: int) -> float | None:
    hours = site.tutor_hours_per_week
    return hours[week] if isinstance(hours, tuple) else hours


def _case(problem: Problem, placement: Placement) -> _Case:
    need = next(n for n in problem.needs if n.id == placement.need)
    intakes = {k.id: k for k in problem.intakes}
    courses = {c.id: c for c in problem.courses}
    return _Case(
        problem=problem,
        person=next(c for c in problem.candidates if c.id == placement.candidate),
        need=need,
        site=next(s for s in problem.sites if s.id == need.site),
        steps=tuple((intakes[k], courses[intakes[k].course]) for k in placement.intakes),
        start=placement.start_week,
        end=placement.end_week,
    )


def _key(placement: Placement) -> tuple[object, ...]:
    weeks = (placement.start_week, placement.end_week)
    return (placement.candidate, placement.need, *weeks, tuple(placement.intakes))


def _lock_key(problem: Problem, lock: Lock) -> tuple[object, ...]:
    need = next(n for n in problem.needs if n.id == lock.need)
    start = need.start_week if lock.start_week is None else lock.start_week
    end = need.end_week if lock.end_week is None else lock.end_week
    return (lock.candidate, lock.need, start, end, tuple(lock.intakes))


# --- the person's rules, one function each -------------------------------------------------------


def _consent(case: _Case) -> bool:
    return case.person.consent


def _not_excluded(case: _Case) -> bool:
    return not case.person.excluded


def _not_forbidden(case: _Case) -> bool:
    return not any(
        f.candidate == case.person.id and f.need == case.need.id for f in case.problem.forbidden
    )


def _trade(case: _Case) -> bool:
    return case.need.trade is None or _rung_held(case) is not None


def _rung(case: _Case) -> bool:
    held = _rung_held(case)
    if case.need.trade is None or held is None:
        return True
    return case.need.min_rung <= held <= case.need.max_rung


def _rung_held(case: _Case) -> int | None:
    rungs = [wish.rung for wish in case.person.trades if wish.trade == case.need.trade]
    return rungs[0] if rungs else None


def _dates(case: _Case) -> bool:
    person = case.person
    return (
        case.start >= max(person.available_from_week, 0)
        and (person.available_to_week is None or case.end <= person.available_to_week)
        and case.end - case.start >= case.need.min_weeks
    )


def _delay(case: _Case) -> bool:
    if case.need.max_delay_weeks is None:
        return True
    rise, before = case.need.start_week, 0
    for step in case.need.demand:
        if step.start_week <= case.start and step.headcount > before:
            rise = step.start_week
        before = step.headcount
    return case.start - rise <= case.need.max_delay_weeks


def _hours(case: _Case) -> bool:
    can, asked = case.person.hours_per_week, case.need.hours_per_week
    return can is None or asked is None or can >= asked


def _shift_hour(case: _Case) -> bool:
    earliest, starts = case.person.earliest_shift_hour, case.site.shift_start_hour
    return earliest is None or starts is None or starts >= earliest


def _transport(case: _Case) -> bool:
    return recount.reaches(case.problem, case.person, case.site)


def _travel_time(case: _Case) -> bool:
    minutes = recount.minutes_to_site(case.problem, case.person, case.site)
    limit = case.person.max_travel_minutes
    return minutes is None or limit is None or minutes <= limit + TOLERANCE


def _licence(case: _Case) -> bool:
    return all(
        recount.has_licence(case.problem, case.person, licence)
        for licence in case.need.must.licences
    )


def _adaptation(case: _Case) -> bool:
    return not (case.person.cannot & case.need.task_demands) - case.site.adaptations


def _age(case: _Case) -> bool:
    lowest = case.need.age_min
    return lowest is None or (case.person.age_years is not None and case.person.age_years >= lowest)


def _skills(case: _Case) -> bool:
    asked = case.need.must.skills - case.need.taught
    return all(_holds(case, code, case.start, case.steps) for code in asked)


def _certificates(case: _Case) -> bool:
    asked = case.need.must.certificates - case.need.taught
    return all(_holds(case, code, case.start, case.steps) for code in asked)


def _language(case: _Case) -> bool:
    crew = case.site.crew_languages
    return not crew or any(
        _level(case, iso, case.steps) >= case.need.language_level for iso in crew
    )


def _path_order(case: _Case) -> bool:
    free_from = 0
    for intake, _ in case.steps:
        if intake.start_week < free_from:
            return False
        free_from = intake.end_week
    return free_from <= case.start


def _path_available(case: _Case) -> bool:
    first = max(case.person.available_from_week, 0)
    return all(intake.start_week >= first for intake, _ in case.steps)


def _prerequisites(case: _Case) -> bool:
    for n, (intake, course) in enumerate(case.steps):
        before, asked = case.steps[:n], course.prerequisites
        done = case.person.completed_courses | {earlier.id for _, earlier in before}
        if not (
            all(
                _holds(case, code, intake.start_week, before)
                for code in asked.skills | asked.certificates
            )
            and all(recount.has_licence(case.problem, case.person, x) for x in asked.licences)
            and all(_level(case, iso, before) >= level for iso, level in asked.languages.items())
            and asked.courses <= done
        ):
            return False
    return True


def _course_travel(case: _Case) -> bool:
    limit = case.person.max_travel_minutes
    if limit is None:
        return True
    journeys = [recount.minutes_to(case.problem, case.person, i, None) for i, _ in case.steps]
    return all(minutes is None or minutes <= limit + TOLERANCE for minutes in journeys)


def _holds(case: _Case, code: str, week: int, steps: Iterable[tuple[Intake, Course]]) -> bool:
    """Is the skill or certificate held, and valid, in `week` after the steps?"""
    return recount.holds(case.person, code, week, steps)


def _level(case: _Case, iso: str, steps: Iterable[tuple[Intake, Course]]) -> int:
    granted = [course.grants_languages.get(iso, 0) for _, course in steps]
    return max([case.person.languages.get(iso, 0), *granted])


_CHECKS: tuple[tuple[str, Callable[[_Case], bool], str], ...] = (
    ("consent", _consent, "Samtycke saknas."),
    ("not_excluded", _not_excluded, "Personen får inte föreslås."),
    ("not_forbidden", _not_forbidden, "Förslaget är avvisat sedan tidigare."),
    ("trade", _trade, "Personen har inte valt yrket."),
    ("rung", _rung, "Yrkesnivån ligger utanför behovet."),
    ("dates", _dates, "Personen är inte tillgänglig de veckorna, eller de är för få."),
    ("delay", _delay, "Starten är för sen."),
    ("hours", _hours, "Arbetstiden är längre än personen kan."),
    ("shift_hour", _shift_hour, "Arbetsdagen börjar för tidigt."),
    ("transport", _transport, "Det går inte att ta sig dit i tid."),
    ("travel_time", _travel_time, "Restiden är för lång."),
    ("licence", _licence, "Körkort saknas."),
    ("adaptation", _adaptation, "Arbetet kräver moment som inte anpassas."),
    ("age", _age, "Åldersgränsen i lag är inte uppfylld eller inte känd."),
    ("skills", _skills, "Kompetens saknas vid start."),
    ("certificates", _certificates, "Giltigt intyg saknas vid start."),
    ("language", _language, "Språknivån räcker inte."),
    ("path_order", _path_order, "Kurserna krockar eller slutar efter start."),
    ("path_available", _path_available, "En kurs börjar innan personen är tillgänglig."),
    ("prerequisites", _prerequisites, "Förkunskaper till en kurs saknas."),
    ("course_travel", _course_travel, "Det är för långt till en kurs."),
)
