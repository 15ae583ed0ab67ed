"""What it takes for a candidate to be possible for a need: the smallest one or two changes.

Found by making each change (ideas.py) and asking the same rules and paths again, never by guess.
The question is about the pair alone: one candidate, one need, its site and every course; whether
places, seats and tutors are left is what the plan decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from . import tables
from .changes import KINDS, Change, clause
from .columns import eligibility, from_attributes
from .facts import refused_hours
from .ideas import ideas
from .problem import Problem
from .registry import PAIR_RULES
from .result import Options
from .tables import Tables

MOST_WAYS = 6
WHOLE = Options()


@dataclass(frozen=True, slots=True)
class Blocked:
    """A rule that stands in the way of the pair, in the registry's words."""

    code: str
    title_sv: str
    sentence_sv: str


@dataclass(frozen=True, slots=True)
class Way:
    """One or two changes after which the candidate is possible for the need."""

    changes: tuple[Change, ...]
    sentence_sv: str


def pair_problem(problem: Problem, candidate: str, need: str) -> Problem:
    """The pair alone, with every course; what the plan decides is left out."""
    person = next(c for c in problem.candidates if c.id == candidate)
    work = next(n for n in problem.needs if n.id == need)
    minutes = problem.travel_minutes
    return replace(
        problem,
        candidates=(person,),
        needs=(work,),
        sites=tuple(s for s in problem.sites if s.id == work.site),
        forbidden=tuple(f for f in problem.forbidden if (f.candidate, f.need) == (candidate, need)),
        travel_minutes={k: minutes[k] for k in (person.id, person.area or "") if k in minutes},
        locks=(),
        kept=(),
        budgets=(),
        together=(),
        goals=(),
        openings=(),
        stages=(),
    )


def blocked(pair: Problem) -> tuple[Blocked, ...]:
    """The rules in the way, in the registry's order; none where the pair is possible."""
    t, codes = _broken(pair)
    return tuple(
        Blocked(rule.code, rule.title_sv, rule.blocked_sv.format(**rule.facts(t, 0, 0)))
        for rule in PAIR_RULES
        if rule.code in codes
    )


def ways(pair: Problem) -> tuple[Way, ...]:
    """The single changes that are enough, else the pairs of changes; empty where neither is."""
    t, codes = _broken(pair)
    if not codes:
        return ()
    families = _families(t, codes)
    single = [_least(family, pair, _possible) for family in families]
    found: list[tuple[Change, ...]] = [(change,) for change in single if change is not None]
    if not found:
        found = _pairs(pair, families, _count(t, codes))
    return tuple(
        Way(changes, f"Möjligt om {' och '.join(clause(pair, change) for change in changes)}.")
        for changes in found[:MOST_WAYS]
    )


def _pairs(pair: Problem, families: list[list[Change]], broken: int) -> list[tuple[Change, ...]]:
    """Two changes: the first takes something out of the way, the second the rest."""
    found: dict[frozenset[Change], tuple[Change, ...]] = {}

    def helps(problem: Problem) -> bool:
        return _count(*_broken(problem)) < broken

    for family in families:
        first = _least(family, pair, helps)
        if first is None:
            continue
        halfway = KINDS[first.kind].apply(pair, first)
        for rest in _families(*_broken(halfway)):
            second = _least(rest, halfway, _possible)
            if second is not None:
                found.setdefault(frozenset((first, second)), (first, second))
        if len(found) >= MOST_WAYS:
            break
    return list(found.values())


def _least(family: list[Change], pair: Problem, enough: Callable[[Problem], bool]) -> Change | None:
    """The first change of the family, smallest first, that is enough."""

    def works(change: Change) -> bool:
        return enough(KINDS[change.kind].apply(pair, change))

    if works(family[0]):
        return family[0]
    low, high = 0, len(family) - 1
    if low == high or not works(family[high]):
        return None
    while high - low > 1:  # low is not enough, high is
        middle = (low + high) // 2
        low, high = (low, middle) if works(family[middle]) else (middle, high)
    return family[high]


def _families(t: Tables, codes: Iterable[str]) -> list[list[Change]]:
    """Ideas that differ only in size together, the smallest first, each once."""
    by_kind: dict[tuple[str, str, str], list[Change]] = {}
    for change in ideas(t, codes):
        sizes = by_kind.setdefault((change.kind, change.item, change.code), [])
        if change not in sizes:
            sizes.append(change)
    return list(by_kind.values())


def _possible(pair: Problem) -> bool:
    return not _broken(pair, fixed_first=True)[1]


def _broken(pair: Problem, fixed_first: bool = False) -> tuple[Tables, tuple[str, ...]]:
    """(tables, codes of the rules in the way). A gap that some path closes is not in the way.

    `fixed_first` saves the search for paths where a rule no course helps is in the way anyway.
    """
    t = tables.build(pair)
    met = eligibility(t)
    fixed = [r.code for r in PAIR_RULES if not r.closable and not met[r.code][0, 0]]
    if fixed and fixed_first:
        return t, tuple(fixed)
    gaps = [r.code for r in PAIR_RULES if r.closable and not met[r.code][0, 0]]
    if gaps and not {"dates", "delay"} & set(fixed):
        columns = from_attributes(t, np.ones(t.shape, dtype=bool), WHOLE, lambda: None)
        if columns.possible[0, 0]:
            gaps = []
    return t, (*fixed, *gaps)


def _count(t: Tables, codes: Iterable[str]) -> int:
    """How much stands in the way: a rule once, missing things each on its own."""
    each = {
        "licence": int((t.licences_needed[0] & ~t.licences[0]).sum()),
        "adaptation": int((t.cannot[0] & t.demands[0]).sum()),
        "odd_hours": len(refused_hours(t.problem.candidates[0], t.problem.sites[0])),
        "skills": _missing(t, "skills"),
        "certificates": _missing(t, "certificates"),
    }
    return sum(each.get(code, 1) for code in codes)


def _missing(t: Tables, kind: str) -> int:
    required = t.required_skills if kind == "skills" else t.required_certificates
    start = min(
        int(t.next_start[0, min(int(t.available_from[0]), t.problem.weeks)]), t.problem.weeks
    )
    return int((required[0] & (t.own_until[0] <= start)).sum())
