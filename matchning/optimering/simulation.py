"""A whole year replayed week by week with a policy, to compare with the best plan in hindsight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from . import told
from .engine import Engine
from .errors import PlanError
from .problem import Leg, Lock, Problem
from .result import Options, Placement
from .verifier import verify
from .weekly import (
    NOTICE_WEEKS,
    Begun,
    Decisions,
    decide,
    forecast,
    greedily,
    known,
    with_begun,
)

Policy = Callable[[Problem, int, Sequence[Begun]], Decisions]  # what is known, the week, begun


@dataclass(frozen=True, slots=True)
class Replayed:
    """The decisions of all weeks, told as they are worth with all known."""

    placements: tuple[Placement, ...]
    unused: tuple[Begun, ...]  # courses that led to no work
    decided: dict[str, int]  # candidate -> week in which she was placed
    value: float  # of the placements, less what the unused courses cost


def simulate(problem: Problem, policy: Policy) -> Replayed:
    """Every week; what is decided is locked from then on.

    Raises PlanError where the policy's decisions do not stand together.
    """
    locks: list[Lock] = []
    begun: dict[str, Begun] = {}
    decided: dict[str, int] = {}
    for week in range(problem.weeks):
        now = known(problem, week, locks, tuple(begun.values()))
        made = policy(now, week, tuple(begun.values()))
        for one in made.begun:
            before = begun.get(one.candidate, Begun(one.candidate, ()))
            begun[one.candidate] = Begun(one.candidate, (*before.intakes, *one.intakes))
        for placement in made.placements:
            before = begun.pop(placement.candidate, Begun(placement.candidate, ()))
            locks.append(_lock(placement, before))
            decided[placement.candidate] = week
    unused = tuple(begun.values())
    whole = replace(with_begun(problem, unused), locks=(*problem.locks, *locks), openings=())
    placements = _told(whole)
    price = problem.weights.cost_per_1000_sek / 1000
    costs = {intake.id: intake.cost_sek * price for intake in problem.intakes}
    paid = fsum(costs[name] for one in unused for name in one.intakes)
    return Replayed(placements, unused, decided, fsum(p.value for p in placements) - paid)


def greedy_policy(options: Options | None = None) -> Policy:
    return lambda now, week, begun: greedily(now, options)


def plan_policy(options: Options | None = None) -> Policy:
    """The best plan of what is known, every week anew: no foresight."""
    return lambda now, week, begun: decide(now, week, (), begun, options)


def forecast_policy(
    samples: Sequence[Problem],
    options: Options | None = None,
    notice_weeks: int = NOTICE_WEEKS,
) -> Policy:
    """With forecasts from other years like this one (never the year itself)."""

    def policy(now: Problem, week: int, begun: Sequence[Begun]) -> Decisions:
        coming = [forecast(now, week, sample) for sample in samples]
        return decide(now, week, coming, begun, options, notice_weeks=notice_weeks)

    return policy


def _told(whole: Problem) -> tuple[Placement, ...]:
    made = Engine(whole)
    locked = np.flatnonzero(made.columns.locked).tolist()
    placements = tuple(told.placement(made.t, made.columns, c) for c in locked)
    broken = verify(made.problem, placements)
    if broken:
        raise PlanError(f"{broken[0].code} {broken[0].item}: {broken[0].sentence_sv}")
    return placements


def _lock(one: Placement, begun: Begun) -> Lock:
    return Lock(
        candidate=one.candidate,
        need=one.need,
        start_week=one.start_week,
        end_week=one.end_week,
        intakes=(*begun.intakes, *one.intakes),
        then=tuple(Leg(leg.need, leg.start_week, leg.end_week) for leg in one.then),
    )
