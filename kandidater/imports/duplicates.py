"""Who stands twice: earlier in the file, or already among the organisation's own people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations
from typing import Any
from uuid import UUID

from bas.keyring import blind_indexes
from bas.text import phone_key, search_key
from konton.actors import Actor

from ..duplicates import mistyped
from ..models import Candidate
from ..names import sounds_of
from .enums import MatchKind, RowVerdict
from .models import ImportRow

_CHUNK = 500
# One sound alone ("Ali") is shared by too many; more than four words are seldom in another order.
_NAME_SOUNDS = range(2, 5)
Key = tuple[str, str]


@dataclass(frozen=True)
class Match:
    kind: str = ""
    by: str = ""
    row: int | None = None
    candidate_id: UUID | None = None
    version: int | None = None


@dataclass(frozen=True)
class Known:
    """One of the base, as much of her as says who she is."""

    candidate_id: UUID
    version: int
    birth_date: date | None = None


@dataclass
class Base:
    """By a key that names one person, and by the sounds of a name, which many share."""

    sure: dict[Key, Known] = field(default_factory=dict)
    alike: defaultdict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))


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
        keys.append(("person", f"{search_key(_name(values))} {values['birth_date']}"))
    return keys


def _name(values: dict[str, Any]) -> str:
    return f"{values.get('first_name', '')} {values.get('last_name', '')}"


def _sound(sounds: Iterable[str]) -> str:
    """The sounds of a name in whatever order it is written; "" for too few to say anything."""
    once = sorted(set(sounds))
    return " ".join(once) if len(once) in _NAME_SOUNDS else ""


def find_matches(actor: Actor, rows: list[tuple[ImportRow, dict[str, Any]]]) -> Iterator[Match]:
    """A match per row, in order. A few queries per 500 rows, protected people never among them."""
    keys = [keys_of(values) for _, values in rows]
    sounds = [_sound(sounds_of(_name(values))) for _, values in rows]
    base = _in_base(actor, {key for mine in keys for key in mine}, set(filter(None, sounds)))
    seen: dict[Key, int] = {}
    heard: dict[Key, int] = {}
    for (row, values), mine, sound in zip(rows, keys, sounds, strict=True):
        earlier = next((key for key in mine if key in seen), None)
        known = next((key for key in mine if key in base.sure), None)
        if earlier is not None:
            yield Match(MatchKind.ROW, earlier[0], row=seen[earlier])
        elif known is not None:
            who = base.sure[known]
            yield Match(
                MatchKind.BASE, known[0], candidate_id=who.candidate_id, version=who.version
            )
        else:
            born = values.get("birth_date", "")
            yield _look_alike(base.alike.get(sound, []), born, heard.get((sound, born)))
        if row.verdict != RowVerdict.WRONG:
            for key in mine:
                seen.setdefault(key, row.number)
            if sound and values.get("birth_date"):
                heard.setdefault((sound, values["birth_date"]), row.number)


def _look_alike(known: list[Known], born: str, earlier: int | None) -> Match:
    """Of those whose name sounds the same: born that day, else mistyped, else of unknown date.

    Two people of one name born on different days are two people; so may twins be of one sound.
    """
    day = date.fromisoformat(born) if born else None
    found: dict[str, Known] = {}
    for one in known:
        if not (day and one.birth_date):
            found.setdefault("no_date", one)
        elif one.birth_date == day:
            found.setdefault("sound", one)
        elif mistyped(one.birth_date, day):
            found.setdefault("near_date", one)
    if earlier is not None and "sound" not in found:
        return Match(MatchKind.ALIKE, "sound", row=earlier)
    for by in ("sound", "near_date", "no_date"):
        if who := found.get(by):
            return Match(MatchKind.ALIKE, by, candidate_id=who.candidate_id, version=who.version)
    return Match()


def _in_base(actor: Actor, keys: set[Key], sounds: set[str]) -> Base:
    """Those the actor may see who have one of the keys or sounds; of several the oldest."""
    visible = Candidate.objects.visible_to(actor).order_by("-created_at", "-id")
    base = Base()
    numbers = {
        index: number
        for kind, number in keys
        if kind == "identity"
        for index in blind_indexes(number, "identity_number", str(actor.organisation_id))
    }
    for some in _chunks(numbers):
        rows = visible.filter(identity_index__in=some)
        for index, pk, version in rows.values_list("identity_index", "pk", "version"):
            base.sure["identity", numbers[str(index)]] = Known(pk, version)
    for name, column in (("phone", "phone_key"), ("email", "email_key")):
        for some in _chunks(key for kind, key in keys if kind == name):
            rows = visible.filter(**{f"{column}__in": some})
            for value, pk, version in rows.values_list(column, "pk", "version"):
                base.sure[name, value] = Known(pk, version)
    for some in _chunks({key.rsplit(" ", 1)[1] for kind, key in keys if kind == "person"}):
        people = visible.filter(birth_date__in=some)
        for name, born, pk, version in people.values_list(
            "search_key", "birth_date", "pk", "version"
        ):
            base.sure["person", f"{name} {born}"] = Known(pk, version)
    written = {f" {' '.join(order)} " for one in sounds for order in permutations(one.split())}
    for some in _chunks(written):
        for sound, born, pk, version in visible.filter(sound_key__in=some).values_list(
            "sound_key", "birth_date", "pk", "version"
        ):
            base.alike[_sound(sound.split())].append(Known(pk, version, born))
    return base


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
