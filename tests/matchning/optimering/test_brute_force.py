"""The optimiser against trying everything: equal value, proved, on random small problems."""

from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchning.optimering import Problem, search, verify

from .brute import optimum
from .builders import best
from .strategies import pair_problems, problems

EXAMPLES = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@settings(EXAMPLES, max_examples=120)
@given(problems())
def test_equals_trying_everything(problem: Problem) -> None:
    result = best(problem)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(optimum(problem), abs=1e-6)
    assert verify(problem, result.placements) == ()


@settings(EXAMPLES, max_examples=60)
@given(pair_problems())
def test_equals_trying_everything_with_given_pairs(problem: Problem) -> None:
    result = best(problem)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(optimum(problem), abs=1e-6)


@settings(EXAMPLES, max_examples=80)
@given(problems(), st.integers(1, 6), st.sampled_from([0, 1000]))
def test_equals_trying_everything_in_steps(problem: Problem, few: int, cheap: int) -> None:
    """The same where bound, few columns and proof come one after the other."""
    with patch.object(search, "FEW", few), patch.object(search, "CHEAP", cheap):
        result = best(problem)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(optimum(problem), abs=1e-6)


@settings(EXAMPLES, max_examples=40)
@given(pair_problems(), st.integers(1, 6))
def test_equals_trying_everything_in_steps_with_given_pairs(problem: Problem, few: int) -> None:
    with patch.object(search, "FEW", few):
        result = best(problem)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(optimum(problem), abs=1e-6)
