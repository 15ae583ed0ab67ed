"""A run from the database to stored proposals with reasons: what it costs in all.

`python -m tests.benchmarks.end_to_end` fills a throw-away database (SQLite, or the server that
DATABASE_URL names) with practice data of a size, carries out a run in this process, locks one
proposal, rejects another and runs again: what moved then is the price of one decision.
"""

import argparse
import os
import sys

import django
from django.db import connection
from django.test.utils import setup_databases, teardown_databases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=2000)
    parser.add_argument("--needs", type=int, default=200)
    parser.add_argument("--intakes", type=int, default=60)
    asked = vars(parser.parse_args())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from grunddata.services import load_reference

    from .database_run import decide_on_two, fill, measure

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        load_reference()
        coordinator = fill(**asked)
        for title in ("first run", "after one lock and one rejection"):
            size = f"{asked['candidates']} x {asked['needs']} x {asked['intakes']}"
            sys.stdout.write(f"{size}, {title}\n{measure(coordinator).table()}\n")
            sys.stdout.flush()
            if title == "first run":
                decide_on_two(coordinator)
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
