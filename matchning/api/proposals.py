"""Proposals as the coordinator and the coach see them."""

from typing import Any

import django_filters
from django.db import models
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.serializers import EmptySerializer, StrictSerializer
from bas.text import search_key
from kandidater.models import Candidate
from konton.api.views import GatedViewSet

from ..enums import (
    NEW_CHANNELS,
    DeclineReason,
    Margin,
    ProposalChange,
    ProposalState,
    RejectReason,
    RejectScope,
)
from ..models import Proposal
from ..models.proposals import COMPANY_SILENT, STALE, TIME_SUGGESTED
from ..optimering.value import PARTS
from ..services import decisions, times
from ..states import PROPOSAL_MACHINE
from .fields import (
    CERTIFICATES,
    EndingCertificateSerializer,
    NeedShortSerializer,
    PathStepSerializer,
    ReasonItemSerializer,
    SuggestedTimeSerializer,
    ending_certificates,
)
from .history import HistoryEntrySerializer, proposal_history
from .why import WhySerializer, why


class ProposalCandidateSerializer(serializers.ModelSerializer[Candidate]):
    name = serializers.CharField(source="__str__")
    municipality = serializers.CharField(source="municipality.name")
    coach = serializers.CharField(source="coach.get_full_name")
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")

    class Meta:
        model = Candidate
        fields = ["id", "name", "municipality", "coach", "state", "state_label"]


