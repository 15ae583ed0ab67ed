"""The journey: what is planned and done in each of its four steps."""

from django.db import models

from bas.models import BaseModel
from konton.models import User

from ..enums import JourneyStep, Owner
from .candidate import Candidate


class Activity(BaseModel):
    """Something to do on the way. Done on a day, with what came of it; undone it is open again."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="activities")
    step = models.PositiveSmallIntegerField("steg", choices=JourneyStep)
    what = models.CharField("vad", max_length=120)
    due = models.DateField("senast", null=True, blank=True)
    owner = models.CharField("vem gör det", max_length=20, choices=Owner, default=Owner.COACH)
    done_on = models.DateField("gjort", null=True, blank=True)
    outcome = models.CharField("vad det gav", max_length=300, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = [
            "step",
            models.F("done_on").asc(nulls_last=True),
            models.F("due").asc(nulls_last=True),
            "created_at",
            "id",
        ]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=models.Q(done_on=None),
                name="kandidater_activity_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step__in=JourneyStep.values), name="kandidater_activity_step"
            ),
            models.CheckConstraint(
                condition=models.Q(owner__in=Owner.values), name="kandidater_activity_owner"
            ),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=False) | models.Q(outcome=""),
                name="kandidater_activity_outcome_when_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.what}"
