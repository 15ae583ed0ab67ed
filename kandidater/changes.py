"""What a candidate's record can be told, as the services take it."""

from datetime import date, time
from typing import NotRequired, TypedDict
from uuid import UUID


class IdentityChange(TypedDict, total=False):
    """``number`` (with ``grade`` for a samordningsnummer), or ``no_number_reason``, or nothing."""

    number: str
    grade: str
    no_number_reason: str


class WishChange(TypedDict):
    occupation: str
    rung: int


class LanguageChange(TypedDict):
    """``level`` may be left out where the others tell it (``kandidater.languages``)."""

    language: str
    level: NotRequired[int]
    listening: NotRequired[int | None]
    speaking: NotRequired[int | None]
    reading: NotRequired[int | None]
    writing: NotRequired[int | None]
    sfi_course: NotRequired[str | None]


class SkillChange(TypedDict):
    skill: str
    proof: str
    mastery: NotRequired[int | None]


class EducationChange(TypedDict):
    level: str
    subject: NotRequired[str]
    finished: NotRequired[int | None]
    recognition: NotRequired[str]
    proof: NotRequired[str]


class CertificateChange(TypedDict):
    certificate: str
    issued: date | None
    expires: date | None
    proof: str


class MembershipChange(TypedDict):
    target_group: str
    ground: NotRequired[str]
    valid_from: NotRequired[date | None]
    valid_to: NotRequired[date | None]
    days: NotRequired[int | None]


class PeriodChange(TypedDict):
    kind: str
    first_day: date
    last_day: NotRequired[date | None]


class AwayChange(TypedDict):
    first_day: date
    last_day: date


class CandidateChanges(TypedDict, total=False):
    """Only what is there changes. A list replaces the whole list; codes are reference codes."""

    first_name: str
    last_name: str
    phone: str
    email: str
    identity: IdentityChange
    birth_date: date | None
    preferred_language: str
    municipality: str | None
    district: str | None
    station: str | None
    available_from: date | None
    available_to: date | None
    hours_per_week: int
    earliest_start_time: time | None
    latest_end_time: time | None
    evenings: bool | None
    nights: bool | None
    weekends: bool | None
    max_travel_minutes: int
    has_car: bool
    has_bicycle: bool
    next_step: str
    next_step_due: date | None
    next_step_owner: str
    coach: UUID
    has_none: list[str]
    # In the order wished for.
    wishes: list[WishChange]
    languages: list[LanguageChange]
    skills: list[SkillChange]
    education: list[EducationChange]
    certificates: list[CertificateChange]
    licences: list[str]
    adaptations: list[str]
    target_groups: list[MembershipChange]
    support_periods: list[PeriodChange]
    away: list[AwayChange]
    adaptation_note: str
    # The purposes she consents to now; a purpose left out is withdrawn.
    consents: list[str]


# Field of the row per key; all but the foreign keys are called the same.
COLUMNS = {
    **{
        name: name
        for name in (
            "first_name",
            "last_name",
            "phone",
            "email",
            "birth_date",
            "available_from",
            "available_to",
            "hours_per_week",
            "earliest_start_time",
            "latest_end_time",
            "evenings",
            "nights",
            "weekends",
            "max_travel_minutes",
            "has_car",
            "has_bicycle",
            "next_step",
            "next_step_due",
            "adaptation_note",
            "next_step_owner",
            "has_none",
        )
    },
    "preferred_language": "preferred_language_id",
    "municipality": "municipality_id",
    "district": "district_id",
    "station": "station_id",
    "coach": "coach_id",
}

# A change of any of these makes a proposal built on the old record stale.
MATCHING_KEYS = frozenset(
    {
        "municipality",
        "district",
        "station",
        "available_from",
        "available_to",
        "hours_per_week",
        "earliest_start_time",
        "latest_end_time",
        "evenings",
        "nights",
        "weekends",
        "max_travel_minutes",
        "has_car",
        "has_bicycle",
        "away",
        "wishes",
        "languages",
        "skills",
        "certificates",
        "licences",
        "adaptations",
        "target_groups",
        "consents",
    }
)
