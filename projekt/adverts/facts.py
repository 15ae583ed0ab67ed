"""One advert as facts of ours. No exception on any JSON, and nothing of a person is read.

Contacts, phone, e-mail, how to apply and all running text are never looked at; an employer whose
number is a person's (a sole trader) has neither number, name nor exact place here.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from bas.text import search_key

from ..enums import EmploymentForm, RequirementLevel
from .reference import Item, Reference, terms
from .tolerant import at, day, finite, objects, text, whole

MAX_ID = 64
MAX_HEADS = 500
MOST_REQUIREMENTS = 100
# What Project takes as a place in Sweden.
LAT, LON = (55.0, 69.5), (10.5, 24.5)


@dataclass(frozen=True)
class Unusable:
    """Why an advert is none of ours. ``ours``: the trade is building, but not one we have."""

    ours: bool
    why: str


@dataclass(frozen=True)
class Facts:
    """As stored (JSON): days in ISO, requirements as [level, kind, code]; "" or None: not told."""

    occupation: str
    rung: int
    label: str
    employer_number: str = ""
    employer_name: str = ""
    municipality: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    published: str = ""
    answer_by: str | None = None
    start_date: str = ""
    end_date: str = ""
    headcount: int = 1
    hours_per_week: int = 40
    employment_form: str = EmploymentForm.ORDINARY.value
    requirements: list[list[str]] = field(default_factory=list)
    unknown_requirements: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def advert_id(entry: Any) -> str:
    """Empty where there is none."""
    return text(at(entry, "id"), MAX_ID)


def label_of(entry: Any) -> str:
    """The trade in the advert's own words."""
    return text(at(entry, "occupation", "label"), 120)


def read(entry: Any, ref: Reference) -> Facts | Unusable:
    """The advert's facts, or why it is not one for us."""
    concept = text(at(entry, "occupation", "concept_id"), MAX_ID)
    if concept not in ref.rungs:
        return _unusable(entry, ref)
    occupation, rung = ref.rungs[concept]
    number, name = _employer(entry)
    municipality, place = _municipality(entry, ref)
    lat, lon = _point(entry) if number else (None, None)
    if lat is None and municipality:
        lat, lon = ref.places[municipality]
    requirements, unknown = _requirements(entry, ref)
    published, answer_by, start, end = _days(entry)
    return Facts(
        occupation=occupation,
        rung=rung,
        label=label_of(entry),
        employer_number=number,
        employer_name=name,
        municipality=municipality,
        place=place,
        lat=lat,
        lon=lon,
        published=published.isoformat() if published else "",
        answer_by=answer_by.isoformat() if answer_by else None,
        start_date=start.isoformat() if start else "",
        end_date=end.isoformat() if end else "",
        headcount=min(max(whole(at(entry, "number_of_vacancies")) or 1, 1), MAX_HEADS),
        hours_per_week=_hours(entry),
        employment_form=(EmploymentForm.ORDINARY if rung else EmploymentForm.APPRENTICE).value,
        requirements=requirements,
        unknown_requirements=unknown,
    )


def _unusable(entry: Any, ref: Reference) -> Unusable:
    """By the field or the SSYK group: a building trade we lack is told apart from all others."""
    field_id = text(at(entry, "occupation_field", "concept_id"), MAX_ID)
    group = text(at(entry, "occupation_group", "legacy_ams_taxonomy_id"), 8)
    label = label_of(entry)
    if field_id in terms()["construction_fields"] or group in ref.ssyk:
        return Unusable(True, f"Yrket {label} finns inte i grunddatan" if label else "Utan yrke")
    return Unusable(False, "Utanför byggbranschen" if label else "Annonsen säger inget yrke")


def _employer(entry: Any) -> tuple[str, str]:
    """Number (ten digits) and name of a legal person; empty of a sole trader or without number.

    The third digit of a legal person's number is at least 2, so no personal identity number.
    """
    number = digits(at(entry, "employer", "organization_number"))
    # Written with the century, as in some registers.
    number = number.removeprefix("16") if len(number) == 12 else number
    if len(number) != 10 or number[2] < "2":
        return "", ""
    return number, text(at(entry, "employer", "name"), 120)


