"""Paths of up to four intakes: what closes a gap, with nothing in it that is not needed."""

from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
import pytest

from matchning.optimering import (
    Intake,
    Kept,
    Options,
    Prerequisites,
    Problem,
    Requirements,
    Together,
    solve,
    tables,
)
from matchning.optimering.canonical import ordered
from matchning.optimering.columns import Columns, eligibility, eligible, from_attributes
from matchning.optimering.generate import generate
from matchning.optimering.generate_features import FEATURES
from matchning.optimering.registry import PAIR_RULES

from .builders import EVERYTHING, candidate, course, intake, need, only, plan, problem, site

LADDER = ("A1", "A2", "B1", "B2")


def columns(given: Problem, options: Options = EVERYTHING) -> Columns:
    given = ordered(given)
    t = tables.build(given)
    return from_attributes(t, eligible(t), options, lambda: None)


def paths(given: Problem, options: Options = EVERYTHING) -> set[tuple[str, ...]]:
    """The intakes of every future."""
    given, found = ordered(given), columns(given, options)
    return {
        tuple(given.intakes[k].id for k in found.paths[p].intakes) for p in set(found.path.tolist())
    }


def asks(*codes: str) -> Requirements:
    return Requirements(certificates=frozenset(codes))


def gives(name: str, *codes: str, after: tuple[str, ...] = (), valid: int | None = None) -> Any:
    before = Prerequisites(certificates=frozenset(after))
    return course(name, grants_certificates=dict.fromkeys(codes, valid), prerequisites=before)


def language_steps(levels: int) -> list[Any]:
    """A course of two weeks for each level, that asks for the level before."""
    return [
        part
        for level in range(1, levels + 1)
        for part in (
            course(
                f"k{level}",
                grants_languages={"sv": level},
                prerequisites=Prerequisites(languages={"sv": level - 1} if level > 1 else {}),
            ),
            intake(f"t{level}", f"k{level}", (2 * level - 2, 2 * level)),
        )
    ]


@pytest.mark.parametrize("levels", [1, 2, 3, 4])
def test_language_steps_lead_to_the_level_asked_for(levels: int) -> None:
    crew = site(crew_languages=frozenset({"sv"}))
    work = need(language_level=levels, weeks=(0, 20))
    placement = only(problem(candidate(), crew, work, *language_steps(levels)))
    assert placement.intakes == tuple(f"t{level}" for level in range(1, levels + 1))
    assert (placement.start_week, placement.end_week) == (2 * levels, 20)


def test_five_courses_are_more_than_a_path() -> None:
    crew = site(crew_languages=frozenset({"sv"}))
    given = problem(candidate(), crew, need(language_level=5, weeks=(0, 20)), *language_steps(5))
    assert plan(solve(given)) == []


def test_a_step_she_has_already_taken_is_not_taken_again() -> None:
    crew = site(crew_languages=frozenset({"sv"}))
    person = candidate(languages={"sv": 2})
    given = problem(person, crew, need(language_level=4, weeks=(0, 20)), *language_steps(4))
    assert paths(given) == {("t3", "t4")}


def test_four_things_missing_take_four_courses_in_any_order_that_fits() -> None:
    given = problem(
        candidate(),
        need(must=asks("A", "B", "C", "D"), weeks=(0, 20)),
        *(gives(f"k{code}", code) for code in "ABCD"),
        intake("a", "kA", (6, 8)),
        intake("b", "kB", (0, 2)),
        intake("c", "kC", (4, 6)),
        intake("d", "kD", (2, 4)),
        intake("late", "kD", (8, 10)),
        intake("clash", "kD", (5, 7)),
    )
    assert paths(given) == {("b", "d", "c", "a"), ("b", "c", "a", "late")}


def test_a_course_that_gives_two_things_makes_another_one_needless() -> None:
    given = problem(
        candidate(),
        need(must=asks("A", "B"), weeks=(0, 20)),
        gives("both", "A", "B"),
        gives("one", "A"),
        intake("t1", "one", (0, 1)),
        intake("t2", "both", (1, 2)),
    )
    assert paths(given) == {("t2",)}


def test_what_a_course_asks_for_must_still_be_valid_when_it_begins() -> None:
    """The first course's certificate lasts three weeks: only the early second one can follow."""
    given = problem(
        candidate(),
        need(must=asks("B"), weeks=(0, 20)),
        gives("first", "A", valid=3),
        gives("second", "B", after=("A",)),
        intake("t1", "first", (0, 1)),
        intake("t2", "second", (3, 4)),
        intake("t3", "second", (4, 5)),
    )
    assert paths(given) == {("t1", "t2")}


