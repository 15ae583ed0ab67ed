"""The run's life: asked for, claimed, kept alive, stored once. The row is the queue.

A worker that dies stops renewing the lease; the next one claims the run with a higher fence, and
whatever the dead or frozen one writes later names the old fence and changes nothing.
"""

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from bas.api.errors import Conflict
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation
from konton.services import audit

from ..enums import RunOutcome, RunStatus
from ..models import OptimisationRun, RunInput, WorkerBeat
from ..optimering.canonical import problem_hash
from ..optimering.io import write_problem
from ..problem_builder import build_problem
from ..run_words import BEFORE_STANDS
from ..weeks import next_monday
from .lifts import expire_overdue, lift_locks

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """The right to work on a run until the lease runs out."""

    run_id: UUID
    fence: int
    owner: str


def request_run(
    *,
    actor: Actor,
    time_limit_seconds: float = 60,
    gap_target: float = 0.001,
    seed: int = 0,
    ring: bool = True,
) -> OptimisationRun:
    """Freeze the input and queue one run; Conflict while another of the body's is under way.

    Locks that can no longer come true are lifted first, so that nothing stands locked and is not
    in the plan.

    The input is read before the write transaction, so nobody waits for it: what changes meanwhile
    makes the proposals about it stale, as a change during the run does.
    """
    organisation = Organisation.objects.get(pk=actor.organisation_id)  # type: ignore[misc]
    runs = OptimisationRun.objects.filter(organisation=organisation)

    def refuse_if_active() -> None:
        if runs.active().exists():
            raise Conflict("En körning pågår redan. Vänta tills den är klar.", code="run_active")

    refuse_if_active()
    today = timezone.localdate()
    expire_overdue(
        organisation_id=organisation.pk, actor=actor, today=today, first_monday=next_monday(today)
    )
    frozen = build_problem(organisation, today=today)
    if frozen.fallen:
        lift_locks(fallen=frozen.fallen, organisation_id=organisation.pk)
        frozen = build_problem(organisation, today=today)
    sha256 = problem_hash(frozen.problem)
    document = json.loads(write_problem(frozen.problem))
    with transaction.atomic():
        # no_key: every audit event points at the organisation and need not wait.
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        refuse_if_active()
        run_input, _ = RunInput.objects.get_or_create(sha256=sha256, defaults={"problem": document})
        run = OptimisationRun.objects.create(
            organisation=organisation,
            number=(runs.aggregate(last=models.Max("number"))["last"] or 0) + 1,
            requested_by_id=actor.user_id,
            first_monday=frozen.calendar.first_monday,
            input=run_input,
            frozen_versions=frozen.versions,
            seed=seed,
            time_limit_seconds=time_limit_seconds,
            gap_target=gap_target,
        )
        audit(
            actor=actor,
            action="run.requested",
            object_type="run",
            object_id=run.pk,
            data={"input": sha256, "candidates": len(frozen.problem.candidates)},
        )
        if ring:
            transaction.on_commit(lambda: ring_bell(run.pk))
    return run


def ring_bell(run_id: UUID) -> None:
    """Wake a worker. A broker that is down loses nothing: the sweep rings again."""
    from ..tasks import run_optimisation

    try:
        run_optimisation.apply_async(args=[str(run_id)], retry=False)
    except Exception as broken:
        # Whatever the broker says, the row is the queue.
        log.warning("bell_not_rung", extra={"run": str(run_id), "error": type(broken).__name__})


@transaction.atomic
def stop_run(*, run_id: UUID, actor: Actor) -> OptimisationRun:
    """Ask the worker to stop and keep the best plan so far; Conflict if it has ended."""
    changed = (
        OptimisationRun.objects.visible_to(actor)
        .filter(pk=run_id)
        .active()
        .update(stop_requested_at=timezone.now(), version=models.F("version") + 1)
    )
    run = OptimisationRun.objects.get(pk=run_id)
    if not changed:
        raise Conflict("Körningen är redan klar.", code="run_ended")
    audit(actor=actor, action="run.stop", object_type="run", object_id=run_id)
    return run


