"""Margins are the exchanges the verifier allows, none missed and none made up."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchning.optimering import (
    Budget,
    Goal,
    Opening,
    Placement,
    Problem,
    Requirements,
    Together,
    TradeWish,
    Training,
    Yrkesbevis,
    verify,
)
from matchning.optimering.engine import Engine
from matchning.optimering.recount import objective
from matchning.optimering.told import placement

from .builders import EVERYTHING, best, candidate, course, intake, need, problem, site
from .strategies import pair_problems, problems
from .test_brute_force import EXAMPLES

HETA = Requirements(certificates=frozenset({"HETA"}))


def exchanges(given_: Problem, out: Placement, futures: Iterable[Placement]) -> list[float]:
    """What the plan loses by each allowed exchange."""
    result = best(given_)
    rest = [p for p in result.placements if p.candidate != out.candidate]
    before = result.objective
    assert before is not None
    found = []
    for future in futures:
        plan = [*rest, future]
        if not verify(given_, plan, result.trainings):
            found.append(before - objective(given_, plan, result.trainings))
    return found


@settings(EXAMPLES, max_examples=40)
@given(st.one_of(problems(), pair_problems()))
def test_margins_are_the_exchanges_the_verifier_allows(drawn: Problem) -> None:
    given_ = replace(drawn, stages=())
    result = best(given_)
    engine = Engine(given_, EVERYTHING)
    told = [
        placement(engine.t, engine.columns, c)
        for c in range(len(engine.columns))
        if engine.columns.need[c] >= 0
    ]
    busy = {p.candidate for p in result.placements} | {p.candidate for p in result.trainings}
    grouped = {name for group in given_.together for name in group.candidates}
    for out in result.placements:
        if out.margin is None or out.candidate in grouped:
            continue
        others = [
            p
            for p in told
            if p.need == out.need and p.candidate not in busy and p.candidate not in grouped
        ]
        mine = [p for p in told if p.candidate == out.candidate and p.need != out.need]
        for gap, futures in (
            (out.margin.to_next_candidate_for_need, others),
            (out.margin.to_next_need_for_candidate, mine),
        ):
            losses = exchanges(engine.problem, out, futures)
            assert gap == (pytest.approx(min(losses), abs=1e-4) if losses else None)


def test_people_who_belong_together_have_no_exchange_of_their_own() -> None:
    given_ = problem(
        *(candidate(f"c{k}") for k in range(3)),
        need("n1", headcount=2, weight=2.0),
        need("n2", headcount=1),
        together=(Together("par", ("c0", "c1")),),
        goals=(Goal("g", "floor", "people", frozenset({"c0"}), 1.0, 100.0),),
    )
    result = best(given_)
    words = {p.candidate: p.margin and p.margin.word for p in result.placements}
    assert words["c0"] == words["c1"] == "enda möjliga"


def test_a_group_that_cannot_be_together_is_told_so() -> None:
    given_ = problem(
        candidate("c1"),
        candidate("c2"),
        need("n1"),
        need("n2", site="s2"),
        site("s1"),
        site("s2"),
        together=(Together("par", ("c1", "c2")),),
    )
    result = best(given_)
    assert [(u.candidate, u.code) for u in result.unplaced] == [
        ("c1", "together"),
        ("c2", "together"),
    ]


def test_money_that_does_not_suffice_is_why_a_need_is_open() -> None:
    given_ = problem(
        candidate(),
        need(must=HETA),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 1), cost_sek=1500.0, payer="AF"),
        budgets=(Budget("b1", "AF", 1000.0),),
    )
    (unfilled,) = best(given_).unfilled
    assert (unfilled.code, unfilled.sentence_sv) == (
        "budget",
        "Pengarna till kurser räcker inte till fler.",
    )


def test_a_chain_fills_both_its_needs_and_courses_alone_are_a_proposal() -> None:
    apprentice = TradeWish("snickare", 0, 1, hours_done=5000.0)
    given_ = problem(
        candidate("c1", trades=(apprentice,)),
        candidate("c2", trades=(TradeWish("målare", 0, 1),)),
        need("n1", weeks=(0, 8)),
        need("n2", weeks=(10, 20)),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 1)),
        openings=(Opening("o1", 5.0, "målare", frozenset({"HETA"})),),
        yrkesbevis=Yrkesbevis({"snickare": 5800.0}),
    )
    result = best(given_)
    (placed,) = result.placements
    assert [placed.need, *(leg.need for leg in placed.then)] == ["n1", "n2"]
    (training,) = result.trainings
    assert isinstance(training, Training)
    assert [r.sentence_sv for r in training.reasons][:2] == [
        "Går k1 vecka 0 till 1 och får HETA.",
        "Öppnar för väntat arbete: o1.",
    ]
    assert (result.unplaced, result.unfilled) == ((), ())
