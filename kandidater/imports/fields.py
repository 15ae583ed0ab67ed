"""What a column can be, and how its cells are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bas.sheets.cells import in_latin, is_formula, mixes_alphabets, without_pictures
from bas.sheets.limits import MAX_CELL
from bas.text import phone_key, search_key

from ..numbers import NumberProblem, masked, parse_number
from .asking import Asker
from .dates import read_date
from .lists import (
    read_certificates,
    read_groups,
    read_languages,
    read_licences,
    read_occupations,
    read_trade_hours,
)
from .reference import Reference, closest

MAX_NAME: Final = 80
_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{3,28}")
_MAX_PHONE = 20
_NUMBER = re.compile(r"(\d{1,3})(?:[.,]0+)?(?: ?(?:h|tim|timmar)\.?)?", re.IGNORECASE)


def read_name(name: str, text: str, asker: Asker, _: Reference) -> str | None:
    if text != (plain := without_pictures(text)):
        text = asker.ask(name, "picture", text, plain, no=text)
    if mixes_alphabets(text):
        latin = in_latin(text)
        if latin is not None:
            text = asker.ask(name, "alphabets", text, latin, no=text)
    if len(text) > MAX_NAME:
        asker.stop(name, "too_long", text[:MAX_NAME])
        return None
    return text


def read_number(name: str, text: str, asker: Asker, ref: Reference) -> str | None:
    """Twelve digits. What is asked shows the last four only."""
    try:
        return parse_number(text, ref.today).digits
    except NumberProblem:
        return asker.ask(name, "unread_number", hidden(text), None)  # type: ignore[no-any-return]


def hidden(text: str) -> str:
    """A number as it may stand on a screen."""
    return masked(text) if text else ""


def read_phone(name: str, text: str, asker: Asker, _: Reference) -> str | None:
    if not _PHONE.fullmatch(text):
        return asker.ask(name, "unread_phone", text, None)  # type: ignore[no-any-return]
    digits = phone_key(text)
    if not text.startswith("+") and not digits.startswith("0"):
        if digits.startswith("7") and len(digits) == 9:
            # A spreadsheet that took the number for a number.
            return asker.ask(name, "lost_zero", text, f"0{digits}")  # type: ignore[no-any-return]
        if digits.startswith("467") and len(digits) == 11:
            return asker.ask(name, "lost_plus", text, f"+{digits}")  # type: ignore[no-any-return]
    mobile = digits.startswith("07")
    if len(digits) < (10 if mobile else 8):
        return asker.ask(name, "short_phone", text, None)  # type: ignore[no-any-return]
    if len(digits) > (10 if mobile else 15) or len(text) > _MAX_PHONE:
        return asker.ask(name, "long_phone", text, None)  # type: ignore[no-any-return]
    return text


def read_email(name: str, text: str, asker: Asker, _: Reference) -> str | None:
    address = text.lower()
    try:
        validate_email(address)
    except ValidationError:
        return asker.ask(name, "unread_email", text, None)  # type: ignore[no-any-return]
    return address


def read_birth_date(name: str, text: str, asker: Asker, ref: Reference) -> str | None:
    day = read_date(name, text, asker, ref.today)
    if day is not None and day >= ref.today.isoformat():
        return asker.ask(name, "future_birth", text, None)  # type: ignore[no-any-return]
    return day


def read_day(name: str, text: str, asker: Asker, ref: Reference) -> str | None:
    return read_date(name, text, asker, ref.today)


def read_municipality(name: str, text: str, asker: Asker, ref: Reference) -> str | None:
    known = ref.municipalities
    key = search_key(text)
    for ending in ("", "s kommun", " kommun", "s stad", " stad"):
        if key.endswith(ending) and (code := known.get(key.removesuffix(ending))):
            return code
    code = closest(key, known)
    shown = ref.names[code] if code else ""
    kind = "near_municipality" if code else "unknown_municipality"
    return asker.ask(name, kind, text, code, shown=shown, detail=key)  # type: ignore[no-any-return]


def read_hours(name: str, text: str, asker: Asker, _: Reference) -> int | None:
    found = _NUMBER.fullmatch(text)
    if found is None or not 5 <= int(found[1]) <= 40:
        return asker.ask(name, "hours", text, None)  # type: ignore[no-any-return]
    return int(found[1])


def read_note(name: str, text: str, asker: Asker, _: Reference) -> str | None:
    if len(text) > MAX_CELL:
        asker.stop(name, "long_note", text[:MAX_NAME])
        return None
    return text


Reader = Callable[[str, str, Asker, Reference], Any]


@dataclass(frozen=True)
class Field:
    """``aliases``: folded headers that mean this field. ``looks``: what most cells look like."""

    code: str
    label: str
    read: Reader
    aliases: tuple[str, ...]
    looks: re.Pattern[str] | None = None
    required: bool = False

    def value(self, text: str, asker: Asker, ref: Reference) -> Any:
        """The value to keep as JSON holds it, None for nothing. Raises Unread."""
        if is_formula(text):
            if self.required:
                asker.stop(self.code, "formula", text)
                return None
            return asker.ask(self.code, "formula", text, None)
        return self.read(self.code, text, asker, ref) if text else None


_LOOKS_NUMBER = re.compile(r"(19|20)\d{6}[-+]?\d{4}|\d{6}[-+]\d{4}")
_LOOKS_PHONE = re.compile(r"(\+|0|7)[\d ()/-]{6,}")
_LOOKS_EMAIL = re.compile(r"\S+@\S+")


def _headers(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


FIELDS: Final[tuple[Field, ...]] = (
    Field(
        "first_name",
        "Förnamn",
        read_name,
        _headers("fornamn|tilltalsnamn|first name|firstname|given name"),
        required=True,
    ),
    Field(
        "last_name",
        "Efternamn",
        read_name,
        _headers("efternamn|last name|lastname|surname|family name"),
        required=True,
    ),
    Field(
        "identity",
        "Personnummer",
        read_number,
        _headers("personnummer|samordningsnummer|pnr|personnr|identitetsnummer|person nr"),
        _LOOKS_NUMBER,
    ),
    Field(
        "phone",
        "Mobil",
        read_phone,
        _headers("mobil|telefon|mobilnummer|telefonnummer|tel|mobiltelefon|phone|nummer"),
        _LOOKS_PHONE,
    ),
    Field(
        "email",
        "E-post",
        read_email,
        _headers("e-post|epost|mail|mejl|e-mail|email|mejladress|e-postadress"),
        _LOOKS_EMAIL,
    ),
    Field(
        "birth_date",
        "Födelsedatum",
        read_birth_date,
        _headers("fodelsedatum|fodd|fodelsedag|birth date|date of birth"),
    ),
    Field(
        "municipality",
        "Kommun",
        read_municipality,
        _headers("kommun|bostadskommun|hemkommun|ort|bostadsort|municipality|stad"),
    ),
    Field(
        "available_from",
        "Kan börja",
        read_day,
        _headers("kan borja|startdatum|tillganglig fran|borjar|start|available from"),
    ),
    Field(
        "available_to",
        "Kan till",
        read_day,
        _headers("kan till|slutdatum|tillganglig till|till och med"),
    ),
    Field(
        "hours_per_week",
        "Timmar i veckan",
        read_hours,
        _headers("timmar i veckan|timmar|tim/vecka|timmar per vecka|h/vecka"),
    ),
    Field(
        "occupations",
        "Yrke",
        read_occupations,
        _headers("yrke|yrken|onskat yrke|yrkesonskan|occupation"),
    ),
    Field(
        "licences",
        "Körkort",
        read_licences,
        _headers("korkort|korkortsbehorighet|behorighet"),
    ),
    Field(
        "languages",
        "Språk",
        read_languages,
        _headers("sprak|sprakkunskaper|sprakniva|languages"),
    ),
    Field(
        "certificates",
        "Intyg",
        read_certificates,
        _headers("intyg|certifikat|utbildningsbevis|certificates"),
    ),
    Field(
        "target_groups",
        "Målgrupp",
        read_groups,
        _headers("malgrupp|malgrupper|program"),
    ),
    Field(
        "trade_hours",
        "Timmar mot yrkesbevis",
        read_trade_hours,
        _headers("timmar mot yrkesbevis|yrkestimmar|timmar i yrket|timbank|timkonto"),
    ),
    # Not "kommentar": what a column of that name says was seldom written for the case.
    Field(
        "note",
        "Anteckning",
        read_note,
        _headers("anteckning|anteckningar|notering|noteringar|notes"),
    ),
)
FIELD: Final = {one.code: one for one in FIELDS}
