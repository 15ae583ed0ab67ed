"""The optimiser's sentences as people read them: calendar weeks for plan weeks, names for ids."""

import re
from collections.abc import Mapping
from typing import Any

from .optimering.canonical import plain
from .optimering.result import Reason
from .weeks import Calendar

_WEEKS = re.compile(r"\bvecka (\d+)(?: (till|och) (\d+))?")


def in_calendar(sentence: str, calendar: Calendar) -> str:
    """``vecka N`` counted from the plan's start as the ISO week, with its year once another begins.

    A stretch ends before its last week in the plan, with it for people.
    """

    def words(found: re.Match[str]) -> str:
        first, word, end = found[1], found[2], found[3]
        if end is None:
            return f"vecka {_iso(int(first), calendar)}"
        last = max(int(first), int(end) - 1)
        if last == int(first):
            return f"vecka {_iso(last, calendar)}"
        return f"vecka {_iso(int(first), calendar)} {word} {_iso(last, calendar)}"

    return _WEEKS.sub(words, sentence)


def _iso(week: int, calendar: Calendar) -> str:
    year, number, _ = calendar.monday(week).isocalendar()
    return str(number) if year == calendar.first_monday.isocalendar()[0] else f"{number} {year}"


def reason_in_calendar(reason: Reason, calendar: Calendar) -> dict[str, Any]:
    """The reason as it is stored with a proposal."""
    document: dict[str, Any] = plain(reason)
    return document | {"sentence_sv": in_calendar(reason.sentence_sv, calendar)}


def with_names(sentence: str, names: Mapping[str, str]) -> str:
    """Ids replaced by the names this reader may see."""
    for key, name in names.items():
        sentence = sentence.replace(key, name)
    return sentence
