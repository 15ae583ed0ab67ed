"""Solver outcomes are mapped, not believed: every status, stop, limit, fault and fallback."""

import importlib
import math
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import highspy
import numpy as np
import pulp
import pytest

from matchning.optimering import (
    Candidate,
    Need,
    Pair,
    PlanError,
    Problem,
    Progress,
    Site,
    adapter,
    model,
    solve,
    tables,
)
from matchning.optimering.canonical import ordered
from matchning.optimering.columns import from_pairs
from matchning.optimering.model import Aim
from matchning.optimering.problem import DemandStep
from matchning.optimering.rows import rows
from matchning.optimering.stages import ordinary
from matchning.optimering.verifier import Violation

from .builders import PROVE, candidate, need, problem

KINDS = highspy.HighsModelStatus
STATUSES = {
    "kOptimal": ("optimal", "error"),
    "kInfeasible": ("infeasible", "infeasible"),
    "kUnboundedOrInfeasible": ("infeasible", "infeasible"),
    "kInterrupt": ("stopped", "stopped"),
    "kHighsInterrupt": ("stopped", "stopped"),
    "kTimeLimit": ("feasible", "no_plan"),
    "kIterationLimit": ("feasible", "no_plan"),
    "kSolutionLimit": ("feasible", "no_plan"),
    "kObjectiveBound": ("feasible", "no_plan"),
    "kObjectiveTarget": ("feasible", "no_plan"),
    "kUnbounded": ("error", "error"),
    "kMemoryLimit": ("error", "error"),
    "kModelEmpty": ("error", "error"),
    "kNotset": ("error", "error"),
    "kUnknown": ("error", "error"),
    "kLoadError": ("error", "error"),
    "kModelError": ("error", "error"),
    "kPresolveError": ("error", "error"),
    "kSolveError": ("error", "error"),
    "kPostsolveError": ("error", "error"),
}


@pytest.mark.parametrize("name", STATUSES)
def test_every_highs_status_is_mapped(name: str) -> None:
    with_point, without = STATUSES[name]
    status = getattr(KINDS, name)
    assert adapter.map_highs(status, True)[0] == with_point
    assert adapter.map_highs(status, False)[0] == without
    assert adapter.map_highs(status, False)[1] is False


def test_highs_has_no_status_we_do_not_know() -> None:
    assert {name for name in dir(KINDS) if name.startswith("k")} == set(STATUSES)


@pytest.mark.parametrize(
    ("status", "sol_status", "outcome"),
    [
        (pulp.LpStatusOptimal, pulp.LpSolutionOptimal, "optimal"),
        (pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible, "feasible"),  # at the time limit
        (pulp.LpStatusNotSolved, pulp.LpSolutionIntegerFeasible, "feasible"),
        (pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound, "no_plan"),
        (pulp.LpStatusInfeasible, pulp.LpSolutionInfeasible, "infeasible"),
        (pulp.LpStatusInfeasible, pulp.LpSolutionNoSolutionFound, "infeasible"),
        (pulp.LpStatusUnbounded, pulp.LpSolutionUnbounded, "error"),
        (pulp.LpStatusUndefined, pulp.LpSolutionNoSolutionFound, "error"),
    ],
)
def test_cbc_outcomes_are_mapped(status: int, sol_status: int, outcome: str) -> None:
    assert adapter.map_cbc(status, sol_status) == outcome


def knapsacks(people: int = 60, sites: int = 8, seed: int = 1) -> Problem:
    """Generalised assignment with close values: hard enough to keep a solver busy for a while."""
    rng = Random(seed)
    hours = {(i, s): rng.randint(5, 25) for i in range(people) for s in range(sites)}
    room = 0.8 * sum(hours.values()) / sites / sites
    return Problem(
        weeks=4,
        candidates=tuple(Candidate(f"c{i}") for i in range(people)),
        sites=tuple(Site(f"s{s}", tutor_hours_per_week=math.floor(room)) for s in range(sites)),
        needs=tuple(Need(f"n{s}", f"s{s}", (DemandStep(0, 4, people),)) for s in range(sites)),
        pairs=tuple(
            Pair(f"c{i}", f"n{s}", h + rng.randint(10, 14), float(h)) for (i, s), h in hours.items()
        ),
    )


def test_progress_closes_in_on_the_answer() -> None:
    heard: list[Progress] = []
    result = solve(knapsacks(20, 4), PROVE, progress=heard.append)
    assert [p.phase for p in heard[:2]] == ["columns", "greedy"]
    assert heard[-1].phase == "explain"
    solving = [p for p in heard if p.phase == "solve"]
    assert solving
    incumbents = [p.incumbent for p in solving if p.incumbent is not None]
    bounds = [p.bound for p in solving if p.bound is not None]
    assert incumbents == sorted(incumbents)
    assert incumbents[0] >= (result.stats.greedy_objective or 0)
    assert min(bounds) >= (result.objective or 0) - 1e-6
    assert [p.seconds for p in heard] == sorted(p.seconds for p in heard)


def test_stop_returns_the_best_plan_so_far() -> None:
    reports: list[Progress] = []
    result = solve(
        knapsacks(), PROVE, progress=reports.append, should_stop=lambda: len(reports) > 3
    )
    assert (result.status, result.stopped_by, result.verified) == ("stopped", "stop", True)
    assert (result.objective or 0) >= (result.stats.greedy_objective or 0) > 0
    assert (result.bound or 0) > (result.objective or 0)
    assert (result.gap or 0) > 0


