"""What is read, and what is refused with which words, told by content alone."""

import io
import struct
import zipfile
from datetime import date

import openpyxl
import pytest

from bas.sheets.limits import MAX_COLUMNS, MAX_ROWS
from bas.sheets.neutral import neutral, plain
from bas.sheets.reading import Unreadable, read_table

HEADER = "Förnamn;Efternamn;Mobil"
ROW = "Åsa;Öberg;070-174 06 05"


def book(*rows: list[object]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_text_is_read_whatever_program_saved_it(
    encoding: str, delimiter: str, newline: str
) -> None:
    text = newline.join([HEADER, ROW, "", ROW]).replace(";", delimiter)
    table = read_table(text.encode(encoding))
    assert table.header == ["Förnamn", "Efternamn", "Mobil"]
    assert table.rows == [
        (2, ["Åsa", "Öberg", "070-174 06 05"]),
        (4, ["Åsa", "Öberg", "070-174 06 05"]),
    ]
    assert table.empty == 1


def test_a_quoted_cell_may_hold_the_delimiter_and_zeros_stay() -> None:
    table = read_table(b'Namn,Tel\n"Ek, Bo",0701740605\n')
    assert table.rows == [(2, ["Ek, Bo", "0701740605"])]


def test_a_sheet_tells_dates_numbers_and_formulas() -> None:
    content = book(
        [None, None],
        ["Namn", "Född", "Tal", "Ja", "Formel"],
        ["Bo", date(1990, 5, 17), 701740605, True, "=1+1"],
        [None],
        ["Ek", None, 46025.0, False, "'=text"],
    )
    table = read_table(content)
    assert table.kind == "xlsx"
    assert table.rows == [
        (3, ["Bo", "1990-05-17", "701740605", "ja", "=1+1"]),
        (5, ["Ek", "", "46025", "nej", "=text"]),
    ]
    assert table.empty == 1


def test_a_sheet_that_lies_about_its_size_is_read_all_the_same() -> None:
    content = book(["Namn"], ["Bo"])
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        sheet = files.read("xl/worksheets/sheet1.xml").decode()
        rest = {name: files.read(name) for name in files.namelist()}
    rest["xl/worksheets/sheet1.xml"] = sheet.replace("A1:A2", "A1:XFD1048576").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, body in rest.items():
            made.writestr(name, body)
    assert read_table(out.getvalue()).rows == [(2, ["Bo"])]


WORKBOOK = {"xl__workbook": b"<workbook/>"}
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
REFUSED = {
    "too_big": b"a" * 5_000_001,
    "encrypted": ENCRYPTED,
    "old_excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook",
    "wrong_type": b"%PDF-1.7 Anna",
    "no_rows": HEADER.encode(),
    "broken": b"PK\x03\x04 not a zip",
    "unpacks_too_big": archive(**WORKBOOK, bomb=b"0" * 40_000_000),
    "too_many_rows": (HEADER + f"\n{ROW}" * (MAX_ROWS + 1)).encode(),
    "too_many_columns": "\n".join([";".join("a" * (MAX_COLUMNS + 1))] * 2).encode(),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(REFUSED[code])
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n", "wrong_type"),
        (b"MZ\0\0program", "wrong_type"),
        (b"\xff\xfe\x00", "wrong_type"),
        (b"", "no_rows"),
        (b";;;\n;;", "no_rows"),
        (archive(word__document=b"<a/>"), "wrong_type"),
        (archive(**WORKBOOK, dense=b" " * 2_000_000), "unpacks_too_big"),
        (archive(**WORKBOOK), "broken"),
        (archive(**WORKBOOK, **{f"a{n}": b"" for n in range(600)}), "unpacks_too_big"),
    ],
)
def test_more_that_is_no_table(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(content)
    assert refused.value.code == code


def test_an_archive_locked_with_a_password_says_so() -> None:
    content = bytearray(archive(**WORKBOOK))
    # Bit 0 of the general purpose flag, in the central directory (APPNOTE 4.4.4).
    place = content.index(b"PK\x01\x02") + 8
    content[place : place + 2] = struct.pack("<H", 1)
    with pytest.raises(Unreadable) as refused:
        read_table(bytes(content))
    assert refused.value.code == "encrypted"


def test_entities_that_grow_are_not_followed() -> None:
    content = book(["Namn"], ["Bo"])
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        rest = {name: files.read(name) for name in files.namelist()}
    grow = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>'
    sheet = rest["xl/worksheets/sheet1.xml"]
    rest["xl/worksheets/sheet1.xml"] = grow + sheet[sheet.index(b"<worksheet") :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, body in rest.items():
            made.writestr(name, body)
    with pytest.raises(Unreadable) as refused:
        read_table(out.getvalue())
    assert refused.value.code == "broken"


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 70", "-1", "@a", "\tb", "\rc", "\nd", "  =1+1", "＝1+1", "＠a"]
)
def test_a_formula_is_neutralised_on_its_way_out_and_found_again_on_its_way_in(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert plain(neutral(text)) == text
    assert neutral("Anna") == plain("Anna") == "Anna"
