"""The diff is the set difference, and its words say so; groups, replay and stored results too."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchning.optimering import (
    Forbidden,
    Options,
    Pair,
    PlacedLeg,
    Placement,
    Problem,
    ProblemError,
    Result,
    Training,
    solve,
)
from matchning.optimering.canonical import plain
from matchning.optimering.changes import KINDS, Change, clause, what_if
from matchning.optimering.diff import diff, key
from matchning.optimering.generate import generate
from matchning.optimering.groups import group_figures
from matchning.optimering.replay import replay
from matchning.optimering.stored import read_result

from .builders import PROVE, best, candidate, course, intake, need, problem, site
from .strategies import problems
from .test_brute_force import EXAMPLES

EMPTY = best(problem(candidate(), need()))

weeks = st.tuples(st.integers(0, 2), st.integers(3, 4))
legs = st.lists(st.builds(PlacedLeg, st.sampled_from("ab"), st.just(5), st.just(6), st.just(0.0)))
placements = st.builds(
    lambda i, j, span, later: Placement(
        i, j, span[0], span[1], (), 1.0, {}, 0.0, then=tuple(later[:1])
    ),
    st.sampled_from("123456"),
    st.sampled_from("xy"),
    weeks,
    legs,
)
trainings = st.builds(
    lambda i, t: Training(i, (t,), 4, "o1", 1.0, {}),
    st.sampled_from("123456"),
    st.sampled_from("kl"),
)
proposals = st.lists(st.one_of(placements, trainings), unique_by=lambda p: p.candidate)


def with_plan(items: list[Placement | Training]) -> Result:
    return replace(
        EMPTY,
        placements=tuple(p for p in items if isinstance(p, Placement)),
        trainings=tuple(p for p in items if isinstance(p, Training)),
    )


@settings(EXAMPLES)
@given(proposals, proposals)
def test_the_diff_is_the_set_difference(
    before: list[Placement | Training], after: list[Placement | Training]
) -> None:
    found = diff(with_plan(before), with_plan(after))
    old, new = {key(p) for p in before}, {key(p) for p in after}
    people = {p.candidate for p in before}, {p.candidate for p in after}
    changed = (*found.new, *found.moved, *found.gone)
    assert {key(c.after) for c in changed if c.after} == new - old
    assert {key(c.before) for c in changed if c.before} == old - new
    assert set(found.unchanged) == {k[0] for k in old & new}
    assert {c.candidate for c in found.new} == people[1] - people[0]
    assert {c.candidate for c in found.gone} == people[0] - people[1]
    told = [*found.unchanged, *(c.candidate for c in changed)]
    assert sorted(told) == sorted(people[0] | people[1])


def test_the_words_of_a_diff() -> None:
    names = {"1": "Ada", "2": "Bo", "3": "Cia", "n1": "Kv. Eken", "k": "Heta arbeten"}
    stays = Placement("3", "n1", 0, 4, (), 1.0, {}, 0.0)
    before = with_plan([Placement("1", "n1", 0, 4, (), 1.0, {}, 0.0), stays])
    chain = Placement("2", "n1", 2, 4, ("k",), 1.0, {}, 0.0, then=(PlacedLeg("n2", 5, 9, 0.0),))
    after = replace(with_plan([chain, stays]), objective=(before.objective or 0.0) + 2.54)
    found = diff(before, after, names)
    assert [c.sentence_sv for c in (*found.new, *found.gone)] == [
        "Bo får ett förslag: Kv. Eken vecka 2 till 4, sedan n2 vecka 5 till 9 efter Heta arbeten.",
        "Ada är utan förslag; hade Kv. Eken vecka 0 till 4.",
    ]
    assert found.sentence_sv == (
        "1 kandidat får förslag, 1 kandidat är utan; planen är värd 2,5 arbetsveckor mer."
    )
    (moved,) = diff(after, with_plan([Training("2", ("k",), 4, "o", 1.0, {}), stays]), names).moved
    assert moved.sentence_sv == (
        "Bo flyttas från Kv. Eken vecka 2 till 4, sedan n2 vecka 5 till 9 efter Heta arbeten "
        "till utbildning (Heta arbeten)."
    )
    same = diff(before, before)
    assert (same.unchanged, same.sentence_sv) == (
        ("1", "3"),
        "Ingen ändring; planens värde är detsamma.",
    )


def test_no_figures_without_a_plan() -> None:
    nothing = replace(EMPTY, status="no_plan", objective=None, placements=())
    assert diff(EMPTY, nothing).sentence_sv == "1 kandidat är utan."


def test_what_if_a_pair_is_banned_is_the_banned_problem() -> None:
    given_ = problem(candidate(), need())
    changed = what_if(given_, [Change("ban", "c1", "n1")])
    assert changed == replace(given_, forbidden=(Forbidden("c1", "n1"),))
    assert what_if(changed, [Change("allow", "c1", "n1")]) == given_


def test_more_of_every_capacity() -> None:
    given_ = problem(
        candidate(),
        need(headcount=2),
        site(tutor_hours_per_week=4.0),
        course("k1"),
        intake("t1", "k1", (0, 1)),
        weeks=10,
    )
    changed = what_if(
        given_,
        [
            Change("place", "n1", amount=2),
            Change("seat", "t1"),
            Change("tutor_hour", "s1", amount=0.5, week=3),
        ],
    )
    assert changed.needs[0].demand[0].headcount == 4
    assert changed.intakes[0].seats == 2
    assert changed.sites[0].tutor_hours_per_week == (4.0,) * 3 + (4.5,) + (4.0,) * 6
    everywhere = what_if(given_, [Change("tutor_hour", "s1", amount=0.5)])
    assert everywhere.sites[0].tutor_hours_per_week == 4.5


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change("wings", "c1"), "unknown_kind"),
        (Change("seat", "t9"), "unknown_reference"),
        (Change("hours", "c1", amount=-1.0), "negative"),
        (Change("lock", "c1", "n9"), "unknown_reference"),
    ],
)
def test_a_faulty_change_is_named(change: Change, code: str) -> None:
    with pytest.raises(ProblemError) as fault:
        what_if(problem(candidate(), need()), [change])
    assert fault.value.code == code


def test_every_kind_of_change_has_words() -> None:
    given_ = problem(candidate(), need(), course("k1"), intake("t1", "k1", (0, 1)))
    for kind in KINDS:
        text = clause(given_, Change(kind, "c1", "B", 2.0, 3))
        assert "{" not in text
        assert "None" not in text


def test_groups_are_told_and_small_ones_are_not() -> None:
    people = [candidate(f"c{k}", available_from_week=k % 2) for k in range(7)]
    given_ = problem(*people, need(headcount=5, weeks=(2, 10)), weeks=10)
    result = best(given_)
    everyone = frozenset(c.id for c in people)
    few, all_ = group_figures(given_, result, {"alla": everyone, "Fyra": frozenset(["c0", "c1"])})
    assert (few.group, few.people, few.placed, few.mean_weeks) == ("Fyra", None, None, None)
    assert few.sentence_sv == "Fyra: färre än 5 personer, inga siffror visas."
    assert (all_.people, all_.placed, all_.placed_share, all_.mean_weeks) == (7, 5, 5 / 7, 8.0)
    placed = {p.candidate for p in result.placements}
    waited = sum(2 - c.available_from_week for c in people if c.id in placed) / 5
    assert all_.mean_waiting_weeks == pytest.approx(waited)
    assert all_.sentence_sv.startswith(
        "alla: 5 av 7 har förslag (71,4 procent), i snitt 8,0 veckor"
    )


def test_means_of_a_few_placed_are_not_told() -> None:
    people = [candidate(f"c{k}") for k in range(6)]
    given_ = problem(*people, need(headcount=2))
    (figure,) = group_figures(given_, best(given_), {"g": frozenset(c.id for c in people)})
    assert (figure.placed, figure.mean_weeks, figure.mean_waiting_weeks) == (2, None, None)
    assert figure.sentence_sv == "g: 2 av 6 har förslag (33,3 procent)."


def test_an_unknown_member_is_a_fault() -> None:
    given_ = problem(candidate(), need())
    with pytest.raises(ProblemError, match="groups\\[g\\]: c9"):
        group_figures(given_, best(given_), {"g": frozenset({"c1", "c9"})})


@settings(EXAMPLES, max_examples=20)
@given(problems())
def test_a_stored_result_reads_back_as_it_was(given_: Problem) -> None:
    result = best(given_)
    assert read_result(json.loads(json.dumps(plain(result)))) == result


def test_what_is_no_result_is_a_fault() -> None:
    with pytest.raises(ProblemError, match="Resultatet går inte att läsa"):
        read_result({"status": "optimal"})


def test_a_replay_is_equal() -> None:
    given_ = generate(candidates=40, needs=16, courses=12, seed=5)
    found = replay(given_, PROVE, solve(given_, PROVE))
    assert (found.equal, found.differences) == (True, ())


def test_a_replay_says_where_it_differs() -> None:
    pairs = (Pair("c1", "n1", 5.0), Pair("c1", "n2", 4.0))
    given_ = problem(candidate(), need("n1"), need("n2"), *pairs)
    stored = solve(replace(given_, pairs=pairs[1:]), Options(seed=3))
    found = replay(given_, Options(seed=4), stored)
    assert not found.equal
    assert found.differences == (
        "Indata är inte den som planen räknades på.",
        "Slumpfröet var 3 och är nu 4.",
        "Planens värde var 4.0 och är nu 5.0.",
        "c1 flyttas från n2 vecka 0 till 10 till n1 vecka 0 till 10.",
    )
