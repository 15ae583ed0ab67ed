"""Which column holds what: from the header, from the cells, and from what was said last time."""

import difflib
from dataclasses import dataclass
from uuid import UUID

from bas.sheets.reading import Table
from bas.text import search_key

from .fields import FIELDS
from .models import ImportMapping

_SURE, _WORD, _CELLS, _NEAR = 1.0, 0.8, 0.6, 0.5
_NEAR_ENOUGH = 0.85
# Of the cells that hold something, how many must look like the field.
_MOST = 0.6
_SAMPLE = 200


@dataclass(frozen=True)
class Guess:
    """``confidence`` 0-1: 1 is the header's own name or what a colleague said before."""

    field: str
    confidence: float


def header_key(header: str) -> str:
    return search_key(header)[:120]


def guess_mapping(organisation_id: UUID, table: Table) -> dict[int, Guess]:
    """Field per column (0-based), at most one column a field. One query."""
    remembered = dict(
        ImportMapping.objects.filter(organisation_id=organisation_id)
        .order_by()
        .values_list("header_key", "field")
    )
    scored: list[tuple[float, int, str]] = []
    for column, header in enumerate(table.header):
        key = header_key(header)
        if key in remembered:
            if remembered[key]:
                scored.append((2.0, column, remembered[key]))
            continue
        looks = _looks(column, table)
        for one in FIELDS:
            score = _header_score(key, one.aliases)
            if looks and one.looks:
                # What stands in the cells weighs more than what is said above them.
                score = max(score, _CELLS) if looks == one.code else 0.0
            if score:
                scored.append((score, column, one.code))
    guesses: dict[int, Guess] = {}
    taken: set[str] = set()
    for score, column, code in sorted(scored, key=lambda s: (-s[0], s[1])):
        if column not in guesses and code not in taken:
            guesses[column] = Guess(code, min(score, 1.0))
            taken.add(code)
    return guesses


def _header_score(key: str, aliases: tuple[str, ...]) -> float:
    if not key:
        return 0.0
    if key in aliases:
        return _SURE
    words = set(key.replace("/", " ").replace("-", " ").split())
    if words & set(aliases) or key.startswith(tuple(f"{alias} " for alias in aliases)):
        return _WORD
    return _NEAR if difflib.get_close_matches(key, aliases, n=1, cutoff=_NEAR_ENOUGH) else 0.0


def _looks(column: int, table: Table) -> str:
    """The field most of the column's cells look like; "" when they look like none."""
    cells = [cells[column].strip() for _, cells in table.rows[:_SAMPLE] if cells[column].strip()]
    for one in FIELDS:
        if one.looks and cells:
            alike = sum(bool(one.looks.fullmatch(cell)) for cell in cells)
            if alike >= _MOST * len(cells):
                return one.code
    return ""


def remember(organisation_id: UUID, header: list[str], mapping: dict[int, str]) -> None:
    """Keep what each header was said to hold; "" for left out. One query."""
    rows = {
        header_key(name): ImportMapping(
            organisation_id=organisation_id,
            header_key=header_key(name),
            field=mapping.get(column, ""),
        )
        for column, name in enumerate(header)
        if name
    }
    ImportMapping.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["organisation", "header_key"],
        update_fields=["field"],
    )
