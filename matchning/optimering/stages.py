"""What a plan is measured by: the ordinary objective, and each stage of a lexicographic one."""

import numpy as np

from .columns import Columns
from .conditions import Stage
from .model import Measure
from .tables import Tables
from .travel import FloatArray
from .value import keep_bonus


def ordinary(t: Tables, columns: Columns) -> Measure:
    """Value less what the goals' shortfalls cost."""
    return Measure(columns.value, np.array([goal.price for goal in t.problem.goals], dtype=float))


def measure(stage: Stage, t: Tables, columns: Columns) -> Measure:
    """What the stage maximises."""
    price = np.array([goal.price for goal in t.problem.goals], dtype=float)
    free = np.zeros(len(price))
    if stage.measure == "goals":
        return Measure(np.zeros(len(columns)), price)
    if stage.measure == "filled":
        legs = columns.legs
        weeks = np.concatenate([[0], np.cumsum(legs.end - legs.start)])
        return Measure((weeks[legs.begin[1:]] - weeks[legs.begin[:-1]]).astype(float), free)
    if stage.measure == "stability":
        return Measure(keeps(t, columns), free)
    return Measure(columns.value - keeps(t, columns), free)


def keeps(t: Tables, columns: Columns) -> FloatArray:
    """The part of each column's value that keeps a proposal."""
    found = np.zeros(len(columns))
    legs = columns.legs
    for i, j in t.kept:
        first, last = columns.of(i)
        for c in (first + np.flatnonzero(columns.need[first:last] == j)).tolist():
            leg, path = legs.begin[c], columns.paths[columns.path[c]]
            weeks = int(legs.start[leg]), int(legs.end[leg])
            found[c] = keep_bonus(t, i, j, weeks, path.intakes) or 0.0
    return found


def least(reached: float, stage: Stage) -> float:
    """What later stages must keep of it."""
    return reached - stage.tolerance * abs(reached)
