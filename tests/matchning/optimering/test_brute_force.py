"""The optimiser against trying everything: equal value, proved, on random small problems.

An ordinary run tries a few hundred problems; TRUTH=20 tries twenty times as many (`make truth`).
"""

from os import environ
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from matchning.optimering import Goal, Problem, Result, search, verify

from .brute import TooManyBranches, optimum
from .builders import best, candidate, need, problem
from .strategies import pair_problems, problems

EXAMPLES = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def many(ordinary: int) -> settings:
    """That many examples in an ordinary run."""
    return settings(
        EXAMPLES, max_examples=max(1, round(ordinary * float(environ.get("TRUTH", "1"))))
    )


def agrees(problem: Problem, result: Result) -> None:
    """The result is the best plan there is, proved, and every figure in it is right."""
    try:
        true = optimum(problem)
    except TooManyBranches:
        reject()
    if true is None:
        assert result.status == "infeasible"
        return
    assert result.status == "optimal"
    assert result.objective == pytest.approx(true, abs=1e-6)
    plan = (result.placements, result.trainings)
    assert verify(problem, *plan, result.goals, result.objective) == ()


@many(120)
@given(problems())
def test_equals_trying_everything(problem: Problem) -> None:
    agrees(problem, best(problem))


@many(20)
@given(problems(people=8, needs=8, intakes=8))
def test_equals_trying_everything_among_eight_people_and_eight_needs(problem: Problem) -> None:
    agrees(problem, best(problem))


@many(60)
@given(pair_problems())
def test_equals_trying_everything_with_given_pairs(problem: Problem) -> None:
    agrees(problem, best(problem))


@many(80)
@given(problems(), st.integers(1, 6), st.sampled_from([0, 1000]))
def test_equals_trying_everything_in_steps(problem: Problem, few: int, cheap: int) -> None:
    """The same where bound, few columns and proof come one after the other."""
    with patch.object(search, "FEW", few), patch.object(search, "CHEAP", cheap):
        agrees(problem, best(problem))


@many(40)
@given(pair_problems(), st.integers(1, 6))
def test_equals_trying_everything_in_steps_with_given_pairs(problem: Problem, few: int) -> None:
    with patch.object(search, "FEW", few):
        agrees(problem, best(problem))


def test_where_nobody_can_go_the_empty_plan_is_proved_best() -> None:
    """What it pays for the goals it misses included."""
    goal = Goal("g", "floor", "people", frozenset({"c1"}), 2, 3.0)
    given = problem(candidate(consent=False), need(), goal)
    agrees(given, best(given))
    assert best(given).objective == -6.0
