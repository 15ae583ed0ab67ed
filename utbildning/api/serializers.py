"""What courses and intakes look like outside, and what callers may write."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bas.api.fields import CodeField, CodesField, SaneDateField
from bas.api.serializers import StrictSerializer
from bas.weeks import week_label
from grunddata.enums import LanguageLevel
from grunddata.models import Certificate, CourseKind, Language, Municipality, Skill

from ..models import Course, CourseIntake


class NamedCodeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField(source="name_sv")


class PlaceSerializer(serializers.Serializer[Municipality]):
    code = serializers.CharField()
    name = serializers.CharField()


class GrantedLanguageSerializer(serializers.Serializer[Course]):
    code = serializers.CharField(source="grants_language.code")
    name = serializers.CharField(source="grants_language.name_sv")
    level = serializers.IntegerField(source="grants_language_level")


class CourseSerializer(serializers.Serializer[Course]):
    """Language levels are CEFR: 0 none, 1 A1 … 6 C2."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    provider = serializers.CharField()
    kind = NamedCodeSerializer()
    grants_certificates = NamedCodeSerializer(many=True)
    grants_skills = NamedCodeSerializer(many=True)
    grants_language = serializers.SerializerMethodField()
    required_certificates = NamedCodeSerializer(many=True)
    required_language_level = serializers.IntegerField()
    version = serializers.IntegerField()

    @extend_schema_field(GrantedLanguageSerializer(allow_null=True))
    def get_grants_language(self, course: Course) -> dict[str, Any] | None:
        if course.grants_language_id is None:
            return None
        return dict(GrantedLanguageSerializer(course).data)


class IntakeSerializer(serializers.Serializer[CourseIntake]):
    """One start of a course; ``end_date`` is the first day after."""

    id = serializers.UUIDField()
    course = CourseSerializer()
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    start_week = serializers.SerializerMethodField()
    seats = serializers.IntegerField()
    reserved = serializers.IntegerField()
    free = serializers.IntegerField()
    municipality = PlaceSerializer()
    cost_sek = serializers.IntegerField()
    version = serializers.IntegerField()

    def get_start_week(self, intake: CourseIntake) -> str:
        return week_label(intake.start_date)


class CourseInputSerializer(StrictSerializer):
    kind = CodeField(CourseKind.objects.all())
    name = serializers.CharField(max_length=160)
    provider = serializers.CharField(max_length=120)
    grants_certificates = CodesField(Certificate.objects.all(), required=False)
    grants_skills = CodesField(Skill.objects.all(), required=False)
    grants_language = CodeField(Language.objects.all(), required=False, allow_null=True)
    grants_language_level = serializers.ChoiceField(
        choices=LanguageLevel.choices, required=False, allow_null=True
    )
    required_certificates = CodesField(Certificate.objects.all(), required=False)
    required_language_level = serializers.ChoiceField(choices=LanguageLevel.choices, required=False)

    def parts(self) -> dict[str, Any]:
        """Keyword arguments of the services: ``fields`` and ``lists``."""
        data = dict(cast(dict[str, Any], self.validated_data))
        names = ("grants_certificates", "grants_skills", "required_certificates")
        return {"lists": {name: data.pop(name) for name in names if name in data}, "fields": data}


class IntakePatchSerializer(StrictSerializer):
    start_date = SaneDateField()
    end_date = SaneDateField()
    seats = serializers.IntegerField(min_value=0, max_value=500)
    municipality = CodeField(Municipality.objects.all())
    cost_sek = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)


class IntakeCreateSerializer(IntakePatchSerializer):
    course = serializers.UUIDField()
