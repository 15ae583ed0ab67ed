"""The run: queue row, frozen input and truthful outcome in one place."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from bas.models import BaseModel, VersionedModel
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation, User

from ..enums import RunOutcome, RunStatus


class RunInput(BaseModel):
    """The frozen problem, once per distinct content. Append-only, so a run can be replayed."""

    sha256 = models.CharField(max_length=64, unique=True)
    problem = models.JSONField()

    def __str__(self) -> str:
        return self.sha256[:12]


class OptimisationRunQuerySet(models.QuerySet["OptimisationRun"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.role in {Role.COORDINATOR, Role.AUDITOR}:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()

    def active(self) -> Self:
        return self.filter(status__in=[RunStatus.QUEUED, RunStatus.RUNNING])


class OptimisationRun(VersionedModel):
    """A request to plan. The row is the queue: ``status``, lease, heartbeat and fence live here.

    A worker owns the run while ``lease_expires_at`` lies ahead; each claim raises ``fence``, and a
    write that names an older fence changes nothing.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField("nummer", editable=False)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.QUEUED)
    outcome = models.CharField(max_length=12, choices=RunOutcome, blank=True)
    message = models.TextField(blank=True)

    first_monday = models.DateField("vecka 0 börjar")
    input = models.ForeignKey(RunInput, on_delete=models.PROTECT, related_name="runs")
    seed = models.PositiveIntegerField("frö", default=0)
    time_limit_seconds = models.FloatField(
        "tidsgräns (s)", default=60, validators=[MinValueValidator(1), MaxValueValidator(3600)]
    )
    gap_target = models.FloatField(
        "önskat avstånd", default=0.001, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )

    lease_owner = models.CharField(max_length=80, blank=True)
    lease_expires_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    stop_requested_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    # Best so far while running, the final figures when finished. Objective is maximised.
    progress = models.JSONField(default=dict)
    objective = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    bound_scope = models.CharField(max_length=20, blank=True)
    solve_seconds = models.FloatField(null=True)
    result = models.JSONField(null=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(default=dict)
    # Content versions at the freeze: {"candidates": {id: version}, "needs": {id: version}}.
    frozen_versions = models.JSONField(default=dict)

    objects = OptimisationRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["organisation", "-created_at"]),
            models.Index(fields=["status", "lease_expires_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(status__in=["queued", "running"]),
                name="matchning_run_one_active",
            ),
            models.UniqueConstraint(
                fields=["organisation", "number"], name="matchning_run_number_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="finished") | ~models.Q(outcome=""),
                name="matchning_run_finished_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"Körning {self.number}"


class WorkerBeat(models.Model):
    """When each worker was last alive; what /health/ready and the run page tell."""

    name = models.CharField(max_length=80, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
