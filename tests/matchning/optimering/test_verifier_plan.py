"""The verifier on what binds a plan beyond single matches: chains, courses alone, money, goals."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from matchning.optimering import (
    Budget,
    Goal,
    GoalOutcome,
    Kept,
    Leg,
    Lock,
    Opening,
    Pair,
    PlacedLeg,
    Placement,
    Prerequisites,
    Problem,
    Requirements,
    Together,
    TradeWish,
    Training,
    Yrkesbevis,
    verify,
)
from matchning.optimering.recount import goal_outcomes, objective

from .builders import candidate, course, intake, need, problem, right, site

APPRENTICE = candidate(trades=(TradeWish("snickare", 0, 1, hours_done=5000.0),))
ACCOUNT = Yrkesbevis(hours={"snickare": 5800.0})


def placed(given: Problem, who: str, *legs: tuple[str, int, int], by: Sequence[str] = ()) -> Any:
    """The placement on those needs and weeks, with the right figures."""
    (first, start, end), *later = legs
    then = tuple(PlacedLeg(name, s, e, 0.0) for name, s, e in later)
    return right(given, Placement(who, first, start, end, tuple(by), 0.0, {}, 0.0, then=then))


def codes(given: Problem, *placements: Placement, **told: Any) -> list[str]:
    return [violation.code for violation in verify(given, placements, **told)]


def chained(**changes: Any) -> Problem:
    """Two needs one after the other, and an apprentice who may work on both."""
    person = changes.pop("person", APPRENTICE)
    second = changes.pop("second", need("n2", weeks=(10, 18)))
    return problem(person, need(), second, yrkesbevis=ACCOUNT, **changes)


BOTH = (("n1", 0, 10), ("n2", 10, 18))


def test_a_chain_stands_and_is_valued_over_all_its_weeks() -> None:
    given = chained(travel_minutes={"c1": {"s1": 60.0}})
    chain = placed(given, "c1", ("n1", 0, 9), ("n2", 11, 18))
    assert codes(given, chain) == []
    told = {code: round(part, 9) for code, part in chain.value_parts.items()}
    assert told == {
        "work": 16.0,
        "wish": 3.2,  # first choice, a fifth
        "nice": 1.6,  # nothing is asked: the middle
        "rung": 1.6,
        "travel": -1.6,
        "waiting": -0.1,  # two weeks between the legs
        "hours": 0.52,  # 16 weeks of 32.5 hours
    }


def test_a_full_hour_account_is_worth_more_but_no_hours_beyond_it() -> None:
    near = candidate(trades=(TradeWish("snickare", 0, 1, hours_done=5750.0),))
    found = placed(chained(person=near), "c1", ("n1", 0, 10)).value_parts
    assert (found["hours"], found["yrkesbevis"]) == (0.05, 4.0)
    done = candidate(trades=(TradeWish("snickare", 0, 1, hours_done=6000.0),))
    assert {"hours", "yrkesbevis"}.isdisjoint(
        placed(chained(person=done), "c1", ("n1", 0, 10)).value_parts
    )
    skilled = candidate(trades=(TradeWish("snickare", 2, 1, hours_done=100.0),))
    assert "hours" not in placed(chained(person=skilled), "c1", ("n1", 0, 10)).value_parts


CHAIN_FAULTS: dict[str, Problem] = {
    "longer than allowed": chained(max_legs=1),
    "another trade": chained(
        person=candidate(trades=(*APPRENTICE.trades, TradeWish("målare", 0, 2, 10.0))),
        second=need("n2", weeks=(10, 18), trade="målare"),
    ),
    "no trade": problem(
        APPRENTICE, need(trade=None), need("n2", weeks=(10, 18), trade=None), yrkesbevis=ACCOUNT
    ),
    "not on the way to yrkesbevis": chained(person=candidate()),
    "has yrkesbevis": chained(person=candidate(trades=(TradeWish("snickare", 2, 1, 100.0),))),
}


@pytest.mark.parametrize("name", CHAIN_FAULTS)
def test_a_chain_that_may_not_be_is_caught(name: str) -> None:
    given = CHAIN_FAULTS[name]
    assert codes(given, placed(given, "c1", *BOTH)) == ["chain"]


def test_a_chain_on_one_need_or_of_legs_that_overlap_is_caught() -> None:
    given = chained(second=need("n2", weeks=(5, 18)))
    assert codes(given, placed(given, "c1", ("n1", 0, 4), ("n1", 5, 9))) == ["chain"]
    assert codes(given, placed(given, "c1", ("n1", 0, 8), ("n2", 7, 18))) == ["chain"]


def test_every_leg_keeps_the_rules_of_its_own_need() -> None:
    asks = need("n2", weeks=(10, 18), must=Requirements(certificates=frozenset({"HETA"})))
    given = chained(second=asks)
    assert codes(given, placed(given, "c1", *BOTH)) == ["certificates"]
    assert codes(given, placed(given, "c1", ("n1", 0, 10), ("n2", 10, 19))) == [
        *("weeks", "certificates", "headcount")
    ]
    gives = course("k1", grants_certificates={"HETA": 10})  # valid in weeks 2 to 11
    taught = replace(given, courses=(gives,), intakes=(intake("t1", "k1", (0, 2)),))
    by = {"by": ("t1",)}
    assert codes(taught, placed(taught, "c1", ("n1", 2, 10), ("n2", 11, 18), **by)) == []
    assert codes(taught, placed(taught, "c1", ("n1", 2, 10), ("n2", 12, 18), **by)) == [
        "certificates"
    ]


def test_the_second_leg_uses_headcount_and_tutor_hours() -> None:
    given = replace(
        chained(second=need("n2", weeks=(10, 18), tutor_hours_per_week=4.0)),
        candidates=(APPRENTICE, candidate("c2")),
        sites=(site(tutor_hours_per_week=3.0),),
    )
    chain = placed(given, "c1", *BOTH)
    assert [leg.tutor_hours_per_week for leg in chain.then] == [4.0]
    assert codes(given, chain) == ["tutor_hours"]
    assert codes(given, chain, placed(given, "c2", ("n2", 12, 14))) == ["headcount", "tutor_hours"]
    lying = replace(chain, then=(replace(chain.then[0], tutor_hours_per_week=3.0),))
    assert codes(given, lying) == ["figures"]


def test_a_locked_chain_stands_as_it_is() -> None:
    given = chained(person=candidate(), locks=(Lock("c1", "n1", then=(Leg("n2", 10, 18),)),))
    assert codes(given, placed(given, "c1", *BOTH)) == []
    assert codes(given, placed(given, "c1", ("n1", 0, 10))) == ["lock"]


def test_five_courses_are_one_too_many() -> None:
    kinds = [course(f"k{n}") for n in range(5)]
    times = [intake(f"t{n}", f"k{n}", (n, n + 1)) for n in range(5)]
    given = problem(candidate(), need(weeks=(6, 10)), *kinds, *times)
    by = [t.id for t in times]
    assert codes(given, placed(given, "c1", ("n1", 6, 10), by=by)) == ["path_length"]
    assert codes(given, placed(given, "c1", ("n1", 6, 10), by=by[:4])) == []


# --- courses alone --------------------------------------------------------------------------------

LATER = Opening("o1", 5.0, "snickare", items=frozenset({"HETA"}))
HETA = course("k1", grants_certificates={"HETA": 8})


def training(given: Problem, *by: str, **changes: Any) -> Training:
    ends = {k.id: k.end_week for k in given.intakes}
    sound = Training("c1", by, max(ends[name] for name in by), "o1", 5.0, {"opening": 5.0})
    return replace(sound, **changes)


def learning(*parts: Any, **changes: Any) -> Problem:
    """c1 can learn HETA in weeks 0-2; o1 asks for it."""
    person = changes.pop("person", candidate())
    return problem(person, HETA, intake("t1", "k1", (0, 2)), LATER, *parts, **changes)


def alone(given: Problem, *trainings: Training) -> list[str]:
    return [violation.code for violation in verify(given, (), trainings)]


def test_courses_that_open_work_stand() -> None:
    given = learning()
    assert alone(given, training(given, "t1")) == []
    dear = replace(given, intakes=(intake("t1", "k1", (0, 2), cost_sek=10_000.0),))
    assert alone(dear, training(dear, "t1")) == ["figures"]
    paid = training(dear, "t1", value=4.5, value_parts={"opening": 5.0, "cost": -0.5})
    assert alone(dear, paid) == []


def test_courses_that_open_nothing_are_caught() -> None:
    person = candidate(certificates={"HETA": 3})
    given = learning(person=person)
    assert alone(given, training(given, "t1")) == ["training"]
    runs_out = candidate(certificates={"HETA": 2})  # not valid in week 2, when the course ends
    given = learning(person=runs_out)
    assert alone(given, training(given, "t1")) == []
    painter = candidate(trades=(TradeWish("målare"),))
    given = learning(person=painter)
    assert alone(given, training(given, "t1")) == ["training"]
    given = learning()
    assert alone(given, training(given, "t1", opening="o9")) == ["known"]
    other = learning(course("k2"), intake("t2", "k2", (3, 4)))
    assert alone(other, training(other, "t1", "t2")) == ["training"]
    late = learning(course("k2"), intake("t2", "k2", (10, 12)))  # HETA has run out by week 12
    assert alone(late, training(late, "t1", "t2")) == ["training"]
    given = learning(need(), Pair("c1", "n1", 1.0))
    assert alone(given, training(given, "t1")) == ["training"]


def test_a_language_step_opens_work_by_the_best_of_its_languages() -> None:
    speaks = Opening("o1", 5.0, languages=frozenset({"sv", "en"}), language_level=2)
    steps = (
        course("b", grants_languages={"sv": 1}),
        course("c", grants_languages={"sv": 2}, prerequisites=Prerequisites(languages={"sv": 1})),
    )
    times = (intake("tb", "b", (0, 3)), intake("tc", "c", (4, 7)))
    given = problem(candidate(), *steps, *times, speaks)
    assert alone(given, training(given, "tb", "tc")) == []
    assert alone(given, training(given, "tb")) == ["training"]
    assert alone(given, training(given, "tc")) == ["prerequisites"]
    fluent = replace(given, candidates=(candidate(languages={"en": 2}),))
    assert alone(fluent, training(fluent, "tb", "tc")) == ["training"]


def test_the_best_work_opened_is_the_one_told() -> None:
    better = Opening("o2", 6.0, items=frozenset({"HETA"}))
    given = learning(better)
    assert alone(given, training(given, "t1")) == ["training"]
    right_one = training(given, "t1", opening="o2", value=6.0, value_parts={})
    assert alone(given, right_one) == []
    assert alone(given, replace(right_one, value_parts={"opening": 5.0})) == ["figures"]
    assert alone(given, replace(right_one, end_week=3)) == ["figures"]


def test_courses_alone_keep_the_rules_of_courses() -> None:
    shut = learning(person=candidate(consent=False))
    assert alone(shut, training(shut, "t1")) == ["consent"]
    leaves = learning(person=candidate(available_to_week=1))
    assert alone(leaves, training(leaves, "t1")) == ["path_available"]
    given = learning()
    assert alone(given, training(given, "t1"), training(given, "t1")) == ["one_future", "seats"]


# --- money, groups, goals -------------------------------------------------------------------------


def test_a_budget_binds_its_payer_in_its_weeks() -> None:
    def given(limit: float, **window: int) -> Problem:
        dear = intake("t1", "k1", (2, 4), cost_sek=1000.0, payer="kommunen", seats=2)
        budget = Budget("b1", "kommunen", limit, **window)
        people = (candidate(), candidate("c2"))
        return problem(*people, HETA, dear, LATER, budget)

    def spent(problem: Problem) -> list[str]:
        worth = {"value": 4.95, "value_parts": {}}
        both = [training(problem, "t1", candidate=name, **worth) for name in ("c1", "c2")]
        return alone(problem, *both)

    assert spent(given(2000.0)) == []
    assert spent(given(1999.0)) == ["budget"]
    assert spent(given(0.0, from_week=3)) == []
    assert spent(given(0.0, from_week=2, to_week=3)) == ["budget"]
    assert spent(given(0.0, from_week=0, to_week=2)) == []


def together(scope: Any = "site", **changes: Any) -> Problem:
    people = (candidate(), candidate("c2"))
    group = Together("g1", ("c1", "c2"), scope)
    needs = (need(), need("n2"), need("n3", site="s2"))
    return problem(*people, site(), site("s2"), *needs, group, **changes)


def test_a_group_is_placed_at_one_site_or_not_at_all() -> None:
    given = together()

    def plan(*needs: str) -> list[str]:
        people = zip(("c1", "c2"), needs, strict=False)
        return codes(given, *(placed(given, who, (name, 0, 10)) for who, name in people))

    assert plan() == []
    assert plan("n1") == ["together"]
    assert plan("n1", "n2") == []
    assert plan("n1", "n3") == ["together"]
    given = together("need")
    assert plan("n1", "n2") == ["together"]


def test_the_others_go_where_a_locked_one_goes_or_nowhere() -> None:
    given = together(locks=(Lock("c1", "n1"),))
    locked = placed(given, "c1", ("n1", 0, 10))
    assert codes(given, locked) == []
    assert codes(given, locked, placed(given, "c2", ("n2", 0, 10))) == []
    assert codes(given, locked, placed(given, "c2", ("n3", 0, 10))) == ["together"]
    apart = together(locks=(Lock("c1", "n1"), Lock("c2", "n3")))
    both = (placed(apart, "c1", ("n1", 0, 10)), placed(apart, "c2", ("n3", 0, 10)))
    assert codes(apart, *both) == ["together"]


def test_one_who_goes_in_a_group_gets_no_chain() -> None:
    given = chained()
    given = replace(given, candidates=(APPRENTICE, candidate("c2")))
    given = replace(given, together=(Together("g1", ("c1", "c2")),))
    found = codes(given, placed(given, "c1", *BOTH))
    assert found == ["chain", "together"]


GOALS = {
    "floor of people": (Goal("g", "floor", "people", frozenset({"c1"}), 2, 3.0), (1, 2, 1, 3.0)),
    "share of people": (
        Goal("g", "share", "people", frozenset({"c1"}), 0.75, 2.0),
        (1, 1.5, 0.5, 1.0),
    ),
    "share of weeks": (
        Goal("g", "share", "weeks", frozenset({"c1"}), 0.5, 2.0),
        (18, 11.5, 0, 0),
    ),
    "weeks on some needs": (
        Goal("g", "floor", "weeks", frozenset({"c1"}), 10, 1.0, frozenset({"n2"})),
        (8, 10, 2, 2.0),
    ),
    "people on some needs": (
        Goal("g", "share", "people", frozenset({"c2"}), 1.0, 1.0, frozenset({"n2"})),
        (0, 1, 1, 1.0),
    ),
}


@pytest.mark.parametrize("name", GOALS)
def test_goals_are_counted_over_every_leg(name: str) -> None:
    goal, figures = GOALS[name]
    given = replace(chained(), candidates=(APPRENTICE, candidate("c2")), goals=(goal,))
    given = replace(given, needs=(need(headcount=2), given.needs[1]))
    plan = (placed(given, "c1", *BOTH), placed(given, "c2", ("n1", 5, 10)))
    true = GoalOutcome("g", *figures)
    assert goal_outcomes(given, plan) == (true,)
    value = plan[0].value + plan[1].value - true.paid
    assert objective(given, plan) == pytest.approx(value)
    assert codes(given, *plan, goals=(true,), objective=value) == []
    assert codes(given, *plan, goals=(replace(true, reached=7.0),)) == ["goals"]
    assert codes(given, *plan, goals=()) == ["goals"]
    assert codes(given, *plan, goals=(true, replace(true, goal="x"))) == ["goals"]
    assert codes(given, *plan, objective=value + 1) == ["objective"]


def test_a_kept_proposal_counts_in_full_only_as_it_was() -> None:
    def keep(*kept: Kept) -> float:
        given = replace(chained(), kept=kept)
        return float(placed(given, "c1", *BOTH).value_parts.get("keep", 0.0))

    assert keep(Kept("c1", "n1")) == 2.0
    assert keep(Kept("c1", "n1", 0, 10)) == 2.0
    assert keep(Kept("c1", "n1", 0, 9)) == 1.0
    assert keep(Kept("c1", "n1", 0, 10, ("t1",))) == 1.0
    assert keep(Kept("c1", "n1", 0, 9), Kept("c1", "n1", 0, 10)) == 2.0
    assert keep(Kept("c1", "n2", 10, 18)) == 0.0
