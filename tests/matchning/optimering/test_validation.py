"""Every faulty problem is refused with the item named; a sound one passes."""

from dataclasses import replace
from typing import Any

import pytest

from matchning.optimering import (
    DemandStep,
    Forbidden,
    Kept,
    Lock,
    Pair,
    Prerequisites,
    Problem,
    ProblemError,
    TradeWish,
    solve,
)
from matchning.optimering.generate import generate
from matchning.optimering.validation import validate

from .builders import candidate, course, intake, need, problem, site

SOUND = (candidate(), site(), need(), course("k1"), intake("t1", "k1", (0, 2)))


def with_(*parts: Any, **changes: Any) -> Problem:
    """The sound problem with some entries exchanged for those of the same kind."""
    kinds = {type(part) for part in parts}
    return problem(*(p for p in SOUND if type(p) not in kinds), *parts, **changes)


def steps(*weeks: tuple[int, int]) -> tuple[DemandStep, ...]:
    return tuple(DemandStep(start, end, 1) for start, end in weeks)


def asks(*courses: str) -> Prerequisites:
    return Prerequisites(courses=frozenset(courses))


FAULTS: dict[str, tuple[Problem, str, str]] = {
    "no weeks": (with_(weeks=0), "out_of_range", "weeks"),
    "too many weeks": (with_(weeks=1041), "out_of_range", "weeks"),
    "candidate twice": (with_(candidate(), candidate()), "duplicate_id", "candidates[c1]"),
    "site twice": (with_(site(), site()), "duplicate_id", "sites[s1]"),
    "need twice": (with_(need(), need()), "duplicate_id", "needs[n1]"),
    "course twice": (with_(course("k1"), course("k1")), "duplicate_id", "courses[k1]"),
    "intake twice": (
        with_(intake("t1", "k1", (0, 2)), intake("t1", "k1", (3, 4))),
        "duplicate_id",
        "intakes[t1]",
    ),
    "empty id": (with_(candidate("")), "empty_id", "candidates"),
    "unknown site": (with_(need(site="s9")), "unknown_reference", "needs[n1].site"),
    "unknown course": (
        with_(intake("t1", "k9", (0, 2))),
        "unknown_reference",
        "intakes[t1].course",
    ),
    "unknown mode": (
        with_(candidate(modes=frozenset({"häst"}))),
        "unknown_reference",
        "candidates[c1].modes",
    ),
    "unknown prerequisite": (
        with_(course("k1", prerequisites=asks("k9"))),
        "unknown_reference",
        "courses[k1].prerequisites.courses",
    ),
    "a course that asks for itself": (
        with_(course("k1", prerequisites=asks("k1"))),
        "cycle",
        "courses[k1].prerequisites.courses",
    ),
    "nan": (
        with_(candidate(hours_per_week=float("nan"))),
        "not_a_number",
        "candidates[c1].hours_per_week",
    ),
    "infinity": (
        with_(intake("t1", "k1", (0, 2), cost_sek=float("inf"))),
        "not_a_number",
        "intakes[t1].cost_sek",
    ),
    "negative hours": (
        with_(need(tutor_hours_per_week=-1.0)),
        "negative",
        "needs[n1].tutor_hours_per_week",
    ),
    "negative headcount": (with_(need(headcount=-1)), "negative", "needs[n1].demand[0].headcount"),
    "negative seats": (
        with_(intake("t1", "k1", (0, 2), seats=-1)),
        "negative",
        "intakes[t1].seats",
    ),
    "negative weight": (with_(need(weight=-1.0)), "negative", "needs[n1].weight"),
    "negative minutes": (
        with_(travel_minutes={"c1": {"s1": -3.0}}),
        "negative",
        "travel_minutes[c1][s1]",
    ),
    "absurd hours": (with_(need(hours_per_week=1e10)), "absurd", "needs[n1].hours_per_week"),
    "latitude alone": (with_(candidate(lat=59.0)), "half_place", "candidates[c1]"),
    "latitude 91": (with_(site(lat=91.0, lon=18.0)), "out_of_range", "sites[s1].lat"),
    "longitude 181": (with_(site(lat=59.0, lon=181.0)), "out_of_range", "sites[s1].lon"),
    "two days": (with_(site(shift_end_hour=48.5)), "out_of_range", "sites[s1].shift_end_hour"),
    "afternoons": (
        with_(site(odd_hours=frozenset({"afternoon"}))),
        "unknown_reference",
        "sites[s1].odd_hours",
    ),
    "hour 25": (with_(site(shift_start_hour=25.0)), "out_of_range", "sites[s1].shift_start_hour"),
    "level 7": (
        with_(candidate(languages={"sv": 7})),
        "out_of_range",
        "candidates[c1].languages[sv]",
    ),
    "rung 3": (
        with_(candidate(trades=(TradeWish("snickare", 3),))),
        "out_of_range",
        "candidates[c1].trades[snickare].rung",
    ),
    "rank 0": (
        with_(candidate(trades=(TradeWish("snickare", 0, 0),))),
        "out_of_range",
        "candidates[c1].trades[snickare].rank",
    ),
    "trade twice": (
        with_(candidate(trades=(TradeWish("snickare"), TradeWish("snickare")))),
        "duplicate_trade",
        "candidates[c1].trades[snickare]",
    ),
    "no demand": (with_(need(demand=())), "empty_demand", "needs[n1].demand"),
    "empty step": (with_(need(demand=steps((3, 3)))), "empty_interval", "needs[n1].demand"),
    "step after the end": (with_(need(weeks=(5, 21))), "outside_horizon", "needs[n1].demand"),
    "steps apart": (with_(need(demand=steps((0, 3), (4, 6)))), "broken_demand", "needs[n1].demand"),
    "steps overlap": (
        with_(need(demand=steps((0, 3), (2, 6)))),
        "broken_demand",
        "needs[n1].demand",
    ),
    "rungs upside down": (
        with_(need(min_rung=2, max_rung=1)),
        "out_of_range",
        "needs[n1].max_rung",
    ),
    "shortest placement 0 weeks": (with_(need(min_weeks=0)), "out_of_range", "needs[n1].min_weeks"),
    "tutor weeks missing": (
        with_(site(tutor_hours_per_week=(1.0, 2.0))),
        "wrong_length",
        "sites[s1].tutor_hours_per_week",
    ),
    "intake after the end": (
        with_(intake("t1", "k1", (19, 21))),
        "outside_horizon",
        "intakes[t1]",
    ),
    "intake backwards": (with_(intake("t1", "k1", (3, 2))), "empty_interval", "intakes[t1]"),
    "more taken than seats": (
        with_(intake("t1", "k1", (0, 2), seats=1, taken=2)),
        "overfull",
        "intakes[t1]",
    ),
    "pair of an unknown need": (
        with_(Pair("c1", "n9", 1.0)),
        "unknown_reference",
        "pairs[c1 → n9]",
    ),
    "pair twice": (
        with_(Pair("c1", "n1", 1.0), Pair("c1", "n1", 2.0)),
        "duplicate_pair",
        "pairs[c1 → n1]",
    ),
    "pair of an excluded person": (
        with_(candidate(excluded=True), Pair("c1", "n1", 1.0)),
        "contradiction",
        "pairs[c1 → n1]",
    ),
    "pair outside its need": (
        with_(Pair("c1", "n1", 1.0, start_week=5, end_week=11)),
        "outside_need",
        "pairs[c1 → n1]",
    ),
    "lock on an unknown candidate": (
        with_(locks=(Lock("c9", "n1"),)),
        "unknown_reference",
        "locks[c9 → n1]",
    ),
    "lock on an unknown intake": (
        with_(locks=(Lock("c1", "n1", intakes=("t9",)),)),
        "unknown_reference",
        "locks[c1 → n1].intakes",
    ),
    "lock outside its need": (
        with_(locks=(Lock("c1", "n1", 5, 12),)),
        "outside_need",
        "locks[c1 → n1]",
    ),
    "locked twice": (
        with_(locks=(Lock("c1", "n1"), Lock("c1", "n1", 2, 6))),
        "contradiction",
        "locks[c1 → n1]",
    ),
    "locked and rejected": (
        with_(locks=(Lock("c1", "n1"),), forbidden=(Forbidden("c1", "n1"),)),
        "contradiction",
        "locks[c1 → n1]",
    ),
    "locked without consent": (
        with_(candidate(consent=False), locks=(Lock("c1", "n1"),)),
        "contradiction",
        "locks[c1 → n1]",
    ),
    "lock without its pair": (
        with_(candidate("c1"), candidate("c2"), Pair("c2", "n1", 1.0), locks=(Lock("c1", "n1"),)),
        "unknown_reference",
        "locks[c1 → n1]",
    ),
    "rejection of an unknown need": (
        with_(forbidden=(Forbidden("c1", "n9"),)),
        "unknown_reference",
        "forbidden[c1 → n9]",
    ),
    "kept for an unknown candidate": (
        with_(kept=(Kept("c9", "n1"),)),
        "unknown_reference",
        "kept[c9 → n1]",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_problem_is_refused_by_name(name: str) -> None:
    faulty, code, item = FAULTS[name]
    with pytest.raises(ProblemError) as fault:
        solve(faulty)
    assert (fault.value.code, fault.value.item) == (code, item)


def test_a_ring_of_courses_is_spelt_out() -> None:
    ring = (
        course("k1", prerequisites=asks("k2")),
        course("k2", prerequisites=asks("k3")),
        course("k3", prerequisites=asks("k1")),
    )
    with pytest.raises(ProblemError, match=r"Förkunskaperna går runt: k\d → k\d → k\d → k\d"):
        solve(with_(*ring))


def test_what_is_odd_but_possible_passes() -> None:
    """An expired certificate, availability before week 0, no seats, an empty step, no people."""
    validate(
        with_(
            candidate(certificates={"HETA": -3}, available_from_week=-5, available_to_week=99),
            need(demand=(DemandStep(0, 4, 0), DemandStep(4, 8, 2))),
            intake("t1", "k1", (0, 2), seats=0),
            site(tutor_hours_per_week=0.0),
        )
    )
    validate(Problem(weeks=1))
    validate(replace(with_(), pairs=()))


def test_generated_problems_are_sound() -> None:
    for seed in range(5):
        validate(generate(candidates=50, needs=20, courses=20, seed=seed))
    validate(generate(candidates=0, needs=0, courses=0, seed=0))
