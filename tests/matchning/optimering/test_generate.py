"""The generator: the same instance every time, each feature on its own, and nothing faulty."""

from dataclasses import replace
from pathlib import Path

import pytest

from matchning.optimering import Problem, io
from matchning.optimering.cli import main
from matchning.optimering.generate import SCARCITY, SIZES, generate, generate_size
from matchning.optimering.generate_features import FEATURES
from matchning.optimering.validation import validate


def small(scarcity: str = "few_places", *features: str) -> Problem:
    return generate(
        candidates=120, needs=24, courses=24, seed=3, scarcity=scarcity, features=features
    )


def places(problem: Problem) -> int:
    return sum(max(step.headcount for step in need.demand) for need in problem.needs)


def test_sizes_are_those_of_the_targets() -> None:
    assert SIZES == {
        "S": (200, 30, 15),
        "M": (2000, 200, 60),
        "L": (10000, 800, 150),
        "XL": (50000, 3000, 600),
    }
    made = generate_size("S", 1)
    assert (len(made.candidates), len(made.needs), len(made.intakes)) == SIZES["S"]


def test_scarcity_moves_places_tutor_hours_and_seats_and_nothing_else() -> None:
    few, balanced, many = (small(name) for name in SCARCITY)
    assert places(few) < 60
    assert 80 <= places(balanced) <= 160
    assert 200 <= places(many) <= 280
    assert few.candidates == balanced.candidates == many.candidates
    assert [n.start_week for n in few.needs] == [n.start_week for n in many.needs]
    assert [i.seats for i in balanced.intakes] == [2 * i.seats for i in few.intakes]


@pytest.mark.parametrize("scarcity", SCARCITY)
@pytest.mark.parametrize(
    "features", [(), *((name,) for name in FEATURES), tuple(FEATURES)], ids=str
)
def test_every_instance_is_a_sound_problem(scarcity: str, features: tuple[str, ...]) -> None:
    validate(small(scarcity, *features))


def test_features_come_in_any_order_and_leave_the_rest_alone() -> None:
    plain, both = small(), small("few_places", "goals", "chains")
    assert both == small("few_places", "chains", "goals")
    assert both.goals == small("few_places", "goals").goals
    assert both.yrkesbevis == small("few_places", "chains").yrkesbevis
    assert replace(small("few_places", "goals"), goals=()) == plain


def test_each_feature_is_there() -> None:
    full = small("few_places", *FEATURES)
    assert full.yrkesbevis.hours
    assert any(wish.hours_done for c in full.candidates for wish in c.trades)
    assert {course.id for course in full.courses} >= {f"sfi-steg-{k}" for k in (1, 2, 3)}
    assert full.openings
    assert full.budgets
    assert full.together
    assert len(full.goals) == 2
    assert any(need.support for need in full.needs)
    assert any(person.known_from_week for person in full.candidates)
    assert all(c.available_from_week >= c.known_from_week for c in full.candidates)
    assert all(n.known_from_week <= n.start_week for n in full.needs)


def test_the_command_makes_the_same(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    asked = ["--size", "S", "--needs", "24", "--scarcity", "balanced", "--with", "chains,goals"]
    assert main(["generate", *asked, "--seed", "3", "--json", str(file)]) == 0
    expected = generate(
        candidates=200,
        needs=24,
        courses=15,
        seed=3,
        scarcity="balanced",
        features=("goals", "chains"),
    )
    assert io.read_problem(file.read_bytes()) == expected


def test_the_command_names_an_unknown_feature(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["generate", "--with", "chains,magi"])
    assert ended.value.code == 2
    assert "'magi' is none of ready, chains" in capsys.readouterr().err
