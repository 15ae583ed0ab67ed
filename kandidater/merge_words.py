"""What two records say of the same thing, in words to lay side by side."""

from datetime import date, time
from typing import Any

from django.db import models

from .languages import SKILLS
from .models import Candidate
from .words import LISTS

# Neither content nor about the person.
_SILENT = frozenset({"id", "created_at", "updated_at", "rank"})
# Values that say nothing without the name of the field before them.
_NAMED = frozenset({*SKILLS, "finished"})


def label_of(name: str, model: type[models.Model] | None = None) -> str:
    """The field's or the list's name on the screen, with a capital."""
    if name in LISTS:
        label = LISTS[name]
    elif model is not None:
        label = str(model._meta.verbose_name_plural)
    else:
        label = str(getattr(Candidate._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def value_in_words(candidate: Candidate, name: str) -> str:
    """One field's value; empty where there is none."""
    return _words(candidate, Candidate._meta.get_field(name))


def rows_in_words(model: type[models.Model], field: str, candidate: Candidate) -> list[str]:
    """One line a row, in order; two queries a table and one a reference it points at."""
    facts = [f for f in model._meta.concrete_fields if f.name != field and f.name not in _SILENT]
    links = [f.name for f in facts if f.is_relation]
    rows = model._default_manager.filter(**{field: candidate}).select_related(*links).order_by("pk")
    return sorted(", ".join(filter(None, (_words(row, f) for f in facts))) for row in rows)


def _words(row: Any, field: Any) -> str:  # noqa: PLR0911 - one kind of value a line
    value = getattr(row, field.name)
    if field.choices and value is not None:
        said = str(getattr(row, f"get_{field.name}_display")())
        return f"{field.verbose_name} {said}" if field.name in _NAMED else said
    if field.name in _NAMED and value is not None:
        return f"{field.verbose_name} {value}"
    match value:
        case None:
            return ""
        case bool():
            return "Ja" if value else "Nej"
        case time():
            return f"{value:%H.%M}"
        case date():
            return f"{value:%Y-%m-%d}"
        case int() | float():
            return f"{value} {field.verbose_name}" if value else ""
        case _:
            return str(value)
