"""What still fits a finished plan, and what one exchange in it would be worth, for many futures
at a time.

A county has millions of futures: nothing here walks them one by one. What a future uses is looked
up by its slots and its path, as in rows.py.
"""

from collections.abc import Sequence

import numpy as np

from .columns import Columns
from .rows import BUDGET, GOAL, GROUP, HEADS, ONE, SEATS, Rows
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray

SLACK = 1e-6  # relative: dust when many parts are added
AT_ONCE = 64  # futures looked at first; four times as many each time none fits

FITS, SHORT_SEATS, SHORT_BUDGET, SHORT_PLACES, SHORT_TUTORS = range(5)


class Exchanges:
    """One plan (column positions) and what it leaves of every row."""

    def __init__(self, t: Tables, columns: Columns, shared: Rows, plan: Sequence[int]) -> None:
        self.t = t
        self.columns = columns
        self.shared = shared
        self.taken: BoolArray = np.zeros(t.shape[0], dtype=bool)
        chosen = np.array(plan, dtype=np.int64)
        self.taken[columns.candidate[chosen]] = True
        dust = SLACK * np.maximum(1.0, np.abs(shared.upper))
        self.left = shared.upper + np.where(shared.kind == GOAL, 0.0, dust)
        _, row, use = self._uses(chosen)
        np.subtract.at(self.left, row, use)
        self.goals = np.flatnonzero(shared.kind == GOAL)
        prices = np.array([goal.price for goal in t.problem.goals], dtype=float)
        self.price = prices[shared.item[self.goals]]
        free = np.flatnonzero(~self.taken[columns.candidate] & (columns.need >= 0))
        order = np.lexsort((-columns.value[free], columns.need[free]))
        self._free = free[order]
        self._begin = np.searchsorted(columns.need[self._free], np.arange(t.shape[1] + 1))

    def free(self, j: int) -> IntArray:
        """Futures that begin on need j of people without proposal, the best first."""
        found: IntArray = self._free[self._begin[j] : self._begin[j + 1]]
        return found

    def short_of(self, at: IntArray) -> IntArray:
        """Per future what there is too little of for it beside the plan: FITS or a SHORT_."""
        return self._short(at, self.left)

    def next_best(self, c: int) -> tuple[float | None, float | None]:
        """(with someone without proposal on column c's need, with its candidate on another need):
        the least the plan loses when that is instead of c; None where nothing fits.

        People who belong together are only moved together: for them both are None.
        """
        columns = self.columns
        _, row, use = self._uses(np.array([c]))
        if (self.shared.kind[row] == GROUP).any():
            return None, None
        left = self.left.copy()
        np.add.at(left, row, use)
        who = int(columns.candidate[c])
        mine = np.arange(*columns.of(who))
        mine = mine[(columns.need[mine] >= 0) & (columns.need[mine] != columns.need[c])]
        mine = mine[np.argsort(-columns.value[mine], kind="stable")]
        others = self.free(int(columns.need[c]))
        return self._loss(c, others, left), self._loss(c, mine, left)

    def _loss(self, c: int, instead: IntArray, left: FloatArray) -> float | None:
        """The least loss among futures in order of falling value."""
        value = self.columns.value
        if len(self.goals):
            fits = instead[self._short(instead, left) == FITS]
            if not len(fits):
                return None
            before = self._paid(self.left[self.goals][:, None])[0]
            worth = value[fits] - self._paid(self._goals_left(fits, left)) + before
            return float(value[c] - worth.max())
        first, size = 0, AT_ONCE
        while first < len(instead):
            some = instead[first : first + size]
            fits = some[self._short(some, left) == FITS]
            if len(fits):
                return float(value[c] - value[fits[0]])
            first, size = first + size, size * 4
        return None

    def _goals_left(self, at: IntArray, left: FloatArray) -> FloatArray:
        """Goals x futures: what is left of each goal's row with the future in the plan."""
        owner, row, use = self._uses(at)
        found = np.repeat(left[self.goals][:, None], len(at), axis=1)
        for g, goal in enumerate(self.goals.tolist()):
            mine = row == goal
            found[g] -= np.bincount(owner[mine], use[mine], minlength=len(at))
        return found

    def _paid(self, left: FloatArray) -> FloatArray:
        """What the shortfalls cost, per column of `left`."""
        paid: FloatArray = self.price @ np.maximum(-left, 0.0)
        return paid

    def _short(self, at: IntArray, left: FloatArray) -> IntArray:
        owner, row, use = self._uses(at)
        kind = self.shared.kind[row]
        full = (use > left[row]) & (kind != GOAL) & (kind != ONE)
        found = np.full(len(at), FITS)
        broken = full | (kind == GROUP)
        tutor = broken & (kind != SEATS) & (kind != BUDGET) & (kind != HEADS)
        # The first one told wins, so the last one written is the first asked about.
        for which, code in (
            (tutor, SHORT_TUTORS),
            (broken & (kind == HEADS), SHORT_PLACES),
            (broken & (kind == BUDGET), SHORT_BUDGET),
            (broken & (kind == SEATS), SHORT_SEATS),
        ):
            found[owner[which]] = code
        return found

    def _uses(self, at: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
        """(position in `at`, row, use) of everything those futures use but their own rows."""
        legs, shared = self.columns.legs, self.shared
        count = legs.begin[at + 1] - legs.begin[at]
        whose = np.repeat(np.arange(len(at)), count)
        leg = np.arange(len(whose)) + (legs.begin[at] - (np.cumsum(count) - count))[whose]
        by_leg, row, use = shared.by_slot.of(shared.slot[leg])
        by_path, path_row, path_use = shared.by_path.of(self.columns.path[at])
        return (
            np.concatenate([whose[by_leg], by_path]),
            np.concatenate([row, path_row]),
            np.concatenate([use, path_use]),
        )
