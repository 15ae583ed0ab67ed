"""Personnummer and samordningsnummer: reading, checking and showing them.

Rules: folkbokföringslagen (1991:481) 18 § (form, control digit, the plus sign from the year one
turns 100) and lag (2022:1697) om samordningsnummer (the day has 60 added).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils import timezone
from personnummer import personnummer

from .enums import IdentityKind

# Nobody older has lived; the number's century is a slip of the finger.
OLDEST_YEARS = 123
_FORM = re.compile(r"(\d{2})?\d{6}[-+]?\d{4}", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


class NumberProblem(ValueError):
    """Not a number that can be given to anybody; says in Swedish what to look at."""


@dataclass(frozen=True)
class IdentityNumber:
    """``digits``: the canonical form, twelve digits with the century."""

    digits: str
    kind: IdentityKind
    birth_date: date

    def __str__(self) -> str:
        return f"{self.digits[:8]}-{self.digits[8:]}"

    @property
    def masked(self) -> str:
        return masked(self.digits)


def masked(digits: str) -> str:
    """What stands on a screen until somebody asks to see the whole: "••••••-2385"."""
    return f"••••••-{digits[-4:]}"


def parse_number(text: str, today: date | None = None) -> IdentityNumber:
    """Ten or twelve digits, with or without hyphen, plus sign or spaces.

    Ten digits without a plus sign mean the latest year that fits. Raises NumberProblem.
    """
    today = today or timezone.localdate()
    written = "".join(text.split()).translate(_DASHES)
    if not _FORM.fullmatch(written):
        raise NumberProblem("Skriv 10 eller 12 siffror, till exempel 19900101-2385.")
    digits = _with_century(written, today.year)
    try:
        found = personnummer.parse(digits)
    except personnummer.PersonnummerException as error:
        # With another last digit it would do; then the date is one there has been.
        if any(personnummer.valid(f"{digits[:-1]}{digit}") for digit in range(10)):
            raise NumberProblem("Numret stämmer inte – kontrollera sista siffran.") from error
        raise NumberProblem(
            "Numret stämmer inte – kontrollera år, månad och dag i början."
        ) from error
    birth_date = cast(date, found.get_date())
    if birth_date > today:
        raise NumberProblem("Datumet i numret har inte varit än.")
    if today.year - birth_date.year > OLDEST_YEARS:
        raise NumberProblem("Datumet i numret är för länge sedan. Kontrollera århundradet.")
    kind = IdentityKind.COORDINATION if found.is_coordination_number() else IdentityKind.PERSONAL
    return IdentityNumber(digits, kind, birth_date)


def _with_century(written: str, year: int) -> str:
    """Twelve digits. The library would take the century from the clock of the machine."""
    digits = re.sub(r"\D", "", written)
    if len(digits) == 12:
        return digits
    latest = year - 100 if "+" in written else year
    return str((latest - (latest - int(digits[:2])) % 100) // 100) + digits
