"""Nothing we start outlives what started it, even when that is killed with ``kill -9``.

Linux tells a child when its parent dies (prctl PR_SET_PDEATHSIG); elsewhere these are no-ops and
only an orderly stop cleans up.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
# scripts/run.py puts the supervisor's process id here before it becomes the supervisor.
SUPERVISOR = "BYGGVAGEN_SUPERVISOR"


def die_with(parent: int, signum: signal.Signals = signal.SIGKILL) -> None:
    """Ask for ``signum`` when process ``parent`` dies; end at once if it already has."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def die_with_supervisor() -> None:
    """As ``die_with``, when the supervisor started this process; under systemd: nothing."""
    if supervisor := os.environ.get(SUPERVISOR):
        die_with(int(supervisor))
