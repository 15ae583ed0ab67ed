"""Who am I, in which role; and the candidate's one-time link."""

from typing import ClassVar

from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from bas.api.authentication import SessionAuthentication
from konton.models import User
from konton.selectors import own_memberships, session_state
from konton.sign_in import choose_membership, sign_in_by_link

from .serializers import (
    LINK_DOES_NOT_OPEN,
    ChooseMembershipSerializer,
    LinkSerializer,
    SessionSerializer,
)


class SessionViewSet(ViewSet):
    resource: ClassVar[str] = "session"
    throttle_scope: str | None = None

    @extend_schema(responses=SessionSerializer)
    def retrieve(self, request: Request) -> Response:
        """Who is logged in; sets the CSRF cookie and gives its token."""
        return self._answer(request)

    @extend_schema(request=ChooseMembershipSerializer, responses=SessionSerializer)
    def membership(self, request: Request) -> Response:
        """Act in another of one's own roles."""
        asked = ChooseMembershipSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        user = request._request.user
        assert isinstance(user, User)  # noqa: S101 - the policy lets only staff in
        membership = own_memberships(user).filter(pk=asked.validated_data["membership"]).first()
        if membership is None:
            raise ValidationError({"membership": ["Välj en av dina egna roller."]})
        choose_membership(request=request._request, membership=membership)
        return self._answer(request)

    @extend_schema(request=LinkSerializer, responses=SessionSerializer)
    def link(self, request: Request) -> Response:
        """Spend a one-time link; one and the same answer for every link that opens nothing."""
        # Nobody is logged in yet, so DRF has not checked: a forged log-in must fail too.
        SessionAuthentication().enforce_csrf(request)
        asked = LinkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token = asked.validated_data["token"]
        if sign_in_by_link(request=request._request, token=token) is None:
            raise ValidationError({"token": [LINK_DOES_NOT_OPEN]}, code="link_does_not_open")
        return self._answer(request)

    def _answer(self, request: Request) -> Response:
        state = session_state(request._request)
        context = {"csrf_token": get_token(request._request)}
        return Response(SessionSerializer(state, context=context).data)
