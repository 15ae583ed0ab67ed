"""What a person does with an import before anything is created: nothing here writes a candidate."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from bas.api.errors import Conflict, StaleVersion
from bas.sheets.reading import Table
from bas.sheets.uploads import read_upload
from bas.states import NotAllowed
from konton.actors import Actor
from konton.enums import Role
from konton.services import audit

from . import job as jobs
from .duplicates import find_matches
from .enums import (
    SAME_PERSON,
    DuplicateChoice,
    ImportStatus,
    ImportTask,
    RowResult,
    RowVerdict,
)
from .fields import FIELD, FIELDS
from .limits import KEEP_OPEN_DAYS, UNDO_HOURS
from .mapping import guess_mapping, remember
from .models import CandidateImport, ImportRow, RowContent
from .problems import names_in, read_row, texts_of
from .reference import load_reference

_BATCH = 200


def upload(*, actor: Actor, content: bytes, name: str) -> CandidateImport:
    """Stage a file or pasted text with a first mapping. Raises reading.Unreadable, Busy."""
    if actor.role != Role.COACH or actor.organisation_id is None:
        raise NotAllowed("Bara en jobbcoach läser in deltagare.")
    return _stage(actor, actor.organisation_id, read_upload(content), name)


@transaction.atomic
def _stage(actor: Actor, organisation_id: UUID, table: Table, name: str) -> CandidateImport:
    guesses = guess_mapping(organisation_id, table)
    job = CandidateImport(
        organisation_id=organisation_id,
        created_by_id=actor.user_id,
        kind=table.kind,
        mapping={str(column): guess.field for column, guess in guesses.items()},
        confidence={str(column): guess.confidence for column, guess in guesses.items()},
        total=len(table.rows),
        empty=table.empty,
    )
    job.say(name=name[:120], header=[header[:120] for header in table.header])
    job.save()
    said: Counter[str] = Counter()
    rows = []
    for number, cells in table.rows:
        text = json.dumps(cells)
        said[text] += 1
        key = hashlib.sha256(f"{said[text]}{text}".encode()).hexdigest()
        row = ImportRow(job=job, number=number, key=key, verdict=RowVerdict.READY)
        row.write(RowContent(cells=cells, edits={}, values={}, findings=[]))
        rows.append(row)
    _check(job, actor, rows)
    job.save()
    ImportRow.objects.bulk_create(rows, batch_size=_BATCH)
    _audit(job, actor, "uploaded", {"rows": job.total, "kind": job.kind})
    return job


@transaction.atomic
def set_mapping(
    *, actor: Actor, import_id: UUID, expected_version: int, mapping: dict[int, str]
) -> CandidateImport:
    """Say what each column holds and remember it; the rows are read anew.

    Raises ValidationError for a field named twice, or for names left out.
    """
    job = _open(actor, import_id, expected_version)
    header = job.said["header"]
    chosen = {column: code for column, code in mapping.items() if code}
    if any(not 0 <= column < len(header) for column in mapping):
        raise ValidationError({"mapping": ["Kolumnen finns inte i filen."]})
    twice = [FIELD[code].label for code, n in Counter(chosen.values()).items() if n > 1]
    if twice:
        raise ValidationError({"mapping": [f"{twice[0]} är valt för två kolumner."]})
    missing = [one.label for one in FIELDS if one.required and one.code not in chosen.values()]
    if missing:
        raise ValidationError({"mapping": [f"Välj vilken kolumn som är {missing[0].lower()}."]})
    job.mapping = {str(column): code for column, code in chosen.items()}
    job.confidence = {str(column): 1.0 for column in chosen}
    remember(job.organisation_id, header, chosen)
    return _recheck(job, actor)


@transaction.atomic
def answer(
    *, actor: Actor, import_id: UUID, expected_version: int, key: str, yes: bool | None
) -> CandidateImport:
    """Answer one question for all the rows it is about; None takes the answer back."""
    job = _open(actor, import_id, expected_version)
    answers = {k: v for k, v in job.said["answers"].items() if k != key}
    job.say(answers=answers if yes is None else answers | {key: yes})
    return _recheck(job, actor)


@transaction.atomic
def edit_cell(
    *, actor: Actor, import_id: UUID, expected_version: int, number: int, field: str, text: str
) -> CandidateImport:
    """Write one cell anew in the grid."""
    job = _open(actor, import_id, expected_version)
    rows = list(job.rows.order_by("number"))
    row = next((row for row in rows if row.number == number), None)
    if row is None:
        raise Http404
    content = row.read()
    content["edits"] = content["edits"] | {field: text}
    return _recheck(job, actor, rows, {row.number: content})


@transaction.atomic
def choose(
    *,
    actor: Actor,
    import_id: UUID,
    expected_version: int,
    choice: str,
    kind: str = "",
    numbers: Iterable[int] = (),
) -> CandidateImport:
    """What to do with duplicates: all of one kind, or these rows."""
    job = _open(actor, import_id, expected_version)
    rows = job.rows.exclude(match_kind="")
    rows = rows.filter(match_kind=kind) if kind else rows.filter(number__in=numbers)
    rows.update(choice=choice)
    return _saved(job)


@transaction.atomic
def create(*, actor: Actor, import_id: UUID, expected_version: int) -> CandidateImport:
    """Skapa: queue the job that writes the candidates. Conflict when nothing would be written."""
    job = _open(actor, import_id, expected_version)
    ready = job.rows.filter(verdict=RowVerdict.READY)
    skipped = Q(choice=DuplicateChoice.SKIP) | Q(choice="", match_kind__in=SAME_PERSON)
    if not ready.exclude(skipped).exists():
        raise Conflict("Ingen rad är klar att skapa. Rätta raderna först.", code="nothing_to_do")
    job.requested_by_id = actor.user_id
    _audit(job, actor, "create_requested", {"rows": job.total})
    return _queue(job, ImportTask.CREATE)


@transaction.atomic
def resume(*, actor: Actor, import_id: UUID, expected_version: int) -> CandidateImport:
    """Fortsätt: let a job that was broken off too many times try again where it stopped."""
    job = _locked(actor, import_id, expected_version)
    if job.status != ImportStatus.PARKED:
        raise Conflict("Importen är inte avbruten.", code="not_parked")
    _audit(job, actor, "resumed", {"done": job.done})
    return _queue(job, ImportTask(job.task))


@transaction.atomic
def undo(*, actor: Actor, import_id: UUID, expected_version: int) -> CandidateImport:
    """Ångra: queue the job that takes back what the import wrote, within 24 hours."""
    job = _locked(actor, import_id, expected_version)
    if not can_undo(job):
        raise Conflict(
            f"En import kan ångras i {UNDO_HOURS} timmar efter att den blev klar.", code="too_late"
        )
    job.requested_by_id = actor.user_id
    _audit(job, actor, "undo_requested", {"created": job.created, "updated": job.updated})
    return _queue(job, ImportTask.UNDO)


@transaction.atomic
def discard(*, actor: Actor, import_id: UUID, expected_version: int) -> CandidateImport:
    """Throw away what was uploaded; nothing had been created."""
    job = _open(actor, import_id, expected_version)
    job.rows.all().delete()
    job.content, job.status = "", ImportStatus.DISCARDED
    _audit(job, actor, "discarded")
    return _saved(job)


def note_read(job: CandidateImport, actor: Actor) -> None:
    """Log that the rejected rows left as a file."""
    _audit(job, actor, "rejected_read", {"rows": job.rejected})


def can_undo(job: CandidateImport) -> bool:
    return bool(
        job.status == ImportStatus.FINISHED
        and job.undone_at is None
        and job.finished_at
        and job.finished_at > timezone.now() - timedelta(hours=UNDO_HOURS)
        and job.rows.filter(result__in=[RowResult.CREATED, RowResult.UPDATED]).exists()
    )


def throw_away_old() -> None:
    """What nobody needs any more is not kept: the rows hold what the file held."""
    now = timezone.now()
    old = CandidateImport.objects.filter(updated_at__lt=now - timedelta(days=KEEP_OPEN_DAYS))
    over = old.filter(status__in=[ImportStatus.OPEN, ImportStatus.FINISHED])
    for job in over.exclude(content="").order_by("created_at")[:20]:
        with transaction.atomic():
            job.rows.all().delete()
            if job.status == ImportStatus.OPEN:
                job.status = ImportStatus.DISCARDED
            job.content = ""
            job.save()


def _locked(actor: Actor, import_id: UUID, expected_version: int) -> CandidateImport:
    job = (
        CandidateImport.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .filter(pk=import_id)
        .first()
    )
    if job is None:
        raise Http404
    if job.version != expected_version:
        raise StaleVersion()
    return job


def _open(actor: Actor, import_id: UUID, expected_version: int) -> CandidateImport:
    job = _locked(actor, import_id, expected_version)
    if job.status != ImportStatus.OPEN:
        raise Conflict("Importen går inte längre att ändra.", code="not_open")
    return job


def _saved(job: CandidateImport) -> CandidateImport:
    job.version += 1
    job.save()
    return job


def _queue(job: CandidateImport, task: ImportTask) -> CandidateImport:
    job.task, job.status = task, ImportStatus.QUEUED
    job.attempt, job.message = 0, ""
    transaction.on_commit(lambda: jobs.ring_bell(job.pk))
    return _saved(job)


def _recheck(
    job: CandidateImport,
    actor: Actor,
    rows: list[ImportRow] | None = None,
    edited: dict[int, RowContent] | None = None,
) -> CandidateImport:
    """Read every row anew and store those that came out otherwise."""
    rows = list(job.rows.order_by("number")) if rows is None else rows
    changed = _check(job, actor, rows, edited or {})
    # Taken out and put back: a sealed column can only be written with its whole row.
    ImportRow.objects.filter(pk__in=[row.pk for row in changed]).delete()
    ImportRow.objects.bulk_create(changed, batch_size=_BATCH)
    return _saved(job)


_MATCH = ("match_kind", "match_by", "match_row", "match_candidate", "match_version")


def _check(
    job: CandidateImport,
    actor: Actor,
    rows: list[ImportRow],
    edited: dict[int, RowContent] | None = None,
) -> list[ImportRow]:
    """Read the rows with the job's mapping and answers; those that came out otherwise."""
    mapping, answers = job.fields, job.said["answers"]
    contents = [(edited or {}).get(row.number) or row.read() for row in rows]
    names = names_in(texts_of(c["cells"], c["edits"], mapping) for c in contents)
    reference = load_reference(timezone.localdate())
    changed: dict[int, ImportRow] = {}
    job.trimmed = 0
    for row, content in zip(rows, contents, strict=True):
        found = read_row(
            cells=content["cells"],
            edits=content["edits"],
            mapping=mapping,
            answers=answers,
            names=names,
            reference=reference,
        )
        job.trimmed += found.trimmed
        content["values"], content["findings"] = found.values, found.findings
        if row.write(content) or row.verdict != found.verdict:
            changed[row.number] = row
        row.verdict = found.verdict
    values = [(row, content["values"]) for row, content in zip(rows, contents, strict=True)]
    for row, match in zip(rows, find_matches(actor, values), strict=True):
        told = (match.kind, match.by, match.row, match.candidate_id, match.version)
        before: tuple[Any, ...] = tuple(getattr(row, name) for name in _MATCH)
        if told != before:
            changed[row.number] = row
            for name, value in zip(_MATCH, told, strict=True):
                setattr(row, name, value)
    return list(changed.values())


def _audit(
    job: CandidateImport, actor: Actor, what: str, data: dict[str, Any] | None = None
) -> None:
    audit(
        actor=actor,
        action=f"import.{what}",
        object_type="import",
        object_id=job.pk,
        organisation_id=job.organisation_id,
        data=data,
    )
