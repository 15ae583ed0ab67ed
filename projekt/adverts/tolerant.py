"""Reading JSON that promises nothing: every value may be missing, null or of another type."""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from bas.api.fields import EARLIEST, LATEST

MAX_DIGITS = 9
# How programs write that a text is not there.
_NOTHING = frozenset({"", "[]", "{}", "null", "none"})


def at(value: Any, *keys: str) -> Any:
    """What stands under these keys in turn; of a list its first object, None where nothing does."""
    for key in keys:
        if isinstance(value, list):
            value = next(iter(objects(value)), None)
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list; an object that should have been a list of one is that one."""
    rows = value if isinstance(value, list) else [value]
    return (row for row in rows if isinstance(row, dict))


def text(value: Any, longest: int) -> str:
    """One line that any database stores: no control signs, no halves of signs."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**longest else ""
    if not isinstance(value, str):
        return ""
    kept = "".join(sign if sign.isprintable() else " " for sign in value[: longest * 4])
    line = " ".join(kept.split())
    return "" if line.casefold() in _NOTHING else line[:longest].strip()


def whole(value: Any) -> int | None:
    """A whole number, also where it is written as text or with decimals that say nothing."""
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        return int(value.strip()) if len(value.strip()) <= MAX_DIGITS else None
    number = finite(value)
    if number is None or abs(number) >= 10**MAX_DIGITS or not number.is_integer():
        return None
    return int(number)


def finite(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def day(value: Any) -> date | None:
    """The day of a date or a moment in ISO 8601; None outside what a date here can be."""
    if not isinstance(value, str):
        return None
    try:
        found = date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
