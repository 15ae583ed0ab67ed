"""Who is asking: one small value that selectors, services and policies all take."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from .enums import Role
from .models import Membership, User

SESSION_MEMBERSHIP = "membership_id"


@dataclass(frozen=True)
class Actor:
    """A named human in one role. ``organisation_id`` is None for a candidate."""

    user_id: UUID
    name: str
    role: str
    organisation_id: UUID | None = None
    request_id: str = ""

    @classmethod
    def of(cls, membership: Membership, request_id: str = "") -> "Actor":
        return cls(
            user_id=membership.user_id,
            name=str(membership.user),
            role=membership.role,
            organisation_id=membership.organisation_id,
            request_id=request_id,
        )


def active_membership(user: User, wanted: str | None = None) -> Membership | None:
    """The membership the session chose, else the oldest active one.

    None when the chosen one no longer is active: nobody changes role without having asked to.
    """
    memberships = [
        m
        for m in user.memberships.select_related("organisation", "user").order_by("created_at")
        if m.is_active
    ]
    return next((m for m in memberships if wanted is None or str(m.pk) == wanted), None)


def actor_of(request: HttpRequest) -> Actor | None:
    """The request's actor; None when nobody is logged in or the user has no place anywhere."""
    cached: Actor | None = getattr(request, "_actor", None)
    if cached is not None:
        return cached
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return None
    request_id = getattr(request, "id", "") or ""
    membership = active_membership(user, request.session.get(SESSION_MEMBERSHIP))
    if membership is not None:
        actor = Actor.of(membership, str(request_id))
    elif user.is_candidate:
        actor = Actor(user.pk, str(user), Role.CANDIDATE.value, None, str(request_id))
    else:
        return None
    request._actor = actor  # type: ignore[attr-defined]
    return actor
