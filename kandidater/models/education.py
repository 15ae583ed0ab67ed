"""What a candidate has studied; told to people, never read by matching."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from bas.models import BaseModel

from ..enums import EducationLevel, Proof, Recognition
from .candidate import Candidate

FIRST_YEAR, LAST_YEAR = 1940, 2100


class CandidateEducation(BaseModel):
    """An education finished, or begun where no year is known. Never in what country."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="education")
    level = models.CharField("nivå", max_length=20, choices=EducationLevel)
    subject = models.CharField("inriktning", max_length=120, blank=True)
    finished = models.PositiveSmallIntegerField(
        "klar",
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    recognition = models.CharField(
        "utländsk utbildning validerad", max_length=10, choices=Recognition, blank=True, default=""
    )
    proof = models.CharField("bevis", max_length=20, choices=Proof, default=Proof.OWN_WORD)

    class Meta:
        ordering = [models.F("finished").desc(nulls_last=True), "level", "subject"]
        verbose_name = "utbildning"
        verbose_name_plural = "utbildningar"
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "level", "subject"], name="kandidater_education_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=EducationLevel.values),
                name="kandidater_education_level",
            ),
            models.CheckConstraint(
                condition=models.Q(recognition__in=["", *Recognition.values]),
                name="kandidater_education_recognition",
            ),
            models.CheckConstraint(
                condition=models.Q(finished=None)
                | models.Q(finished__range=(FIRST_YEAR, LAST_YEAR)),
                name="kandidater_education_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.finished or ''}".strip()
