"""PuLP holds the model, and what HiGHS has heard is what PuLP holds, however it grew."""

from typing import Any

import highspy
import numpy as np
import pulp
import pytest

from matchning.optimering.held import Entries, Held

INF = np.inf


def grown(highs: Any = highspy) -> Held:
    """max 3a + 2b + 2.5c, a + b <= 1, a + b + c <= 1.5, b + 2c <= 1; c comes after a solve."""
    held = Held(highs)
    held.add_rows(["r0", "r1"], np.array([-INF, -INF]), np.array([1.0, 1.5]))
    held.add_columns(
        ["x0", "x1"],
        np.array([-3.0, -2.0]),
        (np.zeros(2), np.ones(2)),
        Entries(np.array([0, 2, 4]), np.array([0, 1, 0, 1]), np.ones(4)),
    )
    if highs is not None:
        held.solve()
    held.add_rows(["r2"], np.array([-INF]), np.array([1.0]))
    held.add_columns(
        ["x2"],
        np.array([-2.5]),
        (np.zeros(1), np.ones(1)),
        Entries(np.array([0, 2]), np.array([1, 2]), np.array([1.0, 2.0])),
    )
    return held


def heard(highs: Any) -> tuple[Any, ...]:
    """The whole model as HiGHS has it, coefficients as (row, column, use)."""
    lp = highs.getLp()
    matrix = lp.a_matrix_
    by_row = matrix.format_ == highspy.MatrixFormat.kRowwise
    owner = np.repeat(np.arange(len(matrix.start_) - 1), np.diff(matrix.start_)).tolist()
    pairs = zip(owner, list(matrix.index_), strict=True)
    at = [pair if by_row else pair[::-1] for pair in pairs]
    parts = (lp.col_cost_, lp.col_lower_, lp.col_upper_, lp.row_lower_, lp.row_upper_)
    used = sorted((*pair, use) for pair, use in zip(at, list(matrix.value_), strict=True))
    return (*(list(part) for part in parts), used)


def test_a_grown_model_is_the_one_pulp_hands_over() -> None:
    """PuLP's own way, a call per row, ends in the same model: nothing is kept from PuLP."""
    held = grown()
    textbook = pulp.HiGHS(msg=False)
    held.problem.solve(textbook)
    assert heard(held.highs) == heard(held.problem.solverModel)
    assert pulp.value(held.problem.objective) == pytest.approx(-4.25)


def test_new_columns_start_from_the_basis_there_is() -> None:
    held = grown()
    assert held.highs.getBasis().valid
    held.solve()
    assert held.highs.getObjectiveValue() == pytest.approx(-4.25)  # a = 1, c = 0.5
    assert held.highs.getInfo().simplex_iteration_count <= 2


def test_other_limits_are_heard_by_both() -> None:
    held = grown()
    held.limit(np.array([1]), np.array([-INF]), np.array([1.2]))
    held.solve()
    assert held.highs.getObjectiveValue() == pytest.approx(-3.5)
    held.problem.solve(pulp.HiGHS(msg=False))
    assert pulp.value(held.problem.objective) == pytest.approx(-3.5)


def test_an_equality_and_an_integer_are_heard_by_both() -> None:
    held = grown()
    held.add_rows(["r3"], np.zeros(1), np.zeros(1))
    held.add_columns(
        ["x3"],
        np.array([-1.0]),
        (np.zeros(1), np.array([INF])),
        Entries(np.array([0, 1]), np.array([3]), np.ones(1)),
        integer=True,
    )
    held.problem.solve(pulp.HiGHS(msg=False))
    assert heard(held.highs) == heard(held.problem.solverModel)
    whole = highspy.HighsVarType.kInteger
    assert list(held.highs.getLp().integrality_)[3] == whole


def priced_by(solver: str) -> list[float]:
    """max 2x + 3y, x + y <= 1.5, y <= 1 (a bound), x - z = 0: the first row's price is 2."""
    held = Held(highspy if solver == "highs" else None)
    held.add_rows(["r0", "r1"], np.array([-INF, 0.0]), np.array([1.5, 0.0]))
    held.add_columns(
        ["x0", "x1", "x2"],
        np.array([-2.0, -3.0, 0.5]),
        (np.zeros(3), np.array([INF, 1.0, INF])),
        Entries(np.array([0, 2, 3, 4]), np.array([0, 1, 0, 1]), np.array([1.0, 1.0, 1.0, -1.0])),
    )
    if solver == "highs":
        held.solve()
        return list(held.highs.getSolution().row_dual)
    held.problem.solve(pulp.COIN_CMD(msg=False, path=pulp.PULP_CBC_CMD.pulp_cbc_path))
    return [float(price) for price in held.duals()]


def test_prices_have_the_same_sign_whoever_is_asked() -> None:
    """Minimised, so that what one more unit saves is below zero in both."""
    assert priced_by("highs") == pytest.approx([-1.5, -0.5])
    assert priced_by("cbc") == pytest.approx([-1.5, -0.5])
