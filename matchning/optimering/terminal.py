"""What every command shares with the terminal: files, signals and its own voice on stderr."""

import signal
import sys
from pathlib import Path
from types import FrameType

from .result import Progress


class Signals:
    """Ctrl-C and a polite kill end the search with the best plan so far."""

    def __init__(self) -> None:
        self.seen = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.seen = True

    def stop(self) -> bool:
        return self.seen


def read(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()


def write(path: Path | None, text: str) -> None:
    if path is None or str(path) == "-":
        sys.stdout.write(text)
    else:
        path.write_text(text, encoding="utf-8")


def report(progress: Progress) -> None:
    figures = [
        f"{name} {value:.6g}"
        for name, value in (
            ("incumbent", progress.incumbent),
            ("bound", progress.bound),
            ("gap", progress.gap),
        )
        if value is not None
    ]
    say(" ".join([f"{progress.seconds:7.2f} s {progress.phase}", *figures]))


def say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - the command line's own voice
