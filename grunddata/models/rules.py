"""Rules and figures with validity: support forms, norms, kinds of course, crew templates."""

from django.db import models

from grunddata.enums import (
    ClauseMeasure,
    CourseType,
    CrewTemplateKind,
    LanguageLevel,
    SupportStatus,
)

from .base import ReferenceRow
from .occupations import Occupation, OccupationLevel


class ValidRow(ReferenceRow):
    """In force from `valid_from` to `valid_to`, both days included; empty: not known or open."""

    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till", null=True, blank=True)

    class Meta(ReferenceRow.Meta):
        abstract = True


class SupportForm(ValidRow):
    """A support form (stödform). The product only indicates it: Arbetsförmedlingen decides.

    `max_month_sek` is per full-time month at an employer fee of 31.42 %.
    """

    name_sv = models.CharField("stödform", max_length=120)
    status = models.CharField("läge", max_length=10, choices=SupportStatus)
    law = models.CharField("författning", max_length=120, blank=True)
    paid_to = models.CharField("betalas till", max_length=60, blank=True)
    max_months = models.PositiveSmallIntegerField("längst, månader", null=True, blank=True)
    max_month_sek = models.PositiveIntegerField("högst per månad, kr", null=True, blank=True)
    checked = models.DateField("kontrollerad")
    payload = models.JSONField("övriga regler", default=dict, blank=True)

    class Meta(ValidRow.Meta):
        verbose_name = "stödform"
        verbose_name_plural = "stödformer"


class SupportRule(ValidRow):
    """One ground of a support form: who, how much, how long, by which paragraph."""

    support_form = models.ForeignKey(
        SupportForm, on_delete=models.PROTECT, related_name="rules", verbose_name="stödform"
    )
    para = models.CharField("paragraf", max_length=60)
    who = models.TextField("vem")
    qualifying = models.TextField("villkor", blank=True)
    amount = models.TextField("belopp", blank=True)
    max_months = models.PositiveSmallIntegerField("längst, månader", null=True, blank=True)
    target_groups = models.JSONField("målgrupper", default=list, blank=True)
    payload = models.JSONField("belopp som data", default=dict, blank=True)

    class Meta(ValidRow.Meta):
        verbose_name = "regel för stödform"
        verbose_name_plural = "regler för stödformer"


class ClauseModel(ValidRow):
    """A buyer's social clause in one version. A contract freezes `payload` when it is entered.

    `payload["chosen"]` names the figures the contract itself gives; its values are defaults.
    """

    name_sv = models.CharField("modell", max_length=120)
    measure = models.CharField("räknar", max_length=12, choices=ClauseMeasure)
    rule = models.TextField("regel")
    payload = models.JSONField("regel som data", default=dict)

    class Meta(ValidRow.Meta):
        verbose_name = "klausulmodell"
        verbose_name_plural = "klausulmodeller"


class Norm(ValidRow):
    """A number the product reckons with. A change is a new row with the same `key`."""

    key = models.CharField("nyckel", max_length=60, db_index=True)
    name_sv = models.CharField("norm", max_length=120)
    value = models.DecimalField("värde", max_digits=12, decimal_places=4)
    unit = models.CharField("enhet", max_length=40)
    low = models.DecimalField("lägst", max_digits=12, decimal_places=4, null=True, blank=True)
    high = models.DecimalField("högst", max_digits=12, decimal_places=4, null=True, blank=True)

    class Meta(ValidRow.Meta):
        verbose_name = "norm"
        verbose_name_plural = "normer"
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="norm_version_unique"),
            models.CheckConstraint(
                condition=(models.Q(low=None) | models.Q(low__lte=models.F("value")))
                & (models.Q(high=None) | models.Q(high__gte=models.F("value"))),
                name="norm_within_range",
            ),
        ]


class WageStep(ReferenceRow):
    """An adult apprentice's pay: `share` (0–1) of full pay from hour `hours_from` to `hours_to`.

    The route is told by its length, `hours_adult`, as on `Occupation`; code is "hours:step".
    """

    hours_adult = models.PositiveIntegerField("vägens timmar", db_index=True)
    step = models.PositiveSmallIntegerField("steg")
    hours_from = models.PositiveIntegerField("från timme")
    hours_to = models.PositiveIntegerField("till timme")
    share = models.DecimalField("andel av grundlönen", max_digits=3, decimal_places=2)

    class Meta(ReferenceRow.Meta):
        verbose_name = "lönesteg för lärling"
        verbose_name_plural = "lönesteg för lärlingar"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours_from__lt=models.F("hours_to"))
                & models.Q(hours_to__lte=models.F("hours_adult")),
                name="wage_step_order",
            )
        ]


class CourseKind(ValidRow):
    """A kind of course that exists; its dates and seats belong to the app utbildning.

    `cost_sek` is per participant, whoever pays; `workplace_share` the part at a workplace (0–1).
    """

    name_sv = models.CharField("utbildning", max_length=120)
    type = models.CharField("slag", max_length=20, choices=CourseType)
    occupation = models.ForeignKey(
        Occupation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="course_kinds",
        verbose_name="yrke",
    )
    grants_level = models.ForeignKey(
        OccupationLevel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ger yrkesnivå",
    )
    grants_certificates = models.JSONField("ger intyg", default=list, blank=True)
    grants_skills = models.JSONField("ger kompetenser", default=list, blank=True)
    grants_licences = models.JSONField("ger körkort", default=list, blank=True)
    grants_swedish = models.PositiveSmallIntegerField(
        "ger svenska", choices=LanguageLevel, null=True, blank=True
    )
    requires_swedish = models.PositiveSmallIntegerField(
        "kräver svenska", choices=LanguageLevel, default=LanguageLevel.NONE
    )
    requires_certificates = models.JSONField("kräver intyg", default=list, blank=True)
    requires_licences = models.JSONField("kräver körkort", default=list, blank=True)
    min_age = models.PositiveSmallIntegerField("lägsta ålder", null=True, blank=True)
    prerequisites = models.TextField("förkunskaper", blank=True)
    weeks = models.PositiveSmallIntegerField("veckor")
    hours = models.PositiveSmallIntegerField("timmar")
    workplace_share = models.DecimalField(
        "andel på arbetsplats", max_digits=3, decimal_places=2, default=0
    )
    cost_sek = models.PositiveIntegerField("kostnad, kr")
    languages = models.JSONField("undervisningsspråk", default=list, blank=True)

    class Meta(ValidRow.Meta):
        verbose_name = "slag av utbildning"
        verbose_name_plural = "slag av utbildningar"


class CrewTemplate(ReferenceRow):
    """How a kind of building is manned week by week; read by `projekt.crew_curve`."""

    name_sv = models.CharField("mall", max_length=120)
    kind = models.CharField("slag", max_length=20, choices=CrewTemplateKind)
    payload = models.JSONField("mall som data")

    class Meta(ReferenceRow.Meta):
        verbose_name = "bemanningsmall"
        verbose_name_plural = "bemanningsmallar"
