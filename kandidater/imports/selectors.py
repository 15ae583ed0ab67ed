"""Reads of an import: its columns, its questions, its rows and what would come of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from bas.sheets.cells import clean
from konton.actors import Actor

from ..models import Candidate
from .asking import Finding
from .enums import MatchKind, RowVerdict, unless_told
from .fields import FIELDS, hidden
from .models import CandidateImport, ImportRow
from .words import MATCHED_BY, question

SAMPLES = 3
MAX_QUESTIONS = 200


@dataclass(frozen=True)
class Column:
    index: int
    header: str
    samples: list[str]
    field: str | None
    confidence: float


@dataclass(frozen=True)
class Question:
    """``answer`` is None while nobody has said; ``numbers``: the first rows it is about."""

    key: str
    field: str
    text: str
    count: int
    askable: bool
    answer: bool | None
    numbers: list[int]


def columns(job: CandidateImport) -> list[Column]:
    """One query. What looks like an identity number is not shown."""
    first = [row.read()["cells"] for row in job.rows.order_by("number")[:20]]
    fields = job.fields
    return [
        Column(
            index,
            header,
            [text for cells in first if (text := _shown(cells[index]))][:SAMPLES],
            fields.get(index),
            job.confidence.get(str(index), 0.0),
        )
        for index, header in enumerate(job.said["header"])
    ]


def _shown(cell: str) -> str:
    text = clean(cell)[:60]
    digits = [c for c in text if c.isdigit()]
    written_as_number = len(digits) in (10, 12) and set(text) <= set("0123456789-+ ")
    return "••••••" if written_as_number and not text.startswith(("0", "+")) else text


def questions(job: CandidateImport) -> list[Question]:
    """Every question with its rows, the unanswered first. One query, whatever the rows."""
    answers = job.said["answers"]
    found: dict[tuple[str, bool], tuple[Finding, list[int]]] = {}
    for row in job.rows.order_by("number"):
        for finding in row.read()["findings"]:
            key = (finding["key"], finding["askable"])
            found.setdefault(key, (finding, []))[1].append(row.number)
    asked = [
        Question(
            key=finding["key"],
            field=finding["field"],
            text=question(finding, len(numbers)),
            count=len(numbers),
            askable=finding["askable"],
            answer=answers.get(finding["key"]) if finding["askable"] else None,
            numbers=numbers[:SAMPLES],
        )
        for finding, numbers in found.values()
    ]
    return sorted(asked, key=lambda q: (q.answer is not None, not q.askable, -q.count, q.key))[
        :MAX_QUESTIONS
    ]


def outlook(job: CandidateImport) -> dict[str, int]:
    """How many rows would be created, updated, skipped and rejected now. One query."""
    told: Counter[str] = Counter()
    groups = (
        job.rows.order_by().values("verdict", "match_kind", "choice").annotate(count=Count("pk"))
    )
    for group in groups:
        count = group["count"]
        told[group["verdict"]] += count
        if group["verdict"] != RowVerdict.READY:
            told["reject"] += count
            continue
        told[group["choice"] or unless_told(group["match_kind"]).value] += count
        if group["match_kind"]:
            told[f"match_{group['match_kind']}"] += count
    names = ("ready", "ask", "wrong", "create", "update", "skip", "reject")
    matches = (f"match_{kind}" for kind in MatchKind.values)
    return {name: told[name] for name in (*names, *matches)}


def rows(job: CandidateImport, *, show: str, key: str) -> list[ImportRow]:
    """Rows of the grid in the file's order; ``key`` keeps those of one question."""
    found = job.rows.order_by("number")
    if show == "duplicates":
        found = found.exclude(match_kind="").filter(verdict=RowVerdict.READY)
    elif show == "problems":
        found = found.exclude(verdict=RowVerdict.READY)
    elif show == "rejected":
        found = found.filter(result="rejected")
    elif show == "kept":
        found = found.filter(is_undone=False)
    if key:
        return [row for row in found if any(f["key"] == key for f in row.read()["findings"])]
    return list(found)


def told(job: CandidateImport, page: Iterable[ImportRow], actor: Actor) -> list[dict[str, Any]]:
    """The rows as the grid shows them. One query, for the names of those already there."""
    page = list(page)
    ids = {row.match_candidate for row in page if row.match_candidate}
    names = {
        c.pk: str(c) for c in Candidate.objects.visible_to(actor).filter(pk__in=ids).order_by("pk")
    }
    return [_told(job, row, names) for row in page]


def _open(code: str, text: str) -> str:
    return hidden(text) if code == "identity" else text


def _told(job: CandidateImport, row: ImportRow, names: dict[UUID, str]) -> dict[str, Any]:
    content = row.read()
    texts = {code: content["cells"][column] for column, code in job.fields.items()}
    texts |= content["edits"]
    answers = job.said["answers"]
    cells = []
    for one in FIELDS:
        if one.code not in texts:
            continue
        findings = [f for f in content["findings"] if f["field"] == one.code]
        open_ = [f for f in findings if not f["askable"] or not answers.get(f["key"], False)]
        cells.append(
            {
                "field": one.code,
                "text": _open(one.code, clean(texts[one.code])),
                "problem": question(open_[0], 1) if open_ else "",
                "edited": one.code in content["edits"],
            }
        )
    match = None
    if row.match_kind:
        match = {
            "kind": row.match_kind,
            "by": MATCHED_BY[row.match_by],
            "row": row.match_row,
            "candidate": row.match_candidate,
            "name": names.get(row.match_candidate, "") if row.match_candidate else "",
        }
    return {
        "number": row.number,
        "verdict": row.verdict,
        "cells": cells,
        "match": match,
        "choice": row.chosen if match else None,
        "result": row.result or None,
        "reason": row.reason,
        "candidate": row.candidate_id,
    }
