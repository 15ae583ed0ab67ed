"""Codes of the reference data by what people write for them, read once for a whole file."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bas.text import search_key
from grunddata.enums import Ground
from grunddata.models import (
    Certificate,
    DrivingLicence,
    Language,
    Municipality,
    Occupation,
    SfiLevel,
    TargetGroup,
)

from .asking import Asker

# As close as a slip of the finger, not another place.
_CLOSE = 0.75
# A shorter word is part of too many names to mean one of them.
_TELLING = 4

Codes = dict[str, str]


@dataclass(frozen=True)
class Reference:
    """Codes by folded name and by code. ``grounds``: of each target group, by folded label."""

    today: date
    municipalities: Codes
    occupations: Codes
    licences: Codes
    languages: Codes = field(default_factory=dict)
    sfi_courses: Codes = field(default_factory=dict)
    certificates: Codes = field(default_factory=dict)
    target_groups: Codes = field(default_factory=dict)
    grounds: dict[str, Codes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def load_reference(today: date) -> Reference:
    """Seven queries."""
    municipalities: Codes = {}
    names: dict[str, str] = {}
    for code, name in Municipality.objects.order_by("code").values_list("code", "name"):
        municipalities |= {search_key(name): code, code: code, code.lstrip("0"): code}
        names[code] = name
    named: list[Codes] = []
    for model in (Occupation, Language, Certificate, TargetGroup):
        codes: Codes = {}
        for code, name in model._default_manager.order_by("code").values_list("code", "name_sv"):
            codes |= {search_key(name): code, code: code, search_key(code): code}
            names[code] = name
        named.append(codes)
    occupations, languages, certificates, groups = named
    licences = {code: code for code in DrivingLicence.objects.values_list("code", flat=True)}
    courses = SfiLevel.objects.order_by("code").values_list("course", "code")
    grounds = TargetGroup.objects.order_by("code").values_list("code", "grounds")
    return Reference(
        today=today,
        municipalities=municipalities,
        occupations=occupations,
        licences=licences,
        languages=languages,
        sfi_courses={search_key(course): code for course, code in courses},
        certificates=certificates,
        target_groups=groups,
        grounds={code: _labels(allowed) for code, allowed in grounds},
        names=names,
    )


def _labels(grounds: Iterable[str]) -> Codes:
    return {search_key(Ground(ground).label): ground for ground in grounds}


def closest(key: str, known: Codes) -> str | None:
    """What the word is a slip of the finger for, or the only name it is a whole part of."""
    found = difflib.get_close_matches(key, known, n=1, cutoff=_CLOSE)
    if found:
        return known[found[0]]
    if len(key) < _TELLING:
        return None
    parts = {code for name, code in known.items() if f" {key} " in f" {_words(name)} "}
    return parts.pop() if len(parts) == 1 else None


def _words(name: str) -> str:
    return "".join(c if c.isalnum() else " " for c in name)


def find_code(field: str, part: str, known: Codes, asker: Asker, ref: Reference) -> str | None:
    """The code of one word, asked about where it is only near; None where it is left out."""
    key = part if part in known else search_key(part)
    code = known.get(key)
    if code is None:
        near = closest(key, known) if len(key) >= _TELLING else None
        kind = "near_code" if near else "unknown_code"
        shown = ref.names.get(near or "", near or "")
        code = asker.ask(field, kind, part, near, shown=shown, detail=key)
    return code
