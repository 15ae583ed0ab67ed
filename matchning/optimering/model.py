"""The integer program in PuLP, minimised: one binary variable per column.

    minimise   -sum_c v_c x_c
    one future   sum_{c of i} x_c <= 1                     for every candidate
    headcount    sum_{c at (j, step)} x_c <= h_j(step)     for every need and step of weeks
    seats        sum_{c through t} x_c <= q_t - taken_t    for every intake
    tutor hours  sum_{c at (s, step)} u_c x_c <= U_s(step) for every site and step of weeks
    locks        x_c = 1

Weeks in which the same people could be present are one step, and a step that another step
implies is left out. Only calls that also exist in PuLP 4 are used; names are zero-padded so that
PuLP's sorting by name keeps the natural order (it decides HiGHS' speed).
"""

from dataclasses import dataclass
from math import floor, log2
from typing import Any

import numpy as np
import pulp

from .columns import Columns
from .tables import IntArray, Tables
from .travel import FloatArray


@dataclass(frozen=True, slots=True)
class Model:
    """`problem` minimises; its objective times `-1 / scale` is the plan's value."""

    problem: Any  # pulp.LpProblem
    variables: list[Any]  # pulp.LpVariable per column, in column order
    scale: float
    rows: int


def build(t: Tables, columns: Columns) -> Model:
    """Put the columns into rows. Column order is kept."""
    prob = pulp.LpProblem("byggvagen", pulp.LpMinimize)
    scale = _scale(columns.value)
    width = len(str(len(columns)))
    x = [
        prob.add_variable(f"x{c:0{width}d}", lowBound=int(locked), upBound=1, cat=pulp.LpInteger)
        for c, locked in enumerate(columns.locked.tolist())
    ]
    weights = (-columns.value * scale).tolist()
    prob += pulp.lpDot(weights, x)
    rows = 0

    def at_most(name: str, members: list[int], limit: float, hours: list[float] | None) -> None:
        nonlocal rows
        used = [1.0] * len(members) if hours is None else [hours[c] for c in members]
        if sum(used) <= limit:  # a row nobody can break says nothing and only costs time
            return
        present = [x[c] for c in members]
        total = pulp.lpSum(present) if hours is None else pulp.lpDot(used, present)
        prob.add(total <= limit, f"{name}_{rows:07d}")
        rows += 1

    use = columns.tutor_hours.tolist()
    for members in _groups(columns.candidate):
        at_most("one", members, 1, None)
    for members in _groups(columns.need):
        wanted = t.headcount[columns.need[members[0]]].astype(float)
        for active, limit in steps(columns, np.array(members), wanted):
            at_most("heads", active, limit, None)
    through: dict[int, list[int]] = {}
    for c, p in enumerate(columns.path.tolist()):
        for k in columns.paths[p].intakes:
            through.setdefault(k, []).append(c)
    for k in sorted(through):
        intake = t.problem.intakes[k]
        at_most("seats", through[k], intake.seats - intake.taken, None)
    for members in _groups(t.site_of[columns.need]):
        tutored = np.array([c for c in members if use[c] > 0], dtype=np.int64)
        site = t.site_of[columns.need[members[0]]]
        if len(tutored):
            for active, limit in steps(columns, tutored, t.tutor_hours[site]):
                if np.isfinite(limit):
                    at_most("tutor", active, limit, use)
    return Model(prob, x, scale, rows)


def steps(
    columns: Columns, members: IntArray, capacity: FloatArray
) -> list[tuple[list[int], float]]:
    """(members present, capacity) per step of weeks, without steps implied by a neighbour.

    `capacity` is per week. A step is implied when everyone in it is also in the next (nobody
    leaves between) or the previous (nobody arrives) kept step, at no higher capacity there.
    """
    starts, ends = columns.start[members], columns.end[members]
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
    return [(members[(starts <= week) & (ends > week)].tolist(), limit) for week, limit, _ in kept]


def _left_between(leave: set[int], after: int, before: int) -> bool:
    return any(after < week < before for week in leave)


def _groups(keys: IntArray) -> list[list[int]]:
    """Positions with equal key, in key order."""
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    return [group.tolist() for group in np.split(order, cuts)] if len(keys) else []


def _scale(values: FloatArray) -> float:
    """A power of two (so no digit is lost) that brings the largest value near 1000."""
    largest = float(np.abs(values).max(initial=0.0))
    return 1.0 if 1 <= largest <= 1e5 or largest == 0 else 2.0 ** (10 - floor(log2(largest)))
