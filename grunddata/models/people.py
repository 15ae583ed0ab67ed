"""Languages, target groups and conditions of work."""

from django.db import models

from grunddata.enums import LanguageLevel

from .base import ReferenceRow


class Language(ReferenceRow):
    """A language; code is ISO 639-1, or 639-3 where 639-1 has none (prs, kmr, ckb)."""

    name_sv = models.CharField("språk", max_length=60)
    name_native = models.CharField("eget namn", max_length=60)
    rtl = models.BooleanField("skrivs från höger", default=False)

    class Meta(ReferenceRow.Meta):
        verbose_name = "språk"
        verbose_name_plural = "språk"


class SfiLevel(ReferenceRow):
    """An SFI course and what it leads to. `study_path` 0: the letters used before 2026-05-01.

    `cefr_low`/`cefr_high` are the source's words; `level` is the main level of `cefr_low`, the
    careful reading of a passed course.
    """

    course = models.CharField("kurs", max_length=4)
    letter = models.CharField("bokstav", max_length=1)
    study_path = models.PositiveSmallIntegerField("studieväg", default=0)
    cefr_low = models.CharField("CEFR, lägst", max_length=4)
    cefr_high = models.CharField("CEFR, högst", max_length=4)
    level = models.PositiveSmallIntegerField("nivå", choices=LanguageLevel)
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till", null=True, blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = "sfi-kurs"
        verbose_name_plural = "sfi-kurser"


class TargetGroup(ReferenceRow):
    """A target group by programme status or age, never by origin or diagnosis.

    `grounds`: codes of ``Ground`` that give a place in it; not stated is always one of them.
    """

    name_sv = models.CharField("målgrupp", max_length=80)
    ground = models.TextField("grund")
    grounds = models.JSONField("grunder", default=list)

    class Meta(ReferenceRow.Meta):
        verbose_name = "målgrupp"
        verbose_name_plural = "målgrupper"


class TaskDemand(ReferenceRow):
    """A condition of the work, matched to a candidate's adaptation; nothing about the person."""

    name_sv = models.CharField("arbetsmoment", max_length=80)
    adaptation = models.TextField("möjlig anpassning")

    class Meta(ReferenceRow.Meta):
        verbose_name = "arbetsmoment"
        verbose_name_plural = "arbetsmoment"
