"""Columns that hold lists: how they are read, what is asked, and what a person becomes."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from bas.sheets.limits import MAX_CELL
from kandidater.imports.fields import FIELDS
from kandidater.imports.problems import Names, ReadRow, read_row
from kandidater.imports.reference import Reference, load_reference
from kandidater.imports.words import question, reason
from kandidater.models import Candidate, CandidateCertificate, CandidateNote, HourEntry
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from ..conftest import Place
from .dump import dump
from .steps import Steps

CODES = [field.code for field in FIELDS]


@pytest.fixture
def reference(db: Any) -> Reference:
    return load_reference(date(2026, 11, 22))


def read(reference: Reference, answers: dict[str, bool] | None = None, /, **texts: str) -> ReadRow:
    said = {"first_name": "Anna", "last_name": "Ek"} | texts
    return read_row(
        cells=[said.get(code, "") for code in CODES],
        edits={},
        mapping=dict(enumerate(CODES)),
        answers=answers or {},
        names=Names(Counter(), Counter()),
        reference=reference,
    )


def language(code: str, level: int) -> dict[str, Any]:
    return {"language": code, "level": level}


def paper(code: str, expires: str | None = None) -> dict[str, Any]:
    return {"certificate": code, "expires": expires}


def group(code: str, ground: str = "not_stated") -> dict[str, Any]:
    return {"target_group": code, "ground": ground}


def hours(code: str, count: int) -> dict[str, Any]:
    return {"occupation": code, "hours": count}


CLEAN = [
    (
        "languages",
        "Svenska B1, arabiska (c2); Engelska: A2+",
        [language("sv", 3), language("ar", 6), language("en", 2)],
    ),
    ("languages", "SFI C", [{"language": "sv", "sfi_course": "sfi-c"}]),
    ("languages", "Svenska (sfi kurs 2B)", [{"language": "sv", "sfi_course": "sfi-2b"}]),
    ("languages", "Persiska (farsi) C1", [language("fa", 5)]),
    ("languages", "Svenska B1; Svenska A1", [language("sv", 3)]),
    ("certificates", "APV1; heta", [paper("APV1"), paper("HETA")]),
    ("certificates", "HETA 2028-05-01", [paper("HETA", "2028-05-01")]),
    (
        "certificates",
        "HETA (giltigt t.o.m. 20280501), HLR, 2027-01-02",
        [paper("HETA", "2028-05-01"), paper("HLR", "2027-01-02")],
    ),
    ("certificates", "Mobila arbetsplattformar (lift, LLP)", [paper("LIFT")]),
    ("certificates", "Svetsarprövning ISO 9606-1", [paper("SVETS")]),
    (
        "certificates",
        "Arbete på väg steg 1 (1.1–1.3, 1.4 fr.o.m. 2024-09)",
        [paper("APV1")],
    ),
    (
        "target_groups",
        "Nyanländ; Ung vuxen 20–29 år: Ålder",
        [group("nyanland"), group("ung-vuxen", "age")],
    ),
    (
        "target_groups",
        "Nedsatt arbetsförmåga (beslut av Arbetsförmedlingen)",
        [group("nedsatt-arbetsformaga")],
    ),
    (
        "target_groups",
        "Nyanländ (Anvisad till etableringsprogrammet)",
        [group("nyanland", "establishment")],
    ),
    (
        "trade_hours",
        "Målare 1 200 tim; Murare: 300",
        [hours("malare", 1200), hours("murare", 300)],
    ),
    ("note", "Ring efter klockan tre", "Ring efter klockan tre"),
]


@pytest.mark.parametrize(("field", "text", "value"), CLEAN)
def test_what_can_be_read_one_way_is_not_asked_about(
    reference: Reference, field: str, text: str, value: Any
) -> None:
    found = read(reference, **{field: text})
    assert found.findings == []
    assert found.values[field] == value


ASKED = [
    ("languages", "Svenska B1, engelska", "no_level", [language("sv", 3)]),
    ("languages", "Arabiska modersmål", "native", [language("ar", 6)]),
    ("languages", "Arabisk C1", "near_code", [language("ar", 5)]),
    ("languages", "Klingonska C1", "unknown_code", None),
    ("certificates", "Heta arbeten", "near_code", [paper("HETA")]),
    ("certificates", "HETA 1/5-28", "slash_dash", [paper("HETA", "2028-05-01")]),
    ("certificates", "HETA 2028-02-31", "impossible_date", [paper("HETA")]),
    ("certificates", "HETA 2028-05", "unread_date", [paper("HETA")]),
    ("certificates", "Simborgarmärket", "unknown_code", None),
    (
        "target_groups",
        "Nyanländ: etableringsprogrammet",
        "ground",
        [group("nyanland", "establishment")],
    ),
    ("target_groups", "Nyanländ: Ålder", "ground", [group("nyanland")]),
    ("target_groups", "Nedsatt arbetsförmåga", "near_code", [group("nedsatt-arbetsformaga")]),
    ("trade_hours", "Målare många", "trade_hours", None),
    ("trade_hours", "Målare 20000", "trade_hours", None),
    ("trade_hours", "1200", "no_trade", None),
    ("trade_hours", "Målarre 1200", "near_code", [hours("malare", 1200)]),
    ("note", "=1+1", "formula", None),
]


@pytest.mark.parametrize(("field", "text", "kind", "value"), ASKED)
def test_dirt_is_asked_about_and_read_as_answered(
    reference: Reference, field: str, text: str, kind: str, value: Any
) -> None:
    first = read(reference, **{field: text})
    assert [(f["field"], f["kind"]) for f in first.findings] == [(field, kind)]
    assert first.verdict == "ask"
    assert question(first.findings[0], 34).startswith("34 rader, ")
    (key,) = (f["key"] for f in first.findings)
    yes = read(reference, {key: True}, **{field: text})
    assert (yes.verdict, yes.values.get(field)) == ("ready", value)
    no = read(reference, {key: False}, **{field: text})
    assert no.verdict == "wrong"
    assert reason(no.findings, {key: False})


def test_hours_without_a_trade_are_of_the_first_one_wished_for(reference: Reference) -> None:
    found = read(reference, occupations="Målare, Murare", trade_hours="1200 tim")
    assert (found.findings, found.values["trade_hours"]) == ([], [hours("malare", 1200)])


def test_a_note_that_is_too_long_can_only_be_written_anew(reference: Reference) -> None:
    found = read(reference, note="a" * (MAX_CELL + 1))
    assert (found.verdict, [f["kind"] for f in found.findings]) == ("wrong", ["long_note"])
    assert question(found.findings[0], 1).endswith("annars avvisas raden.")


HEADER = (
    "Förnamn;Efternamn;Mobil;Yrke;Språk;Intyg;Körkort;Målgrupp;Timmar mot yrkesbevis;Anteckning"
)
ROW = (
    "Åsa;Öberg;070-174 06 05;Målare;Svenska SFI C, Arabiska C2;HETA 2028-05-01;B, CE;"
    "Nyanländ: Anvisad till etableringsprogrammet;1200;Vill börja tidigt"
)


def lists_of(candidate: Candidate) -> dict[str, Any]:
    return {
        "languages": {(r.language_id, r.level, r.sfi_course_id) for r in candidate.languages.all()},
        "certificates": {
            (r.certificate_id, str(r.expires), r.proof) for r in candidate.certificates.all()
        },
        "licences": {r.pk for r in candidate.licences.all()},
        "groups": {(r.target_group_id, r.ground) for r in candidate.memberships.all()},
        "hours": [(r.occupation_id, r.hours, r.source) for r in candidate.hour_entries.all()],
        "notes": [r.text for r in candidate.notes.all()],
    }


FROM_ROW = {
    "languages": {("sv", 2, "sfi-c"), ("ar", 6, None)},
    "certificates": {("HETA", "2028-05-01", "own_word")},
    "licences": {"B", "CE"},
    "groups": {("nyanland", "establishment")},
    "hours": [("malare", 1200, "own_word")],
    "notes": ["Vill börja tidigt"],
}


def test_every_column_is_guessed_written_and_undone_to_the_byte(place: Place) -> None:
    before = dump()
    steps = Steps(client_of(place.coach), f"{HEADER}\n{ROW}\n")
    assert [c["field"] for c in steps.now["columns"]] == [
        "first_name", "last_name", "phone", "occupations", "languages", "certificates",
        "licences", "target_groups", "trade_hours", "note",
    ]  # fmt: skip
    assert steps.get("problems/") == []
    assert dump() == before, "nothing is written before Skapa"
    steps.post("start")
    steps.run()
    made = Candidate.objects.get()
    assert lists_of(made) == FROM_ROW
    # The draft, one entry of hours and one note.
    assert (steps.now["created"], made.version) == (1, 3)
    steps.post("undo")
    steps.run()
    assert (steps.now["undone"], dump()) == (1, before)


def test_an_update_adds_to_lists_and_writes_no_entry_twice(place: Place) -> None:
    known = candidate_of(place.coach, phone="+46701740605")
    known.languages.create(language_id="ar", level=1)
    CandidateCertificate.objects.create(candidate=known, certificate_id="HLR", proof="certified")
    HourEntry.objects.create(candidate=known, occupation_id="malare", hours=80, source="employer")
    CandidateNote.objects.create(candidate=known, text="Vill börja tidigt")
    before = dump()
    steps = Steps(client_of(place.coach), f"{HEADER}\n{ROW}\n")
    steps.post("choose", {"choice": "update", "kind": "base"})
    steps.post("start")
    steps.run()
    assert steps.now["updated"] == 1
    assert lists_of(Candidate.objects.get()) == FROM_ROW | {
        # What somebody has written down stands: Swedish B1 and Arabic A1.
        "languages": {("sv", 3, None), ("ar", 1, None)},
        "certificates": {("HLR", "None", "certified"), ("HETA", "2028-05-01", "own_word")},
        "hours": [("malare", 80, "employer")],
    }
    steps.post("undo")
    steps.run()
    assert dump() == before
