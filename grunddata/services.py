"""Writing reference data: from our files, all or nothing."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from .files import DATA_DIR, FILES
from .loading import ReferenceDataError
from .models import ReferenceRow, ReferenceState, Station

Row = TypeVar("Row", bound=ReferenceRow)


@dataclass(frozen=True, slots=True)
class LoadCount:
    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_reference(directory: Path = DATA_DIR) -> dict[str, LoadCount]:
    """Make the rows of every file so; counts per file name.

    Idempotent. A row that is no longer in its file stays, since others may point at it, and so does
    a norm added by hand. Raises ReferenceDataError naming file, line and column; nothing is then
    changed.
    """
    codes: dict[type[ReferenceRow], set[str]] = {}
    counts: dict[str, LoadCount] = {}
    for file in FILES:
        rows = file.read(directory, codes)
        counts[file.name] = upsert(file.name, file.model, rows)
        codes[file.model] = set(file.model._default_manager.values_list("code", flat=True))
    refresh_fingerprint()
    return counts


@transaction.atomic
def refresh_fingerprint() -> str:
    """Store and return the SHA-256 (hex) of all reference rows; call after every change of them."""
    digest = hashlib.sha256()
    models: dict[str, type[ReferenceRow]] = {file.name: file.model for file in FILES}
    for name, model in (models | {"stations": Station}).items():
        rows = list(model._default_manager.order_by("code").values())
        digest.update(json.dumps([name, rows], cls=DjangoJSONEncoder).encode())
    fingerprint = digest.hexdigest()
    ReferenceState.objects.update_or_create(code="current", defaults={"fingerprint": fingerprint})
    return fingerprint


def upsert(name: str, model: type[Row], rows: list[Row]) -> LoadCount:
    """Make these rows so, others left alone; ``name`` stands in the error of two that clash."""
    before = model._default_manager.in_bulk()
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    changed = [
        row
        for row in rows
        if row.pk not in before
        or any(getattr(row, f.attname) != getattr(before[row.pk], f.attname) for f in fields)
    ]
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=[f.name for f in fields],
            )
    except IntegrityError as error:
        raise ReferenceDataError(name, f"raderna bryter mot varandra: {error}") from error
    created = sum(row.pk not in before for row in changed)
    return LoadCount(created, len(changed) - created, len(rows) - len(changed))
