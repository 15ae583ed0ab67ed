"""`solve`: columns, greedy floor, integer program, verification, reasons — in that order."""

from collections.abc import Sequence
from math import fsum

import numpy as np

from . import adapter, explain, greedy, tables, told
from .canonical import ordered, problem_hash
from .columns import Columns, eligibility, from_attributes, from_pairs
from .errors import PlanError
from .problem import Problem
from .result import (
    Options,
    Placement,
    ProgressCallback,
    Result,
    ShouldStop,
    Stats,
    Status,
    StoppedBy,
)
from .search import Found, OutOfTime, Run, Work, improve, loosest_bound, relative_gap
from .tables import Tables
from .validation import validate, validate_options
from .verifier import Violation, verify

MODEL_VERSION = "2"  # raise whenever the same input may give another plan


def solve(
    problem: Problem,
    options: Options | None = None,
    progress: ProgressCallback | None = None,
    should_stop: ShouldStop | None = None,
) -> Result:
    """The best plan that can be found and proved within the limits.

    `progress` hears the incumbent and the bound; `should_stop` is asked at most ten times a second
    and ends the search with the best plan so far. Exceptions they raise come out of `solve`.
    Same problem, options and seed give the same plan, as long as no time limit or stop cuts in.

    Raises ProblemError (faulty problem or options), PlanError (a fault in the optimiser).
    """
    run = Run(options or Options(), progress, should_stop)
    validate_options(run.options)
    validate(problem)
    problem = ordered(problem)
    t = tables.build(problem)
    run.tell("columns")
    met = {} if problem.pairs is not None else eligibility(t)
    try:
        run.tick()
        if problem.pairs is not None:
            columns = from_pairs(t)
        else:
            columns = from_attributes(t, met, run.options, run.tick)
        conflicts = _lock_conflicts(t, columns)
        if conflicts:
            return _without_plan(t, run, "infeasible", "proved", conflicts)
        run.tell("greedy")
        plan = greedy.fill(t, columns, tick=run.tick)
    except OutOfTime:
        return _without_plan(t, run, "no_plan", "stop" if run.stop_seen else "time", ())
    work = Work(t, met, columns, plan)
    run.incumbent, run.bound = work.value(plan), loosest_bound(columns)
    return _finish(work, run, improve(work, run))


def _finish(work: Work, run: Run, found: Found) -> Result:
    t, columns = work.t, work.columns
    placements = [told.placement(t, columns, c) for c in found.plan]
    violations = verify(t.problem, placements)
    if violations:
        raise PlanError(_first(violations))
    objective = fsum(placement.value for placement in placements)
    # Rounding may leave the solver's bound a hair below a plan that exists.
    bound = max(run.bound, objective)
    words = explain.Explanation(placements=tuple(placements))
    if run.options.explain:
        run.incumbent, run.bound = objective, bound
        run.tell("explain")
        words = explain.explain(t, work.met, columns, found.plan, placements)
    status: Status = "feasible"
    if found.stopped_by in {"proved", "stop"}:
        status = "optimal" if found.stopped_by == "proved" else "stopped"
    return Result(
        status=status,
        stopped_by=found.stopped_by,
        objective=objective,
        bound=bound,
        gap=relative_gap(objective, bound),
        bound_scope="kept_futures" if columns.cut else "all_futures",
        seconds=run.seconds,
        seed=run.options.seed,
        problem_hash=problem_hash(t.problem),
        placements=words.placements,
        unplaced=words.unplaced,
        unfilled=words.unfilled,
        conflicts=(),
        stats=Stats(
            columns=len(columns),
            columns_cut=columns.cut,
            rows=found.rows,
            eligible_pairs=int(columns.possible.sum()),
            solver=found.solver,
            versions=adapter.versions(),
            model_version=MODEL_VERSION,
            greedy_objective=work.value(work.greedy),
            cost_sek_by_payer=_costs(t, placements),
            message=found.message,
        ),
        verified=True,
    )


def _without_plan(
    t: Tables, run: Run, status: Status, stopped_by: StoppedBy, conflicts: Sequence[str]
) -> Result:
    return Result(
        status=status,
        stopped_by=stopped_by,
        objective=None,
        bound=None,
        gap=None,
        bound_scope="all_futures",
        seconds=run.seconds,
        seed=run.options.seed,
        problem_hash=problem_hash(t.problem),
        placements=(),
        unplaced=(),
        unfilled=(),
        conflicts=tuple(conflicts),
        stats=Stats(0, 0, 0, 0, "greedy", adapter.versions(), MODEL_VERSION, None, {}),
        verified=False,
    )


def _lock_conflicts(t: Tables, columns: Columns) -> list[str]:
    """Why the locks cannot all stand: the capacities they break among themselves."""
    locked = [told.placement(t, columns, c) for c in np.flatnonzero(columns.locked).tolist()]
    return [f"{v.item}: {v.sentence_sv}" for v in verify(t.problem, locked)]


def _costs(t: Tables, placements: Sequence[Placement]) -> dict[str, float]:
    intakes = {k.id: k for k in t.problem.intakes}
    costs: dict[str, float] = {}
    for placement in placements:
        for name in placement.intakes:
            payer = intakes[name].payer or ""
            costs[payer] = costs.get(payer, 0.0) + intakes[name].cost_sek
    return dict(sorted(costs.items()))


def _first(violations: Sequence[Violation]) -> str:
    worst = violations[0]
    return f"{len(violations)} broken rules, first {worst.code} {worst.item}: {worst.sentence_sv}"
