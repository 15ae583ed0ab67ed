"""The verifier catches a hand-made breach of every rule, and nothing else with it."""

from dataclasses import replace
from typing import Any

import pytest

from matchning.optimering import (
    Candidate,
    DemandStep,
    Forbidden,
    Lock,
    Need,
    Pair,
    Placement,
    Prerequisites,
    Problem,
    Requirements,
    Site,
    TradeWish,
    verify,
)
from matchning.optimering.book import Book
from matchning.optimering.registry import PAIR_RULES, PATH_RULES, PLAN_RULES

from .builders import candidate, course, intake, need, problem, right, site

STOCKHOLM, SODERTALJE = (59.33, 18.06), (59.20, 17.63)  # some 30 km apart


def place(given: Problem, **changes: Any) -> Placement:
    """c1 on n1 for all of its weeks, with the right figures unless a change says otherwise."""
    start, end = given.needs[0].start_week, given.needs[0].end_week
    bare = Placement("c1", "n1", start, end, (), 0.0, {}, 0.0)
    told = {name: changes.pop(name) for name in ("value", "value_parts") if name in changes}
    hours = {"tutor_hours_per_week": changes.pop("hours")} if "hours" in changes else {}
    bare = replace(bare, **changes)
    if not Book(given).unknown(bare):
        bare = right(given, bare)
    return replace(bare, **told, **hours)


def codes(given: Problem, *placements: Placement) -> list[str]:
    return [violation.code for violation in verify(given, placements)]


def test_a_sound_plan_passes() -> None:
    given = problem(candidate(), need())
    assert codes(given, place(given)) == []


PERSON_RULES: dict[str, tuple[Candidate, Need, Site]] = {
    "consent": (candidate(consent=False), need(), site()),
    "not_excluded": (candidate(excluded=True), need(), site()),
    "trade": (candidate(trades=(TradeWish("målare"),)), need(), site()),
    "rung": (candidate(trades=(TradeWish("snickare", 0),)), need(min_rung=1), site()),
    "dates": (candidate(available_to_week=9), need(), site()),
    "hours": (candidate(hours_per_week=30.0), need(hours_per_week=40.0), site()),
    "shift_hour": (candidate(earliest_shift_hour=7.0), need(), site(shift_start_hour=6.5)),
    "shift_end": (candidate(latest_end_hour=16.0), need(), site(shift_end_hour=16.5)),
    "odd_hours": (
        candidate(odd_hours={"night": False, "evening": True}),
        need(),
        site(odd_hours=frozenset({"evening", "night"})),
    ),
    "transport": (candidate(), need(), site(shift_start_hour=5.5)),
    "travel_time": (
        candidate(lat=STOCKHOLM[0], lon=STOCKHOLM[1], max_travel_minutes=60.0),
        need(),
        site(lat=SODERTALJE[0], lon=SODERTALJE[1]),
    ),
    "licence": (
        candidate(licences=frozenset({"B"})),
        need(must=Requirements(licences=frozenset({"C"}))),
        site(),
    ),
    "adaptation": (
        candidate(cannot=frozenset({"lyft"})),
        need(task_demands=frozenset({"lyft"})),
        site(adaptations=frozenset({"damm"})),
    ),
    "age": (candidate(age_years=17), need(age_min=18), site()),
    "skills": (
        candidate(skills=frozenset({"såga"})),
        need(must=Requirements(skills=frozenset({"mura"}))),
        site(),
    ),
    "certificates": (
        candidate(certificates={"HETA": 0}),
        need(must=Requirements(certificates=frozenset({"HETA"}))),
        site(),
    ),
    "support": (
        candidate(support=frozenset({"introduktionsjobb"})),
        need(support=frozenset({"introduktionsjobb", "nystartsjobb"})),
        site(support_unmet=frozenset({"introduktionsjobb"})),
    ),
    "language": (
        candidate(languages={"sv": 1, "en": 6}),
        need(language_level=2),
        site(crew_languages=frozenset({"sv"})),
    ),
}


@pytest.mark.parametrize("code", PERSON_RULES)
def test_each_person_rule_is_caught_alone(code: str) -> None:
    given = problem(*PERSON_RULES[code])
    assert codes(given, place(given)) == [code]


def test_unknown_age_does_not_meet_a_legal_age_limit() -> None:
    given = problem(candidate(age_years=None), need(age_min=18))
    assert codes(given, place(given)) == ["age"]


