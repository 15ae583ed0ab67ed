"""Rows become candidates, through the same services as when a coach registers one."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from rest_framework.exceptions import APIException

from grunddata.enums import OccupationRung
from konton.actors import Actor

from ..changes import CandidateChanges
from ..enums import HourSource, Proof
from ..hours import HourChange, add_hours
from ..lists import held
from ..models import Candidate
from ..notes import add_note
from ..services import create_candidate, update_candidate
from .enums import DuplicateChoice, RowResult, RowVerdict
from .job import actor_of
from .models import CandidateImport, ImportRow
from .snapshot import snapshot
from .words import MATCHED_BY, reason

BATCH = 25
_PLAIN = ("first_name", "last_name", "phone", "email", "municipality", "hours_per_week")
FROM_FILE = "Ur en importerad fil"
_DAYS = ("birth_date", "available_from", "available_to")


def create_batch(job: CandidateImport) -> bool:
    """The next rows without a result; False when there are none left."""
    rows = list(job.rows.filter(result="").order_by("number")[:BATCH])
    actor, answers = actor_of(job), job.said["answers"]
    for row in rows:
        _carry_out(job, row, actor, answers)
        row.done_at = timezone.now()
        row.save()
        setattr(job, row.result, getattr(job, row.result) + 1)
    return bool(rows)


def _carry_out(
    job: CandidateImport, row: ImportRow, actor: Actor, answers: dict[str, bool]
) -> None:
    content = row.read()
    if row.verdict != RowVerdict.READY:
        _end(row, RowResult.REJECTED, reason(content["findings"], answers))
        return
    if row.chosen == DuplicateChoice.SKIP:
        whom = f"rad {row.match_row}" if row.match_row else "en deltagare som redan finns"
        _end(row, RowResult.SKIPPED, f"Samma person som {whom} ({MATCHED_BY[row.match_by]})")
        return
    target = _target(job, row) if row.chosen == DuplicateChoice.UPDATE else None
    try:
        # A savepoint: a refused row leaves nothing of itself.
        with transaction.atomic():
            if target is None:
                _create(row, actor, content["values"])
            else:
                _update(row, actor, content["values"], *target)
    except ValidationError as refused:
        _end(row, RowResult.REJECTED, " ".join(refused.messages))
    except Http404:
        _end(row, RowResult.REJECTED, "Deltagaren finns inte längre")
    except APIException as refused:
        _end(row, RowResult.REJECTED, str(refused.detail))


def _end(row: ImportRow, result: RowResult, why: str = "") -> None:
    row.result, row.reason = result.value, why[:500]


def _target(job: CandidateImport, row: ImportRow) -> tuple[UUID, int | None] | None:
    """Whom to update, and the version seen at the review; None for a version of our own making."""
    if row.match_candidate is not None:
        return row.match_candidate, row.match_version
    first = job.rows.get(number=row.match_row or 0)
    found = first.candidate_id or first.match_candidate
    return (found, None) if found else None


def _create(row: ImportRow, actor: Actor, values: dict[str, Any]) -> None:
    candidate = create_candidate(actor=actor, changes=changes_of(values))
    row.candidate_id = candidate.pk
    row.version_after = _write_entries(actor, candidate, values)
    _end(row, RowResult.CREATED)


def _update(
    row: ImportRow, actor: Actor, values: dict[str, Any], candidate_id: UUID, seen: int | None
) -> None:
    candidate = Candidate.objects.visible_to(actor).filter(pk=candidate_id).first()
    if candidate is None:
        raise Http404
    row.before = snapshot(candidate)
    row.candidate_id = candidate_id
    after = update_candidate(
        actor=actor,
        candidate_id=candidate_id,
        expected_version=candidate.version if seen is None else seen,
        changes=changes_of(values, candidate),
    )
    row.version_after = _write_entries(actor, after, values)
    _end(row, RowResult.UPDATED)


def changes_of(values: dict[str, Any], candidate: Candidate | None = None) -> CandidateChanges:
    """What the row says, as the services take it; lists are added to what is already there."""
    changes: dict[str, Any] = {name: values[name] for name in _PLAIN if name in values}
    changes |= {name: date.fromisoformat(values[name]) for name in _DAYS if name in values}
    # The number somebody has stays: a file is no ground to give her another.
    if "identity" in values and not (candidate and candidate.identity_number):
        changes["identity"] = {"number": values["identity"]}
    if "licences" in values:
        known = set(candidate.licences.values_list("pk", flat=True)) if candidate else set()
        changes["licences"] = sorted(known | set(values["licences"]))
    for name, key, rows in (
        ("wishes", "occupation", [_wish(code) for code in values.get("occupations", [])]),
        ("languages", "language", values.get("languages", [])),
        ("certificates", "certificate", [_paper(row) for row in values.get("certificates", [])]),
        ("target_groups", "target_group", values.get("target_groups", [])),
    ):
        if rows:
            before = held(candidate, name) if candidate else []
            known = {row[key] for row in before}
            changes[name] = before + [row for row in rows if row[key] not in known]
    return cast(CandidateChanges, changes)


def _wish(code: str) -> dict[str, Any]:
    return {"occupation": code, "rung": OccupationRung.APPRENTICE.value}


def _paper(row: dict[str, Any]) -> dict[str, Any]:
    """A file is her own word: nobody has seen the paper."""
    expires = row["expires"]
    return {
        "certificate": row["certificate"],
        "issued": None,
        "expires": date.fromisoformat(expires) if expires else None,
        "proof": Proof.OWN_WORD.value,
    }


def _write_entries(actor: Actor, candidate: Candidate, values: dict[str, Any]) -> int:
    """Hours and note, which are entries and no lists; the version after. None is written twice."""
    if not {"trade_hours", "note"} & set(values):
        return candidate.version
    counted = set(candidate.hour_entries.order_by().values_list("occupation_id", flat=True))
    for row in values.get("trade_hours", []):
        if row["occupation"] not in counted:
            candidate = add_hours(
                actor=actor,
                candidate_id=candidate.pk,
                expected_version=candidate.version,
                change=HourChange(
                    occupation=row["occupation"],
                    hours=row["hours"],
                    first_day=None,
                    last_day=None,
                    source=HourSource.OWN_WORD,
                    note=FROM_FILE,
                ),
            )
    text = values.get("note", "")
    if text and text not in {note.text for note in candidate.notes.all()}:
        candidate = add_note(
            actor=actor,
            candidate_id=candidate.pk,
            expected_version=candidate.version,
            text=text,
        )
    return candidate.version
