"""Occupations with their rungs, skills, certificates and licences."""

from django.db import models

from grunddata.enums import CertificateKind, OccupationRung, RuleStrength, SkillLevel

from .base import ReferenceRow


class Occupation(ReferenceRow):
    """A trade (yrke). Hours are to the trade certificate, credited education included."""

    name_sv = models.CharField("yrke", max_length=80)
    ssyk2012 = models.CharField("SSYK 2012", max_length=4, db_index=True)
    certificate_concept_id = models.CharField("yrkesbevis, id", max_length=16, blank=True)
    hours_gymnasium = models.PositiveIntegerField("timmar via gymnasiet", null=True, blank=True)
    hours_adult = models.PositiveIntegerField("timmar som vuxen", null=True, blank=True)
    months = models.PositiveSmallIntegerField("kvalificeringstid, månader", null=True, blank=True)
    exam_experience_hours = models.PositiveIntegerField(
        "timmar före kompetensprov", null=True, blank=True
    )
    route_note = models.TextField("om vägen till yrkesbevis", blank=True)
    typical_task_demands = models.JSONField("vanliga arbetsmoment", default=list, blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = "yrke"
        verbose_name_plural = "yrken"


class OccupationLevel(ReferenceRow):
    """A rung that exists in an occupation; code is "occupation:rung".

    `requires_training`: the rung is open only to people with an education named in
    `entry_requirement` (electricians: ECY).
    """

    occupation = models.ForeignKey(
        Occupation, on_delete=models.PROTECT, related_name="levels", verbose_name="yrke"
    )
    rung = models.PositiveSmallIntegerField("nivå", choices=OccupationRung)
    name_sv = models.CharField("benämning", max_length=120)
    concept_id = models.CharField("JobTech-id", max_length=16, blank=True)
    min_age = models.PositiveSmallIntegerField("lägsta ålder", null=True, blank=True)
    requires_training = models.BooleanField("kräver utbildning", default=False)
    entry_requirement = models.TextField("inträdeskrav", blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = "yrkesnivå"
        verbose_name_plural = "yrkesnivåer"
        constraints = [
            models.UniqueConstraint(fields=["occupation", "rung"], name="occupation_level_unique"),
            models.CheckConstraint(
                condition=models.Q(rung__in=OccupationRung.values),
                name="occupation_level_rung_known",
            ),
        ]


class Certificate(ReferenceRow):
    """A site certificate (intyg). Empty `validity_months`: no end of validity known."""

    name_sv = models.CharField("intyg", max_length=120)
    concept_id = models.CharField("JobTech-id", max_length=16, blank=True)
    kind = models.CharField("slag", max_length=10, choices=CertificateKind)
    duration_hours_min = models.PositiveSmallIntegerField("timmar, minst", null=True, blank=True)
    duration_hours_max = models.PositiveSmallIntegerField("timmar, högst", null=True, blank=True)
    duration_note = models.CharField("om längden", max_length=120, blank=True)
    validity_months = models.PositiveSmallIntegerField("giltighet, månader", null=True, blank=True)
    indicative_cost = models.CharField("ungefärlig kostnad", max_length=120, blank=True)
    prerequisites = models.TextField("förkunskaper", blank=True)
    required_when = models.TextField("krävs när", blank=True)
    basis = models.TextField("grund", blank=True)
    all_trades = models.BooleanField("alla yrken", default=False)
    trades_ssyk = models.JSONField("yrken (SSYK)", default=list, blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = "intyg"
        verbose_name_plural = "intyg"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(duration_hours_max__isnull=True)
                | models.Q(duration_hours_max__gte=models.F("duration_hours_min")),
                name="certificate_duration_order",
            )
        ]


class Skill(ReferenceRow):
    """A skill (kompetens); code is JobTech's concept id.

    `certificate`: JobTech's skill is that certificate, so a form asks for the certificate instead.
    """

    name_sv = models.CharField("kompetens", max_length=120)
    certificate = models.ForeignKey(
        Certificate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="är intyget",
    )

    class Meta(ReferenceRow.Meta):
        verbose_name = "kompetens"
        verbose_name_plural = "kompetenser"


class TradeSkill(ReferenceRow):
    """How central a skill is in an SSYK group; code is "ssyk:skill"."""

    ssyk2012 = models.CharField("SSYK 2012", max_length=4, db_index=True)
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="trades", verbose_name="kompetens"
    )
    level = models.CharField("nivå", max_length=10, choices=SkillLevel)

    class Meta(ReferenceRow.Meta):
        verbose_name = "kompetens i yrke"
        verbose_name_plural = "kompetenser i yrken"
        constraints = [
            models.UniqueConstraint(fields=["ssyk2012", "skill"], name="trade_skill_unique")
        ]


class DrivingLicence(ReferenceRow):
    """A licence category. `covers`: every other category its holder may drive."""

    name_sv = models.CharField("körkort", max_length=120)
    covers = models.JSONField("täcker", default=list, blank=True)
    min_age = models.PositiveSmallIntegerField("lägsta ålder", null=True, blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = "körkortsbehörighet"
        verbose_name_plural = "körkortsbehörigheter"


class SiteCertificateRule(ReferenceRow):
    """What a site normally asks of a trade. Empty `ssyk2012`: of every trade."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="site_rules", verbose_name="intyg"
    )
    ssyk2012 = models.CharField("SSYK 2012", max_length=4, blank=True, db_index=True)
    strength = models.CharField("styrka", max_length=12, choices=RuleStrength)
    condition_sv = models.TextField("när")

    class Meta(ReferenceRow.Meta):
        verbose_name = "intygskrav på arbetsplats"
        verbose_name_plural = "intygskrav på arbetsplatser"
        constraints = [
            models.UniqueConstraint(fields=["certificate", "ssyk2012"], name="site_rule_unique")
        ]
