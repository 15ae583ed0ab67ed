"""The crew curve against the worked example of 120 flats, and properties of the suggested needs."""

import csv
import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projekt.crew_curve import (
    LABOURER,
    CrewTemplate,
    NeedStep,
    SlotRules,
    SuggestedNeed,
    parse_template,
    project_hours,
    slot_rules,
    suggest_needs,
    total_heads,
    weekly_heads,
)

ROOT = Path(__file__).resolve().parents[2]
PAYLOADS: dict[str, Mapping[str, Any]] = {
    row["code"]: row["payload"]
    for row in json.loads((ROOT / "grunddata/data/crew_templates.json").read_text())
}
with (ROOT / "grunddata/data/norms.csv").open() as norms_file:
    NORMS = {row["key"]: float(row["value"]) for row in csv.DictReader(norms_file)}
FLATS = parse_template(PAYLOADS["flerbostadshus-platsgjutet"], NORMS)
PIPES = parse_template(PAYLOADS["stambyte-badrum"], NORMS)
RULES = SlotRules(
    shares={
        "apprentice_share": 0.10,
        "without_certificate_share": 0.05,
        "labourer_entry_share": 0.5,
    },
    tutor_hours={0: 6, 1: 3},
    step_weeks=4,
    min_weeks=8,
)
WEDNESDAY = date(2026, 3, 4)


def step(start: str, weeks: int, headcount: int) -> NeedStep:
    first = date.fromisoformat(start)
    return NeedStep(first, first + timedelta(weeks=weeks), headcount)


def test_reproduces_the_worked_example_to_the_printed_decimal() -> None:
    curve = weekly_heads(FLATS, 120, 62.3, 16, 80)
    with (Path(__file__).parent / "data/crew_curve_120_dwellings.csv").open() as file:
        expected = list(csv.DictReader(file))
    columns = {**curve, "total": total_heads(curve)}
    assert list(columns) == [key for key in expected[0] if key != "week"]
    computed = [
        {"week": str(week + 1)} | {key: f"{heads[week]:.1f}" for key, heads in columns.items()}
        for week in range(80)
    ]
    assert computed == expected


def test_the_example_is_the_templates_default() -> None:
    assert weekly_heads(FLATS, 120) == weekly_heads(FLATS, 120, 62.3, 16, 80)


@pytest.mark.parametrize(
    ("dwellings", "weeks"), [(1, 20), (2, 23), (40, 58), (120, 80), (318, 107)]
)
def test_new_build_duration_follows_the_power_law(dwellings: int, weeks: int) -> None:
    assert len(total_heads(weekly_heads(FLATS, dwellings))) == weeks


@pytest.mark.parametrize(("dwellings", "weeks"), [(1, 8), (10, 8), (11, 10), (100, 26)])
def test_renovation_duration_follows_the_stacks(dwellings: int, weeks: int) -> None:
    assert len(total_heads(weekly_heads(PIPES, dwellings))) == weeks


def test_hours_by_area_and_by_dwelling() -> None:
    assert project_hours(FLATS, 120) == pytest.approx(119_616)
    assert project_hours(FLATS, 10, m2_per_dwelling=50) == 8_000
    assert project_hours(FLATS, 10, hours_per_dwelling=900) == 9_000
    assert project_hours(PIPES, 10) == 2_000
    assert project_hours(PIPES, 10, 70, 4) == 2_800


