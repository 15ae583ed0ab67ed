"""Deciding week by week: what is held back, who is trained early, and nothing used too soon."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matchning.optimering import (
    Budget,
    Candidate,
    Forbidden,
    Lock,
    Options,
    Problem,
    Requirements,
    Together,
    TradeWish,
    solve,
    verify,
)
from matchning.optimering.generate import generate
from matchning.optimering.simulation import (
    Replayed,
    forecast_policy,
    greedy_policy,
    plan_policy,
    simulate,
)
from matchning.optimering.weekly import Begun, Decisions, decide, forecast, known

from .builders import PROVE, candidate, course, intake, need, problem, site

SECOND_CHOICE = (TradeWish("snickare", 0, 2),)
WELDING = Requirements(skills=frozenset({"svets"}))


def second(name: str, **changes: Any) -> Candidate:
    return candidate(name, trades=SECOND_CHOICE, **changes)


def a_place_worth_waiting_for() -> Problem:
    """One place in week 5; somebody is known at once, somebody better in week 2."""
    better = candidate("c2", known_from_week=2, available_from_week=5)
    return problem(second("c1", available_from_week=5), better, need("n1", weeks=(5, 15)))


def a_course_before_the_need() -> Problem:
    """The need is known in week 4, when the only course it asks for has been held."""
    return problem(
        candidate("c1", skills=frozenset()),
        need("n1", weeks=(6, 16), known_from_week=4, must=WELDING),
        course("k", grants_skills=frozenset({"svets"})),
        intake("t1", "k", (1, 3), cost_sek=10_000.0, payer="kommunen"),
        site(),
        budgets=(Budget("b1", "kommunen", 15_000.0),),
    )


def placed(replayed: Replayed) -> list[tuple[str, str, int]]:
    return [(p.candidate, p.need, replayed.decided[p.candidate]) for p in replayed.placements]


def test_nothing_is_known_too_early_and_nobody_starts_in_the_past() -> None:
    whole = a_place_worth_waiting_for()
    assert [c.id for c in known(whole, 1).candidates] == ["c1"]
    assert [c.id for c in known(whole, 2).candidates] == ["c1", "c2"]
    assert [c.available_from_week for c in known(whole, 7).candidates] == [7, 7]
    lock = Lock("c1", "n1")
    assert [c.available_from_week for c in known(whole, 7, [lock]).candidates] == [5, 7]
    assert known(a_course_before_the_need(), 3).needs == ()


def test_without_foresight_the_first_who_can_is_placed() -> None:
    whole = a_place_worth_waiting_for()
    for policy in (greedy_policy(PROVE), plan_policy(PROVE)):
        assert placed(simulate(whole, policy)) == [("c1", "n1", 0)]


def test_a_forecast_holds_the_place_for_who_is_to_come() -> None:
    whole = a_place_worth_waiting_for()
    replayed = simulate(whole, forecast_policy([whole], PROVE))
    assert placed(replayed) == [("c2", "n1", 2)]
    assert replayed.value == pytest.approx(solve(whole, PROVE).objective)


def test_it_is_the_same_without_highs() -> None:
    whole = a_place_worth_waiting_for()
    cbc = replace(PROVE, solver="cbc")
    assert placed(simulate(whole, forecast_policy([whole], cbc))) == [("c2", "n1", 2)]


def test_a_forecast_of_nobody_holds_nothing() -> None:
    whole = a_place_worth_waiting_for()
    nobody = problem(need("n1", weeks=(5, 15)))
    assert placed(simulate(whole, forecast_policy([nobody], PROVE))) == [("c1", "n1", 0)]


def test_she_waits_for_a_better_need_to_come() -> None:
    near = need("n1", weeks=(0, 10))
    later = need("n2", weeks=(4, 20), known_from_week=2)
    whole = problem(candidate("c1"), near, later)
    assert placed(simulate(whole, plan_policy(PROVE))) == [("c1", "n1", 0)]
    assert placed(simulate(whole, forecast_policy([whole], PROVE))) == [("c1", "n2", 2)]


def test_a_forecast_is_what_is_known_and_what_another_year_makes_known_later() -> None:
    whole = a_place_worth_waiting_for()
    coming = forecast(known(whole, 0), 0, whole)
    assert [c.id for c in coming.candidates] == ["c1", "~c2"]
    assert [n.id for n in coming.needs] == ["n1"]
    elsewhere = problem(
        need("n9", site="s9", known_from_week=1), candidate("c9"), site("s9"), site()
    )
    assert forecast(known(whole, 0), 0, elsewhere) == known(whole, 0)
    longer = problem(need("n9", weeks=(15, 25), known_from_week=1), weeks=30)
    assert forecast(known(whole, 0), 0, longer) == known(whole, 0)


def test_a_course_is_begun_for_a_need_that_will_come() -> None:
    whole = a_course_before_the_need()
    assert placed(simulate(whole, plan_policy(PROVE))) == []
    replayed = simulate(whole, forecast_policy([whole], PROVE))
    assert placed(replayed) == [("c1", "n1", 4)]
    assert replayed.placements[0].intakes == ("t1",)
    assert replayed.unused == ()
    assert replayed.value == pytest.approx(solve(whole, PROVE).objective)


def test_a_course_nobody_had_use_of_is_paid_for() -> None:
    forecasted = a_course_before_the_need()
    whole = problem(
        *forecasted.candidates, *forecasted.courses, *forecasted.intakes, *forecasted.sites
    )
    replayed = simulate(whole, forecast_policy([forecasted], PROVE))
    assert replayed.unused == (Begun("c1", ("t1",)),)
    assert replayed.value == pytest.approx(-0.5)


def test_a_course_begun_takes_its_seat_and_its_money() -> None:
    now = known(a_course_before_the_need(), 2, (), (Begun("c1", ("t1",)),))
    assert now.intakes[0].taken == 1
    assert now.budgets[0].limit_sek == 5_000.0
    (person,) = now.candidates
    assert person.skills == frozenset({"svets"})
    assert person.completed_courses == frozenset({"k"})
    assert person.available_from_week == 3


def test_a_full_course_or_an_empty_purse_begins_nothing() -> None:
    whole = a_course_before_the_need()
    now = known(whole, 1)
    assert decide(now, 1, [forecast(now, 1, whole)], (), PROVE).begun == (Begun("c1", ("t1",)),)
    two = problem(
        *whole.candidates,
        second("c2", skills=frozenset()),
        *whole.needs,
        need("n2", weeks=(6, 16), known_from_week=4, must=WELDING),
        *whole.courses,
        intake("t1", "k", (1, 3), seats=2, cost_sek=10_000.0, payer="kommunen"),
        *whole.sites,
        *whole.budgets,
    )
    now = known(two, 1)
    begun = decide(now, 1, [forecast(now, 1, two)], (), PROVE).begun
    assert begun == (Begun("c1", ("t1",)),)


def test_what_begins_later_is_left_for_a_later_week() -> None:
    whole = a_course_before_the_need()
    now = known(whole, 0)
    coming = [forecast(now, 0, whole)]
    assert decide(now, 0, coming, (), PROVE) == Decisions()
    told = decide(now, 0, coming, (), PROVE, notice_weeks=2)
    assert told == Decisions(begun=(Begun("c1", ("t1",)),))


def test_a_course_is_begun_where_it_is_worth_it_over_all_forecasts() -> None:
    """0.5 weeks for the course, 10 weeks of work in one forecast of so many."""
    whole = a_course_before_the_need()
    now = known(whole, 1)
    used = forecast(now, 1, whole)
    unused = replace(used, needs=(need("n2", weeks=(6, 16), trade="murare"),))
    assert decide(now, 1, [used] + 9 * [unused], (), PROVE).begun != ()
    assert decide(now, 1, [used] + 39 * [unused], (), PROVE).begun == ()


def test_those_who_share_a_place_in_no_forecast_are_all_trained_for_it() -> None:
    """Each forecast has use of another of them; by herself none is needed in all."""
    whole = a_course_before_the_need()
    people = (candidate("c1", skills=frozenset()), candidate("c2", skills=frozenset()))
    two = replace(
        whole,
        candidates=people,
        intakes=(intake("t1", "k", (1, 3), seats=2),),
        budgets=(),
    )
    now = known(two, 1)
    coming = [
        replace(forecast(now, 1, two), forbidden=(Forbidden(one.id, f"~{two.needs[0].id}"),))
        for one in people
    ]
    begun = {one.candidate for one in decide(now, 1, coming, (), PROVE).begun}
    assert begun == {"c1", "c2"}


def test_a_group_is_placed_together_or_waits() -> None:
    """Two for two places now; where one of the places is better kept both wait."""
    together = (Together("g", ("c1", "c2")),)
    whole = problem(
        candidate("c1"), candidate("c2"), need("n1", headcount=2, weeks=(0, 10)), together=together
    )
    now = known(whole, 0)
    later = need("n2", weeks=(1, 20), headcount=2, known_from_week=1)
    better = forecast(now, 0, problem(later))
    elsewhere = forecast(now, 0, problem(replace(later, trade="murare")))
    assert decide(now, 0, [better], (), PROVE).placements == ()
    assert len(decide(now, 0, [elsewhere], (), PROVE).placements) == 2


def year(number: int, features: Collection[str] = ()) -> Problem:
    """All known within five weeks, so that there are few to replay."""
    made = generate(candidates=12, needs=6, courses=8, seed=number, features=(*features, "weekly"))

    def soon(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(x, known_from_week=x.known_from_week // 10) for x in items)

    return replace(made, candidates=soon(made.candidates), needs=soon(made.needs))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_decided_has_nothing_of_what_becomes_known_later(seed: int) -> None:
    """The same decisions to week 12 whatever the year is like after it."""
    last = 12

    def another(number: int) -> Problem:
        return generate(
            candidates=60, needs=12, courses=12, seed=number, features=("ready", "weekly")
        )

    whole, others = another(seed), [another(seed + 10)]
    cut = replace(
        whole,
        candidates=tuple(one for one in whole.candidates if one.known_from_week <= last),
        needs=tuple(one for one in whole.needs if one.known_from_week <= last),
    )
    assert len(cut.candidates) < len(whole.candidates)

    def told(problem: Problem) -> list[Decisions]:
        found: list[Decisions] = []
        policy = forecast_policy(others, PROVE)

        def recorded(now: Problem, week: int, begun: Sequence[Begun]) -> Decisions:
            if week > last:
                return Decisions()
            found.append(policy(now, week, begun))
            return found[-1]

        simulate(problem, recorded)
        return found

    decided = told(whole)
    assert any(one.placements or one.begun for one in decided)
    assert decided == told(cut)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(1, 10_000),
    features=st.sets(st.sampled_from(("ready", "chains", "budgets", "together", "goals"))),
)
def test_decisions_keep_every_capacity_and_use_nothing_unknown(
    seed: int, features: set[str]
) -> None:
    options = Options(relative_gap=0.01, explain=False)

    whole = year(seed, features)
    assume(all(goal.group for goal in whole.goals))  # so few people may have nobody of a group
    replayed = simulate(whole, forecast_policy([year(seed + 1, features)], options))
    people = {c.id: c for c in whole.candidates}
    needs = {n.id: n for n in whole.needs}
    for one in replayed.placements:
        week = replayed.decided[one.candidate]
        assert people[one.candidate].known_from_week <= week
        assert all(
            needs[leg].known_from_week <= week for leg in (one.need, *[x.need for x in one.then])
        )
        assert one.start_week >= week
    assert [v.code for v in verify(whole, replayed.placements) if v.code in CAPACITIES] == []


CAPACITIES = {"one_future", "headcount", "tutor_hours", "seats", "budget", "together"}
