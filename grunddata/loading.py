"""Reading one reference file into unsaved rows, with errors that point at the cell.

A CSV file has exactly the model's columns; an empty cell is empty or "not known", a list is
separated by "|", a yes/no is 1 or 0. A JSON file is a list of objects with the same keys. The order
of the rows becomes `position`.
"""

import csv
import json
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from .models import ReferenceRow

LIST_SEPARATOR = "|"
Codes = Mapping[type[ReferenceRow], Collection[str]]


class ReferenceDataError(Exception):
    """A reference file is wrong; the text names file, line (or row of a JSON list) and column."""

    def __init__(
        self, file: str, problem: str, *, line: int | None = None, column: str = ""
    ) -> None:
        place = ", ".join(
            part
            for part in (file, f"rad {line}" if line else "", f"kolumn {column}" if column else "")
            if part
        )
        super().__init__(f"{place}: {problem}")


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """A file and its model; `lists` says which model the codes of a list column belong to."""

    model: type[ReferenceRow]
    name: str
    lists: Mapping[str, type[ReferenceRow]] = field(default_factory=dict)

    def columns(self) -> dict[str, "models.Field[Any, Any]"]:
        """Field per column, in the model's order; `position` comes from the order of the rows."""
        return {f.name: f for f in self.model._meta.concrete_fields if f.name != "position"}

    def read(self, directory: Path, codes: Codes) -> list[ReferenceRow]:
        """Unsaved rows, checked field by field and against the `codes` already known.

        Raises ReferenceDataError.
        """
        columns = self.columns()
        rows: list[ReferenceRow] = []
        lines: dict[str, int] = {}
        for line, cells in _cells(directory / self.name, list(columns)):
            values: dict[str, Any] = {"position": len(rows) + 1}
            for name, column in columns.items():
                try:
                    value = _value(column, cells[name])
                except ValidationError as error:
                    raise self._error(" ".join(error.messages), line, name) from error
                values[column.attname] = value
            if values["code"] in lines:
                raise self._error(f"koden {values['code']} finns redan", line, "code")
            lines[values["code"]] = line
            rows.append(self.model(**values))
        # Last, since a list may point within its own file.
        codes = {**codes, self.model: lines}
        for row in rows:
            for name, target, code in self._pointers(row):
                if code not in codes[target]:
                    problem = f"{target._meta.verbose_name} {code!r} finns inte"
                    raise self._error(problem, lines[row.code], name)
        return rows

    def _pointers(self, row: ReferenceRow) -> Iterator[tuple[str, type[ReferenceRow], str]]:
        """(column, model pointed at, code) of every pointer of the row."""
        for name, column in self.columns().items():
            value = getattr(row, column.attname)
            if isinstance(column, models.ForeignKey) and value is not None:
                yield name, column.related_model, value  # type: ignore[misc]
            elif name in self.lists:
                for code in value:
                    yield name, self.lists[name], code

    def _error(self, problem: str, line: int, column: str) -> ReferenceDataError:
        return ReferenceDataError(self.name, problem, line=line, column=column)


def _value(column: "models.Field[Any, Any]", cell: Any) -> Any:
    """The cell as the field's Python value. Raises ValidationError."""
    if isinstance(cell, str):
        if isinstance(column, models.JSONField):
            return [part.strip() for part in cell.split(LIST_SEPARATOR)] if cell else []
        if isinstance(column, models.BooleanField) and cell not in ("0", "1"):
            raise ValidationError("ska vara 0 eller 1")
    if cell in ("", None) and column.null:
        return None
    if isinstance(column, models.ForeignKey):
        return str(cell)
    value = column.clean(cell, None)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValidationError("ska vara ett tal")
    return value


def _cells(path: Path, columns: list[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(line, cells by column) of every row; the header must hold exactly `columns`."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReferenceDataError(path.name, "filen kan inte läsas") from error
    except UnicodeDecodeError as error:
        raise ReferenceDataError(path.name, "filen är inte UTF-8") from error
    if path.suffix == ".json":
        yield from _json_cells(path.name, text, columns)
    else:
        yield from _csv_cells(path.name, text, columns)


def _csv_cells(name: str, text: str, columns: list[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        _check_header(name, header, columns, line=1)
        for cells in reader:
            if len(cells) != len(header):
                problem = f"{len(cells)} celler, men rubrikraden har {len(header)}"
                raise ReferenceDataError(name, problem, line=reader.line_num)
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise ReferenceDataError(name, str(error), line=reader.line_num) from error


def _json_cells(
    name: str, text: str, columns: list[str]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReferenceDataError(
            name, error.msg, line=error.lineno, column=str(error.colno)
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ReferenceDataError(name, "ska vara en lista av objekt")
    for number, row in enumerate(rows, start=1):
        _check_header(name, list(row), columns, line=number)
        yield number, row


def _check_header(name: str, header: list[str], columns: list[str], *, line: int) -> None:
    for column in columns:
        if column not in header:
            raise ReferenceDataError(name, "kolumnen saknas", line=line, column=column)
    for column in header:
        if column not in columns or header.count(column) > 1:
            raise ReferenceDataError(name, "okänd eller dubbel kolumn", line=line, column=column)
