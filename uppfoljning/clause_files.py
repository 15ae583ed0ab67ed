"""The clause report as files for the buyer: figures of the contract, nothing of who they are."""

import io
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format

from bas.pdf import render
from bas.sheets.writing import Cell, write_xlsx
from konton.actors import Actor
from konton.services import audit

from .clause_report import SMALL_GROUP, ClauseReport, number, rounded

TEMPLATE = "uppfoljning/clause_report.typ"
HEADER = ("Månad", "Krävt", "Uppfyllt", "Planerat", "Saknas till och med månaden")


def pdf_file(report: ClauseReport, actor: Actor) -> bytes:
    """The report as a printable page in Swedish; logged."""
    content = render(TEMPLATE, report_words(report))
    _log(report, actor, "pdf")
    return content


def xlsx_file(report: ClauseReport, actor: Actor) -> bytes:
    """The same as a sheet: the months, then their sum, what is said and the notes; logged."""
    file = io.BytesIO()
    write_xlsx(file, HEADER, _rows(report), "Sociala krav")
    _log(report, actor, "xlsx")
    return file.getvalue()


def report_words(report: ClauseReport) -> dict[str, Any]:
    """The words of the page. How many people it was is said only of those who are many."""
    contract, told = report.contract, report.account
    figures = {
        "Krävt": told.required,
        "Uppfyllt": told.fulfilled,
        "Planerat": told.planned,
        "Saknas": told.missing,
    }
    return {
        "title": f"Sociala krav, avtal {contract.number}",
        "buyer": contract.buyer,
        "project": contract.project.name,
        "company": contract.project.organisation.name,
        "issued": _day(report.as_of),
        "facts": [
            ("Beställare", contract.buyer),
            ("Avtalsnummer", contract.number),
            ("Värde", f"{number(contract.value_sek)} kr"),
            ("Köp", str(contract.get_purchase_display())),
            ("Avtalstid", _span(contract.start_date, contract.end_date)),
            ("Klausul", contract.clause_model.name_sv),
            ("Personer", _people(report)),
        ],
        "rule": contract.clause_model.rule,
        "source": contract.clause_model.source,
        "sentence": report.sentence,
        "unit": report.unit,
        "totals": []
        if report.is_hidden
        else [(name, number(amount, report.decimals)) for name, amount in figures.items()],
        "months": [
            [_month(row.month), *(_shown(report, cell) for cell in _cells(row))]
            for row in ([] if report.is_hidden else told.months)
        ],
        "exemptions": [
            (_span(row.start_date, row.end_date), row.reason, row.granted_by)
            for row in contract.exemptions.all()
        ],
        "evidence": [
            (_day(row.day), row.what, row.reference or "–") for row in contract.evidence.all()
        ],
        "notes": [note.text for note in report.notes if not note.is_assumption],
        "assumptions": [note.text for note in report.notes if note.is_assumption],
    }


def _rows(report: ClauseReport) -> list[list[Cell]]:
    words, told = report_words(report), report.account
    rows: list[list[Cell]] = []
    if not report.is_hidden:
        rows += [
            [f"{row.month:%Y-%m}", *(_value(report, cell) for cell in _cells(row))]
            for row in told.months
        ]
        sums = (told.required, told.fulfilled, told.planned, told.missing)
        rows.append(["Summa", *(_value(report, amount) for amount in sums)])
        rows.append([f"Enhet: {report.unit}"])
    rows += [[], [words["sentence"]], []]
    rows += [[name, value] for name, value in words["facts"]]
    rows += [["Regel", words["rule"]], ["Källa", words["source"]], ["Räknat", words["issued"]]]
    rows += [["Undantag", *row] for row in words["exemptions"]]
    rows += [["Underlag", *row] for row in words["evidence"]]
    rows += [["Att veta", text] for text in words["notes"]]
    rows += [["Antagande", text] for text in words["assumptions"]]
    return rows


def _cells(row: Any) -> tuple[Fraction | None, ...]:
    return row.required, row.fulfilled, row.planned, row.missing


def _value(report: ClauseReport, amount: Fraction | None) -> Cell:
    return None if amount is None else float(rounded(amount, report.decimals))


def _shown(report: ClauseReport, amount: Fraction | None) -> str:
    return "–" if amount is None else number(amount, report.decimals)


def _people(report: ClauseReport) -> str:
    people = report.account.people
    return f"färre än {SMALL_GROUP}" if people < SMALL_GROUP else str(people)


def _month(first: date) -> str:
    return date_format(first, "F Y")


def _span(start: date, end: date) -> str:
    return f"{_day(start)} – {_day(date.fromordinal(end.toordinal() - 1))}"


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _log(report: ClauseReport, actor: Actor, kind: str) -> None:
    audit(
        actor=actor,
        action="clause_report.made",
        object_type="contract",
        object_id=report.contract.pk,
        data={"kind": kind},
    )
