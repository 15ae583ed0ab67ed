"""A candidate and all that is hers alone, as the database holds it, and back again to the byte."""

import json
from typing import Any

from django.db import models

from bas.rows import Taken, owned_models, put_back, remove, take, write_over

from ..models import Candidate


def _owned() -> dict[str, tuple[type[models.Model], str]]:
    """By name, so that a table that came after a snapshot is not in its way."""
    return {f"{m._meta.db_table}.{field}": (m, field) for m, field in owned_models(Candidate)}


def snapshot(candidate: Candidate) -> str:
    """JSON of her row and of every row that would die with it; sealed columns stay sealed."""
    owned = {name: take(model, at, [candidate.pk]) for name, (model, at) in _owned().items()}
    return json.dumps({"row": take(Candidate, "id", [candidate.pk]), "owned": owned})


def state_in(text: str) -> str:
    row: Taken = json.loads(text)["row"]
    state: Any = row["rows"][0][row["columns"].index("state")]
    return str(state)


def restore(candidate: Candidate, text: str) -> None:
    """Put the locked candidate back, times and version included. Tables alike are left alone."""
    before = json.loads(text)
    owned = _owned()
    changed = {
        name: rows
        for name, rows in before["owned"].items()
        if name in owned and take(*owned[name], [candidate.pk]) != rows
    }
    for name in changed:
        remove(*owned[name], [candidate.pk])
    write_over(before["row"])
    for rows in changed.values():
        put_back(rows)