def claim(*, run_id: UUID, owner: str) -> Claim | None:
    """One conditional UPDATE: the run is ours, or somebody else's (None)."""
    now = timezone.now()
    free = models.Q(status=RunStatus.QUEUED) | models.Q(
        status=RunStatus.RUNNING, lease_expires_at__lt=now
    )
    claimed = OptimisationRun.objects.filter(
        free, pk=run_id, attempt__lt=settings.RUN_MAX_ATTEMPTS
    ).update(
        status=RunStatus.RUNNING,
        lease_owner=owner,
        lease_expires_at=now + timedelta(seconds=settings.RUN_LEASE_SECONDS),
        heartbeat_at=now,
        fence=models.F("fence") + 1,
        attempt=models.F("attempt") + 1,
        started_at=Coalesce("started_at", models.Value(now)),
        version=models.F("version") + 1,
        updated_at=now,
    )
    if not claimed:
        return None
    fence = OptimisationRun.objects.values_list("fence", flat=True).get(
        pk=run_id, lease_owner=owner
    )
    return Claim(run_id, fence, owner)


def beat(*, held: Claim, progress: dict[str, Any] | None) -> bool | None:
    """Renew the lease and store progress. True: go on · False: stop was asked · None: lost."""
    now = timezone.now()
    values: dict[str, Any] = {
        "lease_expires_at": now + timedelta(seconds=settings.RUN_LEASE_SECONDS),
        "heartbeat_at": now,
    }
    if progress:
        values["progress"] = progress
    mine = OptimisationRun.objects.filter(
        pk=held.run_id, fence=held.fence, status=RunStatus.RUNNING
    )
    if not mine.update(**values):
        return None
    return not mine.filter(stop_requested_at__isnull=False).exists()


def park(*, held: Claim, message: str) -> None:
    """It can never succeed as it stands: say why, and let the plan before apply."""
    OptimisationRun.objects.filter(
        pk=held.run_id, fence=held.fence, status=RunStatus.RUNNING
    ).update(
        status=RunStatus.PARKED,
        outcome=RunOutcome.FAILED,
        message=message,
        finished_at=timezone.now(),
        updated_at=timezone.now(),
    )


def fail(*, held: Claim, message: str) -> None:
    """The attempt broke. The run goes back to the queue, or is parked after the last attempt."""
    mine = OptimisationRun.objects.filter(
        pk=held.run_id, fence=held.fence, status=RunStatus.RUNNING
    )
    again = mine.filter(attempt__lt=settings.RUN_MAX_ATTEMPTS)
    if not again.update(status=RunStatus.QUEUED, message=message, updated_at=timezone.now()):
        mine.update(
            status=RunStatus.PARKED,
            outcome=RunOutcome.FAILED,
            message=f"{message} {BEFORE_STANDS}",
            finished_at=timezone.now(),
            updated_at=timezone.now(),
        )


def sweep() -> list[UUID]:
    """Runs nobody works on: ring for each. Those out of attempts are parked with human words."""
    now = timezone.now()
    lost = models.Q(status=RunStatus.RUNNING, lease_expires_at__lt=now)
    OptimisationRun.objects.filter(
        lost | models.Q(status=RunStatus.QUEUED), attempt__gte=settings.RUN_MAX_ATTEMPTS
    ).update(
        status=RunStatus.PARKED,
        outcome=RunOutcome.FAILED,
        message=(
            "Körningen avbröts flera gånger och är parkerad. Förra planen gäller. "
            "Starta en ny körning eller kontakta driften."
        ),
        finished_at=now,
        updated_at=now,
    )
    waiting = models.Q(
        status=RunStatus.QUEUED,
        updated_at__lt=now - timedelta(seconds=settings.RUN_SWEEP_SECONDS),
    )
    runs = list(
        OptimisationRun.objects.filter(lost | waiting)
        .order_by("created_at")
        .values_list("pk", flat=True)
    )
    for run_id in runs:
        ring_bell(run_id)
    return runs


def worker_beat(name: str) -> None:
    """This worker is alive; what /health/ready and the run page tell."""
    WorkerBeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})
    WorkerBeat.objects.filter(beat_at__lt=timezone.now() - timedelta(days=1)).delete()


def actor_of_run(run: OptimisationRun) -> Actor:
    """The human who asked for the run, as the actor of what it writes, whatever she does now."""
    return Actor(
        user_id=run.requested_by_id,
        name=str(run.requested_by),
        role=Role.COORDINATOR.value,
        organisation_id=run.organisation_id,
    )
