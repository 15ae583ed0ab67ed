"""``make bench``: what planning costs. Figures are for the machine they are printed on."""

from typing import Any

import pytest

from matchning.optimering.generate import generate
from matchning.optimering.result import Options
from matchning.optimering.solve import solve
from matchning.problem_builder import build_problem

from ..matchning.world import World


@pytest.mark.parametrize("size", [(100, 30, 15), (200, 60, 30)], ids=["100x30x15", "200x60x30"])
def test_solving(benchmark: Any, size: tuple[int, int, int]) -> None:
    candidates, needs, intakes = size
    problem = generate(candidates=candidates, needs=needs, courses=intakes, seed=1)
    result = benchmark.pedantic(solve, args=(problem, Options()), rounds=3)
    assert result.verified


@pytest.mark.django_db
def test_freezing_the_input(benchmark: Any) -> None:
    world = World()
    for _ in range(50):
        world.add_candidate()
        world.add_need()
    frozen = benchmark(build_problem, world.body)
    assert (len(frozen.problem.candidates), len(frozen.problem.needs)) == (50, 50)
