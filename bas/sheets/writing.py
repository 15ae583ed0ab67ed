"""Rows as a CSV or XLSX file that a spreadsheet program opens and runs nothing of."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .neutral import neutral

Cell = str | int | float | date | None
Rows = Iterable[Sequence[Cell]]


def _safe(text: str) -> str:
    """Without signs no sheet can hold, and nothing a spreadsheet runs."""
    return neutral(ILLEGAL_CHARACTERS_RE.sub("", text))


def write_csv(file: IO[bytes], header: Sequence[str], rows: Rows, title: str = "") -> int:
    """Semicolons, decimal commas and a byte order mark, as a Swedish Excel opens it.

    Gives the number of rows; ``title`` has no place in the file.
    """
    count = 0
    lines = csv.writer(_Encoder(file), delimiter=";")
    file.write(b"\xef\xbb\xbf")
    lines.writerow([_safe(name) for name in header])
    for row in rows:
        lines.writerow([_plain(cell) for cell in row])
        count += 1
    return count


def _plain(value: Cell) -> Cell:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return _safe(value) if isinstance(value, str) else value


class _Encoder:
    """What ``csv`` writes lines to; each goes to the file as UTF-8."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, line: str) -> int:
        return self.file.write(line.encode())


def write_xlsx(file: IO[bytes], header: Sequence[str], rows: Rows, title: str = "Blad 1") -> int:
    """One sheet named ``title`` with the header frozen; gives the number of rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in header])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
        count += 1
    book.save(file)
    return count


def _cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, _safe(value))
    # Said outright: openpyxl guesses a formula from the first sign.
    cell.data_type = "s"
    return cell


WRITERS: dict[str, Callable[[IO[bytes], Sequence[str], Rows, str], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
}
