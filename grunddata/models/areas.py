"""Municipalities, districts and stations, each a point for distances and area figures."""

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


class Station(ReferenceRow):
    """A station of local trains (load_stations). Position is WGS84, of the station itself.

    Somebody else's data: there may be none, and then nobody is asked for one.
    """

    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stations",
        verbose_name="kommun",
    )
    name = models.CharField("station", max_length=60)
    mode = models.CharField("trafikslag", max_length=60, blank=True)
    lat = models.FloatField("latitud")
    lon = models.FloatField("longitud")

    class Meta(ReferenceRow.Meta):
        verbose_name = "station"
        verbose_name_plural = "stationer"
