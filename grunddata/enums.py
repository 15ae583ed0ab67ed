"""Scales and kinds of the reference data; the numbers are the order."""

from django.db import models


class OccupationRung(models.IntegerChoices):
    """JobTech's three rungs of a trade, lowest first."""

    APPRENTICE = 0, "Lärling"
    WITHOUT_CERTIFICATE = 1, "Utan yrkesbevis"
    CERTIFIED = 2, "Yrkesbevis"


class LanguageLevel(models.IntegerChoices):
    """CEFR main levels. Finer steps of a source ("A2+") count as their main level."""

    NONE = 0, "Ingen"
    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"


class Verification(models.TextChoices):
    """How far the project has checked a row against its source."""

    VERIFIED = "verified", "Kontrollerad mot källan"
    PARTLY = "partly", "Delvis kontrollerad"
    DERIVED = "derived", "Beräknad ur kontrollerade uppgifter"
    RECALLED = "recalled", "Ur minnet, ej kontrollerad"
    ASSUMPTION = "assumption", "Antagande – ändra vid behov"


class SkillLevel(models.TextChoices):
    ENTRY = "entry", "Grund"
    CORE = "core", "Kärna"
    ADVANCED = "advanced", "Fördjupning"


class CertificateKind(models.TextChoices):
    ACCESS = "access", "Tillträde"
    SAFETY = "safety", "Säkerhet"
    MACHINE = "machine", "Maskin"
    TRADE = "trade", "Yrke"


class RuleStrength(models.TextChoices):
    MUST = "must", "Krävs"
    CONDITIONAL = "conditional", "Krävs för vissa arbeten"


class SupportStatus(models.TextChoices):
    ACTIVE = "active", "Gäller"
    REPEALED = "repealed", "Upphävd"
    ABSENT = "absent", "Finns inte i gällande rätt"


class CourseType(models.TextChoices):
    CERTIFICATE = "certificate", "Intygskurs"
    LICENCE = "licence", "Körkort"
    SFI = "sfi", "Sfi"
    LANGUAGE_SUPPORT = "language_support", "Yrkessvenska"
    LABOUR_MARKET = "labour_market", "Arbetsmarknadsutbildning"
    ADULT_EDUCATION = "adult_education", "Yrkesvux"
    ADULT_APPRENTICE = "adult_apprentice", "Yrkesvux som lärling"
    VALIDATION = "validation", "Validering"


class CrewTemplateKind(models.TextChoices):
    NEW_BUILD = "new_build", "Nybygge"
    RENOVATION = "renovation", "Ombyggnad"


class Ground(models.TextChoices):
    """Why somebody is in a target group: a programme, a decision or time, never an origin."""

    NOT_STATED = "not_stated", "Grund inte angiven"
    ESTABLISHMENT = "establishment", "Anvisad till etableringsprogrammet"
    RESIDENCE_PERMIT = "residence_permit", "Uppehållstillstånd eller uppehållskort (från beslutet)"
    JOB_GUARANTEE = "job_guarantee", "Jobb- och utvecklingsgarantin"
    YOUTH_GUARANTEE = "youth_guarantee", "Jobbgarantin för ungdomar"
    WITHOUT_WORK = "without_work", "Utan arbete så länge som krävs"
    REDUCED_CAPACITY = "reduced_capacity", "Arbetsförmedlingens beslut om nedsatt arbetsförmåga"
    AGE = "age", "Ålder"


class ClauseMeasure(models.TextChoices):
    """What a buyer's social clause counts."""

    PLACES = "places", "Platser"
    HOURS = "hours", "Andel av arbetade timmar"
    RESIDENTS = "residents", "Andel av arbetet som boende i området gör"
