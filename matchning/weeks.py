"""Dates to the optimiser's whole weeks and back. Week 0 begins on ``first_monday``."""

from dataclasses import dataclass
from datetime import date, timedelta


def next_monday(today: date) -> date:
    """The first Monday after today: nobody can be placed in a week that has begun."""
    return today + timedelta(days=7 - today.weekday())


@dataclass(frozen=True)
class Calendar:
    first_monday: date

    def first_week(self, day: date) -> int:
        """The first whole week on or after a first day (may be negative)."""
        return -((self.first_monday - day).days // 7)

    def end_week(self, end: date) -> int:
        """The exclusive end week of something that ends before ``end`` (may be negative)."""
        return (end - self.first_monday).days // 7

    def monday(self, week: int) -> date:
        return self.first_monday + timedelta(weeks=week)
