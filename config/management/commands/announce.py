"""``manage.py announce``: wait until everything works, then say where and for whom.

Run beside the supervisor by scripts/run.py. In practice mode it also asks for the very first run
of the optimiser, through the queue like anybody else, so that proposals are on screen.
"""

import json
import os
import time
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.parent_death import die_with_supervisor
from konton.actors import Actor
from konton.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from konton.enums import Role
from konton.models import Membership
from matchning.enums import RunStatus
from matchning.models import OptimisationRun
from matchning.run_words import run_sentence
from matchning.services.runs import request_run

POLL_SECONDS = 0.3
READY_WITHIN_SECONDS = 60


class Command(BaseCommand):
    help = "Väntar tills allt svarar och skriver adress och övningskonton."

    def handle(self, *args: Any, **options: Any) -> None:
        die_with_supervisor()
        host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
        try:
            self._tell(f"http://{'localhost' if host == '127.0.0.1' else host}:{port}")
        except KeyboardInterrupt:
            return

    def _tell(self, address: str) -> None:
        self._wait_until_ready(address)
        run = self._first_run() if settings.DEMO else None
        lines = ["", f"  Byggvägen är igång:  {address}/", ""]
        if run is not None:
            lines += [self._about(run), ""]
        if settings.DEMO:
            lines.append(f"  Övningskonton (påhittade personer), lösenord {DEMO_PASSWORD}")
            lines += [f"    {a.label:<28}{a.email}" for a in DEMO_ACCOUNTS]
            lines.append("")
        lines.append(f"  Stoppa med Ctrl-C. Loggar: {settings.VAR_DIR / 'log'}")
        self.stdout.write("\n".join(lines))

    def _wait_until_ready(self, address: str) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        status = "inget svar"
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as answer:  # noqa: S310
                    status = json.load(answer)["status"]
            except (urllib.error.URLError, OSError, ValueError):
                pass
            if status == "ok":
                return
            time.sleep(POLL_SECONDS)
        raise CommandError(f"Blev inte klar ({status}). Se {settings.VAR_DIR / 'log'}.")

    def _first_run(self) -> OptimisationRun:
        """The latest run with a result; the very first is asked for here."""
        runs = OptimisationRun.objects.order_by("-created_at")
        latest = runs.first()
        if latest is None:
            membership = Membership.objects.select_related("user", "organisation").get(
                user__email=DEMO_ACCOUNTS[0].email, role=Role.COORDINATOR
            )
            self.stdout.write("  Första optimeringen räknar …")
            latest = request_run(
                actor=Actor.of(membership), time_limit_seconds=settings.FIRST_RUN_SECONDS
            )
        while latest.status in {RunStatus.QUEUED, RunStatus.RUNNING}:
            time.sleep(POLL_SECONDS)
            latest = runs.get(pk=latest.pk)
        return latest

    def _about(self, run: OptimisationRun) -> str:
        return f"  Körning {run.number}: {run_sentence(run)}"