@pytest.mark.parametrize(
    ("dwellings", "area", "rate", "message"),
    [
        (0, None, None, "at least one dwelling"),
        (10, -1.0, None, "positive"),
        (10, 60.0, 0.0, "positive"),
        (10, float("nan"), None, "positive"),
    ],
)
def test_wrong_figures_are_refused(
    dwellings: int, area: float | None, rate: float | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        project_hours(FLATS, dwellings, area, rate)


def test_area_without_hours_per_area_is_refused() -> None:
    with pytest.raises(ValueError, match="must be given"):
        project_hours(PIPES, 10, m2_per_dwelling=60)
    with pytest.raises(ValueError, match="at least one week"):
        weekly_heads(FLATS, 10, duration_weeks=0)


def test_first_stack_of_a_renovation_works_task_by_task() -> None:
    curve = weekly_heads(PIPES, 10)  # one stack, eight weeks, 2 000 hours
    busy = {key: [week for week, n in enumerate(heads) if n] for key, heads in curve.items()}
    assert busy["protect_and_demolish"] == [0, 1]
    assert busy["plumbing_risers"] == [1, 2, 3]
    assert busy["waterproof_tile"] == [4, 5]
    assert busy["final_plumb"] == [6, 7]
    assert sum(curve["plumbing_risers"]) * 33 == pytest.approx(400)


@pytest.mark.parametrize("template", [FLATS, PIPES], ids=["flats", "pipes"])
@given(dwellings=st.integers(1, 600), weeks=st.none() | st.integers(1, 260))
def test_hours_are_kept_trade_by_trade(
    template: CrewTemplate, dwellings: int, weeks: int | None
) -> None:
    curve = weekly_heads(template, dwellings, duration_weeks=weeks)
    hours = project_hours(template, dwellings)
    for trade in template.trades:
        assert min(curve[trade.key]) >= 0
        assert sum(curve[trade.key]) * 33 == pytest.approx(hours * trade.share)
    if template.labourer:
        assert sum(curve[LABOURER]) * 33 == pytest.approx(hours * template.labourer.share)


def test_suggested_needs_for_eighteen_flats() -> None:
    curve = weekly_heads(FLATS, 18)
    assert suggest_needs(FLATS, curve, WEDNESDAY, RULES) == [
        SuggestedNeed("betongarbetare", 0, (step("2026-03-30", 16, 1),), 6),
        SuggestedNeed("betongarbetare", 1, (step("2026-04-27", 8, 1),), 3),
        SuggestedNeed("traarbetare", 0, (step("2026-07-20", 12, 1),), 6),
        SuggestedNeed("vvs-montor", 0, (step("2026-07-20", 8, 1),), 6),
        SuggestedNeed("grovarbetare", 1, (step("2026-04-27", 28, 1),), 3),
    ]


def test_suggested_needs_rise_and_fall_with_the_crew() -> None:
    needs = suggest_needs(FLATS, weekly_heads(FLATS, 120), WEDNESDAY, RULES)
    concrete = next(need for need in needs if need.occupation_code == "betongarbetare")
    assert concrete.steps == (
        step("2026-04-27", 4, 2),
        step("2026-05-25", 4, 3),
        step("2026-06-22", 16, 4),
        step("2026-10-12", 4, 3),
        step("2026-11-09", 4, 1),
    )
    assert concrete.person_weeks == 100


def test_no_share_gives_no_needs_and_a_missing_norm_is_an_error() -> None:
    curve = weekly_heads(FLATS, 120)
    nothing = SlotRules(dict.fromkeys(RULES.shares, 0.0), RULES.tutor_hours, 4, 8)
    assert suggest_needs(FLATS, curve, WEDNESDAY, nothing) == []
    with pytest.raises(KeyError, match="without_certificate_share"):
        suggest_needs(FLATS, curve, WEDNESDAY, SlotRules({"apprentice_share": 0.1}, {}, 4, 8))


@pytest.mark.parametrize("template", [FLATS, PIPES], ids=["flats", "pipes"])
@given(
    dwellings=st.integers(1, 600),
    start=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    share=st.floats(0, 1),
    step_weeks=st.integers(1, 13),
)
def test_needs_are_whole_heads_on_mondays_and_keep_the_hours(
    template: CrewTemplate, dwellings: int, start: date, share: float, step_weeks: int
) -> None:
    rules = SlotRules(dict.fromkeys(RULES.shares, share), RULES.tutor_hours, step_weeks, 8)
    curve = weekly_heads(template, dwellings)
    weeks = len(total_heads(curve))
    needs = {
        (need.occupation_code, need.rung): need
        for need in suggest_needs(template, curve, start, rules)
    }
    wanted: dict[tuple[str, int], float] = {}
    for trade in (*template.trades, *([template.labourer] if template.labourer else [])):
        for crew in trade.occupations:
            for slot in crew.slots:
                key = (crew.occupation, slot.rung)
                person_weeks = sum(curve[trade.key]) * crew.part * share
                wanted[key] = wanted.get(key, 0) + person_weeks
    assert set(needs) <= set(wanted)
    for key, person_weeks in wanted.items():
        planned = needs[key].person_weeks if key in needs else 0
        assert abs(planned - person_weeks) <= 0.5 * weeks + 1e-6
    for need in needs.values():
        assert all(isinstance(s.headcount, int) and s.headcount >= 1 for s in need.steps)
        assert all(s.start.isoweekday() == s.end.isoweekday() == 1 for s in need.steps)
        assert need.steps[0].start >= start - timedelta(days=6)
        assert need.steps[-1].end <= start + timedelta(weeks=weeks)
        assert all(a.end <= b.start for a, b in zip(need.steps, need.steps[1:], strict=False))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"share": 0.5}, "shares must sum to 1"),
        ({"window": [0.5, 0.2, 0.3, 0.4]}, "ground: a window"),
        ({"window": [0, 0.2, 0.3, 1.4]}, "ground: a window"),
        ({"window": [0, 0.2, 0.3]}, "ground: a window"),
        (
            {"occupations": [{"occupation": "x", "part": 0.4, "slots": []}]},
            "ground: the parts",
        ),
    ],
)
def test_a_broken_template_is_refused(change: dict[str, Any], message: str) -> None:
    payload = dict(PAYLOADS["flerbostadshus-platsgjutet"])
    first, *rest = payload["trades"]
    with pytest.raises(ValueError, match=message):
        parse_template(payload | {"trades": [first | change, *rest]}, NORMS)


def test_an_unknown_kind_of_duration_is_refused() -> None:
    payload = PAYLOADS["stambyte-badrum"]
    with pytest.raises(ValueError, match="unknown kind of duration: magic"):
        parse_template({**payload, "duration": {"kind": "magic"}}, NORMS)


def test_figures_follow_the_norms() -> None:
    payload = PAYLOADS["flerbostadshus-platsgjutet"]
    dear = parse_template(payload, NORMS | {"hours_per_m2_boa": 28, "duration_min_weeks": 30})
    assert project_hours(dear, 1) == 62.3 * 28
    assert len(total_heads(weekly_heads(dear, 1))) == 30
    with pytest.raises(KeyError, match="duration_exponent"):
        parse_template(payload, {k: v for k, v in NORMS.items() if k != "duration_exponent"})


def test_slot_rules_come_from_the_norms() -> None:
    rules = slot_rules(NORMS)
    assert {key: rules.shares[key] for key in RULES.shares} == RULES.shares
    assert (rules.tutor_hours, rules.step_weeks, rules.min_weeks) == ({0: 6.0, 1: 3.0}, 4, 8)
