"""Writes that every app shares: the audit trail, state changes, one-time links."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from bas.states import StateMachine, Transition

from .actors import Actor
from .models import AuditEvent, LoginLink, StateChange, User


def audit(
    *,
    actor: Actor | None,
    action: str,
    object_type: str,
    object_id: UUID | None,
    reason_code: str = "",
    data: dict[str, Any] | None = None,
    organisation_id: UUID | None = None,
) -> AuditEvent:
    """Add one event. ``data`` holds ids, field names and counts, never personal values.

    ``actor`` is None when nobody is logged in (a failed sign-in) or the system itself acts.
    ``organisation_id`` says whose event it is when the actor's own organisation does not.
    """
    return AuditEvent.objects.create(
        actor_id=actor.user_id if actor else None,
        role=actor.role if actor else "",
        organisation_id=organisation_id or (actor.organisation_id if actor else None),
        action=action,
        object_type=object_type,
        object_id=object_id,
        reason_code=reason_code,
        request_id=actor.request_id if actor else "",
        data=data or {},
    )


def move(
    *,
    machine: StateMachine,
    obj: Any,
    transition: Transition,
    actor: Actor | None,
    reason: str = "",
    save_fields: tuple[str, ...] = (),
) -> None:
    """Carry out one transition on a row the caller has locked: new state, version, log row.

    ``actor`` is None when the system itself acts: the consequence of something nobody asked for.
    """
    before = obj.state
    obj.version += 1
    if transition.target != before:
        obj.state = transition.target
        obj.state_since = timezone.now()
    obj.save(update_fields=["state", "state_since", "version", "updated_at", *save_fields])
    StateChange.objects.create(
        actor_id=actor.user_id if actor else None,
        role=actor.role if actor else "",
        object_type=machine.name,
        object_id=obj.pk,
        action=transition.action,
        from_state=before,
        to_state=transition.target,
        reason=reason,
    )


def move_many(
    *,
    machine: StateMachine,
    queryset: models.QuerySet[Any],
    action: str,
    actor: Actor,
    reason: str = "",
) -> int:
    """An effect on many rows at once (three queries whatever the number); returns how many moved.

    Rows whose state has no such move are left alone.
    """
    moved = 0
    sources = [t for t in machine.transitions if t.action == action]
    for transition in sources:
        rows = list(
            queryset.filter(state__in=transition.sources).values_list("pk", "state").order_by("pk")
        )
        if not rows:
            continue
        now = timezone.now()
        queryset.model._default_manager.filter(pk__in=[pk for pk, _ in rows]).update(
            state=transition.target,
            state_since=now,
            version=models.F("version") + 1,
            updated_at=now,
        )
        StateChange.objects.bulk_create(
            [
                StateChange(
                    at=now,
                    actor_id=actor.user_id,
                    role=actor.role,
                    object_type=machine.name,
                    object_id=pk,
                    action=action,
                    from_state=state,
                    to_state=transition.target,
                    reason=reason,
                )
                for pk, state in rows
            ],
            batch_size=500,
        )
        moved += len(rows)
    return moved


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def expire_login_links(user: User) -> None:
    """Unused links of this person stop working."""
    now = timezone.now()
    LoginLink.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)


@transaction.atomic
def create_login_link(*, user: User, actor: Actor) -> tuple[LoginLink, str]:
    """A new link; earlier unused ones of the same person stop working. Returns (row, token)."""
    now = timezone.now()
    expire_login_links(user)
    token = secrets.token_urlsafe(32)
    link = LoginLink.objects.create(
        user=user,
        token_hash=_hash(token),
        expires_at=now + timedelta(hours=settings.LOGIN_LINK_HOURS),
        created_by_id=actor.user_id,
    )
    audit(actor=actor, action="login_link.created", object_type="user", object_id=user.pk)
    return link, token


@transaction.atomic
def spend_login_link(*, token: str) -> User | None:
    """The link's user, once; None when it is unknown, spent or too old."""
    now = timezone.now()
    # One table in the WHERE: with a join PostgreSQL would re-check only the row it waited for
    # against an old picture of itself, and two callers could spend the same link.
    spent = LoginLink.objects.filter(
        token_hash=_hash(token), used_at=None, expires_at__gt=now
    ).update(used_at=now)
    if not spent:
        return None
    user = LoginLink.objects.select_related("user").get(token_hash=_hash(token)).user
    return user if user.is_active else None
