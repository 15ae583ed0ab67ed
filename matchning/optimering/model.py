"""The integer program in PuLP, minimised: one binary variable per column.

    minimise   -sum_c v_c x_c
    one future   sum_{c of i} x_c <= 1                     for every candidate
    headcount    sum_{c at (j, step)} x_c <= h_j(step)     for every need and step of weeks
    seats        sum_{c through t} x_c <= q_t - taken_t    for every intake
    tutor hours  sum_{c at (s, step)} u_c x_c <= U_s(step) for every site and step of weeks
                 sum floor(u_c / d) x_c <= floor(U_s / d)  for d among the u_c: whole people
    locks        x_c = 1

Weeks in which the same people could be present are one step, and a step that another step
implies is left out. Only calls that also exist in PuLP 4 are used; names are zero-padded so that
PuLP's sorting by name keeps the natural order (it decides HiGHS' speed).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, log2
from typing import Any

import numpy as np
import pulp

from .columns import Columns, Legs
from .tables import IntArray, Tables
from .travel import FloatArray

KINDS = (
    8  # different tutor hours in a row; with more, rounded rows cut off too little to be worth it
)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What the columns share, as `use[k]` of row `row[k]` by column `column[k]`, ordered by row.

    The first `ones` rows are the one-future rows.
    """

    names: tuple[str, ...]
    limit: FloatArray  # per row
    row: IntArray
    column: IntArray
    use: FloatArray
    ones: int


@dataclass(frozen=True, slots=True)
class Model:
    """`problem` minimises; its objective times `-1 / scale` is the plan's value."""

    problem: Any  # pulp.LpProblem
    variables: list[Any]  # pulp.LpVariable per chosen column, in column order
    chosen: IntArray  # positions in Columns
    scale: float
    rows: int


def rows(t: Tables, columns: Columns) -> Rows:
    """Every row of all columns; one that nobody can break is left out."""
    names: list[str] = []
    limits: list[float] = []
    members: list[IntArray] = []
    uses: list[FloatArray] = []

    def at_most(name: str, present: IntArray, limit: float, use: FloatArray | None = None) -> None:
        use = np.ones(len(present)) if use is None else use
        if use.sum() > limit:
            names.append(name)
            limits.append(limit)
            members.append(present)
            uses.append(use)

    for present in _groups(columns.candidate):
        at_most("one", present, 1)
    ones = len(names)
    legs, owner = columns.legs, columns.legs.column
    for present in _groups(legs.need):
        wanted = t.headcount[legs.need[present[0]]].astype(float)
        for active, limit in steps(legs, present, wanted):
            at_most("heads", owner[active], limit)
    column, intake = _seats(columns)
    for at in _groups(intake):
        taken = t.problem.intakes[intake[at[0]]]
        at_most("seats", column[at], taken.seats - taken.taken)
    for present in _groups(t.site_of[legs.need]):
        tutored = present[legs.tutor_hours[present] > 0]
        site = t.site_of[legs.need[present[0]]]
        if len(tutored):
            for active, limit in steps(legs, tutored, t.tutor_hours[site]):
                if np.isfinite(limit):
                    for use, most in _whole_people(legs.tutor_hours[active], limit):
                        at_most("tutor", owner[active], most, use)
    row = np.repeat(np.arange(len(names)), [len(present) for present in members])
    return Rows(
        names=tuple(names),
        limit=np.array(limits, dtype=float),
        row=row,
        column=np.concatenate([np.empty(0, dtype=np.int64), *members]),
        use=np.concatenate([np.empty(0), *uses]),
        ones=ones,
    )


