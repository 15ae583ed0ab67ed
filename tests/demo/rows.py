"""Everything the practice data wrote, as plain values to compare and to look through."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from bas.sealed import BlindIndexField, SealedTextField

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
        rows = [tuple(row.values()) for row in _plain(model, fields)]
        found[model._meta.label] = sorted(tuple(map(repr, row)) for row in rows)
    return found


def _plain(model: type[models.Model], names: list[str]) -> Iterable[dict[str, Any]]:
    """The columns of every row, the sealed ones opened and without their indexes."""
    fields = [model._meta.get_field(name) for name in names]
    if not any(isinstance(field, SealedTextField) for field in fields):
        return list(model._default_manager.values(*names))
    shown = [f.attname for f in fields if not isinstance(f, BlindIndexField)]  # type: ignore[union-attr]
    return [{name: getattr(row, name) for name in shown} for row in model._default_manager.all()]


def strings() -> Iterator[tuple[str, str]]:
    """(table.column, text) of every text of every row, passwords apart."""
    for model in tables():
        names = [
            f.attname
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField) and f.attname not in NO_CONTENT
        ]
        for row in _plain(model, names) if names else ():
            for name, value in row.items():
                if value:
                    yield f"{model._meta.label}.{name}", str(value)


def count_all() -> dict[str, Any]:
    return {m._meta.label: m._default_manager.count() for m in tables()}
