"""Undo: what the import wrote is taken back, but for people somebody has worked with since."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from bas.models import BaseModel
from konton.models import AuditEvent
from konton.services import audit

from ..enums import CandidateState
from ..models import Candidate
from .enums import RowResult
from .job import actor_of
from .models import CandidateImport, ImportRow
from .snapshot import restore, state_in

BATCH = 25
WORKED_WITH = "Någon har arbetat med deltagaren sedan importen"
IN_MATCHING = "Deltagaren är i ett förslag eller på en plats"
_READINGS = ("candidate.read_sensitive", "candidate.read_protected", "candidate.passport_made")
# Outside these a proposal or a placement stands on the record as it is now.
_FREE_STATES = frozenset({CandidateState.DRAFT, CandidateState.READY, CandidateState.RESTING})


def undo_batch(job: CandidateImport) -> bool:
    """The next people; False when there are none left. All rows about one person go together."""
    written = job.rows.filter(result__in=[RowResult.CREATED, RowResult.UPDATED])
    waiting = written.filter(is_undone=None).order_by("number")
    ids = list(dict.fromkeys(waiting.values_list("candidate_id", flat=True)[:BATCH]))
    if not ids:
        return False
    rows = defaultdict(list)
    for row in written.filter(candidate_id__in=ids).order_by("number"):
        rows[row.candidate_id].append(row)
    candidates = Candidate.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(ids)
    touched = _worked_with_since(rows)
    for candidate_id in ids:
        mine = rows[candidate_id]
        candidate = candidates.get(candidate_id)
        why = _refusal(mine, candidate, candidate_id in touched) or _take_back(job, mine, candidate)
        for row in mine:
            row.is_undone, row.reason = not why, why
            row.save(update_fields=["is_undone", "reason", "updated_at"])
        if why:
            job.kept += len(mine)
        else:
            job.undone += len(mine)
    return True


def _refusal(rows: list[ImportRow], candidate: Candidate | None, touched: bool) -> str:
    if candidate is None:
        return "Deltagaren finns inte längre"
    if touched or candidate.version != rows[-1].version_after:
        return WORKED_WITH
    before = rows[0].before
    was = state_in(before) if before else CandidateState.DRAFT
    if candidate.state != was or candidate.state not in _FREE_STATES:
        return IN_MATCHING
    return ""


def _take_back(job: CandidateImport, rows: list[ImportRow], candidate: Candidate | None) -> str:
    """Remove who was created, restore who was updated; the reason when the database says no."""
    if candidate is None:
        return ""
    candidate_id = candidate.pk
    try:
        with transaction.atomic():
            if rows[0].before:
                restore(candidate, rows[0].before)
            else:
                candidate.delete()
    except (ProtectedError, RestrictedError):
        return WORKED_WITH
    audit(
        actor=actor_of(job),
        action="candidate.import_undone",
        object_type="candidate",
        object_id=candidate_id,
        organisation_id=job.organisation_id,
        data={"removed": not rows[0].before},
    )
    return ""


def _worked_with_since(rows: dict[UUID | None, list[ImportRow]]) -> set[UUID | None]:
    """Who has a newer event in the audit trail, or a newer row that points at them."""
    last = {key: mine[-1].done_at or mine[-1].created_at for key, mine in rows.items()}
    touched: set[UUID | None] = set()
    events = AuditEvent.objects.filter(object_id__in=last).exclude(action__in=_READINGS)
    for candidate_id, at in events.order_by().values_list("object_id", "at"):
        if at > last[candidate_id]:
            touched.add(candidate_id)
    for relation in Candidate._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or not issubclass(model, BaseModel):
            continue
        name = relation.field.attname
        found = model._default_manager.filter(**{f"{name}__in": list(last)})
        for candidate_id, at in found.order_by().values_list(name, "updated_at"):
            if at > last[candidate_id]:
                touched.add(candidate_id)
    return touched