def test_stop_before_any_plan_is_no_plan() -> None:
    result = solve(knapsacks(), PROVE, should_stop=lambda: True)
    assert (result.status, result.stopped_by, result.objective) == ("no_plan", "stop", None)
    assert not result.verified


def test_time_limit_gives_a_plan_with_its_distance() -> None:
    result = solve(knapsacks(200, 20), replace(PROVE, time_limit_seconds=4.0))
    assert (result.status, result.stopped_by, result.verified) == ("feasible", "time", True)
    assert 0 < (result.gap or 0) < 0.2
    assert result.bound == pytest.approx((result.objective or 0) * (1 + (result.gap or 0)))


def test_no_time_at_all_is_no_plan() -> None:
    result = solve(knapsacks(), replace(PROVE, time_limit_seconds=1e-9))
    assert (result.status, result.stopped_by) == ("no_plan", "time")


def test_a_wanted_gap_ends_the_search_and_says_so() -> None:
    result = solve(knapsacks(), replace(PROVE, relative_gap=0.05))
    assert (result.status, result.stopped_by) == ("feasible", "gap")
    assert 1e-6 < (result.gap or 0) <= 0.05


def test_an_exception_in_progress_comes_out_of_solve() -> None:
    def fails(report: Progress) -> None:
        if report.phase == "solve":
            raise ConnectionError("the database is gone")

    with pytest.raises(ConnectionError, match="the database is gone"):
        solve(knapsacks(), PROVE, progress=fails)


def test_an_exception_in_the_stop_signal_comes_out_of_solve() -> None:
    asked: list[int] = []

    def fails() -> bool:
        asked.append(1)
        if len(asked) > 3:
            raise ConnectionError("the database is gone")
        return False

    with pytest.raises(ConnectionError, match="the database is gone"):
        solve(knapsacks(200, 20), PROVE, should_stop=fails)


Answer = Callable[..., adapter.Outcome]


def answering(outcome: adapter.Outcome) -> Answer:
    return lambda *arguments: outcome


@pytest.mark.parametrize("status", ["error", "infeasible"])
def test_a_solver_that_fails_leaves_the_greedy_plan_and_its_own_bound(
    status: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = adapter.Outcome(status, None, -1.0, "HiGHS", "what it said")
    monkeypatch.setattr(adapter, "run", answering(words))
    result = solve(knapsacks(20, 4), PROVE)
    assert (result.status, result.stopped_by) == ("feasible", "error")
    assert result.objective == result.stats.greedy_objective
    assert result.prices is not None
    assert result.bound == result.prices.bound  # the linear program's
    assert result.stats.message == "what it said"


def test_a_worse_answer_than_greedy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    given = knapsacks(20, 4)

    def nothing(built: model.Model, *rest: object) -> adapter.Outcome:
        values = np.zeros(len(built.chosen))
        values[0] = 1.0
        return adapter.Outcome("feasible", values, -1e9, "HiGHS")

    monkeypatch.setattr(adapter, "run", nothing)
    result = solve(given, PROVE)
    assert (result.objective or 0) >= (result.stats.greedy_objective or 0)


def test_a_plan_that_breaks_a_rule_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_many(built: model.Model, *rest: object) -> adapter.Outcome:
        return adapter.Outcome("optimal", np.ones(len(built.chosen)), -1e9, "HiGHS")

    monkeypatch.setattr(adapter, "run", too_many)
    with pytest.raises(PlanError, match="one_future"):
        solve(knapsacks(20, 4), PROVE)


def test_the_verifier_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (Violation("consent", "c1 → n1", "Samtycke saknas."),)
    module = importlib.import_module("matchning.optimering.outcome")
    monkeypatch.setattr(module, "verify", lambda *_: said)
    with pytest.raises(PlanError, match="consent c1 → n1: Samtycke saknas"):
        solve(problem(candidate(), need()), PROVE)


def test_no_solver_installed_leaves_the_greedy_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "highspy", None)
    result = solve(knapsacks(20, 4), replace(PROVE, solver="highs"))
    assert (result.status, result.stopped_by) == ("feasible", "error")
    assert result.stats.message == "Ingen lösare är installerad."
    assert result.stats.solver == "greedy"


def test_cbc_takes_over_where_highs_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = solve(knapsacks(12, 3), PROVE)
    monkeypatch.setattr(adapter, "highspy", None)
    result = solve(knapsacks(12, 3), PROVE)
    assert (expected.stats.solver, result.stats.solver) == ("HiGHS", "CBC")
    assert result.status == "optimal"
    assert result.objective == pytest.approx(expected.objective)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e9])
def test_the_size_of_values_does_not_matter(size: float) -> None:
    given = knapsacks(12, 3)
    scaled = replace(
        given,
        pairs=tuple(replace(p, value=p.value * size) for p in given.pairs or ()),
    )
    result = solve(scaled, PROVE)
    assert result.status == "optimal"
    assert result.objective == pytest.approx((solve(given, PROVE).objective or 0) * size)


def built_model(given: Problem, highs: Any = highspy) -> model.Model:
    t = tables.build(ordered(given))
    columns = from_pairs(t)
    built = model.Model(columns, rows(t, columns), Aim(ordinary(t, columns)), highs, integer=True)
    built.add(np.arange(len(columns)), every_row=False)
    return built


def test_columns_keep_their_order_inside_pulp() -> None:
    """PuLP sorts variables by name; zero-padded names keep the natural order."""
    built = built_model(knapsacks(30, 4))
    names = [v.name for v in built.held.problem.variables()]
    assert names == [v.name for v in built.held.variables]
    assert len(names) == 120
