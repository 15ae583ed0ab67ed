"""The program in PuLP, minimised: one variable per column, the whole model in one place.

    minimise   -sum_c v_c x_c + sum_g rho_g z_g            x_c 0 or 1, z_g >= 0
    one future   sum_{c of i} x_c <= 1                     for every candidate
    headcount    sum_{c at (j, step)} x_c <= h_j(step)     for every need and step of weeks
    seats        sum_{c through t} x_c <= q_t - taken_t    for every intake
    tutor hours  sum_{c at (s, step)} u_c x_c <= U_s(step) for every site and step of weeks
                 sum floor(u_c / d) x_c <= floor(U_s / d)  for d among the u_c: whole people
    rounded      sums of the rows above, divided and rounded down (rounding.py)
    budgets      sum_c cost_c x_c <= B_b                   for every budget, over its intakes
    together     sum_{c of i at p} x_c = sum_{c of k at p} x_c  for i, k of a group, place p
    goals        T_g - sum_{c of the group} a_c x_c <= z_g      floors; for shares
                 sum_c (T_g - [c of the group]) a_c x_c <= z_g
    stages       sum_c m_c x_c - sum_g n_g z_g >= what an earlier stage reached, less tolerance
    locks        x_c = 1

Weeks in which the same people could be present are one step, and a step that another step
implies is left out. Only calls that also exist in PuLP 4 are used (held.py apart); names are
zero-padded so that PuLP's sorting by name keeps the natural order (it decides HiGHS' speed).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import floor, fsum, log2
from typing import Any, NamedTuple

import numpy as np

from .columns import Columns
from .held import Entries, Held, RowEntries
from .rows import GOAL, ROUNDED, Rows
from .tables import IntArray
from .travel import FloatArray

AT_ONCE = 1000  # columns handed to PuLP between two looks at the clock


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """What a plan is measured by: `value` of its columns less `price` x shortfall of its goals."""

    value: FloatArray  # per column
    price: FloatArray  # per goal

    def of(self, plan: Iterable[int], shortfalls: FloatArray) -> float:
        chosen = np.fromiter(plan, dtype=np.int64)
        return fsum([*self.value[chosen].tolist(), *(-self.price * shortfalls).tolist()])


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What is maximised, and how much of other measures must be kept meanwhile."""

    measure: Measure
    floors: tuple[tuple[Measure, float], ...] = ()


class Prices(NamedTuple):
    """Per row of `Rows` (of any sign where a row is an equality) and per floor of the aim."""

    row: FloatArray
    floor: FloatArray

    def with_rows(self, count: int) -> "Prices":
        """The same prices; what rows came after, to so many in all, costs nothing."""
        return Prices(np.append(self.row, np.zeros(count - len(self.row))), self.floor)