class MarginSerializer(serializers.Serializer[Any]):
    """How close the call was, in points of the match (never of the person)."""

    to_next_candidate_for_need = serializers.FloatField(allow_null=True, required=False)
    to_next_need_for_candidate = serializers.FloatField(allow_null=True, required=False)


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    candidate = ProposalCandidateSerializer()
    need = NeedShortSerializer()
    run_id = serializers.UUIDField()
    run_number = serializers.IntegerField(source="run.number")
    state = serializers.ChoiceField(choices=ProposalState.choices)
    state_label = serializers.CharField(source="get_state_display")
    margin = serializers.ChoiceField(choices=Margin.choices)
    margin_label = serializers.CharField(source="get_margin_display")
    margin_data = MarginSerializer()
    change = serializers.ChoiceField(choices=ProposalChange.choices)
    change_label = serializers.CharField(source="get_change_display")
    reasons = ReasonItemSerializer(many=True)
    value_parts = serializers.SerializerMethodField()
    path = PathStepSerializer(many=True)
    ending_certificates = serializers.SerializerMethodField(
        help_text="Intyg som har gått ut eller gör det före sista dagen på plats."
    )
    approved_by = serializers.SerializerMethodField()
    is_stale = serializers.BooleanField()
    needs_judgement = serializers.SerializerMethodField()
    suggested_time = SuggestedTimeSerializer(allow_null=True)
    allowed_actions = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields = [
            "id",
            "version",
            "run_id",
            "run_number",
            "state",
            "state_label",
            "state_since",
            "candidate",
            "need",
            "start_date",
            "end_date",
            "path",
            "ending_certificates",
            "value",
            "value_parts",
            "reasons",
            "margin",
            "margin_label",
            "margin_data",
            "travel_minutes",
            "tutor_hours_per_week",
            "change",
            "change_label",
            "is_stale",
            "needs_judgement",
            "approved_by",
            "approved_at",
            "suggested_time",
            "allowed_actions",
        ]
        read_only_fields = fields

    @extend_schema_field(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "code": {"type": "string"},
                    "label": {"type": "string"},
                    "value": {"type": "number"},
                },
                "required": ["code", "label", "value"],
            },
        }
    )
    def get_value_parts(self, proposal: Proposal) -> list[dict[str, Any]]:
        return [
            {"code": code, "label": PARTS[code], "value": value}
            for code, value in proposal.value_parts.items()
        ]

    @extend_schema_field(EndingCertificateSerializer(many=True))
    def get_ending_certificates(self, proposal: Proposal) -> list[dict[str, Any]]:
        return ending_certificates(proposal, timezone.localdate())

    def get_approved_by(self, proposal: Proposal) -> str | None:
        return str(proposal.approved_by) if proposal.approved_by else None

    def get_needs_judgement(self, proposal: Proposal) -> bool:
        """Thin margin or data changed since the run: here a human adds most."""
        return proposal.margin == Margin.EVEN or proposal.is_stale

    def get_allowed_actions(self, proposal: Proposal) -> list[str]:
        return PROPOSAL_MACHINE.allowed_actions(proposal, self.context["view"].actor)


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(method="search", label="Namn, projekt eller behovsnummer")
    state = django_filters.MultipleChoiceFilter(choices=ProposalState.choices)
    margin = django_filters.MultipleChoiceFilter(choices=Margin.choices)
    change = django_filters.MultipleChoiceFilter(choices=ProposalChange.choices)
    run = django_filters.UUIDFilter(field_name="run_id")
    need = django_filters.UUIDFilter(field_name="need_id")
    project = django_filters.UUIDFilter(field_name="need__project_id")
    candidate = django_filters.UUIDFilter(field_name="candidate_id")
    occupation = django_filters.CharFilter(field_name="need__occupation_id")
    stale = django_filters.BooleanFilter(method="filter_stale")
    with_course = django_filters.BooleanFilter(method="filter_with_course")
    needs_judgement = django_filters.BooleanFilter(method="filter_needs_judgement")
    time_suggested = django_filters.BooleanFilter(method="filter_time_suggested")
    company_silent = django_filters.BooleanFilter(method="filter_company_silent")
    ordering = django_filters.OrderingFilter(
        fields=(
            ("start_date", "start_date"),
            ("candidate__sort_key", "candidate"),
            ("need__number", "need"),
            ("travel_minutes", "travel"),
            ("value", "value"),
            ("state_since", "state_since"),
        )
    )

    class Meta:
        model = Proposal
        fields: list[str] = []

    def search(self, queryset: Any, name: str, value: str) -> Any:
        for word in search_key(value).split():
            match = models.Q(candidate__search_key__contains=word) | models.Q(
                need__project__search_key__contains=word
            )
            if word.isascii() and word.isdigit() and len(word) < 9:
                match |= models.Q(need__number=int(word))
            queryset = queryset.filter(match)
        return queryset

    def filter_stale(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.filter(STALE) if value else queryset.exclude(STALE)

    def filter_needs_judgement(self, queryset: Any, name: str, value: bool) -> Any:
        """As the start page counts them; False are the safe ones."""
        judged = models.Q(margin=Margin.EVEN) | STALE
        return queryset.filter(judged) if value else queryset.exclude(judged)

    def filter_time_suggested(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.filter(TIME_SUGGESTED) if value else queryset.exclude(TIME_SUGGESTED)

    def filter_company_silent(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.filter(COMPANY_SILENT) if value else queryset.exclude(COMPANY_SILENT)

    def filter_with_course(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.filter(path__isnull=not value).distinct()


class RejectSerializer(StrictSerializer):
    reason_code = serializers.ChoiceField(choices=RejectReason.choices)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    scope = serializers.ChoiceField(choices=RejectScope.choices, default=RejectScope.THIS_RUN)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["reason_code"] == RejectReason.OTHER and not attrs["reason"].strip():
            raise serializers.ValidationError({"reason": "Skriv vad skälet är."})
        return attrs


class ApproveSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class WithdrawSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=1000)


class AcceptOnBehalfSerializer(StrictSerializer):
    """Nobody answers for another without saying how she was asked."""

    channel = serializers.ChoiceField(choices=NEW_CHANNELS)
    interpreter = serializers.BooleanField(default=False, help_text="Om en tolk var med.")


class DeclineOnBehalfSerializer(AcceptOnBehalfSerializer):
    reason_code = serializers.ChoiceField(choices=DeclineReason.choices)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class ProposalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GatedViewSet):
    resource = "proposal"
    gate = (
        Proposal.objects.select_related(
            "run",
            "candidate__municipality",
            "candidate__coach",
            "need__occupation",
            "need__project__organisation",
            "need__project__municipality",
            "approved_by",
        )
        .defer("run__result", "run__frozen_versions")
        .prefetch_related(
            "path__intake__course__grants_certificates",
            "path__intake__municipality",
            CERTIFICATES,
            "decisions",
        )
    )
    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter
    conditional_actions = frozenset(
        {
            "review",
            "approve",
            "reject",
            "lock",
            "unlock",
            "undo_reject",
            "withdraw",
            "accept_time",
            "refuse_time",
            "accept",
            "decline",
        }
    )

    def _decide(self, service: Any, serializer_class: type[StrictSerializer]) -> Response:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        proposal = service(
            proposal_id=self.kwargs["pk"],
            expected_version=self.seen_version(),
            actor=self.actor,
            **serializer.validated_data,
        )
        return self.answer(proposal)

    @extend_schema(request=EmptySerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: str) -> Response:
        """Mark as being looked at."""
        return self._decide(decisions.review, EmptySerializer)

    @extend_schema(request=ApproveSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Book the place and ask the candidate."""
        return self._decide(decisions.approve, ApproveSerializer)

    @extend_schema(request=RejectSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        """Say no with a reason, and for how long."""
        return self._decide(decisions.reject, RejectSerializer)

    @extend_schema(request=EmptySerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def lock(self, request: Request, pk: str) -> Response:
        """Keep it as it is in the next run."""
        return self._decide(decisions.lock, EmptySerializer)

    @extend_schema(request=EmptySerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def unlock(self, request: Request, pk: str) -> Response:
        return self._decide(decisions.unlock, EmptySerializer)

    @extend_schema(request=EmptySerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"], url_path="undo-reject")
    def undo_reject(self, request: Request, pk: str) -> Response:
        return self._decide(decisions.undo_reject, EmptySerializer)

    @extend_schema(request=WithdrawSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take an approval back before the company has confirmed."""
        return self._decide(decisions.withdraw, WithdrawSerializer)

    @extend_schema(request=ApproveSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"], url_path="accept-time")
    def accept_time(self, request: Request, pk: str) -> Response:
        """Change to the days the company wished for; the candidate is asked again."""
        return self._decide(times.accept_time, ApproveSerializer)

    @extend_schema(request=WithdrawSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"], url_path="refuse-time")
    def refuse_time(self, request: Request, pk: str) -> Response:
        """The days stand; the company reads why."""
        return self._decide(times.refuse_time, WithdrawSerializer)

    @extend_schema(request=AcceptOnBehalfSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """The coach passes on the candidate's yes."""
        return self._decide(decisions.accept, AcceptOnBehalfSerializer)

    @extend_schema(request=DeclineOnBehalfSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """The coach passes on the candidate's no."""
        return self._decide(decisions.decline, DeclineOnBehalfSerializer)

    @extend_schema(responses=WhySerializer, filters=False, parameters=[])
    @action(detail=True, methods=["get"], pagination_class=None)
    def why(self, request: Request, pk: str) -> Response:
        """Rules met, parts of the value, how close it was and what is not known."""
        return Response(WhySerializer(why(self.get_object())).data)

    @extend_schema(responses=HistoryEntrySerializer(many=True), filters=False, parameters=[])
    @action(detail=True, methods=["get"], pagination_class=None)
    def history(self, request: Request, pk: str) -> Response:
        """Every decision and change of state, newest first."""
        entries = proposal_history(self.get_object())
        return Response(HistoryEntrySerializer(entries, many=True).data)
