"""A shortlist of needs per candidate: those on which her best future is worth most.

Each pair has a bound on what its futures can be worth, from her quickest and her cheapest path.
The futures of the pairs with the highest bounds are found first; then of those that may still be
worth more than the last on the list so far. No future of the rest is made, and the list is the
same as if all had been.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .blocks import Block, joined
from .futures import FutureFinder, Gaps
from .paths import Gap, place_within
from .tables import NEVER, IntArray, Tables
from .travel import BoolArray, FloatArray
from .value import Futures, cost, nice_items, of_hours, of_legs, waiting

SLACK = 1e-9  # of rounding in a bound


class _Quickest(NamedTuple):
    """Per candidate who can close a gap at all, over her paths."""

    who: IntArray
    end: IntArray  # earliest
    always: IntArray  # the same of those right for any start in the plan, NEVER without
    cost: FloatArray  # least, in kronor


class _Pairs(NamedTuple):
    """Candidates for a need, nobody left out who has some future there."""

    who: IntArray
    bound: FloatArray  # no future is worth more
    sure: BoolArray  # some future exists


class Shortlist:
    """`of_need` gives the futures of those who have the need on their list, of `most` needs.

    `possible`: C x N, some future exists, on the list or not. `listed`: C x N, it is on the list.
    """

    def __init__(
        self, t: Tables, futures: FutureFinder, most: int, tick: Callable[[], None]
    ) -> None:
        self.t = t
        self.futures = futures
        self._quick: dict[Gap, _Quickest] = {}
        self._given: BoolArray = np.logical_or.reduce(futures.paths.until > -np.inf)
        self._found: list[list[Block]] = [[] for _ in range(t.shape[1])]
        pairs = [self._pairs(j) for j in range(t.shape[1])]
        size = [len(part.who) for part in pairs]
        who, bound, sure = (np.concatenate(part) for part in zip(*pairs, strict=True))
        need = np.repeat(np.arange(t.shape[1]), size)
        self._who, self._begin = who, np.cumsum([0, *size])
        self._best = np.full(len(who), -np.inf)
        self._cut = np.zeros(t.shape[1], dtype=np.int64)

        first = self._highest(np.arange(len(who)), bound, most)
        self._find(first, tick)
        last = np.full(t.shape[0], np.inf)
        np.minimum.at(last, who[first], self._best[first])
        second = ~first & (~sure | (bound >= last[who]))
        self._find(second, tick)
        left = ~(first | second)
        self._cut += np.bincount(need[left], minlength=t.shape[1])

        some = self._best > -np.inf
        on = self._highest(np.flatnonzero(some), self._best, most)
        self.listed = np.zeros(t.shape, dtype=bool)
        self.listed[who[on], need[on]] = True
        self.possible = np.zeros(t.shape, dtype=bool)
        self.possible[who[left | some], need[left | some]] = True

    def of_need(self, j: int) -> tuple[Block, int]:
        """The futures on the list, and how many others; a pair not looked at is one."""
        found, self._found[j] = joined(self._found[j], 1), []
        on = self.listed[found.candidate, j]
        order = np.argsort(found.candidate[on], kind="stable")
        return found.take(on).take(order), int(self._cut[j]) + len(on) - int(on.sum())

    def _highest(self, pairs: IntArray, worth: FloatArray, most: int) -> BoolArray:
        """Each candidate's `most` of the pairs, of most worth or else of the first needs."""
        order = pairs[np.lexsort((-worth[pairs], self._who[pairs]))]
        kept = np.zeros(len(worth), dtype=bool)
        kept[order[place_within(self._who[order]) < most]] = True
        return kept

    def _find(self, pairs: BoolArray, tick: Callable[[], None]) -> None:
        """Find the futures of those pairs."""
        for j in range(self.t.shape[1]):
            at = slice(self._begin[j], self._begin[j + 1])
            if pairs[at].any():
                tick()
                found, lost = self.futures.of_need(j, self._who[at][pairs[at]])
                self._found[j].append(found)
                self._cut[j] += lost
                if len(found.value):
                    people, first = np.unique(found.candidate, return_index=True)
                    best = np.maximum.reduceat(found.value, first)
                    self._best[at][np.searchsorted(self._who[at], people)] = best

    def _pairs(self, j: int) -> _Pairs:
        t, found = self.t, self.futures.gaps_of[j]
        quick = self._of_all(found)
        can = quick.end < NEVER
        who, since, until = found.who[can], found.since[can], found.until[can]
        end, always, least = quick.end[can], quick.always[can], quick.cost[can]
        here, left = t.available_from[who], t.available_to[who]
        weeks, shortest = t.problem.weeks, t.problem.needs[j].min_weeks
        # No start of hers is before this one.
        start = t.next_start[
            j, np.maximum(np.maximum(here, end), since).clip(max=weeks).astype(int)
        ]
        begin = t.next_start[j, np.maximum(here, always).clip(max=weeks)]
        stop = t.run_end[j, begin.clip(max=weeks - 1)]
        enough = np.minimum(stop, left) - begin >= shortest
        sure = enough & (begin >= since) & (begin < until)
        longest = np.minimum(self._longest(j)[start.clip(max=weeks)], left - start)
        can = (start < until) & (longest >= shortest)
        who, start, longest = who[can], start[can], longest[can]
        sure, least = sure[can], least[can]
        nice = [np.where(self._given[item], np.inf, -np.inf) for item in nice_items(t, j)]
        ends = (start + shortest, start + longest)
        work = [of_legs(t, j, Futures(who, start, end, nice)) for end in ends]
        bound = np.maximum(*work) + of_hours(t, j, who, longest)
        bound += waiting(t, start - t.available_from[who]) + cost(t, least)
        bound[np.isin(who, self.futures.told.get(j, ()))] += t.problem.weights.keep_weeks
        bound += SLACK * (1 + np.abs(bound))
        new = np.flatnonzero(place_within(who) == 0)
        if not len(new):
            return _Pairs(who, bound, sure)
        return _Pairs(who[new], np.maximum.reduceat(bound, new), np.logical_or.reduceat(sure, new))

    def _longest(self, j: int) -> IntArray:
        """Per week (and the last): the most weeks of work from any start in it or later."""
        t, weeks = self.t, np.arange(self.t.problem.weeks)
        here = np.where(t.next_start[j, :-1] == weeks, t.run_end[j] - weeks, 0)
        longest: IntArray = np.maximum.accumulate(np.append(here, 0)[::-1])[::-1]
        return longest

    def _of_all(self, found: Gaps) -> _Quickest:
        """Per entry of `found`; NEVER as the end where there is no path."""
        end = np.full(len(found.who), NEVER)
        always, least = end.copy(), np.zeros(len(end))
        for k, gap in enumerate(found.gaps):
            if gap not in self._quick:
                self._quick[gap] = self._quickest(gap)
            quick, mine = self._quick[gap], np.flatnonzero(found.kind == k)
            at = np.searchsorted(quick.who, found.who[mine])
            known = np.append(quick.who, -1)[at] == found.who[mine]
            mine, at = mine[known], at[known]
            end[mine], always[mine], least[mine] = quick.end[at], quick.always[at], quick.cost[at]
        return _Quickest(found.who, end, always, least)

    def _quickest(self, gap: Gap) -> _Quickest:
        ways, table = self.futures.ways[gap], self.futures.table
        if not len(ways.who):
            return _Quickest(ways.who, ways.path, ways.path, ways.since)
        end = table.end[ways.path]
        always = (ways.since == -np.inf) & (ways.until >= self.t.problem.weeks)
        first = np.flatnonzero(place_within(ways.who) == 0)
        return _Quickest(
            ways.who[first],
            np.minimum.reduceat(end, first),
            np.minimum.reduceat(np.where(always, end, NEVER), first),
            np.minimum.reduceat(table.cost[ways.path], first),
        )
