"""What each kind of dirt is asked about, what a yes gives and what a no."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from kandidater.imports.fields import FIELDS
from kandidater.imports.problems import Names, ReadRow, read_row
from kandidater.imports.reference import Reference
from kandidater.imports.words import question, reason

REFERENCE = Reference(
    today=date(2026, 11, 22),
    municipalities={"stockholm": "0180", "0180": "0180", "180": "0180", "solna": "0184"},
    occupations={"malare": "malare", "murare": "murare"},
    licences={"B": "B", "CE": "CE"},
    names={"0180": "Stockholm", "0184": "Solna", "malare": "Målare", "murare": "Murare"},
)
CODES = [field.code for field in FIELDS]
MAPPING = dict(enumerate(CODES))
NOBODY = Names(Counter(), Counter())


def read(answers: dict[str, bool] | None = None, names: Names = NOBODY, /, **texts: Any) -> ReadRow:
    said = {"first_name": "Anna", "last_name": "Ek"} | texts
    return read_row(
        cells=[said.get(code, "") for code in CODES],
        edits={},
        mapping=MAPPING,
        answers=answers or {},
        names=names,
        reference=REFERENCE,
    )


ASKED = [
    ("available_from", "3/1-26", "slash_dash", "2026-01-03"),
    ("available_from", "3/1/2026", "slash", "2026-01-03"),
    ("available_from", "3.1.26", "dots", "2026-01-03"),
    ("available_from", "260103", "six_digits", "2026-01-03"),
    ("available_from", "46025", "serial", "2026-01-03"),
    ("birth_date", "3/1-90", "slash_dash", "1990-01-03"),
    ("birth_date", "3/1-05", "slash_dash", "2005-01-03"),
    ("available_from", "31/2-26", "impossible_date", None),
    ("available_from", "2026-02-31", "impossible_date", None),
    ("available_from", "snart", "unread_date", None),
    ("available_from", "3 snart 2026", "unread_date", None),
    ("birth_date", "2027-01-01", "future_birth", None),
    ("phone", "701740605", "lost_zero", "0701740605"),
    ("phone", "46701740605", "lost_plus", "+46701740605"),
    ("phone", "070-12 34", "short_phone", None),
    ("phone", "070-174 06 055", "long_phone", None),
    ("phone", "ring Bo", "unread_phone", None),
    ("phone", "=A1+B1", "formula", None),
    ("email", "bo(at)ek", "unread_email", None),
    ("first_name", "Anna \U0001f600", "picture", "Anna"),
    ("first_name", "Аnna", "alphabets", "Anna"),
    ("municipality", "Stokholm", "near_municipality", "0180"),
    ("municipality", "Ankeborg", "unknown_municipality", None),
    ("hours_per_week", "80", "hours", None),
    ("occupations", "Målarre", "near_code", ["malare"]),
    ("licences", "B, traktor", "unknown_code", ["B"]),
]


@pytest.mark.parametrize(("field", "text", "kind", "value"), ASKED)
def test_dirt_is_asked_about_and_read_as_answered(
    field: str, text: str, kind: str, value: Any
) -> None:
    first = read(**{field: text})
    assert [(f["field"], f["kind"]) for f in first.findings] == [(field, kind)]
    assert first.verdict == "ask"
    assert question(first.findings[0], 34).startswith("34 rader, ")
    (key,) = (f["key"] for f in first.findings)

    yes = read({key: True}, **{field: text})
    assert yes.verdict == "ready"
    assert yes.values.get(field) == value

    no = read({key: False}, **{field: text})
    if field == "first_name":
        assert (no.verdict, no.values[field]) == ("ready", text)
    else:
        assert no.verdict == "wrong"
        assert reason(no.findings, {key: False})


CLEAN = [
    ("available_from", "2026-01-03", "2026-01-03"),
    ("available_from", "20260103", "2026-01-03"),
    ("available_from", "3 januari 2026", "2026-01-03"),
    ("available_from", "3 jan 2026", "2026-01-03"),
    ("available_from", "2026-01-03T00:00:00", "2026-01-03"),
    ("phone", "+46 (0)70-174 06 05", "+46 (0)70-174 06 05"),
    ("phone", "08-123 45 67", "08-123 45 67"),
    ("email", "Anna.Ek@Exempel.example", "anna.ek@exempel.example"),
    ("first_name", "Анна", "Анна"),
    ("first_name", "محمد", "محمد"),
    ("first_name", "  Anna\u00a0 Maria ", "Anna Maria"),
    ("municipality", "STOCKHOLMS STAD", "0180"),
    ("municipality", "Solna kommun", "0184"),
    ("municipality", "0180", "0180"),
    ("municipality", "180", "0180"),
    ("hours_per_week", "40 tim", 40),
    ("occupations", "målare; Murare", ["malare", "murare"]),
    ("licences", "b+ce", ["B", "CE"]),
    ("phone", "-", None),
]


@pytest.mark.parametrize(("field", "text", "value"), CLEAN)
def test_what_can_be_read_one_way_is_not_asked_about(field: str, text: str, value: Any) -> None:
    found = read(**{field: text})
    assert found.findings == []
    assert found.values.get(field) == value


def test_the_question_is_the_one_of_the_page() -> None:
    (finding,) = read(available_from="3/1-26").findings
    assert question(finding, 34) == (
        "34 rader, Kan börja: datum skrivna som 3/1-26. Läs som 3 januari 2026?"
    )


def test_a_formula_for_a_name_and_a_missing_name_can_only_be_written_anew() -> None:
    for texts, kind in (({"first_name": "=1+1"}, "formula"), ({"last_name": " "}, "missing")):
        found = read(**texts)
        assert found.verdict == "wrong"
        assert [(f["kind"], f["askable"]) for f in found.findings] == [(kind, False)]


def test_phone_and_email_that_changed_places_are_put_back() -> None:
    found = read(phone="bo@exempel.example", email="070-174 06 05")
    assert [f["key"] for f in found.findings] == ["phone:swapped"]
    assert (found.values["phone"], found.values["email"]) == ("070-174 06 05", "bo@exempel.example")


def test_names_that_changed_places_are_told_by_the_rest_of_the_file() -> None:
    names = Names(Counter(anna=9, ek=1), Counter(ek=9, anna=1))
    found = read({}, names, first_name="Ek", last_name="Anna")
    assert [f["key"] for f in found.findings] == ["first_name:swapped"]
    assert (found.values["first_name"], found.values["last_name"]) == ("Anna", "Ek")
    kept = read({"first_name:swapped": False}, names, first_name="Ek", last_name="Anna")
    assert (kept.values["first_name"], kept.verdict) == ("Ek", "ready")
    assert read({}, names, first_name="Anna", last_name="Ek").findings == []


def test_an_end_before_the_start_is_asked_about() -> None:
    found = read(available_from="2026-05-01", available_to="2026-04-01")
    assert [f["kind"] for f in found.findings] == ["order"]
    assert "available_to" not in found.values


def test_spaces_that_say_nothing_are_counted_not_asked_about() -> None:
    assert read(first_name=" Anna").trimmed
    assert not read(first_name="Anna").trimmed
