"""After a shock of five per cent: who moves though nothing of hers changed, and what it costs."""

import random
from collections.abc import Iterator
from dataclasses import replace

from matchning.optimering import Kept, Lock, Options, Placement, Problem, Result, solve

from .child import measured
from .config import Config, Spec
from .lines import Line

CLOSE = Options(time_limit_seconds=300, relative_gap=0.0005, explain=False)
SHOCK, LOCKED = 0.05, 0.1
MOVED, GIVEN_UP = 0.06, 0.012


def lines(config: Config) -> Iterator[Line]:
    if "M" not in config.sizes:
        return
    found = [measured(shocked, config.spec("M", seed)).answer for seed in config.seeds[:3]]
    moved, loose = max(f[0] for f in found), max(f[1] for f in found)
    given, broken = max(f[2] for f in found), sum(f[3] for f in found)
    yield Line(
        "M orörda förslag som flyttas",
        f"{moved:.1%}",
        f"utan stabilitet: {loose:.1%}",
        moved / loose if loose else None,
        "≤ 6 %",
        moved <= MOVED,
    )
    yield Line("M värde för stabilitet", f"{given:.2%}", target="≤ 1,2 %", met=given <= GIVEN_UP)
    yield Line("M låsta som flyttats", str(broken), target="0", met=broken == 0)


def shocked(spec: Spec) -> tuple[float, float, float, int]:
    """(share moved, share moved without keeping, value given up, locked ones moved)."""
    problem = spec.problem()
    before = solve(problem, CLOSE)
    after, left = _shock(problem, before, random.Random(spec.seed))
    kept = tuple(Kept(p.candidate, p.need, p.start_week, p.end_week, p.intakes) for p in left)
    locks = tuple(
        Lock(p.candidate, p.need, p.start_week, p.end_week, p.intakes)
        for p in left[: round(LOCKED * len(left))]
    )
    loose = solve(replace(after, locks=locks), CLOSE)
    stable = solve(replace(after, locks=locks, kept=kept), CLOSE)
    held = {(lock.candidate, lock.need) for lock in locks}
    there = {(p.candidate, p.need) for p in stable.placements}
    free = left[len(locks) :]
    given = 1 - _value(stable) / _value(loose)
    return _moved(free, stable), _moved(free, loose), given, len(held - there)


def _shock(problem: Problem, before: Result, rng: random.Random) -> tuple[Problem, list[Placement]]:
    """One person in twenty and one need in twenty gone; the proposals left untouched by that."""
    people = {c.id for c in problem.candidates if rng.random() < SHOCK}
    needs = {n.id for n in problem.needs if rng.random() < SHOCK}
    left = [p for p in before.placements if p.candidate not in people and p.need not in needs]
    rng.shuffle(left)
    after = replace(
        problem,
        candidates=tuple(c for c in problem.candidates if c.id not in people),
        needs=tuple(n for n in problem.needs if n.id not in needs),
    )
    return after, left


def _moved(before: list[Placement], after: Result) -> float:
    now = {(p.candidate, p.need, p.start_week) for p in after.placements}
    gone = sum((p.candidate, p.need, p.start_week) not in now for p in before)
    return gone / max(1, len(before))


def _value(result: Result) -> float:
    return sum(p.value - p.value_parts.get("keep", 0.0) for p in result.placements)
