"""Plans between aims: each point is reached, none is beaten, the ends are the ends."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from matchning.optimering import Goal, Kept, Pair, Problem, ProblemError, Stage, verify
from matchning.optimering.pareto import Pareto, pareto, reached

from .builders import PROVE, best, candidate, need, problem
from .strategies import pair_problems
from .test_brute_force import EXAMPLES

GROUP = frozenset({"c0", "c1"})


def figures(found: Pareto) -> list[tuple[float, ...]]:
    return [tuple(round(p.measures[aim], 6) for aim in found.aims) for p in found.points]


def long_or_dear(*more: Pair, **changes: object) -> Problem:
    """Three people; on each need the longer work is worth less."""
    people = [candidate(f"c{k}") for k in range(3)]
    needs = [need(f"n{k}", weeks=(0, 10)) for k in range(3)]
    pairs = [
        pair
        for k in range(3)
        for pair in (
            Pair(f"c{k}", f"n{k}", 10.0, start_week=0, end_week=4),
            Pair(f"c{k}", f"n{k}", 10.0 - 2 - k, start_week=0, end_week=10),
        )
    ]
    return replace(problem(*people, *needs, *pairs, *more), **changes)  # type: ignore[arg-type]


def test_weeks_of_work_against_value() -> None:
    found = pareto(long_or_dear(), PROVE, ("filled", "value"), points=9)
    # One after the other goes over to the long work, the one who loses least first.
    assert figures(found) == [(30.0, 21.0), (24.0, 25.0), (18.0, 28.0), (12.0, 30.0)]
    assert found.sentence_sv == "4 planer mellan arbetsveckor och värde."


def test_a_goals_share_against_value() -> None:
    people = [candidate(f"c{k}") for k in range(4)]
    pairs = [Pair(f"c{k}", f"n{j}", 10.0 + k) for k in range(4) for j in range(2)]
    goal = Goal("andel", "share", "people", GROUP, 1.0, 0.1)
    given_ = replace(problem(*people, need("n0"), need("n1"), *pairs), goals=(goal,))
    found = pareto(given_, PROVE, ("goal:andel", "value"), points=5)
    assert figures(found) == [(1.0, 21.0), (0.5, 24.0), (0.0, 25.0)]


def test_kept_proposals_against_value() -> None:
    given_ = long_or_dear(
        kept=(Kept("c0", "n0", 0, 10), Kept("c2", "n2", 0, 10)),
    )
    found = pareto(given_, PROVE, ("stability", "value"), points=5)
    assert figures(found) == [(4.0, 24.0), (3.0, 28.0), (2.0, 30.0)]


def test_three_aims() -> None:
    given_ = long_or_dear(kept=(Kept("c2", "n2", 0, 10),))
    found = pareto(given_, PROVE, ("filled", "value", "stability"), points=9)
    assert (30.0, 21.0, 2.0) in figures(found)
    assert (12.0, 30.0, 1.0) in figures(found)
    unbeaten(found.aims, figures(found))


def unbeaten(aims: Sequence[str], points: list[tuple[float, ...]]) -> None:
    for a in points:
        for b in points:
            assert a is b or any(x > y + 1e-6 for x, y in zip(a, b, strict=True)), (a, b)


@settings(EXAMPLES, max_examples=15)
@given(pair_problems())
def test_every_plan_stands_and_none_is_beaten(drawn: Problem) -> None:
    given_ = replace(drawn, stages=(), locks=())
    found = pareto(given_, PROVE, ("filled", "value"), points=4)
    assert found.points
    unbeaten(found.aims, figures(found))
    for point in found.points:
        assert verify(given_, point.result.placements) == ()
        for aim, figure in point.measures.items():
            assert figure == reached(given_, point.result, aim)
    first = best(replace(given_, stages=(Stage("filled"), Stage("value"))))
    assert found.points[0].measures["filled"] == reached(given_, first, "filled")


@pytest.mark.parametrize(
    ("aims", "points"),
    [
        (("filled",), 5),
        (("filled", "filled"), 5),
        (("goals", "goal:g"), 5),
        (("filled", "speed"), 5),
        (("filled", "goal:x"), 5),
        (("filled", "value"), 2),
        (("filled", "value"), 10),
    ],
)
def test_faulty_aims_are_named(aims: tuple[str, ...], points: int) -> None:
    goal = Goal("g", "floor", "people", GROUP, 1.0, 1.0)
    with pytest.raises(ProblemError, match="pareto"):
        pareto(long_or_dear(goals=(goal,)), PROVE, aims, points)


def test_a_stop_ends_it() -> None:
    assert pareto(long_or_dear(), PROVE, ("filled", "value"), 5, lambda: True).points == ()
