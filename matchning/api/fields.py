"""Small shapes that several answers share."""

from typing import Any

from rest_framework import serializers

from ..enums import ReasonKind


class ReasonItemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=ReasonKind.choices)
    sentence_sv = serializers.CharField()


class NeedShortSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="pk")
    number = serializers.IntegerField()
    occupation = serializers.CharField(source="occupation.name_sv")
    occupation_code = serializers.CharField(source="occupation_id")
    project_id = serializers.UUIDField()
    project_name = serializers.CharField(source="project.name")
    company = serializers.CharField(source="project.organisation.name")
    municipality = serializers.CharField(source="project.municipality.name")
    employment_form = serializers.CharField(source="get_employment_form_display")


class PathStepSerializer(serializers.Serializer[Any]):
    """A course on the way to the site; ``end_date`` is the day after the last."""

    intake_id = serializers.UUIDField()
    name = serializers.CharField(source="intake.course.name")
    provider = serializers.CharField(source="intake.course.provider")
    start_date = serializers.DateField(source="intake.start_date")
    end_date = serializers.DateField(source="intake.end_date")
    municipality = serializers.CharField(source="intake.municipality.name")
