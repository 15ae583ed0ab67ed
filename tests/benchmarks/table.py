"""`make bench`: the table of targets, each figure beside its peer in the same run.

`python -m tests.benchmarks.table --sizes S,M,L,XL`. Figures are CPU seconds of one thread and
ratios within the run: seconds differ between machines and days, ratios carry over. A missed target
says so and changes no exit code.
"""

import argparse
import platform
from collections.abc import Sequence

from matchning.optimering.adapter import versions

from . import assignment, overhead, quality, questions, robust, speed, stability, week_by_week
from .config import Config
from .lines import Section, show


def sections(config: Config) -> list[Section]:
    return [
        ("Kvalitet", lambda: quality.lines(config)),
        ("Tid och minne (CPU-sekunder, en tråd)", lambda: speed.lines(config)),
        ("PuLP mot lösaren naken (CPU-sekunder)", lambda: overhead.lines(config)),
        ("Tålighet", lambda: robust.lines(config)),
        (
            "Stabilitet efter att 5 % av personerna och behoven fallit bort",
            lambda: stability.lines(config),
        ),
        ("Svar om en färdig plan (CPU-sekunder)", lambda: questions.lines(config)),
        ("Vecka för vecka", lambda: week_by_week.lines(config)),
        ("Klassisk tilldelning (givna par)", lambda: assignment.lines(config)),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="S,M,L", help="S, M, L, XL (default S,M,L)")
    config = Config(sizes=tuple(parser.parse_args(argv).sizes.split(",")))
    packages = ", ".join(f"{name} {version}" for name, version in versions().items())
    say(f"Python {platform.python_version()}, {packages}; storlekar {', '.join(config.sizes)}")
    met, asked = show(sections(config), say)
    say(f"\n{met} av {asked} mål klarade")
    return 0


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the table is what this is for


if __name__ == "__main__":
    raise SystemExit(main())
