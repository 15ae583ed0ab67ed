"""Faulty decisions, budgets, groups, goals, openings and stages are refused with the item named."""

from dataclasses import replace
from typing import Any

import pytest

from matchning.optimering import (
    Budget,
    Candidate,
    Course,
    Forbidden,
    Goal,
    Intake,
    Kept,
    Leg,
    Lock,
    Need,
    Opening,
    Pair,
    Problem,
    ProblemError,
    Site,
    Stage,
    Together,
    TradeWish,
    Weights,
    Yrkesbevis,
    solve,
)
from matchning.optimering.validation import validate

from .builders import candidate, course, intake, need, problem, site

PEOPLE = (candidate(), candidate("c2"), candidate("c3"))
SOUND: tuple[Candidate | Site | Need | Course | Intake, ...] = (
    *PEOPLE,
    site(),
    need(),
    need("n2", weeks=(10, 18)),
    need("n3", weeks=(5, 15), trade="målare"),
    course("k1"),
    intake("t1", "k1", (0, 2), payer="kommunen"),
)
HERS = frozenset({"c1"})
GOAL = Goal("g1", "share", "people", HERS, 0.5, 1.0)


def with_(*parts: Any, **changes: Any) -> Problem:
    return problem(*SOUND, *parts, **changes)


def chain(*legs: tuple[str, int, int], **changes: Any) -> Problem:
    """A lock on n1 in weeks 0-10 that goes on with those legs."""
    lock = Lock("c1", "n1", 0, 10, then=tuple(Leg(*leg) for leg in legs))
    return with_(locks=(lock,), **changes)


def hours(done: float) -> Problem:
    return problem(candidate(trades=(TradeWish("snickare", hours_done=done),)))


