"""All that is kept of candidates, as one text: what undo must leave as it was."""

import json

from django.apps import apps

IMPORTS = {"CandidateImport", "ImportMapping", "ImportRow"}


def dump() -> str:
    """Every column of every table about candidates, the sealed ones opened."""
    tables = {}
    for model in apps.get_app_config("kandidater").get_models(include_auto_created=True):
        if model.__name__ not in IMPORTS:
            tables[model._meta.db_table] = [
                [getattr(row, field.attname) for field in model._meta.concrete_fields]
                for row in model._default_manager.order_by("pk")
            ]
    return json.dumps(tables, default=str, sort_keys=True)
