"""Is it alive, and is it ready: for the start script, the load balancer and people on call."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from matchning.models import OptimisationRun, WorkerBeat


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The web process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Database, worker and last run.

    ``down`` (503) only when the database is away: without a worker people still read and decide,
    so that is ``degraded``.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        worker, last_run = _worker(), _last_run()
    except DatabaseError:
        return JsonResponse(
            {
                "status": "down",
                "database": "down",
                "worker": {"status": "unknown", "seconds_since_beat": None},
                "last_run": None,
            },
            status=503,
        )
    return JsonResponse(
        {
            "status": "ok" if worker["status"] == "ok" else "degraded",
            "database": "ok",
            "worker": worker,
            "last_run": last_run,
        }
    )


def _worker() -> dict[str, Any]:
    latest = WorkerBeat.objects.order_by("-beat_at").first()
    if latest is None:
        return {"status": "missing", "seconds_since_beat": None}
    seconds = round((timezone.now() - latest.beat_at).total_seconds(), 1)
    late = seconds > settings.WORKER_LATE_SECONDS
    return {"status": "late" if late else "ok", "seconds_since_beat": seconds}


def _last_run() -> dict[str, Any] | None:
    run = (
        OptimisationRun.objects.order_by("-created_at")
        .only("number", "status", "outcome", "finished_at")
        .first()
    )
    if run is None:
        return None
    return {
        "number": run.number,
        "status": run.status,
        "outcome": run.outcome,
        "finished_at": run.finished_at,
    }
