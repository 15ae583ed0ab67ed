"""Every future of one need at a time, over all its candidates and paths at once in numpy.

Rows are (candidate, path) with the weeks in which that path is right: the gap is exactly what is
missing, the path closes it and no part of it does. Each row has its start weeks, each start its
end weeks; columns.py says which.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from .blocks import Block
from .paths import Finder, Gap, Ways, place_within
from .pathtable import Path
from .result import Options
from .tables import NEVER, UNKNOWN_LEVEL, IntArray, Tables, falls, rises
from .travel import BoolArray, FloatArray
from .value import Futures, cost, keep_bonus, nice_items, of_hours, of_legs, waiting


class Gaps(NamedTuple):
    """What people lack from one week until another, `kind` a position in `gaps`."""

    gaps: tuple[Gap, ...]
    kind: IntArray
    who: IntArray
    since: FloatArray
    until: FloatArray

    def take(self, at: IntArray | BoolArray) -> "Gaps":
        part = self.kind[at], self.who[at], self.since[at], self.until[at]
        return Gaps(self.gaps, *part)


class Rows(NamedTuple):
    """A candidate with a path, right for start weeks in `[since, until)`."""

    candidate: IntArray
    path: IntArray
    since: FloatArray
    until: FloatArray

    def take(self, at: IntArray | BoolArray) -> "Rows":
        return Rows._make([part[at] for part in self])


def spread(weeks: Sequence[int], most: int) -> list[int]:
    """At most `most` of the weeks, the first always among them, the rest evenly spread."""
    if len(weeks) <= most:
        return list(weeks)
    if most == 1:
        return [weeks[0]]
    last = len(weeks) - 1
    return [weeks[round(k * last / (most - 1))] for k in range(most)]


class FutureFinder:
    """Finds all futures of a need; what needs share is worked out once."""

    def __init__(self, t: Tables, options: Options) -> None:
        self.t = t
        self.options = options
        self.paths = Finder(t, options.paths_per_pair)
        self.table = self.paths.table
        self.required = t.required_skills | t.required_certificates
        self.told: dict[int, list[int]] = {}  # need -> who has been told of it
        for i, j in t.kept:
            self.told.setdefault(j, []).append(i)
        self.ways: dict[Gap, Ways] = {}
        self.gaps_of: list[Gaps] = []  # per need
        self._spreads: dict[int, BoolArray] = {}

    def look(
        self, eligible: Callable[[int], IntArray], more: Sequence[Gaps], tick: Callable[[], None]
    ) -> None:
        """Find the paths of everyone's gaps, for those `eligible` for each need; before `of_need`.

        `more`: gaps that are not a need's. `tick` is called now and then and may raise to stop.
        """
        granted = {x for c in self.t.problem.courses for x in c.grants_languages}
        for j in range(self.t.shape[1]):
            tick()
            need, crew = self.t.problem.needs[j], self.t.problem.sites[self.t.site_of[j]]
            people = eligible(j)
            earliest = self.t.next_start[j, self.t.available_from[people].clip(max=need.end_week)]
            here = earliest < NEVER
            short = self.t.level(people, j) < need.language_level
            asked = (crew.crew_languages & granted, need.language_level)
            items = np.flatnonzero(self.required[j])
            who = people[here], earliest[here], short[here]
            self.gaps_of.append(self.gaps(items, asked, need.end_week, who))
        wanted: dict[Gap, list[IntArray]] = {}
        for found in (*self.gaps_of, *more):
            for k, gap in enumerate(found.gaps):
                wanted.setdefault(gap, []).append(found.who[found.kind == k])
        for gap, groups in wanted.items():
            tick()
            self.ways[gap] = self.paths.closing(gap, np.unique(np.concatenate(groups)))

    @property
    def cut(self) -> int:
        """Paths left out, each at least one future."""
        return sum(ways.cut for ways in self.ways.values())

    def gaps(
        self,
        items: IntArray,
        language: tuple[frozenset[str], int],
        last: int,
        who: tuple[IntArray, IntArray, BoolArray],
    ) -> Gaps:
        """What people lack of the items, and of the language, from a week on until week `last`.

        `who`: the people, from when on they are asked about, who is short of the language.
        Certificates may run out meanwhile: one has then one gap after the other.
        """
        people, earliest, short = who
        expires = self.t.own_until[np.ix_(people, items)]
        person, item = np.nonzero((earliest[:, None] < expires) & (expires < last))
        each = np.concatenate([np.arange(len(people)), person])
        weeks = np.concatenate([earliest.astype(float), expires[person, item]])
        order = np.lexsort((weeks, each))
        each, since = each[order], weeks[order]
        new = place_within(each, since) == 0
        each, since = each[new], since[new]
        until = np.full(len(since), np.inf)
        same = each[1:] == each[:-1]
        until[:-1][same] = since[1:][same]
        missing = np.column_stack([expires[each] <= since[:, None], short[each]])
        kind = np.zeros(len(each), dtype=np.int64)
        first = kind
        for lacks in missing.T:
            _, first, kind = np.unique(2 * kind + lacks, return_index=True, return_inverse=True)
            kind = kind.reshape(-1)
        kinds = []
        for lacks in missing[first]:
            codes = tuple(items[lacks[:-1]].tolist())
            kinds.append(Gap(codes, *language) if lacks[-1] else Gap(codes))
        return Gaps(tuple(kinds), kind, people[each], since, until)

    def rows(self, found: Gaps) -> Rows:
        """Every allowed (candidate, path) for those gaps."""
        parts = [Rows._make([np.empty(0, kind) for kind in (np.int32, np.int32, float, float)])]
        for k, gap in enumerate(found.gaps):
            ways, mine = self.ways[gap], np.flatnonzero(found.kind == k)
            each, way = ways.of(found.who[mine])
            at = mine[each]
            part = Rows(
                ways.who[way],
                ways.path[way],
                np.maximum(found.since[at], ways.since[way]),
                np.minimum(found.until[at], ways.until[way]),
            )
            parts.append(part.take(part.since < part.until))
        return Rows._make([np.concatenate(column) for column in zip(*parts, strict=True)])

    def of_need(self, j: int, among: IntArray | None = None) -> tuple[Block, int]:
        """The need's futures by candidate, the best path first; how many others were cut.

        `among`: of those candidates alone.
        """
        t, table = self.t, self.table
        found = self.gaps_of[j]
        if among is not None:
            found = found.take(np.isin(found.who, among))
        rows = self.rows(found)
        ready = np.maximum(t.available_from[rows.candidate], table.end[rows.path])
        begin = t.next_start[j, ready.clip(max=t.problem.weeks)]
        used = begin < NEVER
        rows, begin = rows.take(used), begin[used]
        row, start, end, every = self.weeks(j, rows, begin)
        value = self._values(j, rows, row, start, end)
        kept, rank = self._best_paths(rows, row, value)
        row, start, end, value = row[kept], start[kept], end[kept], value[kept]
        order = np.lexsort((end, start, -value, rank[row], rows.candidate[row]))
        row = row[order]
        hours = self.tutor_hours(j, rows.candidate, rows.path)
        return Block(
            candidate=rows.candidate[row],
            path=rows.path[row],
            value=value[order],
            need=np.full((len(row), 1), j, dtype=np.int32),
            start=start[order].astype(np.int16)[:, None],
            end=end[order].astype(np.int16)[:, None],
            tutor_hours=hours[row][:, None],
        ), every - len(row)

    def tutor_hours_of(self, j: int, i: int, path: Path) -> float:
        """The same for one candidate and any path."""
        crew = self.t.problem.sites[self.t.site_of[j]].crew_languages
        taught = max((path.languages.get(iso, 0) for iso in crew), default=0)
        return float(self._tutor_hours(j, np.array([i]), np.array([taught]))[0])

    def tutor_hours(self, j: int, people: IntArray, path: IntArray) -> FloatArray:
        """Tutor hours per week for each; what the path gives in a crew language counts."""
        return self._tutor_hours(j, people, self.taught(j, path))

    def _tutor_hours(self, j: int, people: IntArray, taught: IntArray) -> FloatArray:
        need, level = self.t.problem.needs[j], self.t.level(people, j)
        best = np.where(level == UNKNOWN_LEVEL, level, np.maximum(level, taught))
        weak = best < need.tutor_language_level
        extra = np.where(weak, need.tutor_extra_hours_per_week, 0.0)
        hours: FloatArray = need.tutor_hours_per_week + extra
        return hours

    def taught(self, j: int, path: IntArray) -> IntArray:
        """The level each path gives in one of the crew's languages."""
        crew = self.t.problem.sites[self.t.site_of[j]].crew_languages
        found: IntArray = self.table.best("language", crew, self.paths.speaks)[path]
        return found

    def held_until(self, item: int, path: IntArray) -> FloatArray:
        """The first week in which what each path gives of the item is not valid."""
        found: FloatArray = self.table.best("item", item, lambda k: self.paths.until[:, k])[path]
        return found

    def weeks(
        self, j: int, rows: Rows, begin: IntArray
    ) -> tuple[IntArray, IntArray, IntArray, int]:
        """(row, start, end) of every future kept, and how many there are in all."""
        t = self.t
        headcount, hours = t.headcount[j], t.tutor_hours[t.site_of[j]]
        later = [w for w in sorted({*rises(headcount), *rises(hours)}) if t.next_start[j, w] == w]
        falling = sorted({*falls(headcount), *falls(hours)}, reverse=True)
        count = len(begin)
        starts = np.column_stack([begin, np.tile(np.array(later, dtype=np.int64), (count, 1))])
        valid = (starts >= rows.since[:, None]) & (starts < rows.until[:, None])
        valid[:, 1:] &= starts[:, 1:] > begin[:, None]
        row, column = np.nonzero(valid)
        chosen = self._spread(valid)[row, column]
        start = starts[row, column]
        latest = np.minimum(t.run_end[j, start], t.available_to[rows.candidate[row]])
        shortest = start + t.problem.needs[j].min_weeks
        earlier = np.tile(np.array(falling, dtype=np.int64), (len(row), 1))
        ends = np.column_stack([latest, earlier])
        fits = ends >= shortest[:, None]
        fits[:, 1:] &= earlier < latest[:, None]
        every = int(fits.sum())
        at, column = np.nonzero(self._spread(fits) & chosen[:, None])
        return row[at], start[at], ends[at, column], every

    def worth(
        self, j: int, who: IntArray, path: IntArray, start: IntArray, end: IntArray
    ) -> FloatArray:
        """What the work alone is worth."""
        until = [self.held_until(item, path) for item in nice_items(self.t, j)]
        return of_legs(self.t, j, Futures(who, start, end, until))

    def _spread(self, valid: BoolArray) -> BoolArray:
        """`spread` over the true entries of each row."""
        width = valid.shape[1]
        if width not in self._spreads:
            table = np.zeros((width + 1, width), dtype=bool)
            for count in range(1, width + 1):
                table[count, spread(range(count), self.options.starts_per_path)] = True
            self._spreads[width] = table
        rank = np.cumsum(valid, axis=1) - 1
        kept: BoolArray = valid & self._spreads[width][valid.sum(axis=1)[:, None], rank]
        return kept

    def _values(
        self, j: int, rows: Rows, row: IntArray, start: IntArray, end: IntArray
    ) -> FloatArray:
        t, who, path = self.t, rows.candidate[row], rows.path[row]
        value = self.worth(j, who, path, start, end)
        value += waiting(t, np.maximum(0, start - t.available_from[who]))
        value += cost(t, self.table.cost[path]) + of_hours(t, j, who, end - start)
        for i in self.told.get(j, ()):
            for k in np.flatnonzero(who == i).tolist():
                taken = self.table[int(path[k])].intakes
                value[k] += keep_bonus(t, i, j, (int(start[k]), int(end[k])), taken) or 0.0
        return value

    def _best_paths(
        self, rows: Rows, row: IntArray, value: FloatArray
    ) -> tuple[BoolArray, IntArray]:
        """(which futures are kept, the rank of each row's path among the candidate's paths).

        The straight way comes first, then the best path, then as the search ordered them.
        """
        count = len(rows.candidate)
        best = np.full(count, -np.inf)
        np.maximum.at(best, row, value)
        courses = rows.path > 0
        order = np.lexsort((-best, courses, rows.candidate))
        first = place_within(rows.candidate[order], courses[order]) == 0
        later = np.ones(count, dtype=bool)
        later[order[first]] = False
        order = np.lexsort((later, courses, rows.candidate))  # keeps the order of the search
        rank = np.empty(count, dtype=np.int64)
        rank[order] = place_within(rows.candidate[order])
        straight = np.zeros(len(self.t.problem.candidates), dtype=bool)
        straight[rows.candidate[~courses]] = True
        limit = self.options.paths_per_pair + straight[rows.candidate]
        kept: BoolArray = (rank < limit)[row]
        return kept, rank
