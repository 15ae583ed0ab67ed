"""Chains: needs of one trade one after the other, towards yrkesbevis."""

from dataclasses import replace
from typing import Any

import pytest

from matchning.optimering import (
    Candidate,
    Leg,
    Lock,
    Placement,
    Problem,
    Requirements,
    Site,
    Together,
    TradeWish,
    Weights,
    Yrkesbevis,
    solve,
)

from .builders import EVERYTHING, best, candidate, course, intake, need, only, problem, site

BEVIS = Yrkesbevis(hours={"snickare": 1000.0}, hours_per_week=40.0)


def apprentice(name: str = "c1", done: float | None = 0.0, **changes: Any) -> Candidate:
    wish = TradeWish("snickare", changes.pop("rung", 0), 1, hours_done=done)
    return candidate(name, trades=(wish,), **changes)


def legs(placement: Placement) -> list[tuple[str, int, int]]:
    first = (placement.need, placement.start_week, placement.end_week)
    return [first, *((leg.need, leg.start_week, leg.end_week) for leg in placement.then)]


def two(*people: Any, **changes: Any) -> Problem:
    """Two needs, one after the other with a week between."""
    needs = need("n1", weeks=(0, 5)), need("n2", weeks=(6, 12))
    return problem(*people, *needs, **({"yrkesbevis": BEVIS} | changes))


def test_one_need_follows_the_other() -> None:
    placement = only(two(apprentice()))
    assert legs(placement) == [("n1", 0, 5), ("n2", 6, 12)]
    assert placement.value_parts == pytest.approx(
        {
            "work": 11.0,
            "wish": 2.2,
            "nice": 1.1,
            "rung": 1.1,
            "travel": -11 * 0.1 * 40 / 60,
            "waiting": -0.05,
            "cost": 0.0,
            "hours": 0.44,
        }
    )


@pytest.mark.parametrize(
    ("done", "hours", "full"),
    [
        (0.0, 0.44, None),
        (500.0, 0.44, None),
        (560.0, 0.44, 4.0),
        (900.0, 0.1, 4.0),
        (1000.0, None, None),
    ],
)
def test_hours_count_up_to_what_is_left(
    done: float, hours: float | None, full: float | None
) -> None:
    found = only(two(apprentice(done=done))).value_parts
    assert found.get("hours") == pytest.approx(hours)
    assert found.get("yrkesbevis") == pytest.approx(full)


def test_a_single_need_earns_hours_too() -> None:
    placement = only(problem(apprentice(done=700.0), need(weeks=(0, 10)), yrkesbevis=BEVIS))
    assert placement.value_parts["hours"] == pytest.approx(0.3)
    assert placement.value_parts["yrkesbevis"] == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (two(apprentice(done=None)), "she does not count hours"),
        (two(apprentice(rung=2)), "she has her yrkesbevis"),
        (two(apprentice(), max_legs=1), "no chains are asked for"),
        (two(apprentice(), apprentice("c2"), together=(Together("g", ("c1", "c2")),)), "a group"),
    ],
)
def test_some_get_no_chains(given: Problem, what: str) -> None:
    assert [p.then for p in best(given).placements if p.then] == [], what


def test_a_chain_keeps_to_one_trade() -> None:
    person = candidate(trades=(TradeWish("snickare", 0, 1, 0.0), TradeWish("målare", 0, 2, 0.0)))
    other = need("n2", weeks=(6, 12), trade="målare")
    placement = only(problem(person, need("n1", weeks=(0, 5)), other, yrkesbevis=BEVIS))
    assert placement.then == ()


def test_no_more_needs_than_may_follow() -> None:
    needs = [need(f"n{k}", weeks=(5 * k, 5 * k + 5)) for k in range(4)]
    given = problem(apprentice(), *needs, yrkesbevis=BEVIS)
    assert len(only(given).then) == 2
    assert len(only(replace(given, max_legs=2)).then) == 1


def test_what_a_course_gave_is_held_on_the_next_need_while_it_is_valid() -> None:
    asks = Requirements(certificates=frozenset("A"))
    given = problem(
        apprentice(),
        need("n1", weeks=(2, 6), must=asks),
        need("n2", weeks=(6, 12), must=asks),
        course("k", grants_certificates={"A": 5}),
        intake("t", "k", (0, 2)),
        yrkesbevis=BEVIS,
    )
    assert legs(only(given)) == [("n1", 2, 6), ("n2", 6, 12)]
    short = replace(given, courses=(course("k", grants_certificates={"A": 4}),))
    assert only(short).then == ()  # valid before week 6


def test_each_leg_has_the_tutor_hours_of_its_own_need_and_site() -> None:
    sites = site("s1", crew_languages=frozenset({"sv"})), site("s2", crew_languages=frozenset("x"))
    tutored = {"tutor_hours_per_week": 2.0, "tutor_extra_hours_per_week": 3.0}
    given = problem(
        apprentice(languages={"sv": 4}),
        *sites,
        need("n1", weeks=(0, 5), **tutored),
        need("n2", weeks=(6, 12), site="s2", **tutored),
        yrkesbevis=BEVIS,
    )
    placement = only(given)
    assert placement.tutor_hours_per_week == 2.0
    assert [leg.tutor_hours_per_week for leg in placement.then] == [5.0]
    full = replace(given, sites=(sites[0], Site("s2", 4.0, crew_languages=frozenset("x"))))
    assert legs(only(full)) == [("n1", 0, 5)]


def test_two_may_share_a_need_one_after_the_other() -> None:
    given = two(apprentice(), candidate("c2"))
    result = best(given)
    assert sum(len(legs(p)) for p in result.placements) == 2
    assert result.status == "optimal"


def test_a_locked_chain_stands_whatever_else_is_worth_more() -> None:
    lock = Lock("c1", "n2", 6, 9, then=(Leg("n3", 10, 12),))
    given = two(apprentice(), locks=(lock,))
    placement = only(replace(given, needs=(*given.needs, need("n3", weeks=(9, 12)))))
    assert legs(placement) == [("n2", 6, 9), ("n3", 10, 12)]
    assert placement.locked


def test_the_best_chains_by_value_are_kept_and_the_rest_counted() -> None:
    needs = [need(f"n{k}", weeks=(3 * k, 3 * k + 3 + k)) for k in range(5)]
    given = problem(apprentice(), *needs, yrkesbevis=BEVIS)
    whole, few = solve(given, EVERYTHING), solve(given, replace(EVERYTHING, chains_per_candidate=4))
    assert few.stats.columns == 5 + 4
    assert few.stats.columns_cut > 0
    assert few.objective == pytest.approx(whole.objective)
    assert few.bound_scope == "kept_futures"
    none = solve(given, replace(EVERYTHING, chains_per_candidate=0))
    assert none.stats.columns == 5


def test_hours_are_worth_what_the_weights_say() -> None:
    given = two(apprentice(), weights=Weights(per_1000_hours=10.0))
    assert only(given).value_parts["hours"] == pytest.approx(4.4)
