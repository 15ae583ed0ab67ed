"""All that is kept of candidates, as one text: what undo must leave as it was."""

import json

from django.apps import apps
from django.db import connection

IMPORTS = {"CandidateImport", "ImportMapping", "ImportRow"}


def dump() -> str:
    """Every column of every table about candidates, as the database holds it."""
    tables = {}
    for model in apps.get_app_config("kandidater").get_models(include_auto_created=True):
        if model.__name__ not in IMPORTS:
            table = model._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')  # noqa: S608 - our own
                tables[table] = cursor.fetchall()
    return json.dumps(tables, default=str, sort_keys=True)
