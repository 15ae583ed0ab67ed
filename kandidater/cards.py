"""What every write to a part of the card begins and ends with."""

from typing import Any
from uuid import UUID

from bas.api.errors import Conflict
from konton.actors import Actor
from konton.services import audit

from .enums import CandidateState
from .locking import locked_candidate
from .models import Candidate

CLOSED = "Deltagaren är avslutad och kan inte ändras."


def open_card(actor: Actor, candidate_id: UUID, expected_version: int) -> Candidate:
    """The row, locked, seen and not closed. Raises Http404, StaleVersion, Conflict."""
    candidate = locked_candidate(actor, candidate_id, expected_version)
    if candidate.state == CandidateState.CLOSED:
        raise Conflict(CLOSED)
    return candidate


def save_card(candidate: Candidate, actor: Actor, what: str, data: dict[str, Any]) -> None:
    """A new version and its audit event (ids, field names and counts, no personal values)."""
    candidate.version += 1
    candidate.save(update_fields=["version", "updated_at"])
    audit(
        actor=actor,
        action=f"candidate.{what}",
        object_type="candidate",
        object_id=candidate.pk,
        organisation_id=candidate.organisation_id,
        data=data,
    )
