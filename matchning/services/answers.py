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

from bas.api.errors import Busy

from ..models import OptimisationRun
from ..optimering.answers import Answers
from ..optimering.io import read_problem
from ..optimering.result import Options
from .plans import require_plan, result_of

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


def _make(run: OptimisationRun) -> Answers:
    whole = OptimisationRun.objects.select_related("input").get(pk=run.pk)
    options = Options(
        time_limit_seconds=settings.ANSWER_SECONDS, relative_gap=run.gap_target, seed=run.seed
    )
    return Answers(read_problem(json.dumps(whole.input.problem)), options, result_of(whole))
