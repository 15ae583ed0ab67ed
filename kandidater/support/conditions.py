"""The conditions a rule is made of, as data: each answers yes, no or not known, with words.

A condition is an object with one key (and what belongs to it):

* ``{"min_age": 25}``, ``{"below_age": 25}``
* ``{"registered": true}``, ``{"unemployed": true}`` on the day
* ``{"absent": {"months": 12, "of": 15}}``
* ``{"programme": "establishment"}``, with ``"within_months": 12`` also one that has ended since,
  with ``"ended": true`` only one that has ended
* ``{"permit_within_months": 36}``
* ``{"days_in": "youth_guarantee", "days": 200}``
* ``{"decision": "reduced_capacity"}``
* ``{"judgement": "words"}``: only Arbetsförmedlingen can say
* ``{"any": [...]}``, ``{"all": [...]}``
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from bas.days import has_turned
from grunddata.enums import Ground
from kandidater.enums import PeriodKind

from .absence import at_least, within
from .facts import PROGRAMMES, Facts

NEWCOMER, LONG_TERM, REDUCED = "nyanland", "langtidsarbetslos", "nedsatt-arbetsformaga"
GROUP_OF = {
    Ground.ESTABLISHMENT: NEWCOMER,
    Ground.RESIDENCE_PERMIT: NEWCOMER,
    Ground.JOB_GUARANTEE: LONG_TERM,
    Ground.YOUTH_GUARANTEE: LONG_TERM,
    Ground.REDUCED_CAPACITY: REDUCED,
}


class Verdict(Enum):
    YES = "possible"
    UNKNOWN = "unknown"
    NO = "no"


# As Django's choices, for the API.
VERDICTS = [(verdict.value, verdict.name.lower()) for verdict in Verdict]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``missing``: what is not known, for UNKNOWN; ``against``: what speaks against, for NO."""

    verdict: Verdict
    missing: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


YES = Outcome(Verdict.YES)


def not_known(*words: str) -> Outcome:
    return Outcome(Verdict.UNKNOWN, missing=words)


def no(*words: str) -> Outcome:
    return Outcome(Verdict.NO, against=words)


def every(outcomes: Iterable[Outcome]) -> Outcome:
    """All must hold: one no is a no, else one not known is not known."""
    rows = list(outcomes)
    against = _words(row.against for row in rows if row.verdict is Verdict.NO)
    if against:
        return no(*against)
    missing = _words(row.missing for row in rows if row.verdict is Verdict.UNKNOWN)
    return not_known(*missing) if missing else YES


def some(outcomes: Iterable[Outcome]) -> Outcome:
    """One must hold: one yes is a yes, else one not known is not known."""
    rows = list(outcomes)
    if any(row.verdict is Verdict.YES for row in rows):
        return YES
    missing = _words(row.missing for row in rows if row.verdict is Verdict.UNKNOWN)
    return not_known(*missing) if missing else no(*_words(row.against for row in rows))


