"""From the greedy plan to the best one: bound, a few columns, then the proof over the rest.

1. The linear program over all columns (relaxed.py) gives a bound and each column's loss.
2. The integer program over the few columns of least loss finds a plan near the best. A plan with
   any other column is worth at most the bound less the least loss left out.
3. Only columns that lose no more than lies between that plan and the bound can be in a better one;
   the integer program over exactly those is the proof. Nothing is left to chance or to tuning:
   `FEW` and `CHEAP` decide the time it takes, never what is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import fsum, inf, isfinite
from time import monotonic

import numpy as np

from . import adapter, greedy, model
from .columns import Columns
from .reasons import Met
from .relaxed import Master, relax
from .result import (
    Options,
    Phase,
    Progress,
    ProgressCallback,
    ShouldStop,
    StoppedBy,
)
from .tables import IntArray, Tables

ASK_EVERY_SECONDS = 0.1
PROVED = 1e-6  # relative gap at which a plan is called optimal
FEW = 4000  # columns the integer program takes at once, and the number it first tries of more
CHEAP = 25_000  # columns so few that what the root node can prove is worth its time


class OutOfTime(Exception):
    """The limit or the stop signal came."""


@dataclass(slots=True)
class Run:
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
            raise OutOfTime

    def tell(self, phase: Phase) -> None:
        if self.progress:
            bound = self.bound if isfinite(self.bound) else None
            known = relative_gap(self.incumbent, bound)
            self.progress(Progress(phase, self.seconds, self.incumbent, bound, known))


def relative_gap(objective: float | None, bound: float | None) -> float | None:
    """(bound - objective) / |objective|; 0 when they are equal, None when it cannot be told."""
    if objective is None or bound is None:
        return None
    if bound - objective <= 0:
        return 0.0
    return (bound - objective) / abs(objective) if objective else None


@dataclass(frozen=True, slots=True)
class Work:
    """The problem in tables and the futures to choose from."""

    t: Tables
    met: Met
    columns: Columns
    greedy: list[int]

    def value(self, plan: Sequence[int]) -> float:
        return fsum(self.columns.value[list(plan)].tolist())


@dataclass(frozen=True, slots=True)
class Found:
    """The plan (column positions) and how the search for it ended."""

    plan: list[int]
    stopped_by: StoppedBy
    solver: str = "greedy"
    rows: int = 0
    message: str = ""

    @property
    def ended(self) -> bool:
        """The time, the caller or a failure ended it."""
        return self.stopped_by in {"time", "stop", "error"}


def improve(work: Work, run: Run) -> Found:
    """The solver's plan if it beats the greedy one; lowers `run.bound` to what was proved."""
    start, columns = work.greedy, work.columns
    if _proved(work.value(start), run.bound):
        return Found(start, "proved")
    if run.stopped() or run.seconds_left <= 0:
        return Found(start, "stop" if run.stop_seen else "time")
    try:
        solver = adapter.available(run.options.solver)
    except adapter.SolverMissing as missing:
        return Found(start, "error", message=str(missing))
    search = _Search(work, run, solver, model.rows(work.t, columns))
    if len(columns) <= FEW or solver != "highs":
        return search.over(np.arange(len(columns)), start)
    return _in_steps(search, start)


def _in_steps(search: "_Search", start: list[int]) -> Found:
    """A near best plan of few columns, then the proof over those that could still improve it."""
    work, run = search.work, search.run
    master = Master(adapter.highspy, work.columns, search.shared)
    relaxed = relax(master, start, lambda: run.seconds_left, run.stopped)
    run.bound = min(run.bound, relaxed.bound)
    run.tell("solve")
    order = np.argsort(relaxed.loss, kind="stable")
    found = search.over(
        np.union1d(order[:FEW], start), start, relaxed.bound - float(relaxed.loss[order[FEW]])
    )
    if found.ended or found.stopped_by == "proved":
        return found
    room = relaxed.bound - work.value(found.plan)
    left = np.union1d(np.flatnonzero(relaxed.loss <= room), found.plan)
    if search.near_enough(found.plan) and len(left) > CHEAP:
        return found
    proof = search.over(left, found.plan, work.value(found.plan), proof=True)
    if proof.solver == "greedy":  # no time even to begin: the first answer stands
        return replace(found, stopped_by=proof.stopped_by)
    return proof


@dataclass(frozen=True, slots=True)
class _Search:
    """The integer program over some of the columns."""

    work: Work
    run: Run
    solver: str
    shared: model.Rows

    def over(
        self,
        chosen: IntArray,
        start: Sequence[int],
        outside: float = -inf,
        proof: bool = False,
    ) -> Found:
        """The best plan of the chosen columns (those of `start` among them), or `start`.

        `outside`: the most a plan with any other column is worth.
        """
        work, run = self.work, self.run
        try:
            built = model.build(work.columns, self.shared, chosen, run.tick)
        except OutOfTime:
            return Found(list(start), "stop" if run.stop_seen else "time")
        limits = adapter.Limits(
            seconds=run.seconds_left,
            relative_gap=run.options.relative_gap,
            seed=run.options.seed,
            report=self._report(work.value(start), outside, built.scale) if run.progress else None,
            should_stop=run.stopped if run.should_stop else None,
            proof=proof,
            root_gap=0.0 if len(chosen) <= CHEAP else None,
        )
        outcome = adapter.run(built, np.searchsorted(chosen, start).tolist(), limits, self.solver)
        # A solver that calls the model infeasible while a plan exists is wrong, whatever it says.
        if outcome.status in {"error", "infeasible"}:
            return Found(list(start), "error", outcome.solver, built.rows, outcome.message)
        run.bound = min(run.bound, max(outside, -outcome.bound / built.scale))
        best = list(start)
        if outcome.values is not None:
            plan = greedy.fill(work.t, work.columns, chosen[outcome.values > 0.5].tolist())
            best = max(best, plan, key=work.value)
        met = outcome.status == "optimal" or self.near_enough(best)
        stopped_by: StoppedBy = "gap" if met else "time"
        if outcome.status == "stopped":
            stopped_by = "stop"
        if _proved(work.value(best), run.bound):
            stopped_by = "proved"
        return Found(best, stopped_by, outcome.solver, built.rows)

    def near_enough(self, plan: Sequence[int]) -> bool:
        """Is the plan within the wanted gap of the bound?"""
        gap = relative_gap(self.work.value(plan), self.run.bound)
        return gap is not None and gap <= self.run.options.relative_gap

    def _report(self, floor: float, outside: float, scale: float) -> adapter.Report:
        """Tells the solver's reports on, as plan values."""
        run, known = self.run, self.run.bound

        def report(cost: float, bound: float) -> None:
            run.incumbent = max(floor, -cost / scale) if isfinite(cost) else floor
            run.bound = min(known, max(outside, -bound / scale)) if isfinite(bound) else known
            run.tell("solve")

        return report


def loosest_bound(columns: Columns) -> float:
    """Nobody earns more than the best of her own futures; locked people earn what is locked."""
    best: dict[int, float] = {}
    for i, value in zip(columns.candidate.tolist(), columns.value.tolist(), strict=True):
        best[i] = max(best.get(i, -inf), value)
    return fsum(best.values())


def _proved(objective: float, bound: float) -> bool:
    return bound - objective <= PROVED * max(1.0, abs(objective))
