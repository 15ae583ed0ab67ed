"""What answers about a finished plan cost: every pair's bound, the swap chain, one more seat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from time import process_time
from typing import TypeVar

import numpy as np

from matchning.optimering import Options, solve
from matchning.optimering.answers import Answers
from matchning.optimering.nearest import nearest

from .child import measured
from .config import Config, Spec
from .lines import Line

ASKED = Options(time_limit_seconds=300, relative_gap=0.001, explain=False)
ALL_PAIRS, SWAP, SEAT, NEAREST = 0.1, 2.0, 0.05, 0.3  # CPU seconds
CHAINS, SEATS, ONE_BY_ONE = 12, 12, 40  # questions of each kind
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Latencies:
    """CPU seconds; `first` is what all questions share, worked out once."""

    first: float
    pairs: int
    all_pairs: float
    chains: list[float]
    seats: list[float]
    understated: int  # swap chains that lost less than the instant bound said


def lines(config: Config) -> Iterator[Line]:
    if "M" not in config.sizes:
        return
    people, needs, _ = config.dimensions["M"]
    found = measured(latencies, config.spec("M")).answer
    scaled = found.all_pairs * min(1.0, 1000 * 150 / (people * needs))
    yield Line(
        "M direkt svar, alla par",
        f"{1000 * found.all_pairs:.0f} ms ({1000 * scaled:.0f} per 1 000 x 150)",
        f"{found.pairs} par, förberett en gång på {found.first:.1f} s",
        target="≤ 100 ms",
        met=scaled <= ALL_PAIRS,
    )
    yield Line(
        "M direkt svar över sann förlust",
        f"{found.understated} av {len(found.chains)}",
        "bytena räknade på nytt",
        target="0",
        met=found.understated == 0,
    )
    slow = float(np.quantile(found.chains, 0.95)) if found.chains else 0.0
    yield Line("M byteskedja, p95", f"{slow:.2f} s", target="≤ 2 s", met=slow <= SWAP)
    most = max(found.seats, default=0.0)
    yield Line(
        "M en plats till på kurs",
        f"{1000 * most:.0f} ms som mest",
        f"{len(found.seats)} intag",
        target="≤ 50 ms",
        met=most <= SEAT,
    )
    slow = float(np.quantile(measured(of_one, config.spec("M")).answer, 0.95))
    yield Line(
        "M närmast till jobb för en person, p95",
        f"{1000 * slow:.0f} ms",
        f"{ONE_BY_ONE} personer, alla {needs} behov",
        target="≤ 300 ms",
        met=slow <= NEAREST,
    )


def of_one(spec: Spec) -> list[float]:
    """CPU seconds of what is nearest for each of some people, built and answered one at a time."""
    problem = spec.problem()
    some = problem.candidates[:: max(1, len(problem.candidates) // ONE_BY_ONE)]
    return [_timed(partial(nearest, replace(problem, candidates=(one,))))[1] for one in some]


def latencies(spec: Spec) -> Latencies:
    problem = spec.problem()
    answers = Answers(problem, ASKED, solve(problem, ASKED))
    _, first = _timed(lambda: answers.relaxations)
    losses, all_pairs = _timed(lambda: answers.losses)
    possible = np.argwhere(~np.isnan(losses))
    chains, understated = [], 0
    for i, j in possible[:: max(1, len(possible) // CHAINS)].tolist():
        pair = answers.problem.candidates[i].id, answers.problem.needs[j].id
        if answers.why_not(*pair).answer == "possible":
            chain, cpu = _timed(partial(answers.swap_chain, *pair))
            chains.append(cpu)
            lost = chain.loss_at_most
            understated += lost is not None and lost < losses[i, j] - 1e-6
    seats = [
        _timed(partial(answers.price, "seat", intake.id))[1]
        for intake in answers.problem.intakes[:SEATS]
    ]
    return Latencies(first, len(possible), all_pairs, chains, seats, understated)


def _timed(question: Callable[[], T]) -> tuple[T, float]:
    began = process_time()
    answer = question()
    return answer, process_time() - began
