"""One attempt at one run: claim, solve with a heart beating beside, store behind the fence."""

import json
import logging
import os
import socket
import threading
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection

from ..models import OptimisationRun
from ..optimering.answers import Answers
from ..optimering.errors import ProblemError
from ..optimering.io import read_problem
from ..optimering.result import Options, Progress, Result
from ..optimering.solve import solve_and_keep
from ..run_words import failure_words
from . import runs
from .answers import answer_options, keep_prices
from .results import store_result

log = logging.getLogger(__name__)
ENDED_BY_ITSELF = {"proved", "gap"}


def owner_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def execute_run(*, run_id: UUID, owner: str | None = None) -> Result | None:
    """Claim and carry out the run; None when it is not ours to do or was taken from us."""
    held = runs.claim(run_id=run_id, owner=owner or owner_name())
    if held is None:
        return None
    run = OptimisationRun.objects.select_related("input").get(pk=run_id)
    heart = _Heart(held)
    heart.start()
    try:
        problem = read_problem(json.dumps(run.input.problem))
        result, engine = solve_and_keep(
            problem,
            Options(
                time_limit_seconds=run.time_limit_seconds,
                relative_gap=run.gap_target,
                seed=run.seed,
            ),
            progress=heart.tell,
            should_stop=heart.should_stop,
        )
        if result.objective is not None and not result.verified:
            raise MemoryError  # nobody is proposed by a plan that was not checked
    except ProblemError as faulty:
        heart.stop()
        runs.park(
            held=held,
            message=f"Körningen kunde inte räknas: {faulty.sentence_sv} Förra planen gäller.",
        )
        return None
    except Exception as broken:
        log.exception("run_failed", extra={"run": str(run_id)})
        heart.stop()
        runs.fail(
            held=held,
            message=failure_words(broken),
        )
        return None
    heart.stop()
    if not store_result(held=held, result=result):
        log.warning("stale_fence", extra={"run": str(run_id), "fence": held.fence})
        return None
    if engine is not None and result.stopped_by in ENDED_BY_ITSELF:
        _price_ahead(run_id, Answers(problem, answer_options(run), result, engine))
    return result


def _price_ahead(run_id: UUID, answers: Answers) -> None:
    """What would help the plan most, while its engine is still there: building it costs seconds.

    A plan that was in a hurry, or too little memory for, is priced when somebody asks.
    """
    try:
        keep_prices(OptimisationRun.objects.get(pk=run_id), answers)
    except Exception:
        # The plan is stored; the prices can be asked for again.
        log.exception("not_priced", extra={"run": str(run_id)})


class _Heart(threading.Thread):
    """Renews the lease and carries progress to the database while the solver works."""

    def __init__(self, held: runs.Claim) -> None:
        super().__init__(name=f"heart-{held.run_id}", daemon=True)
        self._held = held
        self._stopped = threading.Event()
        self._solver_should_stop = threading.Event()
        self._progress: dict[str, Any] | None = None

    def tell(self, progress: Progress) -> None:
        self._progress = {
            "phase": progress.phase,
            "seconds": round(progress.seconds, 2),
            "incumbent": progress.incumbent,
            "bound": progress.bound,
            "gap": progress.gap,
        }

    def should_stop(self) -> bool:
        return self._solver_should_stop.is_set()

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=settings.RUN_LEASE_SECONDS)

    def run(self) -> None:
        close_old_connections()
        try:
            while not self._stopped.wait(settings.RUN_HEARTBEAT_SECONDS):
                try:
                    go_on = runs.beat(held=self._held, progress=self._progress)
                except Exception:
                    # A missed beat is not the end: the lease allows for several.
                    log.warning("beat_missed", extra={"run": str(self._held.run_id)})
                    continue
                if not go_on:
                    # Stopped by a human, or the run is another worker's now.
                    self._solver_should_stop.set()
        finally:
            connection.close()
