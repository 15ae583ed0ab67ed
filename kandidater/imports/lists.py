"""Cells that hold several things: trades, languages, certificates, target groups, hours."""

import re
from collections.abc import Iterable
from typing import Any

from bas.text import search_key
from grunddata.enums import Ground, LanguageLevel

from ..models.hours import MOST_HOURS
from .asking import Asker
from .dates import read_date
from .reference import Codes, Reference, closest, find_code

# No name of ours is longer, and what a pattern costs grows with the square of it.
_LONGEST = 150
_GAP = r"[\s:,(=–-]*"
_LEVEL = re.compile(rf"(?P<what>.+?){_GAP}\b(?P<level>[ABC][12])[-+]?\)?", re.IGNORECASE)
_SFI = re.compile(
    rf"(?:svenska{_GAP})?sfi{_GAP}(?:kurs )?(?P<course>[123]?[a-d])\)?", re.IGNORECASE
)
_NATIVE = re.compile(rf"(?P<what>.+?){_GAP}modersmål\)?", re.IGNORECASE)
_DAY = re.compile(
    rf"(?P<what>.*?){_GAP}(?:(?:giltigt?|gäller|går ut|till och med|t\.?\s?o\.?\s?m\.?|till)\s+)*"
    r"(?P<day>\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{8}|\d{1,2}[/.]\d{1,2} ?[-/.] ?\d{2,4})\)?",
    re.IGNORECASE,
)
_GROUND = re.compile(r"(?P<what>[^:(]+?)\s*[:(]\s*(?P<ground>.+?)\)?")
_HOURS = re.compile(
    rf"(?:(?P<what>.*?[^\W\d]){_GAP})?(?P<hours>\d[\d ]*)(?:[.,]0+)?\s*(?:h|tim|timmar)?\.?\)?",
    re.IGNORECASE,
)


def read_occupations(name: str, text: str, asker: Asker, ref: Reference) -> list[str]:
    return _codes(name, re.split(r"[,;/|]", text), ref.occupations, asker, ref)


def read_licences(name: str, text: str, asker: Asker, ref: Reference) -> list[str]:
    parts = (part.upper() for part in re.split(r"[,;/|&+ ]+|och", text))
    return _codes(name, parts, ref.licences, asker, ref)


def _codes(
    name: str, parts: Iterable[str], known: Codes, asker: Asker, ref: Reference
) -> list[str]:
    found = (find_code(name, part, known, asker, ref) for part in _filled(parts))
    return list(dict.fromkeys(code for code in found if code is not None))


def _filled(parts: Iterable[str]) -> Iterable[str]:
    return filter(None, (part.strip()[:_LONGEST] for part in parts))


def _once(rows: Iterable[dict[str, Any] | None], key: str) -> list[dict[str, Any]]:
    """The first said of each."""
    kept: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row is not None:
            kept.setdefault(row[key], row)
    return list(kept.values())


# --- Languages: "Svenska B1, Arabiska (C2), SFI C"


def read_languages(name: str, text: str, asker: Asker, ref: Reference) -> list[dict[str, Any]]:
    parts = _filled(re.split(r"[;,|]| och ", text))
    return _once([_language(name, part, asker, ref) for part in parts], "language")


def _language(name: str, part: str, asker: Asker, ref: Reference) -> dict[str, Any] | None:
    if (said := _SFI.fullmatch(part)) and (course := ref.sfi_courses.get(said["course"].lower())):
        return {"language": "sv", "sfi_course": course}
    level: int | None = None
    if said := _LEVEL.fullmatch(part):
        level = LanguageLevel[said["level"].upper()].value
    elif said := _NATIVE.fullmatch(part):
        read_as = f"{said['what']} {LanguageLevel.C2.label}"
        level = asker.ask(name, "native", part, LanguageLevel.C2.value, shown=read_as)
    else:
        asker.ask(name, "no_level", part, None)
        return None
    code = find_code(name, said["what"], ref.languages, asker, ref)
    return {"language": code, "level": level} if code else None


# --- Certificates: "Heta arbeten 2027-05-01; APV1"


def read_certificates(name: str, text: str, asker: Asker, ref: Reference) -> list[dict[str, Any]]:
    return _once(
        [_certificate(name, part, asker, ref) for part in _papers(text, ref)], "certificate"
    )


def _papers(text: str, ref: Reference) -> Iterable[str]:
    """A comma parts papers too, but not a paper from its date, nor inside a name."""
    for part in _filled(re.split(r"[;|]", text)):
        if search_key(part) in ref.certificates:
            yield part
            continue
        pieces: list[str] = []
        for piece in _filled(re.split(r",(?![^(]*\))", part)):
            dated = _DAY.fullmatch(piece)
            if pieces and dated and not dated["what"]:
                pieces[-1] = f"{pieces[-1]} {piece}"
            else:
                pieces.append(piece)
        yield from pieces


def _certificate(name: str, part: str, asker: Asker, ref: Reference) -> dict[str, Any] | None:
    expires = None
    dated = None if search_key(part) in ref.certificates else _DAY.fullmatch(part)
    if dated:
        expires = read_date(name, dated["day"], asker, ref.today)
    code = find_code(name, dated["what"] if dated else part, ref.certificates, asker, ref)
    return {"certificate": code, "expires": expires} if code else None


# --- Target groups: "Nyanländ: Etableringsprogrammet"


def read_groups(name: str, text: str, asker: Asker, ref: Reference) -> list[dict[str, Any]]:
    found = [_group(name, part, asker, ref) for part in _filled(re.split(r"[;|]", text))]
    return _once(found, "target_group")


def _group(name: str, part: str, asker: Asker, ref: Reference) -> dict[str, Any] | None:
    said = None if search_key(part) in ref.target_groups else _GROUND.fullmatch(part)
    group = find_code(name, said["what"] if said else part, ref.target_groups, asker, ref)
    if group is None:
        return None
    ground: str = Ground.NOT_STATED.value
    if said:
        known = ref.grounds.get(group, {})
        key = search_key(said["ground"])
        ground = known.get(key) or _near_ground(name, said["ground"], key, known, asker)
    return {"target_group": group, "ground": ground}


def _near_ground(name: str, text: str, key: str, known: Codes, asker: Asker) -> str:
    near = closest(key, known) or Ground.NOT_STATED.value
    shown = Ground(near).label
    found: str = asker.ask(name, "ground", text, near, shown=shown, detail=f"{key} {near}")
    return found


# --- Hours towards the certificate: "Målare 1 200 tim; Murare 300"


def read_trade_hours(name: str, text: str, asker: Asker, ref: Reference) -> list[dict[str, Any]]:
    """``occupation`` is "" for hours without a trade: the row's first wish, see ``problems``."""
    found = [_trade_hours(name, part, asker, ref) for part in _filled(re.split(r"[;|,]", text))]
    return _once(found, "occupation")


def _trade_hours(name: str, part: str, asker: Asker, ref: Reference) -> dict[str, Any] | None:
    said = _HOURS.fullmatch(part)
    hours = int(re.sub(r"\D", "", said["hours"])) if said else 0
    if said is None or not 1 <= hours <= MOST_HOURS:
        asker.ask(name, "trade_hours", part, None)
        return None
    code: str | None = ""
    if said["what"]:
        code = find_code(name, said["what"], ref.occupations, asker, ref)
    return None if code is None else {"occupation": code, "hours": hours}
