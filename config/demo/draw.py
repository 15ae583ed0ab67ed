"""Drawing from a seed: every kind of row has a stream of its own, so one never moves another."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID, uuid5

from django.utils import timezone

T = TypeVar("T")

BATCH = 500  # rows in one statement

# Organisations and accounts are the same whatever the seed: the trails point at them for good.
FIXED = UUID("6f0b5b0e-3f0e-4b8e-9d0a-6b79676776a7")


@dataclass(frozen=True, slots=True)
class Draw:
    """``generation`` counts the demo loads of this database: keys are never used twice."""

    seed: int
    generation: int
    today: date

    def stream(self, kind: str) -> "Stream":
        return Stream(f"{self.seed}:{kind}")

    def keys(self, kind: str) -> "Keys":
        return Keys(f"{self.seed}:{self.generation}:{kind}")

    def at(self, days: int, hour: int = 9) -> datetime:
        """A moment ``days`` from today, local time."""
        return moment(self.today + timedelta(days=days), hour)

    @property
    def monday(self) -> date:
        """The Monday of this week."""
        return self.today - timedelta(days=self.today.weekday())


def moment(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def fixed_key(kind: str, name: str) -> UUID:
    return uuid5(FIXED, f"{kind}:{name}")


class Keys:
    def __init__(self, name: str) -> None:
        self._random = random.Random(name)  # noqa: S311 - keys of demo rows, no secret

    def __call__(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


class Stream(random.Random):
    """Python's generator with the draws this package needs."""

    def chance(self, share: float) -> bool:
        return self.random() < share

    def one_of(self, weights: Mapping[str, float]) -> str:
        return self.choices(list(weights), list(weights.values()))[0]

    def level(self, weights: Sequence[float]) -> int:
        return self.choices(range(len(weights)), weights)[0]

    def some(self, shares: Mapping[str, float]) -> list[str]:
        """Each key by its own share, in the mapping's order."""
        return [key for key, share in shares.items() if self.chance(share)]

    def quota(self, weights: Mapping[T, float], count: int) -> list[T]:
        """``count`` keys in random order, their numbers following the weights exactly.

        Largest remainder: no key is more than one from its share.
        """
        total = sum(weights.values())
        exact = {key: count * weight / total for key, weight in weights.items()}
        numbers = {key: int(share) for key, share in exact.items()}
        left = count - sum(numbers.values())
        for key in sorted(exact, key=lambda k: numbers[k] - exact[k])[:left]:
            numbers[key] += 1
        drawn = [key for key, number in numbers.items() for _ in range(number)]
        self.shuffle(drawn)
        return drawn
