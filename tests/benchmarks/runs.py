"""What is run in a process of its own: one call of the optimiser, or of a peer, and its figures."""

import random
import time
from dataclasses import dataclass, replace
from typing import Any

from matchning.optimering import Options, Problem, Result, solve

from .child import cpu_seconds
from .config import Spec


@dataclass(frozen=True, slots=True)
class Solved:
    """What one solve told, and its CPU seconds."""

    status: str
    objective: float
    bound: float
    gap: float
    greedy: float
    columns: int
    cpu: float
    seconds: float
    plan: tuple[tuple[str, str, int, int, tuple[str, ...]], ...]


def solved(problem: Problem | Spec, options: Options) -> Solved:
    """Raises ValueError where there is no plan."""
    problem = problem.problem() if isinstance(problem, Spec) else problem
    began = cpu_seconds()
    result = solve(problem, options)
    return told(result, cpu_seconds() - began)


def all_solved(specs: list[Spec], options: Options) -> list[Solved]:
    return [solved(spec, options) for spec in specs]


def told(result: Result, cpu: float) -> Solved:
    if result.objective is None or result.bound is None or not result.verified:
        raise ValueError(f"{result.status}: no plan to measure")
    return Solved(
        status=result.status,
        objective=result.objective,
        bound=result.bound,
        gap=result.gap or 0.0,
        greedy=result.stats.greedy_objective or 0.0,
        columns=result.stats.columns,
        cpu=cpu,
        seconds=result.seconds,
        plan=tuple(
            (p.candidate, p.need, p.start_week, p.end_week, p.intakes) for p in result.placements
        ),
    )


def stopped(spec: Spec, after: float, options: Options) -> float:
    """CPU seconds from the stop signal, that many seconds after the first plan, to the answer."""
    heard: dict[str, float] = {}

    def progress(report: Any) -> None:
        if report.incumbent is not None:
            heard.setdefault("plan", time.monotonic())

    def should_stop() -> bool:
        now = time.monotonic()
        if "plan" in heard and now >= heard["plan"] + after:
            heard.setdefault("stop", cpu_seconds())
        return "stop" in heard

    solve(spec.problem(), options, progress, should_stop)
    return cpu_seconds() - heard["stop"] if "stop" in heard else 0.0


def renamed(problem: Problem, seed: int) -> Problem:
    """The same problem with every list in another order and other ids for people and needs."""
    rng = random.Random(seed)

    def mixed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(items, len(items)))

    def other(items: tuple[Any, ...], letter: str) -> tuple[Any, ...]:
        names = rng.sample(range(len(items)), len(items))
        return tuple(
            replace(item, id=f"{letter}{name}") for item, name in zip(items, names, strict=True)
        )

    return replace(
        problem,
        candidates=mixed(other(problem.candidates, "x")),
        needs=mixed(other(problem.needs, "y")),
        sites=mixed(problem.sites),
        courses=mixed(problem.courses),
        intakes=mixed(problem.intakes),
    )
