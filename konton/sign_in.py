"""Signing in and out: the audit events, the one-time link and the choice of role.

Django's own signals are used here and nowhere else: the password log-in is allauth's code.
"""

import time
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from .actors import SESSION_MEMBERSHIP, Actor, active_membership, actor_of
from .models import Membership, User
from .services import audit, spend_login_link

BACKEND = "django.contrib.auth.backends.ModelBackend"

# In the session: when this person logged in, in seconds since 1970.
SIGNED_IN_AT = "signed_in_at"


def connect() -> None:
    """Called from ``AppConfig.ready``."""
    user_logged_in.connect(_signed_in, dispatch_uid="konton.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="konton.signed_out")
    user_login_failed.connect(_sign_in_failed, dispatch_uid="konton.sign_in_failed")


def sign_in_by_link(*, request: HttpRequest, token: str) -> User | None:
    """Spend the link and log its person in under a new session key; None when it opens nothing."""
    user = spend_login_link(token=token)
    if user is None:
        audit(actor=None, action="login_link.refused", object_type="user", object_id=None)
        return None
    login(request, user, backend=BACKEND)
    return user


def choose_membership(*, request: HttpRequest, membership: Membership) -> None:
    """Act in this role from now on; the session gets a new key, as at any change of rights."""
    request.session[SESSION_MEMBERSHIP] = str(membership.pk)
    request.session.cycle_key()
    _forget_actor(request)
    audit(
        actor=actor_of(request),
        action="session.membership_chosen",
        object_type="membership",
        object_id=membership.pk,
    )


def _forget_actor(request: HttpRequest) -> None:
    request.__dict__.pop("_actor", None)


def _actor(request: HttpRequest, user: User) -> Actor:
    """The actor, also when the account has no role anywhere yet."""
    _forget_actor(request)
    if not hasattr(request, "user"):
        # Django's ``login`` sets it only where the middleware has been.
        request.user = user
    return actor_of(request) or Actor(user.pk, str(user), "")


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    request.session[SIGNED_IN_AT] = int(time.time())
    audit(
        actor=_actor(request, user),
        action="session.signed_in",
        object_type="user",
        object_id=user.pk,
    )


def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        audit(
            actor=_actor(request, user),
            action="session.signed_out",
            object_type="user",
            object_id=user.pk,
        )


def _sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """Whose account was tried when there is one; never what was typed."""
    email = str(credentials.get("email") or credentials.get("username") or "").lower()
    user = User.objects.filter(email=email).first()
    membership = active_membership(user) if user else None
    audit(
        actor=None,
        action="session.sign_in_failed",
        object_type="user",
        object_id=user.pk if user else None,
        organisation_id=membership.organisation_id if membership else None,
    )
