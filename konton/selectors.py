"""Reads of who is logged in and of the audit trail."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from .actors import SESSION_MEMBERSHIP, Actor, active_membership, actor_of
from .demo_accounts import DEMO_ACCOUNTS, DemoAccount
from .models import AuditEvent, Membership, Organisation, User


@dataclass(frozen=True)
class SessionState:
    """Who is logged in and as what; ``role`` is None for an account without a place anywhere."""

    user: User | None
    role: str | None
    organisation: Organisation | None
    memberships: list[Membership]
    demo_accounts: list[DemoAccount]

    @property
    def authenticated(self) -> bool:
        return self.user is not None

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)


def session_state(request: HttpRequest) -> SessionState:
    user = request.user if isinstance(request.user, User) else None
    if user is None:
        return SessionState(None, None, None, [], demo_accounts())
    actor = actor_of(request)
    chosen = active_membership(user, request.session.get(SESSION_MEMBERSHIP))
    return SessionState(
        user=user,
        role=actor.role if actor else None,
        organisation=chosen.organisation if chosen else None,
        memberships=list(own_memberships(user)),
        demo_accounts=demo_accounts(),
    )


def own_memberships(user: User) -> QuerySet[Membership]:
    """The places this user may act in."""
    return user.memberships.filter(is_active=True).select_related("organisation")


def demo_accounts() -> list[DemoAccount]:
    """The practice accounts that exist here; none outside the practice environment."""
    if not settings.DEMO:
        return []
    existing = set(
        User.objects.filter(
            email__in=[account.email for account in DEMO_ACCOUNTS], is_active=True
        ).values_list("email", flat=True)
    )
    return [account for account in DEMO_ACCOUNTS if account.email in existing]


def audit_events(actor: Actor) -> QuerySet[AuditEvent]:
    """The trail this actor may read, newest first, with names at hand."""
    return AuditEvent.objects.visible_to(actor).select_related("actor", "organisation")
