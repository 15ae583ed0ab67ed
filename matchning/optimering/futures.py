"""Every future of one need at a time, over all its candidates and paths at once in numpy.

Rows are (candidate, gap, path) with the weeks in which that path is right: the gap is exactly
what is missing, the path closes it and no part of it does. Each row has its start weeks, each
start its end weeks; columns.py says which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .paths import Finder, Gap
from .result import Options
from .tables import NEVER, UNKNOWN_LEVEL, IntArray, Tables, falls, rises
from .travel import BoolArray, FloatArray
from .value import Futures, cost, keep_bonus, nice_items, of_hours, of_legs, waiting


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Futures of one need, best first within candidate and path; `first` and `last` its intakes."""

    candidate: IntArray
    start: IntArray
    end: IntArray
    first: IntArray
    last: IntArray
    value: FloatArray
    tutor_hours: FloatArray
    cut: int  # futures left out by Options


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """A candidate with a path, right for start weeks in `[since, until)`."""

    candidate: IntArray
    first: IntArray
    last: IntArray
    since: FloatArray
    until: FloatArray

    def take(self, at: IntArray | BoolArray) -> "_Rows":
        return _Rows(
            self.candidate[at], self.first[at], self.last[at], self.since[at], self.until[at]
        )


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
        self.paths = Finder(t)
        self.required = t.required_skills | t.required_certificates
        self.told: dict[int, list[int]] = {}  # need -> who has been told of it
        for i, j in t.kept:
            self.told.setdefault(j, []).append(i)
        self._kept: dict[int, BoolArray] = {}

    def of_need(self, j: int, people: IntArray) -> Found:
        """The futures of the need for those people, in their order, after cutting."""
        t = self.t
        rows = self._rows(j, people)
        ready = np.maximum(t.available_from[rows.candidate], self.paths.end[rows.last])
        begin = t.next_start[j, ready.clip(max=t.problem.weeks)]
        used = begin < NEVER
        rows, begin = rows.take(used), begin[used]
        row, start, end, every = self._weeks(j, rows, begin)
        value = self._values(j, rows, row, start, end)
        kept, rank = self._best_paths(rows, row, value)
        row, start, end, value = row[kept], start[kept], end[kept], value[kept]
        order = np.lexsort((end, start, -value, rank[row], rows.candidate[row]))
        row = row[order]
        return Found(
            candidate=rows.candidate[row],
            start=start[order],
            end=end[order],
            first=rows.first[row],
            last=rows.last[row],
            value=value[order],
            tutor_hours=self.tutor_hours(j, rows.candidate, self._level(j, rows))[row],
            cut=every - len(row),
        )

    def tutor_hours(self, j: int, people: IntArray, taught: IntArray) -> FloatArray:
        """Tutor hours per week for each; `taught` is the level a path gives in a crew language."""
        need, level = self.t.problem.needs[j], self.t.level(people, j)
        known = level != UNKNOWN_LEVEL
        weak = np.where(known, np.maximum(level, taught), level) < need.tutor_language_level
        extra = np.where(weak, need.tutor_extra_hours_per_week, 0.0)
        hours: FloatArray = need.tutor_hours_per_week + extra
        return hours

    def _level(self, j: int, rows: _Rows) -> IntArray:
        site = self.t.problem.sites[self.t.site_of[j]]
        speaks = self.paths.speaks(site.crew_languages)
        return np.maximum(speaks[rows.first], speaks[rows.last])

    def _rows(self, j: int, people: IntArray) -> _Rows:
        """Every allowed (candidate, path) of the need."""
        found = []
        paths = self.paths
        for gap, who, since, until in self._gaps(j, people):
            ways = paths.closing(gap)
            if not len(ways):
                continue
            each = np.arange(len(who))[:, None]
            alone = paths.permit[paths.none]
            allowed = (
                paths.near[who[:, None], ways.first]
                & paths.near[who[:, None], ways.last]
                & paths.able[alone[ways.first], who[:, None]]
                & paths.able[ways.permit, who[:, None]]
            )
            each, way = np.nonzero(allowed)
            by_last = np.where(
                paths.able[alone[ways.last[way]], who[each]], ways.last_until[way], -np.inf
            )
            part = np.maximum(ways.first_until[way], by_last)
            rows = _Rows(
                who[each],
                ways.first[way],
                ways.last[way],
                np.maximum(since[each], part),
                np.minimum(until[each], ways.until[way]),
            )
            found.append(rows.take(rows.since < rows.until))
        return _Rows(
            *(
                np.concatenate([getattr(rows, name) for rows in found] or [np.empty(0, kind)])
                for name, kind in (
                    ("candidate", np.int64),
                    ("first", np.int64),
                    ("last", np.int64),
                    ("since", float),
                    ("until", float),
                )
            )
        )

    def _gaps(self, j: int, people: IntArray) -> list[tuple[Gap, IntArray, FloatArray, FloatArray]]:
        """(gap, whose it is, from and until when); certificates may expire in between."""
        t, need = self.t, self.t.problem.needs[j]
        earliest = t.next_start[j, t.available_from[people].clip(max=t.problem.weeks)]
        people, earliest = people[earliest < NEVER], earliest[earliest < NEVER]
        items = np.flatnonzero(self.required[j])
        expires = t.own_until[np.ix_(people, items)]
        who, item = np.nonzero((earliest[:, None] < expires) & (expires < need.end_week))
        moments = np.unique(
            np.stack(
                [
                    np.concatenate([np.arange(len(people)), who]).astype(float),
                    np.concatenate([earliest.astype(float), expires[who, item]]),
                ]
            ),
            axis=1,
        )
        who, since = moments[0].astype(np.int64), moments[1]
        until = np.append(since[1:], np.inf)
        until[np.append(who[1:] != who[:-1], True)[: len(until)]] = np.inf
        short = t.level(people[who], j) < need.language_level
        missing = np.column_stack([expires[who] <= since[:, None], short])
        kinds, kind = np.unique(missing, axis=0, return_inverse=True)
        kind = kind.reshape(-1)
        crew = t.problem.sites[t.site_of[j]].crew_languages
        found = []
        for k, lacks in enumerate(kinds.tolist()):
            codes = tuple(items[lacks[:-1]].tolist())
            gap = Gap(codes, crew, need.language_level) if lacks[-1] else Gap(codes)
            mine = np.flatnonzero(kind == k)
            found.append((gap, people[who[mine]], since[mine], until[mine]))
        return found

    def _weeks(
        self, j: int, rows: _Rows, begin: IntArray
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

    def _spread(self, valid: BoolArray) -> BoolArray:
        """`spread` over the true entries of each row."""
        width = valid.shape[1]
        if width not in self._kept:
            table = np.zeros((width + 1, width), dtype=bool)
            for count in range(1, width + 1):
                table[count, spread(range(count), self.options.starts_per_path)] = True
            self._kept[width] = table
        rank = np.cumsum(valid, axis=1) - 1
        kept: BoolArray = valid & self._kept[width][valid.sum(axis=1)[:, None], rank]
        return kept

    def _values(
        self, j: int, rows: _Rows, row: IntArray, start: IntArray, end: IntArray
    ) -> FloatArray:
        t, nice, paths = self.t, nice_items(self.t, j), self.paths
        who = rows.candidate[row]
        until = np.maximum(paths.until[rows.first][:, nice], paths.until[rows.last][:, nice])
        # One intake is `last` with `none` first; none at all is `none` twice and costs nothing.
        sek = paths.cost[rows.first] + paths.cost[rows.last]
        value = of_legs(t, j, Futures(who, start, end, until[row]))
        value += waiting(t, np.maximum(0, start - t.available_from[who])) + cost(t, sek[row])
        value += of_hours(t, j, who, end - start)
        for i in self.told.get(j, ()):
            for k in np.flatnonzero(who == i).tolist():
                steps = (int(rows.first[row[k]]), int(rows.last[row[k]]))
                taken = [step for step in steps if step != paths.none]
                value[k] += keep_bonus(t, i, j, (int(start[k]), int(end[k])), taken) or 0.0
        return value

    def _best_paths(
        self, rows: _Rows, row: IntArray, value: FloatArray
    ) -> tuple[BoolArray, IntArray]:
        """(which futures are kept, the rank of each row's path among the candidate's paths)."""
        none, count = self.paths.none, len(rows.candidate)
        best = np.full(count, -np.inf)
        np.maximum.at(best, row, value)
        direct = rows.last == none
        alone = rows.first == none
        lead, then = np.where(alone, rows.last, rows.first), np.where(alone, -1, rows.last)
        order = np.lexsort((then, lead, -best, ~direct, rows.candidate))
        person = rows.candidate[order]
        new = np.append(True, person[1:] != person[:-1])[:count]
        place = np.arange(count)
        place = place - np.maximum.accumulate(np.where(new, place, 0))
        rank = np.empty(count, dtype=np.int64)
        rank[order] = place
        straight = np.zeros(len(self.t.problem.candidates), dtype=bool)
        straight[rows.candidate[direct]] = True
        limit = self.options.paths_per_pair + straight[rows.candidate]
        kept: BoolArray = (rank < limit)[row]
        return kept, rank
