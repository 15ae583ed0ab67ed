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

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .paths import Gap, Path, PathFinder
from .problem import Lock
from .registry import PAIR_RULES
from .result import Options
from .tables import NEVER, UNKNOWN_LEVEL, IntArray, Tables, falls, rises
from .travel import BoolArray, FloatArray
from .value import parts, total

NO_PATH = Path()


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Parallel arrays, one entry per future, ordered by candidate, need, then value."""

    candidate: IntArray
    need: IntArray
    start: IntArray
    end: IntArray
    path: IntArray  # position in `paths`
    value: FloatArray
    tutor_hours: FloatArray  # per week
    locked: BoolArray
    paths: tuple[Path, ...]
    possible: BoolArray  # C x N: some future exists, even one of no positive value
    cut: int  # futures left out by Options

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True, slots=True)
class _Future:
    candidate: int
    need: int
    start: int
    end: int
    path: Path
    value: float
    tutor_hours: float
    locked: bool = False


def eligibility(t: Tables) -> dict[str, BoolArray]:
    """Every pair rule's answer, C x N, by rule code."""
    return {rule.code: rule.holds(t) for rule in PAIR_RULES}


def from_pairs(t: Tables) -> Columns:
    """Explicit pairs as they are: they replace eligibility and scoring."""
    problem = t.problem
    person_at = {c.id: i for i, c in enumerate(problem.candidates)}
    need_at = {n.id: j for j, n in enumerate(problem.needs)}
    locks = {(lock.candidate, lock.need): lock for lock in problem.locks}
    keeps = {(keep.candidate, keep.need) for keep in problem.kept}
    found = []
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
        keep = problem.weights.keep_weeks if (pair.candidate, pair.need) in keeps else 0.0
        value = pair.value + keep
        found.append(_Future(i, j, *weeks, NO_PATH, value, pair.tutor_hours_per_week, locked))
    return _columns([f for f in found if f.locked or f.value > 0], possible, cut=0)


def pair_weeks(t: Tables, j: int, start: int | None, end: int | None) -> tuple[int, int]:
    need = t.problem.needs[j]
    return (
        need.start_week if start is None else start,
        need.end_week if end is None else end,
    )


def from_attributes(
    t: Tables, met: dict[str, BoolArray], options: Options, tick: Callable[[], None]
) -> Columns:
    """Every future of every eligible pair. `tick` is called often and may raise to stop."""
    fixed = np.ones(t.shape, dtype=bool)
    for rule in PAIR_RULES:
        if not rule.closable:
            fixed &= met[rule.code]
    builder = _Builder(t, options)
    possible = np.zeros(t.shape, dtype=bool)
    person_at = {c.id: i for i, c in enumerate(t.problem.candidates)}
    found: list[_Future] = []
    held = set()
    for lock in t.problem.locks:
        future = builder.locked(person_at[lock.candidate], lock)
        held.add(future.candidate)
        possible[future.candidate, future.need] = True
        found.append(future)
    for count, (i, j) in enumerate(np.argwhere(fixed).tolist()):
        if count % 64 == 0:
            tick()
        futures = builder.pair(i, j)
        if futures:
            possible[i, j] = True
            if i not in held:
                found.extend(future for future in futures if future.value > 0)
    return _columns(found, possible, builder.cut)


def spread(weeks: Sequence[int], most: int) -> list[int]:
    """At most `most` of the weeks, the first always among them, the rest evenly spread."""
    if len(weeks) <= most:
        return list(weeks)
    if most == 1:
        return [weeks[0]]
    last = len(weeks) - 1
    return [weeks[round(k * last / (most - 1))] for k in range(most)]


