"""Generalised assignment A-E and refugee placement, given as explicit pairs."""

from collections.abc import Iterator

from matchning.optimering import Options, solve

from . import gap as instances
from . import peers
from .child import cpu_seconds, measured
from .config import Config
from .lines import Line
from .whole import engine, whole

SECONDS, WANTED = 60.0, 0.01
Outcome = tuple[str, float | None, float, float, int]  # status, cost, least cost, CPU, placed


def lines(config: Config) -> Iterator[Line]:
    sites, people = config.gap_size
    for kind in instances.TYPES:
        status, cost, least, cpu, placed = measured(
            assigned, kind, sites, people, config.gap_seconds
        ).answer
        theirs = measured(bare, kind, sites, people, config.gap_seconds / 2).answer
        apart = None if cost is None else (cost - least) / cost
        yield Line(
            f"GAP {kind} {sites} x {people}",
            f"{status}, {cpu:.1f} s" + ("" if apart is None else f", {apart:.3%}"),
            f"highspy {theirs[0]:.1f} s, kostnad {_cost(theirs[1])} mot {_cost(cost)}",
            cpu / theirs[0],
            f"≤ {WANTED:.0%} på {SECONDS:.0f} s",
            apart is not None and apart <= WANTED and cpu <= 1.1 * SECONDS,
        )
    status, value, least, cpu, placed = measured(
        resettled, sites, people, config.gap_seconds
    ).answer
    apart = (least - (value or 0.0)) / least
    yield Line(
        f"Familjer {sites} x {people}",
        f"{status}, {cpu:.1f} s, {apart:.3%}",
        f"{placed} placerade",
        target=f"≤ {WANTED:.0%} på {SECONDS:.0f} s",
        met=apart <= WANTED and cpu <= 1.1 * SECONDS,
    )


def assigned(kind: str, sites: int, people: int, seconds: float) -> Outcome:
    drawn = instances.classical(kind, sites, people, 1)
    options = Options(time_limit_seconds=seconds, relative_gap=0.0, explain=False)
    began = cpu_seconds()
    result = solve(drawn.problem, options)
    spent = cpu_seconds() - began
    least = drawn.constant * people - (result.bound or 0.0)
    cost = instances.cost_of(drawn, result)
    return result.status, cost, least, spent, len(result.placements)


def bare(kind: str, sites: int, people: int, seconds: float) -> tuple[float, float | None]:
    """(CPU seconds, cost) of HiGHS alone on the same rows; its cost counts the unplaced dear."""
    drawn = instances.classical(kind, sites, people, 1)
    answer = peers.bare_highs(whole(engine(drawn.problem)), True, seconds, 0.0)
    found = answer.objective
    return answer.cpu, None if found is None else drawn.constant * people - found


def resettled(sites: int, people: int, seconds: float) -> Outcome:
    problem = instances.refugees(sites, people, 1)
    options = Options(time_limit_seconds=seconds, relative_gap=0.0, explain=False)
    began = cpu_seconds()
    result = solve(problem, options)
    spent = cpu_seconds() - began
    return result.status, result.objective, result.bound or 0.0, spent, len(result.placements)


def _cost(cost: float | None) -> str:
    return "–" if cost is None else f"{cost:.0f}"
