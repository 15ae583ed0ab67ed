"""Adverts and the reports of their imports, as the screen sees them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bas.api.fields import KeyField
from bas.api.serializers import StrictSerializer
from bas.sheets.limits import MAX_BYTES
from konton.api.serializers import PersonSerializer

from ..adverts.enums import Outcome, Wait
from ..adverts.models import Advert, AdvertImport, AdvertRow
from ..models import LabourNeed, Project
from .shapes import MunicipalityRefSerializer, OccupationRefSerializer


class AdvertImportSerializer(serializers.Serializer[AdvertImport]):
    """``created_by`` null: the command. ``needs``: drafts made; the outcomes add up to total."""

    id = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    created_by = PersonSerializer(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    total = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    removed = serializers.IntegerField()
    skipped = serializers.IntegerField()
    unmatched = serializers.IntegerField()
    faulty = serializers.IntegerField()
    needs = serializers.IntegerField()


class AdvertOutcomeSerializer(serializers.Serializer[AdvertRow]):
    code = serializers.ChoiceField(choices=Outcome.choices, source="outcome")
    label = serializers.CharField(source="get_outcome_display")  # type: ignore[assignment]


class AdvertRowSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    ad_id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    outcome = AdvertOutcomeSerializer(source="*")
    note = serializers.CharField()


class AdvertNeedSerializer(serializers.Serializer[LabourNeed]):
    """The need it became. A draft is the company's own: its state is all that is told."""

    number = serializers.IntegerField()
    state = serializers.CharField(source="get_state_display")
    project = serializers.CharField(source="project.name")
    company = serializers.CharField(source="project.organisation.name")


class AdvertWaitSerializer(serializers.Serializer[Advert]):
    code = serializers.ChoiceField(choices=Wait.choices, source="waits_for", allow_blank=True)
    label = serializers.CharField(source="get_waits_for_display")  # type: ignore[assignment]


class AdvertSerializer(serializers.Serializer[Advert]):
    """``start_date`` and ``end_date`` are assumed from the advert's own dates where it has any."""

    id = serializers.UUIDField()
    ad_id = serializers.CharField()
    occupation = OccupationRefSerializer()
    rung = serializers.CharField(source="get_rung_display")
    municipality = MunicipalityRefSerializer(allow_null=True)
    place = serializers.CharField(source="facts.place")
    employer = serializers.CharField(source="facts.employer_name")
    headcount = serializers.IntegerField(source="facts.headcount")
    published = serializers.SerializerMethodField()
    start_date = serializers.SerializerMethodField()
    end_date = serializers.SerializerMethodField()
    removed_on = serializers.DateField(allow_null=True)
    flagged = serializers.BooleanField()
    waits_for = AdvertWaitSerializer(source="*")
    need = AdvertNeedSerializer(allow_null=True)

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_published(self, advert: Advert) -> Any:
        return advert.facts["published"] or None

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_start_date(self, advert: Advert) -> Any:
        return advert.facts["start_date"] or None

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_end_date(self, advert: Advert) -> Any:
        return advert.facts["end_date"] or None


class AdvertProjectSerializer(serializers.Serializer[Project]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class AdvertTargetSerializer(serializers.Serializer[Any]):
    """A company of the body with its projects."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    projects = AdvertProjectSerializer(many=True)


class AdvertUploadInput(StrictSerializer):
    file = serializers.FileField(max_length=200)

    def validate_file(self, file: Any) -> Any:
        if file.size > MAX_BYTES:
            raise serializers.ValidationError(
                f"Filen är större än {MAX_BYTES // 1_000_000} MB. Dela den."
            )
        return file


class AttachInput(StrictSerializer):
    """Exactly one of the two."""

    company = KeyField(required=False)
    project = KeyField(required=False)
