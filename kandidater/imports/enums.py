from django.db import models


class ImportStatus(models.TextChoices):
    OPEN = "open", "Förbereds"
    QUEUED = "queued", "Väntar"
    RUNNING = "running", "Pågår"
    FINISHED = "finished", "Klar"
    PARKED = "parked", "Avbruten"
    DISCARDED = "discarded", "Kastad"


class ImportTask(models.TextChoices):
    """What the job does when it is not open."""

    CREATE = "create", "Skapar"
    UNDO = "undo", "Ångrar"


class RowVerdict(models.TextChoices):
    READY = "ready", "Klar"
    ASK = "ask", "Har en fråga"
    WRONG = "wrong", "Kan inte läsas in"


class MatchKind(models.TextChoices):
    ROW = "row", "Samma person på en tidigare rad"
    BASE = "base", "Finns redan"


class DuplicateChoice(models.TextChoices):
    SKIP = "skip", "Hoppa över"
    UPDATE = "update", "Uppdatera"
    CREATE = "create", "Skapa ändå"


class RowResult(models.TextChoices):
    CREATED = "created", "Skapad"
    UPDATED = "updated", "Uppdaterad"
    SKIPPED = "skipped", "Överhoppad"
    REJECTED = "rejected", "Avvisad"
