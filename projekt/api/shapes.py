"""Small shapes that projects, needs and curves share."""

from typing import Any

from rest_framework import serializers

from grunddata.enums import OccupationRung
from grunddata.models import Language, Municipality, Occupation, TaskDemand

from ..models import LabourNeed
from ..selectors import Bar


class OccupationRefSerializer(serializers.Serializer[Occupation]):
    code = serializers.CharField()
    name = serializers.CharField(source="name_sv")


class MunicipalityRefSerializer(serializers.Serializer[Municipality]):
    code = serializers.CharField()
    name = serializers.CharField()


class LanguageRefSerializer(serializers.Serializer[Language]):
    code = serializers.CharField()
    name = serializers.CharField(source="name_sv")


class TaskDemandRefSerializer(serializers.Serializer[TaskDemand]):
    code = serializers.CharField()
    name = serializers.CharField(source="name_sv")


class RungSerializer(serializers.Serializer[LabourNeed]):
    """A step of the trade's ladder; 0 is the lowest."""

    code = serializers.ChoiceField(choices=OccupationRung.choices, source="min_rung")
    label = serializers.CharField(source="get_min_rung_display")  # type: ignore[assignment]


class BarSerializer(serializers.Serializer[Bar]):
    person_weeks = serializers.FloatField()
    peak = serializers.IntegerField()


class BarsSerializer(serializers.Serializer[Any]):
    asked = BarSerializer()
    booked = BarSerializer()
