"""The whole model: all columns and rows at once, as plain arrays that any solver can be given.

They are the optimiser's own, so that only the way of solving them differs between peers.
"""

from dataclasses import dataclass

import numpy as np

from matchning.optimering import Options, Problem
from matchning.optimering.engine import Engine
from matchning.optimering.tables import IntArray
from matchning.optimering.travel import BoolArray, FloatArray

HOUR = 3600.0


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """maximise value x, for each row sum of use x <= limit, 0 <= x <= 1 and locked x = 1."""

    value: FloatArray
    locked: BoolArray
    limit: FloatArray  # per row
    row: IntArray  # of each use, rising
    column: IntArray
    use: FloatArray
    keys: list[tuple[str, str, int]]  # candidate, need, and which of their columns


def engine(problem: Problem, gap: float = 0.0, shortlist: int | None = None) -> Engine:
    """The optimiser with its futures made, those of each person's best needs alone if said."""
    options = Options(
        time_limit_seconds=HOUR,
        relative_gap=gap,
        needs_per_candidate=shortlist,
        explain=False,
    )
    return Engine(problem, options)


def searched(made: Engine) -> tuple[float, float]:
    """(value of the plan, bound) of the optimiser's own search over its futures."""
    made.start()
    found = made.improve()
    return found.value, found.bound


def whole(made: Engine) -> Whole:
    """Its futures as arrays; groups and goals have no place in them."""
    problem, columns, shared = made.problem, made.columns, made.shared
    if problem.together or problem.goals:
        raise ValueError("groups and goals are not among the plain rows")
    legs = columns.legs
    by_leg, leg_row, leg_use = shared.by_slot.of(shared.slot)
    by_path, path_row, path_use = shared.by_path.of(columns.path)
    every = np.arange(len(columns))
    column = np.concatenate([every, legs.column[by_leg], by_path])
    row = np.concatenate([columns.candidate, leg_row, path_row])
    use = np.concatenate([np.ones(len(columns)), leg_use, path_use])
    kept = (np.bincount(row, use, minlength=len(shared)) > shared.upper)[row]
    rows, place = np.unique(row[kept], return_inverse=True)
    order = np.lexsort((column[kept], place))
    who = zip(columns.candidate.tolist(), columns.need.tolist(), strict=True)
    return Whole(
        value=columns.value,
        locked=columns.locked,
        limit=shared.upper[rows],
        row=place[order],
        column=column[kept][order],
        use=use[kept][order],
        keys=[
            (problem.candidates[i].id, problem.needs[j].id if j >= 0 else "", c)
            for c, (i, j) in enumerate(who)
        ],
    )
