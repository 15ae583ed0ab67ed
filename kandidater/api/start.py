"""The coach's start page: each list has its own address, so one that fails fails alone."""

from typing import Any

from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.pagination import Pages
from kandidater import todo
from kandidater.models import Activity
from kandidater.sameness import question_counts
from konton.api.permissions import current_actor

from .serializers import CandidateNameSerializer

KINDS = ("next_step", "activity", "stalled", "asked", "accepted", "certificate", "draft")


class TodoActivitySerializer(serializers.Serializer[Activity]):
    """Done where it stands, on the person's version as it was shown."""

    id = serializers.UUIDField()
    what = serializers.CharField()
    version = serializers.IntegerField(source="candidate.version")


class TodoSerializer(serializers.Serializer[todo.Todo]):
    candidate = CandidateNameSerializer()
    kind = serializers.ChoiceField(choices=KINDS)
    sentence = serializers.CharField()
    days = serializers.IntegerField(
        allow_null=True,
        help_text="Dagar sedan det skulle göras, eller kvar tills det går ut (under 0: gick ut).",
    )
    activity = TodoActivitySerializer(allow_null=True)


class QuestionCountsSerializer(serializers.Serializer[Any]):
    """Of the questions whether somebody is known, or is one person twice."""

    to_answer = serializers.IntegerField(help_text="Andra väntar på mitt svar.")
    to_read = serializers.IntegerField(help_text="Jag har fått svar och inte läst det.")
    waiting = serializers.IntegerField(help_text="Jag väntar på svar.")


class CoachStartSerializer(serializers.Serializer[Any]):
    drafts = serializers.IntegerField()
    ready = serializers.IntegerField()
    proposed = serializers.IntegerField()
    placed = serializers.IntegerField()
    questions = QuestionCountsSerializer()


# One object, though the address is a list's.
_ONE = forced_singular_serializer(CoachStartSerializer)  # type: ignore[no-untyped-call]


class TenPages(Pages):
    page_size = 10


class CoachStartViewSet(viewsets.GenericViewSet[Any]):
    resource = "start_coach"
    serializer_class = TodoSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=_ONE)
    def list(self, request: Request) -> Response:
        """How many of my people stand where, and how many questions wait."""
        actor = current_actor(request)
        body = {**todo.counts(actor), "questions": question_counts(actor)}
        return Response(CoachStartSerializer(body).data)

    @extend_schema(responses=TodoSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=TenPages)
    def today(self, request: Request) -> Response:
        """Next steps and activities whose day has come, and who has stood still too long."""
        return self._page(todo.Today(current_actor(request), timezone.localdate()))

    @extend_schema(responses=TodoSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=TenPages)
    def waiting(self, request: Request) -> Response:
        """Who has been asked and not answered, and what others are to do."""
        return self._page(todo.Waiting(current_actor(request), timezone.localdate()))

    @extend_schema(responses=TodoSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=TenPages)
    def expiring(self, request: Request) -> Response:
        """Certificates that end, and drafts left lying."""
        return self._page(todo.expiring(current_actor(request), timezone.localdate()))

    def _page(self, lines: Any) -> Response:
        page: Any = self.paginate_queryset(lines)
        return self.get_paginated_response(TodoSerializer(page, many=True).data)
