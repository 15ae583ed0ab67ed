"""Answers about a finished plan: the instant bound never exceeds the truth; prices are true."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchning.optimering import (
    Budget,
    Goal,
    Kept,
    Leg,
    Lock,
    Pair,
    Placement,
    Problem,
    ProblemError,
    Requirements,
    Stage,
    Together,
    solve,
)
from matchning.optimering.answers import Answers
from matchning.optimering.changes import Change, what_if
from matchning.optimering.engine import Engine
from matchning.optimering.generate import generate
from matchning.optimering.whynot import pair_columns

from .builders import EVERYTHING, best, candidate, course, intake, need, problem, site
from .strategies import pair_problems, problems
from .test_brute_force import EXAMPLES

AMOUNTS = {"seat": 1.0, "place": 1.0, "tutor_hour": 1.0}


def answers(given_: Problem) -> Answers:
    return Answers(given_, EVERYTHING, best(given_))


def forced(asked: Answers, i: int, j: int) -> float:
    """The best plan with the pair in it, by locking each of its futures in turn."""
    given_, columns, legs = asked.problem, asked.engine.columns, asked.engine.columns.legs
    values = []
    for c in pair_columns(columns, i, j):
        work = [
            Leg(given_.needs[legs.need[k]].id, int(legs.start[k]), int(legs.end[k]))
            for k in range(legs.begin[c], legs.begin[c + 1])
        ]
        intakes = tuple(given_.intakes[k].id for k in columns.paths[columns.path[c]].intakes)
        first, *then = work
        who = given_.candidates[i].id
        lock = Lock(who, first.need, first.start_week, first.end_week, intakes, tuple(then))
        others = tuple(k for k in given_.locks if k.candidate != who)
        with_lock = best(replace(given_, locks=(*others, lock)))
        values.append(-np.inf if with_lock.objective is None else with_lock.objective)
    return max(values)


@settings(EXAMPLES, max_examples=40)
@given(st.one_of(problems(), pair_problems()), st.data())
def test_the_instant_bound_never_exceeds_the_true_loss(drawn: Problem, data: st.DataObject) -> None:
    # A lock changes what a stage reaches, and one of a group is a lock on her alone.
    given_ = replace(drawn, stages=(), together=())
    asked = answers(given_)
    if asked.result.objective is None:
        return
    pairs = np.argwhere(~np.isnan(asked.losses)).tolist()
    if not pairs:
        return
    i, j = data.draw(st.sampled_from(pairs))
    objective = asked.result.objective
    assert objective is not None
    truth = forced(asked, i, j)
    assert asked.losses[i, j] <= objective - truth + 1e-6
    people, needs = asked.problem.candidates, asked.problem.needs
    chain = asked.swap_chain(people[i].id, needs[j].id)
    if chain.status == "found":
        assert chain.loss_at_most is not None
        assert chain.loss_at_most >= objective - truth - 1e-6
    else:
        assert truth == -np.inf


@settings(EXAMPLES, max_examples=30)
@given(problems(), st.data())
def test_every_pair_has_one_answer_and_it_is_true(drawn: Problem, data: st.DataObject) -> None:
    given_ = replace(drawn, stages=(), together=())
    asked = answers(given_)
    person = data.draw(st.sampled_from(given_.candidates)).id
    work = data.draw(st.sampled_from(given_.needs)).id
    told = asked.why_not(person, work)
    placed = [(p.candidate, p.need) for p in asked.result.placements]
    assert (told.answer == "placed") == ((person, work) in placed)
    assert (told.loss_at_least is not None) == (told.answer == "possible")
    assert bool(told.blocked) == (told.answer == "blocked")
    assert told.sentence_sv.endswith(".")
    if told.loss_at_least is not None:
        objective = asked.result.objective or 0.0
        i = [c.id for c in asked.problem.candidates].index(person)
        j = [n.id for n in asked.problem.needs].index(work)
        if pair_columns(asked.engine.columns, i, j):
            assert told.loss_at_least <= objective - forced(asked, i, j) + 1e-6


def test_who_could_come_instead_and_what_it_costs() -> None:
    pairs = (Pair("c1", "n1", 10.0), Pair("c2", "n1", 7.0), Pair("c3", "n1", 4.0))
    asked = answers(problem(*(candidate(f"c{k}") for k in (1, 2, 3)), need(), *pairs))
    found = asked.next_candidates("n1")
    assert [n.candidate for n in found] == ["c2", "c3"]
    assert [n.loss_at_least for n in found] == [pytest.approx(3.0), pytest.approx(6.0)]
    assert found[0].sentence_sv == "Möjligt, men planen förlorar minst 3,0 arbetsveckor."
    chain = asked.swap_chain("c3", "n1")
    assert chain.status == "found"
    assert chain.loss_at_most == pytest.approx(6.0)
    assert chain.diff is not None
    assert [c.candidate for c in chain.diff.new] == ["c3"]
    assert [c.candidate for c in chain.diff.gone] == ["c1"]
    assert chain.sentence_sv == (
        "Planen förlorar högst 6,0 arbetsveckor: 0 flyttas, 1 blir utan, 1 får plats."
    )


def test_fewest_moves_when_moves_cost() -> None:
    """c3 to n1 moves c1 to n2 and c2 to n3; when moves cost, c1 goes without instead."""
    pairs = (
        Pair("c1", "n1", 10.0),
        Pair("c1", "n2", 9.0),
        Pair("c2", "n2", 10.0),
        Pair("c2", "n3", 2.0),
        Pair("c3", "n1", 9.0),
    )
    people = [candidate(f"c{k}") for k in (1, 2, 3)]
    given_ = problem(*people, need("n1"), need("n2"), need("n3"), *pairs)
    asked = answers(given_)
    cheap = asked.swap_chain("c3", "n1")
    assert cheap.diff is not None
    assert ([c.candidate for c in cheap.diff.moved], cheap.loss_at_most) == (["c1", "c2"], 0.0)
    calm = asked.swap_chain("c3", "n1", keep=True)
    assert calm.diff is not None
    assert ([c.candidate for c in calm.diff.moved], calm.loss_at_most) == ([], 1.0)
    assert [c.candidate for c in calm.diff.gone] == ["c1"]


def test_a_group_moves_together_in_a_swap() -> None:
    given_ = problem(
        *(candidate(f"c{k}") for k in range(4)),
        need("n1", headcount=2, weight=2.0),
        need("n2", site="s2", headcount=2),
        site("s1"),
        site("s2"),
        together=(Together("par", ("c2", "c3")),),
        kept=(Kept("c0", "n1"), Kept("c1", "n1")),
    )
    asked = answers(given_)
    chain = asked.swap_chain("c2", "n1")
    assert (chain.status, chain.loss_at_most) == ("found", 4.0)
    assert chain.diff is not None
    moved = {c.candidate: c.after.need for c in chain.diff.moved if isinstance(c.after, Placement)}
    assert moved == {"c0": "n2", "c1": "n2", "c2": "n1", "c3": "n1"}


def test_the_pair_stands_in_a_way_of_little_worth_when_no_better_can() -> None:
    """Only the last weeks are free of the locked one: a swap is found, however many ways clash."""
    given_ = problem(
        candidate("c1"),
        candidate("c2"),
        need("n1"),
        Pair("c1", "n1", 10.0, start_week=0, end_week=8),
        *(Pair("c2", "n1", 9.0 - k, start_week=k, end_week=10) for k in range(8)),
        Pair("c2", "n1", 0.5, start_week=8, end_week=10),
        locks=(Lock("c1", "n1", 0, 8),),
    )
    assert [p.candidate for p in answers(given_).result.placements] == ["c1", "c2"]
    asked = answers(
        replace(
            given_,
            pairs=(*(given_.pairs or ()), Pair("c2", "n2", 5.0)),
            needs=(*given_.needs, need("n2")),
        )
    )
    chain = asked.swap_chain("c2", "n1")
    assert (chain.status, chain.loss_at_most) == ("found", 4.5)


def test_no_figure_where_no_plan_can_have_the_pair() -> None:
    """The only tutor is taken by a locked proposal: a why-not has no figure, only the fact."""
    given_ = problem(
        candidate("c1"),
        candidate("c2"),
        site(tutor_hours_per_week=4.0),
        need("n1", tutor_hours_per_week=4.0, headcount=2),
        locks=(Lock("c1", "n1"),),
    )
    chain = answers(given_).swap_chain("c2", "n1")
    assert (chain.status, chain.loss_at_most, chain.objective) == ("infeasible", None, None)
    assert chain.sentence_sv == "Ingen plan kan ha paret."


def test_answers_about_locks_groups_and_no_plan() -> None:
    two = (need("n1"), need("n2", site="s2"), site("s1"), site("s2"))
    people = (candidate("c1"), candidate("c2"))
    locks = (Lock("c1", "n1"),)
    held = answers(problem(*people, *two, locks=locks))
    assert held.why_not("c1", "n1").answer == "placed"
    assert held.why_not("c1", "n2").answer == "locked"
    group = (Together("par", ("c1", "c2")),)
    both = answers(problem(*people, *two, locks=locks, together=group))
    assert both.why_not("c2", "n2").answer == "locked"
    clash = problem(*people, *two, locks=(*locks, Lock("c2", "n1")))
    none = Answers(clash, EVERYTHING, solve(clash, EVERYTHING))
    assert none.why_not("c2", "n2").answer == "no_plan"
    assert none.next_candidates("n1") == ()
    assert none.conflicts().smallest == ("c1", "c2")


def test_a_possible_pair_worth_nothing_is_told_by_what_she_earns_elsewhere() -> None:
    """n2 is worth less than its course costs, so no plan has it: forcing it loses all of n1."""
    given_ = problem(
        candidate(),
        need("n1", weeks=(0, 10)),
        need("n2", weeks=(2, 4), must=Requirements(certificates=frozenset({"HETA"}))),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 1), cost_sek=100_000.0),
    )
    told = answers(given_).why_not("c1", "n2")
    assert told.answer == "possible"
    assert told.loss_at_least == pytest.approx(best(given_).objective)


def test_a_blocked_pair_is_told_with_what_it_takes() -> None:
    given_ = problem(candidate(), need(must=Requirements(licences=frozenset({"B"}))))
    told = answers(given_).why_not("c1", "n1")
    assert told.answer == "blocked"
    assert told.sentence_sv == (
        "Saknar körkort som krävs (B). Möjligt om kandidaten får körkort B."
    )


def test_a_plan_not_proved_best_may_gain_by_the_pair() -> None:
    pairs = (Pair("c1", "n1", 10.0), Pair("c2", "n1", 7.0))
    given_ = problem(candidate("c1"), candidate("c2"), need(), *pairs)
    worse = best(replace(given_, pairs=pairs[1:]))
    known = best(given_)
    stored = replace(
        known, status="feasible", objective=7.0, gap=3 / 7, placements=worse.placements
    )
    told = Answers(given_, EVERYTHING, stored).why_not("c1", "n1")
    assert told.loss_at_least == pytest.approx(-3.0)
    assert told.sentence_sv == "Möjligt; inget visar på förhand att planen förlorar på det."
    assert answers(given_).why_not("c2", "n1").loss_at_least == pytest.approx(3.0)


@settings(EXAMPLES, max_examples=30)
@given(st.one_of(problems(), pair_problems()), st.data())
def test_a_price_is_the_difference_of_two_solves(drawn: Problem, data: st.DataObject) -> None:
    given_ = replace(drawn, locks=())
    asked = answers(given_)
    items = {
        "place": [n.id for n in given_.needs],
        "tutor_hour": [s.id for s in given_.sites],
        "seat": [k.id for k in given_.intakes],
    }
    kind = data.draw(st.sampled_from([k for k, names in items.items() if names]))
    item = data.draw(st.sampled_from(items[kind]))
    week = data.draw(st.sampled_from([None, 3])) if kind != "seat" else None
    told = asked.price(kind, item, week)
    more = what_if(given_, [Change(kind, item, amount=AMOUNTS[kind], week=week)])
    for solver in ("highs", "cbc"):
        options = replace(EVERYTHING, solver=solver)
        before, after = solve(given_, options), solve(more, options)
        assert before.objective is not None
        assert after.objective is not None
        assert told.value == pytest.approx(after.objective - before.objective, abs=1e-6)
    assert (told.exact, told.status) == ("integer", "optimal")


def test_money_has_a_price_too() -> None:
    given_ = problem(
        candidate(),
        need(must=Requirements(certificates=frozenset({"HETA"}))),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 1), cost_sek=1500.0, payer="AF"),
        budgets=(Budget("b1", "AF", 1000.0),),
    )
    asked = answers(given_)
    told = asked.price("budget", "b1")
    alone = best(replace(given_, budgets=())).objective
    assert told.amount == 1000.0
    assert told.value == pytest.approx(alone)
    assert told.sentence_sv.startswith("1000 kr till i budgeten b1 ger 11,9 arbetsveckor")
    assert [p.item for p in asked.most_valuable()] == ["b1"]


def test_a_large_problem_is_priced_by_the_linear_program() -> None:
    given_ = generate(candidates=300, needs=150, courses=60, seed=1)
    asked = Answers(given_, EVERYTHING, solve(given_, EVERYTHING))
    (first, *_) = asked.most_valuable(3)
    assert (first.exact, first.status) == ("linear", "optimal")
    assert f" ger ungefär {first.value:.1f}".replace(".", ",") in first.sentence_sv
    tutor = asked.price("tutor_hour", "p0013")  # less than one person needs
    for told in (first, tutor):
        more = what_if(given_, [Change(told.kind, told.item)])
        other = Engine(more, EVERYTHING)
        other.start()
        true = other.relax().bound - asked.relaxed.bound
        assert told.value == pytest.approx(true, abs=1e-4)
    assert tutor.value == pytest.approx(0.0, abs=1e-4)


def test_a_price_of_something_unknown_is_a_fault() -> None:
    asked = answers(problem(candidate(), need()))
    for kind, item, code in (("wings", "n1", "unknown_kind"), ("place", "n9", "unknown_reference")):
        with pytest.raises(ProblemError) as fault:
            asked.price(kind, item)
        assert fault.value.code == code
    with pytest.raises(ProblemError, match="c9 finns inte"):
        asked.why_not("c9", "n1")


def test_why_is_what_the_result_said() -> None:
    asked = answers(problem(candidate("c1"), candidate("c2"), need()))
    placed, left = asked.why("c1"), asked.why("c2")
    assert (placed.placement, placed.unplaced) == (asked.result.placements[0], None)
    assert (left.placement, left.unplaced) == (None, asked.result.unplaced[0])


def test_a_result_of_another_problem_is_refused() -> None:
    given_ = problem(candidate(), need())
    with pytest.raises(ProblemError, match="ett annat problem"):
        Answers(problem(candidate(), need("n2")), EVERYTHING, best(given_))


def test_stages_bind_the_swap_too() -> None:
    given_ = problem(
        *(candidate(f"c{k}", available_from_week=k) for k in range(3)),
        need(weeks=(0, 10)),
        goals=(Goal("g", "floor", "people", frozenset({"c2"}), 1.0, 5.0),),
        stages=(Stage("filled", 0.2), Stage("goals")),
    )
    asked = answers(given_)
    # Within a fifth of the weeks the goal comes first: c2, though c0 would work two weeks more.
    (placed,) = asked.result.placements
    assert placed.candidate == "c2"
    told = asked.why_not("c0", "n1")
    assert told.answer == "possible"
    assert asked.swap_chain("c0", "n1").status == "infeasible"
