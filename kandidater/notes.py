"""Dated notes, kept by staff for staff."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from bas.states import NotAllowed
from konton.actors import Actor

from .cards import open_card, save_card
from .models import Candidate, CandidateNote


@transaction.atomic
def add_note(*, actor: Actor, candidate_id: UUID, expected_version: int, text: str) -> Candidate:
    """Write one note. Raises StaleVersion, Conflict when the case is closed."""
    candidate = open_card(actor, candidate_id, expected_version)
    note = CandidateNote.objects.create(
        candidate=candidate, text=text.strip(), written_by_id=actor.user_id
    )
    save_card(candidate, actor, "note_added", {"note": str(note.pk)})
    return candidate


@transaction.atomic
def remove_note(
    *, actor: Actor, candidate_id: UUID, expected_version: int, note_id: UUID
) -> Candidate:
    """Take away a note of one's own, or one without an author. Raises NotAllowed for others'."""
    candidate = open_card(actor, candidate_id, expected_version)
    note = candidate.notes.filter(pk=note_id).first()
    if note is None:
        raise Http404
    if note.written_by_id not in (None, actor.user_id):
        raise NotAllowed("Bara den som skrev anteckningen kan ta bort den.")
    note.delete()
    save_card(candidate, actor, "note_removed", {"note": str(note_id)})
    return candidate
