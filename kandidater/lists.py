"""A candidate's lists, replaced whole: a fixed number of queries whatever their length."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from grunddata.enums import Ground
from grunddata.selectors import sfi_levels
from konton.actors import Actor

from .changes import CandidateChanges, CertificateChange, LanguageChange
from .enums import Proof
from .languages import SKILLS, level_of
from .models import (
    AwayPeriod,
    Candidate,
    CandidateCertificate,
    CandidateEducation,
    CandidateLanguage,
    CandidateOccupation,
    CandidateSkill,
    SupportPeriod,
    TargetGroupMembership,
)

# What of a row is content; the rest (key, times) says nothing.
_CONTENT: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "wishes": (CandidateOccupation, ("occupation_id", "rung", "rank")),
    "languages": (CandidateLanguage, ("language_id", "level", "sfi_course_id", *SKILLS)),
    "skills": (CandidateSkill, ("skill_id", "proof", "mastery")),
    "education": (
        CandidateEducation,
        ("level", "subject", "finished", "recognition", "proof"),
    ),
    "certificates": (
        CandidateCertificate,
        ("certificate_id", "issued", "expires", "proof", "checked_by_id"),
    ),
    "target_groups": (
        TargetGroupMembership,
        ("target_group_id", "ground", "valid_from", "valid_to", "days"),
    ),
    "away": (AwayPeriod, ("first_day", "last_day")),
    "support_periods": (SupportPeriod, ("kind", "first_day", "last_day")),
}
# Columns for people to read only: a change of nothing else has a name of its own, which no proposal
# stands on.
_DETAILS: dict[str, tuple[str, frozenset[str]]] = {
    "languages": ("language_skills", frozenset(SKILLS)),
    "skills": ("mastery", frozenset({"mastery"})),
}


def replace_lists(*, candidate: Candidate, changes: CandidateChanges, actor: Actor) -> set[str]:
    """Make the candidate's lists those of ``changes``; returns what differed by name.

    That is the list, or the name of ``_DETAILS`` where matching reads nothing of what differed.
    """
    wanted: dict[str, list[Any]] = {}
    if "wishes" in changes:
        wanted["wishes"] = [
            CandidateOccupation(
                candidate=candidate,
                occupation_id=wish["occupation"],
                rung=wish["rung"],
                rank=rank,
            )
            for rank, wish in enumerate(changes["wishes"], 1)
        ]
    if "languages" in changes:
        wanted["languages"] = _languages(candidate, changes["languages"])
    if "skills" in changes:
        wanted["skills"] = [
            CandidateSkill(
                candidate=candidate,
                skill_id=row["skill"],
                proof=row["proof"],
                mastery=row.get("mastery"),
            )
            for row in changes["skills"]
        ]
    if "education" in changes:
        wanted["education"] = [
            CandidateEducation(candidate=candidate, **row) for row in changes["education"]
        ]
    if "certificates" in changes:
        wanted["certificates"] = _certificates(candidate, changes["certificates"], actor)
    if "target_groups" in changes:
        wanted["target_groups"] = [
            TargetGroupMembership(
                candidate=candidate,
                target_group_id=row["target_group"],
                ground=row.get("ground", Ground.NOT_STATED),
                valid_from=row.get("valid_from"),
                valid_to=row.get("valid_to"),
                days=row.get("days"),
            )
            for row in changes["target_groups"]
        ]
    if "away" in changes:
        wanted["away"] = [AwayPeriod(candidate=candidate, **row) for row in changes["away"]]
    if "support_periods" in changes:
        wanted["support_periods"] = [
            SupportPeriod(
                candidate=candidate,
                kind=row["kind"],
                first_day=row["first_day"],
                last_day=row.get("last_day"),
            )
            for row in changes["support_periods"]
        ]
    changed: set[str] = set()
    for name, rows in wanted.items():
        changed |= _replace(candidate, name, rows)
    if "licences" in changes:
        changed |= _replace_codes("licences", candidate.licences, changes["licences"])
    if "adaptations" in changes:
        changed |= _replace_codes("adaptations", candidate.adaptations, changes["adaptations"])
    return changed


def held(candidate: Candidate, name: str) -> list[dict[str, Any]]:
    """The rows of one list as ``CandidateChanges`` has them, so that others can be added."""
    model, content = _CONTENT[name]
    keys = [column.removesuffix("_id") for column in content]
    rows = model._default_manager.filter(candidate=candidate).values_list(*content)
    return [dict(zip(keys, row, strict=True)) for row in rows]


def _replace(candidate: Candidate, name: str, rows: list[Any]) -> set[str]:
    model, content = _CONTENT[name]
    current = model._default_manager.filter(candidate=candidate)
    before = [dict(zip(content, row, strict=True)) for row in current.values_list(*content)]
    after = [{field: getattr(row, field) for field in content} for row in rows]
    if _facts(before) == _facts(after):
        return set()
    current.delete()
    model._default_manager.bulk_create(rows)
    detail, unread = _DETAILS.get(name, (name, frozenset()))
    return {detail if _facts(before, but=unread) == _facts(after, but=unread) else name}


def _facts(rows: list[dict[str, Any]], but: frozenset[str] = frozenset()) -> set[tuple[Any, ...]]:
    return {tuple(value for field, value in row.items() if field not in but) for row in rows}


def _replace_codes(name: str, related: Any, codes: Iterable[str]) -> set[str]:
    before = set(related.order_by().values_list("pk", flat=True))
    after = set(codes)
    if before == after:
        return set()
    related.remove(*(before - after))
    related.add(*(after - before))
    return {name}


def _languages(candidate: Candidate, wanted: list[LanguageChange]) -> list[CandidateLanguage]:
    """Rows whose level follows from what else is told of the language."""
    asked = [course for row in wanted if "level" not in row and (course := row.get("sfi_course"))]
    levels = sfi_levels(asked) if asked else {}
    rows = []
    for row in wanted:
        course = row.get("sfi_course")
        level = level_of(
            listening=row.get("listening"),
            speaking=row.get("speaking"),
            told=row.get("level"),
            course=levels.get(course or ""),
        )
        if level is None:
            raise ValidationError({"languages": ["Nivån i språket saknas."]})
        rows.append(
            CandidateLanguage(
                candidate=candidate,
                language_id=row["language"],
                level=level,
                sfi_course_id=course,
                **{name: row.get(name) for name in SKILLS},
            )
        )
    return rows


def _certificates(
    candidate: Candidate, wanted: list[CertificateChange], actor: Actor
) -> list[CandidateCertificate]:
    """New rows; who checked a paper stays while what it says stays, else it is who writes now."""
    before = {row.certificate_id: row for row in candidate.certificates.all()}
    rows = []
    for item in wanted:
        row = CandidateCertificate(
            candidate=candidate,
            certificate_id=item["certificate"],
            issued=item["issued"],
            expires=item["expires"],
            proof=item["proof"],
        )
        old = before.get(row.certificate_id)
        said = (row.issued, row.expires, row.proof)
        if old and (old.issued, old.expires, old.proof) == said:
            row.checked_by_id = old.checked_by_id
        elif row.proof == Proof.CERTIFIED:
            row.checked_by_id = actor.user_id
        rows.append(row)
    return rows
