"""The hour account: what has been worked or learnt towards the trade certificate."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from bas.models import BaseModel
from grunddata.models import Occupation
from konton.models import User

from ..enums import HourSource
from .candidate import Candidate

MOST_HOURS = 10_000  # of one entry; the longest route to a certificate is 6 800 hours


class HourEntry(BaseModel):
    """Hours in one trade with where the figure comes from; never edited, only removed and anew.

    ``written_by`` is empty only for figures from before there were entries.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="hour_entries")
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+")
    hours = models.PositiveIntegerField(
        "timmar", validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    first_day = models.DateField("från", null=True, blank=True)
    last_day = models.DateField("till", null=True, blank=True)
    source = models.CharField("källa", max_length=20, choices=HourSource)
    note = models.CharField("anteckning", max_length=300, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = [models.F("first_day").asc(nulls_first=True), "created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__gte=1), name="kandidater_hours_some"),
            models.CheckConstraint(
                condition=models.Q(first_day=None)
                | models.Q(last_day=None)
                | models.Q(last_day__gte=models.F("first_day")),
                name="kandidater_hours_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours} timmar {self.occupation_id}"
