"""Paths: ways of up to four intakes to close a gap, found for many people at once.

A label search in numpy: a label is a candidate with the intakes she has taken so far. It is made
longer by the next intakes she can take of each course that may help and some later ones, and of
the labels with the same courses the best are kept: those that pass by the fewest intakes, then
those that end first. So every course comes with later intakes too, for when the first ones fill.
"""

from dataclasses import dataclass, replace

import numpy as np

from .pathtable import MOST_INTAKES, PathTable
from .permits import Permits
from .tables import NEVER, IntArray, Tables
from .travel import BoolArray, FloatArray

MOST_PARTS = 62  # of a gap, that are kept count of while it is being closed


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: items (positions in Tables.items), and a level in one of the languages."""

    items: tuple[int, ...]
    crew: frozenset[str] = frozenset()
    level: int = 0

    def __bool__(self) -> bool:
        return bool(self.items) or self.level > 0


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Paths that close a gap as parallel arrays, by candidate and then the best ones first.

    The path closes the gap before week `until`, and no less than all of it does from `since` on.
    """

    who: IntArray
    path: IntArray  # number in Finder.table
    since: FloatArray
    until: FloatArray
    cut: int  # paths (also unfinished ones) left out

    def of(self, people: IntArray) -> tuple[IntArray, IntArray]:
        """(position in `people`, row here) of everyone's paths."""
        low, high = np.searchsorted(self.who, people), np.searchsorted(self.who, people, "right")
        each = np.repeat(np.arange(len(people)), high - low)
        offset = np.arange(len(each)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
        return each, low[each] + offset


@dataclass(frozen=True, slots=True, eq=False)
class _Labels:
    who: IntArray
    steps: IntArray  # x MOST_INTAKES, filled up with none
    passed: IntArray  # intakes passed by that she could have taken, of those looked at
    kind: IntArray  # rising, the same for those with the same candidate and courses

    def take(self, at: IntArray | BoolArray) -> "_Labels":
        return _Labels(self.who[at], self.steps[at], self.passed[at], self.kind[at])


class Finder:
    """Who may take which intake, and the paths that close a gap."""

    def __init__(self, t: Tables, most: int) -> None:
        self.t = t
        self.most = most  # paths kept per candidate and gap
        self.table = PathTable(t.problem)
        self.none = self.table.none
        intakes, courses = t.problem.intakes, t.problem.courses
        self.start = np.array([k.start_week for k in intakes] + [NEVER], dtype=np.int64)
        self.end = np.array([k.end_week for k in intakes] + [0], dtype=np.int64)
        self.cost = np.array([k.cost_sek for k in intakes] + [0.0], dtype=float)
        # (I+1) x K: the first week in which what the intake gives is not valid, -inf = not given
        self.until = np.full((self.none + 1, len(t.items)), -np.inf)
        item_at = {code: k for k, code in enumerate(t.items)}
        for k in range(self.none):
            for code, week in self.table.gives(k).items():
                if code in item_at:
                    self.until[k, item_at[code]] = week
        self.open = np.array([k.seats > k.taken for k in intakes] + [False], dtype=bool)
        self.permits = Permits(t, self.table.course_of, self.until)
        at = {course.id: q for q, course in enumerate(courses)}
        self.course = np.array([at[k.course] for k in intakes] + [len(at)], dtype=np.int64)
        # Taking a course again can only be right where what it gives runs out within the plan.
        self.again = [
            any(w is not None and w < t.problem.weeks for w in c.grants_certificates.values())
            for c in courses
        ]
        self.near = self._near()
        self.nearby = [self._nearby(q) for q in range(len(courses))]
        self._speaks: dict[frozenset[str], IntArray] = {}
        self._looks: dict[int, IntArray] = {}

    def speaks(self, crew: frozenset[str]) -> IntArray:
        """Per intake (and `none`): the level it gives in the best of the crew's languages."""
        if crew not in self._speaks:
            given = [
                max((c.grants_languages.get(x, 0) for x in crew), default=0)
                for c in self.table.course_of
            ]
            self._speaks[crew] = np.array([*given, 0], dtype=np.int64)
        return self._speaks[crew]

    def closing(self, gap: Gap, people: IntArray) -> Ways:
        """The paths of those people (ascending) that close the gap, after cutting."""
        if not gap:
            nothing, never = np.zeros(len(people), dtype=np.int32), np.full(len(people), np.inf)
            return Ways(people, nothing, -never, never, 0)
        labels = _Labels(
            people,
            np.full((len(people), MOST_INTAKES), self.none, dtype=np.int32),
            np.zeros(len(people), dtype=np.int32),
            np.arange(len(people)),
        )
        courses, parts = self._courses(gap), self._parts(gap)
        cut, found = 0, []
        for length in range(MOST_INTAKES):
            labels, passed = self._longer(labels, length, courses, parts)
            labels, lost = self._best_labels(labels, length + 1)
            cut += passed + lost
            until = self.closed_until(gap, labels.steps)
            whole = np.flatnonzero(until > self.end[labels.steps[:, length]])
            since = self._needed_from(gap, labels.take(whole), length + 1)
            right = since < until[whole]
            whole = whole[right]
            found.append((labels.take(whole), since[right], until[whole]))
            # Nothing more is needed where the gap stays closed to the end.
            labels = labels.take(until < self.t.problem.weeks)
        return self._ways(found, cut)

    def closed_until(self, gap: Gap, steps: IntArray) -> FloatArray:
        """The first week in which the gap is open again after the steps, -inf = never closed."""
        until = np.full(len(steps), np.inf)
        for item in gap.items:
            np.minimum(until, self.until[:, item][steps.T].max(axis=0), out=until)
        if gap.level:
            until[self.speaks(gap.crew)[steps.T].max(axis=0) < gap.level] = -np.inf
        return until

    def _needed_from(self, gap: Gap, labels: _Labels, length: int) -> FloatArray:
        """From which week on every intake is needed: less than all of them does not do."""
        since = np.full(len(labels.who), -np.inf)
        for position in range(length):
            less = labels.steps.copy()
            less[:, position] = self.none
            until = self.closed_until(gap, less)
            rows = np.flatnonzero(until > since)
            rows = rows[self.permits.able(labels.who[rows], less[rows])]
            since[rows] = until[rows]
        return since

    def _parts(self, gap: Gap) -> IntArray:
        """Per intake (and `none`) which parts of the gap it gives, as bits (those that fit)."""
        gives = [self.until[:, item] > -np.inf for item in gap.items[:MOST_PARTS]]
        if gap.level:
            gives.append(self.speaks(gap.crew) >= gap.level)
        found = np.zeros(self.none + 1, dtype=np.int64)
        for bit, given in enumerate(gives):
            found |= given.astype(np.int64) << bit
        return found

    def _courses(self, gap: Gap) -> dict[int, BoolArray]:
        """Courses that give what is missing, or is asked for on the way -> whom they help."""
        gives = (self.until[:, list(gap.items)] > -np.inf).any(axis=1)
        if gap.level:
            gives |= self.speaks(gap.crew) >= gap.level
        wanted, before = self.open & gives, -1
        while wanted.sum() > before:
            before = wanted.sum()
            asks = np.unique(self.permits.asked[wanted])
            wanted |= self.open & self.permits.given[asks].any(axis=0)
        found = {}
        for q in np.unique(self.course[wanted]).tolist():
            mine = wanted & (self.course == q)
            given = asks[self.permits.given[np.ix_(asks, mine)].any(axis=1)]
            helps = ~self.permits.held[given].all(axis=0)
            found[q] = helps | bool((mine & gives).any())
        return found

    def _longer(
        self, labels: _Labels, length: int, courses: dict[int, BoolArray], parts: IntArray
    ) -> tuple[_Labels, int]:
        """Every label with one more intake, and how many intakes were not looked at.

        Those that cannot close the gap with the intakes left after it are not made.
        """
        taken = self.course[labels.steps.T[:length]]
        ready = self.end[labels.steps[:, length - 1]] if length else np.zeros(taken.shape[1], int)
        given = np.bitwise_or.reduce(parts[labels.steps.T], axis=0)
        every = np.bitwise_or.reduce(parts)
        most = max(1, int(np.bitwise_count(parts).max()))  # parts that one intake can give
        found, cut = [labels.take(np.empty(0, dtype=np.int64))], 0
        for q, helps in courses.items():
            fits = helps[labels.who]
            if not self.again[q]:
                fits &= (taken != q).all(axis=0)
            left_open = np.bitwise_count(every & ~(given | parts[self.course == q][0]))
            fits &= left_open <= most * (MOST_INTAKES - 1 - length)
            at = np.flatnonzero(fits)
            starts, count, listing = self.nearby[q]
            who = labels.who[at]
            passed = count[who, np.searchsorted(starts, ready[at])]
            left = count[who, -1] - passed
            cut += int(np.maximum(left.astype(np.int64) - self.most, 0).sum())
            table = self._looked_at(len(starts))[left]
            row, place = np.nonzero(table >= 0)
            intake = listing[who[row], passed[row] + table[row, place]]
            at = at[row]
            may = self.permits.may_begin(labels.who[at], labels.steps[at, :length], intake)
            at, intake, place = at[may], intake[may], place[may]
            passed = labels.passed[at] + place.astype(np.int32)
            first = _first(labels.kind[at], passed, self.most)
            cut += len(first) - int(first.sum())
            part = labels.take(at[first])
            part.steps[:, length] = intake[first]
            part.passed[:] = passed[first]
            found.append(part)
        longer = _Labels(
            np.concatenate([part.who for part in found]),
            np.concatenate([part.steps for part in found]),
            np.concatenate([part.passed for part in found]),
            np.concatenate([part.kind for part in found]),
        )
        return longer, cut

    def _looked_at(self, longest: int) -> IntArray:
        """Per number of intakes left which of them are looked at, -1 = no more.

        All, or the next ones and as many evenly spread over the rest of the time.
        """
        if longest in self._looks:
            return self._looks[longest]
        table = np.full((longest + 1, min(longest, self.most)), -1, dtype=np.int64)
        for left in range(1, longest + 1):
            next_ones = left if left <= self.most else (self.most + 1) // 2
            spread, rest = min(left, self.most) - next_ones, left - next_ones
            later = [next_ones - 1 - (-rest * (k + 1) // spread) for k in range(spread)]
            table[left, : next_ones + spread] = [*range(next_ones), *later]
        self._looks[longest] = table
        return table

    def _best_labels(self, labels: _Labels, length: int) -> tuple[_Labels, int]:
        """The best of those with the same courses, and how many others there are."""
        courses = np.sort(self.course[labels.steps[:, :length]], axis=1)
        same = labels.who.astype(np.int64)
        for course in courses.T:
            same = same * (len(self.nearby) + 1) + course
        cost = self.cost[labels.steps.T].sum(axis=0)
        rank = labels.passed * np.int64(NEVER) + self.end[labels.steps[:, length - 1]]
        order = np.lexsort((cost, rank, same))
        place = place_within(same[order])
        kind = np.cumsum(place == 0)
        kept = place < self.most
        best = replace(labels.take(order[kept]), kind=kind[kept])
        return best, len(order) - len(best.who)

    def _ways(self, found: list[tuple[_Labels, FloatArray, FloatArray]], cut: int) -> Ways:
        """The best paths of everyone, in the order that labels are kept."""
        who = np.concatenate([labels.who for labels, _, _ in found])
        steps = np.concatenate([labels.steps for labels, _, _ in found])
        passed = np.concatenate([labels.passed for labels, _, _ in found])
        ends, cost = self.end[steps.T].max(axis=0), self.cost[steps.T].sum(axis=0)
        order = np.lexsort((*steps.T[::-1], cost, ends, passed, who))
        kept = order[place_within(who[order]) < self.most]
        return Ways(
            who=who[kept],
            path=self.table.add(steps[kept]),
            since=np.concatenate([since for _, since, _ in found])[kept],
            until=np.concatenate([until for _, _, until in found])[kept],
            cut=cut + len(order) - len(kept),
        )

    def _near(self) -> BoolArray:
        """C x I: free for the intake, able to travel to it, and a seat is left."""
        t = self.t
        limit = np.array(
            [
                np.inf if c.max_travel_minutes is None else c.max_travel_minutes
                for c in t.problem.candidates
            ],
            dtype=float,
        )
        minutes = t.travel.to_intake
        near: BoolArray = (
            self.open[:-1]
            & (self.start[:-1] >= t.available_from[:, None])
            & (self.end[:-1] <= t.available_to[:, None])
            & (np.isnan(minutes) | (minutes <= limit[:, None]))
        )
        return near

    def _nearby(self, q: int) -> tuple[IntArray, IntArray, IntArray]:
        """The course's intakes in time order: (starts, how many before each are near, those near).

        The last two have a row per candidate.
        """
        mine = np.flatnonzero(self.course[:-1] == q)
        mine = mine[np.lexsort((self.end[mine], self.start[mine]))]
        near = self.near[:, mine]
        count = np.zeros((len(near), len(mine) + 1), dtype=np.min_scalar_type(len(mine)))
        np.cumsum(near, axis=1, out=count[:, 1:])
        listing = mine.astype(np.int32)[np.argsort(~near, axis=1, kind="stable")]
        return self.start[mine], count, listing


def place_within(*groups: IntArray | BoolArray) -> IntArray:
    """The place of each entry in its run of equal entries (of all the arrays together)."""
    count = len(groups[0])
    new = np.ones(count, dtype=bool)
    new[1:] = False
    for group in groups:
        new[1:] |= group[1:] != group[:-1]
    at = np.arange(count)
    place: IntArray = at - np.maximum.accumulate(np.where(new, at, 0))
    return place


def _first(kind: IntArray, passed: IntArray, most: int) -> BoolArray:
    """Which of each kind (rising) may be among its first `most` by `passed`; those as good too."""
    new = np.ones(len(kind), dtype=bool)
    new[1:] = kind[1:] != kind[:-1]
    each, kinds = np.cumsum(new) - 1, int(new.sum())
    width = int(passed.max(initial=0)) + 1
    count = np.bincount(passed * kinds + each, minlength=width * kinds).reshape(width, kinds)
    last = (np.cumsum(count, axis=0) < most).sum(axis=0)
    first: BoolArray = passed <= last[each]
    return first
