"""Writing projects, with their phases and tutors.

Tutor hours have one source: the named tutors' hours added up where there are any, else the number
the company gives. Without either there are none, and every need of the project says so.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bas.api.errors import StaleVersion
from grunddata.models import Language, Municipality, Occupation, TaskDemand
from konton.actors import Actor
from konton.services import audit

from ..models import Phase, Project, Tutor
from .needs import lock_live_needs, site_changed

# What reaches every person on the site: changing it changes the content of the site's needs.
SITE = frozenset(
    {
        *("municipality", "lat", "lon", "crew_languages", "adaptations"),
        *("shift_start", "shift_end", "evenings", "nights", "weekends"),
    }
)


class ProjectFields(TypedDict, total=False):
    name: str
    property_name: str
    developer: str
    area: str
    kind: str
    dwellings: int | None
    municipality: Municipality
    lat: float
    lon: float
    start_date: date
    duration_weeks: int
    shift_start: time
    shift_end: time | None
    evenings: bool
    nights: bool
    weekends: bool
    tutor_hours_per_week: int


class PhaseInput(TypedDict):
    name: str
    start_date: date
    end_date: date


class TutorInput(TypedDict):
    name: str
    occupation: Occupation
    languages: Sequence[Language]
    hours_per_week: int


@transaction.atomic
def create_project(
    *,
    actor: Actor | None,
    fields: ProjectFields,
    organisation_id: UUID | None = None,
    phases: Sequence[PhaseInput] = (),
    tutors: Sequence[TutorInput] = (),
    crew_languages: Sequence[Language] = (),
    adaptations: Sequence[TaskDemand] = (),
) -> Project:
    """A project of the actor's company, or of the one named when an advert gives it.

    ValidationError names the field that does not hold.
    """
    owner = organisation_id or (actor.organisation_id if actor else None)
    if owner is None:
        raise ValidationError("Bara ett företag kan lägga upp projekt.")
    project = Project(organisation_id=owner, **fields)
    project.tutor_hours_per_week = _tutor_hours(tutors, fields.get("tutor_hours_per_week"))
    _check_phases(phases)
    _save(project)
    _write_phases(project, phases)
    _write_tutors(project, tutors)
    project.crew_languages.set(crew_languages)
    project.adaptations.set(adaptations)
    audit(
        actor=actor,
        action="project.created",
        object_type="project",
        object_id=project.pk,
        organisation_id=organisation_id,
    )
    return project


@transaction.atomic
def update_project(
    *,
    project: Project,
    actor: Actor,
    expected_version: int,
    fields: ProjectFields | None = None,
    phases: Sequence[PhaseInput] | None = None,
    tutors: Sequence[TutorInput] | None = None,
    crew_languages: Sequence[Language] | None = None,
    adaptations: Sequence[TaskDemand] | None = None,
) -> Project:
    """Change what is given (None: leave alone); a given list replaces the old one.

    Moving the site or its hours, languages or adaptations changes the content of its needs and so
    lifts approvals. Raises StaleVersion and ValidationError.
    """
    given = fields or {}
    may_move_site = crew_languages is not None or adaptations is not None or SITE & given.keys()
    needs = lock_live_needs(project) if may_move_site else []
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if locked.version != expected_version:
        raise StaleVersion()
    before = {name: getattr(locked, name) for name in given}
    for name in given:
        setattr(locked, name, given[name])  # type: ignore[literal-required]
    changed = {name for name, value in before.items() if value != getattr(locked, name)}
    if tutors is not None or "tutor_hours_per_week" in given:
        locked.tutor_hours_per_week = _tutor_hours(
            _named_tutors(locked) if tutors is None else tutors,
            given.get("tutor_hours_per_week"),
        )
    if phases is not None:
        _check_phases(phases)
        locked.phases.all().delete()
        _write_phases(locked, phases)
        changed.add("phases")
    if tutors is not None:
        locked.tutors.all().delete()
        _write_tutors(locked, tutors)
        changed.add("tutors")
    sets: Mapping[str, Sequence[Language] | Sequence[TaskDemand] | None] = {
        "crew_languages": crew_languages,
        "adaptations": adaptations,
    }
    for name, rows in sets.items():
        manager = getattr(locked, name)
        if rows is not None and {r.pk for r in rows} != set(manager.values_list("pk", flat=True)):
            manager.set(rows)
            changed.add(name)
    if not changed:
        return locked
    locked.version += 1
    _save(locked)
    if changed & SITE:
        site_changed(needs, actor)
    audit(
        actor=actor,
        action="project.updated",
        object_type="project",
        object_id=locked.pk,
        data={"fields": sorted(changed)},
    )
    return locked


def _named_tutors(project: Project) -> list[TutorInput]:
    return [
        TutorInput(
            name=tutor.name,
            occupation=tutor.occupation,
            languages=(),
            hours_per_week=tutor.hours_per_week,
        )
        for tutor in project.tutors.select_related("occupation").order_by("name")
    ]


def _tutor_hours(tutors: Sequence[TutorInput], given: int | None) -> int:
    total = sum(tutor["hours_per_week"] for tutor in tutors)
    if not tutors:
        return given or 0
    if given is not None and given != total:
        raise ValidationError(
            {
                "tutor_hours_per_week": f"Handledarnas timmar blir {total} i veckan. "
                "Ändra handledarnas timmar eller lämna fältet tomt."
            }
        )
    return total


def _check_phases(phases: Sequence[PhaseInput]) -> None:
    for number, phase in enumerate(phases, start=1):
        if phase["end_date"] <= phase["start_date"]:
            raise ValidationError(
                {"phases": f"Rad {number}: slutdagen måste komma efter startdagen."}
            )


def _save(project: Project) -> None:
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError as error:
        same = Project.objects.filter(organisation_id=project.organisation_id, name=project.name)
        if same.exclude(pk=project.pk).exists():
            raise ValidationError(
                {"name": f"Ni har redan ett projekt som heter {project.name}. Välj ett annat namn."}
            ) from error
        raise


def _write_phases(project: Project, phases: Sequence[PhaseInput]) -> None:
    Phase.objects.bulk_create([Phase(project=project, **phase) for phase in phases])


def _write_tutors(project: Project, tutors: Sequence[TutorInput]) -> None:
    rows = [
        Tutor(
            project=project,
            name=tutor["name"],
            occupation=tutor["occupation"],
            hours_per_week=tutor["hours_per_week"],
        )
        for tutor in tutors
    ]
    Tutor.objects.bulk_create(rows)
    spoken = Tutor.languages.through
    spoken.objects.bulk_create(
        [
            spoken(tutor_id=row.pk, language_id=language.pk)
            for row, tutor in zip(rows, tutors, strict=True)
            for language in tutor["languages"]
        ]
    )
