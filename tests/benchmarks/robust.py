"""What must not matter does not: names, order, the day it is run; limits and stops are kept."""

from collections.abc import Iterator

from matchning.optimering import Options

from .child import measured
from .config import Config, Spec
from .lines import Line
from .runs import Solved, renamed, solved, stopped

GAP = 0.0005
CLOSE = Options(time_limit_seconds=300, relative_gap=GAP, explain=False)
LIMITS = {"M": 3.0, "L": 40.0}  # seconds: below what the gap below needs
HARD = 1e-7  # a gap not reached before the limit or the stop


def lines(config: Config) -> Iterator[Line]:
    for size in ("S", "M"):
        if size in config.sizes:
            yield _names(size, config.spec(size))
    if "S" in config.sizes:
        yield _same(config)
    for size, limit in LIMITS.items():
        if size in config.sizes:
            yield _limit(config.spec(size), size, limit)
            yield _stop(config.spec(size), size)


def _names(size: str, spec: Spec) -> Line:
    first = measured(solved, spec, CLOSE).answer
    others = [measured(solved_renamed, spec, seed).answer for seed in (1, 2, 3)]
    apart = max(abs(other.objective - first.objective) / first.objective for other in others)
    slower = max(other.cpu / first.cpu for other in others)
    return Line(
        f"{size} andra namn och ordning",
        f"{apart:.4%} isär",
        f"3 gånger, CPU {slower:.2f} × som mest",
        slower,
        "≤ gapet, ≤ 2 ×",
        apart <= GAP and slower <= 2,
    )


def _same(config: Config) -> Line:
    """In four processes, so that no order of hashing helps."""
    each = max(1, config.repeats // 4)
    plans = [measured(plans_of, config.spec("S"), each).answer for _ in range(4)]
    every = [plan for some in plans for plan in some]
    same = sum(plan == every[0] for plan in every)
    return Line(
        "S samma frö, samma plan",
        f"{same} av {len(every)}",
        target="alla",
        met=same == len(every),
    )


def solved_renamed(spec: Spec, seed: int) -> Solved:
    return solved(renamed(spec.problem(), seed), CLOSE)


def plans_of(spec: Spec, times: int) -> list[object]:
    return [solved(spec, Options(relative_gap=0.0, explain=False)).plan for _ in range(times)]


def _limit(spec: Spec, size: str, limit: float) -> Line:
    options = Options(time_limit_seconds=limit, relative_gap=HARD)
    run = measured(solved, spec, options).answer
    share = min(1.0, run.cpu / run.seconds)  # of the processor: others may be using it too
    over = max(0.0, run.seconds - limit) * share
    return Line(
        f"{size} tidsgräns {limit:.0f} s",
        f"{run.seconds:.1f} s, {over:.2f} CPU-s över",
        f"{run.status}, avstånd {run.gap:.3%}",
        1 + over / limit,
        "≤ 1,1",
        over <= 0.1 * limit,
    )


def _stop(spec: Spec, size: str) -> Line:
    options = Options(time_limit_seconds=300, relative_gap=HARD)
    waited = [measured(stopped, spec, after, options).answer for after in (0.0, 1.0, 2.0)]
    return Line(
        f"{size} stopp till svar",
        f"{max(waited):.2f} CPU-s som mest",
        "0, 1 och 2 s efter första planen",
        target="≤ 1 s",
        met=max(waited) <= 1.0,
    )
