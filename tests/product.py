"""The whole product, started as ``make run`` starts it, on a database and a var of its own."""

import http.cookiejar
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from konton.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN_SECONDS = 300
STOP_WITHIN_SECONDS = 60
SCOPES = ("ANON", "USER", "LINK", "RUN", "EXPORT", "IMPORT", "ANSWER", "DEEP_ANSWER")
E2E_THROTTLES = {f"THROTTLE_{scope}": "100000/min" for scope in SCOPES}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def email_of(role: str) -> str:
    return next(account.email for account in DEMO_ACCOUNTS if account.role == role)


@dataclass
class Product:
    """``start`` blocks until the finishing message; ``stop`` is a Ctrl-C."""

    var: Path
    candidates: int = 60
    env: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.var / "start.log"

    def environment(self) -> dict[str, str]:
        return {
            **{k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
            "BYGGVAGEN_VAR": str(self.var),
            "PORT": str(self.port),
            "DEMO_CANDIDATES": str(self.candidates),
            **E2E_THROTTLES,
            **self.env,
        }

    def start(self) -> None:
        self.var.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "scripts" / "run.py")],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_WITHIN_SECONDS
        while "Byggvägen är igång" not in self.told():
            broken = "Traceback" in self.told() or "Error" in self.told()
            if broken or self.process.poll() is not None or time.monotonic() > deadline:
                self.process.terminate()
                self.process.wait(STOP_WITHIN_SECONDS)
                raise AssertionError(f"Produkten startade inte:\n{self.told()}\n{self.logs()}")
            time.sleep(0.1)

    def ask(self, code: str) -> Any:
        """What Django code on the product's own database assigns to ``answer``, through JSON.

        Works on both databases: ``product.ask("answer = Proposal.objects.count()")``; the models
        are imported. Takes about two seconds, so ask for all one wants at once.
        """
        tail = "\nimport json; print(json.dumps(answer, default=str))"
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code + tail],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.strip().splitlines()[-1])

    def told(self) -> str:
        """What ``make run`` has written so far."""
        return self.log.read_text(errors="replace")

    def logs(self) -> str:
        """The last lines of every log, for a failing test to show."""
        files = sorted((self.var / "log").glob("*.log"))
        return "\n".join(f"--- {f.name}\n{f.read_text(errors='replace')[-3000:]}" for f in files)

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(STOP_WITHIN_SECONDS)

    def kill(self) -> None:
        """``kill -9`` of the supervisor: the others must follow by themselves."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(STOP_WITHIN_SECONDS)

    def processes(self) -> dict[int, list[str]]:
        """Living processes of this product by id (Linux): those that carry our var in their env."""
        mark = f"BYGGVAGEN_VAR={self.var}".encode()
        found = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    arguments = (entry / "cmdline").read_bytes().split(b"\0")
                    found[int(entry.name)] = [a.decode(errors="replace") for a in arguments]
            except OSError:
                continue
        # A zombie has an empty environment, so it is not among them.
        return found

    def main_process(self, program: str) -> int:
        """The id of the web (gunicorn) or worker (celery) process the supervisor started."""
        assert self.process is not None
        for pid, arguments in self.processes().items():
            stat = Path(f"/proc/{pid}/stat").read_text()
            parent = int(stat.rsplit(")", 1)[1].split()[1])
            if program in arguments and parent == self.process.pid:
                return pid
        raise LookupError(program)


class Browserless:
    """A person at the API with cookies and CSRF, as curl would be."""

    def __init__(self, address: str, role: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.call("GET", "/api/session/")
        status, body = self.call(
            "POST",
            "/_allauth/browser/v1/auth/login",
            {"email": email_of(role), "password": DEMO_PASSWORD},
        )
        assert status == 200, body

    def call(
        self, method: str, path: str, body: Any = None, version: int | None = None
    ) -> tuple[int, Any]:
        """(status, JSON); no exception for a refused call, OSError when nobody answers.

        ``version`` is what a decision was seen in (If-Match).
        """
        token = next((c.value for c in self.cookies if c.name == "csrftoken"), "") or ""
        request = urllib.request.Request(  # noqa: S310 - our own http address
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "X-CSRFToken": token,
                **({} if version is None else {"If-Match": f'"{version}"'}),
            },
        )
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read() or b"null")


def own_database(name: str) -> dict[str, str]:
    """Environment for a fresh database of this name, and a queue of its own, on the servers the
    tests use; {} on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return {}
    drop_database(name)
    _on_server(f'CREATE DATABASE "{name}"')
    address = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    return {"DATABASE_URL": address, "CELERY_QUEUE": name}


def drop_database(name: str) -> None:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    import psycopg

    server = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres")
    with psycopg.connect(urlunsplit(server), autocommit=True) as connection:
        connection.execute(statement.encode())
