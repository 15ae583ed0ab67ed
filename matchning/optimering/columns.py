"""Columns: every future the plan may choose from, held as parallel numpy arrays.

A future is (candidate, path of zero to two intakes, need, start week, end week). The futures the
first version considers for a pair:

* no path where none is needed at the start week, else every *needed* path (paths.Path.is_needed);
* start: the earliest allowed week after the path, and later weeks in which the demand or the
  site's tutor hours rise;
* end: as late as demand and availability allow, and earlier weeks in which demand or tutor hours
  fall.

`Options.paths_per_pair` and `starts_per_path` cut this set; what is cut is counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .futures import FutureFinder
from .paths import Path
from .problem import Lock
from .registry import PAIR_RULES
from .result import Options
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray
from .value import keep_bonus, parts, total

NO_PATH = Path()


@dataclass(frozen=True, slots=True, eq=False)
class Legs:
    """The work in the futures: one leg per need. Column c has legs `begin[c]` to `begin[c + 1]`.

    None where the future is courses alone, two or three in a chain; in time order.
    """

    begin: IntArray  # columns + 1
    need: IntArray
    start: IntArray
    end: IntArray
    tutor_hours: FloatArray  # per week

    def __len__(self) -> int:
        return len(self.need)

    @property
    def column(self) -> IntArray:
        """Whose leg each one is."""
        owner: IntArray = np.repeat(np.arange(len(self.begin) - 1), np.diff(self.begin))
        return owner


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Parallel arrays, one entry per future, ordered by candidate, first need, then value."""

    candidate: IntArray
    need: IntArray  # of the first leg, -1 without one
    path: IntArray  # position in `paths`
    value: FloatArray
    locked: BoolArray
    legs: Legs
    paths: tuple[Path, ...]
    possible: BoolArray  # C x N: some future exists, even one of no positive value
    openings: Mapping[int, int]  # column of courses alone -> position in Problem.openings
    cut: int  # futures left out by Options

    def __len__(self) -> int:
        return len(self.value)


def eligibility(t: Tables) -> dict[str, BoolArray]:
    """Every pair rule's answer, C x N, by rule code."""
    return {rule.code: rule.holds(t) for rule in PAIR_RULES}


def from_pairs(t: Tables) -> Columns:
    """Explicit pairs as they are: they replace eligibility and scoring."""
    problem = t.problem
    person_at = {c.id: i for i, c in enumerate(problem.candidates)}
    need_at = {n.id: j for j, n in enumerate(problem.needs)}
    locks = {(lock.candidate, lock.need): lock for lock in problem.locks}
    single: list[_Single] = []
    possible = np.zeros(t.shape, dtype=bool)
    held = {lock.candidate for lock in problem.locks}
    for pair in problem.pairs or ():
        i, j = person_at[pair.candidate], need_at[pair.need]
        weeks = pair_weeks(t, j, pair.start_week, pair.end_week)
        lock = locks.get((pair.candidate, pair.need))
        locked = lock is not None and pair_weeks(t, j, lock.start_week, lock.end_week) == weeks
        if t.forbidden[i, j] or (pair.candidate in held and not locked):
            continue
        possible[i, j] = True
        value = pair.value + (keep_bonus(t, i, j, weeks, ()) or 0.0)
        if locked or value > 0:
            single.append((i, j, *weeks, 0, value, pair.tutor_hours_per_week, locked))
    return _columns([_block(single)], (NO_PATH,), possible, cut=0)


def pair_weeks(t: Tables, j: int, start: int | None, end: int | None) -> tuple[int, int]:
    need = t.problem.needs[j]
    return (
        need.start_week if start is None else start,
        need.end_week if end is None else end,
    )


