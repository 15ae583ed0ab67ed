"""CP-SAT as a peer, in a process of its own: `python -m tests.benchmarks.cpsat FILE SECONDS GAP`.

OR-tools is no dependency of the project. Nothing here may import highspy.
"""

import json
import sys
import time

import numpy as np
from ortools.sat.python import cp_model  # type: ignore[import-not-found, unused-ignore]

DIGITS = 1000  # CP-SAT counts in whole numbers: values and hours to three decimals


def main(file: str, seconds: str, gap: str) -> None:
    began = time.process_time()
    with np.load(file) as given:
        value, locked, limit = given["value"], given["locked"], given["limit"]
        row, column, use = given["row"], given["column"], given["use"]
    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in value]
    for c in np.flatnonzero(locked).tolist():
        model.add(x[c] == 1)
    cuts = np.searchsorted(row, np.arange(len(limit) + 1)).tolist()
    whole = np.round(use * DIGITS).astype(int)
    for r, most in enumerate(np.floor(limit * DIGITS + 1e-6).astype(int).tolist()):
        here = slice(cuts[r], cuts[r + 1])
        terms = zip(column[here].tolist(), whole[here].tolist(), strict=True)
        model.add(sum(n * x[c] for c, n in terms) <= most)
    worth = np.round(value * DIGITS).astype(int).tolist()
    model.maximize(sum(n * one for n, one in zip(worth, x, strict=True)))
    built = time.process_time()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = float(seconds)
    solver.parameters.relative_gap_limit = float(gap)
    status = solver.solve(model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    answer = {
        "objective": solver.objective_value / DIGITS if found else None,
        "bound": solver.best_objective_bound / DIGITS if found else None,
        "build": built - began,
        "solve": time.process_time() - built,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
