"""A row read with the mapping, the edits and the answers there are. Pure: no database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bas.sheets.cells import clean

from .asking import Asker, Finding, Unread
from .enums import RowVerdict
from .fields import FIELDS
from .reference import Reference

# So many times as often in the other column, both of them, says that the two have changed places.
_CLEARLY = 3


@dataclass(frozen=True)
class ReadRow:
    values: dict[str, Any]
    findings: list[Finding]
    verdict: RowVerdict
    # Some cell had spaces or invisible signs that say nothing.
    trimmed: bool


@dataclass(frozen=True)
class Names:
    """How often each text stands as first and as last name in the file, folded."""

    first: Counter[str]
    last: Counter[str]

    def swapped(self, first: str, last: str) -> bool:
        """The file itself says so: others have this first name last, and this last name first."""
        first, last = first.casefold(), last.casefold()
        return self.last[first] >= _CLEARLY * max(self.first[first], 1) and self.first[
            last
        ] >= _CLEARLY * max(self.last[last], 1)


def texts_of(cells: list[str], edits: dict[str, str], mapping: dict[int, str]) -> dict[str, str]:
    """Clean text per mapped field, the edited ones as edited."""
    texts = {code: cells[column] for column, code in mapping.items() if column < len(cells)}
    return {code: clean(text) for code, text in (texts | edits).items()}


def names_in(rows: Iterable[dict[str, str]]) -> Names:
    names = Names(Counter(), Counter())
    for texts in rows:
        names.first[texts.get("first_name", "").casefold()] += 1
        names.last[texts.get("last_name", "").casefold()] += 1
    return names


def read_row(
    *,
    cells: list[str],
    edits: dict[str, str],
    mapping: dict[int, str],
    answers: dict[str, bool],
    names: Names,
    reference: Reference,
) -> ReadRow:
    """What the row says. ``values`` holds what is to be written, empty fields left out."""
    asker = Asker(answers)
    texts = texts_of(cells, edits, mapping)
    _put_right(texts, edits, names, asker)
    values: dict[str, Any] = {}
    for one in FIELDS:
        text = texts.get(one.code, "")
        try:
            value = one.value(text, asker, reference)
        except Unread:
            continue
        if value not in (None, "", []):
            values[one.code] = value
        elif one.required and not any(f["field"] == one.code for f in asker.findings):
            asker.stop(one.code, "missing", "")
    _check_order(values, asker)
    _give_trade(values, asker)
    for one in FIELDS:
        # A name that was nothing but an emoji.
        if one.required and one.code not in values:
            asker.refused = True
    verdict = RowVerdict.READY
    if asker.refused:
        verdict = RowVerdict.WRONG
    elif asker.open:
        verdict = RowVerdict.ASK
    trimmed = any(cells[column] != clean(cells[column]) for column in mapping if cells[column])
    return ReadRow(values, asker.findings, verdict, trimmed)


def _put_right(texts: dict[str, str], edits: dict[str, str], names: Names, asker: Asker) -> None:
    """Columns that have changed places in this one row."""
    phone, email = texts.get("phone", ""), texts.get("email", "")
    if "@" in phone and "@" not in email and not {"phone", "email"} & set(edits):
        raw = f"{phone} / {email}"
        if asker.ask("phone", "swapped", raw, True, shown=f"{email} / {phone}", no=False):
            texts["phone"], texts["email"] = email, phone
    first, last = texts.get("first_name", ""), texts.get("last_name", "")
    if names.swapped(first, last) and not {"first_name", "last_name"} & set(edits):
        raw, shown = f"{first} {last}", f"{last} {first}"
        if asker.ask("first_name", "swapped", raw, True, shown=shown, no=False):
            texts["first_name"], texts["last_name"] = last, first


def _check_order(values: dict[str, Any], asker: Asker) -> None:
    first, last = values.get("available_from"), values.get("available_to")
    if first and last and last < first:
        try:
            asker.ask("available_to", "order", last, None)
        except Unread:
            return
        del values["available_to"]


def _give_trade(values: dict[str, Any], asker: Asker) -> None:
    """Hours without a trade are of the one wished for first."""
    rows = values.get("trade_hours", [])
    for row in [row for row in rows if not row["occupation"]]:
        first = next(iter(values.get("occupations", [])), None)
        if first and all(other["occupation"] != first for other in rows):
            row["occupation"] = first
            continue
        rows.remove(row)
        try:
            asker.ask("trade_hours", "no_trade", str(row["hours"]), None)
        except Unread:
            return
    if not rows:
        values.pop("trade_hours", None)
