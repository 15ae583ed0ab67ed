"""Reads of candidates: rows for lists, one whole record, history."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from grunddata.selectors import norms
from konton.models import AuditEvent, StateChange

from .models import (
    Activity,
    CandidateCertificate,
    CandidateNote,
    CandidateQuerySet,
    HourEntry,
)
from .stalled import stalled
from .states import CANDIDATE_MACHINE


def warned_until(day: date, known: dict[str, float] | None = None) -> date:
    """The last day on which a certificate that ends is told of (norm)."""
    days = (norms(day) if known is None else known)["certificate_warning_days"]
    return day + timedelta(days=days)


def candidate_rows(
    candidates: CandidateQuerySet, known: dict[str, float] | None = None
) -> CandidateQuerySet:
    """What a list shows of each, in a fixed number of queries; ``known`` norms save one."""
    today = timezone.localdate()
    expiring = (
        CandidateCertificate.objects.filter(
            candidate=OuterRef("pk"), expires__range=(today, warned_until(today, known))
        )
        .order_by()
        .values("candidate")
        .annotate(count=models.Count("pk"))
        .values("count")
    )
    return (
        candidates.select_related("coach", "municipality")
        .prefetch_related("wishes__occupation", "languages", "consents")
        .annotate(expiring_certificates=Coalesce(Subquery(expiring), Value(0)))
    )


def people_rows(candidates: CandidateQuerySet) -> CandidateQuerySet:
    """``candidate_rows`` with what hinders each: ``is_stalled``, ``ending_certificates``."""
    today = timezone.localdate()
    known = norms(today)
    ending = (
        CandidateCertificate.objects.filter(expires__lte=warned_until(today, known))
        .select_related("certificate")
        .order_by("expires", "certificate_id")
    )
    return (
        candidate_rows(candidates, known)
        .annotate(
            is_stalled=Case(
                When(stalled(today, known), then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        )
        .prefetch_related(Prefetch("certificates", queryset=ending, to_attr="ending_certificates"))
    )


def whole_records(candidates: CandidateQuerySet) -> CandidateQuerySet:
    """Everything the card shows, in a fixed number of queries."""
    return candidates.select_related(
        "coach", "organisation", "municipality", "district", "station", "preferred_language"
    ).prefetch_related(
        "wishes__occupation",
        "languages__language",
        "skills__skill",
        "education",
        "certificates__certificate",
        "certificates__checked_by",
        "licences",
        "adaptations",
        "memberships__target_group",
        "support_periods",
        "away",
        "consents",
        Prefetch("hour_entries", HourEntry.objects.select_related("occupation", "written_by")),
        Prefetch("activities", Activity.objects.select_related("written_by")),
        Prefetch("notes", CandidateNote.objects.select_related("written_by")),
    )


def certificate_expires_within(candidates: CandidateQuerySet, days: int) -> CandidateQuerySet:
    """Holders of a certificate that is valid today and ends within so many days."""
    today = timezone.localdate()
    ending = CandidateCertificate.objects.filter(
        candidate=OuterRef("pk"), expires__range=(today, today + timedelta(days=days))
    )
    return candidates.filter(models.Exists(ending))


@dataclass(frozen=True, order=True)
class Entry:
    """One line of a history, before its row is read; orders by time."""

    at: datetime
    kind: type[StateChange] | type[AuditEvent] = field(compare=False)
    id: int


def history(candidate_id: UUID) -> list[Entry]:
    """What happened to one candidate, newest first: two queries for keys and times only.

    A move stands in both trails and is taken from one; readings are the auditor's business.
    """
    moves = [f"candidate.{action}" for action in CANDIDATE_MACHINE.actions()]
    about = Q(object_type="candidate", object_id=candidate_id)
    changes = StateChange.objects.filter(about)
    events = AuditEvent.objects.filter(about).exclude(
        action__in=[
            *moves,
            "candidate.read_sensitive",
            "candidate.read_protected",
            "candidate.identity_revealed",
        ]
    )
    entries = [Entry(at, StateChange, pk) for at, pk in changes.values_list("at", "id")]
    entries += [Entry(at, AuditEvent, pk) for at, pk in events.values_list("at", "id")]
    return sorted(entries, reverse=True)


def history_rows(page: list[Entry]) -> list[StateChange | AuditEvent]:
    """The rows of one page of ``history``, in its order, with who did it: two queries."""
    found: dict[tuple[type, int], StateChange | AuditEvent] = {}
    for kind in (StateChange, AuditEvent):
        ids = [entry.id for entry in page if entry.kind is kind]
        rows = kind._default_manager.select_related("actor").in_bulk(ids)
        found.update({(kind, pk): row for pk, row in rows.items()})
    return [found[entry.kind, entry.id] for entry in page]
