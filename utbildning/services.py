"""Writes of courses and intakes. Keyword-only, atomic, one audit event each."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from bas.api.errors import Conflict, StaleVersion
from grunddata.models import Certificate, CourseKind, Language, Municipality, Skill
from konton.actors import Actor
from konton.services import audit

from .models import Course, CourseIntake

LONGEST_DAYS = 4 * 366
# What people who have a seat have planned by.
BOUND_BY_SEATS = frozenset({"start_date", "end_date", "municipality"})


class IntakeFull(Conflict):
    """No seat left; nothing was reserved."""

    default_code = "intake_full"


class CourseFields(TypedDict, total=False):
    kind: CourseKind
    name: str
    provider: str
    grants_language: Language | None
    grants_language_level: int | None
    required_language_level: int


class IntakeFields(TypedDict, total=False):
    start_date: date
    end_date: date
    seats: int
    municipality: Municipality
    cost_sek: int


class CourseLists(TypedDict, total=False):
    """What a course grants and asks for; a list given replaces the old one."""

    grants_certificates: Sequence[Certificate]
    grants_skills: Sequence[Skill]
    required_certificates: Sequence[Certificate]


@transaction.atomic
def create_course(
    *, actor: Actor, fields: CourseFields, lists: CourseLists | None = None
) -> Course:
    """A course of the actor's coordinating body. ValidationError names the field."""
    if actor.organisation_id is None:
        raise ValidationError("Bara en samordnare kan lägga upp kurser.")
    course = Course(organisation_id=actor.organisation_id, **fields)
    _check_course(course)
    _save_course(course)
    _set_lists(course, lists or {})
    audit(actor=actor, action="course.created", object_type="course", object_id=course.pk)
    return course


@transaction.atomic
def update_course(
    *,
    course: Course,
    actor: Actor,
    expected_version: int,
    fields: CourseFields | None = None,
    lists: CourseLists | None = None,
) -> Course:
    """Change what is given; nothing is written when nothing differs.

    Raises StaleVersion, ValidationError.
    """
    locked = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if locked.version != expected_version:
        raise StaleVersion()
    given = fields or {}
    changed = {name for name, value in given.items() if getattr(locked, name) != value}
    for name in changed:
        setattr(locked, name, given[name])  # type: ignore[literal-required]
    _check_course(locked)
    changed |= _set_lists(locked, lists or {})
    if changed:
        locked.version += 1
        _save_course(locked)
        _audit_update(actor, "course", locked, changed)
    return locked


@transaction.atomic
def create_intake(*, actor: Actor, course: Course, fields: IntakeFields) -> CourseIntake:
    """A start of the course. ValidationError names the field."""
    intake = CourseIntake(course=course, **fields)
    _check_intake(intake)
    intake.save()
    audit(actor=actor, action="intake.created", object_type="intake", object_id=intake.pk)
    return intake


@transaction.atomic
def update_intake(
    *, intake: CourseIntake, actor: Actor, expected_version: int, fields: IntakeFields
) -> CourseIntake:
    """Change what is given; nothing is written when nothing differs.

    Seats never go below those reserved, and dates and place stand once somebody has a seat.
    Raises StaleVersion, ValidationError.
    """
    locked = CourseIntake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if locked.version != expected_version:
        raise StaleVersion()
    changed = {name for name, value in fields.items() if getattr(locked, name) != value}
    for name in sorted(changed & BOUND_BY_SEATS if locked.reserved else ()):
        raise ValidationError(
            {
                name: "Någon har redan plats och har planerat efter det som står. "
                "Lägg upp ett nytt kurstillfälle."
            }
        )
    for name in changed:
        setattr(locked, name, fields[name])  # type: ignore[literal-required]
    _check_intake(locked)
    if changed:
        locked.version += 1
        locked.save()
        _audit_update(actor, "intake", locked, changed)
    return locked


@transaction.atomic
def reserve(intake: CourseIntake) -> None:
    """Take one seat; IntakeFull when there is none. The UPDATE itself holds the limit."""
    free = CourseIntake.objects.filter(pk=intake.pk, reserved__lt=models.F("seats"))
    if not free.update(reserved=models.F("reserved") + 1):
        raise IntakeFull(
            f"Kursen {intake.course.name} som börjar {intake.start_date} är full. "
            "Välj ett annat kurstillfälle eller utöka platserna."
        )


@transaction.atomic
def release(intake: CourseIntake) -> None:
    """Give back the seat that ``reserve`` took."""
    CourseIntake.objects.filter(pk=intake.pk, reserved__gt=0).update(
        reserved=models.F("reserved") - 1
    )


def _audit_update(actor: Actor, kind: str, row: Course | CourseIntake, changed: set[str]) -> None:
    audit(
        actor=actor,
        action=f"{kind}.updated",
        object_type=kind,
        object_id=row.pk,
        data={"fields": sorted(changed)},
    )


def _check_course(course: Course) -> None:
    if (course.grants_language is None) != (course.grants_language_level is None):
        empty = "grants_language" if course.grants_language is None else "grants_language_level"
        raise ValidationError({empty: "Ange både språk och nivå, eller inget av dem."})


def _check_intake(intake: CourseIntake) -> None:
    if intake.end_date <= intake.start_date:
        raise ValidationError({"end_date": "Slutdagen måste komma efter startdagen."})
    if (intake.end_date - intake.start_date).days > LONGEST_DAYS:
        raise ValidationError(
            {"end_date": "En kurs kan vara högst fyra år. Kontrollera slutdagen."}
        )
    if intake.seats < intake.reserved:
        raise ValidationError(
            {"seats": f"Så många har redan plats: {intake.reserved}. Skriv minst det talet."}
        )


def _save_course(course: Course) -> None:
    try:
        with transaction.atomic():
            course.save()
    except IntegrityError as error:
        same = Course.objects.filter(
            organisation_id=course.organisation_id, name=course.name, provider=course.provider
        )
        if same.exclude(pk=course.pk).exists():
            raise ValidationError(
                {"name": f"{course.provider} har redan en kurs som heter {course.name}."}
            ) from error
        raise


def _set_lists(course: Course, lists: CourseLists) -> set[str]:
    changed = set()
    for name, rows in lists.items():
        manager = getattr(course, name)
        codes = {row.pk for row in rows}  # type: ignore[attr-defined]
        if codes != set(manager.values_list("pk", flat=True)):
            manager.set(rows)
            changed.add(name)
    return changed
