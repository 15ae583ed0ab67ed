"""The booking that holds a candidate's time and a need's headcount, and the placement itself."""

from typing import Self

from django.db import models

from bas.models import BaseModel, StatefulModel
from kandidater.models import Candidate
from konton.actors import Actor
from konton.enums import Role
from projekt.enums import EmploymentForm
from projekt.models import LabourNeed

from ..enums import PlacementOutcome, PlacementState
from .proposals import Proposal


class Booking(BaseModel):
    """Made by an approval, released by any no. Active ones of a candidate never overlap (database).

    ``start_date`` is the first day that binds the candidate (a course may come before the site);
    the need is held from ``work_start``.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="booking")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="bookings")
    need = models.ForeignKey(LabourNeed, on_delete=models.PROTECT, related_name="bookings")
    start_date = models.DateField()
    work_start = models.DateField()
    end_date = models.DateField()
    tutor_hours_per_week = models.FloatField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["candidate", "is_active"]),
            models.Index(fields=["need", "is_active"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start_date__lte=models.F("work_start"))
                & models.Q(work_start__lt=models.F("end_date")),
                name="matchning_booking_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.start_date}–{self.end_date}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def visible_to(self, actor: Actor) -> Self:
        shown = self.filter(candidate__is_protected=False)
        if actor.role == Role.COORDINATOR:
            return shown.filter(candidate__organisation__coordinated_by_id=actor.organisation_id)
        if actor.role == Role.COACH:
            return shown.filter(candidate__organisation_id=actor.organisation_id)
        if actor.role == Role.COMPANY:
            return shown.filter(need__project__organisation_id=actor.organisation_id)
        if actor.role == Role.CANDIDATE:
            return self.filter(candidate__user_id=actor.user_id)
        return self.none()


class Placement(StatefulModel):
    """Agreed by all: coordinator approved, candidate said yes, company confirmed."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="placement")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="placements")
    need = models.ForeignKey(LabourNeed, on_delete=models.PROTECT, related_name="placements")
    state = models.CharField(
        "läge", max_length=20, choices=PlacementState, default=PlacementState.PLANNED
    )
    employment_form = models.CharField("form", max_length=20, choices=EmploymentForm)
    start_date = models.DateField("från")
    end_date = models.DateField("till (inte med)")
    outcome = models.CharField("utfall", max_length=20, choices=PlacementOutcome, blank=True)
    reason_code = models.CharField("skälskod", max_length=30, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "id"]
        indexes = [
            models.Index(fields=["state", "start_date"]),
            models.Index(fields=["need", "state"]),
            models.Index(fields=["candidate", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")),
                name="matchning_placement_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PlacementState.ENDED) | ~models.Q(outcome=""),
                name="matchning_placement_ended_has_outcome",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PlacementState.BROKEN_OFF) | ~models.Q(reason_code=""),
                name="matchning_placement_broken_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} på {self.need_id}"
