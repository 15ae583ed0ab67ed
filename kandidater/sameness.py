"""What is said and asked about look-alikes: atomic writes, each with its audit event."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
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

    A later word on the same pair takes the earlier one's place; the word of a colleague who was
    asked is her answer. Raises Http404 when the actor may not see both, ValidationError for a
    missing reason or a colleague who is not one.
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
    else:
        mine = questions_to(actor).filter(
            candidate__in=[candidate_id, other_id], other__in=[candidate_id, other_id]
        )
        if (asked := mine.first()) is not None:
            return _settle(actor, asked, verdict, reason)
    DuplicateCheck.objects.filter(candidate_id=other_id, other_id=candidate_id).delete()
    check, _ = DuplicateCheck.objects.update_or_create(
        candidate_id=candidate_id,
        other_id=other_id,
        defaults={
            "verdict": verdict,
            "reason": reason,
            "decided_by_id": actor.user_id,
            "asked_id": asked_id if verdict == Verdict.UNSURE else None,
            "answer": "",
            "answered_at": None,
            "read_at": None,
        },
    )
    _audit(actor, "told_apart" if verdict == Verdict.NOT_SAME else "colleague_asked", check)
    return check


@transaction.atomic
def answer_question(*, actor: Actor, check_id: UUID, is_same: bool, reason: str) -> DuplicateCheck:
    """Answer a colleague's question whether two records are of one person, with why.

    Raises Http404 when nobody asked the actor, Conflict when it is answered already,
    ValidationError for a missing reason.
    """
    check = (
        DuplicateCheck.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .filter(pk=check_id, asked=actor.user_id)
        .first()
    )
    if check is None:
        raise Http404
    if check.verdict != Verdict.UNSURE:
        raise Conflict("Frågan är redan besvarad.")
    if not reason.strip():
        raise ValidationError({"reason": ["Skriv varför. Den som frågar ser det."]})
    return _settle(actor, check, Verdict.SAME if is_same else Verdict.NOT_SAME, reason.strip())


def _settle(actor: Actor, check: DuplicateCheck, verdict: str, reason: str) -> DuplicateCheck:
    check.verdict, check.answer, check.answered_at = verdict, reason, timezone.now()
    check.save(update_fields=["verdict", "answer", "answered_at", "updated_at"])
    _audit(actor, "told_apart" if verdict == Verdict.NOT_SAME else "told_same", check)
    return check


def checks_of(candidate: Candidate) -> QuerySet[DuplicateCheck]:
    """What was said of this record and another, from either side, newest first."""
    return DuplicateCheck.objects.filter(
        Q(candidate=candidate) | Q(other=candidate)
    ).select_related("candidate", "other", "decided_by", "asked")


def questions_to(actor: Actor) -> QuerySet[DuplicateCheck]:
    """Look-alikes a colleague wants this coach's word on, the oldest first."""
    standing = Candidate.objects.visible_to(actor)
    return (
        DuplicateCheck.objects.visible_to(actor)
        .filter(
            verdict=Verdict.UNSURE,
            asked_id=actor.user_id,
            candidate__in=standing,
            other__in=standing,
        )
        .order_by("created_at", "id")
    )


def questions_from(actor: Actor) -> QuerySet[DuplicateCheck]:
    """What this coach has asked colleagues, newest first; a pair since joined needs no answer."""
    standing = Q(candidate__merged_into=None, other__merged_into=None)
    return DuplicateCheck.objects.visible_to(actor).filter(
        standing | Q(answered_at__isnull=False), decided_by_id=actor.user_id
    )


def access_to(actor: Actor) -> QuerySet[AccessRequest]:
    """What other organisations ask of this coach's people and nobody has answered, oldest first.

    When the person's own coach works there no longer, every coach there is asked.
    """
    present = _coaches_at(OuterRef("candidate__organisation")).filter(
        user_id=OuterRef("candidate__coach")
    )
    return (
        AccessRequest.objects.visible_to(actor)
        .filter(
            Q(candidate__coach=actor.user_id) | ~Exists(present),
            candidate__in=Candidate.objects.visible_to(actor),
            answered_at=None,
        )
        .order_by("created_at", "id")
    )


def access_from(actor: Actor) -> QuerySet[AccessRequest]:
    """What this coach has asked other organisations, newest first."""
    return AccessRequest.objects.visible_to(actor).filter(
        organisation_id=cast(UUID, actor.organisation_id), asked_by_id=actor.user_id
    )


def question_counts(actor: Actor) -> dict[str, int]:
    """How many wait for this coach, for others, or are answered and unread. Four queries."""
    unread = Count("pk", filter=Q(answered_at__isnull=False, read_at=None))
    unanswered = Count("pk", filter=Q(answered_at=None))
    colleagues = questions_from(actor).order_by().aggregate(unread=unread, waiting=unanswered)
    elsewhere = access_from(actor).order_by().aggregate(unread=unread, waiting=unanswered)
    return {
        "to_answer": questions_to(actor).count() + access_to(actor).count(),
        "to_read": colleagues["unread"] + elsewhere["unread"],
        "waiting": colleagues["waiting"] + elsewhere["waiting"],
    }


@transaction.atomic
def mark_answer_read(*, rows: QuerySet[Any], pk: UUID) -> None:
    """Who asked has read the answer; ``rows`` are ``questions_from`` or ``access_from`` her.

    Twice changes nothing. Http404 for what she has not asked, or nobody has answered.
    """
    found = rows.filter(pk=pk, answered_at__isnull=False)
    if not found.exists():
        raise Http404
    rows.model._default_manager.filter(pk__in=found.values("pk"), read_at=None).update(
        read_at=timezone.now()
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
def answer_access(*, actor: Actor, request_id: UUID, granted: bool, answer: str) -> AccessRequest:
    """Yes or no in words, as whoever holds the record; what is told is hers to judge (OSL 26:1).

    Raises Http404 when the actor does not hold it, Conflict when it is answered already,
    ValidationError for a missing answer.
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
    asked.granted, asked.answer = granted, answer.strip()
    asked.answered_by_id, asked.answered_at = actor.user_id, timezone.now()
    asked.save()
    audit(
        actor=actor,
        action="candidate.access_answered",
        object_type="candidate",
        object_id=asked.candidate_id,
        data={"granted": granted},
    )
    return asked


def _audit(actor: Actor, what: str, check: DuplicateCheck) -> None:
    audit(
        actor=actor,
        action=f"candidate.{what}",
        object_type="candidate",
        object_id=check.candidate_id,
        organisation_id=check.candidate.organisation_id,
        data={"with": str(check.other_id)},
    )


def _works_here(user_id: UUID, actor: Actor) -> bool:
    return _coaches_at(actor.organisation_id).filter(user_id=user_id).exists()


def _coaches_at(organisation: Any) -> QuerySet[Membership]:
    return Membership.objects.filter(
        organisation=organisation, role=Role.COACH, is_active=True, user__is_active=True
    )
