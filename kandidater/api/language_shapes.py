"""A language as it is told and as it is shown: one level, four skills, the SFI course."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bas.api.serializers import StrictSerializer
from grunddata.enums import LanguageLevel
from grunddata.models import SfiLevel
from grunddata.sfi import courses_to, in_words, same_course, suggested, suggested_in_words
from kandidater.checklist import SWEDISH
from kandidater.languages import level_of


def _level(**said: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=LanguageLevel.choices, allow_null=True, **said)


class LanguageInput(StrictSerializer):
    language = serializers.CharField(max_length=64)
    level = serializers.ChoiceField(
        choices=LanguageLevel.choices,
        required=False,
        help_text="Det lägsta av lyssna och tala när båda är kända, vad som än står här. "
        "Utelämnas den gäller sfi-kursen.",
    )
    listening = _level(required=False)
    speaking = _level(required=False)
    reading = _level(required=False)
    writing = _level(required=False)
    sfi_course = serializers.CharField(
        max_length=64,
        allow_null=True,
        required=False,
        help_text="Senast godkända sfi-kurs, bara för svenska. Utan `level` ger den nivån.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        course = attrs.get("sfi_course")
        if course and attrs["language"] != SWEDISH:
            raise serializers.ValidationError({"sfi_course": ["Sfi är kurser i svenska."]})
        heard, spoken = attrs.get("listening"), attrs.get("speaking")
        told = level_of(listening=heard, speaking=spoken, told=attrs.get("level"), course=None)
        if told is None and not course:
            raise serializers.ValidationError(
                {"level": ["Välj en nivå, både lyssna och tala, eller en sfi-kurs."]}
            )
        return attrs


class SfiSuggestionSerializer(serializers.Serializer[Any]):
    level = serializers.ChoiceField(choices=LanguageLevel.choices)
    label = serializers.CharField()  # type: ignore[assignment]


class CandidateLanguageSerializer(serializers.Serializer[Any]):
    language = serializers.CharField(source="language_id")
    name = serializers.CharField(source="language.__str__")
    level = serializers.ChoiceField(choices=LanguageLevel.choices)
    level_label = serializers.CharField(source="get_level_display")
    listening = _level()
    speaking = _level()
    reading = _level()
    writing = _level()
    sfi_course = serializers.CharField(source="sfi_course_id", allow_null=True)
    sfi_label = serializers.SerializerMethodField(help_text="Kursen och ungefärlig nivå, i ord.")
    sfi_suggestion = serializers.SerializerMethodField(
        help_text="Nivå att pröva för var och en av de fyra färdigheterna; ungefärlig."
    )
    sfi_now = serializers.SerializerMethodField(help_text="Vad kursen heter i dag.")
    sfi_next = serializers.SerializerMethodField(
        help_text="Kurser som i dag leder till ungefär nästa nivå i svenska."
    )

    def get_sfi_label(self, row: Any) -> str | None:
        course = self._passed(row)
        return None if course is None else in_words(course)

    @extend_schema_field(SfiSuggestionSerializer(allow_null=True))
    def get_sfi_suggestion(self, row: Any) -> dict[str, Any] | None:
        course = self._passed(row)
        if course is None:
            return None
        return {"level": suggested(course), "label": suggested_in_words(course)}

    def get_sfi_now(self, row: Any) -> list[str]:
        course = self._passed(row)
        if course is None:
            return []
        return [c.course for c in same_course(self._courses, course, timezone.localdate())]

    def get_sfi_next(self, row: Any) -> list[str]:
        if row.language_id != SWEDISH:
            return []
        return [c.course for c in courses_to(self._courses, row.level + 1, timezone.localdate())]

    def _passed(self, row: Any) -> SfiLevel | None:
        if row.sfi_course_id is None:
            return None
        return next(course for course in self._courses if course.pk == row.sfi_course_id)

    @cached_property
    def _courses(self) -> list[SfiLevel]:
        """The whole table, one query however many languages."""
        return list(SfiLevel.objects.all())
