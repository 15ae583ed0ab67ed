"""The one way a service takes hold of a candidate."""

from uuid import UUID

from django.http import Http404

from bas.api.errors import Conflict, StaleVersion
from konton.actors import Actor

from .models import Candidate


def locked_candidate(
    actor: Actor, candidate_id: UUID, expected_version: int | None = None
) -> Candidate:
    """The row, locked until the transaction ends.

    Http404 when the actor may not see it, StaleVersion when somebody wrote since she read it,
    Conflict when it has been joined with another record.
    """
    candidate = (
        Candidate.objects.readable_by(actor)
        .select_for_update(of=("self",))
        .filter(pk=candidate_id)
        .first()
    )
    if candidate is None:
        raise Http404
    if expected_version is not None and candidate.version != expected_version:
        raise StaleVersion()
    if candidate.merged_into_id is not None:
        raise Conflict("Registreringen är sammanslagen med en annan. Ändra i den i stället.")
    return candidate
