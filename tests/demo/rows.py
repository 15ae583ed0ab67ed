"""Everything the practice data wrote, as plain values to compare and to look through."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

APPS = ("konton", "kandidater", "projekt", "utbildning")
# When a row was written and how a password was salted is no content.
NO_CONTENT = {"created_at", "updated_at", "password", "last_login", "date_joined"}


def tables() -> list[type[models.Model]]:
    """The models of the apps, with the tables of their many-to-many relations."""
    return [
        m for app in APPS for m in apps.get_app_config(app).get_models(include_auto_created=True)
    ]


def content() -> dict[str, list[tuple[str, ...]]]:
    """Sorted rows per table; numbers the database hands out are left out."""
    found = {}
    for model in tables():
        fields = [
            f.attname
            for f in model._meta.concrete_fields
            if f.attname not in NO_CONTENT and not isinstance(f, models.AutoField)
        ]
        if model._meta.label == "konton.AuditEvent":
            fields.remove("at")
        rows = model._default_manager.values_list(*fields)
        found[model._meta.label] = sorted(tuple(map(repr, row)) for row in rows)
    return found


def strings() -> Iterator[tuple[str, str]]:
    """(table.column, text) of every text of every row, passwords apart."""
    for model in tables():
        names = [
            f.attname
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField) and f.attname not in NO_CONTENT
        ]
        for row in model._default_manager.values(*names) if names else ():
            for name, value in row.items():
                if value:
                    yield f"{model._meta.label}.{name}", str(value)


def count_all() -> dict[str, Any]:
    return {m._meta.label: m._default_manager.count() for m in tables()}
