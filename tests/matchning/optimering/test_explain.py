"""What is told about a plan is true of that plan."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matchning.optimering import (
    Margin,
    Pair,
    Problem,
    Requirements,
    TradeWish,
    Unfilled,
    Unplaced,
    solve,
    verify,
)
from matchning.optimering.generate import generate
from matchning.optimering.registry import PAIR_RULES, PATH_RULES, PLAN_RULES

from .builders import PROVE, best, candidate, course, intake, need, only, problem, site
from .strategies import problems
from .test_brute_force import EXAMPLES

HETA = Requirements(certificates=frozenset({"HETA"}))


def sentences(given_problem: Problem, kind: str) -> list[str]:
    return [r.sentence_sv for r in only(given_problem).reasons if r.kind == kind]


def test_reasons_for_a_path_with_a_course() -> None:
    given_problem = problem(
        candidate(lat=59.33, lon=18.06, max_travel_minutes=60.0, languages={"sv": 2}),
        need(weeks=(0, 12), must=HETA, language_level=2, taught=frozenset({"LIFT"})),
        site(
            lat=59.33,
            lon=18.06,
            shift_start_hour=6.5,
            crew_languages=frozenset({"sv"}),
        ),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (1, 2), cost_sek=2000.0),
        labels={"HETA": "Heta arbeten", "k1": "Heta arbeten, kurs", "sv": "svenska"},
    )
    assert sentences(given_problem, "met") == [
        "Har samtyckt till att föreslås.",
        "Vill arbeta som snickare.",
        "Nivån lärling passar behovet.",
        "Är tillgänglig under veckorna.",
        "Kan ta sig till arbetsplatsen till 06:30.",
        "Restiden är 15 minuter (gränsen är 60).",
        "Får det som saknas (Heta arbeten) genom kurs före start.",
        "Har nivå A2 i ett av arbetslagets språk (svenska); A2 krävs.",
        "Går Heta arbeten, kurs vecka 1 till 2 och får Heta arbeten.",
        "Lärs ut på platsen: LIFT.",
    ]
    assert sentences(given_problem, "plus") == [
        "Veckor i arbete: +10,0 arbetsveckor.",
        "Önskat yrke: +2,0 arbetsveckor.",
        "Meriter som önskas: +1,0 arbetsveckor.",
        "Rätt yrkesnivå: +1,0 arbetsveckor.",
    ]
    assert sentences(given_problem, "minus") == [
        "Resväg: \N{MINUS SIGN}0,2 arbetsveckor.",
        "Väntan till start: \N{MINUS SIGN}0,1 arbetsveckor.",
        "Kurskostnad: \N{MINUS SIGN}0,1 arbetsveckor.",
    ]


def test_a_certificate_that_runs_out_during_the_work_is_told() -> None:
    given_problem = problem(candidate(certificates={"HETA": 6}), need(must=HETA))
    assert "HETA går ut vecka 6 och behöver förnyas under tiden." in sentences(
        given_problem, "minus"
    )


def test_margins_are_single_exchanges() -> None:
    """c1 is worth 10 on n1 against 7 for c2 there, and 9 on n2, which is free."""
    given_problem = problem(
        candidate("c1"),
        candidate("c2"),
        need("n1"),
        need("n2"),
        Pair("c1", "n1", 10.0),
        Pair("c1", "n2", 9.8),
        Pair("c2", "n1", 7.0),
    )
    # Best: c1 on n2 and c2 on n1, 16.8.
    first, second = best(given_problem).placements
    assert (first.candidate, first.need) == ("c1", "n2")
    # n1 is taken by c2, so c1 has nowhere else, and nobody unplaced could take n2.
    assert first.margin == Margin(None, None, "enda möjliga")
    assert second.margin == Margin(None, None, "enda möjliga")


@pytest.mark.parametrize(
    ("rival", "word"), [(9.6, "jämnt"), (9.4, "klart bäst"), (None, "enda möjliga")]
)
def test_margin_to_the_next_candidate(rival: float | None, word: str) -> None:
    pairs = [Pair("c1", "n1", 10.0)]
    if rival is not None:
        pairs.append(Pair("c2", "n1", rival))
    result = best(problem(candidate("c1"), candidate("c2"), need(), *pairs))
    margin = result.placements[0].margin
    assert margin is not None
    assert margin.word == word
    gap = None if rival is None else pytest.approx(10.0 - rival)
    assert margin.to_next_candidate_for_need == gap
    assert margin.to_next_need_for_candidate is None


def test_margin_to_the_next_need_counts_only_free_places() -> None:
    given_problem = problem(
        candidate("c1"),
        need("n1"),
        need("n2"),
        site(tutor_hours_per_week=4.0),
        Pair("c1", "n1", 10.0, 4.0),
        Pair("c1", "n2", 8.0, 4.0),
    )
    margin = best(given_problem).placements[0].margin
    assert margin == Margin(None, 2.0, "klart bäst")


@settings(EXAMPLES, max_examples=30)
@given(problems())
def test_in_a_proved_plan_no_exchange_pays(problem_: Problem) -> None:
    for placement in best(replace(problem_, stages=())).placements:
        margin = placement.margin
        assert (margin is None) == placement.locked
        if margin is None:
            continue
        for gap in (margin.to_next_candidate_for_need, margin.to_next_need_for_candidate):
            assert gap is None or gap >= -1e-6


@settings(EXAMPLES, max_examples=30)
@given(problems())
def test_the_account_adds_up(problem_: Problem) -> None:
    """Everyone is placed or told why not; every person-week is filled or told of."""
    result = best(problem_)
    if result.status == "infeasible":
        return
    placed = [p.candidate for p in result.placements] + [t.candidate for t in result.trainings]
    assert sorted(placed + [u.candidate for u in result.unplaced]) == sorted(
        c.id for c in problem_.candidates
    )
    missing = {u.need: u.missing_person_weeks for u in result.unfilled}
    for n in problem_.needs:
        wanted = sum((s.end_week - s.start_week) * s.headcount for s in n.demand)
        filled = sum(p.end_week - p.start_week for p in result.placements if p.need == n.id)
        later = [leg for p in result.placements for leg in p.then if leg.need == n.id]
        filled += sum(leg.end_week - leg.start_week for leg in later)
        assert missing.get(n.id, 0) == wanted - filled


@settings(EXAMPLES, max_examples=30)
@given(problems())
def test_a_candidate_with_possible_needs_could_be_placed_alone(problem_: Problem) -> None:
    """`possible_needs` is told apart from `competition` truthfully."""
    for unplaced in best(problem_).unplaced:
        alone = replace(
            problem_,
            candidates=tuple(c for c in problem_.candidates if c.id == unplaced.candidate),
            locks=(),
            together=(),
            goals=(),
            stages=(),
            openings=(),
            forbidden=tuple(f for f in problem_.forbidden if f.candidate == unplaced.candidate),
            kept=tuple(k for k in problem_.kept if k.candidate == unplaced.candidate),
        )
        placements = best(alone).placements
        assert verify(alone, placements) == ()
        if unplaced.code not in {"competition", "together", "low_value"}:
            assert placements == ()
            assert unplaced.possible_needs == 0


BLOCKS = {
    "consent": (candidate(consent=False), need()),
    "not_excluded": (candidate(excluded=True), need()),
    "trade": (candidate(trades=(TradeWish("målare"),)), need()),
    "rung": (candidate(), need(min_rung=1)),
    "dates": (candidate(available_from_week=10), need()),
    "delay": (candidate(available_from_week=5), need(max_delay_weeks=4)),
    "hours": (candidate(hours_per_week=20.0), need(hours_per_week=40.0)),
    "licence": (candidate(), need(must=Requirements(licences=frozenset({"B"})))),
    "age": (candidate(), need(age_min=18)),
    "skills": (candidate(), need(must=Requirements(skills=frozenset({"mura"})))),
    "certificates": (candidate(), need(must=HETA)),
}


@pytest.mark.parametrize("code", BLOCKS)
def test_the_blocking_rule_is_named_for_the_person_and_the_need(code: str) -> None:
    result = best(problem(*BLOCKS[code]))
    assert [(u.code, u.blocked_needs) for u in result.unplaced] == [(code, {code: 1})]
    assert [(u.code, u.rule) for u in result.unfilled] == [("no_candidate", code)]


def test_a_course_that_comes_too_late_leaves_the_gap_as_the_reason() -> None:
    given_problem = problem(
        candidate(),
        need(weeks=(0, 10), must=HETA, max_delay_weeks=2),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (2, 4)),
    )
    assert best(given_problem).unplaced == (
        Unplaced(
            "c1",
            "certificates",
            "Giltiga intyg vid start hindrar 1 av 1 behov i valda yrken.",
            {"certificates": 1},
            0,
        ),
    )


def test_the_rule_that_alone_blocks_most_needs_is_the_main_one() -> None:
    given_problem = problem(
        candidate(hours_per_week=20.0),
        need("n1", hours_per_week=40.0),
        need("n2", hours_per_week=40.0, must=HETA),
        need("n3", must=HETA, age_min=18),
    )
    (unplaced,) = best(given_problem).unplaced
    assert unplaced.code == "hours"
    assert unplaced.blocked_needs == {"hours": 2, "age": 1, "certificates": 2}


def test_why_a_need_is_not_full() -> None:
    given_problem = problem(
        candidate("c1"),
        candidate("c2"),
        need("n1", headcount=3, tutor_hours_per_week=4.0),
        site(tutor_hours_per_week=4.0),
    )
    assert best(given_problem).unfilled == (
        Unfilled(
            need="n1",
            missing_person_weeks=20,
            missing_peak=2,
            code="tutor_hours",
            sentence_sv="Handledartiden på arbetsplatsen räcker inte till fler.",
            rule=None,
            possible_candidates=2,
        ),
    )


def test_a_need_whose_possible_people_are_better_used_elsewhere() -> None:
    given_problem = problem(candidate("c1"), need("n1", weight=2.0), need("n2"))
    (unfilled,) = best(given_problem).unfilled
    assert (unfilled.need, unfilled.code) == ("n2", "competition")
    assert unfilled.sentence_sv == "1 kandidat till passar men gör mer nytta på annat håll."


def test_nobody_left_is_not_called_competition() -> None:
    (unfilled,) = best(problem(candidate(), need(headcount=2))).unfilled
    assert (unfilled.code, unfilled.rule) == ("no_candidate", "trade")
    assert unfilled.sentence_sv == "Ingen fler kandidat har valt yrket snickare."


def test_someone_outdone_is_told_so() -> None:
    (unplaced,) = best(problem(candidate("c1"), candidate("c2"), need())).unplaced
    assert (unplaced.code, unplaced.possible_needs) == ("competition", 1)


def test_every_sentence_on_a_realistic_plan_is_filled_in() -> None:
    result = best(generate(candidates=60, needs=30, courses=30, seed=2))
    texts = [r.sentence_sv for p in result.placements for r in p.reasons]
    texts += [u.sentence_sv for u in result.unplaced]
    texts += [u.sentence_sv for u in result.unfilled]
    assert len(texts) > 100
    for text in texts:
        assert text.endswith(".")
        assert "{" not in text
        assert "None" not in text


def test_a_reason_is_known_by_its_code_and_kind() -> None:
    codes = [rule.code for rule in PAIR_RULES]
    codes += [rule.code for rule in (*PATH_RULES, *PLAN_RULES)]
    assert len(set(codes)) == len(codes)
    for placement in best(generate(candidates=60, needs=30, courses=30, seed=2)).placements:
        told = [(r.code, r.kind) for r in placement.reasons if r.code != "course"]
        assert len(set(told)) == len(told)


def test_no_explanation_when_not_asked_for() -> None:
    result = solve(problem(candidate(), need()), replace(PROVE, explain=False))
    assert [(p.reasons, p.margin) for p in result.placements] == [((), None)]
    assert (result.unplaced, result.unfilled) == ((), ())
