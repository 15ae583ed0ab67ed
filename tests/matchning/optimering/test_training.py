"""Courses now, work later: what a path alone opens and is worth."""

from dataclasses import replace
from typing import Any

import pytest

from matchning.optimering import (
    Lock,
    Opening,
    Options,
    Prerequisites,
    Problem,
    TradeWish,
    Training,
    solve,
)

from .builders import EVERYTHING, candidate, course, intake, need, problem

OPENING = Opening("o", 3.0, items=frozenset("A"))
COURSE = course("k", grants_certificates={"A": None})
INTAKE = intake("t", "k", (2, 4), cost_sek=4000.0)


def trainings(*parts: Any, **changes: Any) -> list[tuple[Any, ...]]:
    result = solve(problem(*parts, **changes), EVERYTHING)
    assert result.status == "optimal"
    return [told(training) for training in result.trainings]


def told(training: Training) -> tuple[Any, ...]:
    return (training.candidate, training.intakes, training.end_week, training.opening)


def test_a_course_that_opens_work_is_worth_it_less_its_cost() -> None:
    result = solve(problem(candidate(), COURSE, INTAKE, OPENING), EVERYTHING)
    training = result.trainings[0]
    assert told(training) == ("c1", ("t",), 4, "o")
    assert training.value_parts == {"opening": 3.0, "cost": pytest.approx(-0.2)}
    assert training.value == pytest.approx(2.8)
    assert result.objective == pytest.approx(2.8)


@pytest.mark.parametrize(
    ("person", "opening"),
    [
        (candidate(certificates={"A": None}), OPENING),  # ready already
        (candidate(), replace(OPENING, trade="målare")),  # not her trade
        (candidate(), replace(OPENING, items=frozenset("AB"))),  # more is missing
        (candidate(), replace(OPENING, languages=frozenset({"sv"}), language_level=1)),
        (candidate(), replace(OPENING, value=0.1)),  # costs more than it is worth
        (candidate(consent=False), OPENING),
        (candidate(excluded=True), OPENING),
        (candidate(available_to_week=3), OPENING),
        (candidate(available_from_week=3), OPENING),
    ],
)
def test_no_course_without_work_to_open(person: Any, opening: Opening) -> None:
    assert trainings(person, COURSE, INTAKE, opening) == []


def test_an_opening_in_her_trade_whether_or_not_any_need_has_it() -> None:
    person = candidate(trades=(TradeWish("målare"),))
    opening = replace(OPENING, trade="målare")
    assert trainings(person, COURSE, INTAKE, opening) == [("c1", ("t",), 4, "o")]


def test_what_runs_out_before_the_course_ends_must_be_won_again() -> None:
    later = (INTAKE, intake("t2", "k", (6, 8)))
    expiring = candidate(certificates={"A": 5})
    assert trainings(expiring, COURSE, *later, OPENING) == [("c1", ("t2",), 8, "o")]


def test_the_best_opening_counts() -> None:
    more = Opening("p", 5.0, trade="snickare", items=frozenset("A"))
    assert trainings(candidate(), COURSE, INTAKE, OPENING, more) == [("c1", ("t",), 4, "p")]


def test_every_course_of_the_path_is_needed() -> None:
    both = Opening("o", 3.0, items=frozenset("AB"), languages=frozenset({"sv"}), language_level=2)
    parts = (
        COURSE,
        INTAKE,
        course(
            "l",
            grants_skills=frozenset("B"),
            prerequisites=Prerequisites(certificates=frozenset("A")),
        ),
        intake("u", "l", (4, 6)),
        course("sfi", grants_languages={"sv": 2}),
        intake("v", "sfi", (6, 9)),
        course("more", grants_skills=frozenset("C")),
        intake("w", "more", (9, 10)),
    )
    assert trainings(candidate(), *parts, both) == [("c1", ("t", "u", "v"), 9, "o")]
    speaks = candidate(languages={"sv": 3})
    assert trainings(speaks, *parts, both) == [("c1", ("t", "u"), 6, "o")]


def test_work_now_is_chosen_where_it_is_worth_more() -> None:
    given = problem(candidate(), need(weeks=(0, 10)), COURSE, INTAKE, OPENING)
    result = solve(given, EVERYTHING)
    assert (len(result.placements), result.trainings) == (1, ())
    better = replace(given, openings=(replace(OPENING, value=50.0),))
    result = solve(better, EVERYTHING)
    assert (result.placements, len(result.trainings)) == ((), 1)


def test_seats_hold_for_courses_alone_too() -> None:
    people = [candidate(f"c{k}") for k in range(3)]
    assert len(trainings(*people, COURSE, INTAKE, OPENING)) == 1


def test_a_locked_one_gets_no_course_instead() -> None:
    given = problem(
        candidate(),
        need(weeks=(0, 1)),
        COURSE,
        INTAKE,
        replace(OPENING, value=50.0),
        locks=(Lock("c1", "n1"),),
    )
    result = solve(given, EVERYTHING)
    assert (len(result.placements), result.trainings) == (1, ())


def test_the_best_courses_are_kept_and_the_rest_counted() -> None:
    intakes = [intake(f"t{k}", "k", (k, k + 1), cost_sek=1000.0 * k) for k in range(5)]
    given: Problem = problem(candidate(), COURSE, *intakes, OPENING)
    few = solve(given, Options(trainings_per_candidate=2))
    assert (few.stats.columns, few.stats.columns_cut) == (2, 3)
    assert [told(training) for training in few.trainings] == [("c1", ("t0",), 1, "o")]
