"""The list as a file: what its reader may see, nobody protected, and nothing sensitive."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import IO, Any

from django.utils import timezone

from bas.api.errors import Conflict
from bas.sheets.writing import WRITERS, Cell
from konton.actors import Actor
from konton.services import audit

from .models import Candidate, CandidateQuerySet
from .obstacles import obstacles
from .selectors import people_rows

# XLSX of so many takes some seconds of CPU; a web process has sixty (gunicorn_conf).
MAX_ROWS = 5_000
CHUNK = 500

COLUMNS: dict[str, Callable[[Candidate, date], Cell]] = {
    "Namn": lambda c, _: str(c),
    "Läge": lambda c, _: c.get_state_display(),
    "Dagar i läget": lambda c, day: (day - timezone.localtime(c.state_since).date()).days,
    "Står still": lambda c, _: "ja" if c.is_stalled else "",  # type: ignore[attr-defined]
    "Nästa steg": lambda c, _: c.next_step,
    "Senast": lambda c, _: c.next_step_due,
    "Hinder": lambda c, day: "; ".join(obstacles(c, day)),
    "Intyg som går ut": lambda c, _: "; ".join(
        f"{held.certificate.name_sv} {held.expires}"
        for held in c.ending_certificates  # type: ignore[attr-defined]
    ),
    "Yrken": lambda c, _: ", ".join(str(wish.occupation) for wish in c.wishes.all()),
    "Kommun": lambda c, _: str(c.municipality or ""),
    "Kan börja": lambda c, _: c.available_from,
    "Ansvarig coach": lambda c, _: str(c.coach),
}


def export_file(*, actor: Actor, candidates: CandidateQuerySet, kind: str) -> IO[bytes]:
    """The file of these rows in their order, ``kind`` csv or xlsx, read from its start.

    The whole file is made before anything is sent, a chunk of rows at a time. The audit trail
    tells who took out how many. Raises Conflict above ``MAX_ROWS``.
    """
    keys = list(candidates.values_list("pk", flat=True)[: MAX_ROWS + 1])
    if len(keys) > MAX_ROWS:
        raise Conflict(
            f"Urvalet har fler än {MAX_ROWS} deltagare. Välj färre med filtren.", code="too_many"
        )
    file = BytesIO()
    count = WRITERS[kind](file, list(COLUMNS), _rows(actor, keys), "Deltagare")
    audit(
        actor=actor,
        action="candidate.exported",
        object_type="candidate",
        object_id=None,
        data={"count": count, "kind": kind, "columns": len(COLUMNS)},
    )
    file.seek(0)
    return file


def _rows(actor: Actor, keys: list[Any]) -> Iterator[list[Cell]]:
    today = timezone.localdate()
    gate = Candidate.objects.visible_to(actor)
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        # Asked again: who became protected meanwhile is left out.
        found = {c.pk: c for c in people_rows(gate.filter(pk__in=part))}
        for key in part:
            if key in found:
                yield [told(found[key], today) for told in COLUMNS.values()]
