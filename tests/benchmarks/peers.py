"""The peers: the whole model solved in the ways one would write it first."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pulp

from .child import cpu_seconds
from .whole import Whole


@dataclass(frozen=True, slots=True)
class Answer:
    """Objective and bound in plan value (None: none found); CPU seconds to build and to solve."""

    objective: float | None
    bound: float | None
    build: float
    solve: float

    @property
    def cpu(self) -> float:
        return self.build + self.solve


def bare_highs(given: Whole, integer: bool, seconds: float, gap: float) -> Answer:
    """One `passModel`, one `run`: what HiGHS does when nobody stands between."""
    began = cpu_seconds()
    lp = highspy.HighsLp()
    columns, rows = len(given.value), len(given.limit)
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = -given.value
    lp.col_lower_, lp.col_upper_ = given.locked.astype(float), np.ones(columns)
    lp.row_lower_, lp.row_upper_ = np.full(rows, -np.inf), given.limit
    counts = np.bincount(given.row, minlength=rows)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    lp.a_matrix_.index_ = given.column.astype(np.int32)
    lp.a_matrix_.value_ = given.use
    if integer:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {"output_flag": False, "threads": 1, "time_limit": seconds, "mip_rel_gap": gap}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(lp)
    built = cpu_seconds()
    highs.run()
    info, spent = highs.getInfo(), cpu_seconds() - built
    if not integer:
        done = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        optimum = -info.objective_function_value if done else None
        return Answer(optimum, optimum, built - began, spent)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = -info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else None
    best = -info.objective_function_value if found else None
    return Answer(best, bound, built - began, spent)


def textbook(given: Whole, solver: str, integer: bool, seconds: float, gap: float) -> Answer:
    """PuLP as one learns it: a dictionary of variables by tuple, lpSum, one row at a time."""
    began = cpu_seconds()
    prob = pulp.LpProblem("plan", pulp.LpMaximize)
    kind = pulp.LpInteger if integer else pulp.LpContinuous
    x = prob.add_variable_dicts("x", given.keys, 0, 1, kind)
    for c in np.flatnonzero(given.locked).tolist():
        x[given.keys[c]].lowBound = 1
    values = given.value.tolist()
    prob += pulp.lpSum(value * x[key] for value, key in zip(values, given.keys, strict=True))
    members: list[list[tuple[float, tuple[str, str, int]]]] = [[] for _ in given.limit]
    entries = zip(given.row.tolist(), given.column.tolist(), given.use.tolist(), strict=True)
    for row, column, use in entries:
        members[row].append((use, given.keys[column]))
    for uses, limit in zip(members, given.limit.tolist(), strict=True):
        prob += pulp.lpSum(use * x[key] for use, key in uses) <= limit
    built = cpu_seconds()
    limits = {"msg": False, "threads": 1, "timeLimit": seconds, "gapRel": gap}
    if solver == "CBC":
        prob.solve(pulp.COIN_CMD(path=pulp.PULP_CBC_CMD.pulp_cbc_path, **limits))
    else:
        prob.solve(pulp.HiGHS(**limits))
    spent = cpu_seconds() - built
    found = prob.sol_status in {pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible}
    worth = sum(
        value * (x[key].value() or 0) for value, key in zip(values, given.keys, strict=True)
    )
    return Answer(worth if found else None, None, built - began, spent)


def cp_sat(given: Whole, seconds: float, gap: float) -> Answer | None:
    """OR-tools in its own process (it and highspy cannot load in one); None if not installed."""
    if find_spec("ortools") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "whole.npz"
        names = ("value", "locked", "limit", "row", "column", "use")
        np.savez(file, **{name: getattr(given, name) for name in names})
        command = [
            sys.executable,
            "-m",
            "tests.benchmarks.cpsat",
            str(file),
            str(seconds),
            str(gap),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return Answer(**found)
