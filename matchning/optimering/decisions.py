"""Are the human decisions in a problem sound: pairs, locks, rejections, kept proposals?

Part of validation.py; the needs' own weeks have been checked before.
"""

from collections.abc import Mapping
from itertools import pairwise

from .errors import ProblemError
from .faults import contradiction, interval, known
from .problem import Candidate, Kept, Leg, Lock, Need, Pair, Problem


def check(problem: Problem) -> None:
    """Raise ProblemError for the first fault found, else return."""
    people = {c.id: c for c in problem.candidates}
    needs = {n.id: n for n in problem.needs}
    intakes = {k.id for k in problem.intakes}
    _pairs(problem, people, needs)
    forbidden = {(f.candidate, f.need) for f in problem.forbidden}
    for name, entries in (("forbidden", problem.forbidden), ("kept", problem.kept)):
        for entry in entries:
            item = f"{name}[{entry.candidate} → {entry.need}]"
            known(item, entry.candidate, people)
            known(item, entry.need, needs)
            if isinstance(entry, Kept):
                _kept(problem, item, entry, intakes)
    locked: set[str] = set()
    for lock in problem.locks:
        item = f"locks[{lock.candidate} → {lock.need}]"
        known(item, lock.candidate, people)
        known(item, lock.need, needs)
        _intakes(item, lock.intakes, intakes)
        weeks = _weeks_of(problem, item, lock, needs[lock.need])
        _legs(problem, item, lock, Leg(lock.need, *weeks), needs)
        if lock.candidate in locked:
            raise contradiction(item, "Kandidaten är låst två gånger.")
        locked.add(lock.candidate)
        if any((lock.candidate, need) in forbidden for need in _needs_of(lock)):
            raise contradiction(item, "Förslaget är både låst och avvisat.")
        person = people[lock.candidate]
        if problem.pairs is None and (person.excluded or not person.consent):
            text = "Förslaget är låst men kandidaten får inte föreslås eller har inte samtyckt."
            raise contradiction(item, text)
        if problem.pairs is not None and not _has_pair(problem, lock, weeks, needs):
            raise ProblemError(
                "unknown_reference", item, "Låset pekar på ett par som inte är givet."
            )


def _pairs(problem: Problem, people: Mapping[str, Candidate], needs: Mapping[str, Need]) -> None:
    seen: set[tuple[object, ...]] = set()
    for pair in problem.pairs or ():
        item = f"pairs[{pair.candidate} → {pair.need}]"
        known(item, pair.candidate, people)
        known(item, pair.need, needs)
        weeks = _weeks_of(problem, item, pair, needs[pair.need])
        if people[pair.candidate].excluded:
            raise contradiction(item, "Kandidaten får inte föreslås.")
        if (pair.candidate, pair.need, *weeks) in seen:
            raise ProblemError("duplicate_pair", item, "Paret är givet två gånger.")
        seen.add((pair.candidate, pair.need, *weeks))


def _weeks_of(problem: Problem, item: str, entry: Pair | Lock | Leg, need: Need) -> tuple[int, int]:
    first = min(step.start_week for step in need.demand)
    last = max(step.end_week for step in need.demand)
    start = first if entry.start_week is None else entry.start_week
    end = last if entry.end_week is None else entry.end_week
    interval(item, start, end, problem.weeks)
    if start < first or end > last:
        raise ProblemError("outside_need", item, "Veckorna ligger utanför behovets veckor.")
    return start, end


def _kept(problem: Problem, item: str, kept: Kept, intakes: set[str]) -> None:
    _intakes(item, kept.intakes, intakes)
    if (kept.start_week is None) != (kept.end_week is None):
        raise ProblemError("half_interval", item, "Ange både första och sista vecka, eller ingen.")
    if kept.start_week is not None and kept.end_week is not None:
        interval(item, kept.start_week, kept.end_week, problem.weeks)


def _intakes(item: str, named: tuple[str, ...], intakes: set[str]) -> None:
    for intake in named:
        known(f"{item}.intakes", intake, intakes)
    if len(set(named)) < len(named):
        raise ProblemError("duplicate_value", f"{item}.intakes", "Samma kurstillfälle två gånger.")


def _legs(problem: Problem, item: str, lock: Lock, first: Leg, needs: Mapping[str, Need]) -> None:
    """A locked chain: other needs of the same trade, one after the other."""
    for leg in lock.then:
        known(f"{item}.then", leg.need, needs)
        _weeks_of(problem, f"{item}.then", leg, needs[leg.need])
    for before, after in pairwise((first, *lock.then)):
        if after.start_week < before.end_week:
            raise contradiction(f"{item}.then", f"{before.need} och {after.need} krockar i tid.")
    trades = {needs[name].trade for name in _needs_of(lock)}
    if lock.then and (None in trades or len(trades) > 1):
        raise contradiction(f"{item}.then", "En kedja ska vara behov i ett och samma yrke.")
    if len(set(_needs_of(lock))) <= len(lock.then):
        raise contradiction(f"{item}.then", "Samma behov står två gånger i kedjan.")


def _needs_of(lock: Lock) -> tuple[str, ...]:
    return (lock.need, *(leg.need for leg in lock.then))


def _has_pair(problem: Problem, lock: Lock, weeks: tuple[int, int], needs: dict[str, Need]) -> bool:
    return not (lock.intakes or lock.then) and any(
        (pair.candidate, pair.need) == (lock.candidate, lock.need)
        and _weeks_of(problem, "pairs", pair, needs[pair.need]) == weeks
        for pair in problem.pairs or ()
    )
