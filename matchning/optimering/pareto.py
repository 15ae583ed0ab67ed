"""Plans between two or three aims: what more of one costs of another, no plan beaten in all.

Epsilon constraint by lexicographic stages. The ends reach one aim first and then the others;
between them one aim must reach so much, in even steps, while the others are as great as they can
be. A declared goal as an aim is held by its own target, from what a plan without it reaches to
what was declared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import fsum
from typing import Literal, get_args

from .conditions import Goal, Stage
from .diff import Proposal
from .errors import ProblemError
from .groups import weeks_of_work
from .problem import Problem
from .recount import goal_outcomes
from .result import Options, Result, ShouldStop
from .solve import solve

Measure = Literal["filled", "goals", "value", "stability"]
GOAL = "goal:"
FEWEST, MOST = 3, 9  # plans
TWO = 2  # aims
CLOSE = 1e-6  # relative: figures this close are the same
WORDS: Mapping[str, str] = {
    "filled": "arbetsveckor",
    "goals": "måluppfyllelse",
    "value": "värde",
    "stability": "besked som står fast",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One plan. `measures`: every aim asked for, each better when greater."""

    measures: Mapping[str, float]
    result: Result


@dataclass(frozen=True, slots=True)
class Pareto:
    """The plans by falling first aim; none is at least as good as another in every aim."""

    aims: tuple[str, ...]
    points: tuple[Point, ...]
    sentence_sv: str


def pareto(
    problem: Problem,
    options: Options,
    aims: Sequence[str],
    points: int = 7,
    should_stop: ShouldStop | None = None,
) -> Pareto:
    """Up to `points` plans (3-9) between two or three aims.

    An aim is a stage's measure or `goal:ID`, how much of that goal its group reaches. Each plan is
    solved with the options' own time limit and gap; fewer come back where some are the same, are
    beaten, or the stop signal comes. Raises ProblemError.
    """
    aims = tuple(aims)
    _check(problem, aims, points)
    maker = _Maker(problem, replace(options, explain=False), aims, should_stop)
    found = [maker.plan(order) for order in permutations(aims)]
    ends = [point.measures for point in found if point]
    if not ends:
        return Pareto(aims, (), _sentence(problem, aims, 0))
    wanted: list[tuple[str, float, tuple[str, ...]]] = []  # aim, at least, then the others
    if len(aims) == TWO:
        # Of two, the one whose best is not 0: a tolerance is a share of it.
        first, other = sorted(aims, key=lambda aim: all(m[aim] == 0 for m in ends))
        ends_at = sorted(m[first] for m in ends)
        wanted += [
            (first, ends_at[-1] - (ends_at[-1] - ends_at[0]) * k / (points - 1), (other,))
            for k in range(1, points - 1)
            if ends_at[-1] > ends_at[0]
        ]
    else:
        wanted += [
            (aim, (max(m[aim] for m in ends) + min(m[aim] for m in ends)) / 2, tuple(rest))
            for aim in aims
            for rest in [[other for other in aims if other != aim]]
        ]
    for aim, least, rest in wanted:
        best = max(m[aim] for m in ends)
        found.append(maker.plan((aim, *rest), best, least))
    kept = _unbeaten([point for point in found if point], aims)[:points]
    return Pareto(aims, tuple(kept), _sentence(problem, aims, len(kept)))


class _Maker:
    def __init__(
        self,
        problem: Problem,
        options: Options,
        aims: tuple[str, ...],
        should_stop: ShouldStop | None,
    ) -> None:
        self.problem = problem
        self.options = options
        self.aims = aims
        self.should_stop = should_stop

    def plan(
        self, order: Sequence[str], best: float = 0.0, least: float | None = None
    ) -> Point | None:
        """The plan that reaches the aims in that order, the first only down to `least`."""
        if self.should_stop and self.should_stop():
            return None
        problem, stages = self.problem, []
        for aim in order:
            tolerance = 0.0
            if aim.startswith(GOAL):
                wanted = least if aim == order[0] else None
                problem = replace(problem, goals=tuple(_held(problem, aim, wanted)))
            elif aim == order[0] and least is not None:
                tolerance = max(best - least, 0.0) / abs(best) if best else 0.0
            stages.append(Stage(_measure(aim), tolerance))
        problem = replace(problem, stages=tuple(stages))
        result = solve(problem, self.options, should_stop=self.should_stop)
        if result.objective is None:
            return None
        return Point({aim: reached(self.problem, result, aim) for aim in self.aims}, result)


