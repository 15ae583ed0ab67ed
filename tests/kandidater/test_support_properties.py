"""What holds of the rules of support whoever it is about."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grunddata.enums import Ground
from grunddata.models import SupportForm, SupportRule
from grunddata.selectors import norms, support_rules
from kandidater.enums import PeriodKind
from kandidater.support.absence import absent_months, at_least, more_than, within
from kandidater.support.amounts import Wage, counted
from kandidater.support.conditions import Verdict, check
from kandidater.support.facts import Facts, Membership, Period
from kandidater.support.forms import possible_support

TODAY = date(2026, 5, 4)
NORMS = {"employer_fee_rate": 0.3142, "support_wage_cap_month": 20_000.0}
GROUPS = ["nyanland", "langtidsarbetslos", "ung-vuxen", "nedsatt-arbetsformaga"]
with_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def days_before(longest: int) -> st.SearchStrategy[date]:
    return st.integers(0, longest).map(lambda n: TODAY - timedelta(days=n))


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    first = draw(days_before(1500))
    length = draw(st.none() | st.integers(0, 900))
    return first, None if length is None else first + timedelta(days=length)


@st.composite
def someone(draw: st.DrawFn) -> Facts:
    birth = draw(st.none() | st.dates(date(1960, 1, 1), date(2010, 1, 1)))
    memberships = draw(
        st.lists(
            st.builds(
                lambda group, ground, span, days: Membership(group, ground, span[0], span[1], days),
                st.sampled_from(GROUPS),
                st.sampled_from(Ground.values),
                spans() | st.just((None, None)),
                st.none() | st.integers(0, 600),
            ),
            max_size=4,
        )
    )
    periods = draw(
        st.lists(
            st.builds(
                lambda kind, span: Period(kind, *span), st.sampled_from(PeriodKind.values), spans()
            ),
            max_size=5,
        )
    )
    return Facts(birth, tuple(memberships), tuple(periods))


def absent(*spans: tuple[date, date | None]) -> Facts:
    return Facts(periods=tuple(Period(PeriodKind.ABSENT, *span) for span in spans))


@pytest.fixture
def rules(db: Any) -> list[SupportRule]:
    return support_rules(TODAY)


@with_database
@given(facts=someone())
def test_every_form_is_answered_once_the_most_possible_first_with_words(
    rules: list[SupportRule], facts: Facts
) -> None:
    forms = possible_support(facts, rules, TODAY, NORMS)
    codes = [form.form.code for form in forms]
    assert sorted(codes) == sorted({rule.support_form_id for rule in rules})
    order = [list(Verdict).index(form.verdict) for form in forms]
    assert order == sorted(order)
    for answer in (answer for form in forms for answer in form.rules):
        outcome = answer.outcome
        assert bool(outcome.missing) == (outcome.verdict is Verdict.UNKNOWN)
        assert bool(outcome.against) == (outcome.verdict is Verdict.NO)
        limit = answer.rule.max_months
        if limit is not None:
            assert answer.longest_months is not None
            assert 0 <= answer.longest_months <= limit
        top = answer.rule.support_form.max_month_sek
        if top is not None and answer.amount.month_sek is not None:
            assert answer.amount.month_sek <= top


@with_database
@given(facts=someone())
def test_what_is_not_known_never_makes_more_possible_than_knowing(
    rules: list[SupportRule], facts: Facts
) -> None:
    """Without her birth date nothing is newly possible: only not known."""
    nobody = Facts(None, facts.memberships, facts.periods)
    known = {form.form.code: form.verdict for form in possible_support(facts, rules, TODAY, NORMS)}
    for form in possible_support(nobody, rules, TODAY, NORMS):
        if form.verdict is Verdict.YES:
            assert known[form.form.code] is Verdict.YES or facts.birth_date is not None
        if known[form.form.code] is Verdict.YES and facts.birth_date is None:
            assert form.verdict is Verdict.YES


@with_database
@given(facts=someone(), year=st.integers(2022, 2030), day=st.integers(0, 364))
def test_nothing_comes_after_its_last_day(db: Any, facts: Facts, year: int, day: int) -> None:
    on = date(year, 1, 1) + timedelta(days=day)
    told = {
        answer.rule
        for form in possible_support(facts, support_rules(on), on, NORMS)
        for answer in form.rules
    }
    for rule in told:
        for row in (rule, rule.support_form):
            assert row.valid_to is None or on <= row.valid_to
            assert row.valid_from is None or row.valid_from <= on
        assert rule.support_form.status == "active"


@given(span=spans(), months=st.integers(1, 40))
def test_time_without_work_grows_by_the_day(span: tuple[date, date | None], months: int) -> None:
    first, last = span
    longer = absent((first - timedelta(days=1), last))
    if at_least(absent(span), TODAY, months, months + 3):
        assert at_least(longer, TODAY, months, months + 3)
    if more_than(absent(span), TODAY, months):
        assert at_least(absent(span), TODAY, months, months + 3)


@given(first=days_before(1200), care=st.integers(1, 700), since=st.integers(0, 1200))
def test_child_care_moves_time_and_changes_nothing_else(first: date, care: int, since: int) -> None:
    """Care between two spells of absence: counted as though it had never been."""
    gap_end = TODAY - timedelta(days=since)
    gap_start = gap_end - timedelta(days=care)
    later = (gap_end, None)
    without = absent((first, gap_end - timedelta(days=1)), later)
    moved = Facts(
        periods=(
            Period(PeriodKind.ABSENT, first - timedelta(days=care), gap_start - timedelta(days=1))
            if first - timedelta(days=care) < gap_start
            else Period(PeriodKind.ABSENT, *later),
            Period(PeriodKind.CHILD_CARE, gap_start, gap_end - timedelta(days=1)),
            Period(PeriodKind.ABSENT, *later),
        )
    )
    if first >= gap_end:
        without = absent(later)
    for months in (6, 12, 24, 36):
        assert at_least(moved, TODAY, months, months + 3) == at_least(
            without, TODAY, months, months + 3
        )
        assert more_than(moved, TODAY, months) == more_than(without, TODAY, months)


@given(months=st.integers(0, 24), more=st.integers(0, 27))
def test_whole_months_of_absence_are_counted_exactly(months: int, more: int) -> None:
    from bas.days import months_later

    first = months_later(TODAY, -months) - timedelta(days=more)
    assert absent_months(absent((first, None)), TODAY, at_most=24) == min(24, months)


@given(days=st.integers(-400, 1500))
def test_a_permit_is_from_the_last_36_months_from_its_day_on(days: int) -> None:
    granted = TODAY - timedelta(days=days)
    assert within(Facts(), granted, TODAY, 36) == (date(2023, 5, 4) <= granted <= TODAY)


def test_a_condition_nobody_has_taught_us_is_refused() -> None:
    with pytest.raises(ValueError, match="hemlig"):
        check({"hemlig": 1}, Facts(), TODAY)


def test_amounts_follow_the_norms_of_the_day(rules: list[SupportRule]) -> None:
    newcomer = Facts(date(1990, 1, 1), (Membership("nyanland", Ground.ESTABLISHMENT),))

    def month(code: str, values: dict[str, float]) -> int | None:
        forms = possible_support(newcomer, rules, TODAY, values)
        return next(form.rules[0].amount.month_sek for form in forms if form.form.code == code)

    assert norms(TODAY)["employer_fee_rate"] == NORMS["employer_fee_rate"]
    assert norms(TODAY)["support_wage_cap_month"] == NORMS["support_wage_cap_month"]
    assert (month("nystartsjobb", NORMS), month("introduktionsjobb", NORMS)) == (15_710, 21_027)
    lower = {"employer_fee_rate": 0.3, "support_wage_cap_month": 10_001.0}
    # 2.5 × 0.3 × 10 001 = 7 500.75; 0.8 × 10 001 × 1.3 = 10 401.04
    assert (month("nystartsjobb", lower), month("introduktionsjobb", lower)) == (7_501, 10_401)


@given(wage=st.integers(1, 200_000), hours=st.integers(1, 40))
def test_a_wage_counts_up_to_its_hours_share_of_the_cap(wage: int, hours: int) -> None:
    figures = NORMS | {"full_time_hours_per_week": 40.0}
    base = counted(figures, Wage(Decimal(wage), Decimal(hours)))
    assert base.cap_sek == Decimal(20_000) * hours / 40
    assert base.sek == min(Decimal(wage), base.cap_sek)


def test_every_rule_of_the_data_is_one_the_code_can_answer(db: Any) -> None:
    for rule in SupportRule.objects.order_by("code"):
        for condition in rule.payload["conditions"]:
            check(condition, Facts(), TODAY)
    points = {code for rule in SupportRule.objects.all() for code in rule.payload.get("unless", [])}
    assert points <= set(SupportRule.objects.values_list("code", flat=True))


def test_a_form_that_ends_tomorrow_is_gone_the_day_after(db: Any) -> None:
    SupportForm.objects.filter(code="sius").update(valid_to=TODAY)
    SupportRule.objects.filter(code="hjalpmedel-a").update(valid_from=TODAY + timedelta(days=1))

    def codes(on: date) -> set[str]:
        return {form.form.code for form in possible_support(Facts(), support_rules(on), on, NORMS)}

    assert "sius" in codes(TODAY)
    assert "hjalpmedel" not in codes(TODAY)
    tomorrow = codes(TODAY + timedelta(days=1))
    assert "sius" not in tomorrow
    assert "hjalpmedel" in tomorrow
