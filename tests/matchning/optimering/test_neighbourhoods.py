"""Small parts of a plan made anew: better or the same, the same every time, never outside."""

from itertools import pairwise
from random import Random

import pytest

from matchning.optimering import Options, Pair, Problem, neighbourhoods, search, solve
from matchning.optimering.engine import Engine
from matchning.optimering.neighbourhoods import PATIENCE, Neighbourhoods, Part

from .builders import candidate, need, problem, site

SIZES = (48, 96)  # small, so that it is quick


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhoods, "SIZES", SIZES)


def knapsacks(sites: int, people: int, seed: int) -> Problem:
    """Who takes many hours at a site is worth more there, and there are hours for four in five."""
    rng = Random(seed)
    hours = [[rng.randint(1, 100) for _ in range(people)] for _ in range(sites)]
    return problem(
        *(candidate(f"c{k:03d}") for k in range(people)),
        *(need(f"n{s}", site=f"s{s}", headcount=people) for s in range(sites)),
        *(site(f"s{s}", tutor_hours_per_week=0.8 * sum(hours[s]) / sites) for s in range(sites)),
        *(
            Pair(f"c{k:03d}", f"n{s}", 200 + hours[s][k] + rng.randint(-10, 10), hours[s][k])
            for s in range(sites)
            for k in range(people)
        ),
    )


class Remaker:
    """The engine's integer program over each part, and every part it was given."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.parts: list[Part] = []
        self.worths: list[float] = []

    def __call__(self, plan: list[int], part: Part) -> list[int]:
        self.parts.append(part)
        self.worths.append(self.engine.worth(plan))
        found = self.engine.integer(
            part.columns.tolist(), plan, part.fixed.tolist(), relative_gap=0.01
        )
        return found.plan


def started(given: Problem, seed: int = 0) -> tuple[Engine, Neighbourhoods, Remaker]:
    engine = Engine(given)
    engine.start()
    relaxed = engine.relax()
    parts = Neighbourhoods(engine.t, engine.columns, relaxed.loss, relaxed.bound, seed)
    return engine, parts, Remaker(engine)


def never(value: float) -> bool:
    return False


def test_a_weak_plan_becomes_better_and_stays_a_plan() -> None:
    engine, parts, remade = started(knapsacks(4, 60, 1))
    found = parts.improved(engine.plan, engine.worth, remade, never)
    assert engine.worth(engine.plan) < engine.worth(found) <= parts.bound
    assert engine.integer(found, found, found).plan == found  # it keeps every row
    assert all(before <= after for before, after in pairwise(remade.worths))
    assert len(remade.parts) > PATIENCE


def test_the_same_seed_looks_at_the_same_parts() -> None:
    one, other, third = (started(knapsacks(4, 60, 2), seed) for seed in (0, 0, 1))
    plans = [
        parts.improved(engine.plan, engine.worth, remade, never)
        for engine, parts, remade in (one, other, third)
    ]
    assert plans[0] == plans[1]
    looked = [[part.columns.tolist() for part in run[2].parts] for run in (one, other, third)]
    assert looked[0] == looked[1] != looked[2]


def test_what_is_fixed_is_everybody_in_the_plan_who_is_not_free() -> None:
    engine, parts, remade = started(knapsacks(4, 60, 3))
    parts.improved(engine.plan, engine.worth, remade, never)
    first = remade.parts[0]
    assert set(first.fixed) < set(engine.plan) < set(first.columns)
    held = set(engine.columns.candidate[first.fixed].tolist())
    others = set(first.columns.tolist()) - set(first.fixed.tolist())
    assert not held & set(engine.columns.candidate[sorted(others)].tolist())
    assert len(others) <= SIZES[0] + len(engine.plan) - len(first.fixed)


def test_it_ends_where_the_plan_is_good_enough_or_the_time_is_out() -> None:
    engine, parts, remade = started(knapsacks(4, 60, 1))
    start = engine.plan
    assert parts.improved(start, engine.worth, remade, lambda value: True) == start
    assert remade.parts == []
    assert parts.improved(start, engine.worth, lambda plan, part: None, never) == start


def test_a_worse_plan_is_never_taken() -> None:
    engine, parts, _ = started(knapsacks(4, 60, 1))
    assert parts.improved(engine.plan, engine.worth, lambda plan, part: [], never) == engine.plan


@pytest.mark.parametrize("seed", [1, 2])
def test_solve_makes_a_weak_plan_anew_until_it_is_near_enough(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Few columns count as many here, so that it is quick."""
    monkeypatch.setattr(search, "FEW", 100)
    asked: list[tuple[float, float]] = []
    improved = Neighbourhoods.improved

    def heard(self, plan, value, remade, enough):  # type: ignore[no-untyped-def]
        found = improved(self, plan, value, remade, enough)
        asked.append((value(plan), value(found)))
        return found

    monkeypatch.setattr(Neighbourhoods, "improved", heard)
    given = knapsacks(4, 60, seed)
    options = Options(relative_gap=0.005)
    one, other = solve(given, options), solve(given, options)
    assert one.placements == other.placements
    assert one.verified
    assert asked[0] == asked[1]
    assert one.gap is not None
    assert one.bound is not None
    before, after = asked[0]
    assert one.objective is not None
    assert before < after <= one.objective <= one.bound
    assert one.gap <= 0.005