class Model:
    """Some of the columns in PuLP; more can be added. A cost is a value times `-scale`."""

    def __init__(
        self, columns: Columns, shared: Rows, aim: Aim, highspy: Any, *, integer: bool = False
    ) -> None:
        self.columns = columns
        self.shared = shared
        self.aim = aim
        self.integer = integer
        largest = max(_largest(aim.measure.value), _largest(aim.measure.price))
        self.scale = value_scale(largest)
        self.held = Held(highspy)
        self.chosen = np.empty(0, dtype=np.int64)  # column of each variable, goals' left out
        self.row_at = np.full(len(shared), -1, dtype=np.int64)  # row of Rows -> of the model
        self.goals = np.flatnonzero(shared.kind == GOAL)
        self._add_goals()

    @property
    def first(self) -> int:
        """The variable of the first column: before it are the goals' shortfalls."""
        return len(self.goals)

    def add(
        self,
        new: IntArray,
        fixed: IntArray | None = None,
        *,
        every_row: bool = True,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        """Columns not there yet, each with the rows it uses; `fixed` ones are in every plan.

        Without `every_row` a row these columns cannot break is left out: right where no more
        columns will come. `tick` is called often and may raise to stop.
        """
        uses = _Uses(self.columns, self.shared, new)
        if not every_row:
            uses.leave_out_unbreakable()
        missing = np.unique(uses.row[self.row_at[uses.row] < 0])
        self._add_rows(missing)
        uses.row = self.row_at[uses.row]
        uses.keep(self.aim, self.first)
        lower = self.columns.locked[new].astype(float)
        if fixed is not None:
            lower[np.isin(new, fixed)] = 1.0
        width = len(str(len(self.columns)))
        cost = -self.aim.measure.value[new] * self.scale
        begin = uses.begin()
        for at in range(0, len(new), AT_ONCE):
            tick()
            part = slice(at, at + AT_ONCE)
            edge = begin[at : at + AT_ONCE + 1]
            entries = slice(int(edge[0]), int(edge[-1]))
            self.held.add_columns(
                [f"x{c:0{width}d}" for c in new[part].tolist()],
                cost[part],
                (lower[part], np.ones(len(lower[part]))),
                Entries(edge - edge[0], uses.row[entries], uses.use[entries]),
                integer=self.integer,
            )
        self.chosen = np.concatenate([self.chosen, new])

    def cut(self, shared: Rows) -> None:
        """More rows after those there are; the columns already there use them too."""
        first, self.shared = len(self.shared), shared
        self.row_at = np.append(self.row_at, np.full(len(shared) - first, -1))
        uses = _Uses(self.columns, shared, self.chosen)
        new = np.flatnonzero(uses.row >= first)
        new = new[np.argsort(uses.row[new], kind="stable")]
        entries = RowEntries(uses.row[new] - first, self.first + uses.column[new], uses.use[new])
        self._add_rows(np.arange(first, len(shared)), entries)

    def prices(self, duals: FloatArray) -> Prices:
        """What the duals of the model's rows (of the costs) say in values, the right way round."""
        found = -duals / self.scale
        row = np.zeros(len(self.shared))
        there = self.row_at >= 0
        row[there] = found[self.row_at[there]]
        at_most = np.isinf(self.shared.lower)
        row[at_most] = np.maximum(row[at_most], 0.0)
        first = self.first
        floors = np.maximum(found[first : first + len(self.aim.floors)], 0.0)
        return Prices(row, floors)

    def point(self, plan: Iterable[int]) -> FloatArray:
        """The plan (positions in `chosen`) as one value per variable, shortfalls included."""
        values = np.zeros(self.first + len(self.chosen))
        at = np.fromiter(plan, dtype=np.int64)
        values[self.first + at] = 1.0
        values[: self.first] = shortfalls(self.columns, self.shared, self.chosen[at])
        return values

    def _add_rows(self, rows: IntArray, entries: RowEntries | None = None) -> None:
        self.row_at[rows] = np.arange(self.held.rows, self.held.rows + len(rows))
        names, shared = self.shared.names(rows), self.shared
        self.held.add_rows(names, shared.lower[rows], shared.upper[rows], entries)

    def _add_goals(self) -> None:
        """Every goal's row with its shortfall, then the floors of earlier stages."""
        goals, floors = len(self.goals), self.aim.floors
        self._add_rows(self.goals)
        self.held.add_rows(
            [f"stage_{k:02d}" for k in range(len(floors))],
            np.full(len(floors), -np.inf),
            np.array([-least for _, least in floors], dtype=float),
        )
        count = 1 + len(floors)
        rows = np.array([[g, *range(goals, goals + len(floors))] for g in range(goals)])
        uses = np.array([[-1.0, *(kept.price[g] for kept, _ in floors)] for g in range(goals)])
        self.held.add_columns(
            [f"shortfall_{g:04d}" for g in range(goals)],
            self.aim.measure.price * self.scale,
            (np.zeros(goals), np.full(goals, np.inf)),
            Entries(np.arange(goals + 1) * count, rows.reshape(-1).astype(int), uses.reshape(-1)),
        )


def shortfalls(columns: Columns, shared: Rows, plan: IntArray) -> FloatArray:
    """How far each goal is from being reached by the plan (column positions)."""
    goals = np.flatnonzero(shared.kind == GOAL)
    if not len(goals):
        return np.empty(0)
    short: FloatArray = np.maximum(used(columns, shared, plan) - shared.upper, 0.0)[goals]
    return short


def used(columns: Columns, shared: Rows, plan: IntArray) -> FloatArray:
    """What the columns use of every row."""
    uses = _Uses(columns, shared, plan)
    return np.bincount(uses.row, uses.use, minlength=len(shared)).astype(float)


def entries(columns: Columns, shared: Rows, new: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
    """(position in `new`, row, use) of everything those columns use, ordered by column."""
    uses = _Uses(columns, shared, new)
    return uses.column, uses.row, uses.use


class _Uses:
    """What some columns use of every row, ordered by column."""

    def __init__(self, columns: Columns, shared: Rows, new: IntArray) -> None:
        self.shared = shared
        self.new = new
        each = np.arange(len(new))
        legs = columns.legs.begin[new + 1] - columns.legs.begin[new]
        owner = np.repeat(each, legs)
        leg = (
            columns.legs.begin[new][owner] + np.arange(len(owner)) - (np.cumsum(legs) - legs)[owner]
        )
        by_leg, leg_row, leg_use = shared.by_slot.of(shared.slot[leg])
        by_path, path_row, path_use = shared.by_path.of(columns.path[new])
        told, told_row, told_use = _told(shared, new)
        column = np.concatenate([each, owner[by_leg], by_path, told])
        row = np.concatenate([columns.candidate[new], leg_row, path_row, told_row])
        use = np.concatenate([np.ones(len(new)), leg_use, path_use, told_use])
        order = np.lexsort((row, column))
        self.column, self.row, self.use = column[order], row[order], use[order]
        self._add_up()

    def _add_up(self) -> None:
        """Two legs of one future may count in the same goal."""
        same = (self.column[1:] == self.column[:-1]) & (self.row[1:] == self.row[:-1])
        if same.any():
            first = np.flatnonzero(np.append(True, ~same))
            self.use = np.add.reduceat(self.use, first)
            self.column, self.row = self.column[first], self.row[first]

    def leave_out_unbreakable(self) -> None:
        shared = self.shared
        most = np.bincount(self.row, np.maximum(self.use, 0.0), minlength=len(shared))
        needed = (most > shared.upper) | np.isfinite(shared.lower) | (shared.kind == GOAL)
        kept = needed[self.row]
        self.column, self.row, self.use = self.column[kept], self.row[kept], self.use[kept]

    def keep(self, aim: Aim, first: int) -> None:
        """Rows `first` and on: what earlier stages must keep, where any column may count."""
        for k, (kept, _) in enumerate(aim.floors):
            counts = np.flatnonzero(kept.value[self.new])
            self.column = np.concatenate([self.column, counts])
            self.row = np.concatenate([self.row, np.full(len(counts), first + k)])
            self.use = np.concatenate([self.use, -kept.value[self.new[counts]]])
        if aim.floors:
            order = np.argsort(self.column, kind="stable")
            self.column, self.row, self.use = self.column[order], self.row[order], self.use[order]

    def begin(self) -> IntArray:
        count = np.bincount(self.column, minlength=len(self.new))
        edges: IntArray = np.concatenate([[0], np.cumsum(count)])
        return edges


def _told(shared: Rows, columns: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
    """(position in `columns`, row, use) of the rows told column by column."""
    none = np.empty(0, dtype=np.int64)
    at, row, use = [none], [none], [np.empty(0)]
    for r in np.flatnonzero(shared.kind == ROUNDED).tolist():
        each = shared.rounded[int(shared.item[r])].used_by(columns)
        at.append(np.flatnonzero(each))
        row.append(np.full(len(at[-1]), r))
        use.append(each[at[-1]])
    return np.concatenate(at), np.concatenate(row), np.concatenate(use)


def value_scale(largest: float) -> float:
    """A power of two (so no digit is lost) that brings the largest value near 1000."""
    if 1 <= largest <= 1e5 or largest == 0:
        return 1.0
    return 2.0 ** min(10 - floor(log2(largest)), 1000)


def _largest(values: FloatArray) -> float:
    return float(max(values.max(initial=0.0), -values.min(initial=0.0)))