def digits(value: Any) -> str:
    return "".join(sign for sign in text(value, 24) if sign in "0123456789")


def _municipality(entry: Any, ref: Reference) -> tuple[str, str]:
    """Our code where we have it, and the name."""
    address = at(entry, "workplace_address")
    code = text(at(address, "municipality_code"), 8)
    concept = text(at(address, "municipality_concept_id"), MAX_ID)
    if code not in ref.places:
        code = terms()["municipalities"].get(concept, "")
    name = text(at(address, "municipality"), 60) or text(at(address, "region"), 60)
    return (code if code in ref.places else ""), name


def _point(entry: Any) -> tuple[float | None, float | None]:
    """Coordinates come as [lon, lat]; what lies outside Sweden is no place."""
    pair = at(entry, "workplace_address", "coordinates")
    if not isinstance(pair, list) or len(pair) != 2:
        return None, None
    lon, lat = (finite(value) for value in pair)
    if lat is None or lon is None or not (LAT[0] <= lat <= LAT[1] and LON[0] <= lon <= LON[1]):
        return None, None
    return round(lat, 5), round(lon, 5)


def _days(entry: Any) -> tuple[date | None, date | None, date | None, date | None]:
    """Published, answer by, and an assumed start and end (adverts seldom tell when work begins)."""
    said = terms()
    published = day(at(entry, "publication_date"))
    answer_by = day(at(entry, "application_deadline"))
    start = day(at(entry, "access"))
    if start is None and answer_by:
        start = answer_by + timedelta(days=said["start_days_after_deadline"])
    elif start is None and published:
        start = published + timedelta(days=said["start_days_after_publication"])
    if start is None:
        return published, answer_by, None, None
    if answer_by and start < answer_by:
        # Work is told to begin before the last day to apply: what we ask cannot be both.
        answer_by = None
    start -= timedelta(days=start.weekday())
    if answer_by and start < answer_by:
        start += timedelta(weeks=1)
    return published, answer_by, start, start + timedelta(weeks=_weeks(entry))


def _weeks(entry: Any) -> int:
    """The shortest the advert promises; "until further notice" is a year here."""
    said = terms()
    concept = text(at(entry, "duration", "concept_id"), MAX_ID)
    label = search_key(text(at(entry, "duration", "label"), 60)).replace("–", "-")
    weeks: int = (
        said["durations"].get(concept)
        or said["duration_labels"].get(label)
        or said["weeks_not_told"]
    )
    return weeks


def _hours(entry: Any) -> int:
    """Of full time, as large a share as the advert offers; 5 to 40."""
    full: int = terms()["full_time_hours"]
    share = whole(at(entry, "scope_of_work", "max")) or whole(at(entry, "scope_of_work", "min"))
    if share is None or not 0 < share <= 100:
        return full
    return min(max(round(full * share / 100), 5), 40)


def _requirements(entry: Any, ref: Reference) -> tuple[list[list[str]], int]:
    """[level, kind, code], sorted; and how many skills of the advert we do not have."""
    asked: dict[Item, str] = {}
    unknown = 0
    for level, key in (
        (RequirementLevel.MUST, "must_have"),
        (RequirementLevel.NICE, "nice_to_have"),
    ):
        for row in objects(at(entry, key, "skills")):
            concept = text(row.get("concept_id"), MAX_ID)
            if concept in ref.items:
                asked.setdefault(ref.items[concept], level.value)
            elif concept:
                unknown += 1
    must = at(entry, "driving_license_required") is not False
    level = RequirementLevel.MUST if must else RequirementLevel.NICE
    for code in _licences(entry, ref):
        asked["licence", code] = level.value
    rows = sorted([level, kind, code] for (kind, code), level in asked.items())
    return rows[:MOST_REQUIREMENTS], unknown


def _licences(entry: Any, ref: Reference) -> set[str]:
    """Our codes, without those a wider one of them covers."""
    known = terms()["licences"]
    found = {
        known.get(text(row.get("concept_id"), MAX_ID)) or text(row.get("label"), 4).upper()
        for row in objects(at(entry, "driving_license"))
    } & ref.licences.keys()
    covered = {code for wider in found for code in ref.licences[wider]}
    return found - covered
