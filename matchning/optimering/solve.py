"""`solve`: columns, greedy floor, integer program, verification, reasons — in that order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum, inf, isfinite
from time import monotonic

import numpy as np

from . import adapter, explain, greedy, model, tables
from .canonical import ordered, problem_hash
from .columns import Columns, eligibility, from_attributes, from_pairs
from .errors import PlanError
from .problem import Problem
from .reasons import Met
from .result import (
    Options,
    Phase,
    Placement,
    Progress,
    ProgressCallback,
    Result,
    ShouldStop,
    Stats,
    Status,
    StoppedBy,
)
from .tables import Tables
from .validation import validate, validate_options
from .value import parts
from .verifier import Violation, verify

MODEL_VERSION = "2"  # raise whenever the same input may give another plan
ASK_EVERY_SECONDS = 0.1
PROVED = 1e-6  # relative gap at which a plan is called optimal


class _OutOfTime(Exception):
    """The limit or the stop signal came before any plan existed."""


@dataclass(slots=True)
class _Run:
    """The clock, the caller's signals, and the best known figures while solving."""

    options: Options
    progress: ProgressCallback | None
    should_stop: ShouldStop | None
    began: float = field(default_factory=monotonic)
    stop_seen: bool = False
    asked_at: float = -inf
    incumbent: float | None = None
    bound: float = inf

    @property
    def seconds(self) -> float:
        return monotonic() - self.began

    @property
    def seconds_left(self) -> float:
        return self.options.time_limit_seconds - self.seconds

    def stopped(self) -> bool:
        """Has the caller said stop? Asked at most ten times a second: it may cost a query."""
        if self.should_stop and not self.stop_seen:
            now = monotonic()
            if now - self.asked_at >= ASK_EVERY_SECONDS:
                self.asked_at = now
                self.stop_seen = self.should_stop()
        return self.stop_seen

    def tick(self) -> None:
        if self.stopped() or self.seconds_left <= 0:
            raise _OutOfTime

    def tell(self, phase: Phase) -> None:
        if self.progress:
            bound = self.bound if isfinite(self.bound) else None
            known = relative_gap(self.incumbent, bound)
            self.progress(Progress(phase, self.seconds, self.incumbent, bound, known))


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
    run = _Run(options or Options(), progress, should_stop)
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
    except _OutOfTime:
        return _without_plan(t, run, "no_plan", "stop" if run.stop_seen else "time", ())
    work = _Work(t, met, columns, plan)
    run.incumbent, run.bound = work.value(plan), _loosest_bound(columns)
    return _finish(work, run, _improve(work, run))


def relative_gap(objective: float | None, bound: float | None) -> float | None:
    """(bound - objective) / |objective|; 0 when they are equal, None when it cannot be told."""
    if objective is None or bound is None:
        return None
    if bound - objective <= 0:
        return 0.0
    return (bound - objective) / abs(objective) if objective else None


@dataclass(frozen=True, slots=True)
class _Work:
    """The problem in tables and the futures to choose from."""

    t: Tables
    met: Met
    columns: Columns
    greedy: list[int]

    def value(self, plan: Sequence[int]) -> float:
        return fsum(self.columns.value[list(plan)].tolist())


@dataclass(frozen=True, slots=True)
class _Found:
    """The plan (column positions) and how the search for it ended."""

    plan: list[int]
    stopped_by: StoppedBy
    solver: str = "greedy"
    rows: int = 0
    message: str = ""


