"""The one place that talks to solvers. A solver's word is never taken by name alone.

Everything here is in the model's own sense: minimised and scaled. PuLP's status calls a plan found
at the time limit "Optimal" and may call a feasible model "Infeasible" when time is short, so the
outcome is read from HiGHS itself (model status, whether a feasible point exists, bound), and
`solve.py` checks it against a plan it already has.
"""

import importlib
import importlib.metadata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from errno import ENOMEM
from math import inf, isfinite
from time import monotonic
from typing import Any, Literal, Protocol

import numpy as np
import pulp

from .cbc import Cbc
from .errors import NO_SOLVER, OUT_OF_MEMORY
from .held import Held
from .travel import FloatArray

highspy: Any
try:
    highspy = importlib.import_module("highspy")
except ImportError:  # HiGHS is the solver; without it the plan is made by CBC
    highspy = None

OutcomeStatus = Literal["optimal", "feasible", "infeasible", "no_plan", "stopped", "error"]
Report = Callable[[float, float], None]  # cost of the best plan, bound


class Program(Protocol):
    """What a solver can be given: a Model, or rows and columns of another making."""

    held: Held

    @property
    def first(self) -> int:
        """Variables before those whose values are asked for."""

    def point(self, plan: Sequence[int]) -> FloatArray:
        """Where to start from, a value per variable."""


class SolverMissing(RuntimeError):
    """Neither the wanted solver nor a fallback is installed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`optimal` means within the wanted gap; `stopped` may come with or without values."""

    status: OutcomeStatus
    values: (
        FloatArray | None
    )  # per column in the order they were added, None without a feasible point
    bound: float  # no plan costs less; -inf when not known
    solver: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop, and who listens meanwhile."""

    seconds: float
    relative_gap: float
    seed: int
    report: Report | None = None
    should_stop: Callable[[], bool] | None = None
    proof: bool = False  # the start is near the best: prove it, do not look for plans first
    root_gap: float | None = None  # the gap aimed at before branching; None = `relative_gap`
    nodes: int | None = None  # of the tree at most


def available(solver: str) -> str:
    """The solver to use; raises SolverMissing when it is not installed."""
    if solver != "cbc" and highspy is not None:
        return "highs"
    if solver != "highs" and Cbc(1.0, lambda: 1.0).available():
        return "cbc"
    raise SolverMissing(NO_SOLVER)


def versions() -> dict[str, str]:
    found = {}
    for package in ("PuLP", "highspy", "numpy"):
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def run(model: Program, start: Sequence[int], limits: Limits, solver: str) -> Outcome:
    """Solve the model on one thread from the plan `start` (positions in `model.chosen`)."""
    if solver == "cbc":
        return _run_cbc(model, limits)
    return _run_highs(model, start, limits)


def map_highs(status: Any, has_point: bool) -> tuple[OutcomeStatus, bool]:
    """(outcome, is its point usable) for every HighsModelStatus; a table, tested in full."""
    kind = highspy.HighsModelStatus
    if status == kind.kOptimal:
        return ("optimal", True) if has_point else ("error", False)
    if status in {kind.kInfeasible, kind.kUnboundedOrInfeasible}:
        return "infeasible", False
    if status in {kind.kInterrupt, kind.kHighsInterrupt}:
        return "stopped", has_point
    if status in {
        kind.kTimeLimit,
        kind.kIterationLimit,
        kind.kSolutionLimit,
        kind.kObjectiveBound,
        kind.kObjectiveTarget,
    }:
        return ("feasible", True) if has_point else ("no_plan", False)
    return "error", has_point


class _Clock:
    """The limit and the stop signal, asked while a solver works."""

    def __init__(self, limits: Limits) -> None:
        self.should_stop = limits.should_stop
        self.ends = monotonic() + limits.seconds
        self.stop = False

    def stopped(self) -> bool:
        self.stop = self.stop or bool(self.should_stop and self.should_stop())
        return self.stop

    def goes_on(self) -> float:
        """Seconds left; not above 0 to end."""
        return 0.0 if self.stopped() else self.ends - monotonic()


class _Listener:
    """Hears HiGHS: tells progress on, passes the stop signal in, keeps any exception for later."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.clock = _Clock(limits)
        self.near_enough = False
        self.failure: BaseException | None = None

    def __call__(self, kind: Any, text: str, out: Any, into: Any, data: Any) -> None:
        try:
            self._hear(kind, out, into)
        except BaseException as failure:  # an exception must not cross the solver's C++ frames
            self.failure = failure
            if into is not None:
                into.user_interrupt = True

    def _hear(self, kind: Any, out: Any, into: Any) -> None:
        kinds = highspy.cb.HighsCallbackType
        if kind in {kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt}:
            over = self.failure is not None or self.clock.stopped()
            if kind == kinds.kCallbackMipInterrupt and out.mip_node_count > 0:
                cost, distance = out.mip_primal_bound, out.mip_primal_bound - out.mip_dual_bound
                self.near_enough = distance <= self.limits.relative_gap * abs(cost) < inf
            into.user_interrupt = over or self.near_enough
        elif self.limits.report:
            self.limits.report(out.mip_primal_bound, out.mip_dual_bound)


