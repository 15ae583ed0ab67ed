"""A candidate's row and the lists an import changes, as they stood, and back again to the byte."""

import json
from typing import Any
from uuid import UUID

from django.db import models

from bas.sealed import SealedTextField

from ..models import Candidate, CandidateOccupation

# The lists an import adds to; nothing else of a candidate's is touched by it.
_LISTS: dict[str, type[models.Model]] = {
    "wishes": CandidateOccupation,
    "licences": Candidate.licences.through,
}


def snapshot(candidate: Candidate) -> str:
    """JSON with every column, the sealed ones opened: keep it in a sealed column."""
    lists = {
        name: [_columns(row) for row in _rows(model, candidate.pk)]
        for name, model in _LISTS.items()
    }
    return json.dumps({"row": _columns(candidate), **lists}, default=str)


def state_in(text: str) -> str:
    state: str = json.loads(text)["row"]["state"]
    return state


def restore(candidate: Candidate, text: str) -> None:
    """Put the locked candidate back, times and version included."""
    before = json.loads(text)
    row = _values(Candidate, before["row"])
    sealed = {f.attname for f in Candidate._meta.concrete_fields if isinstance(f, SealedTextField)}
    differ = {name for name in sealed if getattr(candidate, name) != row[name]}
    if differ:
        for name in differ:
            setattr(candidate, name, row[name])
        candidate.save(update_fields=differ)
    plain = {name: value for name, value in row.items() if name not in sealed | {"id"}}
    Candidate.objects.filter(pk=candidate.pk).update(**plain)
    for name, model in _LISTS.items():
        _restore_list(model, candidate.pk, before[name])


def _restore_list(model: type[models.Model], candidate_id: UUID, before: list[Any]) -> None:
    now = {str(row.pk): _columns(row) for row in _rows(model, candidate_id)}
    same = {str(row["id"]) for row in before if json.dumps(now.get(str(row["id"])), default=str)
            == json.dumps(row, default=str)}  # fmt: skip
    gone = [pk for pk in now if pk not in same]
    model._default_manager.filter(pk__in=gone).delete()
    for values in before:
        if str(values["id"]) not in same:
            columns = _values(model, values)
            model._default_manager.bulk_create([model(**columns)])
            # Its times are its own, not those of today.
            model._default_manager.filter(pk=columns["id"]).update(
                **{name: value for name, value in columns.items() if name != "id"}
            )


def _rows(model: type[models.Model], candidate_id: UUID) -> models.QuerySet[Any]:
    return model._default_manager.filter(candidate_id=candidate_id).order_by("pk")


def _columns(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _values(model: type[models.Model], columns: dict[str, Any]) -> dict[str, Any]:
    return {
        field.attname: field.to_python(columns[field.attname])
        for field in model._meta.concrete_fields
    }
