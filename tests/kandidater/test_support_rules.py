"""The rules of support against a table of worked cases from the statutes."""

import json
from datetime import date
from typing import Any

import pytest

from grunddata.selectors import norms, support_rules
from kandidater.support.facts import Facts, Membership, Period
from kandidater.support.forms import RuleAnswer, possible_support
from kandidater.support.page import CASES as CASES_FILE
from kandidater.support.page import DOCUMENT, page

CASES = json.loads(CASES_FILE.read_text())
pytestmark = pytest.mark.django_db


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def facts_of_case(case: dict[str, Any]) -> Facts:
    return Facts(
        birth_date=day(case["birth"]),
        memberships=tuple(
            Membership(group, ground, day(first), day(last), days)
            for group, ground, first, last, days in case["groups"]
        ),
        periods=tuple(
            Period(kind, date.fromisoformat(first), day(last))
            for kind, first, last in case["periods"]
        ),
    )


def answers(facts: Facts, on: date) -> dict[str, RuleAnswer]:
    forms = possible_support(facts, support_rules(on), on, norms(date(2026, 5, 4)))
    return {answer.rule.code: answer for form in forms for answer in form.rules}


def test_the_table_is_long_and_every_case_names_its_paragraph() -> None:
    assert len(CASES) >= 40
    assert [case["nr"] for case in CASES] == list(range(1, len(CASES) + 1))
    for case in CASES:
        assert case["law"].startswith("SFS "), case["nr"]
        assert "§" in case["law"], case["nr"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['nr']}-{case['rule']}")
def test_a_worked_case(case: dict[str, Any]) -> None:
    on = date.fromisoformat(case["day"])
    answer = answers(facts_of_case(case), on).get(case["rule"])
    if case["verdict"] == "not in force":
        assert answer is None
        return
    assert answer is not None
    assert answer.outcome.verdict.value == case["verdict"]
    assert list(answer.outcome.missing) == case["missing"]
    assert list(answer.outcome.against) == case["against"]
    assert (answer.amount.month_sek, answer.amount.extra_month_sek, answer.amount.year_sek) == (
        case["month_sek"],
        case["extra_month_sek"],
        case["year_sek"],
    )
    assert answer.longest_months == case["longest_months"]


def test_every_rule_has_a_case() -> None:
    known = {
        rule.code for on in (date(2025, 1, 31), date(2026, 5, 4)) for rule in support_rules(on)
    }
    assert {case["rule"] for case in CASES} == known


def test_the_page_shows_the_table() -> None:
    assert DOCUMENT.read_text() == page()
