"""Time cut at the borders of calendar months, in whole days and exact fractions of months.

All spans are half open: the end is the first day after.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from bas.days import months_later


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_touched(start: date, end: date) -> list[date]:
    """The first of every calendar month with a day of the span, in order."""
    found, month = [], first_of_month(start)
    while month < end:
        found.append(month)
        month = months_later(month, 1)
    return found if start < end else []


def days_by_month(start: date, end: date) -> dict[date, int]:
    """How many days of the span each month holds; they add up to the whole."""
    return {
        month: (min(end, months_later(month, 1)) - max(start, month)).days
        for month in months_touched(start, end)
    }


def months_worked(origin: date, start: date, end: date) -> dict[date, Fraction]:
    """Months of work in each calendar month, for the days ``start``–``end`` of what began
    on ``origin``.

    Months are counted as the law does, from the first day to the same day of the next month, each
    one month whatever its days; a day is that month's part. So half a year is six months wherever
    it begins, also over a leap day, and what is cut in pieces adds up to the whole.
    """
    worked: dict[date, Fraction] = {}
    for first, after in _own_months(origin, end):
        for month, days in days_by_month(max(first, start), min(after, end)).items():
            part = Fraction(days, (after - first).days)
            worked[month] = worked.get(month, Fraction(0)) + part
    return worked


def _own_months(origin: date, end: date) -> Iterator[tuple[date, date]]:
    number, first = 0, origin
    while first < end:
        number += 1
        after = months_later(origin, number)
        yield first, after
        first = after