def test_a_course_may_be_taken_twice_where_what_it_gives_runs_out() -> None:
    """A is asked for by the second course in week 3 and by the work in week 8; it lasts 5 weeks."""
    given = problem(
        candidate(),
        need(must=asks("A", "B"), weeks=(8, 20), max_delay_weeks=0),
        gives("first", "A", valid=5),
        gives("second", "B", after=("A",)),
        intake("t1", "first", (0, 1)),
        intake("t2", "second", (3, 4)),
        intake("t3", "first", (5, 6)),
    )
    assert paths(given) == {("t1", "t2", "t3")}


def later_intakes(course_name: str, weeks: range) -> list[Intake]:
    return [intake(f"{course_name}-{w:02}", course_name, (w, w + 1)) for w in weeks]


def test_later_intakes_of_every_course_survive_the_cut() -> None:
    given = problem(
        candidate(),
        need(must=asks("A", "B"), weeks=(0, 30)),
        gives("kA", "A"),
        gives("kB", "B"),
        *later_intakes("kA", range(0, 12, 2)),
        *later_intakes("kB", range(1, 13, 2)),
        weeks=30,
    )
    kept = paths(given, replace(EVERYTHING, paths_per_pair=8))
    assert len(kept) == 8
    assert ("kA-00", "kB-01") in kept  # the first to be ready
    for name in ("kA", "kB"):
        assert len({step for path in kept for step in path if step.startswith(name)}) >= 3


def test_what_is_cut_is_counted() -> None:
    given = problem(
        candidate(),
        need(must=asks("A"), weeks=(0, 30)),
        gives("kA", "A"),
        *later_intakes("kA", range(8)),
        weeks=30,
    )
    assert (len(columns(given)), columns(given).cut) == (8, 0)
    cut = columns(given, replace(EVERYTHING, paths_per_pair=3))
    assert (len(cut), cut.cut) == (3, 5)


def test_a_kept_proposal_is_there_however_much_is_cut() -> None:
    kept = Kept("c1", "n1", 12, 30, ("kA-07",))
    given = problem(
        candidate(),
        need(must=asks("A"), weeks=(0, 30)),
        gives("kA", "A"),
        *later_intakes("kA", range(8)),
        weeks=30,
        kept=(kept,),
    )
    assert ("kA-07",) in paths(given, replace(EVERYTHING, paths_per_pair=1))
    late = replace(given, kept=(replace(kept, start_week=5),))  # before the course ends
    assert ("kA-07",) not in paths(late, replace(EVERYTHING, paths_per_pair=1))


def test_a_kept_proposal_earns_most_just_as_it_was() -> None:
    given = problem(candidate(), need(weeks=(0, 10)), kept=(Kept("c1", "n1", 0, 10),))
    assert only(given).value_parts["keep"] == pytest.approx(2.0)
    moved = replace(given, kept=(Kept("c1", "n1", 1, 9),))
    assert only(replace(moved)).value_parts["keep"] == pytest.approx(1.0)
    somehow = replace(given, kept=(Kept("c1", "n1"),))
    assert only(somehow).value_parts["keep"] == pytest.approx(2.0)


def test_futures_worth_nothing_are_there_only_for_the_sake_of_the_whole_plan() -> None:
    far = candidate(max_travel_minutes=None, available_from_week=0)
    given = problem(far, candidate("c2"), need(weeks=(0, 2)), travel_minutes={"c1": {"s1": 1000.0}})
    assert sorted(set(columns(given).candidate.tolist())) == [1]
    together = replace(given, together=(Together("g", ("c1", "c2")),))
    assert sorted(set(columns(together).candidate.tolist())) == [0, 1]


def test_a_shortlist_keeps_the_needs_of_most_value_and_counts_the_rest() -> None:
    given = problem(
        candidate(),
        candidate("c2"),
        *(need(f"n{k}", weeks=(0, 4 + k)) for k in range(5)),
        forbidden=(),
    )
    short = columns(given, replace(EVERYTHING, needs_per_candidate=2))
    assert sorted(zip(short.candidate.tolist(), short.need.tolist(), strict=True)) == [
        (0, 3),
        (0, 4),
        (1, 3),
        (1, 4),
    ]
    assert short.cut == 6


