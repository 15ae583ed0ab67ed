"""Keys of 100 000 people changed: what it costs, and that nothing is lost.

`python -m tests.benchmarks.rotation` fills a throw-away database (SQLite, or the server that
DATABASE_URL names), puts a new key first, seals everything anew and compares every text.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, process_time
from typing import Any

import django
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

BATCH = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=100_000)
    count = parser.parse_args().candidates
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.conf import settings

    from bas.keyring import new_key, parse_keys
    from bas.rotation import rotate
    from grunddata.services import load_reference

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        load_reference()
        with _told(f"{count} people written"):
            _fill(count)
        before = list(_texts())
        settings.FIELD_KEYS = {**parse_keys(new_key("ny")), **settings.FIELD_KEYS}
        with _told("sealed anew"):
            done = {one.model.__name__: (one.total, one.done) for one in rotate(batch=BATCH)}
        total, sealed = done["Candidate"]
        settings.FIELD_KEYS = {"ny": settings.FIELD_KEYS["ny"]}
        with _told("opened with the new key alone"):
            after = list(_texts())
        lost = sum(old != new for old, new in zip(before, after, strict=True))
        sys.stdout.write(f"{connection.vendor}: {sealed} of {total} rows, {lost} lost\n")
        if lost or sealed != count:
            sys.exit(1)
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


def _fill(count: int) -> None:
    """Made-up people with all that is sealed; the numbers fail their control digit on purpose."""
    from kandidater.models import Candidate
    from tests.factories.konton import member

    coach = member()
    assert coach.organisation_id is not None
    for first in range(0, count, BATCH):
        Candidate.objects.bulk_create(
            Candidate(
                organisation_id=coach.organisation_id,
                coach_id=coach.user_id,
                first_name="Prov",
                last_name=f"Person{serial}",
                phone=f"070-174 {serial:06d}",
                email=f"person{serial}@prov.example",
                identity_number=f"9999{serial:08d}",
                identity_kind="personal",
                adaptation_note=f"Kort pass, nummer {serial}",
            )
            for serial in range(first, min(first + BATCH, count))
        )


def _texts() -> Iterator[tuple[Any, ...]]:
    from kandidater.models import Candidate

    fields = ("phone", "email", "identity_number", "adaptation_note")
    rows = Candidate.objects.only(*fields, "identity_index").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        yield (row.pk, *(getattr(row, field) for field in fields))


@contextmanager
def _told(what: str) -> Iterator[None]:
    wall, cpu = perf_counter(), process_time()
    yield
    sys.stdout.write(f"{what:<32}{perf_counter() - wall:8.1f} s{process_time() - cpu:8.1f} s CPU\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
