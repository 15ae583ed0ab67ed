"""A file or pasted text as rows of text. What it is, is told by its content, never by its name."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from .limits import (
    MAX_ARCHIVE_FILES,
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_EMPTY_ROWS,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
)
from .neutral import plain

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS = "\t;,"
BROKEN = "Excelfilen är skadad. Öppna den och spara den igen."
NOT_A_TABLE = "Filen är varken Excel (.xlsx) eller text (.csv). Spara den som något av dem."


class Unreadable(Exception):
    """The file is refused. ``code`` for the screen, the message in Swedish for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Table:
    """``header``: one name a column. ``rows``: (row number as the program shows it, cells).

    Every row is as long as the header; no row is empty, ``empty`` counts those left out.
    """

    kind: str
    header: list[str]
    rows: list[tuple[int, list[str]]]
    empty: int


def read_table(content: bytes) -> Table:
    """The table in a CSV or XLSX file, or in pasted text. Raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise Unreadable("too_big", f"Filen är större än {MAX_BYTES // 1_000_000} MB. Dela den.")
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Unreadable(
                "encrypted", "Filen är låst med lösenord. Spara den utan lösenord och försök igen."
            )
        raise Unreadable("old_excel", "Filen är ett gammalt Excelformat. Spara den som .xlsx.")
    if content.startswith(b"PK\x03\x04"):
        return _table("xlsx", _sheet_rows(content))
    return _table("csv", _text_rows(_decode(content)))


def _table(kind: str, lines: Iterable[list[str]]) -> Table:
    header: list[str] | None = None
    rows: list[tuple[int, list[str]]] = []
    empty = 0
    for number, line in enumerate(lines, 1):
        if number > MAX_EMPTY_ROWS:
            raise Unreadable("too_many_rows", _too_many_rows())
        filled = any(cell.strip() for cell in line)
        if header is None:
            if not filled:
                continue
            header = [cell.strip() for cell in line]
            while not header[-1]:
                header.pop()
            continue
        if not filled:
            empty += 1
            continue
        if len(rows) == MAX_ROWS:
            raise Unreadable("too_many_rows", _too_many_rows())
        rows.append((number, line))
    if header is None or not rows:
        raise Unreadable("no_rows", "Filen har inga rader under rubrikerna.")
    width = max(len(header), *(len(line) for _, line in rows))
    if width > MAX_COLUMNS:
        raise Unreadable(
            "too_many_columns",
            f"Filen har fler än {MAX_COLUMNS} kolumner. Ta bort dem som inte behövs.",
        )
    header += [""] * (width - len(header))
    # Rows after the last filled one are how the program saved the file, not something left out.
    trailing = number - rows[-1][0]
    return Table(
        kind, header, [(n, line + [""] * (width - len(line))) for n, line in rows], empty - trailing
    )


def _too_many_rows() -> str:
    return f"Filen har fler än {MAX_ROWS:,} rader. Dela den.".replace(",", " ")


# --- Text


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content or content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise Unreadable("wrong_type", NOT_A_TABLE)
    else:
        # Five bytes of windows-1252 mean nothing: that is no text of ours.
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("wrong_type", NOT_A_TABLE)


def _text_rows(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for line in reader:
            yield [_short(plain(cell)) for cell in line]
    except csv.Error as broken:
        raise Unreadable("wrong_type", NOT_A_TABLE) from broken


def _delimiter(text: str) -> str:
    """The sign that parts the first lines into most columns, in the most of them."""
    sample = [line for line in text[:20_000].splitlines()[:20] if line.strip()]

    def columns(sign: str) -> int:
        widths = sorted(len(line) for line in csv.reader(sample, delimiter=sign))
        return widths[len(widths) // 2] if widths else 0

    return max(_DELIMITERS, key=columns)


def _short(cell: str) -> str:
    # What is longer than any field we keep, plus one, so that it is told as too long.
    return cell[: MAX_CELL + 1]


# --- Spreadsheets


def _sheet_rows(content: bytes) -> Iterator[list[str]]:
    _refuse_bombs(content)
    import openpyxl

    try:
        with warnings.catch_warnings():
            # Of styles and other parts that say nothing about the cells.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), None)
            if sheet is None:
                raise Unreadable("no_rows", "Filen har inget blad med rader.")
            # What the file says of its own size is not to be trusted.
            sheet.reset_dimensions()
            for line in sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True):
                cells = [_cell_text(value) for value in line]
                while cells and not cells[-1]:
                    cells.pop()
                yield cells
    except Unreadable:
        raise
    except Exception as broken:
        # openpyxl meets a damaged file with whatever its parser happened to stand in.
        raise Unreadable("broken", BROKEN) from broken


def _refuse_bombs(content: bytes) -> None:
    """Only what the archive declares is read later: zipfile stops a file at its declared size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise Unreadable("broken", BROKEN) from broken
    if "xl/workbook.xml" not in {file.filename for file in files}:
        raise Unreadable("wrong_type", NOT_A_TABLE)
    if any(file.flag_bits & 1 for file in files):
        raise Unreadable(
            "encrypted", "Filen är låst med lösenord. Spara den utan lösenord och försök igen."
        )
    unpacked = sum(file.file_size for file in files)
    too_dense = any(
        file.file_size > 1_000_000 and file.file_size > MAX_RATIO * max(file.compress_size, 1)
        for file in files
    )
    if unpacked > MAX_UNPACKED_BYTES or too_dense or len(files) > MAX_ARCHIVE_FILES:
        raise Unreadable(
            "unpacks_too_big",
            "Filen packar upp till mer än vi kan ta emot. Spara om den med bara det blad du "
            "vill läsa in.",
        )


def _cell_text(value: Any) -> str:
    """As the person would have written it; a formula keeps its ``=``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(getattr(value, "text", value) or "") if not isinstance(value, str) else value
    return _short(plain(text))
