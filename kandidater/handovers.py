"""Handing a candidate over to a colleague, with a word on the way."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from konton.actors import Actor
from konton.enums import Role
from konton.models import Membership, User

from .models import Candidate, Handover


def coaches_of(actor: Actor) -> list[User]:
    """Colleagues who can be responsible for a candidate, the actor among them, by name."""
    if actor.organisation_id is None:
        return []
    places = Membership.objects.filter(
        organisation_id=actor.organisation_id,
        role=Role.COACH,
        is_active=True,
        user__is_active=True,
    )
    return list(
        User.objects.filter(pk__in=places.values("user")).order_by("first_name", "last_name", "id")
    )


def record_handover(*, candidate: Candidate, from_coach_id: UUID, actor: Actor, note: str) -> None:
    """Leave word with the new coach; nobody leaves word with herself."""
    if candidate.coach_id == actor.user_id:
        return
    Handover.objects.create(
        candidate=candidate,
        from_coach_id=from_coach_id,
        to_coach_id=candidate.coach_id,
        note=note.strip(),
    )


@transaction.atomic
def mark_read(*, actor: Actor, handover_id: UUID) -> Handover:
    """The receiver has read it: it leaves her start page. Http404 when it is not hers."""
    handover = (
        Handover.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=handover_id)
    ).first()
    if handover is None:
        raise Http404
    if handover.read_at is None:
        handover.read_at = timezone.now()
        handover.save(update_fields=["read_at", "updated_at"])
    return handover
