"""Files we write: opened by a Swedish spreadsheet program, run by none, and read back by us."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from bas.sheets.reading import read_table
from bas.sheets.writing import WRITERS, Cell

HEADER = ["Yrke", "Antal", "Från"]
ROWS: list[list[Cell]] = [["=1+1", 2.5, date(2026, 3, 2)], ["Träarbetare\x00", 3, None]]


def written(kind: str) -> bytes:
    file = BytesIO()
    assert WRITERS[kind](file, HEADER, ROWS, "Kurva") == 2
    return file.getvalue()


def test_csv_has_semicolons_decimal_commas_and_no_formula() -> None:
    assert written("csv").decode("utf-8-sig").splitlines() == [
        "Yrke;Antal;Från",
        "'=1+1;2,5;2026-03-02",
        "Träarbetare;3;",
    ]


def test_xlsx_keeps_numbers_and_dates_and_no_formula() -> None:
    sheet = openpyxl.load_workbook(BytesIO(written("xlsx")))["Kurva"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d"]
    assert (sheet["A2"].value, sheet["B2"].value) == ("'=1+1", 2.5)
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_we_write_we_read_back(kind: str) -> None:
    table = read_table(written(kind))
    assert table.header == HEADER
    number = "2,5" if kind == "csv" else "2.5"
    assert table.rows[0] == (2, ["=1+1", number, "2026-03-02"])
