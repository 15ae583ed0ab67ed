"""Municipalities and districts, each a point for distances and area figures."""

from django.db import models

from .base import ReferenceRow


class Municipality(ReferenceRow):
    """A municipality; code is SCB's four digits. Position is WGS84, of the main place."""

    name = models.CharField("kommun", max_length=60)
    lat = models.FloatField("latitud")
    lon = models.FloatField("longitud")
    unemployed = models.PositiveIntegerField("inskrivna arbetslösa", null=True, blank=True)
    unemployed_month = models.DateField("arbetslösa, månad", null=True, blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"


class District(ReferenceRow):
    """A part of a municipality (stadsdel). Position is WGS84, the centre of its area."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="districts", verbose_name="kommun"
    )
    name = models.CharField("stadsdel", max_length=60)
    area = models.CharField("stadsdelsområde", max_length=60)
    lat = models.FloatField("latitud")
    lon = models.FloatField("longitud")

    class Meta(ReferenceRow.Meta):
        verbose_name = "stadsdel"
        verbose_name_plural = "stadsdelar"
