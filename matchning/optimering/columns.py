"""Columns: every future the plan may choose from, held as parallel numpy arrays.

A future is a path of up to four intakes and then

* one need: candidate, path, need, start week, end week. No path where none is needed at the start
  week, else every path that closes the gap with each intake *needed*: without any one of them a
  rule of the need at that start week, or a later intake's prerequisites, would be broken. Start:
  the earliest allowed week after the path, and later weeks in which the demand or the site's tutor
  hours rise. End: as late as demand and availability allow, and earlier weeks in which demand or
  tutor hours fall;
* or a chain of needs of one trade (chains.py);
* or nothing yet: courses alone, for the work they open (training.py).

A lock's future and a kept proposal's exact one, if it keeps every rule, are always there. Only
futures of some value are, unless a goal, a group or a stage may ask for more.

`Options` cut this set; what is cut is counted, a path or a pair cut before its weeks were looked at
as one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .blocks import Block, Row, block
from .chains import ChainFinder
from .futures import FutureFinder
from .keeping import Keeping
from .pathtable import PathTable
from .registry import PAIR_RULES
from .result import Options
from .shortlist import Shortlist
from .tables import IntArray, Tables
from .training import TrainingFinder
from .travel import BoolArray, FloatArray
from .value import keep_bonus, parts, total

PEOPLE = 512  # asked about at a time


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
        count = len(self.begin) - 1
        owner: IntArray = np.repeat(np.arange(count, dtype=np.int32), np.diff(self.begin))
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
    paths: PathTable  # a sequence of Path; `paths.steps` holds the intakes of all as one array
    possible: BoolArray  # C x N: some future exists, even one of no positive value
    openings: Mapping[int, int]  # column of courses alone -> position in Problem.openings
    cut: int  # futures left out by Options

    def __len__(self) -> int:
        return len(self.value)

    def of(self, i: int) -> tuple[int, int]:
        """From which column to before which are candidate i's."""
        # In the array's own type: searching with another would first copy it whole.
        edges = np.array([i, i + 1], dtype=self.candidate.dtype)
        first, last = np.searchsorted(self.candidate, edges).tolist()
        return first, last


def assemble(
    blocks: Sequence[Block], paths: PathTable, possible: BoolArray, openings: IntArray, cut: int
) -> Columns:
    """The blocks, none of them locked, in the columns' order.

    The last ones are courses alone, for the `openings` (positions in Problem.openings).
    """
    candidate = np.concatenate([part.candidate for part in blocks])
    width = [part.need.shape[1] for part in blocks]
    count = np.repeat(np.array(width, dtype=np.int8), [len(part.value) for part in blocks])
    need = np.concatenate(
        [
            part.need[:, 0] if part.need.shape[1] else np.full(len(part.value), -1, dtype=np.int32)
            for part in blocks
        ]
    )
    # The sort keeps the order within a pair.
    order = np.argsort(candidate.astype(np.int64) * (possible.shape[1] + 1) + need, kind="stable")
    begin = np.zeros(len(order) + 1, dtype=np.int32)
    np.cumsum(count[order], out=begin[1:])
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    legs = Legs(
        begin,
        np.empty(begin[-1], dtype=np.int32),
        np.empty(begin[-1], dtype=np.int16),
        np.empty(begin[-1], dtype=np.int16),
        np.empty(begin[-1]),
    )
    done = 0
    for part in blocks:
        at = begin[place[done : done + len(part.value)]]
        done += len(part.value)
        for k in range(part.need.shape[1]):
            legs.need[at + k] = part.need[:, k]
            legs.start[at + k] = part.start[:, k]
            legs.end[at + k] = part.end[:, k]
            legs.tutor_hours[at + k] = part.tutor_hours[:, k]
    ahead = len(order) - len(openings)
    return Columns(
        candidate=candidate[order],
        need=need[order],
        path=np.concatenate([part.path for part in blocks])[order],
        value=np.concatenate([part.value for part in blocks])[order],
        locked=np.zeros(len(order), dtype=bool),
        legs=legs,
        paths=paths,
        possible=possible,
        openings=dict(zip(place[ahead:].tolist(), openings.tolist(), strict=True)),
        cut=cut,
    )


def eligibility(t: Tables) -> dict[str, BoolArray]:
    """Every pair rule's answer, C x N, by rule code."""
    return {rule.code: rule.holds(t) for rule in PAIR_RULES}


def eligible(t: Tables) -> BoolArray:
    """C x N: does every rule hold that no course helps with?

    Asked of some people at a time, so that no other answer is ever whole.
    """
    found = np.ones(t.shape, dtype=bool)
    for begin in range(0, t.shape[0], PEOPLE):
        some = slice(begin, begin + PEOPLE)
        part = t.part(some)
        for rule in PAIR_RULES:
            if not rule.closable:
                found[some] &= rule.holds(part)
    return found


