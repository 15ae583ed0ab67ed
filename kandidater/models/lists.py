"""What a candidate wishes, speaks, can and holds papers of: one row each."""

from django.db import models
from django.db.models.functions import Least

from bas.models import BaseModel
from grunddata.enums import LanguageLevel
from grunddata.models import (
    Certificate,
    Language,
    Occupation,
    OccupationRung,
    SfiLevel,
    Skill,
)
from konton.models import User

from ..enums import Mastery, Proof
from ..languages import SKILLS
from .candidate import Candidate


class CandidateOccupation(BaseModel):
    """An occupation wished for, ranked, with the rung reached; hours are in the hour account."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="wishes")
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+")
    rung = models.PositiveSmallIntegerField(
        "nivå", choices=OccupationRung, default=OccupationRung.APPRENTICE
    )
    rank = models.PositiveSmallIntegerField("önskan", default=1)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "occupation"], name="kandidater_wish_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} ({self.rank})"


def _level(name: str) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(name, choices=LanguageLevel, null=True, blank=True)


class CandidateLanguage(BaseModel):
    """A language, with one level that matching reads and the four skills where they are known.

    How ``level`` follows from the others: ``kandidater.languages``.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="languages")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField("nivå (CEFR)", choices=LanguageLevel)
    listening = _level("lyssna")
    speaking = _level("tala")
    reading = _level("läsa")
    writing = _level("skriva")
    # The course last passed, of Swedish only; the level may have been tested higher or lower.
    sfi_course = models.ForeignKey(
        SfiLevel, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-level", "language_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "language"], name="kandidater_language_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(level__lte=6), name="kandidater_language_level"
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{skill: None}) | models.Q(**{f"{skill}__lte": 6}),
                    name=f"kandidater_language_{skill}",
                )
                for skill in SKILLS
            ),
            models.CheckConstraint(
                condition=models.Q(listening=None)
                | models.Q(speaking=None)
                | models.Q(level=Least("listening", "speaking")),
                name="kandidater_language_level_is_oral",
            ),
            models.CheckConstraint(
                condition=models.Q(sfi_course=None) | models.Q(language="sv"),
                name="kandidater_language_sfi_is_swedish",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language_id} {self.level}"


class CandidateSkill(BaseModel):
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField("bevis", max_length=20, choices=Proof, default=Proof.OWN_WORD)
    # For people to read: matching asks only whether she has the skill.
    mastery = models.PositiveSmallIntegerField("nivå", choices=Mastery, null=True, blank=True)

    class Meta:
        ordering = ["skill_id"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "skill"], name="kandidater_skill_unique"),
            models.CheckConstraint(
                condition=models.Q(mastery=None) | models.Q(mastery__in=Mastery.values),
                name="kandidater_skill_mastery",
            ),
        ]

    def __str__(self) -> str:
        return self.skill_id


class CandidateCertificate(BaseModel):
    """A certificate held; what counts is that it is valid on the day a placement starts."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="certificates")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    issued = models.DateField("utfärdat", null=True, blank=True)
    expires = models.DateField("går ut", null=True, blank=True)
    proof = models.CharField("bevis", max_length=20, choices=Proof, default=Proof.OWN_WORD)
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        # Said outright: the two databases put the unknown at different ends.
        ordering = [models.F("expires").asc(nulls_last=True), "certificate_id"]
        indexes = [models.Index(fields=["expires"])]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "certificate"], name="kandidater_certificate_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(expires=None)
                | models.Q(issued=None)
                | models.Q(expires__gte=models.F("issued")),
                name="kandidater_certificate_order",
            ),
        ]

    def __str__(self) -> str:
        return self.certificate_id
