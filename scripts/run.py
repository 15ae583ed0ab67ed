"""``make run``: set up what is missing, then be the supervisor of web and worker.

No question, no terminal needed. The process that runs this becomes the supervisor (exec), so
whoever started it holds the real thing: end it and all is ended.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from install import PYTHON, ROOT, SetupError, ensure, say

sys.path.insert(0, str(ROOT))
PORT_WAIT_SECONDS = 5.0


def wait_for_port(host: str, port: int) -> None:
    """Return when the port is free; a run that was just killed may need a moment to let go."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + PORT_WAIT_SECONDS
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as busy:
                if time.monotonic() > deadline:
                    raise SetupError(
                        f"Port {port} är upptagen. Välj en annan: make run PORT={port + 1}"
                    ) from busy
            else:
                return
        time.sleep(0.25)


def follow_parent() -> None:
    """Stop in good order when make (or whoever started us) dies; survives the exec below."""
    if sys.platform == "linux":
        import ctypes

        parent = os.getppid()
        ctypes.CDLL(None).prctl(1, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)


def main() -> None:
    follow_parent()
    port = os.environ.setdefault("PORT", "8000")
    host = os.environ.setdefault("HOST", "127.0.0.1")
    if not (port.isdigit() and 0 < int(port) < 65536):
        raise SetupError(f"PORT ska vara ett tal 1–65535, inte {port}.")
    wait_for_port(host, int(port))
    say("Byggvägen gör sig klar …")
    ensure(dev=False)
    var = Path(os.environ.setdefault("BYGGVAGEN_VAR", str(ROOT / "var")))
    (var / "log").mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("WORKER_CONCURRENCY", "1")
    os.environ["BYGGVAGEN_PYTHON"] = str(PYTHON)
    os.chdir(ROOT)
    # These two speak to the person at the terminal; their log lines would only be in the way.
    quiet = {**os.environ, "LOG_LEVEL": "ERROR"}
    if subprocess.run([str(PYTHON), "manage.py", "prepare"], env=quiet, check=False).returncode:
        raise SetupError("Databasen kunde inte göras i ordning (se ovan).")
    os.environ["BYGGVAGEN_SUPERVISOR"] = quiet["BYGGVAGEN_SUPERVISOR"] = str(os.getpid())
    # Tells when everything is up; ours to start so that it writes on this terminal.
    subprocess.Popen([str(PYTHON), "manage.py", "announce"], env=quiet, stdin=subprocess.DEVNULL)
    become = ("-m", "supervisor.supervisord", "-c", "config/supervisord.conf")
    os.execv(str(PYTHON), [str(PYTHON), *become])


if __name__ == "__main__":
    try:
        main()
    except SetupError as problem:
        sys.exit(f"Fel: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
