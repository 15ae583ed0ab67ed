"""A spreadsheet with every kind of dirt in turn, and exactly what is to become of each row."""

import hashlib
import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl

HEADER = [
    "Förnamn",
    "Efternamn",
    "Mobiltelefon",
    "Mejladress",
    "Född",
    "Bostadskommun",
    "Kan börja fr.o.m.",
    "Önskat yrke",
    "Kommentar",
]
FIRST = ["Amina", "Björn", "Chukwu", "Dilan", "Elsa", "Farid", "Gunnar", "Hodan", "Ivan", "Åsa"]
LAST = ["Ahmadi", "Berg", "Dahl", "Ek", "Farah", "Göransson", "Hult", "Öst", "Jama", "Lind", "Nur"]
BORN = date(1970, 1, 1)
START = date(2027, 1, 3)
KINDS = 20
# What the coach says to each question; all other questions are answered with a yes.
ANKEBORG = hashlib.sha256(b"ankeborg").hexdigest()[:12]
NO = {"available_from:impossible_date", f"municipality:unknown_municipality:{ANKEBORG}"}


@dataclass
class Sheet:
    """``people``: what each created or updated row must have become, by phone key or name."""

    content: bytes = b""
    total: int = 0
    empty: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: int = 0
    people: list[dict[str, Any]] = field(default_factory=list)
    rejected_rows: list[int] = field(default_factory=list)


def phone_of(number: int) -> str:
    return f"070-{number // 10000:03d} {number // 100 % 100:02d} {number % 100:02d}"


def person(number: int) -> dict[str, Any]:
    """The clean truth about the person of this row."""
    return {
        "first_name": FIRST[(number + number // KINDS) % len(FIRST)],
        "last_name": LAST[(number + number // 7) % len(LAST)],
        "phone": phone_of(number),
        "email": f"person{number}@exempel.example",
        "birth_date": BORN + timedelta(days=number),
        "municipality_id": "0180",
        "available_from": START,
    }


def dirty_sheet(lines: int, base: int) -> Sheet:
    """``lines`` rows under the header, a multiple of 20; ``base`` people are there before."""
    assert lines % KINDS == 0
    sheet = Sheet()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(HEADER)
    for line in range(lines):
        turn, kind = divmod(line, KINDS)
        cells, truth, result = _line(line, kind, turn, base)
        # openpyxl appends nothing for an empty list, yet counts the row.
        page.append(cells or [None])
        if not cells:
            sheet.empty += 1
            continue
        sheet.total += 1
        setattr(sheet, result, getattr(sheet, result) + 1)
        if truth is not None:
            sheet.people.append(truth)
        if result == "rejected":
            sheet.rejected_rows.append(line + 2)
    out = io.BytesIO()
    book.save(out)
    sheet.content = out.getvalue()
    return sheet


def base_person(number: int) -> dict[str, Any]:
    """Somebody who is registered before the import."""
    return {
        "first_name": "Känd",
        "last_name": f"Sedan {number}",
        "phone": f"076-{number:07d}",
        "birth_date": date(1960, 5, 1) + timedelta(days=number),
        "municipality_id": "0180",
        "available_from": START,
    }


def _line(  # noqa: PLR0911, PLR0912 - one branch a kind of dirt
    line: int, kind: int, turn: int, base: int
) -> tuple[list[Any], dict[str, Any] | None, str]:
    """The cells, what they must become, and the count they fall under."""
    who = person(line)
    cells: list[Any] = [
        who["first_name"],
        who["last_name"],
        who["phone"],
        who["email"],
        who["birth_date"].isoformat(),
        "Stockholm",
        who["available_from"].isoformat(),
        "Träarbetare",
        "=1+1",
    ]
    first, last, phone, email, _, town, start = range(7)
    if kind == 1:
        cells[start] = "3/1-27"
    elif kind == 2:
        cells[start] = (START - date(1899, 12, 30)).days
    elif kind == 3:
        cells[start] = datetime(2027, 1, 3)  # noqa: DTZ001 - as a spreadsheet keeps it
    elif kind == 4:
        cells[start] = "3.1.2027"
    elif kind == 5:
        cells[phone] = "070-12 34"
        who["phone"] = ""
    elif kind == 6:
        digits = who["phone"].replace("-", "").replace(" ", "")
        cells[phone], who["phone"] = int(digits), digits
    elif kind == 7:
        cells[phone], cells[email] = cells[email], cells[phone]
    elif kind == 8:
        cells[first], cells[last] = cells[last], cells[first]
    elif kind == 9:
        cells[phone] = phone_of(line - 9)
        return cells, None, "skipped"
    elif kind == 10:
        cells[phone] = f"+46 76-{turn % base:07d}"
        who["phone"] = cells[phone]
        return cells, who, "updated"
    elif kind == 11 and turn % 2:
        cells[first] = '=HYPERLINK("http://fara.example";"Klicka")'
        return cells, None, "rejected"
    elif kind == 11:
        cells[email] = "=CONCAT(A1;B1)"
        who["email"] = ""
    elif kind == 12:
        cells[first] = f"{who['first_name']} \U0001f600"
    elif kind == 13:
        # А is Cyrillic.
        cells[first], who["first_name"] = "Аnna", "Anna"
    elif kind == 14:
        return [], None, ""
    elif kind == 15:
        cells[start] = "31/2-27"
        return cells, None, "rejected"
    elif kind == 16:
        cells = [f"  {cell}\u00a0 " if cell != "=1+1" else cell for cell in cells]
    elif kind == 17:
        cells[town] = "Stokholm"
    elif kind == 18:
        cells[town] = "Ankeborg"
        return cells, None, "rejected"
    elif kind == 19:
        cells[start] = "3/1/2027"
    return cells, who, "created"
