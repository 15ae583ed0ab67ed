"""Companies' building projects and the labour they need, week by week."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from bas.models import BaseModel, StatefulModel, VersionedModel
from bas.text import search_key, sort_key
from grunddata.models import (
    Certificate,
    DrivingLicence,
    Language,
    Municipality,
    Occupation,
    OccupationRung,
    Skill,
    TaskDemand,
)
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation, User

from . import contract_models  # noqa: F401 - Django looks for models here
from .enums import NEED_OPEN_STATES, EmploymentForm, NeedState, ProjectKind, RequirementLevel


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.role == Role.COMPANY:
            return self.filter(organisation_id=actor.organisation_id)
        if actor.role == Role.COORDINATOR:
            return self.filter(organisation__coordinated_by_id=actor.organisation_id)
        if actor.role == Role.COACH:
            # Coaches read the projects of the body that coordinates their own municipality.
            return self.filter(organisation__coordinated_by__coordinates__id=actor.organisation_id)
        return self.none()


class Project(VersionedModel):
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="projects", verbose_name="företag"
    )
    name = models.CharField("namn", max_length=120)
    property_name = models.CharField("fastighet", max_length=120, blank=True)
    developer = models.CharField("byggherre", max_length=120, blank=True)
    area = models.CharField("etapp eller område", max_length=80, blank=True)
    kind = models.CharField(
        "slag", max_length=20, choices=ProjectKind, default=ProjectKind.NEW_DWELLINGS
    )
    dwellings = models.PositiveIntegerField("bostäder", null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, verbose_name="kommun", related_name="+"
    )
    lat = models.FloatField(
        "latitud", validators=[MinValueValidator(55.0), MaxValueValidator(69.5)]
    )
    lon = models.FloatField(
        "longitud", validators=[MinValueValidator(10.5), MaxValueValidator(24.5)]
    )
    start_date = models.DateField("byggstart")
    duration_weeks = models.PositiveSmallIntegerField(
        "längd i veckor", validators=[MinValueValidator(1), MaxValueValidator(520)]
    )
    shift_start = models.TimeField("arbetsdagen börjar", default="06:45")
    # Not known is None, and stops nobody; before the start is the day after.
    shift_end = models.TimeField("arbetsdagen slutar", null=True, blank=True)
    evenings = models.BooleanField("kvällsarbete förekommer", default=False)
    nights = models.BooleanField("nattarbete förekommer", default=False)
    weekends = models.BooleanField("helgarbete förekommer", default=False)
    tutor_hours_per_week = models.PositiveSmallIntegerField(
        "handledartimmar i veckan", default=40, validators=[MaxValueValidator(2000)]
    )
    crew_languages = models.ManyToManyField(Language, blank=True, verbose_name="språk i laget")
    # Conditions the site can adapt for: a task demand here is no obstacle.
    adaptations = models.ManyToManyField(
        TaskDemand, blank=True, verbose_name="anpassningar arbetsplatsen kan göra"
    )
    search_key = models.TextField(editable=False, default="")
    sort_key = models.TextField(editable=False, default="")
    is_demo = models.BooleanField("övning", default=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "name", "id"]
        indexes = [models.Index(fields=["organisation", "start_date"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="projekt_project_name_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_key = search_key(
            f"{self.name} {self.property_name} {self.developer} {self.area}"
        )
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Phase(BaseModel):
    """A part of the building's time, such as frame or interior."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField("skede", max_length=80)
    start_date = models.DateField("från")
    end_date = models.DateField("till")

    class Meta:
        ordering = ["start_date"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")),
                name="projekt_phase_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CurveVersion(BaseModel):
    """All the company has said of its demand curve at one time; the highest number stands.

    ``changes`` and ``actuals``: [occupation code, ISO Monday, heads] a row. Never written over.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="curve_versions")
    number = models.PositiveIntegerField("nummer")
    changes = models.JSONField("ändrat", default=list)
    actuals = models.JSONField("utfall", default=list)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="projekt_curve_version")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.number}"


class Tutor(BaseModel):
    """A named tutor on site: the scarce resource (DOMAIN.md 0.10)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tutors")
    name = models.CharField("namn", max_length=120)
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+")
    languages = models.ManyToManyField(Language, blank=True)
    hours_per_week = models.PositiveSmallIntegerField("timmar i veckan", default=10)

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last number given in a series; the row's lock is what makes the next one unique."""

    name = models.CharField(primary_key=True, max_length=20)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class LabourNeedQuerySet(models.QuerySet["LabourNeed"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.role == Role.COMPANY:
            return self.filter(project__organisation_id=actor.organisation_id)
        if actor.role == Role.COORDINATOR:
            return self.filter(
                project__organisation__coordinated_by_id=actor.organisation_id
            ).exclude(state=NeedState.DRAFT)
        if actor.role == Role.COACH:
            return self.filter(
                project__organisation__coordinated_by__coordinates__id=actor.organisation_id,
                state__in=NEED_OPEN_STATES,
            )
        return self.none()

    def matchable(self) -> Self:
        """Needs a run may fill: published and not full."""
        return self.filter(state__in=[NeedState.OPEN, NeedState.PARTLY_FILLED])


class LabourNeed(StatefulModel):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="needs")
    number = models.PositiveIntegerField("nummer", unique=True, editable=False)
    occupation = models.ForeignKey(
        Occupation, on_delete=models.PROTECT, related_name="+", verbose_name="yrke"
    )
    min_rung = models.PositiveSmallIntegerField(
        "lägsta nivå", choices=OccupationRung, default=OccupationRung.APPRENTICE
    )
    state = models.CharField("läge", max_length=20, choices=NeedState, default=NeedState.DRAFT)
    profile_version = models.PositiveIntegerField(default=1, editable=False)
    employment_form = models.CharField(
        "form", max_length=20, choices=EmploymentForm, default=EmploymentForm.APPRENTICE
    )
    start_date = models.DateField("från")
    end_date = models.DateField("till (inte med)")
    hours_per_week = models.PositiveSmallIntegerField(
        "timmar i veckan", default=40, validators=[MinValueValidator(5), MaxValueValidator(40)]
    )
    tutor_hours_per_person = models.PositiveSmallIntegerField(
        "handledartimmar per person och vecka", default=4, validators=[MaxValueValidator(40)]
    )
    max_delay_weeks = models.PositiveSmallIntegerField(
        "får börja så många veckor senare", default=6, validators=[MaxValueValidator(52)]
    )
    min_language_level = models.PositiveSmallIntegerField(
        "språk i laget, lägsta nivå (CEFR)", default=1, validators=[MaxValueValidator(6)]
    )
    task_demands = models.ManyToManyField(TaskDemand, blank=True, verbose_name="arbetet kräver")
    minimum_age = models.PositiveSmallIntegerField("lägsta ålder", default=18)
    answer_by = models.DateField("svara senast", null=True, blank=True)
    confirmed_at = models.DateTimeField("bekräftat", default=timezone.now, editable=False)
    description = models.TextField("beskrivning", blank=True, max_length=2000)

    objects = LabourNeedQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "number"]
        indexes = [
            models.Index(fields=["state", "start_date"]),
            models.Index(fields=["project", "state"]),
            models.Index(fields=["occupation", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")), name="projekt_need_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=NeedState.values), name="projekt_need_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Behov {self.number}"

    @property
    def last_day(self) -> date:
        return self.end_date - timedelta(days=1)

    def missing_for_review(self) -> list[str]:
        """What the need still lacks, in words."""
        return [] if self.steps.all() else ["hur många ni behöver"]


class NeedStep(BaseModel):
    """Headcount over a stretch of the need's time; ``booked`` never exceeds it (CHECK)."""

    need = models.ForeignKey(LabourNeed, on_delete=models.CASCADE, related_name="steps")
    start_date = models.DateField("från")
    end_date = models.DateField("till (inte med)")
    headcount = models.PositiveSmallIntegerField("antal", validators=[MaxValueValidator(500)])
    booked = models.PositiveSmallIntegerField("bokade", default=0, editable=False)

    class Meta:
        ordering = ["start_date"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")), name="projekt_step_order"
            ),
            models.CheckConstraint(
                condition=models.Q(booked__lte=models.F("headcount")),
                name="projekt_step_not_overfilled",
            ),
            models.UniqueConstraint(fields=["need", "start_date"], name="projekt_step_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.start_date} {self.headcount}"


class NeedRequirement(BaseModel):
    """One thing the work asks for, of exactly one kind, at one of three levels."""

    need = models.ForeignKey(LabourNeed, on_delete=models.CASCADE, related_name="requirements")
    level = models.CharField("krav", max_length=10, choices=RequirementLevel)
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    licence = models.ForeignKey(
        DrivingLicence, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["level", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(skill__isnull=False, certificate=None, licence=None)
                    | models.Q(skill=None, certificate__isnull=False, licence=None)
                    | models.Q(skill=None, certificate=None, licence__isnull=False)
                ),
                name="projekt_requirement_one_kind",
            ),
            # One each: SQLite has no unique constraint over fields that may be empty.
            models.UniqueConstraint(fields=["need", "skill"], name="projekt_need_skill_unique"),
            models.UniqueConstraint(
                fields=["need", "certificate"], name="projekt_need_certificate_unique"
            ),
            models.UniqueConstraint(fields=["need", "licence"], name="projekt_need_licence_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.skill_id or self.certificate_id or self.licence_id}"

    @property
    def kind(self) -> str:
        """Which of its three columns is filled."""
        return "skill" if self.skill_id else "certificate" if self.certificate_id else "licence"

    @property
    def item(self) -> Skill | Certificate | DrivingLicence:
        """The thing asked for."""
        item: Skill | Certificate | DrivingLicence = getattr(self, self.kind)
        return item


# Django looks for models here; theirs point at the ones above.
from .adverts import models as _adverts  # noqa: E402, F401
