"""Deciding week by week, as a share of the best plan in hindsight."""

from collections.abc import Iterator

from matchning.optimering import Options, solve
from matchning.optimering.simulation import (
    forecast_policy,
    greedy_policy,
    plan_policy,
    simulate,
)

from .child import measured
from .config import Config, Spec
from .lines import Line

CLOSE = Options(time_limit_seconds=120, relative_gap=0.001, explain=False)
SHARE = 0.92
OTHER_YEARS = 1000  # the samples' seeds start here: never the year itself


def lines(config: Config) -> Iterator[Line]:
    found = [measured(shares, _year(config, seed), config.samples).answer for seed in config.seeds]
    greedy, plan, forecasts = (sum(one[k] for one in found) / len(found) for k in range(3))
    worst = min(one[2] for one in found)
    size = " x ".join(map(str, config.weekly_size))
    yield Line(
        f"Vecka för vecka, {size}",
        f"{forecasts:.1%} av facit (sämst {worst:.1%})",
        f"girigt {greedy:.1%}, bästa plan varje vecka {plan:.1%}",
        forecasts / plan if plan else None,
        f"≥ {SHARE:.0%}",
        forecasts >= SHARE,
    )


def shares(year: Spec, samples: int) -> tuple[float, float, float]:
    """(greedy, plan anew every week, forecasts), of the bound in hindsight."""
    problem = year.problem()
    most = solve(problem, CLOSE).bound or 1.0
    others = [
        Spec(year.size, OTHER_YEARS * year.seed + k, year.scarcity, year.features).problem()
        for k in range(samples)
    ]
    policies = greedy_policy(CLOSE), plan_policy(CLOSE), forecast_policy(others, CLOSE)
    greedy, plan, forecasts = (simulate(problem, policy).value / most for policy in policies)
    return greedy, plan, forecasts


def _year(config: Config, seed: int) -> Spec:
    return Spec(config.weekly_size, seed, features=("weekly",))
