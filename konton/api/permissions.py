"""The policy table asked before any view runs."""

from typing import TYPE_CHECKING

from django.http import Http404
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from konton.actors import Actor, actor_of
from konton.policy import PUBLIC, roles_for

if TYPE_CHECKING:
    # rest_framework.views itself imports the default permissions, hence this module.
    from rest_framework.views import APIView


class PolicyPermission(BasePermission):
    """Deny by default: the row (resource, action) must name the actor's role.

    On one object a role outside the row gets 404, as if the object did not exist.
    """

    message = "Din roll har inte tillgång till det här."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if request.method not in view.allowed_methods:
            raise MethodNotAllowed(request.method or "")
        resource = getattr(view, "resource", None)
        action = getattr(view, "action", None)
        allowed = roles_for(resource, action) if resource and action else None
        if allowed == PUBLIC:
            return True
        if not request.user.is_authenticated:
            return False
        actor = actor_of(request._request)
        if actor is None or allowed is None:
            return False
        if actor.role in allowed:
            return True
        if "pk" in view.kwargs:
            raise Http404
        return False


def current_actor(request: Request) -> Actor:
    """The actor of a request that PolicyPermission has let through."""
    actor = actor_of(request._request)
    if actor is None:
        raise Http404
    return actor
