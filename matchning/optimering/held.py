"""A PuLP model that grows, and the HiGHS kept alive behind it.

PuLP holds the model: every row and column is in `Held.problem`, and any of PuLP's solvers can be
asked about it. Its own HiGHS hands over a row per call and starts anew every time; `Persistent`
hands over what was added since last in one piece and keeps the basis.

Everything of PuLP that is not in its documentation is used here and in cbc.py alone, and a test
fails when PuLP changes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pulp

from .tables import IntArray
from .travel import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Coefficients by column: those of column k are `begin[k]` to `begin[k + 1]`."""

    begin: IntArray
    row: IntArray
    use: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class RowEntries:
    """Coefficients of new rows, by row: `row` counts from the first new one and never falls."""

    row: IntArray
    column: IntArray
    use: FloatArray


_NONE = np.empty(0, dtype=np.int64)
NO_ENTRIES = RowEntries(_NONE, _NONE, np.empty(0))


class Held:
    """The model, minimised. Rows are `at most`, or equalities where lower equals upper."""

    def __init__(self, highspy: Any = None) -> None:
        self.problem: Any = pulp.LpProblem("byggvagen", pulp.LpMinimize)
        self.problem.objective = pulp.LpAffineExpression()
        self.variables: list[Any] = []
        self._rows: list[Any] = []
        self._expressions: list[Any] = []
        self.highs: Any = None
        self.solver: Persistent | None = None
        if highspy is not None:
            self.highs = highspy.Highs()
            self.highs.setOptionValue("output_flag", False)
            self.solver = Persistent(self.highs)
            self._integer = highspy.HighsVarType.kInteger.value

    @property
    def rows(self) -> int:
        return len(self._rows)

    def add_rows(
        self,
        names: Sequence[str],
        lower: FloatArray,
        upper: FloatArray,
        entries: "RowEntries | None" = None,
    ) -> None:
        """Rows with what the columns already there use of them."""
        for name, low, high in zip(names, lower.tolist(), upper.tolist(), strict=True):
            sense = pulp.LpConstraintEQ if low == high else pulp.LpConstraintLE
            row = pulp.LpConstraint(sense=sense, name=name, rhs=high)
            self.problem.add(row)
            self._rows.append(row)
            self._expressions.append(row.expr)
        told = NO_ENTRIES if entries is None else entries
        first = len(self._rows) - len(names)
        for r, k, use in zip(
            told.row.tolist(), told.column.tolist(), told.use.tolist(), strict=True
        ):
            self._expressions[first + r][self.variables[k]] = use
        if self.highs is not None:
            begin = np.searchsorted(told.row, np.arange(len(names))).astype(np.int32)
            index = told.column.astype(np.int32)
            self.highs.addRows(len(names), lower, upper, len(index), begin, index, told.use)

    def add_columns(
        self,
        names: Sequence[str],
        cost: FloatArray,
        bounds: tuple[FloatArray, FloatArray],
        entries: Entries,
        *,
        integer: bool = False,
    ) -> None:
        """`names` sort in their own order (PuLP sorts by name); bounds may be infinite."""
        kind = pulp.LpInteger if integer else pulp.LpContinuous
        first = len(self.variables)
        for name, low, high in zip(names, bounds[0].tolist(), bounds[1].tolist(), strict=True):
            most = None if high == np.inf else high
            self.variables.append(self.problem.add_variable(name, low, most, kind))
        new = self.variables[first:]
        self.problem.objective.update(zip(new, cost.tolist(), strict=True))
        owner = np.repeat(np.arange(len(new)), np.diff(entries.begin)).tolist()
        expressions = self._expressions
        for r, k, use in zip(entries.row.tolist(), owner, entries.use.tolist(), strict=True):
            expressions[r][new[k]] = use
        if self.highs is not None:
            starts = entries.begin[:-1].astype(np.int32)
            index = entries.row.astype(np.int32)
            self.highs.addCols(len(new), cost, *bounds, len(index), starts, index, entries.use)
            if integer:
                at = np.arange(first, first + len(new), dtype=np.int32)
                kinds = np.full(len(new), self._integer, dtype=np.uint8)
                self.highs.changeColsIntegrality(len(new), at, kinds)

    def limit(self, rows: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Other limits on rows already there."""
        for r, high in zip(rows.tolist(), upper.tolist(), strict=True):
            self._rows[r].changeRHS(high)
        if self.highs is not None:
            self.highs.changeRowsBounds(len(rows), rows.astype(np.int32), lower, upper)

    def solve(self) -> None:
        """Run HiGHS on what is held, from where it last stopped."""
        self.problem.solve(self.solver)

    def duals(self) -> FloatArray:
        """One per row in the order they were added, as PuLP's last solver told them."""
        return np.array([row.pi for row in self._rows], dtype=float)


class Persistent(pulp.LpSolver):  # type: ignore[misc]
    """HiGHS as one of PuLP's solvers. It has heard of all rows and columns already."""

    name = "HiGHS kept alive"

    def __init__(self, highs: Any) -> None:
        super().__init__(msg=False)
        self.highs = highs

    def available(self) -> bool:
        return True

    def actualSolve(self, lp: Any) -> int:
        self.highs.run()
        lp.assignStatus(pulp.LpStatusNotSolved)  # the adapter asks HiGHS itself
        return int(lp.status)
