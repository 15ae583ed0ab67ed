"""What projects and needs look like outside. Shapes out are plain; shapes in are strict."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bas.weeks import week_label
from konton.enums import Role

from ..enums import EmploymentForm, NeedState, ProjectKind
from ..models import LabourNeed, NeedStep, Phase, Project, Tutor
from ..selectors import Bars, bars
from ..states import NEED_MACHINE
from ..warnings import Warning, need_warnings
from .shapes import (
    BarsSerializer,
    LanguageRefSerializer,
    MunicipalityRefSerializer,
    OccupationRefSerializer,
    RungSerializer,
    TaskDemandRefSerializer,
)


class ProjectKindSerializer(serializers.Serializer[Project]):
    code = serializers.ChoiceField(choices=ProjectKind.choices, source="kind")
    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]


class EmploymentFormSerializer(serializers.Serializer[LabourNeed]):
    code = serializers.ChoiceField(choices=EmploymentForm.choices, source="employment_form")
    label = serializers.CharField(source="get_employment_form_display")  # type: ignore[assignment]


class NeedStateSerializer(serializers.Serializer[LabourNeed]):
    code = serializers.ChoiceField(choices=NeedState.choices, source="state")
    label = serializers.CharField(source="get_state_display")  # type: ignore[assignment]


class ProjectBriefSerializer(serializers.Serializer[Project]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    developer = serializers.CharField()
    municipality = MunicipalityRefSerializer()


class NeedStepSerializer(serializers.Serializer[NeedStep]):
    """Headcount from ``start_date`` to ``end_date`` (not included)."""

    start_date = serializers.DateField()
    end_date = serializers.DateField()
    headcount = serializers.IntegerField()
    booked = serializers.IntegerField()


class RequirementSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="skill, certificate eller licence")
    code = serializers.CharField()
    name = serializers.CharField()


class RequirementsSerializer(serializers.Serializer[Any]):
    must = RequirementSerializer(many=True)
    nice = RequirementSerializer(many=True)
    teach = RequirementSerializer(many=True)


class WarningSerializer(serializers.Serializer[Warning]):
    """Something to look at once more; ``field`` is where, ``need_id`` the other need meant."""

    code = serializers.CharField()
    field = serializers.CharField()
    sentence = serializers.CharField()
    need_id = serializers.UUIDField(allow_null=True)


class NeedRowSerializer(serializers.Serializer[LabourNeed]):
    """A need in a list. ``end_date`` is the first day after; bars are people over time."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    project = ProjectBriefSerializer()
    occupation = OccupationRefSerializer()
    min_rung = RungSerializer(source="*")
    employment_form = EmploymentFormSerializer(source="*")
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    start_week = serializers.SerializerMethodField()
    end_week = serializers.SerializerMethodField()
    headcount_peak = serializers.SerializerMethodField()
    steps = NeedStepSerializer(many=True)
    bars = serializers.SerializerMethodField()
    state = NeedStateSerializer(source="*")
    state_since = serializers.DateTimeField()
    answer_by = serializers.DateField(allow_null=True)
    allowed_actions = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_start_week(self, need: LabourNeed) -> str:
        return week_label(need.start_date)

    def get_end_week(self, need: LabourNeed) -> str:
        return week_label(need.last_day)

    def get_headcount_peak(self, need: LabourNeed) -> int:
        return max((step.headcount for step in need.steps.all()), default=0)

    @extend_schema_field(BarsSerializer)
    def get_bars(self, need: LabourNeed) -> dict[str, Any]:
        return dict(BarsSerializer(bars(need.steps.all())).data)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_allowed_actions(self, need: LabourNeed) -> list[str]:
        return NEED_MACHINE.allowed_actions(need, self.context["view"].actor)


class NeedSerializer(NeedRowSerializer):
    """A need's own page. ``warnings`` is empty for coaches, who only read."""

    hours_per_week = serializers.IntegerField()
    tutor_hours_per_person = serializers.IntegerField()
    max_delay_weeks = serializers.IntegerField()
    min_language_level = serializers.IntegerField()
    minimum_age = serializers.IntegerField()
    description = serializers.CharField()
    task_demands = TaskDemandRefSerializer(many=True)
    requirements = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    @extend_schema_field(RequirementsSerializer)
    def get_requirements(self, need: LabourNeed) -> dict[str, list[dict[str, str]]]:
        grouped: dict[str, list[dict[str, str]]] = {"must": [], "nice": [], "teach": []}
        for requirement in need.requirements.all():
            grouped[requirement.level].append(
                {
                    "kind": requirement.kind,
                    "code": requirement.item.pk,
                    "name": requirement.item.name_sv,
                }
            )
        for items in grouped.values():
            items.sort(key=lambda item: (item["kind"], item["name"]))
        return grouped

    @extend_schema_field(WarningSerializer(many=True))
    def get_warnings(self, need: LabourNeed) -> list[dict[str, Any]]:
        view = self.context["view"]
        if view.actor.role == Role.COACH:
            return []
        return [dict(WarningSerializer(w).data) for w in need_warnings(need, view.today)]


class NeedsSummarySerializer(serializers.Serializer[Any]):
    """The project's live needs (submitted, not closed) as far as this role sees them."""

    count = serializers.IntegerField()
    bars = BarsSerializer()


class ProjectRowSerializer(serializers.Serializer[Project]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    property_name = serializers.CharField()
    developer = serializers.CharField()
    area = serializers.CharField()
    company = serializers.CharField(source="organisation.name")
    kind = ProjectKindSerializer(source="*")
    dwellings = serializers.IntegerField(allow_null=True)
    municipality = MunicipalityRefSerializer()
    lat = serializers.FloatField()
    lon = serializers.FloatField()
    start_date = serializers.DateField()
    start_week = serializers.SerializerMethodField()
    duration_weeks = serializers.IntegerField()
    tutor_hours_per_week = serializers.IntegerField()
    needs = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_start_week(self, project: Project) -> str:
        return week_label(project.start_date)

    @extend_schema_field(NeedsSummarySerializer)
    def get_needs(self, project: Project) -> dict[str, Any]:
        needs: list[LabourNeed] = project.seen_needs  # type: ignore[attr-defined]
        total: Bars = bars(step for need in needs for step in need.steps.all())
        return dict(NeedsSummarySerializer({"count": len(needs), "bars": total}).data)


class PhaseSerializer(serializers.Serializer[Phase]):
    name = serializers.CharField()
    start_date = serializers.DateField()
    end_date = serializers.DateField()


class TutorSerializer(serializers.Serializer[Tutor]):
    name = serializers.CharField()
    occupation = OccupationRefSerializer()
    languages = LanguageRefSerializer(many=True)
    hours_per_week = serializers.IntegerField()


class ProjectSerializer(ProjectRowSerializer):
    shift_start = serializers.TimeField(format="%H:%M")
    shift_end = serializers.TimeField(format="%H:%M", allow_null=True)
    evenings = serializers.BooleanField()
    nights = serializers.BooleanField()
    weekends = serializers.BooleanField()
    crew_languages = LanguageRefSerializer(many=True)
    adaptations = TaskDemandRefSerializer(many=True)
    phases = PhaseSerializer(many=True)
    tutors = TutorSerializer(many=True)
