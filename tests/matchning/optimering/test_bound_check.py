"""The independent bound is what every future by definition comes to, and never too low."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchning.optimering import Prices, Problem, ProblemError, WholePeople
from matchning.optimering.book import Book
from matchning.optimering.bound_check import check_bound
from matchning.optimering.bound_prices import Priced
from matchning.optimering.engine import Engine
from matchning.optimering.result import CrewPrice

from .brute import optimum
from .builders import EVERYTHING, candidate, course, intake, need, problem, site
from .every_future import every_future
from .strategies import pair_problems, problems
from .test_brute_force import many

amounts = st.sampled_from([0.0, 0.0, 0.1, 0.7, 2.5])


@st.composite
def prices(draw: st.DrawFn, given_problem: Problem) -> Prices:
    """Any prices at all: some of nothing, some absurdly high."""

    def some(names: list[str]) -> dict[str, float]:
        return {name: draw(amounts) for name in names}

    def weekly(names: list[str]) -> dict[str, dict[int, float]]:
        weeks = st.dictionaries(st.integers(0, given_problem.weeks - 1), amounts, max_size=4)
        return {name: draw(weeks) for name in names}

    limited = [s.id for s in given_problem.sites if s.tutor_hours_per_week is not None]
    whole = (
        WholePeople(limited[0], draw(st.integers(0, 9)), 1.5, draw(amounts)) if limited else None
    )
    hours = sorted({n.tutor_hours_per_week for n in given_problem.needs})
    crew = (
        CrewPrice(
            limited[0],
            draw(st.integers(0, 9)),
            tuple(hours),
            tuple(draw(amounts) for _ in hours),
            draw(amounts),
        )
        if limited
        else None
    )
    places = sorted({x for n in given_problem.needs for x in (n.id, n.site)})
    return Prices(
        bound=0.0,
        headcount=weekly([n.id for n in given_problem.needs]),
        tutor_hours=weekly(limited),
        whole_people=(whole,) if whole else (),
        crews=(crew,) if crew else (),
        together={
            group.id: {
                name: {place: draw(amounts) - 0.5 for place in places} for name in group.candidates
            }
            for group in given_problem.together
        },
        seats=some([k.id for k in given_problem.intakes]),
        budgets={b.id: draw(amounts) / 1000 for b in given_problem.budgets},
        goals=some([g.id for g in given_problem.goals]),
        stages=tuple(draw(amounts) for _ in given_problem.stages),
    )


def listed(given_problem: Problem, chosen: Prices, reached: tuple[float, ...]) -> float:
    """The same bound from the list of every future."""
    priced = Priced(Book(given_problem), chosen, reached)
    locked = {lock.candidate for lock in given_problem.locks}
    groups = {name: group for group in given_problem.together for name in group.candidates}
    total = priced.room
    for name, futures in every_future(given_problem).items():
        nets = [priced.net(future) for future in futures]
        total += max(nets if name in locked else [0.0, *nets])
    return total if not locked & groups.keys() else float("nan")


@many(120)
@given(st.data(), problems(people=5, needs=4))
def test_it_is_what_every_future_by_definition_comes_to(
    data: st.DataObject, given_problem: Problem
) -> None:
    given_problem = replace(
        given_problem, locks=() if given_problem.together else given_problem.locks
    )
    chosen = data.draw(prices(given_problem))
    reached = tuple(data.draw(amounts) for _ in given_problem.stages)
    expected = listed(given_problem, chosen, reached)
    assert check_bound(given_problem, chosen, reached) == pytest.approx(expected, abs=1e-6)


@many(60)
@given(st.data(), st.one_of(problems(), pair_problems()))
def test_no_plan_is_worth_more(data: st.DataObject, given_problem: Problem) -> None:
    given_problem = replace(given_problem, stages=())
    best = optimum(given_problem)
    if best is not None:
        assert check_bound(given_problem, data.draw(prices(given_problem))) >= best - 1e-6


@many(80)
@given(problems(people=6, needs=5))
def test_a_program_of_every_future_has_the_bound_its_own_prices_prove(
    given_problem: Problem,
) -> None:
    given_problem = replace(given_problem, stages=())
    best = optimum(given_problem)
    if best is not None:
        relaxed = Engine(given_problem, EVERYTHING).relax()
        bound = check_bound(given_problem, relaxed.prices)
        assert bound == pytest.approx(relaxed.bound, abs=1e-6)
        assert bound >= best - 1e-6


def test_the_prices_of_a_scarce_place_prove_the_best_plan() -> None:
    """Two people, one place for ten weeks: 1.35 a week is what each is worth there."""
    given_problem = problem(
        candidate(), candidate("c2"), need(), travel_minutes={"c1": {"s1": 0.0}}
    )
    worth = optimum(given_problem)
    chosen = Prices(bound=0.0, headcount={"n1": dict.fromkeys(range(10), 1.4)})
    assert worth == pytest.approx(14.0)
    assert check_bound(given_problem, chosen) == pytest.approx(14.0)
    assert check_bound(given_problem, Prices(bound=0.0)) == pytest.approx(14.0 + 13.3333, abs=1e-3)


FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "negative": ({"seats": {"t1": -0.1}}, "negative", "prices.seats[t1]"),
    "no number": (
        {"headcount": {"n1": {0: float("nan")}}},
        "negative",
        "prices.headcount[n1]",
    ),
    "the first of two at a site": (
        {"whole_people": (WholePeople("s1", 0, 1.0, -1.0), WholePeople("s1", 1, 1.0, 1.0))},
        "negative",
        "prices.whole_people[s1]",
    ),
    "people of no hours": (
        {"whole_people": (WholePeople("s1", 0, 0.0, 1.0),)},
        "out_of_range",
        "prices.whole_people[s1]",
    ),
    "a stage there is not": ({"stages": (1.0,)}, "unknown_reference", "prices.stages[0]"),
    "unknown": ({"budgets": {"b9": 1.0}}, "unknown_reference", "prices.budgets[b9]"),
    "outside": ({"headcount": {"n1": {20: 1.0}}}, "outside_horizon", "prices.headcount[n1]"),
    "not limited": ({"tutor_hours": {"s1": {0: 1.0}}}, "not_limited", "prices.tutor_hours[s1]"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_prices_that_prove_nothing_are_refused(name: str) -> None:
    parts, code, item = FAULTS[name]
    given_problem = problem(candidate(), site(), need(), course("k1"), intake("t1", "k1", (0, 2)))
    with pytest.raises(ProblemError) as fault:
        check_bound(given_problem, Prices(bound=0.0, **parts))
    assert (fault.value.code, fault.value.item) == (code, item)
