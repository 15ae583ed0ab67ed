"""How good the plans are: against an independent bound, their own bound, the greedy plan."""

from collections.abc import Iterator
from dataclasses import replace

from matchning.optimering import Options, solve
from matchning.optimering.bound_check import check_bound
from matchning.optimering.engine import Engine

from .child import measured
from .config import Config, Spec
from .lines import Line
from .runs import Solved, all_solved, solved

PROVE = Options(time_limit_seconds=60, relative_gap=0.0, explain=False)
CLOSE = Options(time_limit_seconds=120, relative_gap=0.0005, explain=False)
EVERYTHING = replace(CLOSE, time_limit_seconds=600, paths_per_pair=10_000, starts_per_path=10_000)
PROVED_SECONDS, OWN_GAP, UNPRUNED = 5.0, 0.0005, 0.995


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
        yield _unpruned("S", config.every_scarcity("S")[:: len(config.seeds)])
    if "M" in config.sizes:
        yield from _own_gap("M", config.every_scarcity("M"))
        yield _unpruned("M", [config.spec("M")])


def _own_gap(size: str, specs: list[Spec]) -> Iterator[Line]:
    runs = [measured(solved, spec, CLOSE).answer for spec in specs]
    worst = max(run.gap for run in runs)
    yield Line(
        f"{size} mot eget tak",
        f"{1 - worst:.3%} som sämst",
        f"{len(runs)} problem",
        target="≥ 99,95 %",
        met=worst <= OWN_GAP,
    )
    yield _greedy(size, runs)


def _unpruned(size: str, specs: list[Spec]) -> Line:
    worst = min(measured(of_every_future, spec).answer for spec in specs)
    return Line(
        f"{size} mot oberoende LP-tak",
        f"{worst:.3%} som sämst",
        f"alla framtider utan gallring, {len(specs)} problem",
        worst,
        "≥ 99,5 %",
        worst >= UNPRUNED,
    )


def of_every_future(spec: Spec) -> float:
    """Value as a share of the bound that prices of the linear program over every future prove.

    The checker shares no code with the builder and prices every future anew.
    """
    problem = spec.problem()
    reached = solve(problem, CLOSE).objective or 0.0
    whole = Engine(problem, EVERYTHING)
    bound = check_bound(problem, whole.relax().prices)
    return reached / bound if bound else 1.0


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
