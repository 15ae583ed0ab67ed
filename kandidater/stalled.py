"""Who has stood still too long, and the reasoned exception from being told so."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from bas.api.errors import Conflict
from grunddata.selectors import norms
from konton.actors import Actor
from konton.services import audit

from .enums import CandidateState as S
from .locking import locked_candidate
from .models import Candidate

# Used when the norm of the same name is not loaded.
STALLED_DAYS = 30
UNFLAGGED_MAX_DAYS = 90
# Who waits for something to happen; the rest have a place, or the case is over.
WAITING_STATES = (S.DRAFT, S.READY, S.PROPOSED, S.ASKED, S.ACCEPTED, S.FOLLOWED_UP, S.RESTING)


def stalled(day: date, known: dict[str, float] | None = None) -> Q:
    """Came into her state more than ``stalled_days`` before ``day``, with no exception in force.

    ``known`` are the norms of the day where they are at hand; otherwise one query.
    """
    days = (norms(day) if known is None else known).get("stalled_days", STALLED_DAYS)
    before = timezone.make_aware(datetime.combine(day - timedelta(days=days), time.min))
    return Q(state__in=WAITING_STATES, state_since__lt=before) & ~unflagged(day)


def unflagged(day: date) -> Q:
    """Has an exception in force that was made for the state she is in."""
    return Q(unflagged_until__isnull=False, unflagged_until__gte=day) & Q(
        unflagged_at__isnull=False, unflagged_at__gte=F("state_since")
    )


@transaction.atomic
def unflag(
    *, actor: Actor, candidate_id: UUID, expected_version: int, until: date, reason: str
) -> Candidate:
    """Say why she stands still, so that nobody is told of it until that day.

    Raises StaleVersion, Conflict when she does not stand still, ValidationError naming the field.
    """
    candidate = locked_candidate(actor, candidate_id, expected_version)
    today = timezone.localdate()
    known = norms(today)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": ["Skriv ett skäl. Det syns för kollegorna."]})
    last = today + timedelta(days=known.get("unflagged_max_days", UNFLAGGED_MAX_DAYS))
    if not today < until <= last:
        raise ValidationError({"until": [f"Välj en dag efter i dag, senast {last}."]})
    if not Candidate.objects.filter(stalled(today, known), pk=candidate.pk).exists():
        raise Conflict("Deltagaren är inte flaggad.")
    _set(candidate, until, timezone.now(), reason)
    _audit(candidate, actor, "unflagged", {"until": until.isoformat()})
    return candidate


@transaction.atomic
def flag_again(*, actor: Actor, candidate_id: UUID, expected_version: int) -> Candidate:
    """End the exception now. Raises StaleVersion, Conflict when there is none."""
    candidate = locked_candidate(actor, candidate_id, expected_version)
    if candidate.unflagged_until is None:
        raise Conflict("Det finns inget undantag att ta bort.")
    _set(candidate, None, None, "")
    _audit(candidate, actor, "flagged_again")
    return candidate


def _set(candidate: Candidate, until: date | None, at: datetime | None, reason: str) -> None:
    candidate.unflagged_until = until
    candidate.unflagged_at = at
    candidate.unflagged_reason = reason
    candidate.version += 1
    candidate.save(
        update_fields=[
            "unflagged_until",
            "unflagged_at",
            "unflagged_reason",
            "version",
            "updated_at",
        ]
    )


def _audit(
    candidate: Candidate, actor: Actor, what: str, data: dict[str, str] | None = None
) -> None:
    audit(
        actor=actor,
        action=f"candidate.{what}",
        object_type="candidate",
        object_id=candidate.pk,
        organisation_id=candidate.organisation_id,
        data=data,
    )
