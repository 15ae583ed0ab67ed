"""What must not change the plan: order, names, and who a person is."""

from dataclasses import fields, replace
from math import inf
from random import Random
from typing import Any

import pytest
from hypothesis import given
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
from .test_brute_force import many


def shuffled(given: Problem, seed: int) -> Problem:
    rng = Random(seed)

    def mix(items: tuple[Any, ...]) -> Any:
        return tuple(rng.sample(items, len(items)))

    lists = {
        *("candidates", "sites", "needs", "courses", "intakes", "forbidden", "kept", "locks"),
        *("budgets", "goals", "openings", "together"),
    }
    mixed = replace(given, **{name: mix(getattr(given, name)) for name in lists})
    groups = tuple(replace(g, candidates=mix(g.candidates)) for g in mixed.together)
    people = tuple(replace(c, trades=mix(c.trades)) for c in mixed.candidates)
    return replace(mixed, together=groups, candidates=people)


@many(40)
@given(problems(), st.integers(0, 99))
def test_the_order_of_lists_changes_nothing(given_problem: Problem, seed: int) -> None:
    first, second = best(given_problem), best(shuffled(given_problem, seed))
    assert plan(first) == plan(second)
    assert first.problem_hash == second.problem_hash
    assert first.unplaced == second.unplaced
    assert first.trainings == second.trainings


@many(40)
@given(problems())
def test_new_names_change_nothing_but_ties(given_problem: Problem) -> None:
    def new(name: str) -> str:
        return f"z{9 - int(name[1:])}{name}"

    def renamed(items: tuple[Any, ...]) -> Any:
        return tuple(replace(item, candidate=new(item.candidate)) for item in items)

    other = replace(
        given_problem,
        candidates=tuple(replace(c, id=new(c.id)) for c in given_problem.candidates),
        forbidden=renamed(given_problem.forbidden),
        kept=renamed(given_problem.kept),
        locks=renamed(given_problem.locks),
        together=tuple(
            replace(g, candidates=tuple(map(new, g.candidates))) for g in given_problem.together
        ),
        goals=tuple(replace(g, group=frozenset(map(new, g.group))) for g in given_problem.goals),
    )
    assert value(other) == pytest.approx(value(given_problem), abs=1e-6)


def value(given_problem: Problem) -> float:
    """What the best plan is worth; minus infinity where the locks cannot stand."""
    result = best(given_problem)
    assert result.status in {"optimal", "infeasible"}
    return -inf if result.objective is None else result.objective


def places(given_problem: Problem) -> Problem:
    def more(demand: tuple[DemandStep, ...]) -> tuple[DemandStep, ...]:
        return tuple(replace(step, headcount=step.headcount + 1) for step in demand)

    needs = tuple(replace(n, demand=more(n.demand)) for n in given_problem.needs)
    return replace(given_problem, needs=needs)


def seats(given_problem: Problem) -> Problem:
    intakes = tuple(replace(k, seats=k.seats + 1) for k in given_problem.intakes)
    return replace(given_problem, intakes=intakes)


def tutor_hours(given_problem: Problem) -> Problem:
    def more(hours: Any) -> Any:
        if isinstance(hours, tuple):
            return tuple(hour + 1.5 for hour in hours)
        return None if hours is None else hours + 1.5

    sites = tuple(
        replace(s, tutor_hours_per_week=more(s.tutor_hours_per_week)) for s in given_problem.sites
    )
    return replace(given_problem, sites=sites)


def money(given_problem: Problem) -> Problem:
    budgets = tuple(replace(b, limit_sek=b.limit_sek + 3000) for b in given_problem.budgets)
    return replace(given_problem, budgets=budgets)


def skills(given_problem: Problem) -> Problem:
    """Everyone who has been asked knows what no course teaches.

    What a course does teach is another matter: a path that is no longer needed takes with it what
    else it gave, and its later start.
    """
    taught = {
        code for c in given_problem.courses for code in (*c.grants_skills, *c.grants_certificates)
    }
    known = frozenset("SXYZVW") - taught
    people = tuple(
        c if c.skills is None else replace(c, skills=c.skills | known)
        for c in given_problem.candidates
    )
    return replace(given_problem, candidates=people)


MORE = {"place": places, "seat": seats, "tutor hour": tutor_hours, "budget": money, "skill": skills}


@pytest.mark.parametrize("what", MORE)
@many(25)
@given(given_problem=problems())
def test_more_of_anything_never_costs_anything(what: str, given_problem: Problem) -> None:
    """One more everywhere. (With stages the first of them would gain, at the others' cost.)"""
    given_problem = replace(given_problem, stages=())
    assert value(MORE[what](given_problem)) >= value(given_problem) - 1e-6


@many(25)
@given(problems(), st.lists(st.integers(16, 70), min_size=8, max_size=8))
def test_age_changes_nothing_where_no_law_asks(given_problem: Problem, years: list[int]) -> None:
    needs = tuple(replace(n, age_min=None) for n in given_problem.needs)
    given_problem = replace(given_problem, needs=needs)
    aged = zip(given_problem.candidates, years, strict=False)
    other = replace(given_problem, candidates=tuple(replace(c, age_years=age) for c, age in aged))
    first, second = best(given_problem), best(other)
    assert first.placements == second.placements
    assert (first.trainings, first.objective) == (second.trainings, second.objective)


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
        "latest_end_hour",
        "odd_hours",  # what she has said of evenings, nights and weekends: a rule, never a value
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
