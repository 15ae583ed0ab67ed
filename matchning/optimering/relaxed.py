"""How good a plan can be at most, and which columns a better plan can contain.

The linear program of model.py is solved by column generation: a master with few columns, all
others priced in numpy from the master's prices, the best of them added, until none is worth
adding. Any prices y (not negative, a goal's at most what its shortfall costs) give a bound that
holds for every plan (Lagrange):

    sum_r y_r b_r + sum_i max(0, max_{c of i} rc_c),    rc_c = v_c - sum_r y_r a_rc

so what is told is worked out here from the data, whatever the solver says. `loss` of a column is
how much of the bound a plan with it must give up: a plan worth more than `bound - loss_c` does not
contain c, which makes leaving c out exact.

Between two rounds the master's prices jump; halfway to the best prices so far (`SMOOTH`) is where
the next columns are looked for (Wentges), and where that finds none, at the master's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .columns import Columns
from .model import Aim, Model, Prices
from .rows import GOAL, ONE, Rows
from .tables import IntArray
from .travel import BoolArray, FloatArray

FIRST = 3  # columns per candidate the master starts with: the best by value
MORE = 3  # columns per candidate added in a round, at most
SMOOTH = 0.5  # how far towards the best prices so far
DONE = 1e-9  # of the bound: prices that can improve it by less are not worth another round


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """The columns at some prices."""

    bound: float  # no plan is worth more
    prices: Prices
    earns: FloatArray  # per column, less what it pays for all but its candidate's own row
    best: FloatArray  # per candidate: what her best column earns, at least 0; a locked one's own

    def loss(self, columns: Columns) -> FloatArray:
        """Per column, never negative; a locked column loses nothing."""
        lost: FloatArray = np.maximum(self.best[columns.candidate] - self.earns, 0.0)
        return lost


class Pricing:
    """All columns of a problem, priced at once."""

    def __init__(self, columns: Columns, shared: Rows, aim: Aim, people: int) -> None:
        self.columns = columns
        self.shared = shared
        self.aim = aim
        self.people = people
        self.goals = np.flatnonzero(shared.kind == GOAL)
        self.own = shared.kind == ONE
        counts = np.diff(columns.legs.begin)
        self.with_legs = None if (counts == 1).all() else np.flatnonzero(counts)
        present, self.first = np.unique(columns.candidate, return_index=True)
        self.present: IntArray = present

    def at(self, prices: Prices) -> Priced:
        prices = self._lawful(prices)
        columns, shared = self.columns, self.shared
        pay = np.where(self.own, 0.0, prices.row)
        earns = self.aim.measure.value - shared.by_path.paid(pay)[columns.path]
        paid = shared.by_slot.paid(pay)[shared.slot]
        if self.with_legs is None:
            earns -= paid
        elif len(self.with_legs):
            earns[self.with_legs] -= np.add.reduceat(paid, columns.legs.begin[self.with_legs])
        for price, (kept, _) in zip(prices.floor.tolist(), self.aim.floors, strict=True):
            if price > 0:
                earns += price * kept.value
        best = np.zeros(self.people)
        if len(columns):
            best[self.present] = np.maximum(np.maximum.reduceat(earns, self.first), 0.0)
        locked = np.flatnonzero(columns.locked)
        best[columns.candidate[locked]] = earns[locked]
        limited = pay != 0
        bound = float(pay[limited] @ shared.upper[limited] + best.sum())
        bound -= sum(
            price * least
            for price, (_, least) in zip(prices.floor.tolist(), self.aim.floors, strict=True)
        )
        return Priced(bound, prices, earns, best)

    def free(self) -> Prices:
        """Nothing costs anything."""
        return Prices(np.zeros(len(self.shared)), np.zeros(len(self.aim.floors)))

    def _lawful(self, prices: Prices) -> Prices:
        """A shortfall would pay for itself if a goal's price were above what it costs."""
        if not len(self.goals):
            return prices
        most = self.aim.measure.price.copy()
        for price, (kept, _) in zip(prices.floor.tolist(), self.aim.floors, strict=True):
            most += price * kept.price
        row = prices.row.copy()
        row[self.goals] = np.minimum(row[self.goals], most)
        return Prices(row, prices.floor)

    def best_of_each(self, worth: FloatArray, most: int, above: FloatArray) -> IntArray:
        """Up to `most` columns per candidate, the best first, of those worth more than `above`
        (per candidate); rising positions."""
        columns = self.columns
        good = np.flatnonzero(worth > above[columns.candidate])
        found = []
        for _ in range(most):
            if not len(good):
                break
            who, value = columns.candidate[good], worth[good]
            first = np.flatnonzero(np.append(True, who[1:] != who[:-1]))
            top = np.maximum.reduceat(value, first)
            at_top = value == np.repeat(top, np.diff(np.append(first, len(good))))
            at = np.flatnonzero(at_top)
            at = at[np.unique(who[at], return_index=True)[1]]
            found.append(good[at])
            left = np.ones(len(good), dtype=bool)
            left[at] = False
            good = good[left]
        return np.sort(np.concatenate([np.empty(0, dtype=np.int64), *found]))


