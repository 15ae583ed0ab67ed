"""The job's life: queued, claimed, kept alive, ended once. The row is the queue, as for a run.

A worker that dies stops renewing the lease; the next one claims the job with a higher fence and
goes on with the rows that have no result. A batch of the dead or frozen one names the old fence
and is rolled back whole.
"""

import logging
import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from konton.actors import Actor
from konton.enums import Role

from .enums import ImportStatus, ImportTask
from .models import CandidateImport

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    import_id: UUID
    fence: int


class LostClaim(Exception):
    """Somebody else has the job now; what this batch wrote must not stay."""


def ring_bell(import_id: UUID) -> None:
    """Wake a worker. A broker that is down loses nothing: the sweep rings again."""
    from ..tasks import run_import

    try:
        run_import.apply_async(args=[str(import_id)], retry=False)
    except Exception as broken:
        log.warning(
            "bell_not_rung", extra={"import": str(import_id), "error": type(broken).__name__}
        )


def claim(import_id: UUID) -> Claim | None:
    """One conditional UPDATE: the job is ours, or somebody else's (None)."""
    now = timezone.now()
    owner = f"{socket.gethostname()}:{os.getpid()}"
    free = models.Q(status=ImportStatus.QUEUED) | models.Q(
        status=ImportStatus.RUNNING, lease_expires_at__lt=now
    )
    claimed = CandidateImport.objects.filter(
        free, pk=import_id, attempt__lt=settings.RUN_MAX_ATTEMPTS
    ).update(
        status=ImportStatus.RUNNING,
        lease_owner=owner,
        lease_expires_at=_lease_end(),
        fence=models.F("fence") + 1,
        attempt=models.F("attempt") + 1,
        version=models.F("version") + 1,
        updated_at=now,
    )
    if not claimed:
        return None
    fence = CandidateImport.objects.values_list("fence", flat=True).get(pk=import_id)
    return Claim(import_id, fence)


def hold(held: Claim) -> CandidateImport:
    """The heartbeat, first in each batch's transaction: renews the lease and locks the row.

    Raises LostClaim.
    """
    mine = CandidateImport.objects.filter(
        pk=held.import_id, fence=held.fence, status=ImportStatus.RUNNING
    )
    if not mine.update(lease_expires_at=_lease_end()):
        raise LostClaim
    return CandidateImport.objects.select_related("requested_by").get(pk=held.import_id)


def finish(job: CandidateImport) -> None:
    """Inside the batch that found nothing left to do."""
    now = timezone.now()
    job.status = ImportStatus.FINISHED
    if job.task == ImportTask.CREATE:
        job.finished_at = now
    else:
        job.undone_at = now
    job.version += 1
    job.save()


def park(held: Claim, message: str) -> None:
    """The attempt broke: back to the queue, or parked after the last one."""
    mine = CandidateImport.objects.filter(
        pk=held.import_id, fence=held.fence, status=ImportStatus.RUNNING
    )
    now = timezone.now()
    again = mine.filter(attempt__lt=settings.RUN_MAX_ATTEMPTS)
    if not again.update(status=ImportStatus.QUEUED, message=message, updated_at=now):
        mine.update(
            status=ImportStatus.PARKED,
            message=message,
            version=models.F("version") + 1,
            updated_at=now,
        )


def sweep() -> list[UUID]:
    """Jobs nobody works on: ring for each. Those out of attempts wait for a person."""
    now = timezone.now()
    lost = models.Q(status=ImportStatus.RUNNING, lease_expires_at__lt=now)
    CandidateImport.objects.filter(
        lost | models.Q(status=ImportStatus.QUEUED), attempt__gte=settings.RUN_MAX_ATTEMPTS
    ).update(status=ImportStatus.PARKED, version=models.F("version") + 1, updated_at=now)
    waiting = models.Q(
        status=ImportStatus.QUEUED,
        updated_at__lt=now - timedelta(seconds=settings.RUN_SWEEP_SECONDS),
    )
    jobs = list(
        CandidateImport.objects.filter(lost | waiting)
        .order_by("created_at")
        .values_list("pk", flat=True)
    )
    for import_id in jobs:
        ring_bell(import_id)
    return jobs


def actor_of(job: CandidateImport) -> Actor:
    """Who pressed the button, as the actor of what the job writes."""
    user = job.requested_by
    if user is None:
        raise ValueError("Ingen har bett om jobbet.")
    return Actor(
        user_id=user.pk,
        name=str(user),
        role=Role.COACH.value,
        organisation_id=job.organisation_id,
    )


def _lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)
