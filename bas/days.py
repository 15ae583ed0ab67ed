"""Months and ages, counted the way laws and calendars do."""

import calendar
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def has_turned(age: int, birth: date, day: date) -> bool:
    """Whether somebody born on ``birth`` is at least ``age`` years old that day."""
    return months_later(birth, 12 * age) <= day
