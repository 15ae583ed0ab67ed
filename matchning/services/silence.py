"""When the company does not answer: a reminder, then the coordinator knows, then she is free again.

Days count from the candidate's yes, or from the coordinator's word about time after it. Nobody
decides anything here: all is effect, in the system's name, and done twice it is done once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from grunddata.models import Norm
from konton.services import audit

from ..enums import ProposalState
from ..locks import lock_proposals
from ..models import Proposal
from ..models.proposals import TIME_SUGGESTED
from .lifts import lift

REMINDER, ALERT = "reminder_days", "alert_days"
OVERDUE = "Företaget svarade inte i tid"


@dataclass(frozen=True)
class Broken:
    """What one sweep did, by proposal."""

    reminded: tuple[UUID, ...]
    alerted: tuple[UUID, ...]
    released: tuple[UUID, ...]


def days_of(*keys: str) -> dict[str, int]:
    """The norms' days, the latest version of each."""
    rows = Norm.objects.filter(key__in=keys).order_by("valid_from").values_list("key", "value")
    return {key: int(value) for key, value in rows}


def sweep_silence(now: datetime | None = None) -> Broken:
    """Remind, alert and release what is due at ``now``."""
    now = now or timezone.now()
    days = days_of(REMINDER, ALERT)
    return Broken(
        released=_release(now),
        reminded=_mark("reminded_at", "reminded", now, days[REMINDER]),
        alerted=_mark("alerted_at", "silence_alerted", now, days[ALERT]),
    )


def _silent() -> models.QuerySet[Proposal]:
    """Waiting for the company; a wish for other days waits for the coordinator instead."""
    return Proposal.objects.filter(state=ProposalState.ACCEPTED).exclude(
        pk__in=Proposal.objects.filter(TIME_SUGGESTED).values("pk")
    )


def _mark(field: str, what: str, now: datetime, days: int) -> tuple[UUID, ...]:
    undone = models.Q(**{field: None}) | models.Q(**{f"{field}__lt": models.F("state_since")})
    due = (
        _silent()
        .filter(undone, state_since__lte=now - timedelta(days=days))
        .order_by("pk")
        .values_list("pk", "run__organisation_id")
    )
    done = []
    for pk, organisation_id in list(due):
        with transaction.atomic():
            # The UPDATE itself decides which of several workers was first.
            still = Proposal.objects.filter(undone, pk=pk, state=ProposalState.ACCEPTED)
            if still.update(**{field: now}):
                audit(
                    actor=None,
                    organisation_id=organisation_id,
                    action=f"proposal.{what}",
                    object_type="proposal",
                    object_id=pk,
                )
                done.append(pk)
    return tuple(done)


def _release(now: datetime) -> tuple[UUID, ...]:
    today = timezone.localdate(now)
    overdue = models.Q(need__answer_by__lt=today) | models.Q(start_date__lt=today)
    rows = _silent().filter(overdue).order_by("pk").values_list("pk", "run__organisation_id")
    done = []
    for pk, organisation_id in list(rows):
        with transaction.atomic():
            locked = lock_proposals([pk]).get(pk)
            # Somebody may have answered since the look.
            if locked is None or locked.proposal.state != ProposalState.ACCEPTED:
                continue
            if locked.proposal.suggested_time is not None:
                continue
            lift(proposal_ids=[pk], actor=None, reason=OVERDUE, organisation_id=organisation_id)
            done.append(pk)
    return tuple(done)
