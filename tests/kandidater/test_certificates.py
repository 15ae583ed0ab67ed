"""A certificate holds through the day it goes out; soon and past are said in words."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bas.days import has_turned, months_later
from grunddata.models import Norm
from kandidater.certificates import Validity, is_valid, validity
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(expires=DAYS)
def test_the_last_day_is_a_valid_one_and_the_next_is_not(expires: date) -> None:
    assert is_valid(expires, expires)
    assert not is_valid(expires, expires + timedelta(days=1))


@given(expires=st.none() | DAYS, day=DAYS, later=st.integers(0, 4000))
def test_what_has_ended_never_holds_again_without_renewal(
    expires: date | None, day: date, later: int
) -> None:
    after = day + timedelta(days=later)
    assert is_valid(expires, day) or not is_valid(expires, after)
    assert is_valid(None, day)


@given(expires=DAYS, day=DAYS, renewed=st.integers(0, 4000))
def test_a_renewal_only_adds_days(expires: date, day: date, renewed: int) -> None:
    longer = expires + timedelta(days=renewed)
    assert is_valid(longer, day) or not is_valid(expires, day)


@given(expires=st.none() | DAYS, day=DAYS, warning=st.integers(0, 200))
def test_the_word_agrees_with_the_day(expires: date | None, day: date, warning: int) -> None:
    word = validity(expires, day, day + timedelta(days=warning))
    assert (word is Validity.EXPIRED) == (not is_valid(expires, day))
    assert (word is Validity.NO_END) == (expires is None)
    assert (word is Validity.EXPIRING) == (
        expires is not None and 0 <= (expires - day).days <= warning
    )


@given(birth=st.dates(date(1940, 1, 1), date(2015, 1, 1)), age=st.integers(0, 80))
def test_an_age_is_reached_on_the_birthday_and_kept(birth: date, age: int) -> None:
    birthday = months_later(birth, 12 * age)
    assert has_turned(age, birth, birthday)
    assert not has_turned(age, birth, birthday - timedelta(days=1))


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 5), 60, date(2031, 12, 5)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_keep_to_the_month(first: date, months: int, last: date) -> None:
    assert months_later(first, months) == last


@pytest.mark.parametrize(
    ("days", "warning", "code", "label"),
    [
        (-1, 60, "expired", "Har gått ut"),
        (0, 60, "expiring", "Går snart ut"),
        (60, 60, "expiring", "Går snart ut"),
        (61, 60, "valid", "Gäller"),
        (61, 90, "expiring", "Går snart ut"),
        (None, 60, "no_end", "Går inte ut"),
    ],
)
def test_the_card_says_it_by_the_norm(
    place: Place, days: int | None, warning: int, code: str, label: str
) -> None:
    Norm.objects.filter(key="certificate_warning_days").update(value=warning)
    candidate = candidate_of(place.coach)
    candidate.certificates.create(
        certificate_id="HETA",
        expires=None if days is None else timezone.localdate() + timedelta(days=days),
    )
    body = client_of(place.coach).get(f"/api/candidates/{candidate.pk}/").json()
    (row,) = body["certificates"]
    assert (row["validity"], row["validity_label"], row["expired"]) == (code, label, days == -1)
