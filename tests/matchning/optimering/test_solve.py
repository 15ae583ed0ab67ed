"""What `solve` decides, on cases small enough to work out by hand."""

from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import pytest

from matchning.optimering import (
    DemandStep,
    Forbidden,
    Kept,
    Lock,
    Options,
    Pair,
    Prerequisites,
    ProblemError,
    Requirements,
    TradeWish,
    TravelRules,
    Weights,
    solve,
)

from .builders import PROVE, best, candidate, course, intake, need, only, plan, problem, site

HETA = Requirements(certificates=frozenset({"HETA"}))
NEUTRAL = Weights(wish_share=0, nice_share=0, rung_share=0, travel_share_per_hour=0)


def test_generalised_assignment_is_a_special_case() -> None:
    """Three agents, seven jobs: the proved plan is worth what enumerating all 4^7 plans finds."""
    rng = Random(7)
    jobs, agents = range(7), range(3)
    value = [[rng.randint(15, 25) for _ in jobs] for _ in agents]
    hours = [[rng.randint(5, 25) for _ in jobs] for _ in agents]
    capacity = [0.5 * sum(hours[a]) / len(agents) * 1.5 for a in agents]
    given = problem(
        *(candidate(f"c{k}") for k in jobs),
        *(need(f"n{a}", site=f"s{a}", headcount=len(jobs)) for a in agents),
        *(site(f"s{a}", tutor_hours_per_week=capacity[a]) for a in agents),
        *(Pair(f"c{k}", f"n{a}", value[a][k], hours[a][k]) for a in agents for k in jobs),
    )
    optimum = max(
        sum(value[a][k] for k, a in enumerate(choice) if a is not None)
        for choice in product((*agents, None), repeat=len(jobs))
        if all(
            sum(hours[a][k] for k, b in enumerate(choice) if b == a) <= capacity[a] for a in agents
        )
    )
    result = best(given, PROVE)
    assert (result.status, result.objective, result.gap) == ("optimal", optimum, 0.0)
    assert result.stats.greedy_objective < optimum  # so that the solver had something to do
    assert result.bound_scope == "all_futures"


def test_empty_problem_has_a_proved_empty_plan() -> None:
    result = best(problem())
    assert (result.status, result.objective, result.bound, result.gap) == ("optimal", 0, 0, 0)
    assert (result.placements, result.verified) == ((), True)


def test_a_course_leads_to_the_need() -> None:
    given = problem(
        candidate(),
        need(weeks=(0, 10), must=HETA),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (1, 3)),
    )
    assert plan(best(given)) == [("c1", "n1", 3, 10, ("t1",))]


def test_two_courses_in_the_right_order() -> None:
    given = problem(
        candidate(),
        need(weeks=(0, 20), must=HETA),
        course("k1", grants_certificates={"SCT": None}),
        course(
            "k2",
            grants_certificates={"HETA": None},
            prerequisites=Prerequisites(certificates=frozenset({"SCT"})),
        ),
        intake("t1", "k1", (2, 4)),
        intake("t2", "k2", (0, 2)),  # too early: SCT comes first
        intake("t3", "k2", (5, 7)),
    )
    assert plan(best(given)) == [("c1", "n1", 7, 20, ("t1", "t3"))]


def test_a_later_intake_is_used_when_the_first_is_full() -> None:
    given = problem(
        candidate("c1"),
        candidate("c2"),
        need(weeks=(0, 20), headcount=2, must=HETA),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 2)),
        intake("t2", "k1", (4, 6)),
    )
    starts = sorted(p.start_week for p in best(given).placements)
    assert starts == [2, 6]


def test_what_is_taught_on_site_needs_no_course() -> None:
    given = problem(candidate(), need(must=HETA, taught=frozenset({"HETA"})))
    assert plan(best(given)) == [("c1", "n1", 0, 10, ())]


def test_a_language_step_opens_a_need() -> None:
    given = problem(
        candidate(languages={"sv": 1}),
        need(weeks=(0, 20), language_level=2),
        site(crew_languages=frozenset({"sv"})),
        course("sfi", grants_languages={"sv": 2}, prerequisites=Prerequisites(languages={"sv": 1})),
        intake("t1", "sfi", (0, 8)),
    )
    assert plan(best(given)) == [("c1", "n1", 8, 20, ("t1",))]


def test_any_of_the_crews_languages_will_do() -> None:
    given = problem(
        candidate(languages={"en": 4}),
        need(language_level=2),
        site(crew_languages=frozenset({"sv", "en"})),
    )
    assert len(best(given).placements) == 1