def _improve(work: _Work, run: _Run) -> _Found:
    """The solver's plan if it beats the greedy one; lowers `run.bound` to what was proved."""
    if _proved(work.value(work.greedy), run.bound):
        return _Found(work.greedy, "proved")
    if run.stopped() or run.seconds_left <= 0:
        return _Found(work.greedy, "stop" if run.stop_seen else "time")
    try:
        solver = adapter.available(run.options.solver)
    except adapter.SolverMissing as missing:
        return _Found(work.greedy, "error", message=str(missing))
    built = model.build(work.t, work.columns)
    outcome = adapter.run(built, work.greedy, _limits(work, run, built.scale), solver)
    # A solver that calls the model infeasible while a plan exists is wrong, whatever it says.
    if outcome.status in {"error", "infeasible"}:
        return _Found(work.greedy, "error", outcome.solver, built.rows, outcome.message)
    run.bound = min(_loosest_bound(work.columns), -outcome.bound / built.scale)
    best = work.greedy
    if outcome.values is not None:
        found = np.flatnonzero(outcome.values > 0.5).tolist()
        best = max(best, greedy.fill(work.t, work.columns, found), key=work.value)
    stopped_by: StoppedBy = "gap" if outcome.status == "optimal" else "time"
    if outcome.status == "stopped":
        stopped_by = "stop"
    if _proved(work.value(best), run.bound):
        stopped_by = "proved"
    return _Found(best, stopped_by, outcome.solver, built.rows)


def _limits(work: _Work, run: _Run, scale: float) -> adapter.Limits:
    """The solver's limits; its reports are turned back into plan values before they are told."""
    floor, trivial = work.value(work.greedy), run.bound

    def report(cost: float, bound: float) -> None:
        run.incumbent = max(floor, -cost / scale) if isfinite(cost) else floor
        run.bound = min(trivial, -bound / scale) if isfinite(bound) else trivial
        run.tell("solve")

    return adapter.Limits(
        seconds=run.seconds_left,
        relative_gap=run.options.relative_gap,
        seed=run.options.seed,
        report=report if run.progress else None,
        should_stop=run.stopped if run.should_stop else None,
    )


def _finish(work: _Work, run: _Run, found: _Found) -> Result:
    t, columns = work.t, work.columns
    placements = [_placement(t, columns, c) for c in found.plan]
    violations = verify(t.problem, placements)
    if violations:
        raise PlanError(_first(violations))
    objective = fsum(placement.value for placement in placements)
    # Rounding may leave the solver's bound a hair below a plan that exists.
    bound = max(run.bound, objective)
    told = explain.Explanation(placements=tuple(placements))
    if run.options.explain:
        run.incumbent, run.bound = objective, bound
        run.tell("explain")
        told = explain.explain(t, work.met, columns, found.plan, placements)
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
        placements=told.placements,
        unplaced=told.unplaced,
        unfilled=told.unfilled,
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
    t: Tables, run: _Run, status: Status, stopped_by: StoppedBy, conflicts: Sequence[str]
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
    locked = [_placement(t, columns, c) for c in np.flatnonzero(columns.locked).tolist()]
    return [f"{v.item}: {v.sentence_sv}" for v in verify(t.problem, locked)]


def _placement(t: Tables, columns: Columns, c: int) -> Placement:
    i, j = int(columns.candidate[c]), int(columns.need[c])
    start, end = int(columns.start[c]), int(columns.end[c])
    path = columns.paths[columns.path[c]]
    minutes = float(t.minutes[i, j])
    if t.problem.pairs is None:
        found = parts(t, i, j, (start, end), path)
    else:
        kept = t.problem.weights.keep_weeks if t.kept[i, j] else 0.0
        given = float(columns.value[c]) - kept
        found = {"pair": given} | ({"keep": kept} if t.kept[i, j] else {})
    return Placement(
        candidate=t.problem.candidates[i].id,
        need=t.problem.needs[j].id,
        start_week=start,
        end_week=end,
        intakes=tuple(t.problem.intakes[k].id for k in path.intakes),
        value=float(columns.value[c]),
        value_parts=found,
        tutor_hours_per_week=float(columns.tutor_hours[c]),
        travel_minutes=round(minutes, 1) if isfinite(minutes) else None,
        locked=bool(columns.locked[c]),
    )


def _loosest_bound(columns: Columns) -> float:
    """Nobody earns more than the best of her own futures; locked people earn what is locked."""
    best: dict[int, float] = {}
    for i, value in zip(columns.candidate.tolist(), columns.value.tolist(), strict=True):
        best[i] = max(best.get(i, -inf), value)
    return fsum(best.values())


def _proved(objective: float, bound: float) -> bool:
    return bound - objective <= PROVED * max(1.0, abs(objective))


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