def build(
    columns: Columns, shared: Rows, chosen: IntArray, tick: Callable[[], None] = lambda: None
) -> Model:
    """The chosen columns (rising positions) in PuLP, with the rows they can break.

    `tick` is called often and may raise to stop.
    """
    prob = pulp.LpProblem("byggvagen", pulp.LpMinimize)
    scale = value_scale(columns.value)
    width = len(str(len(columns)))
    x: list[Any] = []
    for c, locked in zip(chosen.tolist(), columns.locked[chosen].tolist(), strict=True):
        if len(x) % 1000 == 0:
            tick()
        name = f"x{c:0{width}d}"
        x.append(prob.add_variable(name, lowBound=int(locked), upBound=1, cat=pulp.LpInteger))
    prob += pulp.LpAffineExpression(zip(x, (-columns.value[chosen] * scale).tolist(), strict=True))
    place = np.full(len(columns), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    inside = (place[shared.column] >= 0) & (shared.use > 0)
    row, at, use = shared.row[inside], place[shared.column[inside]], shared.use[inside]
    count = 0
    for entries in _groups(row):
        tick()
        r = row[entries[0]]
        used, limit = use[entries], float(shared.limit[r])
        if used.sum() > limit:
            present = [x[k] for k in at[entries].tolist()]
            total = pulp.LpAffineExpression(zip(present, used.tolist(), strict=True))
            prob.add(total <= limit, f"{shared.names[r]}_{count:07d}")
            count += 1
    return Model(prob, x, chosen, scale, count)


def steps(legs: Legs, members: IntArray, capacity: FloatArray) -> list[tuple[IntArray, float]]:
    """(members present, capacity) per step of weeks, without steps implied by a neighbour.

    `capacity` is per week. A step is implied when everyone in it is also in the next (nobody
    leaves between) or the previous (nobody arrives) kept step, at no higher capacity there.
    """
    starts, ends = legs.start[members], legs.end[members]
    changes = np.flatnonzero(capacity[1:] != capacity[:-1]) + 1
    inside = changes[(changes > starts.min()) & (changes < ends.max())]
    edges = np.unique(np.concatenate([starts, ends, inside]))
    arrive, leave = set(starts.tolist()), set(ends.tolist())
    kept: list[tuple[int, float, bool]] = []  # week, capacity, has anyone arrived since
    for week in edges[:-1].tolist():
        limit = float(capacity[week])
        came, left = week in arrive, week in leave
        if kept:
            before, was, changed = kept[-1]
            changed = changed or came
            if not changed and was <= limit:
                continue
            if not left and not _left_between(leave, before, week) and limit <= was:
                kept.pop()
            else:
                kept[-1] = (before, was, changed)
        kept.append((week, limit, False))
    return [(members[(starts <= week) & (ends > week)], limit) for week, limit, _ in kept]


def _left_between(leave: set[int], after: int, before: int) -> bool:
    return any(after < week < before for week in leave)


def value_scale(values: FloatArray) -> float:
    """A power of two (so no digit is lost) that brings the largest value near 1000."""
    largest = float(np.abs(values).max(initial=0.0))
    return 1.0 if 1 <= largest <= 1e5 or largest == 0 else 2.0 ** (10 - floor(log2(largest)))


def _whole_people(use: FloatArray, limit: float) -> list[tuple[FloatArray, float]]:
    """The row itself, and what it says about whole people where that is more (Chvátal-Gomory).

    Divided by one of its own hours and rounded down: 11 hours at 6 or 8 each are one person.
    """
    found = [(use, limit)]
    kinds = np.unique(use)
    for hours in kinds if len(kinds) <= KINDS else ():
        share, most = np.floor(use / hours), float(np.floor(limit / hours + 1e-6))
        if (share * limit > use * most * (1 + 1e-9)).any():
            found.append((share, most))
    return found


def _seats(columns: Columns) -> tuple[IntArray, IntArray]:
    """(column, intake) for every seat a column takes."""
    longest = max((len(path.intakes) for path in columns.paths), default=0)
    intakes = np.full((len(columns.paths), longest), -1, dtype=np.int64)
    for p, path in enumerate(columns.paths):
        intakes[p, : len(path.intakes)] = path.intakes
    column, step = np.nonzero(intakes[columns.path] >= 0)
    return column, intakes[columns.path[column], step]


def _groups(keys: IntArray) -> list[IntArray]:
    """Positions with equal key, in key order."""
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    return np.split(order, cuts) if len(keys) else []
