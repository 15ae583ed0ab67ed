"""What one live count of a need costs: `python -m tests.benchmarks.head_count --candidates 2000`.

Fills a throw-away database (`DATABASE_URL`; in memory without) with practice data, and counts for
every open need that is read. Told are the median and the worst CPU milliseconds of this process
and the number of queries; the wait is longer on a machine that does other things.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from statistics import median
from time import process_time

import django


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=2000)
    parser.add_argument("--needs", type=int, default=40)
    asked = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases

    from grunddata.services import load_reference
    from matchning.head_count import head_count
    from projekt.models import LabourNeed
    from projekt.selectors import need_cards

    from .database_run import fill

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        load_reference()
        fill(candidates=asked.candidates, needs=asked.needs, intakes=20)
        rows = need_cards(LabourNeed.objects.matchable())
        needs = list(rows.select_related("project__organisation__coordinated_by"))
        head_count(needs[0])
        spent = []
        for need in needs:
            began = process_time()
            with CaptureQueriesContext(connection) as queries:
                count = head_count(need)
            spent.append((process_time() - began) * 1000)
        sys.stdout.write(
            f"{asked.candidates} candidates, {connection.vendor}: median {median(spent):.0f} ms, "
            f"worst {max(spent):.0f} ms CPU, {len(queries)} queries, "
            f"{len(count.without)} requirements let go of in the last\n"
        )
    finally:
        teardown_databases(databases, verbosity=0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