def check(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    """Answer one condition. Raises ValueError for one that nobody has taught us."""
    for key, rule in _CONDITIONS.items():
        if key in condition:
            return rule(condition, facts, day)
    raise ValueError(f"Okänt villkor: {sorted(condition)}")


def _words(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each once, in the order first said."""
    return tuple(dict.fromkeys(word for group in groups for word in group))


def _min_age(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    age = condition["min_age"]
    if facts.birth_date is None:
        return not_known("födelsedatum")
    return YES if has_turned(age, facts.birth_date, day) else no(f"har inte fyllt {age} år")


def _below_age(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    age = condition["below_age"]
    if facts.birth_date is None:
        return not_known("födelsedatum")
    return no(f"har fyllt {age} år") if has_turned(age, facts.birth_date, day) else YES


def _registered(_: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    periods = facts.of_kind(PeriodKind.REGISTERED)
    if any(row.holds(day) for row in periods):
        return YES
    if not periods:
        return not_known("inskrivningsdatum hos Arbetsförmedlingen")
    return no("inte inskriven hos Arbetsförmedlingen den dagen")


def _unemployed(_: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    absent = facts.of_kind(PeriodKind.ABSENT)
    in_programme = any(row.ground in PROGRAMMES and row.holds(day) for row in facts.memberships)
    if in_programme or any(row.holds(day) for row in absent):
        return YES
    return no("inte utan arbete den dagen") if absent else not_known("tid utan arbete")


def _absent(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    months, of = condition["absent"]["months"], condition["absent"]["of"]
    if at_least(facts, day, months, of):
        return YES
    if facts.of_kind(PeriodKind.ABSENT):
        return no(f"inte utan arbete {months} av de senaste {of} månaderna")
    told = any(
        row.group == LONG_TERM
        and row.ground in {Ground.NOT_STATED, Ground.WITHOUT_WORK}
        and row.holds(day)
        for row in facts.memberships
    )
    return not_known("tid utan arbete") if told else no("ingen tid utan arbete är antecknad")


def _programme(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    ground = Ground(condition["programme"])
    rows = facts.on_ground(ground)
    holds = any(row.holds(day) for row in rows)
    ended = [row.valid_to for row in rows if row.valid_to is not None and row.valid_to < day]
    if condition.get("ended"):
        return YES if ended and not holds else no("etableringsprogrammet är inte avslutat")
    if holds:
        return YES
    months = condition.get("within_months")
    if months and any(within(facts, last, day, months) for last in ended):
        return YES
    return _without(ground, facts, day, f"inte i {_lower(ground)}")


def _permit(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    months = condition["permit_within_months"]
    rows = facts.on_ground(Ground.RESIDENCE_PERMIT)
    dates = [row.valid_from for row in rows if row.valid_from is not None]
    if any(within(facts, granted, day, months) for granted in dates):
        return YES
    if len(dates) < len(rows):
        return not_known("dag för beslutet om uppehållstillstånd")
    if dates:
        return no(f"uppehållstillståndet är inte från de senaste {months} månaderna")
    return _without(Ground.RESIDENCE_PERMIT, facts, day, "inget uppehållstillstånd är antecknat")


def _days_in(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    ground, days = Ground(condition["days_in"]), condition["days"]
    rows = [row for row in facts.on_ground(ground) if row.holds(day)]
    if not rows:
        return _without(ground, facts, day, f"inte i {_lower(ground)}")
    told = [row.days for row in rows if row.days is not None]
    if any(count >= days for count in told):
        return YES
    if len(told) < len(rows):
        return not_known(f"antal dagar i {_lower(ground)}")
    return no(f"färre än {days} dagar i {_lower(ground)}")


def _decision(condition: Mapping[str, Any], facts: Facts, day: date) -> Outcome:
    ground = Ground(condition["decision"])
    if any(row.holds(day) for row in facts.on_ground(ground)):
        return YES
    return _without(ground, facts, day, "inget beslut om nedsatt arbetsförmåga är antecknat")


def _without(ground: Ground, facts: Facts, day: date, against: str) -> Outcome:
    """No row on this ground: not known when she is in its group and nobody has noted why."""
    if facts.group_without_ground(GROUP_OF[ground], day):
        return not_known("grund för målgruppen")
    return no(against)


def _lower(ground: Ground) -> str:
    return {
        Ground.ESTABLISHMENT: "etableringsprogrammet",
        Ground.JOB_GUARANTEE: "jobb- och utvecklingsgarantin",
        Ground.YOUTH_GUARANTEE: "jobbgarantin för ungdomar",
    }[ground]


_CONDITIONS: dict[str, Callable[[Mapping[str, Any], Facts, date], Outcome]] = {
    "min_age": _min_age,
    "below_age": _below_age,
    "registered": _registered,
    "unemployed": _unemployed,
    "absent": _absent,
    "programme": _programme,
    "permit_within_months": _permit,
    "days_in": _days_in,
    "decision": _decision,
    "judgement": lambda condition, _facts, _day: not_known(condition["judgement"]),
    "any": lambda condition, facts, day: some(check(c, facts, day) for c in condition["any"]),
    "all": lambda condition, facts, day: every(check(c, facts, day) for c in condition["all"]),
}
