"""Rows of tables as the database holds them, to put back to the byte.

Past the models on purpose: what a field makes of its column (a decrypted value, a time in another
zone) is not what is stored. PostgreSQL's text forms are exact and read back by the column's own
type; SQLite's values are what they are, bytes marked.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, models

_BYTES = "__hex__"

# {"table": …, "columns": […], "rows": [[…]]}; goes through JSON.
Taken = dict[str, Any]


def owned_models(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The models whose rows die with a row of ``model``, each with the field that points at it.

    Straight children and tables between, in a fixed order; a grandchild is not one of them.
    """
    found = {
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and relation.on_delete is models.CASCADE
        and isinstance(relation.related_model, type)
    }
    return sorted(found, key=lambda pair: (pair[0]._meta.db_table, pair[1]))


def take(model: type[models.Model], field: str, keys: Iterable[UUID]) -> Taken:
    """The rows of ``model`` whose ``field`` is one of the keys, every column as it is stored."""
    columns = [f.column for f in model._meta.concrete_fields]
    column = str(model._meta.get_field(field).column)  # type: ignore[union-attr]
    wanted = _stored(keys)
    # On SQLite the plus changes nothing but that Python's converters of declared types pass it by.
    exact = "{}::text" if connection.vendor == "postgresql" else "+{}"
    names = ", ".join(exact.format(_quoted(column)) for column in columns)
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM {_quoted(model._meta.db_table)} "  # noqa: S608 - names of models
            f"WHERE {_quoted(column)} IN ({marks}) ORDER BY {_quoted(_key(model))}",
            wanted,
        )
        rows = [[_portable(value) for value in row] for row in cursor.fetchall()]
    return {"table": model._meta.db_table, "columns": columns, "rows": rows}


def remove(model: type[models.Model], field: str, keys: Iterable[UUID]) -> None:
    """Delete those rows and nothing else: no cascade, no signal. A ``put_back`` follows."""
    column = str(model._meta.get_field(field).column)  # type: ignore[union-attr]
    wanted = _stored(keys)
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {_quoted(model._meta.db_table)} "  # noqa: S608 - names of models
            f"WHERE {_quoted(column)} IN ({marks})",
            wanted,
        )


def put_back(taken: Taken) -> None:
    """Insert rows that ``take`` took and ``remove`` removed. Foreign keys are checked at commit."""
    names = ", ".join(_quoted(column) for column in taken["columns"])
    marks = ", ".join(["%s"] * len(taken["columns"]))
    with connection.cursor() as cursor:
        for row in taken["rows"]:
            cursor.execute(
                f"INSERT INTO {_quoted(taken['table'])} ({names}) VALUES ({marks})",  # noqa: S608
                [_native(value) for value in row],
            )


def write_over(taken: Taken, key: str = "id") -> None:
    """Write every column of rows that are still there, found by their key."""
    place = taken["columns"].index(key)
    sets = ", ".join(f"{_quoted(column)} = %s" for column in taken["columns"])
    with connection.cursor() as cursor:
        for row in taken["rows"]:
            values = [_native(value) for value in row]
            cursor.execute(
                f"UPDATE {_quoted(taken['table'])} SET {sets} "  # noqa: S608 - names of models
                f"WHERE {_quoted(key)} = %s",
                [*values, values[place]],
            )


def stored_key(key: UUID) -> Any:
    """A key as ``take`` gives it."""
    return str(key) if connection.vendor == "postgresql" else _stored([key])[0]


def _stored(keys: Iterable[UUID]) -> list[Any]:
    """The keys as this database keeps them."""
    field = models.UUIDField()
    return [field.get_db_prep_value(key, connection) for key in keys]


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column) if model._meta.pk else "id"


def _quoted(name: str | None) -> str:
    return str(connection.ops.quote_name(name or ""))


def _portable(value: Any) -> Any:
    return {_BYTES: bytes(value).hex()} if isinstance(value, bytes | memoryview) else value


def _native(value: Any) -> Any:
    return bytes.fromhex(value[_BYTES]) if isinstance(value, dict) else value
