"""Who stands twice: earlier in the file, or already among the organisation's own people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bas.keyring import blind_indexes
from bas.text import phone_key, search_key
from konton.actors import Actor

from ..models import Candidate
from .enums import MatchKind, RowVerdict
from .models import ImportRow

_CHUNK = 500
Key = tuple[str, str]


@dataclass(frozen=True)
class Match:
    kind: str = ""
    by: str = ""
    row: int | None = None
    candidate_id: UUID | None = None
    version: int | None = None


def keys_of(values: dict[str, Any]) -> list[Key]:
    """What names one person, surest first: her number, phone, address, name with birth date."""
    keys = []
    if number := values.get("identity", ""):
        keys.append(("identity", number))
    if digits := phone_key(values.get("phone", "")):
        keys.append(("phone", digits))
    if email := values.get("email", ""):
        keys.append(("email", email.lower()))
    if values.get("birth_date"):
        name = search_key(f"{values.get('first_name', '')} {values.get('last_name', '')}")
        keys.append(("person", f"{name} {values['birth_date']}"))
    return keys


def find_matches(actor: Actor, rows: list[tuple[ImportRow, dict[str, Any]]]) -> Iterator[Match]:
    """A match per row, in order. A few queries per 500 rows, protected people never among them."""
    keys = [keys_of(values) for _, values in rows]
    base = _in_base(actor, {key for mine in keys for key in mine})
    seen: dict[Key, int] = {}
    for (row, _), mine in zip(rows, keys, strict=True):
        earlier = next((key for key in mine if key in seen), None)
        known = next((key for key in mine if key in base), None)
        if earlier is not None:
            yield Match(MatchKind.ROW, earlier[0], row=seen[earlier])
        elif known is not None:
            candidate_id, version = base[known]
            yield Match(MatchKind.BASE, known[0], candidate_id=candidate_id, version=version)
        else:
            yield Match()
        if row.verdict != RowVerdict.WRONG:
            for key in mine:
                seen.setdefault(key, row.number)


def _in_base(actor: Actor, keys: set[Key]) -> dict[Key, tuple[UUID, int]]:
    """Key to (id, version) of those the actor may see."""
    visible = Candidate.objects.visible_to(actor)
    found: dict[Key, tuple[UUID, int]] = {}
    numbers = {
        index: number
        for kind, number in keys
        if kind == "identity"
        for index in blind_indexes(number, "identity_number", str(actor.organisation_id))
    }
    for some in _chunks(numbers):
        rows = visible.filter(identity_index__in=some).order_by("-created_at", "-id")
        for index, pk, version in rows.values_list("identity_index", "pk", "version"):
            found["identity", numbers[str(index)]] = (pk, version)
    for field, column in (("phone", "phone_key"), ("email", "email_key")):
        for some in _chunks(key for kind, key in keys if kind == field):
            rows = visible.filter(**{f"{column}__in": some}).order_by("-created_at", "-id")
            for value, pk, version in rows.values_list(column, "pk", "version"):
                found[field, value] = (pk, version)
    for some in _chunks({key.rsplit(" ", 1)[1] for kind, key in keys if kind == "person"}):
        people = visible.filter(birth_date__in=some).order_by("-created_at", "-id")
        for name, born, pk, version in people.values_list(
            "search_key", "birth_date", "pk", "version"
        ):
            found["person", f"{name} {born}"] = (pk, version)
    return found


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
