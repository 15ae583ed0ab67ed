"""Reading reference data."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import models

from .enums import Ground, LanguageLevel, OccupationRung, SupportStatus
from .models import (
    Certificate,
    ConsentWording,
    CourseKind,
    CrewTemplate,
    District,
    DrivingLicence,
    Language,
    Municipality,
    Norm,
    Occupation,
    OccupationLevel,
    ReferenceState,
    SfiLevel,
    SiteCertificateRule,
    Skill,
    Station,
    SupportForm,
    SupportRule,
    TargetGroup,
    TaskDemand,
    TradeSkill,
    ValidRow,
    WageStep,
)

Row = TypeVar("Row", bound=ValidRow)

SFI_COLUMNS = (
    "code",
    "course",
    "letter",
    "study_path",
    "cefr_low",
    "cefr_high",
    "level",
    "valid_from",
    "valid_to",
    "verification_note",
)

WORDING_COLUMNS = (
    "purpose",
    "version",
    "language_id",
    "text",
    "if_no",
    "valid_from",
    "valid_to",
)


def fingerprint() -> str | None:
    """SHA-256 (hex) of all reference rows at the last load; None before it. One query."""
    return ReferenceState.objects.values_list("fingerprint", flat=True).first()


def reference_bundle() -> dict[str, Any]:
    """Everything forms choose from, JSON-serialisable, in the order of the files.

    Keys: fingerprint, rungs, occupations, skills, skills_by_ssyk, certificates, licences,
    languages, language_levels, sfi_courses, municipalities, districts, stations, target_groups,
    task_demands, support_forms, course_kinds, crew_templates, consent_wordings. One query when
    cached; the cache key is the fingerprint, so a load in any process is seen at once.
    """
    stamp = fingerprint()
    if stamp is None:
        return _bundle(None)
    key = f"grunddata:bundle:{stamp}"
    bundle: dict[str, Any] | None = cache.get(key)
    if bundle is None:
        bundle = _bundle(stamp)
        cache.set(key, bundle)
    return bundle


def in_force(rows: models.QuerySet[Row], day: date) -> models.QuerySet[Row]:
    """Rows of a `ValidRow` model in force that day; an empty end is open."""
    return rows.filter(
        models.Q(valid_from=None) | models.Q(valid_from__lte=day),
        models.Q(valid_to=None) | models.Q(valid_to__gte=day),
    )


def norms(day: date) -> dict[str, float]:
    """Value per key in force that day; of several versions the one that began last. One query."""
    rows = (
        in_force(Norm.objects.all(), day).order_by("key", "valid_from").values_list("key", "value")
    )
    return {key: float(value) for key, value in rows}


def wage_steps() -> dict[int, list[WageStep]]:
    """An adult apprentice's steps of pay in order, by the length of the route. One query."""
    steps: dict[int, list[WageStep]] = {}
    for row in WageStep.objects.order_by("hours_adult", "step"):
        steps.setdefault(row.hours_adult, []).append(row)
    return steps


def licence_covers() -> dict[str, list[str]]:
    """Categories covered, by category (itself not among them). One query."""
    return dict(DrivingLicence.objects.values_list("code", "covers"))


def sfi_levels(codes: Iterable[str]) -> dict[str, int]:
    """The level that each SFI course leads to, read carefully. One query."""
    return dict(SfiLevel.objects.filter(code__in=codes).values_list("code", "level"))


def support_rules(day: date) -> list[SupportRule]:
    """Rules in force that day, of forms in force that day, with `support_form`. One query.

    Only an indication: Arbetsförmedlingen decides.
    """
    forms = in_force(SupportForm.objects.all(), day).filter(status=SupportStatus.ACTIVE)
    return list(
        in_force(SupportRule.objects.all(), day)
        .filter(support_form__in=forms)
        .select_related("support_form")
    )


