"""What is said and asked about look-alikes: atomic writes, each with its audit event."""

from datetime import date
from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from bas.api.errors import Conflict
from konton.actors import Actor
from konton.enums import Role
from konton.models import Membership
from konton.services import audit

from .duplicates import known_elsewhere
from .enums import Verdict
from .models import AccessRequest, Candidate, DuplicateCheck


@transaction.atomic
def judge_duplicate(
    *,
    actor: Actor,
    candidate_id: UUID,
    other_id: UUID,
    verdict: str,
    reason: str = "",
    asked_id: UUID | None = None,
) -> DuplicateCheck:
    """Say that two records are of two people, with why, or ask a colleague who may know.

    A later word on the same pair takes the earlier one's place. Raises Http404 when the actor may
    not see both, ValidationError for a missing reason or a colleague who is not one.
    """
    rows = Candidate.objects.readable_by(actor).select_for_update(of=("self",))
    pair = {row.pk: row for row in rows.filter(pk__in=[candidate_id, other_id]).order_by("pk")}
    if len(pair) < 2:
        raise Http404
    reason = reason.strip()
    if verdict == Verdict.NOT_SAME and not reason:
        raise ValidationError({"reason": ["Skriv varför det inte är samma person. Det sparas."]})
    if verdict == Verdict.UNSURE:
        # Who knows the other record best, unless the coach names somebody.
        asked_id = asked_id or pair[other_id].coach_id
        if not _works_here(asked_id, actor):
            raise ValidationError({"asked": ["Välj en jobbcoach i din egen organisation."]})
    DuplicateCheck.objects.filter(candidate_id=other_id, other_id=candidate_id).delete()
    check, _ = DuplicateCheck.objects.update_or_create(
        candidate_id=candidate_id,
        other_id=other_id,
        defaults={
            "verdict": verdict,
            "reason": reason,
            "decided_by_id": actor.user_id,
            "asked_id": asked_id if verdict == Verdict.UNSURE else None,
        },
    )
    audit(
        actor=actor,
        action="candidate.told_apart"
        if verdict == Verdict.NOT_SAME
        else "candidate.colleague_asked",
        object_type="candidate",
        object_id=candidate_id,
        organisation_id=pair[candidate_id].organisation_id,
        data={"with": str(other_id)},
    )
    return check


def checks_of(candidate: Candidate) -> QuerySet[DuplicateCheck]:
    """What was said of this record and another, from either side, newest first."""
    return DuplicateCheck.objects.filter(
        Q(candidate=candidate) | Q(other=candidate)
    ).select_related("candidate", "other", "decided_by", "asked")


def questions_to(actor: Actor) -> QuerySet[DuplicateCheck]:
    """Look-alikes a colleague wants this coach's word on, the oldest first."""
    mine = Candidate.objects.visible_to(actor)
    return (
        DuplicateCheck.objects.filter(
            verdict=Verdict.UNSURE, asked_id=actor.user_id, candidate__in=mine, other__in=mine
        )
        .select_related("candidate", "other", "decided_by")
        .order_by("created_at", "id")
    )


@transaction.atomic
def ask_for_access(
    *, actor: Actor, query: str, reason: str, birth_date: date | None = None
) -> None:
    """Ask whoever holds a record that this whole number, address or full name means.

    The actor learns no more than the search told her. Raises Conflict when there is nobody to ask,
    ValidationError for a missing reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": ["Skriv varför ni behöver uppgifterna. Det sparas."]})
    found = list(known_elsewhere(actor=actor, query=query, birth_date=birth_date)[:5])
    if actor.organisation_id is None or not found:
        raise Conflict("Det finns ingen att fråga. Sök igen.")
    for candidate in found:
        AccessRequest.objects.get_or_create(
            candidate=candidate,
            organisation_id=actor.organisation_id,
            answered_at=None,
            defaults={"asked_by_id": actor.user_id, "reason": reason.strip()},
        )
        audit(
            actor=actor,
            action="candidate.access_asked",
            object_type="candidate",
            object_id=candidate.pk,
            organisation_id=candidate.organisation_id,
        )


@transaction.atomic
def answer_access(*, actor: Actor, request_id: UUID, answer: str) -> AccessRequest:
    """Answer in words, as whoever holds the record; what may be told is hers to judge (OSL 26:1).

    Raises Http404 when the actor does not hold it, Conflict when it is answered already.
    """
    asked = (
        AccessRequest.objects.visible_to(actor)
        .filter(candidate__in=Candidate.objects.visible_to(actor))
        .select_for_update(of=("self",))
        .filter(pk=request_id)
        .first()
    )
    if asked is None:
        raise Http404
    if asked.answered_at is not None:
        raise Conflict("Frågan är redan besvarad.")
    if not answer.strip():
        raise ValidationError({"answer": ["Skriv ett svar."]})
    asked.answer, asked.answered_by_id = answer.strip(), actor.user_id
    asked.answered_at = timezone.now()
    asked.save()
    audit(
        actor=actor,
        action="candidate.access_answered",
        object_type="candidate",
        object_id=asked.candidate_id,
    )
    return asked


def _works_here(user_id: UUID, actor: Actor) -> bool:
    return Membership.objects.filter(
        user_id=user_id,
        organisation=cast(UUID, actor.organisation_id),
        role=Role.COACH,
        is_active=True,
        user__is_active=True,
    ).exists()
