"""Dates as people and spreadsheet programs write them."""

import re
from datetime import date, timedelta

from .asking import Asker

_MONTHS = (
    "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip
# Only one way to read them: year first, or the month in letters.
_PLAIN = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[t ][\d:.]+)?"),
    re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?:den )?(?P<d>\d{1,2})\.? (?P<word>[a-zå]{3,9})\.? (?P<y>\d{4})"),
)
# Read one way in Sweden, but other countries write the month first: asked once for each style.
_ASKED = {
    "slash_dash": re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2}) ?- ?(?P<y>\d{2}|\d{4})"),
    "slash": re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2}|\d{4})"),
    "dots": re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{2}|\d{4})"),
    "six_digits": re.compile(r"(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
}
_SERIAL = re.compile(r"[1-7]\d{4}")
# Day 0 of the 1900 date system as Excel counts it from March 1900 (it believes in 29 February).
_EXCEL_ZERO = date(1899, 12, 30)
# Two digits of a birth year: nobody younger than this is registered.
_YOUNGEST = 10


def in_words(day: date) -> str:
    months = "januari februari mars april maj juni juli augusti september oktober november december"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def read_date(name: str, text: str, asker: Asker, today: date) -> str | None:
    """ISO day, or None for empty. Asks about styles that can be read two ways and impossible days.

    Raises Unread when the answer was no.
    """
    for pattern in _PLAIN:
        if found := pattern.fullmatch(text.lower()):
            return _day(name, text, found, asker, today)
    for style, pattern in _ASKED.items():
        if found := pattern.fullmatch(text):
            day = _day(name, text, found, asker, today)
            if day is None:
                return None
            return _asked(name, style, text, date.fromisoformat(day), asker)
    if _SERIAL.fullmatch(text):
        return _asked(name, "serial", text, _EXCEL_ZERO + timedelta(days=int(text)), asker)
    asker.ask(name, "unread_date", text, None)
    return None


def _asked(name: str, style: str, text: str, day: date, asker: Asker) -> str:
    read: str = asker.ask(name, style, text, day.isoformat(), shown=in_words(day))
    return read


def _day(name: str, text: str, found: re.Match[str], asker: Asker, today: date) -> str | None:
    parts = found.groupdict()
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000
        if name == "birth_date" and year > today.year - _YOUNGEST:
            year -= 100
    try:
        month = int(parts["m"]) if "m" in parts else _MONTHS.index(parts["word"][:3]) + 1
    except ValueError:
        asker.ask(name, "unread_date", text, None)
        return None
    try:
        return date(year, month, int(parts["d"])).isoformat()
    except ValueError:
        asker.ask(name, "impossible_date", text, None)
        return None
