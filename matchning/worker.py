"""What every Celery worker does beside its tasks: beat, sweep up runs nobody works on, mind what
no company answers, and pause needs nobody confirms."""

import logging
import threading
from time import monotonic
from typing import Any

from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger(__name__)
_stop = threading.Event()


def _watch(name: str) -> None:
    from projekt.services import pause_unconfirmed

    from .services.runs import sweep, worker_beat
    from .services.silence import sweep_silence

    next_silence = 0.0
    while True:
        close_old_connections()
        try:
            worker_beat(name)
            sweep()
            if monotonic() >= next_silence:
                sweep_silence()
                pause_unconfirmed()
                next_silence = monotonic() + settings.SILENCE_SWEEP_SECONDS
        except Exception:
            # The database may be away for a while; the next round tries again.
            log.warning("sweep_failed", exc_info=True)
        if _stop.wait(settings.RUN_SWEEP_SECONDS):
            return


@worker_ready.connect  # type: ignore[untyped-decorator]
def start_watching(sender: Any = None, **_: Any) -> None:
    threading.Thread(target=_watch, args=(str(sender.hostname),), daemon=True).start()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def stop_watching(**_: Any) -> None:
    _stop.set()
