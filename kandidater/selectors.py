"""Reads of candidates: rows for lists, one whole record, look-alikes, history."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from bas.text import phone_key, search_key
from grunddata.selectors import norms
from konton.actors import Actor
from konton.models import AuditEvent, StateChange

from .models import (
    MIN_PHONE_DIGITS,
    Candidate,
    CandidateCertificate,
    CandidateQuerySet,
    HourEntry,
)
from .stalled import stalled
from .states import CANDIDATE_MACHINE

# Used when the norm of the same name is not loaded.
CERTIFICATE_WARNING_DAYS = 60
MAX_DUPLICATES = 10
# A whole phone number, area code included; fewer digits name nobody.
WHOLE_PHONE_DIGITS = 8


def warned_until(day: date, known: dict[str, float] | None = None) -> date:
    """The last day on which a certificate that ends is told of (norm)."""
    days = (norms(day) if known is None else known).get(
        "certificate_warning_days", CERTIFICATE_WARNING_DAYS
    )
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
        "coach", "organisation", "municipality", "district", "preferred_language"
    ).prefetch_related(
        "wishes__occupation",
        "languages__language",
        "skills__skill",
        "certificates__certificate",
        "certificates__checked_by",
        "licences",
        "adaptations",
        "memberships__target_group",
        "support_periods",
        "consents",
        Prefetch("hour_entries", HourEntry.objects.select_related("occupation", "written_by")),
    )


def certificate_expires_within(candidates: CandidateQuerySet, days: int) -> CandidateQuerySet:
    """Holders of a certificate that is valid today and ends within so many days."""
    today = timezone.localdate()
    ending = CandidateCertificate.objects.filter(
        candidate=OuterRef("pk"), expires__range=(today, today + timedelta(days=days))
    )
    return candidates.filter(models.Exists(ending))


@dataclass(frozen=True)
class Duplicates:
    """``own``: who may be the same person, fully shown. ``elsewhere``: only that somebody is."""

    own: list[Candidate]
    elsewhere: bool


def possible_duplicates(*, actor: Actor, query: str) -> Duplicates:
    """People like a name, phone number or e-mail address; a protected person never shows.

    Other organisations answer only to a whole phone number, a whole address or a full name, and
    only with yes or no.
    """
    if actor.organisation_id is None:
        return Duplicates([], False)
    own = Candidate.objects.visible_to(actor)
    others = Candidate.objects.filter(is_protected=False).exclude(
        organisation_id=actor.organisation_id
    )
    known: CandidateQuerySet | None
    if "@" in query:
        address = query.strip().lower()
        own, known = own.filter(email=address), others.filter(email=address)
    elif len(digits := phone_key(query)) >= MIN_PHONE_DIGITS:
        own = own.filter(phone_key__contains=digits)
        known = others.filter(phone_key=digits) if len(digits) >= WHOLE_PHONE_DIGITS else None
    else:
        words = search_key(query).split()
        if not words:
            return Duplicates([], False)
        own, known = own.matching(query), _full_name(others, words)
    found = candidate_rows(own).order_by("sort_key", "id")[:MAX_DUPLICATES]
    return Duplicates(list(found), known is not None and known.exists())


def _full_name(candidates: CandidateQuerySet, words: list[str]) -> CandidateQuerySet | None:
    """Those with every word as a whole word of the name; None for less than two words."""
    if len(words) < 2:
        return None
    found = candidates.annotate(
        _name=Concat(Value(" "), F("search_key"), Value(" "), output_field=TextField())
    )
    for word in words:
        found = found.filter(_name__contains=f" {word} ")
    return found


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
        action__in=[*moves, "candidate.read_sensitive", "candidate.read_protected"]
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
