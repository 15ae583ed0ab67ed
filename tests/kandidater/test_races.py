"""Many hands on one record at the same time: one writes, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from bas.api.errors import StaleVersion
from kandidater import services
from konton.models import AuditEvent, StateChange
from tests.factories.kandidater import candidate_of
from tests.factories.konton import member

HANDS = 8
ROUNDS = 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["update", "move"])
def test_of_many_who_saw_the_same_version_one_writes(what: str) -> None:
    coach = member()
    with ThreadPoolExecutor(HANDS) as pool:
        for _ in range(ROUNDS):
            candidate = candidate_of(coach)
            barrier = Barrier(HANDS)

            def write(hand: int, pk: object = candidate.pk, barrier: Barrier = barrier) -> bool:
                common = {"actor": coach, "candidate_id": pk, "expected_version": 1}
                try:
                    connection.ensure_connection()
                    barrier.wait(timeout=10)
                    if what == "update":
                        services.update_candidate(**common, changes={"next_step": f"Steg {hand}"})  # type: ignore[arg-type]
                    else:
                        services.change_state(**common, action="mark_ready")  # type: ignore[arg-type]
                except StaleVersion:
                    return False
                finally:
                    connection.close()
                return True

            done = list(pool.map(write, range(HANDS)))
            assert sum(done) == 1
            candidate.refresh_from_db()
            assert candidate.version == 2
            assert AuditEvent.objects.filter(object_id=candidate.pk).count() == 1
            moves = StateChange.objects.filter(object_id=candidate.pk).count()
            assert moves == (1 if what == "move" else 0)
            if what == "update":
                assert candidate.next_step == f"Steg {done.index(True)}"
