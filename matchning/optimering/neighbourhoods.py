"""Small parts of a plan to make anew, everything else standing as it is.

The integer program over all columns finds a good plan slowly where many people compete for the
same hours; over those at a few sites it takes a moment. Which people are drawn is settled by the
seed; what is found is never worse than what it began from, and says nothing about the bound.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .columns import Columns
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray

SIZES = (250, 500)  # columns free at once: more when fewer find nothing
EACH = 6  # columns per person of the plan who is free
PATIENCE = 6  # parts in a row without a better plan before they become larger
NODES = 60  # of the solver's tree per part: a limit that, unlike time, is the same every time


class Part(NamedTuple):
    """What may be chosen, and which of it must be."""

    columns: IntArray
    fixed: IntArray


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """The parts of plans whose columns lose `loss` at the prices of `bound`."""

    t: Tables
    columns: Columns
    loss: FloatArray
    bound: float
    seed: int

    def improved(
        self,
        plan: list[int],
        value: Callable[[list[int]], float],
        remade: Callable[[list[int], Part], list[int] | None],
        enough: Callable[[float], bool],
    ) -> list[int]:
        """The best plan found, part after part, until one is worth `enough` or a size helps not.

        `remade`: a plan of the part's columns, made from the one given; None to end.
        """
        rng = np.random.default_rng(self.seed)
        best = value(plan)
        for size in SIZES:
            misses, before = 0, best
            while misses < PATIENCE and not enough(best):
                found = remade(plan, self.part(plan, best, size, rng))
                if found is None:
                    return plan
                misses += 1
                if (worth := value(found)) > best:
                    plan, best, misses = found, worth, 0
            if best == before:
                break
        return plan

    def part(self, plan: list[int], value: float, size: int, rng: np.random.Generator) -> Part:
        """The people at a few sites and those without a future, with what loses least of theirs.

        A column that loses more than lies between the plan and the bound is in no better plan.
        """
        who, now = self.columns.candidate, np.array(plan, dtype=np.int64)
        free = self._free(now, size, rng)
        pool = np.flatnonzero(free[who] & (self.loss <= self.bound - value))
        least = pool[np.argsort(self.loss[pool], kind="stable")[:size]]
        return Part(np.union1d(least, now), now[~free[who[now]]])

    def _free(self, plan: IntArray, size: int, rng: np.random.Generator) -> BoolArray:
        """Per candidate; of those in the plan, site by site in an order drawn anew."""
        need, sites = self.columns.need[plan], len(self.t.problem.sites)
        site = np.where(need >= 0, self.t.site_of[need], sites)  # the last stands for courses
        turn = np.lexsort((rng.random(len(plan)), rng.permutation(sites + 1)[site]))
        free = np.ones(self.t.shape[0], dtype=bool)
        free[self.columns.candidate[plan[turn[size // EACH :]]]] = False
        return free