def test_support_that_nobody_has_asked_about_blocks_nothing() -> None:
    asks = need(support=frozenset({"introduktionsjobb"}))
    given = problem(candidate(), asks)
    assert codes(given, place(given)) == []
    shut = site(support_unmet=frozenset({"introduktionsjobb"}))
    given = problem(candidate(), asks, shut)
    assert codes(given, place(given)) == ["support"]


def test_a_rejected_pair_is_caught() -> None:
    given = problem(candidate(), need(), forbidden=(Forbidden("c1", "n1"),))
    assert codes(given, place(given)) == ["not_forbidden"]


def test_a_late_start_is_caught_from_the_latest_step_that_adds_people() -> None:
    steps = (DemandStep(0, 6, 1), DemandStep(6, 12, 2))
    given = problem(candidate(), need(demand=steps, max_delay_weeks=1))
    late = [
        start for start in range(12) if codes(given, place(given, start_week=start)) == ["delay"]
    ]
    assert late == [2, 3, 4, 5, 8, 9, 10, 11]


def test_a_placement_shorter_than_the_need_allows_is_caught() -> None:
    given = problem(candidate(), need(min_weeks=4))
    assert codes(given, place(given, end_week=3)) == ["dates"]


def test_a_start_before_she_is_available_is_caught() -> None:
    given = problem(candidate(available_from_week=2), need())
    assert codes(given, place(given)) == ["dates"]


def with_courses(*extra: Any, **changes: Any) -> Problem:
    """c1 lacks HETA, which course k1 gives in weeks 0-2; the need runs weeks 4-10."""
    asks = need(weeks=(4, 10), must=Requirements(certificates=frozenset({"HETA"})))
    gives = course("k1", grants_certificates={"HETA": None}, **changes)
    return problem(candidate(), asks, gives, intake("t1", "k1", (0, 2)), *extra)


def test_a_course_closes_a_gap() -> None:
    given = with_courses()
    assert codes(given, place(given)) == ["certificates"]
    assert codes(given, place(given, intakes=("t1",))) == []


def test_a_certificate_that_runs_out_before_the_start_is_caught() -> None:
    gives = course("k1", grants_certificates={"HETA": 2})  # valid in weeks 2 and 3
    asks = need(weeks=(3, 10), must=Requirements(certificates=frozenset({"HETA"})))
    given = problem(candidate(), asks, gives, intake("t1", "k1", (0, 2)))
    assert codes(given, place(given, intakes=("t1",), start_week=3)) == []
    assert codes(given, place(given, intakes=("t1",), start_week=4)) == ["certificates"]


def test_courses_that_overlap_are_caught() -> None:
    given = with_courses(course("k2"), intake("t2", "k2", (1, 3)))
    assert codes(given, place(given, intakes=("t1", "t2"))) == ["path_order"]


def test_a_course_that_ends_after_the_start_is_caught() -> None:
    given = with_courses(course("k2"), intake("t2", "k2", (3, 5)))
    assert codes(given, place(given, intakes=("t1", "t2"))) == ["path_order"]


def test_a_course_before_she_is_available_is_caught() -> None:
    given = with_courses()
    person = replace(given.candidates[0], available_from_week=1)
    given = replace(given, candidates=(person,))
    assert codes(given, place(given, intakes=("t1",))) == ["path_available"]


PREREQUISITES = {
    "skills": Prerequisites(skills=frozenset({"mura"})),
    "certificates": Prerequisites(certificates=frozenset({"SCT"})),
    "licences": Prerequisites(licences=frozenset({"B"})),
    "languages": Prerequisites(languages={"sv": 2}),
    "courses": Prerequisites(courses=frozenset({"k2"})),
}


@pytest.mark.parametrize("kind", PREREQUISITES)
def test_a_missing_prerequisite_is_caught(kind: str) -> None:
    given = with_courses(course("k2"), prerequisites=PREREQUISITES[kind])
    assert codes(given, place(given, intakes=("t1",))) == ["prerequisites"]


def test_a_course_too_far_away_is_caught() -> None:
    given = with_courses()
    lat, lon = STOCKHOLM
    person = replace(given.candidates[0], lat=lat, lon=lon, max_travel_minutes=60.0)
    far = replace(given.intakes[0], lat=SODERTALJE[0], lon=SODERTALJE[1])
    given = replace(given, candidates=(person,), intakes=(far,))
    assert codes(given, place(given, intakes=("t1",))) == ["course_travel"]


def test_unknown_names_are_caught() -> None:
    given = problem(candidate(), need())
    plan = (
        place(given, candidate="c9"),
        place(given, need="n9"),
        place(given, intakes=("t9",)),
    )
    assert codes(given, *plan) == ["known", "known", "known"]


