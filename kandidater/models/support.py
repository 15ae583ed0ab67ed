"""What possible support stands on: target groups with their ground, and time that counts.

Only that a decision or a programme exists, with its dates; never a code or a diagnosis.
"""

from datetime import date
from typing import Self

from django.db import models

from bas.models import BaseModel
from grunddata.enums import Ground
from grunddata.models import TargetGroup

from ..enums import PeriodKind
from .candidate import Candidate


class MembershipQuerySet(models.QuerySet["TargetGroupMembership"]):
    def on(self, day: object) -> Self:
        """Those that hold that day (a date or an expression); an empty end is open."""
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=day),
            models.Q(valid_to=None) | models.Q(valid_to__gte=day),
        )


class TargetGroupMembership(BaseModel):
    """A target group on one ground; both days included, empty means not known or open.

    ``days``: days in the programme, as Arbetsförmedlingen counts them.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="memberships")
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("grund", max_length=30, choices=Ground, default=Ground.NOT_STATED)
    valid_from = models.DateField("från", null=True, blank=True)
    valid_to = models.DateField("till", null=True, blank=True)
    days = models.PositiveSmallIntegerField("dagar i programmet", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["target_group_id", models.F("valid_from").asc(nulls_first=True), "ground"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "target_group", "ground", "valid_from"],
                name="kandidater_membership_unique",
            ),
            models.UniqueConstraint(
                fields=["candidate", "target_group", "ground"],
                condition=models.Q(valid_from=None),
                name="kandidater_membership_unique_unknown",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="kandidater_membership_order",
            ),
            models.CheckConstraint(
                condition=models.Q(ground__in=Ground.values),
                name="kandidater_membership_ground_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_group_id}: {self.ground}"

    def holds(self, day: date) -> bool:
        """As ``on``, for a row already read."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


class SupportPeriod(BaseModel):
    """Time that the rules of support count or leave out; both days included."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="support_periods"
    )
    kind = models.CharField("slag", max_length=20, choices=PeriodKind)
    first_day = models.DateField("första dagen")
    last_day = models.DateField("sista dagen", null=True, blank=True)

    class Meta:
        ordering = ["kind", "first_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "kind", "first_day"], name="kandidater_period_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
                name="kandidater_period_order",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=PeriodKind.values),
                name="kandidater_period_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_day}"
