"""Courses, and the intakes whose seats are one of the plan's scarce resources."""

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models

from bas.models import VersionedModel
from bas.text import search_key, sort_key
from grunddata.models import Certificate, CourseKind, Language, Municipality, Skill
from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.role == Role.COORDINATOR:
            return self.filter(organisation_id=actor.organisation_id)
        if actor.role in {Role.COACH, Role.COMPANY}:
            return self.filter(organisation__coordinates__id=actor.organisation_id)
        return self.none()


class Course(VersionedModel):
    """What a course grants and asks for; kept by the coordinating body."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    kind = models.ForeignKey(CourseKind, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("namn", max_length=160)
    provider = models.CharField("anordnare", max_length=120)
    grants_certificates = models.ManyToManyField(Certificate, blank=True, related_name="+")
    grants_skills = models.ManyToManyField(Skill, blank=True, related_name="+")
    grants_language = models.ForeignKey(
        Language, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    grants_language_level = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(6)]
    )
    required_certificates = models.ManyToManyField(Certificate, blank=True, related_name="+")
    required_language_level = models.PositiveSmallIntegerField(
        "svenska, lägsta nivå (CEFR)", default=0, validators=[MaxValueValidator(6)]
    )
    search_key = models.TextField(editable=False, default="")
    sort_key = models.TextField(editable=False, default="")
    is_demo = models.BooleanField("övning", default=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "provider"], name="utbildning_course_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(grants_language=None, grants_language_level=None)
                | models.Q(grants_language__isnull=False, grants_language_level__isnull=False),
                name="utbildning_course_language_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_key = search_key(f"{self.name} {self.provider}")
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class CourseIntakeQuerySet(models.QuerySet["CourseIntake"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.role == Role.COORDINATOR:
            return self.filter(course__organisation_id=actor.organisation_id)
        if actor.role in {Role.COACH, Role.COMPANY}:
            return self.filter(course__organisation__coordinates__id=actor.organisation_id)
        return self.none()


class CourseIntake(VersionedModel):
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="intakes")
    start_date = models.DateField("börjar")
    end_date = models.DateField("slutar (inte med)")
    seats = models.PositiveSmallIntegerField("platser", validators=[MaxValueValidator(500)])
    reserved = models.PositiveSmallIntegerField("bokade", default=0, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    cost_sek = models.PositiveIntegerField("kostnad (kr)", default=0)

    objects = CourseIntakeQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "id"]
        indexes = [models.Index(fields=["start_date"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gt=models.F("start_date")),
                name="utbildning_intake_order",
            ),
            models.CheckConstraint(
                condition=models.Q(reserved__lte=models.F("seats")),
                name="utbildning_intake_not_overfilled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.start_date}"

    @property
    def free(self) -> int:
        return self.seats - self.reserved
