"""Sealing everything anew under the current key: in batches, and again from where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from .keyring import MARK, SealBroken, current_id
from .sealed import BlindIndexField, SealedTextField

BATCH = 500


@dataclass
class Rotation:
    """One table's count: ``done`` rows sealed anew, ``broken`` the keys of rows left as they are
    since they do not open."""

    model: type[models.Model]
    total: int
    done: int = 0
    broken: list[Any] = field(default_factory=list)


def kept_by_key() -> Iterator[tuple[type[models.Model], list[models.Field[Any, Any]]]]:
    """Every model with sealed fields, and its fields that depend on a key, those sealed first."""
    for model in apps.get_models():
        fields: list[models.Field[Any, Any]] = list(model._meta.local_concrete_fields)
        sealed = [f for f in fields if isinstance(f, SealedTextField)]
        if sealed:
            yield model, sealed + [f for f in fields if isinstance(f, BlindIndexField)]


def not_current(
    model: type[models.Model], fields: list[models.Field[Any, Any]]
) -> models.QuerySet[Any]:
    """Rows with anything made by another key than the current one."""
    old = models.Q()
    for one in fields:
        there = ~models.Q(**{one.attname: ""}) & models.Q(**{f"{one.attname}__isnull": False})
        old |= there & ~models.Q(**{f"{one.attname}__startswith": current_id() + MARK})
    return model._base_manager.filter(old)


def rotate(
    *, batch: int = BATCH, report: Callable[[Rotation], None] = lambda _: None
) -> list[Rotation]:
    """Seal what older keys sealed with the current one; ``report`` is told after every batch.

    Each batch is a transaction on locked rows, so a stop loses nothing and the next call goes on.
    Neither version nor time of change moves: the record says the same as before.
    """
    return [_rotate(model, fields, batch, report) for model, fields in kept_by_key()]


def _rotate(
    model: type[models.Model],
    fields: list[models.Field[Any, Any]],
    batch: int,
    report: Callable[[Rotation], None],
) -> Rotation:
    old = not_current(model, fields).order_by("pk")
    state = Rotation(model, old.count())
    after = old
    while True:
        with transaction.atomic():
            rows = list(after.select_for_update(of=("self",))[:batch])
            sealed = []
            for row in rows:
                try:
                    sealed.append((row.pk, _sealed_anew(row, fields)))
                except SealBroken:
                    state.broken.append(row.pk)
            _write(model, fields, sealed)
        state.done += len(sealed)
        if not rows:
            return state
        after = old.filter(pk__gt=rows[-1].pk)
        report(state)


def _sealed_anew(row: models.Model, fields: list[models.Field[Any, Any]]) -> list[Any]:
    """What the columns of ``fields`` shall hold, in their order. Raises SealBroken."""
    for one in fields:
        getattr(row, one.attname)  # opens what is sealed
    return [one.pre_save(row, False) for one in fields]


def _write(
    model: type[models.Model],
    fields: list[models.Field[Any, Any]],
    rows: list[tuple[Any, list[Any]]],
) -> None:
    """One prepared UPDATE for the whole batch: a statement built for each row costs three times."""
    if not rows:
        return
    quote, pk = connection.ops.quote_name, model._meta.pk
    columns = ", ".join(f"{quote(str(one.column))} = %s" for one in fields)
    where = f"{quote(str(pk.column))} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {where}",  # noqa: S608
            [
                [
                    *(
                        one.get_db_prep_save(value, connection)
                        for one, value in zip(fields, values, strict=True)
                    ),
                    pk.get_db_prep_value(key, connection),
                ]
                for key, values in rows
            ],
        )
