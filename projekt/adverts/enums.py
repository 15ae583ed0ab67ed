from django.db import models


class Outcome(models.TextChoices):
    """What an import did with one advert."""

    CREATED = "created", "Ny"
    UPDATED = "updated", "Ändrad"
    UNCHANGED = "unchanged", "Oförändrad"
    REMOVED = "removed", "Borttagen"
    SKIPPED = "skipped", "Överhoppad"
    UNMATCHED = "unmatched", "Yrke vi inte har"
    FAULTY = "faulty", "Gick inte att läsa"


class Wait(models.TextChoices):
    """What an advert lacks to be a draft need."""

    NOTHING = "", "Inget"
    COMPANY = "company", "Företag"
    PLACE = "place", "Plats i länet"
    DATES = "dates", "Datum"
