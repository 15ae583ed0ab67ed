"""Runs: ask for one, follow it, stop it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.fields import FiniteFloatField
from bas.api.serializers import EmptySerializer, StrictSerializer
from konton.api.views import GatedViewSet

from ..enums import RunOutcome, RunStatus
from ..models import OptimisationRun, WorkerBeat
from ..run_words import run_sentence
from ..services import runs
from .answers import RunAnswers

WORKER_SILENT_SECONDS = 15


class RunProgressSerializer(serializers.Serializer[Any]):
    phase = serializers.CharField(required=False)
    seconds = serializers.FloatField(required=False)
    incumbent = serializers.FloatField(allow_null=True, required=False)
    bound = serializers.FloatField(allow_null=True, required=False)
    gap = serializers.FloatField(allow_null=True, required=False)


class RunGoalSerializer(serializers.Serializer[Any]):
    """How far a declared goal was reached, in its own measure."""

    goal = serializers.CharField()
    reached = serializers.FloatField()
    wanted = serializers.FloatField()
    shortfall = serializers.FloatField()
    paid = serializers.FloatField()


class RunSummarySerializer(serializers.Serializer[Any]):
    """Counts of the finished run; absent while it runs."""

    placements = serializers.IntegerField(required=False)
    proposals = serializers.IntegerField(required=False)
    new = serializers.IntegerField(required=False)
    moved = serializers.IntegerField(required=False)
    unchanged = serializers.IntegerField(required=False)
    removed = serializers.IntegerField(required=False)
    locked = serializers.IntegerField(required=False)
    skipped_changed = serializers.IntegerField(required=False)
    unplaced = serializers.IntegerField(required=False)
    unplaced_by_code = serializers.DictField(child=serializers.IntegerField(), required=False)
    unfilled = serializers.IntegerField(required=False)
    unfilled_by_code = serializers.DictField(child=serializers.IntegerField(), required=False)
    unfilled_person_weeks = serializers.IntegerField(required=False)
    trainings = serializers.IntegerField(required=False)
    goals = RunGoalSerializer(many=True, required=False)
    stages = serializers.ListField(child=serializers.FloatField(), required=False)
    conflicts = serializers.ListField(child=serializers.CharField(), required=False)
    stopped_by = serializers.CharField(required=False)
    solver = serializers.CharField(required=False)
    model_version = serializers.CharField(required=False)


class RunSerializer(serializers.ModelSerializer[OptimisationRun]):
    requested_by = serializers.CharField(source="requested_by.get_full_name", read_only=True)
    status = serializers.ChoiceField(choices=RunStatus.choices)
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    outcome = serializers.ChoiceField(choices=RunOutcome.choices, allow_blank=True)
    outcome_label = serializers.CharField(source="get_outcome_display", read_only=True)
    progress = RunProgressSerializer(read_only=True)
    summary = RunSummarySerializer(read_only=True)
    input_sha256 = serializers.CharField(source="input.sha256", read_only=True)
    sentence = serializers.SerializerMethodField()
    worker_silent = serializers.SerializerMethodField()

    class Meta:
        model = OptimisationRun
        fields = [
            "id",
            "number",
            "version",
            "requested_by",
            "created_at",
            "started_at",
            "finished_at",
            "status",
            "status_label",
            "outcome",
            "outcome_label",
            "message",
            "sentence",
            "first_monday",
            "seed",
            "time_limit_seconds",
            "gap_target",
            "attempt",
            "progress",
            "objective",
            "bound",
            "gap",
            "bound_scope",
            "solve_seconds",
            "summary",
            "input_sha256",
            "result_sha256",
            "worker_silent",
        ]
        read_only_fields = fields

    def get_sentence(self, run: OptimisationRun) -> str:
        return run_sentence(run)

    def get_worker_silent(self, run: OptimisationRun) -> bool:
        """Whether the run waits and no worker has been heard of lately."""
        return bool(self.context.get("worker_silent")) and run.status in {
            RunStatus.QUEUED,
            RunStatus.RUNNING,
        }


class RunCreateSerializer(StrictSerializer):
    time_limit_seconds = FiniteFloatField(min_value=1, max_value=3600, default=60)
    gap_target = FiniteFloatField(min_value=0, max_value=1, default=0.001)
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class RunViewSet(RunAnswers, mixins.ListModelMixin, mixins.RetrieveModelMixin, GatedViewSet):
    resource = "run"
    gate = (
        OptimisationRun.objects.select_related("requested_by", "input")
        .defer("result", "frozen_versions", "input__problem")
        .order_by("-created_at")
    )
    serializer_class = RunSerializer

    def get_throttles(self) -> list[Any]:
        scopes = {"create": "run", "why_not": "answer", "prices": "deep_answer", "diff": "answer"}
        self.throttle_scope = scopes.get(self.action)
        if self.action == "why_not" and "deep" in self.request.query_params:
            self.throttle_scope = "deep_answer"
        return super().get_throttles()

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        if not getattr(self, "swagger_fake_view", False):
            latest = WorkerBeat.objects.order_by("-beat_at").first()
            age = (timezone.now() - latest.beat_at).total_seconds() if latest else None
            context["worker_silent"] = age is None or age > WORKER_SILENT_SECONDS
        return context

    @extend_schema(request=RunCreateSerializer, responses={201: RunSerializer})
    def create(self, request: Request) -> Response:
        serializer = RunCreateSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        run = runs.request_run(actor=self.actor, **serializer.validated_data)
        return self.answer(run, status=status.HTTP_201_CREATED)

    @extend_schema(request=EmptySerializer, responses=RunSerializer)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: str) -> Response:
        """Stop and keep the best plan so far. No version needed: stopping twice is harmless."""
        run = self.get_object()
        return self.answer(runs.stop_run(run_id=run.pk, actor=self.actor))
