"""Many writers at once, on PostgreSQL: no need overfilled, no number given twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from projekt.enums import NeedState
from projekt.models import LabourNeed, NeedStep, NumberSeries
from projekt.services import NeedFull, book, create_need
from tests.factories.actors import Parties
from tests.factories.projekt import NeedFactory, ProjectFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 8


def race(work: Callable[[int], object]) -> list[object]:
    """Run ``work(i)`` in eight threads that start together, each on a connection of its own."""
    start = threading.Barrier(THREADS)

    def one(number: int) -> object:
        try:
            start.wait(timeout=10)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_racing_bookings_never_overfill_a_need() -> None:
    for _ in range(20):
        need = NeedFactory.create(state=NeedState.OPEN)

        def attempt(_: int, need: LabourNeed = need) -> bool:
            try:
                book(need, need.start_date, need.end_date)
            except NeedFull:
                return False
            return True

        assert sorted(race(attempt), key=bool) == [False] * (THREADS - 2) + [True] * 2
        assert NeedStep.objects.get(need=need).booked == 2


def test_racing_companies_get_a_number_each() -> None:
    parties = Parties()
    project = ProjectFactory.create(organisation=parties.firm)
    template = NeedFactory.build(project=project)
    NumberSeries.objects.all().delete()

    def attempt(_: int) -> list[int]:
        return [
            create_need(
                actor=parties.company,
                project=project,
                fields={
                    "occupation": template.occupation,
                    "start_date": template.start_date,
                    "end_date": template.end_date,
                },
            ).number
            for _ in range(10)
        ]

    numbers = sorted(n for given in race(attempt) for n in given)  # type: ignore[attr-defined]
    assert numbers == list(range(1, 10 * THREADS + 1))
