"""Adverts of a coordinating body's region, and what each import of them did.

Only facts of ours are kept (``facts.Facts``): no text, no contact, nothing of a person.
"""

from typing import Self

from django.db import models

from bas.models import BaseModel
from grunddata.models import Municipality, Occupation, OccupationRung
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation, User

from ..models import LabourNeed
from .enums import Outcome, Wait


class AdvertQuerySet(models.QuerySet["Advert"]):
    def visible_to(self, actor: Actor) -> Self:
        """The actor's own body's, a coordinator's only."""
        own = actor.organisation_id if actor.role == Role.COORDINATOR else None
        return self.filter(body_id=own)


class AdvertImportQuerySet(models.QuerySet["AdvertImport"]):
    def visible_to(self, actor: Actor) -> Self:
        """The actor's own body's, a coordinator's only."""
        own = actor.organisation_id if actor.role == Role.COORDINATOR else None
        return self.filter(body_id=own)


class Advert(BaseModel):
    """One advert by its id; ``need`` is the draft it became, ``waits_for`` what it still lacks."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ad_id = models.CharField("annonsens id", max_length=64)
    facts = models.JSONField("uppgifter")
    occupation = models.ForeignKey(
        Occupation, on_delete=models.PROTECT, related_name="+", verbose_name="yrke"
    )
    rung = models.PositiveSmallIntegerField("nivå", choices=OccupationRung)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="kommun"
    )
    waits_for = models.CharField("väntar på", max_length=10, choices=Wait, blank=True)
    need = models.OneToOneField(
        LabourNeed, on_delete=models.SET_NULL, null=True, related_name="advert"
    )
    # What the import last wrote in the need: what differs from it now was edited by hand.
    written = models.JSONField("skrivet i behovet", default=dict)
    # The need's version as the import left it: any other, and somebody has worked on it since.
    need_version = models.PositiveIntegerField("behovets version", default=0)
    removed_on = models.DateField("borttagen", null=True)
    # Removed, but its need lives: somebody has worked on it, and decides herself.
    flagged = models.BooleanField("annonsen borttagen men behovet kvar", default=False)

    objects = AdvertQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "ad_id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "ad_id"], name="projekt_advert_unique")
        ]
        indexes = [models.Index(fields=["body", "waits_for"])]

    def __str__(self) -> str:
        return f"Annons {self.ad_id}"


class AdvertImport(BaseModel):
    """The report of one import: who, when, which file, and how many of each outcome."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # None: the command, run by nobody in particular.
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField("fil", max_length=120)
    total = models.PositiveIntegerField("annonser")
    created = models.PositiveIntegerField("nya")
    updated = models.PositiveIntegerField("ändrade")
    unchanged = models.PositiveIntegerField("oförändrade")
    removed = models.PositiveIntegerField("borttagna")
    skipped = models.PositiveIntegerField("överhoppade")
    unmatched = models.PositiveIntegerField("yrke vi inte har")
    faulty = models.PositiveIntegerField("gick inte att läsa")
    needs = models.PositiveIntegerField("nya utkast till behov")

    objects = AdvertImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.source


class AdvertRow(models.Model):
    """What became of one advert of the file, in its order."""

    report = models.ForeignKey(AdvertImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("rad")
    ad_id = models.CharField("annonsens id", max_length=64, blank=True)
    label = models.CharField("yrke i annonsen", max_length=120, blank=True)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome)
    note = models.CharField("skäl", max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="projekt_advertrow_unique")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
