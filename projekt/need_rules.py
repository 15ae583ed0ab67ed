"""What a need must fulfil to be stored, as plain sentences per field."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from django.core.exceptions import ValidationError

from grunddata.models import Certificate, DrivingLicence, Occupation, OccupationLevel, Skill

from .enums import RequirementLevel
from .models import LabourNeed, NeedStep

Span = tuple[date, date]

LONGEST_DAYS = 520 * 7


class NeedFields(TypedDict, total=False):
    """The need's own columns that a company may write."""

    occupation: Occupation
    min_rung: int
    employment_form: str
    start_date: date
    end_date: date
    hours_per_week: int
    tutor_hours_per_person: int
    max_delay_weeks: int
    min_language_level: int
    minimum_age: int
    answer_by: date | None
    description: str


class StepInput(TypedDict):
    """Headcount from ``start_date`` to ``end_date`` (not included)."""

    start_date: date
    end_date: date
    headcount: int


class RequirementInput(TypedDict):
    """``kind`` is the column of NeedRequirement that ``row`` goes into."""

    level: str
    kind: str
    row: Skill | Certificate | DrivingLicence


def check_need(need: LabourNeed) -> None:
    """ValidationError when the need's own columns do not hold together."""
    errors: dict[str, str] = {}
    if need.end_date <= need.start_date:
        errors["end_date"] = "Slutdagen måste komma efter startdagen."
    elif (need.end_date - need.start_date).days > LONGEST_DAYS:
        errors["end_date"] = "Ett behov kan vara högst tio år. Kontrollera slutdagen."
    if need.answer_by and need.answer_by > need.start_date:
        errors["answer_by"] = "Sista svarsdag kan inte vara efter startdagen."
    if need.tutor_hours_per_person > need.hours_per_week:
        errors["tutor_hours_per_person"] = (
            f"Handledningen kan inte vara längre än arbetsveckan ({need.hours_per_week} timmar)."
        )
    rungs = OccupationLevel.objects.filter(occupation=need.occupation)
    names = dict(rungs.values_list("rung", "name_sv").order_by("rung"))
    if names and need.min_rung not in names:
        errors["min_rung"] = f"Välj en nivå som finns i yrket: {', '.join(names.values())}."
    if errors:
        raise ValidationError(errors)


def check_steps(need: LabourNeed, steps: Sequence[StepInput]) -> None:
    """ValidationError unless the steps are in order, apart, and inside the need's time."""

    def fail(number: int, sentence: str) -> None:
        raise ValidationError({"steps": f"Rad {number}: {sentence}"})

    end_before: date | None = None
    for number, step in enumerate(steps, start=1):
        if step["end_date"] <= step["start_date"]:
            fail(number, "slutdagen måste komma efter startdagen.")
        if end_before and step["start_date"] < end_before:
            fail(number, "den börjar innan raden före har slutat. Skriv raderna i tidsordning.")
        if step["start_date"] < need.start_date or step["end_date"] > need.end_date:
            fail(
                number,
                f"dagarna ligger utanför behovet ({need.start_date}–{need.end_date}). "
                "Ändra raden eller behovets datum.",
            )
        end_before = step["end_date"]


def check_requirements(items: Sequence[RequirementInput]) -> None:
    """ValidationError when a thing is asked for twice or in a way that cannot be met."""
    seen: dict[tuple[str, str], str] = {}
    for item in items:
        level, kind, row = item["level"], item["kind"], item["row"]
        label = RequirementLevel(level).label
        if (kind, row.pk) in seen:
            both = seen[kind, row.pk]
            _fail(level, f"{row} står redan under ”{both}”. Låt det stå på ett ställe.")
        seen[kind, row.pk] = label
        if level == RequirementLevel.TEACH and isinstance(row, DrivingLicence):
            _fail(level, f"{row} kan inte läras ut på plats. Välj ”Måste ha” eller ”Bra att ha”.")
        if isinstance(row, Skill) and row.certificate is not None:
            _fail(level, f"{row} är ett intyg. Välj intyget {row.certificate} i stället.")


def check_booked(
    old: Sequence[NeedStep], new: Sequence[StepInput], spans: Sequence[Span]
) -> list[int]:
    """How many of the booked ``spans`` each new step holds.

    ValidationError when a new step has fewer places than that, or when days somebody has booked
    would no longer belong to any step.
    """
    booked = []
    for number, step in enumerate(new, start=1):
        held = sum(a < step["end_date"] and step["start_date"] < b for a, b in spans)
        if held > step["headcount"]:
            taken = "1 plats är redan bokad" if held == 1 else f"{held} platser är redan bokade"
            raise ValidationError({"steps": f"Rad {number}: {taken}. Skriv minst {held}."})
        booked.append(held)
    for start, end in spans:
        for former in old:
            a, b = max(start, former.start_date), min(end, former.end_date)
            if a < b and not _covered(a, b, new):
                raise ValidationError(
                    {"steps": f"Någon är redan bokad {a}–{b}. Behåll rader för de dagarna."}
                )
    return booked


def _covered(start: date, end: date, steps: Sequence[StepInput]) -> bool:
    for step in steps:
        if step["start_date"] <= start < step["end_date"]:
            start = step["end_date"]
    return start >= end


def _fail(level: str, sentence: str) -> None:
    raise ValidationError({f"requirements.{level}": sentence})
