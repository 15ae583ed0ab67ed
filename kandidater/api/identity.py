"""Showing a whole identity number: a POST of its own, each time with a reason that is logged."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.serializers import StrictSerializer
from kandidater.enums import RevealReason
from kandidater.identity import reveal_number

from .card import CardViewSet
from .serializers import RevealedSerializer


class RevealInput(StrictSerializer):
    reason = serializers.ChoiceField(choices=RevealReason.choices)


class IdentityViewSet(CardViewSet):
    throttle_scope = "reveal"

    @extend_schema(request=RevealInput, responses=RevealedSerializer)
    @action(detail=True, methods=["post"])
    def reveal_identity(self, request: Request, pk: str) -> Response:
        """The whole number, on request and with a reason; who asked and why is logged."""
        self.get_object()
        said = self.said(RevealInput)
        number = reveal_number(
            actor=self.actor, candidate_id=self.candidate_id, reason=said["reason"]
        )
        return Response(RevealedSerializer({"number": number}).data)
