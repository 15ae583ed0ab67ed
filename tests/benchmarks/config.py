"""What is measured: which instances, how many seeds, how long a peer may try."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matchning.optimering import Problem
from matchning.optimering.generate import SCARCITY, SIZES, generate

Size = tuple[int, int, int]  # candidates, needs, course intakes


@dataclass(frozen=True, slots=True)
class Spec:
    """One generated instance; small enough to send to another process."""

    size: Size
    seed: int
    scarcity: str = "few_places"
    features: tuple[str, ...] = ()

    def problem(self) -> Problem:
        candidates, needs, courses = self.size
        return generate(
            candidates=candidates,
            needs=needs,
            courses=courses,
            seed=self.seed,
            scarcity=self.scarcity,
            features=self.features,
        )


@dataclass(frozen=True, slots=True)
class Config:
    """`sizes`: those of the table to measure; the smoke test gives them other dimensions."""

    sizes: tuple[str, ...] = ("S", "M", "L")
    seeds: tuple[int, ...] = (1, 2, 3, 4, 5)
    peer_seconds: float = 60.0
    gap_size: tuple[int, int] = (20, 400)  # sites, people
    gap_seconds: float = 60.0
    repeats: int = 100
    weekly_size: Size = (300, 60, 30)
    samples: int = 10  # other years behind the weekly decisions
    dimensions: Mapping[str, Size] = field(default_factory=lambda: dict(SIZES))

    def spec(self, size: str, seed: int = 1) -> Spec:
        return Spec(self.dimensions[size], seed)

    def every_scarcity(self, size: str) -> list[Spec]:
        """All seeds, scarcities, as drawn and with more pairs to choose from."""
        return [
            Spec(self.dimensions[size], seed, scarcity, features)
            for scarcity in SCARCITY
            for features in ((), ("ready",))
            for seed in self.seeds
        ]
