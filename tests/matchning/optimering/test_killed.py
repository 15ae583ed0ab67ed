"""A killed optimiser leaves neither a process nor a file behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from matchning.optimering import io

from .test_adapter import knapsacks

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
PATIENCE_SECONDS = 30


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def solving(pid: int) -> bool:
    """Is the process a CBC at work, no longer the tether that starts it?"""
    return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].endswith(b"cbc")


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("solver", ["highs", "cbc"])
def test_kill_9_leaves_nothing(solver: str, tmp_path: Path) -> None:
    given, scratch = tmp_path / "problem.json", tmp_path / "scratch"
    given.write_text(io.write_problem(knapsacks(200, 20)), encoding="utf-8")
    scratch.mkdir()
    arguments = ["solve", str(given), "--gap", "0", "--solver", solver, "--progress"]
    with subprocess.Popen(
        [sys.executable, "-m", "matchning.optimering", *arguments],
        env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if " greedy" in line:  # the search comes next
                break
        solvers: list[int] = []
        if solver == "cbc":
            wait_for(lambda: any(map(solving, children(process.pid))))
            solvers = children(process.pid)
        assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in solvers))
    assert list(scratch.iterdir()) == []