def _run_highs(model: Program, start: Sequence[int], limits: Limits) -> Outcome:
    highs, listener = model.held.highs, _Listener(limits)
    kinds = highspy.cb.HighsCallbackType
    highs.setCallback(listener, None)
    for kind in (
        kinds.kCallbackMipLogging,
        kinds.kCallbackMipImprovingSolution,
        kinds.kCallbackMipInterrupt,  # also without a stop signal: a failing report must end it
        kinds.kCallbackSimplexInterrupt,
    ):
        highs.startCallback(kind)
    options: dict[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": limits.seed % 2**31,
        "mip_rel_gap": limits.relative_gap if limits.root_gap is None else limits.root_gap,
        "mip_abs_gap": 0.0,
        "time_limit": max(limits.seconds, 0.0),
    }
    if limits.nodes is not None:
        options["mip_max_nodes"] = limits.nodes
    if limits.proof:
        # Measured: with a plan near the best, HiGHS' presolve and heuristics take 2/3 of the time
        # of a proof over many columns and find nothing.
        options |= {"presolve": "off", "mip_heuristic_effort": 0.0}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    point = model.point(start)
    highs.setSolution(len(point), np.arange(len(point), dtype=np.int32), point)
    model.held.solve()
    if listener.failure:
        raise listener.failure
    info = highs.getInfo()
    model_status = highs.getModelStatus()
    has_point = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    status, usable = map_highs(model_status, has_point)
    if status == "stopped" and not listener.clock.stop:
        status = "optimal"  # interrupted by the listener itself, near enough
    values = np.array(highs.getSolution().col_value)[model.first :] if usable else None
    bound = info.mip_dual_bound
    return Outcome(
        status,
        values,
        bound if isfinite(bound) else -inf,
        "HiGHS",
        words(highs),
    )


def words(highs: Any) -> str:
    """What HiGHS says of how it ended."""
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kMemoryLimit:
        return OUT_OF_MEMORY
    return str(highs.modelStatusToString(status))


def _run_cbc(model: Program, limits: Limits) -> Outcome:
    """The fallback. CBC through PuLP gives no bound before the end."""
    clock = _Clock(limits)
    solver = Cbc(
        limits.seconds,
        clock.goes_on,
        threads=1,
        gapRel=limits.relative_gap,
        options=[f"randomSeed {limits.seed % 2**31}", f"randomCbcSeed {limits.seed % 2**31}"],
    )
    problem = model.held.problem
    try:
        problem.solve(solver)
    except pulp.PulpSolverError as failure:
        return Outcome("error", None, -inf, "CBC", str(failure))
    except OSError as failure:
        if failure.errno == ENOMEM:
            raise MemoryError from failure
        return Outcome("error", None, -inf, "CBC", str(failure))
    status = map_cbc(problem.status, problem.sol_status)
    if status not in {"optimal", "feasible"}:
        ended: OutcomeStatus = "stopped" if clock.stop else status
        return Outcome(ended, None, -inf, "CBC", pulp.LpStatus[problem.status])
    if status == "feasible" and clock.stop:
        status = "stopped"
    values = np.array([v.varValue or 0.0 for v in model.held.variables[model.first :]])
    cost = float(pulp.value(problem.objective))
    # CBC called it optimal within the wanted gap: nothing is better by more than that.
    bound = cost - abs(cost) * limits.relative_gap if status == "optimal" else -inf
    return Outcome(status, values, bound, "CBC", pulp.LpStatus[problem.status])


def map_cbc(status: int, sol_status: int) -> OutcomeStatus:
    """Outcome for PuLP's (status, sol_status); only sol_status tells a proof from a find."""
    if sol_status == pulp.LpSolutionOptimal and status == pulp.LpStatusOptimal:
        return "optimal"
    if sol_status in {pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible}:
        return "feasible"
    if status == pulp.LpStatusInfeasible:
        return "infeasible"
    if status == pulp.LpStatusNotSolved:
        return "no_plan"
    return "error"
