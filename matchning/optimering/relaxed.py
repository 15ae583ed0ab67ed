"""How good a plan can be at most, and which columns a better plan can contain.

The linear program of model.py (columns in part) is solved by column generation: a master with few
columns, all others priced in numpy from the master's prices, the best of them added, until none
is worth adding. Any prices y >= 0 give a bound that holds for every plan (Lagrange):

    sum_r y_r b_r + sum_i max(0, max_{c of i} rc_c),    rc_c = v_c - sum_r y_r a_rc

so what is told is worked out here from the data, whatever the solver says. `loss` of a column is
how much of the bound a plan with it must give up: a plan worth more than `bound - loss_c` does not
contain c, which makes leaving c out exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .columns import Columns
from .model import Rows, value_scale
from .tables import IntArray
from .travel import BoolArray, FloatArray

FIRST = 3  # columns per candidate the master starts with: the best by value
MORE = 3  # columns per candidate added in a round, at most
DONE = 1e-9  # of the bound: prices that can improve it by less are not worth another round


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """`bound`: no plan is worth more. `loss` per column, never negative; locked columns lose 0."""

    bound: float
    loss: FloatArray


def relax(
    master: "Master",
    plan: list[int],
    seconds_left: Callable[[], float],
    stopped: Callable[[], bool],
) -> Relaxed:
    """The best bound found before the time runs out or the caller says stop."""
    columns, shared = master.columns, master.shared
    best, _ = _price(columns, shared, np.zeros(len(shared.limit)))
    present = columns.locked.copy()
    present[plan] = True
    present |= _best_of_each(columns, columns.value, FIRST)
    master.add(np.flatnonzero(present))
    while not stopped() and (prices := master.prices(seconds_left())) is not None:
        found, gain = _price(columns, shared, prices)
        if found.bound < best.bound:
            best = found
        gain[present] = 0.0
        tolerance = DONE * max(1.0, abs(best.bound))
        new = _best_of_each(columns, gain, MORE) & (gain > tolerance)
        if not new.any():
            break
        present |= new
        master.add(np.flatnonzero(new))
    return best


def _price(columns: Columns, shared: Rows, prices: FloatArray) -> tuple[Relaxed, FloatArray]:
    """(bound and losses at these prices, what each column earns above its candidate's price)."""
    ones = shared.row < shared.ones
    paid = np.where(ones, 0.0, prices[shared.row]) * shared.use
    earns = columns.value - np.bincount(shared.column, paid, minlength=len(columns))
    own = np.zeros(int(columns.candidate.max(initial=-1)) + 1)
    np.maximum.at(own, columns.candidate, earns)
    own[columns.candidate[columns.locked]] = earns[columns.locked]
    first = shared.ones
    bound = float(prices[first:] @ shared.limit[first:] + own.sum())
    loss = np.maximum(own[columns.candidate] - earns, 0.0)
    asked = np.zeros(len(own))
    rows, at = np.unique(shared.row[ones], return_index=True)
    asked[columns.candidate[shared.column[ones][at]]] = prices[rows]
    return Relaxed(bound, loss), earns - asked[columns.candidate]


def _best_of_each(columns: Columns, value: FloatArray, most: int) -> BoolArray:
    """Up to `most` columns per candidate, the highest value first."""
    order = np.lexsort((-value, columns.candidate))
    who = columns.candidate[order]
    begins = np.append(True, who[1:] != who[:-1])[: len(who)]
    place = np.arange(len(who))
    kept = np.zeros(len(who), dtype=bool)
    kept[order] = place - np.maximum.accumulate(np.where(begins, place, 0)) < most
    return kept


class Master:
    """The linear program over the columns added so far, kept alive so that HiGHS starts warm."""

    def __init__(self, highspy: Any, columns: Columns, shared: Rows) -> None:
        self.columns = columns
        self.shared = shared
        self.scale = value_scale(columns.value)
        self.optimal = highspy.HighsModelStatus.kOptimal
        order = np.argsort(shared.column, kind="stable")
        self.row = shared.row[order].astype(np.int32)
        self.use = shared.use[order]
        counts = np.bincount(shared.column, minlength=len(columns))
        self.begin = np.concatenate([[0], np.cumsum(counts)])
        self.highs = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self.highs.setOptionValue(name, value)
        rows = len(shared.limit)
        none = np.empty(0, dtype=np.int32)
        self.highs.addRows(rows, np.full(rows, -np.inf), shared.limit, 0, none, none, np.empty(0))

    def add(self, new: IntArray) -> None:
        counts = self.begin[new + 1] - self.begin[new]
        starts = np.concatenate([[0], np.cumsum(counts)])
        at = np.arange(starts[-1]) + np.repeat(self.begin[new] - starts[:-1], counts)
        self.highs.addCols(
            len(new),
            -self.columns.value[new] * self.scale,
            self.columns.locked[new].astype(float),
            np.ones(len(new)),
            len(at),
            starts[:-1].astype(np.int32),
            self.row[at],
            self.use[at],
        )

    def prices(self, seconds: float) -> FloatArray | None:
        """One price per row, not negative; None when the solver has no optimum in time."""
        if seconds <= 0:
            return None
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
        self.highs.run()
        if self.highs.getModelStatus() != self.optimal:
            return None
        self.highs.setOptionValue("simplex_strategy", 4)  # primal: new columns keep the basis
        duals = np.array(self.highs.getSolution().row_dual)
        prices: FloatArray = np.maximum(-duals, 0.0) / self.scale
        return prices
