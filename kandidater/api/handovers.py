"""What colleagues have handed over to me, until I have read it."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.serializers import EmptySerializer
from kandidater.handovers import mark_read
from kandidater.models import Handover
from konton.api.serializers import PersonSerializer
from konton.api.views import GatedViewSet

from .serializers import CandidateNameSerializer


class HandoverSerializer(serializers.Serializer[Handover]):
    id = serializers.UUIDField()
    candidate = CandidateNameSerializer()
    from_coach = PersonSerializer()
    note = serializers.CharField()
    at = serializers.DateTimeField(source="created_at")
    read_at = serializers.DateTimeField(allow_null=True)


class HandoverViewSet(ListModelMixin, GatedViewSet):
    resource = "handover"
    gate = Handover.objects.all()
    serializer_class = HandoverSerializer

    def get_queryset(self) -> QuerySet[Any]:
        mine = super().get_queryset().select_related("candidate", "from_coach")
        return mine.filter(read_at=None) if self.action == "list" else mine

    @extend_schema(request=EmptySerializer, responses=HandoverSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """I have read it: it leaves my start page. Reading twice changes nothing."""
        said = EmptySerializer(data=request.data)
        said.is_valid(raise_exception=True)
        mark_read(actor=self.actor, handover_id=self.kwargs["pk"])
        return Response(self.get_serializer(self.get_object()).data)
