from django.db import models


class ProjectKind(models.TextChoices):
    NEW_DWELLINGS = "new_dwellings", "Nya bostäder"
    RENOVATION = "renovation", "Stambyte eller renovering"
    SCHOOL_OFFICE = "school_office", "Skola eller kontor"
    CIVIL = "civil", "Anläggning"


class NeedState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    IN_REVIEW = "in_review", "Granskas"
    OPEN = "open", "Öppet"
    PARTLY_FILLED = "partly_filled", "Delvis tillsatt"
    FILLED = "filled", "Tillsatt"
    PAUSED = "paused", "Pausat"
    CLOSED = "closed", "Stängt"


# Published and neither paused nor closed.
NEED_OPEN_STATES = (NeedState.OPEN, NeedState.PARTLY_FILLED, NeedState.FILLED)


class EmploymentForm(models.TextChoices):
    WORK_PRACTICE = "work_practice", "Praktik"
    APPRENTICE = "apprentice", "Lärling"
    INTRODUCTION_JOB = "introduction_job", "Introduktionsjobb"
    NEW_START_JOB = "new_start_job", "Nystartsjobb"
    ORDINARY = "ordinary", "Ordinarie anställning"


class RequirementLevel(models.TextChoices):
    MUST = "must", "Måste ha"
    NICE = "nice", "Bra att ha"
    TEACH = "teach", "Lär vi ut"


class Purchase(models.TextChoices):
    """What the buyer buys, and how: it decides whether and how much a clause asks for."""

    WORKS = "works", "Entreprenad"
    SERVICES = "services", "Tjänst eller konsult"
    GOODS = "goods", "Varor"
    FRAMEWORK = "framework", "Ramavtal"
    DIRECT = "direct", "Direktupphandling"
    CALL_OFF = "call_off", "Avrop"