def reached(problem: Problem, result: Result, aim: str) -> float:
    """How far the plan goes in one aim; a share goal's is the share."""
    told: tuple[Proposal, ...] = (*result.placements, *result.trainings)
    kept = fsum(p.value_parts.get("keep", 0.0) for p in told)
    if aim == "filled":
        return float(sum(map(weeks_of_work, result.placements)))
    if aim == "stability":
        return kept
    if aim == "value":
        return fsum(p.value for p in told) - kept
    outcomes = goal_outcomes(problem, result.placements)
    if aim == "goals":
        return -fsum(outcome.paid for outcome in outcomes)
    goal = next(g for g in problem.goals if g.id == aim.removeprefix(GOAL))
    outcome = next(o for o in outcomes if o.goal == goal.id)
    if goal.kind == "floor":
        return outcome.reached
    every = outcome.wanted / goal.target if goal.target else 0.0
    return outcome.reached / every if every else 0.0


def _held(problem: Problem, aim: str, target: float | None) -> Iterator[Goal]:
    """The goal alone, so that the stage `goals` is this goal and nothing else."""
    for goal in problem.goals:
        if goal.id == aim.removeprefix(GOAL):
            yield replace(goal, price=1.0, target=goal.target if target is None else target)


def _measure(aim: str) -> Measure:
    if aim.startswith(GOAL):
        return "goals"
    measure: Measure = aim  # type: ignore[assignment]
    return measure


def _check(problem: Problem, aims: tuple[str, ...], points: int) -> None:
    known = {*get_args(Measure), *(GOAL + goal.id for goal in problem.goals)}
    for aim in aims:
        if aim not in known:
            raise ProblemError("unknown_reference", f"pareto[{aim}]", "Målet finns inte.")
    if len(aims) not in {TWO, TWO + 1} or len({_measure(aim) for aim in aims}) < len(aims):
        text = "Ange två eller tre olika mål, högst ett av dem ett eget mål."
        raise ProblemError("bad_option", "pareto", text)
    if not FEWEST <= points <= MOST:
        raise ProblemError("bad_option", "pareto.points", f"Ange {FEWEST} till {MOST} planer.")


def _unbeaten(found: list[Point], aims: tuple[str, ...]) -> list[Point]:
    """Each once, those no other beats, by falling first aim."""
    kept: list[Point] = []
    for point in sorted(found, key=lambda p: [-p.measures[aim] for aim in aims]):
        # One that comes earlier is better in the first aim in which they differ.
        if not any(all(_reaches(k.measures[a], point.measures[a]) for a in aims) for k in kept):
            kept.append(point)
    return [
        point
        for point in kept
        if not any(
            other is not point and all(_reaches(other.measures[a], point.measures[a]) for a in aims)
            for other in kept
        )
    ]


def _reaches(a: float, b: float) -> bool:
    return a >= b - CLOSE * max(1.0, abs(b))


def _sentence(problem: Problem, aims: tuple[str, ...], count: int) -> str:
    names = [
        problem.labels.get(aim.removeprefix(GOAL), aim.removeprefix(GOAL))
        if aim.startswith(GOAL)
        else WORDS[aim]
        for aim in aims
    ]
    plans = {0: "Ingen plan", 1: "En plan"}.get(count, f"{count} planer")
    return f"{plans} mellan {', '.join(names[:-1])} och {names[-1]}."
