"""What is not known is told with what it would change, and that is what it changes."""

from typing import Any

import pytest

from matchning.optimering import Candidate, Need, Site, TradeWish

from .builders import candidate, need, only, problem, site

NEAR: dict[str, Any] = {"travel_minutes": {"c1": {"s1": 20.0}}}
CASES: dict[str, tuple[Candidate, Need, Site, dict[str, Any], dict[str, Any]]] = {
    "nice": (
        candidate(certificates={"X": None}, skills=None),
        need(nice=frozenset({"X", "Y", "Z"})),
        site(),
        {"skills": frozenset({"Y", "Z"})},
        {"skills": frozenset()},
    ),
    "wish": (
        candidate(trades=(TradeWish("snickare", 0, None),)),
        need(),
        site(),
        {"trades": (TradeWish("snickare", 0, 1),)},
        {"trades": (TradeWish("snickare", 0, 3),)},
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_a_missing_fact_changes_the_value_by_what_is_told(code: str) -> None:
    person, work, place, good, bad = CASES[code]
    now = only(problem(person, work, place, **NEAR))
    (told,) = [r for r in now.reasons if r.kind == "missing"]
    assert told.code == code
    for changes, sign in ((good, 1), (bad, -1)):
        known = only(problem(candidate(**{**_kept(person), **changes}), work, place, **NEAR))
        assert known.value - now.value == pytest.approx(sign * told.data["value_change"])
        assert [r for r in known.reasons if r.kind == "missing"] == []


def _kept(person: Candidate) -> dict[str, Any]:
    return {"certificates": person.certificates, "trades": person.trades}


def test_an_unknown_journey_is_told_by_the_minute() -> None:
    person, place = candidate(max_travel_minutes=60.0), site()
    now = only(problem(person, need(), place))
    (told,) = [r for r in now.reasons if r.kind == "missing" and r.code == "travel"]
    assert told.sentence_sv == (
        "Restiden är inte känd; den räknas som 40 minuter. "
        "Var 10:e minut ändrar värdet med 0,17 arbetsveckor."
    )
    known = only(problem(person, need(), place, travel_minutes={"c1": {"s1": 50.0}}))
    assert now.value - known.value == pytest.approx(told.data["value_per_10_minutes"])
    assert told.data["may_block"] is True


def test_hours_nobody_has_told_of_may_stop_it_and_block_nothing() -> None:
    person = candidate(latest_end_hour=15.5, odd_hours={"weekend": True})
    place = site(odd_hours=frozenset({"weekend", "evening"}))
    told = {r.code: r for r in only(problem(person, need(), place)).reasons if r.kind == "missing"}
    assert told["shift_end"].sentence_sv == (
        "Det är inte känt när arbetsdagen slutar; kandidaten kan senast 15:30."
    )
    assert told["odd_hours"].sentence_sv == (
        "Arbetet omfattar kvällar; det är inte känt om kandidaten kan då."
    )
    assert told["shift_end"].data == told["odd_hours"].data == {"may_block": True}


def test_what_may_stop_the_proposal_is_told() -> None:
    given_ = problem(
        candidate(),
        need(language_level=2, support=frozenset({"nystart"})),
        site(),
    )
    told = {r.code: r for r in only(given_).reasons if r.kind == "missing"}
    assert {code for code, r in told.items() if r.data.get("may_block")} >= {"language", "support"}
    assert told["language"].sentence_sv == (
        "Arbetslagets språk är inte angivet; nivån A2 krävs och kan visa sig saknas."
    )
