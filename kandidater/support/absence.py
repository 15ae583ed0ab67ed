"""Time without work, counted as the statutes do: so many months of the last so many.

A month is a calendar month back from the day. Care of one's own child under two is left out: the
frame reaches back as many days further (SFS 2018:43 9 §, 2018:42 5 §, 2022:807 6 §).
"""

from datetime import date

from bas.days import months_later

from .facts import Facts

# Every frame of the statutes is three months longer than what it asks: 12 of 15, 6 of 9, 24 of 27.
SLACK_MONTHS = 3


def frame_start(facts: Facts, day: date, months: int) -> int:
    """Ordinal of the first day of the last ``months`` months, child care left out."""
    wanted = day.toordinal() - months_later(day, -months).toordinal()
    care = facts.child_care_days(day)
    start = day.toordinal()
    while wanted:
        start -= 1
        wanted -= start not in care
    # Care that ends where the frame begins is not part of it.
    return start


def days_absent(facts: Facts, day: date, of_months: int) -> int:
    start = frame_start(facts, day, of_months)
    return sum(start <= ordinal for ordinal in facts.absent_days(day))


def at_least(facts: Facts, day: date, months: int, of_months: int) -> bool:
    return days_absent(facts, day, of_months) >= _length(day, months)


def more_than(facts: Facts, day: date, months: int) -> bool:
    """Longer than so many months, within the same slack as the other frames."""
    return days_absent(facts, day, months + SLACK_MONTHS) > _length(day, months)


def absent_months(facts: Facts, day: date, at_most: int) -> int:
    """The whole months of absence up to the day: the most N that are N of the last N + 3."""
    months = 0
    while months < at_most and at_least(facts, day, months + 1, months + 1 + SLACK_MONTHS):
        months += 1
    return months


def within(facts: Facts, event: date, day: date, months: int) -> bool:
    """Whether something happened in the last so many months, child care left out."""
    return frame_start(facts, day, months) <= event.toordinal() <= day.toordinal()


def _length(day: date, months: int) -> int:
    return (day - months_later(day, -months)).days
