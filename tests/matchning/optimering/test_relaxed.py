"""The bound, the losses and the steps built on them: right for every plan, not only the best."""

from dataclasses import replace

import highspy
import numpy as np
import pytest

from matchning.optimering import Lock, Options, Pair, Problem, search, solve, tables
from matchning.optimering.canonical import ordered
from matchning.optimering.columns import Columns, eligible, from_attributes, from_pairs
from matchning.optimering.generate import generate
from matchning.optimering.model import Aim
from matchning.optimering.relaxed import Master, Priced, Pricing, relax
from matchning.optimering.rows import rows
from matchning.optimering.stages import ordinary
from matchning.optimering.value import parts, total

from .builders import PROVE, candidate, need, problem, site
from .test_adapter import knapsacks


def master_of(t: tables.Tables, columns: Columns) -> Master:
    aim = Aim(ordinary(t, columns))
    return Master(Pricing(columns, rows(t, columns), aim, t.shape[0]), highspy)


def from_nothing(t: tables.Tables, columns: Columns, seconds: float) -> Priced:
    master = master_of(t, columns)
    return relax(master, [], master.pricing.free(), lambda: seconds)


def relaxed(t: tables.Tables, columns: Columns) -> Priced:
    return from_nothing(t, columns, 30.0)


def futures(given: Problem) -> tuple[tables.Tables, Columns]:
    t = tables.build(ordered(given))
    return t, from_attributes(t, eligible(t), Options(), lambda: None)


def test_the_bound_is_the_linear_programs() -> None:
    """Column generation ends where the whole program, all columns at once, does."""
    t, columns = futures(generate(candidates=150, needs=60, courses=40, seed=2))
    master = master_of(t, columns)
    master.add(np.arange(len(columns)))
    assert master.solve(lambda: 30.0) is not None
    assert relaxed(t, columns).bound == pytest.approx(master.value, rel=1e-8)


def test_a_plan_with_a_column_is_worth_at_most_the_bound_less_its_loss() -> None:
    given = knapsacks(8, 3)
    t = tables.build(ordered(given))
    columns = from_pairs(t)
    found = relaxed(t, columns)
    loss = found.loss(columns)
    assert loss.min() == 0.0
    assert loss.max() > 1.0
    for c in range(len(columns)):
        lock = Lock(f"c{columns.candidate[c]}", f"n{columns.need[c]}")
        forced = solve(replace(given, locks=(lock,)), PROVE)
        assert (forced.objective or 0) <= found.bound - loss[c] + 1e-6


def test_a_stop_leaves_a_bound_that_holds() -> None:
    t, columns = futures(generate(candidates=150, needs=60, courses=40, seed=2))
    best_of_each = [
        columns.value[columns.candidate == i].max() for i in np.unique(columns.candidate)
    ]
    found = from_nothing(t, columns, 0.0)
    assert found.bound == pytest.approx(sum(best_of_each))


def test_hours_that_hold_one_person_say_one_person() -> None:
    """11 hours at 6 or 8 each: the linear program alone would take nearly two."""
    given = problem(
        candidate("c1"),
        candidate("c2"),
        need("n1", headcount=2),
        need("n2"),
        site(tutor_hours_per_week=11.0),
        *(Pair(c, n, 10.0, hours) for c in ("c1", "c2") for n, hours in (("n1", 6), ("n2", 8))),
    )
    t = tables.build(ordered(given))
    assert relaxed(t, from_pairs(t)).bound == pytest.approx(10.0)


def test_columns_are_worth_what_is_told_of_a_proposal() -> None:
    t, columns = futures(generate(candidates=150, needs=60, courses=40, seed=2))
    exact = [
        total(
            parts(
                t,
                int(columns.candidate[c]),
                [(int(columns.need[c]), int(columns.legs.start[c]), int(columns.legs.end[c]))],
                columns.paths[columns.path[c]],
            )
        )
        for c in range(len(columns))
    ]
    assert len(exact) > 500
    assert columns.value.tolist() == pytest.approx(exact, rel=1e-12)


def test_steps_find_the_plan_that_all_columns_at_once_do(monkeypatch: pytest.MonkeyPatch) -> None:
    given = generate(candidates=150, needs=60, courses=40, seed=5)
    whole = solve(given, PROVE)
    monkeypatch.setattr(search, "FEW", 50)
    stepped = solve(given, PROVE)
    assert whole.stats.columns > 500
    assert (whole.status, stepped.status) == ("optimal", "optimal")
    assert stepped.objective == pytest.approx(whole.objective, abs=1e-6)


@pytest.mark.parametrize("cheap", [0, 10_000])
def test_the_wanted_gap_ends_the_steps_and_the_bound_holds(
    cheap: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = knapsacks(20, 4)
    proved = solve(given, PROVE)
    monkeypatch.setattr(search, "FEW", 20)
    monkeypatch.setattr(search, "CHEAP", cheap)
    result = solve(given, replace(PROVE, relative_gap=0.02))
    assert result.stopped_by in {"gap", "proved"}
    assert (result.gap or 0) <= 0.02
    assert (result.bound or 0) >= (proved.objective or 0) - 1e-6
