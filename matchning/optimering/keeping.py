"""What candidates have been told, exactly as told: among the futures whatever else was cut."""

from itertools import pairwise

import numpy as np

from .blocks import Block, Row, block
from .futures import FutureFinder
from .pathtable import MOST_INTAKES
from .problem import Kept
from .tables import UNKNOWN_LEVEL, Tables
from .travel import BoolArray
from .value import parts, total


class Keeping:
    """Kept proposals with weeks. Every rule is asked of them but that each intake is needed."""

    def __init__(self, t: Tables, futures: FutureFinder) -> None:
        self.t = t
        self.futures = futures
        at = {intake.id: k for k, intake in enumerate(t.problem.intakes)}
        self.told: dict[int, dict[tuple[int, int, int, int], Kept]] = {}
        for (i, j), entries in t.kept.items():
            for kept in entries:
                if kept.start_week is not None:
                    end = t.problem.needs[j].end_week if kept.end_week is None else kept.end_week
                    steps = sorted((at[k] for k in kept.intakes), key=self._start)
                    path = futures.table.add_one(steps)
                    self.told.setdefault(j, {})[i, path, kept.start_week, end] = kept

    def added(self, j: int, found: Block, fixed: BoolArray, held: BoolArray) -> Block:
        """The need's futures and the kept ones that are not among them."""
        rows: list[Row] = []
        for i, path, start, end in self.told.get(j, ()):
            if fixed[i, j] and not held[i] and self._stands(i, j, path, (start, end)):
                same = (found.candidate == i) & (found.path == path)
                if not (same & (found.start[:, 0] == start) & (found.end[:, 0] == end)).any():
                    given = self.futures.table[path]
                    worth = parts(self.t, i, [(j, start, end)], given)
                    hours = self.futures.tutor_hours_of(j, i, given)
                    legs = [(j, start, end, hours)]
                    rows.append((i, path, total(worth), legs))
        if not rows:
            return found
        return Block._make(
            [np.concatenate(part) for part in zip(found, block(rows, 1), strict=True)]
        )

    def _start(self, intake: int) -> int:
        return self.t.problem.intakes[intake].start_week

    def _stands(self, i: int, j: int, number: int, weeks: tuple[int, int]) -> bool:
        """Are the weeks and the path right, for one whose pair rules hold?"""
        t, paths, (start, end) = self.t, self.futures.paths, weeks
        need, path = t.problem.needs[j], paths.table[number]
        steps = list(path.intakes)
        in_order = all(paths.end[a] <= paths.start[b] for a, b in pairwise(steps))
        if not in_order or len(steps) > MOST_INTAKES or not paths.near[i, steps].all():
            return False
        if not paths.permits.able(np.array([i]), np.array([steps], dtype=np.int64))[0]:
            return False
        ready = max(int(t.available_from[i]), path.end_week)
        if not ready <= start < end <= t.available_to[i] or end - start < need.min_weeks:
            return False
        if t.next_start[j, start] != start or t.run_end[j, start] < end:
            return False
        holds = (
            max(t.own_until[i, k], path.until.get(t.items[k], -np.inf)) > start
            for k in np.flatnonzero(self.futures.required[j])
        )
        level = int(t.level(i, j))
        crew = t.problem.sites[t.site_of[j]].crew_languages
        reached = max([level, *(path.languages.get(iso, 0) for iso in crew)])
        return all(holds) and (level == UNKNOWN_LEVEL or reached >= need.language_level)
