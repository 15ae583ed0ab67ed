"""Days somebody cannot work, inside the time she otherwise can."""

from django.db import models

from bas.models import BaseModel

from .candidate import Candidate


class AwayPeriod(BaseModel):
    """Both days included; never why. What is left of her time is her availability windows."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="away")
    first_day = models.DateField("från")
    last_day = models.DateField("till och med")

    class Meta:
        ordering = ["first_day", "id"]
        verbose_name = "tid borta"
        verbose_name_plural = "tider borta"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="kandidater_away_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"
