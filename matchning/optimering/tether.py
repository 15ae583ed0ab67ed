"""Run a command that dies with the process that asked for it, even when that is killed with -9.

`python -I -S tether.py PARENT COMMAND...`: Linux ends the command when process PARENT does;
elsewhere only an orderly stop ends it. A process of its own, since what runs between fork and exec
in one with threads may hang. Standard library only: it knows nothing of the package.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)
    os.execv(command[0], command)  # noqa: S606 - that there is no shell is the point


if __name__ == "__main__":
    main()