def test_a_higher_licence_covers_a_lower() -> None:
    asks = need(must=Requirements(licences=frozenset({"B"})))
    assert len(best(problem(candidate(licences=frozenset({"CE"})), asks)).placements) == 1
    assert best(problem(candidate(licences=frozenset({"A"})), asks)).placements == ()


def test_a_weak_shared_language_takes_more_tutor_hours() -> None:
    asks = need(tutor_hours_per_week=4.0, tutor_extra_hours_per_week=3.0)
    crew = site(crew_languages=frozenset({"sv"}))
    weak, strong = candidate(languages={"sv": 1}), candidate(languages={"sv": 2})
    assert only(problem(weak, asks, crew)).tutor_hours_per_week == 7.0
    assert only(problem(strong, asks, crew)).tutor_hours_per_week == 4.0


def test_tutor_hours_limit_a_site_over_all_its_needs() -> None:
    given = problem(
        *(candidate(f"c{k}") for k in range(4)),
        need("n1", headcount=2, tutor_hours_per_week=4.0),
        need("n2", headcount=2, tutor_hours_per_week=4.0),
        site(tutor_hours_per_week=9.0),
    )
    assert len(best(given).placements) == 2


def test_a_curve_of_demand_takes_people_in_and_lets_them_go() -> None:
    steps = (DemandStep(0, 4, 1), DemandStep(4, 8, 3), DemandStep(8, 12, 1))
    given = problem(*(candidate(f"c{k}") for k in range(3)), need(demand=steps), weights=NEUTRAL)
    weeks = sorted((p.start_week, p.end_week) for p in best(given).placements)
    # 20 person-weeks wanted, and all of them are filled: one stays, two come for the peak.
    assert sum(end - start for start, end in weeks) == 20
    assert len(weeks) == 3


def test_first_choice_wins_all_else_equal() -> None:
    second = candidate("c1", trades=(TradeWish("målare", 0, 1), TradeWish("snickare", 0, 2)))
    assert plan(best(problem(second, candidate("c2"), need()))) == [("c2", "n1", 0, 10, ())]


def test_value_parts_add_up_and_are_what_the_weights_say() -> None:
    given = problem(
        candidate(skills=frozenset({"mura"})),
        need(
            weeks=(2, 12),
            weight=2.0,
            must=HETA,
            nice=frozenset({"mura", "puts"}),
        ),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (1, 4), cost_sek=3000.0),
        travel_minutes={"c1": {"s1": 30.0}},
    )
    placement = only(given)
    assert placement.value_parts == pytest.approx(
        {
            "work": 16.0,  # weeks 4-12 at weight 2
            "wish": 3.2,  # first choice: 0.2
            "nice": 1.6,  # half of the two: 0.2 * 0.5
            "rung": 1.6,  # on the lowest rung: 0.1
            "travel": -0.8,  # half an hour: 0.1 * 0.5
            "waiting": -0.2,  # four weeks at 0.05
            "cost": -0.15,  # 3 000 kr at 0.05
        }
    )
    assert placement.value == pytest.approx(21.25)
    assert placement.travel_minutes == 30.0


def test_missing_facts_are_neutral() -> None:
    """Unknown journey, rank and skills count as the middle, so nobody gains by hiding them."""
    given = problem(
        candidate(trades=(TradeWish("snickare", 0, None),), skills=None),
        need(nice=frozenset({"mura"})),
        travel=TravelRules(neutral_minutes=30.0),
    )
    placement = only(given)
    assert placement.value_parts == pytest.approx(
        {"work": 10, "wish": 1, "nice": 1, "rung": 1, "travel": -0.5, "waiting": 0, "cost": 0}
    )
    missing = {reason.code for reason in placement.reasons if reason.kind == "missing"}
    assert missing == {"travel", "nice", "wish"}


def test_minutes_given_for_her_area_replace_the_estimate() -> None:
    near = candidate(area="Rinkeby", max_travel_minutes=45.0)
    given = problem(near, need(), travel_minutes={"Rinkeby": {"s1": 44.0}})
    assert only(given).travel_minutes == 44.0
    far = replace(given, travel_minutes={"Rinkeby": {"s1": 46.0}})
    assert best(far).placements == ()


def test_travel_is_estimated_as_declared() -> None:
    """One degree of latitude is 111.195 km; 25 km/h, detour 1.3 and 15 minutes are the defaults."""
    given = problem(candidate(lat=59.0, lon=18.0), need(), site(lat=59.1, lon=18.0))
    assert only(given).travel_minutes == pytest.approx(15 + 11.1195 * 1.3 / 25 * 60, abs=0.1)


