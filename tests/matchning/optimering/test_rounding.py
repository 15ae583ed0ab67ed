"""Rounded rows: broken by the linear program, held by every plan, forgotten with other limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchning.optimering import Options, Problem
from matchning.optimering.engine import Change, Engine
from matchning.optimering.generate import generate
from matchning.optimering.rounding import BROKEN, Rounding, whole_numbers
from matchning.optimering.rows import ROUNDED, TUTOR, Rounded
from matchning.optimering.search import Search

from .builders import candidate, need, problem, site
from .strategies import pair_problems, problems
from .test_brute_force import EXAMPLES

PROVE = Options(time_limit_seconds=60, relative_gap=0.0, explain=False)


def relaxed(given_: Problem) -> tuple[Engine, Search]:
    """An engine whose linear program has its answer."""
    engine = Engine(given_, PROVE)
    engine.start()
    engine.relax()
    return engine, engine._last()


def rounded(engine: Engine, search: Search) -> list[Rounded]:
    assert search.master is not None
    return Rounding(engine.columns, search.shared, len(engine.problem.candidates)).broken(
        search.master
    )


def holds_for_every_plan(engine: Engine, row: Rounded) -> None:
    use = np.zeros(len(engine.columns))
    use[row.columns] = row.use
    most = engine.integer(range(len(use)), value=use)
    if not most.infeasible:  # locks and groups that clash leave no plan at all
        assert most.value <= row.limit + 1e-6


@settings(EXAMPLES, max_examples=60)
@given(st.one_of(problems(), pair_problems()))
def test_no_plan_breaks_a_rounded_row(drawn: Problem) -> None:
    engine, search = relaxed(drawn)
    if search.master is None or not search.master.answered or drawn.goals:
        return  # with goals a value of its own would be paid for shortfalls too
    for row in rounded(engine, search):
        holds_for_every_plan(engine, row)


@pytest.mark.parametrize("seed", [3, 5, 7])
def test_they_cut_off_the_linear_programs_answer_and_no_plan(seed: int) -> None:
    engine, search = relaxed(generate(candidates=120, needs=30, courses=15, seed=seed))
    rows = rounded(engine, search)
    assert rows
    assert search.master is not None
    share = np.zeros(len(engine.columns))
    share[search.master.model.chosen] = search.master.shares()
    for row in rows:
        assert row.use @ share[row.columns] > row.limit + BROKEN
        holds_for_every_plan(engine, row)


def test_the_bound_comes_down_and_stays_above_the_best_plan() -> None:
    engine = Engine(generate(candidates=120, needs=30, courses=15, seed=3), PROVE)
    engine.start()
    found = engine.improve()
    plain, tight = engine.relax().bound, engine.tightened().bound
    assert found.value - 1e-6 <= tight < plain


def test_with_other_limits_the_rounded_rows_say_nothing() -> None:
    """One more seat is worth what it was worth before."""
    given_ = generate(candidates=120, needs=30, courses=15, seed=3)
    asked, plain = Engine(given_, PROVE), Engine(given_, PROVE)
    asked.start()
    asked.tightened()
    for intake in given_.intakes[:5]:
        change = Change("seats", intake.id)
        assert asked.resolve(change) == pytest.approx(plain.resolve(change), abs=1e-6)
    shared = asked._last().shared
    assert np.isinf(shared.upper[shared.kind == ROUNDED]).all()
    assert (shared.kind == ROUNDED).any()


def test_hours_in_halves_are_counted_in_halves() -> None:
    people = [candidate(f"c{k}") for k in range(3)]
    engine = Engine(problem(*people, site(tutor_hours_per_week=3.5), need(headcount=3)), PROVE)
    shared = engine.shared
    tutor = shared.kind == TUTOR
    assert whole_numbers(shared)[: len(people)].tolist() == [1, 1, 1]
    assert (whole_numbers(shared)[tutor] > 0).all()
