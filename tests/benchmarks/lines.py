"""The table: what was measured, its peer in the same run, the target, and whether it was met."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

WIDTHS = (34, 32, 56, 8, 18)
HEAD = ("Rad", "Uppmätt", "Jämfört med (samma körning)", "Kvot", "Mål")


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `met` is None where there is no target: the figure is only told."""

    name: str
    figure: str
    peer: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


Section = tuple[str, Callable[[], Iterable[Line]]]


def show(sections: Iterable[Section], say: Callable[[str], None]) -> tuple[int, int]:
    """Print each section as it is measured; (targets met, targets in all)."""
    met = asked = 0
    for title, lines in sections:
        say(f"\n{title}")
        say(_columns(HEAD))
        for line in _kept_going(lines):
            say(text(line))
            asked += line.met is not None
            met += bool(line.met)
    return met, asked


def text(line: Line) -> str:
    ratio = "" if line.ratio is None else f"{line.ratio:.3g}"
    verdict = "" if line.met is None else "klarat" if line.met else "MISSAD"
    return f"{_columns((line.name, line.figure, line.peer, ratio, line.target))}{verdict}".rstrip()


def count(number: float) -> str:
    """Thousands set apart the Swedish way."""
    return f"{number:,.0f}".replace(",", "\u00a0")


def _columns(cells: Iterable[str]) -> str:
    return "".join(f"{cell:<{width}} " for cell, width in zip(cells, WIDTHS, strict=True))


def _kept_going(lines: Callable[[], Iterable[Line]]) -> Iterator[Line]:
    """A section that breaks says so in the table; the others are still measured."""
    try:
        yield from lines()
    except Exception as fault:
        yield Line("kunde inte mätas", f"{type(fault).__name__}: {fault}", met=False)