def any_value(t: Tables) -> bool:
    """May a future that is worth nothing by itself be right, for the sake of the whole plan?"""
    return bool(t.problem.goals or t.problem.together or t.problem.stages)


def from_pairs(t: Tables) -> Columns:
    """Explicit pairs as they are: they replace eligibility and scoring."""
    problem = t.problem
    locks = {(lock.candidate, lock.need): lock for lock in problem.locks}
    rows: list[Row] = []
    possible = np.zeros(t.shape, dtype=bool)
    held = {lock.candidate for lock in problem.locks}
    for pair in problem.pairs or ():
        i, j = t.person_at[pair.candidate], t.need_at[pair.need]
        weeks = pair_weeks(t, j, pair.start_week, pair.end_week)
        lock = locks.get((pair.candidate, pair.need))
        locked = lock is not None and pair_weeks(t, j, lock.start_week, lock.end_week) == weeks
        if t.forbidden[i, j] or (pair.candidate in held and not locked):
            continue
        possible[i, j] = True
        value = pair.value + (keep_bonus(t, i, j, weeks, ()) or 0.0)
        if locked or value > 0 or any_value(t):
            rows.append((i, 0, value, [(j, *weeks, pair.tutor_hours_per_week)]))
    none = np.empty(0, dtype=np.int64)
    return _lock(t, assemble([block(rows, 1)], PathTable(problem), possible, none, 0))


def pair_weeks(t: Tables, j: int, start: int | None, end: int | None) -> tuple[int, int]:
    need = t.problem.needs[j]
    return (
        need.start_week if start is None else start,
        need.end_week if end is None else end,
    )


def from_attributes(
    t: Tables, fixed: BoolArray, options: Options, tick: Callable[[], None]
) -> Columns:
    """Every future of every pair in `fixed` (C x N: `eligible`).

    `tick` is called now and then and may raise to stop.
    """
    futures = FutureFinder(t, options)
    locked = _locks(t, futures)
    kept = Keeping(t, futures)
    held = np.zeros(t.shape[0], dtype=bool)
    for lock in t.problem.locks:
        held[t.person_at[lock.candidate]] = True
    may = np.array([c.consent and not c.excluded for c in t.problem.candidates], dtype=bool)
    trainings = TrainingFinder(t, futures, may & ~held)
    futures.look(lambda j: np.flatnonzero(fixed[:, j]).astype(np.int32), trainings.gaps, tick)

    possible, may_work = np.zeros(t.shape, dtype=bool), fixed & ~held[:, None]
    finder: FutureFinder | Shortlist = futures
    if options.needs_per_candidate is not None and options.needs_per_candidate < t.shape[1]:
        finder = Shortlist(t, futures, options.needs_per_candidate, tick)
        possible = finder.possible
        may_work &= finder.listed
    chains = ChainFinder(t, futures, options, may_work)
    singles: list[Block] = []
    cut = futures.cut
    for j in range(t.shape[1]):
        tick()
        found, lost = finder.of_need(j)
        possible[found.candidate, j] = True
        found = kept.added(j, found.take(~held[found.candidate]), fixed, held)
        cut += lost
        chains.hear(j, found)
        singles.append(found if any_value(t) else found.take(found.value > 0))
    chained, lost = chains.longer(any_value(t), tick)
    courses, openings, more = trainings.of_all(options.trainings_per_candidate)
    for lock in t.problem.locks:
        possible[t.person_at[lock.candidate], t.need_at[lock.need]] = True
    blocks = [*locked, *singles, *chained, courses]
    return _lock(t, assemble(blocks, futures.table, possible, openings, cut + lost + more))


def _lock(t: Tables, columns: Columns) -> Columns:
    """A locked candidate has no other futures than her lock."""
    held = [t.person_at[lock.candidate] for lock in t.problem.locks]
    return replace(columns, locked=np.isin(columns.candidate, held))


def _locks(t: Tables, futures: FutureFinder) -> list[Block]:
    """Locked proposals as they stand, whatever the rules would say of them today."""
    at = {intake.id: k for k, intake in enumerate(t.problem.intakes)}
    blocks = []
    for lock in t.problem.locks:
        i, j = t.person_at[lock.candidate], t.need_at[lock.need]
        steps = tuple(at[intake] for intake in lock.intakes)
        path = futures.table.given(steps)
        work = [(j, *pair_weeks(t, j, lock.start_week, lock.end_week))]
        work += [(t.need_at[leg.need], leg.start_week, leg.end_week) for leg in lock.then]
        legs = [(*leg, futures.tutor_hours_of(leg[0], i, path)) for leg in work]
        row = (i, futures.table.add_one(steps), total(parts(t, i, work, path)), legs)
        blocks.append(block([row], len(legs)))
    return blocks