def test_two_futures_for_one_person_are_caught() -> None:
    given = problem(candidate(), need(headcount=2))
    assert codes(given, place(given), place(given)) == ["one_future"]


def test_weeks_outside_the_need_are_caught() -> None:
    given = problem(candidate(), need(weeks=(2, 8)))
    assert codes(given, place(given, start_week=1)) == ["weeks", "headcount"]
    assert codes(given, place(given, end_week=9)) == ["weeks", "headcount"]
    assert codes(given, place(given, start_week=5, end_week=5)) == ["weeks", "dates"]
    assert codes(given, place(given, end_week=10**6)) == ["weeks", "headcount"]


def test_too_many_people_in_one_week_are_caught() -> None:
    steps = (DemandStep(0, 5, 2), DemandStep(5, 10, 1))
    given = problem(candidate(), candidate("c2"), need(demand=steps))
    both = (place(given), place(given, candidate="c2"))
    assert codes(given, *both) == ["headcount"]
    assert codes(given, both[0], place(given, candidate="c2", end_week=5)) == []


def test_too_many_on_a_course_are_caught() -> None:
    given = with_courses()
    given = replace(given, candidates=(candidate(), candidate("c2")))
    given = replace(given, needs=(replace(given.needs[0], demand=(DemandStep(4, 10, 2),)),))
    both = (place(given, intakes=("t1",)), place(given, candidate="c2", intakes=("t1",)))
    assert codes(given, *both) == ["seats"]
    more = replace(given, intakes=(replace(given.intakes[0], seats=3, taken=1),))
    assert codes(more, *both) == []


def test_too_many_tutor_hours_in_one_week_are_caught() -> None:
    hours = tuple([8.0] * 5 + [7.9] * 15)
    asks = need(headcount=2, tutor_hours_per_week=4.0)
    given = problem(candidate(), candidate("c2"), asks, site(tutor_hours_per_week=hours))
    both = (place(given), place(given, candidate="c2"))
    assert codes(given, *both) == ["tutor_hours"]
    assert codes(given, both[0], place(given, candidate="c2", end_week=5)) == []


def test_a_missing_lock_is_caught() -> None:
    given = problem(candidate(), need(), locks=(Lock("c1", "n1", 2, 8),))
    assert codes(given) == ["lock"]
    assert codes(given, place(given)) == ["lock"]
    assert codes(given, place(given, start_week=2, end_week=8)) == []


def test_a_lock_stands_against_the_person_rules_but_not_against_capacity() -> None:
    given = problem(
        candidate(trades=()),
        candidate("c2"),
        need(),
        locks=(Lock("c1", "n1"),),
    )
    assert codes(given, place(given)) == []
    assert codes(given, place(given), place(given, candidate="c2")) == ["headcount"]


def test_a_pair_that_was_not_given_is_caught() -> None:
    given = problem(candidate(), candidate("c2"), need(headcount=2), Pair("c1", "n1", 3.0))
    assert codes(given, place(given)) == []
    assert codes(given, place(given, candidate="c2")) == ["pair"]
    assert codes(given, place(given, start_week=1)) == ["pair"]


@pytest.mark.parametrize("wrong", [{"value": 99.0}, {"hours": 1.0}, {"value_parts": {"work": 1.0}}])
def test_a_wrong_figure_is_caught(wrong: dict[str, Any]) -> None:
    given = problem(candidate(), need(tutor_hours_per_week=4.0))
    assert codes(given, place(given, **wrong)) == ["figures"]


def test_a_wrong_figure_of_a_given_pair_is_caught() -> None:
    given = problem(candidate(), need(), Pair("c1", "n1", 3.0, tutor_hours_per_week=2.0))
    assert codes(given, place(given, value=3.1)) == ["figures"]
    assert codes(given, place(given, hours=2.5)) == ["figures"]


def test_every_rule_of_the_registry_has_a_test_above() -> None:
    tested = {
        *PERSON_RULES,
        "not_forbidden",
        "delay",
        "path_order",
        "path_available",
        "prerequisites",
        "course_travel",
        "known",
        "one_future",
        "weeks",
        "headcount",
        "seats",
        "tutor_hours",
        "lock",
        "pair",
        "figures",
        # in test_verifier_plan.py
        "path_length",
        "chain",
        "training",
        "budget",
        "together",
        "goals",
        "objective",
    }
    named = {rule.code for rule in (*PATH_RULES, *PLAN_RULES)}
    assert tested == named | {"support"} | {rule.code for rule in PAIR_RULES}
