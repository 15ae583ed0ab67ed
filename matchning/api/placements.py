"""Placements: agreed by all, followed until they end."""

from typing import Any

import django_filters
from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.serializers import EmptySerializer, StrictSerializer
from bas.text import search_key
from kandidater.api.serializers import CandidateNameSerializer
from konton.api.views import GatedViewSet

from ..enums import BreakOffReason, PlacementOutcome, PlacementState
from ..models import Placement
from ..services import placements
from ..states import PLACEMENT_MACHINE
from .fields import NeedShortSerializer, PathStepSerializer
from .history import HistoryEntrySerializer, placement_history


class PlacementSerializer(serializers.ModelSerializer[Placement]):
    candidate = CandidateNameSerializer()
    need = NeedShortSerializer()
    state = serializers.ChoiceField(choices=PlacementState.choices)
    state_label = serializers.CharField(source="get_state_display")
    employment_form_label = serializers.CharField(source="get_employment_form_display")
    outcome = serializers.ChoiceField(choices=PlacementOutcome.choices, allow_blank=True)
    outcome_label = serializers.CharField(source="get_outcome_display")
    path = PathStepSerializer(many=True, source="proposal.path")
    allowed_actions = serializers.SerializerMethodField()

    class Meta:
        model = Placement
        fields = [
            "id",
            "version",
            "state",
            "state_label",
            "state_since",
            "candidate",
            "need",
            "proposal_id",
            "employment_form",
            "employment_form_label",
            "start_date",
            "end_date",
            "path",
            "outcome",
            "outcome_label",
            "reason_code",
            "allowed_actions",
        ]
        read_only_fields = fields

    def get_allowed_actions(self, placement: Placement) -> list[str]:
        return PLACEMENT_MACHINE.allowed_actions(placement, self.context["view"].actor)


class PlacementFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(method="search", label="Namn eller projekt")
    state = django_filters.MultipleChoiceFilter(choices=PlacementState.choices)
    project = django_filters.UUIDFilter(field_name="need__project_id")
    candidate = django_filters.UUIDFilter(field_name="candidate_id")
    ordering = django_filters.OrderingFilter(
        fields=(
            ("start_date", "start_date"),
            ("end_date", "end_date"),
            ("candidate__sort_key", "candidate"),
        )
    )

    class Meta:
        model = Placement
        fields: list[str] = []

    def search(self, queryset: Any, name: str, value: str) -> Any:
        for word in search_key(value).split():
            queryset = queryset.filter(
                models.Q(candidate__search_key__contains=word)
                | models.Q(need__project__search_key__contains=word)
            )
        return queryset


class EndSerializer(StrictSerializer):
    outcome = serializers.ChoiceField(choices=PlacementOutcome.choices)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class BreakOffSerializer(StrictSerializer):
    reason_code = serializers.ChoiceField(choices=BreakOffReason.choices)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class PlacementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GatedViewSet):
    resource = "placement"
    gate = Placement.objects.select_related(
        "candidate",
        "proposal",
        "need__occupation",
        "need__project__organisation",
        "need__project__municipality",
    ).prefetch_related("proposal__path__intake__course", "proposal__path__intake__municipality")
    serializer_class = PlacementSerializer
    filterset_class = PlacementFilter
    conditional_actions = frozenset({"begin_training", "begin", "end", "break_off"})

    def _report(self, service: Any, serializer_class: type[StrictSerializer]) -> Response:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        placement = service(
            placement_id=self.kwargs["pk"],
            expected_version=self.seen_version(),
            actor=self.actor,
            **serializer.validated_data,
        )
        return self.answer(placement)

    @extend_schema(request=EmptySerializer, responses=PlacementSerializer)
    @action(detail=True, methods=["post"], url_path="begin-training")
    def begin_training(self, request: Request, pk: str) -> Response:
        """The first course has begun."""
        return self._report(placements.begin_training, EmptySerializer)

    @extend_schema(request=EmptySerializer, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    def begin(self, request: Request, pk: str) -> Response:
        """First day on site."""
        return self._report(placements.begin, EmptySerializer)

    @extend_schema(request=EndSerializer, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        return self._report(placements.end, EndSerializer)

    @extend_schema(request=BreakOffSerializer, responses=PlacementSerializer)
    @action(detail=True, methods=["post"], url_path="break-off")
    def break_off(self, request: Request, pk: str) -> Response:
        """It ended too early; coach and coordinator see it at once."""
        return self._report(placements.break_off, BreakOffSerializer)

    @extend_schema(responses=HistoryEntrySerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def history(self, request: Request, pk: str) -> Response:
        entries = placement_history(self.get_object())
        return Response(HistoryEntrySerializer(entries, many=True).data)
