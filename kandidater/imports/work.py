"""One attempt at a job: batch after batch, each whole or not at all."""

import logging
from uuid import UUID

from django.db import transaction

from . import job as jobs
from .create import create_batch
from .enums import ImportTask
from .models import CandidateImport
from .undo import undo_batch

log = logging.getLogger(__name__)
BROKEN = "Importen avbröts. Inget är dubbelt."


def work(import_id: UUID) -> None:
    """Claim the job and carry it to its end; returns at once when it is not ours to do."""
    held = jobs.claim(import_id)
    if held is None:
        return
    try:
        while one_batch(held):
            pass
    except jobs.LostClaim:
        log.warning("stale_fence", extra={"import": str(import_id), "fence": held.fence})
    except Exception:
        log.exception("import_failed", extra={"import": str(import_id)})
        jobs.park(held, BROKEN)


@transaction.atomic
def one_batch(held: jobs.Claim) -> bool:
    """The next rows with their results and counts, in one transaction; False when all is done.

    Raises LostClaim, and then nothing of the batch is written.
    """
    job: CandidateImport = jobs.hold(held)
    step = create_batch if job.task == ImportTask.CREATE else undo_batch
    if step(job):
        job.save()
        return True
    jobs.finish(job)
    return False
