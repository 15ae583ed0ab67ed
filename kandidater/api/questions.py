"""What colleagues and other organisations ask of a coach, and what she has asked them."""

from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.serializers import EmptySerializer, StrictSerializer
from kandidater import sameness
from kandidater.models import AccessRequest, DuplicateCheck
from konton.api.serializers import OrganisationBriefSerializer, PersonSerializer
from konton.api.views import GatedViewSet

from .sameness import CheckSerializer, NamedSerializer


class AccessAnswer(StrictSerializer):
    granted = serializers.BooleanField()
    answer = serializers.CharField(max_length=400)


class SameAnswer(StrictSerializer):
    same = serializers.BooleanField()
    reason = serializers.CharField(max_length=400)


class AccessRequestSerializer(serializers.Serializer[AccessRequest]):
    """A question as this reader may see it: who asks learns nothing but the answer."""

    id = serializers.UUIDField()
    received = serializers.SerializerMethodField()
    candidate = serializers.SerializerMethodField()
    asked_by = PersonSerializer()
    organisation = OrganisationBriefSerializer()
    reason = serializers.CharField()
    asked_at = serializers.DateTimeField(source="created_at")
    granted = serializers.BooleanField(allow_null=True)
    answer = serializers.CharField()
    answered_by = PersonSerializer(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True)

    def get_received(self, row: AccessRequest) -> bool:
        return bool(row.organisation_id != self.context["actor"].organisation_id)

    @extend_schema_field(NamedSerializer(allow_null=True))
    def get_candidate(self, row: AccessRequest) -> dict[str, Any] | None:
        return NamedSerializer(row.candidate).data if self.get_received(row) else None


class QuestionViewSet(GatedViewSet):
    """Questions in two boxes, ``received`` and ``sent``; an answer is read by who asked."""

    def boxes(self) -> tuple[QuerySet[Any], QuerySet[Any]]:
        raise NotImplementedError

    @action(detail=False, methods=["get"])
    def received(self, request: Request) -> Response:
        """What waits for my answer, the oldest first."""
        return self._page(self.boxes()[0])

    @action(detail=False, methods=["get"])
    def sent(self, request: Request) -> Response:
        """What I have asked, with the answers, the newest first."""
        return self._page(self.boxes()[1])

    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """I have read the answer: it leaves my start page. Reading twice changes nothing."""
        said = EmptySerializer(data=request.data)
        said.is_valid(raise_exception=True)
        sameness.mark_answer_read(rows=self.boxes()[1], pk=self.key)
        return self._told(self.key)

    @property
    def key(self) -> UUID:
        return cast(UUID, self.kwargs["pk"])

    def said(self, expects: type[StrictSerializer]) -> dict[str, Any]:
        body = expects(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def _told(self, pk: UUID) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data)

    def _page(self, rows: QuerySet[Any]) -> Response:
        page = self.paginate_queryset(self.whole(rows))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def question_schema(serializer: type[serializers.Serializer[Any]]) -> Any:
    """The shapes of the two boxes and of a reading, for ``QuestionViewSet``'s children."""
    return extend_schema_view(
        received=extend_schema(responses=serializer(many=True)),
        sent=extend_schema(responses=serializer(many=True)),
        read=extend_schema(request=EmptySerializer, responses=serializer),
    )


@question_schema(AccessRequestSerializer)
class AccessRequestViewSet(ListModelMixin, QuestionViewSet):
    resource = "access_request"
    gate = cast(Any, AccessRequest.objects.all())
    serializer_class = AccessRequestSerializer

    def boxes(self) -> tuple[QuerySet[Any], QuerySet[Any]]:
        return sameness.access_to(self.actor), sameness.access_from(self.actor)

    def get_queryset(self) -> QuerySet[AccessRequest]:
        return self.whole(super().get_queryset())

    def whole(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("candidate", "asked_by", "organisation", "answered_by")

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        return {**super().get_serializer_context(), "actor": None if fake else self.actor}

    @extend_schema(request=AccessAnswer, responses=AccessRequestSerializer)
    @action(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, pk: str) -> Response:
        """Answer as whoever holds the record."""
        self.get_object()
        said = self.said(AccessAnswer)
        sameness.answer_access(
            actor=self.actor,
            request_id=self.key,
            granted=said["granted"],
            answer=said["answer"],
        )
        return self._told(self.key)


@question_schema(CheckSerializer)
class DuplicateQuestionViewSet(QuestionViewSet):
    """Whether two records of the own organisation are of one person: between two colleagues."""

    resource = "duplicate_question"
    gate = DuplicateCheck.objects.all()
    serializer_class = CheckSerializer

    def boxes(self) -> tuple[QuerySet[Any], QuerySet[Any]]:
        return sameness.questions_to(self.actor), sameness.questions_from(self.actor)

    def get_queryset(self) -> QuerySet[Any]:
        return self.whole(super().get_queryset())

    def whole(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("candidate", "other", "decided_by", "asked")

    @extend_schema(request=SameAnswer, responses=CheckSerializer)
    @action(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, pk: str) -> Response:
        """Answer a colleague: the same person or not, with why."""
        self.get_object()
        said = self.said(SameAnswer)
        sameness.answer_question(
            actor=self.actor, check_id=self.key, is_same=said["same"], reason=said["reason"]
        )
        return self._told(self.key)
