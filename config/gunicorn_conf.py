"""The web process. On SQLite one worker with threads; PostgreSQL can take more by environment."""

import os
from typing import Any

from .parent_death import die_with, die_with_supervisor

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 5
# config.logs writes one line a request, without the query string that this log would hold.
accesslog = None
control_socket_disable = True


def on_starting(server: Any) -> None:
    die_with_supervisor()


def post_fork(server: Any, worker: Any) -> None:
    die_with(server.pid)