def test_before_the_first_bus_only_a_driver_with_a_licence_gets_there() -> None:
    early = site(shift_start_hour=5.5)
    both, licence = frozenset({"public", "car"}), frozenset({"B"})
    assert best(problem(candidate(), need(), early)).placements == ()
    assert best(problem(candidate(modes=both), need(), early)).placements == ()
    assert (
        len(best(problem(candidate(modes=both, licences=licence), need(), early)).placements) == 1
    )
    later = TravelRules(public_first_arrival_hour=5.0)
    assert len(best(problem(candidate(), need(), early, travel=later)).placements) == 1


def test_a_lock_stands_even_where_another_would_be_worth_more() -> None:
    weak = candidate("c1", trades=(TradeWish("snickare", 2, 3),))
    given = problem(weak, candidate("c2"), need(), locks=(Lock("c1", "n1", 1, 9),))
    result = best(given)
    assert plan(result) == [("c1", "n1", 1, 9, ())]
    assert result.placements[0].locked
    assert result.placements[0].margin is None


def test_a_locked_path_takes_its_seat() -> None:
    given = problem(
        candidate("c1"),
        candidate("c2"),
        need(weeks=(4, 10), headcount=2, must=HETA),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 2)),
        locks=(Lock("c2", "n1", 4, 10, ("t1",)),),
    )
    result = best(given)
    assert plan(result) == [("c2", "n1", 4, 10, ("t1",))]
    assert [u.code for u in result.unfilled] == ["seats"]


def test_locks_that_cannot_all_stand_are_infeasible_and_say_why() -> None:
    given = problem(
        candidate("c1"), candidate("c2"), need(), locks=(Lock("c1", "n1"), Lock("c2", "n1"))
    )
    result = best(given)
    assert (result.status, result.objective, result.placements) == ("infeasible", None, ())
    assert result.conflicts == ("n1: Vecka 0 är 2 placerade men 1 önskas.",)
    assert not result.verified


def test_a_rejected_pair_is_not_proposed_again() -> None:
    given = problem(candidate(), need("n1", weight=2.0), need("n2"))
    assert plan(best(given)) == [("c1", "n1", 0, 10, ())]
    without = replace(given, forbidden=(Forbidden("c1", "n1"),))
    assert plan(best(without)) == [("c1", "n2", 0, 10, ())]


def test_a_kept_proposal_outweighs_a_small_gain_but_not_a_large_one() -> None:
    given = problem(candidate(), need("n1"), need("n2", weight=1.1), kept=(Kept("c1", "n1"),))
    kept = only(given)
    assert (kept.need, kept.value_parts["keep"]) == ("n1", 2.0)
    larger = replace(given, needs=(need("n1"), need("n2", weight=1.5)))
    assert only(larger).need == "n2"


def test_a_future_worth_less_than_nothing_is_left_out() -> None:
    given = problem(
        candidate(),
        need(weeks=(0, 6), must=HETA),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 2), cost_sek=500_000.0),
    )
    result = best(given)
    assert result.placements == ()
    assert [u.code for u in result.unplaced] == ["low_value"]
    assert [u.code for u in result.unfilled] == ["low_value"]


def test_cutting_futures_is_told_in_the_scope_of_the_bound() -> None:
    intakes = [intake(f"t{k}", "k1", (k, k + 1)) for k in range(4)]
    given = problem(
        candidate(),
        need(weeks=(0, 20), must=HETA),
        course("k1", grants_certificates={"HETA": None}),
        *intakes,
    )
    cut = solve(given, replace(PROVE, paths_per_pair=2))
    assert (cut.bound_scope, cut.stats.columns, cut.stats.columns_cut) == ("kept_futures", 2, 2)
    whole = best(given)
    assert (whole.bound_scope, whole.stats.columns_cut) == ("all_futures", 0)


def test_costs_are_summed_per_payer() -> None:
    given = problem(
        candidate("c1"),
        candidate("c2"),
        need(weeks=(0, 20), headcount=2, must=HETA),
        course("k1", grants_certificates={"HETA": None}),
        intake("t1", "k1", (0, 2), seats=2, cost_sek=1500.0, payer="kommunen"),
    )
    assert best(given).stats.cost_sek_by_payer == {"kommunen": 3000.0}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("time_limit_seconds", 0.0),
        ("relative_gap", -0.1),
        ("relative_gap", float("nan")),
        ("paths_per_pair", 0),
        ("starts_per_path", 0),
        ("solver", "gurobi"),
    ],
)
def test_impossible_options_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ProblemError) as fault:
        solve(problem(), replace(Options(), **{name: value}))
    assert fault.value.item == f"options.{name}"
