"""What callers may write. Each unknown field is refused by name."""

from typing import Any, cast

from rest_framework import serializers

from bas.api.fields import (
    CodeField,
    CodesField,
    FiniteFloatField,
    SaneDateField,
    TrueFalseField,
    rows_by_code,
)
from bas.api.patch import PatchMixin
from bas.api.serializers import StrictSerializer
from grunddata.enums import LanguageLevel, OccupationRung
from grunddata.models import (
    Certificate,
    DrivingLicence,
    Language,
    Municipality,
    Occupation,
    Skill,
    TaskDemand,
)

from ..enums import EmploymentForm, ProjectKind, RequirementLevel
from ..need_rules import RequirementInput

KINDS = {
    "skill": Skill.objects.select_related("certificate"),
    "certificate": Certificate.objects.all(),
    "licence": DrivingLicence.objects.all(),
}
MAX_ROWS = 100
# Ten trades over the longest project.
MAX_CELLS = 5200


def optional_rows(child: StrictSerializer) -> "serializers.ListSerializer[Any]":
    return serializers.ListSerializer(child=child, required=False, max_length=MAX_ROWS)


class StepInputSerializer(StrictSerializer):
    """Headcount from ``start_date`` to ``end_date`` (not included)."""

    start_date = SaneDateField()
    end_date = SaneDateField()
    headcount = serializers.IntegerField(min_value=1, max_value=500)


class RequirementInputSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=list(KINDS))
    code = serializers.CharField(max_length=64)


class RequirementsInputSerializer(StrictSerializer):
    """Each list replaces all requirements; a list left out is empty."""

    must = optional_rows(RequirementInputSerializer())
    nice = optional_rows(RequirementInputSerializer())
    teach = optional_rows(RequirementInputSerializer())

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        found: list[RequirementInput] = []
        for level in RequirementLevel.values:
            items = attrs.get(level, [])
            for kind, rows in KINDS.items():
                codes = [item["code"] for item in items if item["kind"] == kind]
                try:
                    # Twice the same is told with its name by the service.
                    known = {row.pk: row for row in rows_by_code(rows, codes)} if codes else {}
                except serializers.ValidationError as error:
                    raise serializers.ValidationError({level: error.detail}) from error
                found += [
                    RequirementInput(level=level, kind=kind, row=known[code]) for code in codes
                ]
        return {"rows": found}


class NeedBodySerializer(StrictSerializer):
    occupation = CodeField(Occupation.objects.all())
    min_rung = serializers.ChoiceField(choices=OccupationRung.choices, required=False)
    employment_form = serializers.ChoiceField(choices=EmploymentForm.choices, required=False)
    start_date = SaneDateField()
    end_date = SaneDateField()
    hours_per_week = serializers.IntegerField(min_value=5, max_value=40, required=False)
    tutor_hours_per_person = serializers.IntegerField(min_value=0, max_value=40, required=False)
    max_delay_weeks = serializers.IntegerField(min_value=0, max_value=52, required=False)
    min_language_level = serializers.ChoiceField(choices=LanguageLevel.choices, required=False)
    # Up to the highest age a driving licence asks for; a law is the only ground for more than 18.
    minimum_age = serializers.IntegerField(min_value=16, max_value=24, required=False)
    answer_by = SaneDateField(required=False, allow_null=True)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    steps = optional_rows(StepInputSerializer())
    requirements = RequirementsInputSerializer(required=False)
    task_demands = CodesField(TaskDemand.objects.all(), required=False)

    def parts(self) -> dict[str, Any]:
        """Keyword arguments of the services: ``fields`` and the lists that were given."""
        data = dict(cast(dict[str, Any], self.validated_data))
        parts: dict[str, Any] = {
            name: data.pop(name) for name in ("steps", "task_demands", "project") if name in data
        }
        if "requirements" in data:
            parts["requirements"] = data.pop("requirements")["rows"]
        return {**parts, "fields": data}


