"""A buyer's contract with a social clause: its terms, what is let off, hours and evidence."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from bas.models import BaseModel, VersionedModel
from grunddata.models import ClauseModel
from konton.actors import Actor
from konton.enums import Role
from konton.models import User

from .enums import Purchase


class SocialContractQuerySet(models.QuerySet["SocialContract"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.role == Role.COMPANY:
            return self.filter(project__organisation_id=actor.organisation_id)
        if actor.role == Role.COORDINATOR:
            return self.filter(project__organisation__coordinated_by_id=actor.organisation_id)
        return self.none()


class SocialContract(VersionedModel):
    """``terms`` is the model's data as it was, with the contract's own figures: never changed."""

    project = models.ForeignKey(
        "projekt.Project",
        on_delete=models.PROTECT,
        related_name="contracts",
        verbose_name="projekt",
    )
    buyer = models.CharField("beställare", max_length=120)
    number = models.CharField("avtalsnummer", max_length=60)
    value_sek = models.BigIntegerField(
        "värde, kr", validators=[MinValueValidator(0), MaxValueValidator(10**12)]
    )
    purchase = models.CharField("köpet", max_length=12, choices=Purchase)
    start_date = models.DateField("från")
    end_date = models.DateField("till (inte med)")
    # Not known is None: the clause then binds, and says that the number is missing.
    full_time_people = models.PositiveIntegerField("heltider", null=True, blank=True)
    planned_hours = models.PositiveIntegerField("planerade timmar", null=True, blank=True)
    clause_model = models.ForeignKey(
        ClauseModel, on_delete=models.PROTECT, related_name="+", verbose_name="klausul"
    )
    terms = models.JSONField("villkor", default=dict)

    objects = SocialContractQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")),
                name="projekt_contract_order",
            ),
            models.UniqueConstraint(
                fields=["project", "buyer", "number"], name="projekt_contract_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.buyer} {self.number}"


class ClauseExemption(BaseModel):
    """Days on which the buyer does not hold the company to the clause."""

    contract = models.ForeignKey(
        SocialContract, on_delete=models.CASCADE, related_name="exemptions"
    )
    start_date = models.DateField("från")
    end_date = models.DateField("till (inte med)")
    reason = models.CharField("skäl", max_length=300)
    granted_by = models.CharField("beviljat av", max_length=120)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["start_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")),
                name="projekt_exemption_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_date} {self.reason}"


class ClauseEvidence(BaseModel):
    """What shows that the clause is kept: a paper and where it is kept, never the paper."""

    contract = models.ForeignKey(SocialContract, on_delete=models.CASCADE, related_name="evidence")
    day = models.DateField("dag")
    what = models.CharField("underlag", max_length=300)
    reference = models.CharField("var det finns", max_length=200, blank=True)

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return f"{self.day} {self.what}"


class ContractHours(BaseModel):
    """Hours worked on the contract in one calendar month, by the company and those it hired."""

    contract = models.ForeignKey(SocialContract, on_delete=models.CASCADE, related_name="hours")
    month = models.DateField("månad")
    total = models.PositiveIntegerField("arbetade timmar")
    skilled = models.PositiveIntegerField("av fackutbildade", null=True, blank=True)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "month"], name="projekt_hours_month"),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="projekt_hours_first_of_month"
            ),
            models.CheckConstraint(
                condition=models.Q(skilled=None) | models.Q(skilled__lte=models.F("total")),
                name="projekt_hours_skilled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.total}"