NAN, INFINITE = float("nan"), float("inf")
ANY: Any = "något annat"
FAULTS: dict[str, tuple[Problem, str, str]] = {
    "budget twice": (
        with_(Budget("b", "x", 1.0), Budget("b", "y", 1.0)),
        "duplicate_id",
        "budgets[b]",
    ),
    "budget without id": (with_(Budget("", "x", 1.0)), "empty_id", "budgets"),
    "budget without payer": (with_(Budget("b", "", 1.0)), "empty_id", "budgets[b].payer"),
    "negative budget": (with_(Budget("b", "x", -1.0)), "negative", "budgets[b].limit_sek"),
    "budget that is no number": (
        with_(Budget("b", "x", NAN)),
        "not_a_number",
        "budgets[b].limit_sek",
    ),
    "absurd budget": (with_(Budget("b", "x", 1e10)), "absurd", "budgets[b].limit_sek"),
    "budget of no weeks": (with_(Budget("b", "x", 1.0, 4, 4)), "empty_interval", "budgets[b]"),
    "budget after the end": (with_(Budget("b", "x", 1.0, 20)), "outside_horizon", "budgets[b]"),
    "budget before week 0": (with_(Budget("b", "x", 1.0, -1)), "negative", "budgets[b].from_week"),
    "group twice": (
        with_(Together("g", ("c1", "c2")), Together("g", ("c3", "c2"))),
        "duplicate_id",
        "together[g]",
    ),
    "group of one": (with_(Together("g", ("c1",))), "empty_set", "together[g]"),
    "group of none": (with_(Together("g", ())), "empty_set", "together[g]"),
    "group with a stranger": (
        with_(Together("g", ("c1", "c9"))),
        "unknown_reference",
        "together[g].candidates",
    ),
    "group with a person twice": (
        with_(Together("g", ("c1", "c1"))),
        "contradiction",
        "together[g].candidates",
    ),
    "a person in two groups": (
        with_(Together("g", ("c1", "c2")), Together("h", ("c2", "c3"))),
        "contradiction",
        "together[h].candidates",
    ),
    "group of another scope": (
        with_(Together("g", ("c1", "c2"), ANY)),
        "out_of_range",
        "together[g].scope",
    ),
    "a locked chain in a group": (
        chain(("n2", 10, 18), together=(Together("g", ("c1", "c2")),)),
        "contradiction",
        "together[g].candidates",
    ),
    "goal twice": (with_(GOAL, GOAL), "duplicate_id", "goals[g1]"),
    "share above 1": (with_(replace(GOAL, target=1.1)), "out_of_range", "goals[g1].target"),
    "negative target": (with_(replace(GOAL, target=-0.1)), "negative", "goals[g1].target"),
    "negative price": (with_(replace(GOAL, price=-1.0)), "negative", "goals[g1].price"),
    "endless price": (with_(replace(GOAL, price=INFINITE)), "not_a_number", "goals[g1].price"),
    "share of nobody": (with_(replace(GOAL, group=frozenset())), "empty_set", "goals[g1].group"),
    "goal on no need": (with_(replace(GOAL, needs=frozenset())), "empty_set", "goals[g1].needs"),
    "goal for a stranger": (
        with_(replace(GOAL, group=frozenset({"c9"}))),
        "unknown_reference",
        "goals[g1].group",
    ),
    "goal on an unknown need": (
        with_(replace(GOAL, needs=frozenset({"n9"}))),
        "unknown_reference",
        "goals[g1].needs",
    ),
    "goal of another kind": (with_(replace(GOAL, kind=ANY)), "out_of_range", "goals[g1].kind"),
    "goal of another measure": (
        with_(replace(GOAL, measure=ANY)),
        "out_of_range",
        "goals[g1].measure",
    ),
    "opening twice": (
        with_(Opening("o", 1.0), Opening("o", 2.0)),
        "duplicate_id",
        "openings[o]",
    ),
    "negative opening": (with_(Opening("o", -1.0)), "negative", "openings[o].value"),
    "opening at level 7": (
        with_(Opening("o", 1.0, language_level=7)),
        "out_of_range",
        "openings[o].language_level",
    ),
    "stage twice": (
        with_(stages=(Stage("filled"), Stage("value"), Stage("filled"))),
        "duplicate_value",
        "stages[filled]",
    ),
    "unknown stage": (with_(stages=(Stage(ANY),)), "out_of_range", f"stages[{ANY}]"),
    "tolerance above 1": (
        with_(stages=(Stage("filled", 1.5),)),
        "out_of_range",
        "stages[filled].tolerance",
    ),
    "negative hours done": (hours(-1.0), "negative", "candidates[c1].trades[0].hours_done"),
    "hours that are no number": (
        hours(NAN),
        "not_a_number",
        "candidates[c1].trades[0].hours_done",
    ),
    "negative hour account": (
        with_(yrkesbevis=Yrkesbevis({"snickare": -1.0})),
        "negative",
        "yrkesbevis.hours[snickare]",
    ),
    "a week of 169 hours": (
        with_(yrkesbevis=Yrkesbevis(hours_per_week=169.0)),
        "out_of_range",
        "yrkesbevis.hours_per_week",
    ),
    "negative bonus": (
        with_(weights=Weights(yrkesbevis=-1.0)),
        "negative",
        "weights.yrkesbevis",
    ),
    "chains of none": (with_(max_legs=0), "out_of_range", "max_legs"),
    "chains of four": (with_(max_legs=4), "out_of_range", "max_legs"),
    "kept for half its weeks": (
        with_(kept=(Kept("c1", "n1", 3),)),
        "half_interval",
        "kept[c1 → n1]",
    ),
    "kept beyond the end": (
        with_(kept=(Kept("c1", "n1", 3, 21),)),
        "outside_horizon",
        "kept[c1 → n1]",
    ),
    "kept by an unknown course": (
        with_(kept=(Kept("c1", "n1", intakes=("t9",)),)),
        "unknown_reference",
        "kept[c1 → n1].intakes",
    ),
    "locked by the same course twice": (
        with_(locks=(Lock("c1", "n1", intakes=("t1", "t1")),)),
        "duplicate_value",
        "locks[c1 → n1].intakes",
    ),
    "a leg on an unknown need": (
        chain(("n9", 10, 18)),
        "unknown_reference",
        "locks[c1 → n1].then",
    ),
    "a leg outside its need": (chain(("n2", 9, 18)), "outside_need", "locks[c1 → n1].then"),
    "a leg of no weeks": (chain(("n2", 12, 12)), "empty_interval", "locks[c1 → n1].then"),
    "a leg of another trade": (chain(("n3", 10, 15)), "contradiction", "locks[c1 → n1].then"),
    "legs that overlap": (
        chain(("n2", 10, 14), ("n2", 12, 18)),
        "contradiction",
        "locks[c1 → n1].then",
    ),
    "the same need twice": (
        chain(("n2", 10, 12), ("n2", 14, 18)),
        "contradiction",
        "locks[c1 → n1].then",
    ),
    "a later leg rejected": (
        chain(("n2", 10, 18), forbidden=(Forbidden("c1", "n2"),)),
        "contradiction",
        "locks[c1 → n1]",
    ),
    "a chain among given pairs": (
        chain(("n2", 10, 18), pairs=(Pair("c1", "n1", 1.0), Pair("c1", "n2", 1.0))),
        "unknown_reference",
        "locks[c1 → n1]",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_problem_is_refused_by_name(name: str) -> None:
    faulty, code, item = FAULTS[name]
    with pytest.raises(ProblemError) as fault:
        solve(faulty)
    assert (fault.value.code, fault.value.item) == (code, item)


def test_faulty_aims_are_refused_with_given_pairs_too() -> None:
    given = with_(Together("g", ("c1",)), Pair("c1", "n1", 1.0))
    with pytest.raises(ProblemError, match="minst två"):
        solve(given)


def test_what_is_odd_but_possible_passes() -> None:
    """A payer of nothing, a budget that outlives the plan, a goal out of reach, no support left."""
    validate(
        with_(
            Budget("b1", "ingen", 0.0, 3, 999),
            Budget("b2", "ingen", 5.0),
            replace(GOAL, kind="floor", target=500.0, price=0.0),
            Opening("o", 0.0, trade="okänt yrke"),
            Together("g", ("c1", "c2"), "need"),
            stages=(Stage("stability", 1.0), Stage("filled")),
            kept=(Kept("c1", "n1"), Kept("c1", "n1", 3, 19)),
            locks=(Lock("c3", "n1", 0, 10, then=(Leg("n2", 12, 18),)),),
            max_legs=1,
        )
    )
