"""Weeks as people on site say them: ISO weeks, Monday first."""

from datetime import date


def week_label(day: date) -> str:
    """The day's ISO week in words: "v. 12 2026"."""
    year, week, _ = day.isocalendar()
    return f"v. {week} {year}"
