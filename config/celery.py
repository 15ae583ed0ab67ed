"""The bell: Celery only wakes a worker; the database row is the queue."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init, worker_process_init

from .parent_death import die_with, die_with_supervisor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("byggvagen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="worker")

_main_pid = 0


@celeryd_init.connect  # type: ignore[untyped-decorator]
def _main_starts(**_: Any) -> None:
    global _main_pid  # noqa: PLW0603 - inherited by the children that are forked from here
    _main_pid = os.getpid()
    die_with_supervisor()


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _child_starts(**_: Any) -> None:
    die_with(_main_pid)
