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

from .adapter import words
from .columns import Columns
from .model import Aim, Model, Prices, used
from .rows import GOAL, ONE, ROUNDED, Rows
from .tables import IntArray
from .travel import BoolArray, FloatArray

FIRST = 6  # columns per candidate the master starts with
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
        self.aim = aim
        self.people = people
        self.over(shared)
        self.held = np.zeros(people, dtype=bool)  # locked
        self.held[columns.candidate[columns.locked]] = True
        counts = np.diff(columns.legs.begin)
        self.with_legs = None if (counts == 1).all() else np.flatnonzero(counts)
        present, self.first = np.unique(columns.candidate, return_index=True)
        self.present: IntArray = present

    def at(self, prices: Prices) -> Priced:
        prices = self.lawful(prices)
        columns, shared = self.columns, self.shared
        pay = np.where(self.own, 0.0, prices.row)
        earns = self.aim.measure.value - shared.by_path.paid(pay)[columns.path]
        paid = shared.by_slot.paid(pay)[shared.slot]
        if self.with_legs is None:
            earns -= paid
        elif len(self.with_legs):
            earns[self.with_legs] -= np.add.reduceat(paid, columns.legs.begin[self.with_legs])
        for r in np.flatnonzero((shared.kind == ROUNDED) & (pay > 0)).tolist():
            rounded = shared.rounded[int(shared.item[r])]
            earns[rounded.columns] -= pay[r] * rounded.use
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

    def over(self, shared: Rows) -> None:
        """From now on these rows: the same with other limits, or with more after them."""
        self.shared = shared
        self.goals = np.flatnonzero(shared.kind == GOAL)
        self.own = shared.kind == ONE

    def free(self) -> Prices:
        """Nothing costs anything."""
        return Prices(np.zeros(len(self.shared)), np.zeros(len(self.aim.floors)))

    def split(self, both: FloatArray) -> Prices:
        """Prices of rows and of floors, one after the other in one array."""
        return Prices(both[: len(self.shared)], both[len(self.shared) :])

    def lawful(self, prices: Prices) -> Prices:
        """The nearest prices that prove a bound: none below 0 but an equality's, no goal's above
        what its shortfall costs (it would pay for itself)."""
        floor = np.maximum(prices.floor, 0.0)
        row = np.where(np.isinf(self.shared.lower), np.maximum(prices.row, 0.0), prices.row)
        row[np.isinf(self.shared.upper)] = 0.0
        if len(self.goals):
            most = self.aim.measure.price.copy()
            for price, (kept, _) in zip(floor.tolist(), self.aim.floors, strict=True):
                most += price * kept.price
            row[self.goals] = np.minimum(row[self.goals], most)
        return Prices(row, floor)

    def excess(self, priced: Priced) -> FloatArray:
        """What is asked for above what there is, per row and floor, where everybody takes her
        best column."""
        columns = self.columns
        best = self.best_of_each(priced.earns, 1, np.zeros(self.people))
        locked = columns.locked[best] | self.held[columns.candidate[best]]
        asked = np.concatenate([best[~locked], np.flatnonzero(columns.locked)])
        over = used(columns, self.shared, asked) - self.shared.upper
        lacks = [least - float(kept.value[asked].sum()) for kept, least in self.aim.floors]
        return np.concatenate([np.where(self.own, 0.0, over), lacks])

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
    failure: str = ""  # HiGHS' own words, where it ended neither by itself nor by the clock

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
        model.shared = changed
        self.pricing.over(changed)
        lower, upper = changed.lower[at], changed.upper[at]
        model.held.limit(model.row_at[at], lower, upper)
        self.highs.setOptionValue("simplex_strategy", 1)  # dual: the basis only lost feasibility

    @property
    def answered(self) -> bool:
        """Has the program had an optimum?"""
        return self.value > -np.inf

    def shares(self) -> FloatArray:
        """Of each column in the model, in its order, in the program's answer."""
        found: FloatArray = np.array(self.highs.getSolution().col_value)[self.model.first :]
        return found

    def present(self) -> FloatArray:
        """People per slot in the program's answer."""
        columns, shared = self.pricing.columns, self.model.shared
        value = np.zeros(len(columns))
        value[self.model.chosen] = self.shares()
        taken = np.repeat(value, np.diff(columns.legs.begin))
        count = len(shared.slots.first_leg)
        return np.bincount(shared.slot, taken, minlength=count).astype(float)

    def cut(self, shared: Rows) -> None:
        """More rows after those there are, over the columns already there too."""
        self.pricing.over(shared)
        self.model.cut(shared)
        self.highs.setOptionValue("simplex_strategy", 1)  # dual: the basis only lost feasibility

    def solve(self, goes_on: Callable[[], float]) -> Prices | None:
        """The prices of the program's optimum; None when `goes_on` (seconds left) ends it."""
        seconds, highs = goes_on(), self.highs
        if seconds <= 0:
            return None
        failures: list[BaseException] = []

        def hear(kind: Any, text: str, out: Any, into: Any, data: Any) -> None:
            try:
                into.user_interrupt = bool(failures) or goes_on() <= 0
            except BaseException as failure:  # must not cross the solver's C++ frames
                failures.append(failure)
                into.user_interrupt = True

        highs.setCallback(hear, None)
        highs.startCallback(self.highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt)
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        self.model.held.solve()
        highs.setCallback(None, None)
        if failures:
            raise failures[0]
        kinds, status = self.highspy.HighsModelStatus, highs.getModelStatus()
        if status != kinds.kOptimal:
            if status not in {kinds.kTimeLimit, kinds.kInterrupt, kinds.kHighsInterrupt}:
                self.failure = words(highs)
            return None
        highs.setOptionValue("simplex_strategy", 4)  # primal: new columns keep the basis
        self.value = -highs.getObjectiveValue() / self.model.scale
        return self.model.prices(np.array(highs.getSolution().row_dual))


def relax(
    master: Master,
    plan: list[int],
    known: Prices,
    goes_on: Callable[[], float],
    *,
    close: float = DONE,
    tell: Callable[[float], None] = lambda bound: None,
) -> Priced:
    """The best bound found before `goes_on` says no more time, told each time it improves.

    It starts from the columns of the plan and those that are best at the `known` prices, and ends
    when the bound is within `close` (relative) of the linear program's optimum.
    """
    pricing = master.pricing
    columns, people = pricing.columns, pricing.people
    best = pricing.at(known)
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