class _Builder:
    """Finds the futures of one pair at a time, with what is shared worked out once."""

    def __init__(self, t: Tables, options: Options) -> None:
        self.t = t
        self.options = options
        self.finder = PathFinder(t)
        self.cut = 0
        self.required = t.required_skills | t.required_certificates
        needs = t.problem.needs
        self.items = [np.flatnonzero(self.required[j]).tolist() for j in range(len(needs))]
        self.later_starts = [
            sorted(
                w
                for w in {*rises(t.headcount[j]), *rises(t.tutor_hours[t.site_of[j]])}
                if t.next_start[j, w] == w
            )
            for j in range(len(needs))
        ]
        self.earlier_ends = [
            sorted({*falls(t.headcount[j]), *falls(t.tutor_hours[t.site_of[j]])})
            for j in range(len(needs))
        ]

    def pair(self, i: int, j: int) -> list[_Future]:
        """The pair's futures after cutting, best first within each path."""
        t = self.t
        earliest = int(t.next_start[j, min(t.available_from[i], t.problem.weeks)])
        if earliest == NEVER:
            return []
        direct = self._along(i, j, NO_PATH, earliest)
        by_path = []
        for gap in self._gaps(i, j, earliest):
            for path in self.finder.paths(i, gap):
                begin = int(t.next_start[j, max(path.end_week, int(t.available_from[i]))])
                if begin != NEVER:
                    futures = self._along(i, j, path, begin, gap)
                    if futures:
                        by_path.append(futures)
        by_path.sort(key=lambda futures: (-futures[0].value, futures[0].path.intakes))
        keep, drop = (
            by_path[: self.options.paths_per_pair],
            by_path[self.options.paths_per_pair :],
        )
        self.cut += sum(map(len, drop))
        return direct + [future for futures in keep for future in futures]

    def locked(self, i: int, lock: Lock) -> _Future:
        """A locked proposal as it stands, whatever the rules would say of it today."""
        j = next(k for k, need in enumerate(self.t.problem.needs) if need.id == lock.need)
        at = {intake.id: k for k, intake in enumerate(self.t.problem.intakes)}
        path = self.finder.given(tuple(at[intake] for intake in lock.intakes))
        start, end = pair_weeks(self.t, j, lock.start_week, lock.end_week)
        return self._future(i, j, (start, end), path, locked=True)

    def _gaps(self, i: int, j: int, earliest: int) -> list[Gap]:
        """The gaps of the pair at its possible start weeks; certificates may expire in between."""
        t, need = self.t, self.t.problem.needs[j]
        until = {t.items[k]: float(t.own_until[i, k]) for k in self.items[j]}
        site = t.problem.sites[t.site_of[j]]
        short = t.shared_level[i, j] < need.language_level
        language = (site.crew_languages, need.language_level) if short else (frozenset(), 0)
        moments = {float(earliest), *(u for u in until.values() if earliest < u < need.end_week)}
        gaps = [
            (frozenset(code for code, u in until.items() if u <= moment), *language)
            for moment in sorted(moments)
        ]
        return [gap for gap in gaps if gap[0] or gap[2]]

    def _along(
        self, i: int, j: int, path: Path, begin: int, gap: Gap | None = None
    ) -> list[_Future]:
        """Futures along one path, best first; `gap` None means straight to work."""
        starts = [begin, *(w for w in self.later_starts[j] if w > begin)]
        valid = [s for s in starts if self._fits(i, j, path, s, gap)]
        kept = spread(valid, self.options.starts_per_path)
        futures = []
        for start in kept:
            ends = self._ends(i, j, start)
            chosen = spread(ends, self.options.starts_per_path)
            self.cut += len(ends) - len(chosen)
            futures += [self._future(i, j, (start, end), path) for end in chosen]
        self.cut += sum(len(self._ends(i, j, s)) for s in valid if s not in kept)
        futures.sort(key=lambda future: (-future.value, future.start, future.end))
        return futures

    def _fits(self, i: int, j: int, path: Path, start: int, gap: Gap | None) -> bool:
        """Is exactly this gap open at `start`, and closed by this path and no part of it?"""
        t, need = self.t, self.t.problem.needs[j]
        missing = frozenset(t.items[k] for k in self.items[j] if t.own_until[i, k] <= start)
        short = t.shared_level[i, j] < need.language_level
        if gap is None:
            return not missing and not short
        return missing == gap[0] and path.is_needed(gap, start)

    def _ends(self, i: int, j: int, start: int) -> list[int]:
        """Possible end weeks from `start`, the latest first."""
        t = self.t
        latest = int(min(t.run_end[j, start], t.available_to[i]))
        shortest = start + t.problem.needs[j].min_weeks
        if latest < shortest:
            return []
        return [latest, *(w for w in reversed(self.earlier_ends[j]) if shortest <= w < latest)]

    def _future(
        self, i: int, j: int, weeks: tuple[int, int], path: Path, locked: bool = False
    ) -> _Future:
        value = total(parts(self.t, i, j, weeks, path))
        return _Future(i, j, *weeks, path, value, self._tutor_hours(i, j, path), locked)

    def _tutor_hours(self, i: int, j: int, path: Path) -> float:
        t, need = self.t, self.t.problem.needs[j]
        level = int(t.shared_level[i, j])
        if level != UNKNOWN_LEVEL:
            crew = t.problem.sites[t.site_of[j]].crew_languages
            level = max(level, *(path.languages.get(iso, 0) for iso in crew))
        weak = level < need.tutor_language_level
        return need.tutor_hours_per_week + (need.tutor_extra_hours_per_week if weak else 0.0)


def _columns(futures: list[_Future], possible: BoolArray, cut: int) -> Columns:
    paths: dict[tuple[int, ...], int] = {}
    kept_paths: list[Path] = []
    index = []
    for future in futures:
        key = future.path.intakes
        if key not in paths:
            paths[key] = len(kept_paths)
            kept_paths.append(future.path)
        index.append(paths[key])
    order = sorted(range(len(futures)), key=lambda k: (futures[k].candidate, futures[k].need, k))
    chosen = [futures[k] for k in order]

    def whole(values: list[int]) -> IntArray:
        return np.array(values, dtype=np.int64)

    return Columns(
        candidate=whole([f.candidate for f in chosen]),
        need=whole([f.need for f in chosen]),
        start=whole([f.start for f in chosen]),
        end=whole([f.end for f in chosen]),
        path=whole([index[k] for k in order]),
        value=np.array([f.value for f in chosen], dtype=float),
        tutor_hours=np.array([f.tutor_hours for f in chosen], dtype=float),
        locked=np.array([f.locked for f in chosen], dtype=bool),
        paths=tuple(kept_paths),
        possible=possible,
        cut=cut,
    )