@dataclass(slots=True)
class Master:
    """The linear program over the columns added so far, kept alive so that HiGHS starts warm."""

    pricing: Pricing
    highspy: Any
    model: Model = field(init=False)
    there: BoolArray = field(init=False)
    value: float = -np.inf  # of the program at its last optimum

    def __post_init__(self) -> None:
        pricing = self.pricing
        self.model = Model(pricing.columns, pricing.shared, pricing.aim, self.highspy)
        self.there = np.zeros(len(pricing.columns), dtype=bool)
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self.highs.setOptionValue(name, value)

    @property
    def highs(self) -> Any:
        return self.model.held.highs

    def add(self, new: IntArray) -> None:
        self.there[new] = True
        self.model.add(new)

    def limit(self, changed: Rows) -> None:
        """Other limits on the same rows."""
        model = self.model
        at = np.flatnonzero((model.row_at >= 0) & (changed.upper != model.shared.upper))
        model.shared = self.pricing.shared = changed
        lower, upper = changed.lower[at], changed.upper[at]
        model.held.limit(model.row_at[at], lower, upper)
        self.highs.setOptionValue("simplex_strategy", 1)  # dual: the basis only lost feasibility

    def solve(self, goes_on: Callable[[], float]) -> Prices | None:
        """The prices of the program's optimum; None when there is none in time.

        `goes_on`: seconds until it must look up again, not above 0 to end.
        """
        highs, statuses = self.highs, self.highspy.HighsModelStatus
        while (seconds := goes_on()) > 0:
            highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
            self.model.held.solve()
            if highs.getModelStatus() == statuses.kOptimal:
                # Primal from now on: new columns keep the basis.
                highs.setOptionValue("simplex_strategy", 4)
                self.value = -highs.getObjectiveValue() / self.model.scale
                return self.model.prices(np.array(highs.getSolution().row_dual))
            if highs.getModelStatus() != statuses.kTimeLimit:
                break
        return None


def relax(
    master: Master,
    plan: list[int],
    goes_on: Callable[[], float],
    *,
    close: float = DONE,
    tell: Callable[[float], None] = lambda bound: None,
    known: Prices | None = None,
) -> Priced:
    """The best bound found before `goes_on` says no more time, told each time it improves.

    It ends when the bound is within `close` (relative) of the linear program's optimum. `known`:
    prices that were good before.
    """
    pricing = master.pricing
    columns, people = pricing.columns, pricing.people
    best = pricing.at(pricing.free() if known is None else known)
    if not master.there.any():
        first = pricing.best_of_each(best.earns, FIRST, np.full(people, -np.inf))
        sure = np.flatnonzero(columns.locked)
        master.add(np.unique(np.concatenate([first, sure, np.array(plan, dtype=np.int64)])))
    while (prices := master.solve(goes_on)) is not None:
        wanted = close * max(1.0, abs(best.bound))
        new: IntArray = np.empty(0, dtype=np.int64)
        for share in (SMOOTH, 0.0):
            found = pricing.at(_between(prices, best.prices, share))
            if found.bound < best.bound:
                best = found
                tell(best.bound)
            new = _worth_adding(master, found, prices, DONE * max(1.0, abs(best.bound)))
            if len(new) or goes_on() <= 0:
                break
        if not len(new) or best.bound - master.value <= wanted:
            break
        master.add(new)
    return best


def _worth_adding(master: Master, found: Priced, prices: Prices, tolerance: float) -> IntArray:
    """The best columns at the prices looked at that also improve the master at its own."""
    pricing = master.pricing
    worth = np.where(master.there, -np.inf, found.earns)
    asked = np.maximum(prices.row[: pricing.people], 0.0)
    return pricing.best_of_each(worth, MORE, asked + tolerance)


def _between(new: Prices, old: Prices, share: float) -> Prices:
    return Prices(
        share * old.row + (1 - share) * new.row, share * old.floor + (1 - share) * new.floor
    )
