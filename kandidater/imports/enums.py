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
    # A name that sounds the same is a question, not an answer: created unless somebody says no.
    ALIKE = "alike", "Liknar någon som finns"


class DuplicateChoice(models.TextChoices):
    SKIP = "skip", "Hoppa över"
    UPDATE = "update", "Uppdatera"
    CREATE = "create", "Skapa ändå"


# Skipped until somebody says otherwise; all others are created.
SAME_PERSON = (MatchKind.ROW, MatchKind.BASE)


def unless_told(match_kind: str) -> DuplicateChoice:
    return DuplicateChoice.SKIP if match_kind in SAME_PERSON else DuplicateChoice.CREATE


class RowResult(models.TextChoices):
    CREATED = "created", "Skapad"
    UPDATED = "updated", "Uppdaterad"
    SKIPPED = "skipped", "Överhoppad"
    REJECTED = "rejected", "Avvisad"
