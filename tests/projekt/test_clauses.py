"""Clauses: the worked cases of docs/klausuler.md to the last fraction, and what always holds."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projekt import clause_page
from projekt.clauses import Account, Contract, Hours, Terms, Work, account, places_asked
from projekt.enums import EmploymentForm
from projekt.month_days import days_by_month, months_touched, months_worked

CASES = json.loads(clause_page.CASES.read_text(encoding="utf-8"))
MODELS = {row["code"]: row for row in json.loads(clause_page.MODELS.read_text(encoding="utf-8"))}
DAY = date.fromisoformat
ZERO = Fraction(0)


def terms_of(code: str, figures: Mapping[str, Any]) -> Terms:
    """As a contract freezes them."""
    payload = {**MODELS[code]["payload"], **figures}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in payload.items()
        if name not in {"chosen", "municipality"}
    }
    return Terms(measure=MODELS[code]["measure"], **values)


def contract_of(case: dict[str, Any]) -> Contract:
    facts = dict(case["contract"])
    return Contract(
        terms=terms_of(case["model"], case["figures"]),
        start=DAY(facts.pop("start")),
        end=DAY(facts.pop("end")),
        exempted=tuple((DAY(a), DAY(b)) for a, b in facts.pop("exempted", [])),
        hours=tuple(Hours(DAY(month), *rest) for month, *rest in facts.pop("hours", [])),
        **facts,
    )


def works_of(case: dict[str, Any]) -> list[Work]:
    return [
        Work(**{**work, "start": DAY(work["start"]), "end": DAY(work["end"])})
        for work in case["works"]
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['number']}: {case['case']}")
def test_a_worked_case(case: dict[str, Any]) -> None:
    told = account(contract_of(case), works_of(case), DAY(case["today"]))
    expect = case["expect"]
    found = {name: str(getattr(told, name)) for name in ("required", "fulfilled", "planned")}
    assert found | {"missing": str(told.missing)} == {
        name: str(Fraction(expect[name])) for name in (*found, "missing")
    }
    rows = {
        f"{row.month:%Y-%m}": [row.required, row.fulfilled, row.planned, row.missing]
        for row in told.months
    }
    for month, cells in expect.get("months", {}).items():
        assert rows[month] == [None if cell is None else Fraction(cell) for cell in cells], month
    assert list(told.not_required) == expect.get("not_required", [])
    assert told.bonus_sek == expect.get("bonus_sek", 0)
    assert told.skilled == (Fraction(expect["skilled"]) if "skilled" in expect else None)
    assert told.months_without_hours == expect.get("months_without_hours", 0)
    assumed = [f"{row.month:%Y-%m}" for row in told.months if row.assumed]
    assert assumed == expect.get("assumed", [])


def test_there_are_cases_of_every_model() -> None:
    assert len(CASES) >= 20
    assert {case["model"] for case in CASES} == set(MODELS)


def test_the_page_tells_the_cases_as_they_are() -> None:
    assert clause_page.DOCUMENT.read_text(encoding="utf-8") == clause_page.page()


days = st.dates(date(2023, 1, 1), date(2030, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    start = draw(days)
    return start, start + timedelta(days=draw(st.integers(1, 900)))


@st.composite
def works(draw: st.DrawFn) -> Work:
    start, end = draw(spans())
    return Work(
        person=draw(st.integers(0, 3)),
        start=start,
        end=end,
        form=draw(st.sampled_from([EmploymentForm.WORK_PRACTICE, EmploymentForm.APPRENTICE])),
        started=draw(st.booleans()),
        hours_per_week=draw(st.integers(5, 40)),
        lives_here=draw(st.sampled_from([None, True, False])),
    )


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    start, end = draw(spans())
    return Contract(
        terms=terms_of(draw(st.sampled_from(sorted(MODELS))), {}),
        start=start,
        end=end,
        value_sek=draw(st.integers(0, 10**9)),
        full_time_people=draw(st.one_of(st.none(), st.integers(0, 20))),
        planned_hours=draw(st.one_of(st.none(), st.integers(0, 10**6))),
        exempted=tuple(draw(st.lists(spans(), max_size=2))),
    )


@given(spans())
def test_months_follow_on_each_other_and_their_days_are_the_whole(span: tuple[date, date]) -> None:
    months = months_touched(*span)
    assert months == sorted(set(months)) == list(days_by_month(*span))
    assert sum(days_by_month(*span).values()) == (span[1] - span[0]).days


@given(days, st.integers(1, 60), st.integers(0, 900), st.integers(0, 900))
def test_months_of_work_are_whole_and_add_up_however_cut(
    origin: date, months: int, cut: int, other: int
) -> None:
    from bas.days import months_later

    end = months_later(origin, months)
    whole = months_worked(origin, origin, end)
    assert sum(whole.values()) == months
    first, second = sorted(min(origin + timedelta(days=n), end) for n in (cut, other))
    parts = [
        months_worked(origin, a, b) for a, b in ((origin, first), (first, second), (second, end))
    ]
    for month, amount in whole.items():
        assert sum((part.get(month, ZERO) for part in parts), ZERO) == amount


@settings(max_examples=150, deadline=None)
@given(contracts(), st.lists(works(), max_size=4), days)
def test_the_months_are_the_whole_and_nothing_is_negative(
    contract: Contract, done: list[Work], today: date
) -> None:
    told = account(contract, done, today)
    for name in ("required", "fulfilled", "planned"):
        amounts = [getattr(row, name) for row in told.months if getattr(row, name) is not None]
        assert sum(amounts, ZERO) == getattr(told, name)
        assert all(amount >= 0 for amount in amounts)
    assert told.missing == max(ZERO, told.required - told.fulfilled - told.planned)
    assert [row.month for row in told.months] == months_touched(contract.start, contract.end)
    assert told.bonus_sek >= 0
    if contract.terms.measure == "places":
        assert told.required <= places_asked(contract)
        assert told.months[-1].missing == max(ZERO, told.required - told.fulfilled - told.planned)


@settings(max_examples=150, deadline=None)
@given(contracts(), st.lists(works(), max_size=3), works(), days, st.integers(1, 400))
def test_more_work_more_value_and_more_time_never_turn_back(
    contract: Contract, done: list[Work], more: Work, today: date, later: int
) -> None:
    before = account(contract, done, today)

    def kept(told: Account) -> Fraction:
        return told.fulfilled + told.planned

    # Somebody else: of the same person the days would be counted once.
    added = account(contract, [*done, Work(**{**_fields(more), "person": "another"})], today)
    assert added.fulfilled >= before.fulfilled
    assert added.planned >= before.planned
    if contract.terms.measure != "residents":
        assert added.missing <= before.missing
        assert added.bonus_sek >= before.bonus_sek
    # As days pass what was planned becomes done, or is lost if it never began.
    after = account(contract, done, today + timedelta(days=later))
    assert after.fulfilled >= before.fulfilled
    assert kept(after) <= kept(before)
    dearer = Contract(**{**_fields(contract), "value_sek": contract.value_sek + 10**8})
    assert account(dearer, done, today).required >= before.required


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}
