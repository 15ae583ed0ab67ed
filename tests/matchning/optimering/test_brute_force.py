"""The optimiser against trying everything: equal value, proved, on random small problems."""

import pytest
from hypothesis import HealthCheck, given, settings

from matchning.optimering import Problem, verify

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
