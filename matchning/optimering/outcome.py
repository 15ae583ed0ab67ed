"""The answer as it is returned: a plan checked and told, or why there is none."""

from collections.abc import Sequence
from dataclasses import replace
from math import fsum, isfinite

import numpy as np

from . import adapter, explain, told
from .canonical import problem_hash
from .engine import Engine
from .errors import OUT_OF_MEMORY, PlanError
from .found import Found
from .links import goal_counts
from .problem import Problem
from .result import GoalOutcome, Placement, Result, Stats, Status, StoppedBy, Training
from .run import Run, relative_gap
from .tables import Tables
from .verifier import Violation, verify

MODEL_VERSION = "3"  # raise whenever the same input may give another plan


def answer(engine: Engine, found: Found) -> Result:
    """The plan found, verified. Raises PlanError when it breaks a rule: a fault of ours.

    Where memory runs out it is told without reasons and prices in what the search took up; where
    that is too little for the verifier too, as not verified.
    """
    try:
        return _told(engine, found)
    except MemoryError:
        engine.forget()
    return _told(engine, replace(found, stopped_by="error", message=OUT_OF_MEMORY), lean=True)


def _told(engine: Engine, found: Found, *, lean: bool = False) -> Result:
    t, columns, run = engine.t, engine.columns, engine.run
    plan = [
        told.placement(t, columns, c) if columns.need[c] >= 0 else told.training(t, columns, c)
        for c in found.plan
    ]
    placements = [one for one in plan if isinstance(one, Placement)]
    trainings = [one for one in plan if isinstance(one, Training)]
    goals = goal_outcomes(engine, found.plan)
    objective = fsum([*(one.value for one in plan), *(-goal.paid for goal in goals)])
    verified = True
    try:
        violations = verify(t.problem, placements, trainings, goals, objective)
    except MemoryError:
        if not lean:
            raise
        violations, verified = (), False
    if violations:
        raise PlanError(_first(violations))
    # Rounding may leave the solver's bound a hair below a plan that exists.
    bound = max(found.bound, objective) if isfinite(found.bound) else None
    reasons = explain.Explanation(tuple(placements), tuple(trainings))
    if engine.options.explain and not lean:
        run.incumbent, run.bound = objective, found.bound if bound is None else bound
        run.tell("explain")
        reasons = explain.explain(engine, found.plan, plan)
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
        seed=engine.options.seed,
        problem_hash=engine.problem_hash,
        placements=reasons.placements,
        unplaced=reasons.unplaced,
        unfilled=reasons.unfilled,
        conflicts=(),
        stats=Stats(
            columns=len(columns),
            columns_cut=columns.cut,
            rows=found.rows,
            eligible_pairs=int(columns.possible.sum()),
            solver=found.solver,
            versions=adapter.versions(),
            model_version=MODEL_VERSION,
            greedy_objective=engine.worth(engine.greedy),
            cost_sek_by_payer=_costs(t, plan),
            message=found.message,
        ),
        verified=verified,
        trainings=reasons.trainings,
        goals=goals,
        stages=engine.stages,
        prices=engine.certificate(),
    )


def without_plan(
    problem: Problem,
    run: Run,
    status: Status,
    stopped_by: StoppedBy,
    *,
    conflicts: Sequence[str] = (),
    message: str = "",
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
        problem_hash=problem_hash(problem),
        placements=(),
        unplaced=(),
        unfilled=(),
        conflicts=tuple(conflicts),
        stats=Stats(0, 0, 0, 0, "greedy", adapter.versions(), MODEL_VERSION, None, {}, message),
        verified=False,
    )


def lock_conflicts(engine: Engine) -> list[str]:
    """Why the locks cannot all stand: what they break among themselves."""
    t, columns = engine.t, engine.columns
    if not t.problem.locks:
        return []
    locked = [told.placement(t, columns, c) for c in np.flatnonzero(columns.locked).tolist()]
    return [f"{v.item}: {v.sentence_sv}" for v in verify(t.problem, locked)]


def goal_outcomes(engine: Engine, plan: Sequence[int]) -> tuple[GoalOutcome, ...]:
    """How far each declared goal is reached by the plan."""
    found = []
    counts = goal_counts(engine.t, engine.columns, np.array(plan, dtype=np.int64))
    for goal, (everybody, group) in zip(engine.problem.goals, counts, strict=True):
        wanted = goal.target * (everybody if goal.kind == "share" else 1.0)
        short = max(0.0, wanted - group)
        found.append(GoalOutcome(goal.id, group, wanted, short, short * goal.price))
    return tuple(found)


def _costs(t: Tables, plan: Sequence[Placement | Training]) -> dict[str, float]:
    intakes = {k.id: k for k in t.problem.intakes}
    costs: dict[str, float] = {}
    for one in plan:
        for name in one.intakes:
            payer = intakes[name].payer or ""
            costs[payer] = costs.get(payer, 0.0) + intakes[name].cost_sek
    return dict(sorted(costs.items()))


def _first(violations: Sequence[Violation]) -> str:
    worst = violations[0]
    return f"{len(violations)} broken rules, first {worst.code} {worst.item}: {worst.sentence_sv}"