def consent_wordings(
    purposes: Iterable[str], language: str, day: date
) -> dict[str, ConsentWording]:
    """The words in force that day per purpose, in the language, else in Swedish. One query."""
    rows = in_force(
        ConsentWording.objects.filter(purpose__in=purposes, language__in={language, "sv"}), day
    )
    # The last one stands: her own language over Swedish, then what began last.
    first_day = date.min
    ordered = sorted(rows, key=lambda r: (r.language_id == language, r.valid_from or first_day))
    return {row.purpose: row for row in ordered}


def site_certificate_rules(ssyk2012: str) -> list[SiteCertificateRule]:
    """What a site normally asks of the trade, rules for every trade included. One query."""
    return list(
        SiteCertificateRule.objects.filter(ssyk2012__in=["", ssyk2012]).select_related(
            "certificate"
        )
    )


def _bundle(stamp: str | None) -> dict[str, Any]:
    levels: dict[str, list[dict[str, Any]]] = {}
    for level in OccupationLevel.objects.order_by("occupation_id", "rung").values(
        "occupation_id", "rung", "name_sv", "min_age", "requires_training", "entry_requirement"
    ):
        occupation = level["occupation_id"]
        levels.setdefault(occupation, []).append(
            {key: value for key, value in level.items() if key != "occupation_id"}
        )
    by_ssyk: dict[str, list[dict[str, str]]] = {}
    # A skill that is a certificate is asked for as the certificate.
    for ssyk, skill, weight in TradeSkill.objects.filter(skill__certificate=None).values_list(
        "ssyk2012", "skill_id", "level"
    ):
        by_ssyk.setdefault(ssyk, []).append({"skill": skill, "level": weight})
    return {
        "fingerprint": stamp,
        "rungs": _choices(OccupationRung),
        "occupations": [
            {**row, "levels": levels.get(row["code"], [])}
            for row in Occupation.objects.values(
                "code", "name_sv", "ssyk2012", "hours_adult", "typical_task_demands"
            )
        ],
        "skills": list(Skill.objects.filter(certificate=None).values("code", "name_sv")),
        "skills_by_ssyk": by_ssyk,
        "certificates": list(
            Certificate.objects.values(
                "code", "name_sv", "kind", "validity_months", "all_trades", "trades_ssyk"
            )
        ),
        "licences": list(DrivingLicence.objects.values("code", "name_sv", "covers")),
        "languages": list(Language.objects.values("code", "name_sv", "name_native", "rtl")),
        "language_levels": _choices(LanguageLevel),
        "sfi_courses": [_dated(row) for row in SfiLevel.objects.values(*SFI_COLUMNS)],
        "municipalities": list(Municipality.objects.values("code", "name", "lat", "lon")),
        "districts": list(
            District.objects.values("code", "name", "area", "municipality_id", "lat", "lon")
        ),
        "stations": list(Station.objects.values("code", "name", "mode", "municipality_id")),
        "target_groups": [
            {
                **row,
                "grounds": [{"code": g, "name_sv": Ground(g).label} for g in row["grounds"]],
            }
            for row in TargetGroup.objects.values("code", "name_sv", "ground", "grounds")
        ],
        "task_demands": list(TaskDemand.objects.values("code", "name_sv", "adaptation")),
        "support_forms": [
            _dated(form)
            for form in SupportForm.objects.values("code", "name_sv", "status", "law", "valid_to")
        ],
        "course_kinds": list(CourseKind.objects.values("code", "name_sv", "type", "weeks")),
        "crew_templates": list(CrewTemplate.objects.values("code", "name_sv", "kind")),
        "consent_wordings": [
            _dated(row) for row in ConsentWording.objects.values(*WORDING_COLUMNS)
        ],
    }


def _choices(scale: type[OccupationRung] | type[LanguageLevel]) -> list[dict[str, Any]]:
    return [{"value": value, "name_sv": label} for value, label in scale.choices]


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its dates as JSON writes them."""
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()
    }
