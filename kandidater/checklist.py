"""The card's list of tasks: what is done and what is missing, section by section, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from .certificates import is_valid
from .models import MISSING_CONSENT, Candidate

SWEDISH = "sv"


class Section(models.TextChoices):
    CONTACT = "contact", "Kontakt"
    LANGUAGE = "language", "Språk och stöd"
    OCCUPATION = "occupation", "Yrke och erfarenhet"
    EDUCATION = "education", "Utbildning"
    CERTIFICATES = "certificates", "Certifikat"
    AVAILABILITY = "availability", "Tillgänglighet och tider"
    TRAVEL = "travel", "Resor"
    ADAPTATION = "adaptation", "Anpassning"
    CONSENT = "consent", "Samtycke"


class CanBeNone(models.TextChoices):
    """Lists that a person may truly have nothing in; the coach says so, and the section is done."""

    SKILLS = "skills", "Inga kompetenser"
    EDUCATION = "education", "Ingen avslutad utbildning"
    CERTIFICATES = "certificates", "Inga certifikat"
    ADAPTATIONS = "adaptations", "Ingen anpassning behövs"


@dataclass(frozen=True)
class Task:
    section: Section
    missing: list[str]
    # Good to know, never asked for: matching does not read it.
    optional: bool = False

    @property
    def code(self) -> str:
        return self.section.value

    @property
    def label(self) -> str:
        return str(self.section.label)

    @property
    def done(self) -> bool:
        return not self.missing


def checklist(candidate: Candidate, day: date) -> list[Task]:
    """Every section in order; needs the lists of ``whole_records``, asks no query of its own."""
    languages = {row.language_id for row in candidate.languages.all()}
    certificates = list(candidate.certificates.all())
    expired = [c.certificate.name_sv for c in certificates if not is_valid(c.expires, day)]
    return [
        Task(
            Section.CONTACT,
            _missing(
                (bool(candidate.phone or candidate.email), "mobil eller e-post"),
                (candidate.birth_date is not None, "födelsedatum"),
            ),
        ),
        Task(
            Section.LANGUAGE,
            _missing(
                (bool(languages), "minst ett språk"), (SWEDISH in languages, "nivå i svenska")
            ),
        ),
        Task(
            Section.OCCUPATION,
            _missing(
                (bool(candidate.wishes.all()), "minst ett önskat yrke"),
                (_told(candidate, CanBeNone.SKILLS, candidate.skills.all()), "kompetenser"),
            ),
        ),
        Task(
            Section.EDUCATION,
            _missing(
                (_told(candidate, CanBeNone.EDUCATION, candidate.education.all()), "utbildning")
            ),
            optional=True,
        ),
        Task(
            Section.CERTIFICATES,
            _missing((_told(candidate, CanBeNone.CERTIFICATES, certificates), "certifikat"))
            + [f"{name} har gått ut" for name in expired],
        ),
        Task(
            Section.AVAILABILITY,
            _missing(
                (candidate.available_from is not None, "när hen kan börja"),
                (
                    None not in (candidate.evenings, candidate.nights, candidate.weekends),
                    "om hen kan arbeta kvällar, nätter och helger",
                ),
            ),
        ),
        Task(Section.TRAVEL, _missing((candidate.municipality_id is not None, "kommun"))),
        Task(
            Section.ADAPTATION,
            _missing(
                (
                    _told(candidate, CanBeNone.ADAPTATIONS, candidate.adaptations.all()),
                    "anpassning, eller att ingen behövs",
                )
            ),
        ),
        Task(
            Section.CONSENT,
            _missing((MISSING_CONSENT not in candidate.missing_for_ready(), MISSING_CONSENT)),
        ),
    ]


def _missing(*checks: tuple[bool, str]) -> list[str]:
    return [words for there, words in checks if not there]


def _told(candidate: Candidate, section: CanBeNone, rows: Iterable[object]) -> bool:
    return any(True for _ in rows) or section in candidate.has_none
