"""Courses now, work later: futures of courses alone, worth the best opening they make.

A path opens work that is forecast in one of her trades when at its end she is ready for it, would
not have been ready that week without it, and needs every intake of it for that.
"""

import numpy as np

from .blocks import Block, block
from .futures import FutureFinder, Gaps
from .paths import place_within
from .tables import UNKNOWN_LEVEL, IntArray, Tables
from .travel import BoolArray
from .value import cost


class TrainingFinder:
    """`gaps`: what everybody lacks for each opening, to be looked for before `of_all`."""

    def __init__(self, t: Tables, futures: FutureFinder, may: BoolArray) -> None:
        """`may`: who can be proposed at all."""
        self.t = t
        self.futures = futures
        granted = {x for course in t.problem.courses for x in course.grants_languages}
        item_at = {code: k for k, code in enumerate(t.items)}
        self.gaps: list[Gaps] = []
        trades = [{wish.trade for wish in person.trades} for person in t.problem.candidates]
        for opening in t.problem.openings:
            wished = np.array([opening.trade in wishes for wishes in trades], dtype=bool)
            mine = may & (wished | (opening.trade is None))
            people = np.flatnonzero(mine).astype(np.int32)
            levels = [
                max(
                    (t.problem.candidates[i].languages.get(x, 0) for x in opening.languages),
                    default=UNKNOWN_LEVEL,
                )
                for i in people.tolist()
            ]
            short = np.array(levels, dtype=np.int64) < opening.language_level
            items = np.array(sorted(item_at[code] for code in opening.items), dtype=np.int64)
            asked = (opening.languages & granted, opening.language_level)
            who = people, t.available_from[people], short
            self.gaps.append(futures.gaps(items, asked, t.problem.weeks, who))

    def of_all(self, most: int) -> tuple[Block, IntArray, int]:
        """(the best futures of everyone, the opening each is for, how many were cut)."""
        t, table = self.t, self.futures.table
        who, path, opening = [], [], []
        for k, found in enumerate(self.gaps):
            rows = self.futures.rows(found)
            end = table.end[rows.path]
            right = (rows.path > 0) & (rows.since <= end) & (end < rows.until)
            who.append(rows.candidate[right])
            path.append(rows.path[right])
            opening.append(np.full(int(right.sum()), k, dtype=np.int64))
        if not who:
            return block([], 0), np.empty(0, dtype=np.int64), 0
        people, paths, openings = np.concatenate(who), np.concatenate(path), np.concatenate(opening)
        value = np.array([opening.value for opening in t.problem.openings])[openings]
        value = value + cost(t, table.cost[paths])
        order = np.lexsort((openings, -value, paths, people))
        best = order[place_within(people[order], paths[order]) == 0]
        best = best[value[best] > 0]
        best = best[np.lexsort((-value[best], people[best]))]
        kept = best[place_within(people[best]) < most]
        nothing = np.empty((len(kept), 0), dtype=np.int16)
        best_ones = Block(
            people[kept],
            paths[kept],
            value[kept],
            nothing,
            nothing,
            nothing,
            nothing.astype(float),
        )
        return best_ones, openings[kept], len(best) - len(kept)
