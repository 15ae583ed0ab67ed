"""Questions about a finished run, answered from what was frozen and stored.

To make the answers costs seconds of a processor and much memory, so a few are kept in each process
and asked one question at a time. Who has waited long is told to come back: a slow answer never
holds up the rest of the product.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias

from django.conf import settings
from django.core.cache import cache

from bas.api.errors import Busy

from ..models import OptimisationRun
from ..optimering.answers import Answers
from ..optimering.io import read_problem
from ..optimering.prices import Price
from ..optimering.result import Options
from .plans import require_plan, result_of

MOST_PRICES = 10
PRICES_KEPT_SECONDS = 7 * 24 * 3600

Key: TypeAlias = tuple[str, str, str]


@dataclass
class _Kept:
    answers: Answers | None = None
    lock: Lock = field(default_factory=Lock)


class Shelf:
    """The latest few answers of this process; each is lent to one question at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._guard = Lock()
        self._making = Lock()

    @contextmanager
    def lend(self, key: Key, make: Callable[[], Answers]) -> Iterator[Answers]:
        """The answers under the key, made when they are not there. Raises Busy."""
        with self._guard:
            kept = self._kept.setdefault(key, _Kept())
            self._kept.move_to_end(key)
            while len(self._kept) > settings.ANSWERS_KEPT:
                self._kept.popitem(last=False)
        with _patiently(kept.lock):
            if kept.answers is None:
                with _patiently(self._making):
                    kept.answers = make()
            yield kept.answers


@contextmanager
def _patiently(lock: Lock) -> Iterator[None]:
    if not lock.acquire(timeout=settings.ANSWER_WAIT_SECONDS):
        raise Busy()
    try:
        yield
    finally:
        lock.release()


SHELF = Shelf()


@contextmanager
def answers_of(run: OptimisationRun) -> Iterator[Answers]:
    """The answers about a run with a plan. Raises Conflict when it has none, Busy."""
    require_plan(run)
    with SHELF.lend((str(run.pk), run.input.sha256, run.result_sha256), lambda: _make(run)) as kept:
        yield kept


def prices_of(run: OptimisationRun) -> tuple[Price, ...]:
    """What helps the plan most, worked out once. Raises Conflict where there is no plan, Busy."""
    require_plan(run)
    prices: tuple[Price, ...] | None = cache.get(_prices_key(run))
    if prices is None:
        with answers_of(run) as answers:
            prices = keep_prices(run, answers)
    return prices


def keep_prices(run: OptimisationRun, answers: Answers) -> tuple[Price, ...]:
    """The prices, kept for whoever asks next if there was time for all of them."""
    prices = answers.most_valuable(MOST_PRICES)
    if answers.engine.run.seconds_left > 0:
        cache.set(_prices_key(run), prices, PRICES_KEPT_SECONDS)
    return prices


def _prices_key(run: OptimisationRun) -> str:
    return f"prices:{run.pk}:{run.result_sha256}"


def answer_options(run: OptimisationRun) -> Options:
    return Options(
        time_limit_seconds=settings.ANSWER_SECONDS, relative_gap=run.gap_target, seed=run.seed
    )


def _make(run: OptimisationRun) -> Answers:
    whole = OptimisationRun.objects.select_related("input").get(pk=run.pk)
    problem = read_problem(json.dumps(whole.input.problem))
    return Answers(problem, answer_options(run), result_of(whole))