def from_attributes(
    t: Tables, met: dict[str, BoolArray], options: Options, tick: Callable[[], None]
) -> Columns:
    """Every future of every eligible pair. `tick` is called once per need and may raise to stop."""
    fixed = np.ones(t.shape, dtype=bool)
    for rule in PAIR_RULES:
        if not rule.closable:
            fixed &= met[rule.code]
    futures = FutureFinder(t, options)
    none = futures.paths.none
    possible = np.zeros(t.shape, dtype=bool)
    locked = [_locked(t, futures, lock, n) for n, lock in enumerate(t.problem.locks)]
    blocks = [_block(locked)]
    held = np.zeros(t.shape[0], dtype=bool)
    for i, j, *_ in locked:
        held[i] = possible[i, j] = True
    cut = 0
    for j in range(t.shape[1]):
        tick()
        found = futures.of_need(j, np.flatnonzero(fixed[:, j]))
        possible[found.candidate, j] = True
        cut += found.cut
        kept = np.flatnonzero((found.value > 0) & ~held[found.candidate])
        blocks.append(
            _Block(
                candidate=found.candidate[kept],
                need=np.full(len(kept), j, dtype=np.int64),
                start=found.start[kept],
                end=found.end[kept],
                path=found.first[kept] * (none + 1) + found.last[kept],
                value=found.value[kept],
                tutor_hours=found.tutor_hours[kept],
                locked=np.zeros(len(kept), dtype=bool),
            )
        )
    columns = _columns(blocks, (), possible, cut)
    codes, path = np.unique(columns.path, return_inverse=True)
    paths = []
    for code in codes.tolist():
        if code < 0:
            paths.append(_lock_path(t, futures, t.problem.locks[-1 - code]))
        else:
            steps = tuple(k for k in divmod(code, none + 1) if k != none)
            paths.append(futures.paths.given(steps))
    return replace(columns, path=path.reshape(-1), paths=tuple(paths))


class _Block(NamedTuple):
    """Some futures of one leg each."""

    candidate: IntArray
    need: IntArray
    start: IntArray
    end: IntArray
    path: IntArray
    value: FloatArray
    tutor_hours: FloatArray
    locked: BoolArray


_Single = tuple[int, int, int, int, int, float, float, bool]  # one future, fields as in _Block


def _block(rows: list[_Single]) -> _Block:
    kinds = (np.int64,) * 5 + (float, float, bool)
    fields = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    return _Block(*(np.array(f, dtype=kind) for f, kind in zip(fields, kinds, strict=True)))


def _columns(
    blocks: list[_Block], paths: tuple[Path, ...], possible: BoolArray, cut: int
) -> Columns:
    together = _Block(*(np.concatenate(field) for field in zip(*blocks, strict=True)))
    order = np.lexsort((together.need, together.candidate))  # keeps the order within a pair
    need = together.need[order]
    return Columns(
        candidate=together.candidate[order],
        need=need,
        path=together.path[order],
        value=together.value[order],
        locked=together.locked[order],
        legs=Legs(
            begin=np.arange(len(order) + 1),
            need=need,
            start=together.start[order],
            end=together.end[order],
            tutor_hours=together.tutor_hours[order],
        ),
        paths=paths,
        possible=possible,
        openings={},
        cut=cut,
    )


def _locked(t: Tables, futures: FutureFinder, lock: Lock, n: int) -> _Single:
    """A locked proposal as it stands, whatever the rules would say of it today."""
    i = next(k for k, person in enumerate(t.problem.candidates) if person.id == lock.candidate)
    j = next(k for k, need in enumerate(t.problem.needs) if need.id == lock.need)
    path = _lock_path(t, futures, lock)
    start, end = pair_weeks(t, j, lock.start_week, lock.end_week)
    crew = t.problem.sites[t.site_of[j]].crew_languages
    taught = max((path.languages.get(iso, 0) for iso in crew), default=0)
    hours = futures.tutor_hours(j, np.array([i]), np.array([taught]))
    return (i, j, start, end, -1 - n, total(parts(t, i, [(j, start, end)], path)), hours[0], True)


def _lock_path(t: Tables, futures: FutureFinder, lock: Lock) -> Path:
    at = {intake.id: k for k, intake in enumerate(t.problem.intakes)}
    return futures.paths.given(tuple(at[intake] for intake in lock.intakes))
