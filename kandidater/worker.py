"""What every Celery worker does for imports beside its tasks: sweep up jobs nobody works on."""

import logging
import threading
from typing import Any

from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger(__name__)
_stop = threading.Event()


def _watch() -> None:
    from .imports.job import sweep
    from .imports.services import throw_away_old

    while True:
        close_old_connections()
        try:
            sweep()
            throw_away_old()
        except Exception:
            # The database may be away for a while; the next round tries again.
            log.warning("import_sweep_failed", exc_info=True)
        if _stop.wait(settings.RUN_SWEEP_SECONDS):
            return


@worker_ready.connect  # type: ignore[untyped-decorator]
def start_watching(**_: Any) -> None:
    threading.Thread(target=_watch, daemon=True).start()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def stop_watching(**_: Any) -> None:
    _stop.set()
