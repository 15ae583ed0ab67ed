"""Parts of the card that are written entry by entry: what comes out and what goes in."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from bas.api.fields import CodeField, KeyField, SaneDateField
from bas.api.serializers import StrictSerializer
from grunddata.models import Occupation
from kandidater.enums import (
    ConsentPurpose,
    EducationLevel,
    HourSource,
    JourneyStep,
    Owner,
    Proof,
    Recognition,
)
from kandidater.models import LONGEST_NOTE, MOST_HOURS, CandidateNote
from kandidater.models.education import FIRST_YEAR, LAST_YEAR
from konton.api.serializers import PersonSerializer


class EntryInput(StrictSerializer):
    """Which entry of the card."""

    entry = KeyField()


class AwaySerializer(serializers.Serializer[Any]):
    """Days she cannot work, both included."""

    first_day = serializers.DateField()
    last_day = serializers.DateField()


class EducationSerializer(serializers.Serializer[Any]):
    level = serializers.ChoiceField(choices=EducationLevel.choices)
    level_label = serializers.CharField(source="get_level_display")
    subject = serializers.CharField()
    finished = serializers.IntegerField(allow_null=True)
    recognition = serializers.ChoiceField(choices=Recognition.choices, allow_blank=True)
    recognition_label = serializers.CharField(source="get_recognition_display")
    proof = serializers.ChoiceField(choices=Proof.choices)
    proof_label = serializers.CharField(source="get_proof_display")


class EducationInput(StrictSerializer):
    level = serializers.ChoiceField(choices=EducationLevel.choices)
    subject = serializers.CharField(
        max_length=120, allow_blank=True, default="", help_text="Vad, aldrig i vilket land."
    )
    finished = serializers.IntegerField(
        min_value=FIRST_YEAR, max_value=LAST_YEAR, allow_null=True, default=None
    )
    recognition = serializers.ChoiceField(
        choices=Recognition.choices,
        allow_blank=True,
        default="",
        help_text="Om en utländsk utbildning är validerad; tom när det inte är aktuellt.",
    )
    proof = serializers.ChoiceField(choices=Proof.choices, default=Proof.OWN_WORD)

    def validate_finished(self, year: int | None) -> int | None:
        if year is not None and year > timezone.localdate().year:
            raise serializers.ValidationError(
                "Året har inte varit än. Lämna tomt om utbildningen pågår."
            )
        return year


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


class ActivitySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    what = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    owner = serializers.ChoiceField(choices=Owner.choices)
    owner_label = serializers.CharField(source="get_owner_display")
    done_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField()
    written_by = PersonSerializer()


class StepSerializer(serializers.Serializer[Any]):
    step = serializers.ChoiceField(choices=JourneyStep.choices)
    label = serializers.CharField(source="step.label")  # type: ignore[assignment]
    phase = serializers.ChoiceField(choices=["done", "now", "later", "nothing"])
    activities = ActivitySerializer(many=True)


class JourneySerializer(serializers.Serializer[Any]):
    """The four steps, and in words where she is now: derived, never written."""

    now = serializers.ChoiceField(choices=JourneyStep.choices)
    words = serializers.CharField()
    steps = StepSerializer(many=True)


class ActivityInput(StrictSerializer):
    step = serializers.ChoiceField(choices=JourneyStep.choices)
    what = serializers.CharField(max_length=120)
    due = SaneDateField(allow_null=True, default=None)
    owner = serializers.ChoiceField(choices=Owner.choices, default=Owner.COACH)


class ActivityDoneInput(EntryInput):
    done_on = SaneDateField()
    outcome = serializers.CharField(max_length=300, allow_blank=True, default="")


class NoteSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField()
    written_by = PersonSerializer(allow_null=True)
    written_at = serializers.DateTimeField(source="created_at")
    may_remove = serializers.SerializerMethodField(help_text="Egen, eller utan författare.")

    def get_may_remove(self, note: CandidateNote) -> bool:
        return note.written_by_id in (None, self.context["actor"].user_id)


class ConsentInput(StrictSerializer):
    purpose = serializers.ChoiceField(choices=ConsentPurpose.choices)


class NoteInput(StrictSerializer):
    text = serializers.CharField(max_length=LONGEST_NOTE)
