"""Parts of the card that are written entry by entry: what comes out and what goes in."""

from typing import Any

from rest_framework import serializers

from bas.api.fields import CodeField, SaneDateField
from bas.api.serializers import StrictSerializer
from grunddata.models import Occupation
from kandidater.enums import HourSource
from kandidater.models import MOST_HOURS
from konton.api.serializers import PersonSerializer


class EntryInput(StrictSerializer):
    """Which entry of the card."""

    entry = serializers.UUIDField()


class HourEntrySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    hours = serializers.IntegerField()
    first_day = serializers.DateField(allow_null=True)
    last_day = serializers.DateField(allow_null=True)
    source = serializers.ChoiceField(choices=HourSource.choices)  # type: ignore[assignment]
    source_label = serializers.CharField(source="get_source_display")
    note = serializers.CharField()
    written_by = PersonSerializer(allow_null=True)
    written_at = serializers.DateTimeField(source="created_at")


class HourAccountSerializer(serializers.Serializer[Any]):
    """Hours in one trade against the adult route to its certificate."""

    occupation = serializers.CharField(source="occupation.code")
    name = serializers.CharField(source="occupation.__str__")
    hours = serializers.IntegerField()
    goal = serializers.IntegerField(
        allow_null=True, help_text="Timmar till yrkesbevis som vuxen; null när det inte är känt."
    )
    entries = HourEntrySerializer(many=True)


class HourInput(StrictSerializer):
    occupation = CodeField(Occupation.objects.all())
    hours = serializers.IntegerField(min_value=1, max_value=MOST_HOURS)
    first_day = SaneDateField(allow_null=True, default=None)
    last_day = SaneDateField(allow_null=True, default=None)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=[choice for choice in HourSource.choices if choice[0] != HourSource.EARLIER]
    )
    note = serializers.CharField(max_length=300, allow_blank=True, default="")

    def validate_occupation(self, occupation: Occupation) -> str:
        return occupation.code
