"""How good the plans are: against an independent bound, their own bound, the greedy plan."""

from collections.abc import Iterator

from matchning.optimering import Options

from .child import measured
from .config import Config, Spec
from .lines import Line
from .runs import Solved, all_solved, solved

PROVE = Options(time_limit_seconds=60, relative_gap=0.0, explain=False)
CLOSE = Options(time_limit_seconds=120, relative_gap=0.0005, explain=False)
PROVED_SECONDS, OWN_GAP = 5.0, 0.0005


def lines(config: Config) -> Iterator[Line]:
    if "S" in config.sizes:
        specs = config.every_scarcity("S")
        runs = measured(all_solved, specs, PROVE).answer
        proved = sum(run.status == "optimal" for run in runs)
        slowest = max(run.cpu for run in runs)
        yield Line(
            "S bevisat bäst",
            f"{proved} av {len(runs)}, längst {slowest:.2f} s",
            target="alla, ≤ 5 s",
            met=proved == len(runs) and slowest <= PROVED_SECONDS,
        )
        yield _greedy("S", runs)
    if "M" in config.sizes:
        yield from _own_gap("M", [config.spec("M", seed) for seed in config.seeds])


def _own_gap(size: str, specs: list[Spec]) -> Iterator[Line]:
    runs = [measured(solved, spec, CLOSE).answer for spec in specs]
    worst = max(run.gap for run in runs)
    yield Line(
        f"{size} mot eget tak",
        f"{1 - worst:.3%} som sämst",
        f"{len(runs)} frön",
        target="≥ 99,95 %",
        met=worst <= OWN_GAP,
    )
    yield _greedy(size, runs)


def _greedy(size: str, runs: list[Solved]) -> Line:
    shares = [run.greedy / run.objective if run.objective else 1.0 for run in runs]
    return Line(
        f"{size} girig mot planen",
        f"{min(shares):.1%}–{max(shares):.1%}",
        "girig plan",
        max(shares),
        "aldrig bättre",
        max(shares) <= 1 + 1e-9,
    )
