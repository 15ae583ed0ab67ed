"""CBC as one of PuLP's solvers: it hears the clock and the stop, and leaves nothing behind.

PuLP's own runs CBC on named files and waits for it whatever happens. Here the files have no names,
so the system takes them when the last process that holds them ends, and CBC is tethered (tether.py)
to the process that asked: killed at any moment there is neither file nor process left.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pulp

from .run import ASK_EVERY_SECONDS

TETHER = Path(__file__).with_name("tether.py")
GRACE_SECONDS = 0.4  # for writing down the best plan so far, before it is killed


class Cbc(pulp.COIN_CMD):  # type: ignore[misc]
    """`goes_on`: seconds left, asked while CBC works; not above 0 ends it with what it has."""

    name = "CBC"

    def __init__(self, seconds: float, goes_on: Callable[[], float], **settings: Any) -> None:
        path = pulp.PULP_CBC_CMD.pulp_cbc_path
        super().__init__(msg=False, path=path, timeLimit=max(seconds, 0.0), **settings)
        self.goes_on = goes_on

    def available(self) -> bool:
        return os.name == "posix" and bool(super().available())

    def actualSolve(self, lp: Any) -> int:
        """Raises PulpSolverError when CBC fails or ends without an answer."""
        with TemporaryFile() as model, TemporaryFile() as answer:
            given, told = (f"/dev/fd/{file.fileno()}" for file in (model, answer))
            variables, names, rows, _ = lp.writeMPS(given, rename=1)
            options = [f"-{word}" for word in (*self.options, *self.getOptions())]
            command = f"{given} -sec {self.timeLimit} {' '.join(options)}"
            command += f" -solve -printingOptions all -solution {told}"
            answered = self._run(command.split(), (model.fileno(), answer.fileno()))
            if not answered or not os.fstat(answer.fileno()).st_size:
                lp.assignStatus(pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound)
                return int(lp.status)
            status, values, *_, sol_status = self.readsol_MPS(told, lp, variables, names, rows)
        lp.assignVarsVals(values)
        lp.assignStatus(status, sol_status)
        return int(lp.status)

    def _run(self, command: list[str], files: tuple[int, ...]) -> bool:
        """True when it came to its own end; False when it was asked to end and did not."""
        tethered = [sys.executable, "-I", "-S", str(TETHER), str(os.getpid()), self.path]
        with subprocess.Popen(  # noqa: S603 - our own file, and what PuLP names as CBC
            [*tethered, *command],
            pass_fds=files,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; what CBC hears is what we tell it
        ) as process:
            try:
                asked_to_end = self._wait(process)
            finally:
                process.kill()
        if process.returncode and not asked_to_end:
            raise pulp.PulpSolverError(f"CBC ended with code {process.returncode}")
        return process.returncode == 0

    def _wait(self, process: subprocess.Popen[bytes]) -> bool:
        """Until it ends; True when it was asked to."""
        while (left := self.goes_on()) > 0:
            try:
                process.wait(min(left, ASK_EVERY_SECONDS))
            except subprocess.TimeoutExpired:
                continue
            return False
        process.send_signal(signal.SIGINT)  # CBC then writes down the best it has
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
        return True