def test_a_shortlist_is_part_of_all_futures() -> None:
    given = generate(candidates=120, needs=40, courses=30, seed=3)
    whole, short = columns(given, Options()), columns(given, Options(needs_per_candidate=3))

    def futures(of: Columns) -> set[tuple[Any, ...]]:
        arrays = (of.candidate, of.need, of.legs.start, of.legs.end, of.value)
        taken = [of.paths[p].intakes for p in of.path.tolist()]
        return set(zip(*(array.tolist() for array in arrays), taken, strict=True))

    assert futures(short) < futures(whole)
    assert 0 < short.cut - whole.cut <= len(whole) - len(short)
    assert (short.possible == whole.possible).all()


@pytest.mark.parametrize("features", [(), ("ready",), tuple(FEATURES)])
@pytest.mark.parametrize("options", [EVERYTHING, Options(paths_per_pair=2, starts_per_path=2)])
def test_the_shortlist_is_the_needs_of_the_best_futures(
    features: tuple[str, ...], options: Options
) -> None:
    """However few of the futures were found, the list is what all of them would have given."""
    given = generate(candidates=150, needs=60, courses=40, seed=5, features=features)
    given = replace(given, locks=(), kept=())
    whole, short = columns(given, options), columns(given, replace(options, needs_per_candidate=4))

    def best(of: Columns) -> dict[int, list[tuple[float, int]]]:
        """Per candidate her needs by the best future on each."""
        single = np.flatnonzero(np.diff(of.legs.begin) == 1)
        worth: dict[tuple[int, int], float] = {}
        for c in single.tolist():
            pair = int(of.candidate[c]), int(of.need[c])
            worth[pair] = max(worth.get(pair, -inf), float(of.value[c]))
        found: dict[int, list[tuple[float, int]]] = {}
        for (i, j), value in worth.items():
            found.setdefault(i, []).append((-value, j))
        return {i: sorted(needs) for i, needs in found.items()}

    every = best(whole)
    assert max(len(needs) for needs in every.values()) > 4
    assert best(short) == {i: needs[:4] for i, needs in every.items()}


def test_what_has_been_told_is_a_future_whatever_the_shortlist() -> None:
    better = [need(f"n{k}", weeks=(0, 9)) for k in range(2)]
    told = Kept("c1", "n9", 0, 4)
    given = problem(candidate(), *better, need("n9", weeks=(0, 4)), kept=(told,))
    short = columns(given, replace(EVERYTHING, needs_per_candidate=1))
    assert sorted(short.need.tolist()) == [0, 2]


SUPPORT = frozenset({"nystart", "etablering"})


@pytest.mark.parametrize(
    ("asked", "unmet", "possible", "stands"),
    [
        (frozenset(), SUPPORT, frozenset(), True),
        (SUPPORT, frozenset(), frozenset({"nystart"}), True),
        (SUPPORT, frozenset(), None, True),
        (SUPPORT, frozenset({"nystart"}), frozenset({"nystart"}), False),
        (SUPPORT, frozenset({"nystart"}), frozenset({"etablering"}), True),
        (SUPPORT, SUPPORT, None, False),
        (SUPPORT, frozenset(), frozenset(), False),
    ],
)
def test_a_support_form_must_be_possible_for_both(
    asked: frozenset[str], unmet: frozenset[str], possible: frozenset[str] | None, stands: bool
) -> None:
    given = problem(candidate(support=possible), site(support_unmet=unmet), need(support=asked))
    result = solve(given)
    assert bool(result.placements) == stands
    if not stands:
        assert result.unplaced[0].code == "support"
    elif asked:
        kinds = {r.kind for r in result.placements[0].reasons if r.code == "support"}
        assert kinds == {"missing" if possible is None else "met"}


@pytest.mark.parametrize("features", [(), tuple(FEATURES)])
def test_who_is_eligible_keeps_every_rule_that_no_course_helps_with(
    features: tuple[str, ...],
) -> None:
    given = generate(candidates=150, needs=40, courses=20, seed=2, features=features)
    t = tables.build(ordered(replace(given, needs=(*given.needs, need("n-any", site="p0001")))))
    met = eligibility(t)
    each = [met[rule.code] for rule in PAIR_RULES if not rule.closable]
    assert 0 < eligible(t).sum() < eligible(t).size
    assert (eligible(t) == np.logical_and.reduce(each)).all()