class NeedCreateSerializer(NeedBodySerializer):
    project = serializers.UUIDField()


class NeedPatchSerializer(PatchMixin, NeedBodySerializer):
    """What a company may change in a need; a list given replaces the old one."""


class PhaseInputSerializer(StrictSerializer):
    name = serializers.CharField(max_length=80)
    start_date = SaneDateField()
    end_date = SaneDateField()


class TutorInputSerializer(StrictSerializer):
    name = serializers.CharField(max_length=120)
    occupation = CodeField(Occupation.objects.all())
    languages = CodesField(Language.objects.all(), required=False, default=list)
    hours_per_week = serializers.IntegerField(min_value=1, max_value=40)


class ProjectCreateSerializer(StrictSerializer):
    """A project. With named tutors their hours add up to ``tutor_hours_per_week``."""

    name = serializers.CharField(max_length=120)
    property_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    developer = serializers.CharField(max_length=120, required=False, allow_blank=True)
    area = serializers.CharField(max_length=80, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=ProjectKind.choices, required=False)
    dwellings = serializers.IntegerField(
        min_value=1, max_value=20000, required=False, allow_null=True
    )
    municipality = CodeField(Municipality.objects.all())
    lat = FiniteFloatField(min_value=55.0, max_value=69.5)
    lon = FiniteFloatField(min_value=10.5, max_value=24.5)
    start_date = SaneDateField()
    duration_weeks = serializers.IntegerField(min_value=1, max_value=520)
    shift_start = serializers.TimeField(required=False)
    shift_end = serializers.TimeField(
        required=False, allow_null=True, help_text="Före början: dagen efter. null: inte känt."
    )
    evenings = TrueFalseField(required=False)
    nights = TrueFalseField(required=False)
    weekends = TrueFalseField(required=False)
    tutor_hours_per_week = serializers.IntegerField(min_value=0, max_value=2000, required=False)
    crew_languages = CodesField(Language.objects.all(), required=False)
    adaptations = CodesField(TaskDemand.objects.all(), required=False)
    phases = optional_rows(PhaseInputSerializer())
    tutors = optional_rows(TutorInputSerializer())

    def parts(self) -> dict[str, Any]:
        """Keyword arguments of the services: ``fields`` and the lists that were given."""
        data = dict(cast(dict[str, Any], self.validated_data))
        lists = ("crew_languages", "adaptations", "phases", "tutors")
        parts = {name: data.pop(name) for name in lists if name in data}
        return {**parts, "fields": data}


class ProjectPatchSerializer(PatchMixin, ProjectCreateSerializer):
    """What a company may change in a project; a list given replaces the old one."""


class FiguresSerializer(StrictSerializer):
    """The company's own figures for the curve, instead of the norms."""

    m2_per_dwelling = FiniteFloatField(min_value=10, max_value=500, required=False)
    hours_per_m2 = FiniteFloatField(min_value=1, max_value=100, required=False)
    hours_per_dwelling = FiniteFloatField(min_value=10, max_value=10000, required=False)


class CellSerializer(StrictSerializer):
    """``week`` is any day of the week meant."""

    occupation = serializers.CharField(max_length=64)
    week = SaneDateField()
    heads = FiniteFloatField(min_value=0, max_value=500)


def _cells() -> "serializers.ListSerializer[Any]":
    return serializers.ListSerializer(child=CellSerializer(), required=False, max_length=MAX_CELLS)


class CurveInputSerializer(StrictSerializer):
    """A list given replaces the old one; one left out is left alone."""

    changes = _cells()
    actuals = _cells()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, rows in attrs.items():
            try:
                rows_by_code(Occupation.objects.all(), [row["occupation"] for row in rows])
            except serializers.ValidationError as error:
                raise serializers.ValidationError({name: error.detail}) from error
            found[name] = {(row["occupation"], row["week"]): row["heads"] for row in rows}
        return found
