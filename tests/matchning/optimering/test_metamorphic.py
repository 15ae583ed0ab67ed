"""What must not change the plan: order, names, and who a person is."""

from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchning.optimering import (
    Candidate,
    DemandStep,
    Options,
    Problem,
    problem_hash,
    solve,
)
from matchning.optimering.generate import generate

from .builders import PROVE, best, candidate, course, intake, need, plan, problem
from .strategies import problems
from .test_brute_force import EXAMPLES


def shuffled(given: Problem, seed: int) -> Problem:
    rng = Random(seed)

    def mix(items: tuple[Any, ...]) -> Any:
        return tuple(rng.sample(items, len(items)))

    lists = ("candidates", "sites", "needs", "courses", "intakes", "forbidden", "kept")
    return replace(given, **{name: mix(getattr(given, name)) for name in lists})


@settings(EXAMPLES, max_examples=25)
@given(problems(), st.integers(0, 99))
def test_the_order_of_lists_changes_nothing(given_problem: Problem, seed: int) -> None:
    first, second = best(given_problem), best(shuffled(given_problem, seed))
    assert plan(first) == plan(second)
    assert first.problem_hash == second.problem_hash
    assert first.unplaced == second.unplaced


@settings(EXAMPLES, max_examples=25)
@given(problems())
def test_new_names_change_nothing_but_ties(given_problem: Problem) -> None:
    def new(name: str) -> str:
        return f"z{9 - int(name[1:])}{name}"

    renamed = replace(
        given_problem,
        candidates=tuple(replace(c, id=new(c.id)) for c in given_problem.candidates),
        forbidden=tuple(replace(f, candidate=new(f.candidate)) for f in given_problem.forbidden),
        kept=tuple(replace(k, candidate=new(k.candidate)) for k in given_problem.kept),
    )
    assert best(renamed).objective == pytest.approx(best(given_problem).objective, abs=1e-6)


@settings(EXAMPLES, max_examples=25)
@given(problems())
def test_more_room_never_costs_anything(given_problem: Problem) -> None:
    """One more seat on every course, one more place on every need."""
    roomier = replace(
        given_problem,
        intakes=tuple(replace(k, seats=k.seats + 1) for k in given_problem.intakes),
        needs=tuple(
            replace(
                n,
                demand=tuple(
                    DemandStep(s.start_week, s.end_week, s.headcount + 1) for s in n.demand
                ),
            )
            for n in given_problem.needs
        ),
    )
    before, after = best(given_problem).objective, best(roomier).objective
    assert before is not None
    assert after is not None
    assert after >= before - 1e-6


def test_the_problem_knows_no_sex_origin_or_disability() -> None:
    """A new field of a candidate must be argued for here before it can touch a value."""
    assert {f.name for f in fields(Candidate)} == {
        "id",
        "consent",
        "excluded",
        "trades",
        "skills",
        "certificates",
        "licences",
        "languages",
        "completed_courses",
        "lat",
        "lon",
        "area",
        "max_travel_minutes",
        "modes",
        "available_from_week",
        "available_to_week",
        "hours_per_week",
        "earliest_shift_hour",
        "cannot",
        "age_years",
        "support",  # which support forms the law allows: a rule, never a value
        "known_from_week",
    }


def test_age_and_adaptation_needs_do_not_touch_the_plan_where_no_rule_asks() -> None:
    given_problem = generate(candidates=80, needs=30, courses=30, seed=4)
    open_needs = tuple(
        replace(n, age_min=None, task_demands=frozenset()) for n in given_problem.needs
    )
    given_problem = replace(given_problem, needs=open_needs)
    other = tuple(
        replace(c, age_years=None if k % 2 else 16 + k, cannot=frozenset({"tunga lyft", "damm"}))
        for k, c in enumerate(given_problem.candidates)
    )
    before, after = (
        solve(given_problem, PROVE),
        solve(replace(given_problem, candidates=other), PROVE),
    )
    assert len(before.placements) > 10
    assert before.placements == after.placements


def test_age_above_the_legal_limit_and_a_languages_name_are_worth_nothing() -> None:
    young, old = candidate(age_years=18), candidate(age_years=64)
    assert best(problem(young, need(age_min=18))).objective == (
        best(problem(old, need(age_min=18))).objective
    )
    somali, polish = candidate(languages={"so": 6}), candidate(languages={"pl": 6})
    assert best(problem(somali, need())).objective == best(problem(polish, need())).objective


def test_same_input_and_seed_give_the_same_answer() -> None:
    given_problem = generate(candidates=80, needs=30, courses=20, seed=9)
    first, second = (solve(given_problem, PROVE) for _ in range(2))
    assert replace(first, seconds=0.0) == replace(second, seconds=0.0)
    assert first.stats.solver == "HiGHS"


def test_another_seed_gives_a_plan_of_the_same_value() -> None:
    given_problem = generate(candidates=80, needs=30, courses=20, seed=9)
    values = {
        round(solve(given_problem, replace(PROVE, seed=seed)).objective or 0, 4)
        for seed in (0, 1, 2**35)
    }
    assert len(values) == 1


def test_the_hash_changes_with_any_content() -> None:
    base = problem(candidate(), need(), course("k1"), intake("t1", "k1", (0, 1)))
    others = [
        replace(base, weeks=21),
        replace(base, candidates=(candidate(hours_per_week=39.0),)),
        replace(base, labels={"n1": "Snickare"}),
        replace(base, weights=replace(base.weights, wish_share=0.3)),
        replace(base, pairs=()),
    ]
    assert len({problem_hash(p) for p in (base, *others)}) == 6


def test_the_generator_repeats_itself() -> None:
    first, second = (generate(candidates=20, needs=8, courses=5, seed=3) for _ in range(2))
    assert first == second
    assert first != generate(candidates=20, needs=8, courses=5, seed=4)
    assert solve(first, Options()).objective is not None
