"""The skills passport: what a candidate can, on paper, mapped to the way to the trade certificate.

Only what is named here goes on it, and only that is read: nothing of who she is, why she is
registered, what support she may have or what somebody has noted.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from bas.pdf import render
from bas.text import sort_key
from grunddata.enums import LanguageLevel, OccupationRung
from grunddata.models import WageStep
from grunddata.selectors import wage_steps
from konton.actors import Actor
from konton.services import audit

from .certificates import is_valid
from .enums import EducationLevel, HourSource, Mastery, Proof
from .hours import Account, accounts
from .languages import SKILLS
from .models import (
    Candidate,
    CandidateCertificate,
    CandidateLanguage,
    CandidateQuerySet,
    CandidateSkill,
)

TEMPLATE = "kandidater/passport.typ"
# The columns it is made from. Anything else of the record would cost a query, and those are pinned.
COLUMNS = (
    "first_name",
    "last_name",
    "is_protected",
    "available_from",
    "available_to",
    "hours_per_week",
    "earliest_start_time",
    "has_car",
    "municipality__name",
    "organisation__name",
)
CONTACT = ("phone", "email")
EXPERIENCES_SHOWN = 8
SKILL_WORDS = {"listening": "lyssna", "speaking": "tala", "reading": "läsa", "writing": "skriva"}
UNCHECKED = frozenset({HourSource.OWN_WORD, HourSource.EARLIER})


def passport_rows(candidates: CandidateQuerySet, *, with_contact: bool) -> CandidateQuerySet:
    """What a passport is made from, and nothing more."""
    return (
        candidates.select_related("organisation", "municipality")
        .only(*COLUMNS, *(CONTACT if with_contact else ()))
        .prefetch_related(
            "wishes__occupation",
            "hour_entries__occupation",
            "skills__skill",
            "certificates__certificate",
            "certificates__checked_by",
            "languages__language",
            "education",
            "licences",
        )
    )


def make_passport(*, actor: Actor, candidate: Candidate, with_contact: bool) -> bytes:
    """The PDF, in Swedish. Logged each time; of a protected person without name or contact."""
    facts = passport_facts(candidate, timezone.localdate(), with_contact=with_contact)
    file = render(TEMPLATE, facts)
    audit(
        actor=actor,
        action="candidate.passport_made",
        object_type="candidate",
        object_id=candidate.pk,
        organisation_id=candidate.organisation_id,
        data={"contact": bool(facts["contact"])},
    )
    return file


def passport_facts(candidate: Candidate, day: date, *, with_contact: bool) -> dict[str, Any]:
    """The words of the passport that day; ``candidate`` from ``passport_rows``."""
    protected = candidate.is_protected
    wishes = list(candidate.wishes.all())
    steps = wage_steps()
    rungs = {wish.occupation_id: OccupationRung(wish.rung) for wish in wishes}
    return {
        "name": str(candidate),
        "trade": str(wishes[0].occupation) if wishes else "",
        "issued": _day(day),
        "issuer": "" if protected else candidate.organisation.name,
        "contact": [c for c in (candidate.phone, candidate.email) if c]
        if with_contact and not protected
        else [],
        "glance": _glance(candidate),
        "trades": [
            _trade(account, rungs.get(account.occupation.pk), steps.get(account.goal or 0, []))
            for account in accounts(candidate)
        ],
        "certificates": [
            _certificate(held, protected)
            for held in candidate.certificates.all()
            if is_valid(held.expires, day)
        ],
        "skills": _skills(candidate),
        "languages": [_language(row) for row in candidate.languages.all() if row.level],
        "education": [
            {
                "level": str(EducationLevel(row.level).label),
                "subject": row.subject,
                "finished": str(row.finished or ""),
                "proof": str(Proof(row.proof).label),
            }
            for row in candidate.education.all()
        ],
        **_experience(candidate),
    }


def _glance(candidate: Candidate) -> list[dict[str, str]]:
    """What a foreman asks first."""
    start, end = candidate.available_from, candidate.available_to
    period = _day(start) if start else "Efter överenskommelse"
    morning = candidate.earliest_start_time
    told = {
        "Kan börja": f"{period} – {_day(end)}" if end else period,
        "Arbetstid": f"{candidate.hours_per_week} timmar i veckan",
        "Tidigast på dagen": f"Klockan {morning:%H.%M}" if morning else "",
        "Körkort": ", ".join(licence.code for licence in candidate.licences.all()),
        "Eget fordon": "Bil till arbetet" if candidate.has_car else "",
        # Where a protected person lives is told nobody.
        "Ort": ""
        if candidate.is_protected or not candidate.municipality
        else str(candidate.municipality),
    }
    return [{"label": label, "value": value} for label, value in told.items() if value]


def _trade(account: Account, rung: OccupationRung | None, steps: list[WageStep]) -> dict[str, Any]:
    """One trade: how far to the certificate, and where on the way the pay rises.

    ``shares``: checked hours and those told only by herself, as parts (0–1) of the way.
    """
    told: dict[str, Any] = {
        "name": str(account.occupation),
        "rung": str(rung.label) if rung is not None else "",
        "hours": _number(account.hours),
        "goal": "",
        "shares": [],
        "steps": [],
        "sentences": [],
    }
    if rung == OccupationRung.CERTIFIED:
        return told | {"sentences": ["Yrkesbevis i yrket."]}
    if not account.goal:
        return told
    goal = account.goal
    unchecked = sum(e.hours for e in account.entries if e.source in UNCHECKED)
    checked = min(account.hours - unchecked, goal)
    return told | {
        "goal": _number(goal),
        "shares": [checked / goal, min(unchecked, goal - checked) / goal],
        "steps": [
            {
                "percent": f"{step.share:.0%}".replace("%", " %"),
                "from": (step.hours_from - 1) / goal,
                "to": step.hours_to / goal,
                "hours": _number(step.hours_from),
                "now": step is _step_at(account.hours, steps),
            }
            for step in steps
        ],
        "sentences": _way(account.hours, goal, unchecked, steps),
    }


def _step_at(hours: int, steps: list[WageStep]) -> WageStep | None:
    """The step in which the next hour is paid; None past the last."""
    return next((step for step in steps if hours < step.hours_to), None)


def _way(hours: int, goal: int, unchecked: int, steps: list[WageStep]) -> list[str]:
    if hours >= goal:
        told = ["Timmarna räcker till yrkesbevis. Nästa steg är att söka det hos BYN."]
    else:
        told = [f"{_hours(goal - hours)} kvar till yrkesbevis."]
        after = [step for step in steps if step.hours_from > hours + 1]
        if after:
            left = after[0].hours_from - 1 - hours
            told.append(f"{_hours(left)} kvar till nästa lönesteg.")
    if unchecked:
        told.append(f"{_number(unchecked)} av timmarna är inte styrkta.")
    return told


def _certificate(held: CandidateCertificate, protected: bool) -> dict[str, str]:
    checked = ""
    if held.checked_by:
        # The name of who works with her would tell where a protected person is.
        checked = "Jobbcoach" if protected else str(held.checked_by)
    return {
        "name": str(held.certificate),
        "issued": _day(held.issued) if held.issued else "–",
        "until": _day(held.expires) if held.expires else "Går inte ut",
        "proof": str(Proof(held.proof).label),
        "checked": checked or "Inte kontrollerat",
    }


def _skills(candidate: Candidate) -> list[dict[str, Any]]:
    """Best proved first; those of one proof in Swedish order."""
    rows = list(candidate.skills.all())
    groups: Iterable[Proof] = (Proof.CERTIFIED, Proof.SHOWN, Proof.OWN_WORD)
    told = (
        {
            "proof": str(proof.label),
            "skills": sorted((_skill(row) for row in rows if row.proof == proof), key=sort_key),
        }
        for proof in groups
    )
    return [group for group in told if group["skills"]]


def _skill(row: CandidateSkill) -> str:
    if row.mastery is None:
        return str(row.skill)
    return f"{row.skill} ({str(Mastery(row.mastery).label).lower()})"


def _language(row: CandidateLanguage) -> dict[str, str]:
    """One level, and the four skills where they are known."""
    levels = ((SKILL_WORDS[skill], getattr(row, skill)) for skill in SKILLS)
    return {
        "name": str(row.language),
        "level": str(LanguageLevel(row.level).label),
        "skills": ", ".join(
            f"{word} {LanguageLevel(level).label}" for word, level in levels if level is not None
        ),
    }


def _experience(candidate: Candidate) -> dict[str, Any]:
    """Hours with where they come from, newest first; what somebody noted stays in the account."""
    entries = sorted(
        candidate.hour_entries.all(),
        key=lambda entry: (entry.last_day or entry.first_day or date.min, entry.created_at),
        reverse=True,
    )
    rest = entries[EXPERIENCES_SHOWN:]
    return {
        "experience": [
            {
                "period": _period(entry.first_day, entry.last_day),
                "trade": str(entry.occupation),
                "hours": _number(entry.hours),
                "source": str(HourSource(entry.source).label),
            }
            for entry in entries[:EXPERIENCES_SHOWN]
        ],
        "earlier": f"Därtill {len(rest)} tidigare perioder, "
        f"{_hours(sum(entry.hours for entry in rest))}."
        if rest
        else "",
    }


def _period(first: date | None, last: date | None) -> str:
    """Months, as on a CV."""
    days = [date_format(day, "F Y") for day in (first, last) if day]
    return " – ".join(dict.fromkeys(days))


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def _hours(value: int) -> str:
    return f"{_number(value)} {'timme' if value == 1 else 'timmar'}"
