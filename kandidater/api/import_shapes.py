"""An import as the screen sees it, and what it may be told."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bas.api.fields import TrueFalseField
from bas.api.serializers import StrictSerializer
from bas.sheets.limits import MAX_BYTES, MAX_CELL, MAX_COLUMNS
from kandidater.imports import selectors
from kandidater.imports.enums import (
    DuplicateChoice,
    ImportStatus,
    ImportTask,
    MatchKind,
    RowResult,
    RowVerdict,
)
from kandidater.imports.fields import FIELDS
from kandidater.imports.models import CandidateImport
from kandidater.imports.services import can_undo
from konton.api.serializers import PersonSerializer

FIELD_CHOICES = [(one.code, one.label) for one in FIELDS]


class ImportBase(serializers.Serializer[CandidateImport]):
    id = serializers.UUIDField()
    version = serializers.IntegerField()
    status = serializers.ChoiceField(choices=ImportStatus.choices)
    task = serializers.ChoiceField(choices=ImportTask.choices)
    name = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    created_by = PersonSerializer()
    finished_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    total = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    skipped = serializers.IntegerField()
    rejected = serializers.IntegerField()
    undone = serializers.IntegerField()
    kept = serializers.IntegerField()

    def get_name(self, job: CandidateImport) -> str:
        return str(job.said["name"])


class ImportColumnSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField()
    header = serializers.CharField()
    samples = serializers.ListField(child=serializers.CharField())
    field = serializers.ChoiceField(choices=FIELD_CHOICES, allow_null=True)
    confidence = serializers.FloatField(
        help_text="0–1; 1 är rubrikens eget namn eller ert eget val."
    )


class ImportFieldSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=FIELD_CHOICES)
    label = serializers.CharField()  # type: ignore[assignment]
    required = serializers.BooleanField()  # type: ignore[assignment]


class ImportOutlookSerializer(serializers.Serializer[Any]):
    """Rader per utfall om man trycker på Skapa nu."""

    ready = serializers.IntegerField()
    ask = serializers.IntegerField()
    wrong = serializers.IntegerField()
    create = serializers.IntegerField()  # type: ignore[assignment]
    update = serializers.IntegerField()  # type: ignore[assignment]
    skip = serializers.IntegerField()
    reject = serializers.IntegerField()
    match_row = serializers.IntegerField()
    match_base = serializers.IntegerField()
    match_alike = serializers.IntegerField()


class ImportSerializer(ImportBase):
    kind = serializers.CharField()
    empty = serializers.IntegerField()
    trimmed = serializers.IntegerField()
    done = serializers.IntegerField()
    message = serializers.CharField()
    can_undo = serializers.SerializerMethodField()
    columns = serializers.SerializerMethodField()
    fields_known = serializers.SerializerMethodField()
    outlook = serializers.SerializerMethodField()

    def get_can_undo(self, job: CandidateImport) -> bool:
        return can_undo(job)

    @extend_schema_field(ImportColumnSerializer(many=True))
    def get_columns(self, job: CandidateImport) -> Any:
        return ImportColumnSerializer(selectors.columns(job), many=True).data

    @extend_schema_field(ImportFieldSerializer(many=True))
    def get_fields_known(self, job: CandidateImport) -> Any:
        return ImportFieldSerializer(FIELDS, many=True).data

    @extend_schema_field(ImportOutlookSerializer)
    def get_outlook(self, job: CandidateImport) -> Any:
        return ImportOutlookSerializer(selectors.outlook(job)).data


class ImportQuestionSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    field = serializers.ChoiceField(choices=FIELD_CHOICES)
    text = serializers.CharField()
    count = serializers.IntegerField()
    askable = serializers.BooleanField()
    answer = serializers.BooleanField(allow_null=True)
    numbers = serializers.ListField(child=serializers.IntegerField())


class ImportCellSerializer(serializers.Serializer[Any]):
    field = serializers.ChoiceField(choices=FIELD_CHOICES)
    text = serializers.CharField()
    problem = serializers.CharField()
    edited = serializers.BooleanField()


class ImportMatchSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=MatchKind.choices)
    by = serializers.CharField()
    row = serializers.IntegerField(allow_null=True)
    candidate = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()


class ImportRowSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    verdict = serializers.ChoiceField(choices=RowVerdict.choices)
    cells = ImportCellSerializer(many=True)
    match = ImportMatchSerializer(allow_null=True)
    choice = serializers.ChoiceField(choices=DuplicateChoice.choices, allow_null=True)
    result = serializers.ChoiceField(choices=RowResult.choices, allow_null=True)
    reason = serializers.CharField()
    candidate = serializers.UUIDField(allow_null=True)


# --- In


class UploadInput(StrictSerializer):
    file = serializers.FileField(allow_empty_file=True, max_length=200)


class PasteInput(StrictSerializer):
    text = serializers.CharField(max_length=MAX_BYTES, trim_whitespace=False)


class ColumnInput(StrictSerializer):
    index = serializers.IntegerField(min_value=0, max_value=MAX_COLUMNS)
    field = serializers.ChoiceField(choices=FIELD_CHOICES, allow_null=True)


class MappingInput(StrictSerializer):
    columns = ColumnInput(many=True, max_length=MAX_COLUMNS)  # type: ignore[call-arg]


class AnswerInput(StrictSerializer):
    key = serializers.CharField(max_length=120)
    yes = TrueFalseField(allow_null=True)


class EditInput(StrictSerializer):
    number = serializers.IntegerField(min_value=1, max_value=1_000_000)
    field = serializers.ChoiceField(choices=FIELD_CHOICES)
    text = serializers.CharField(max_length=MAX_CELL, allow_blank=True)


class ChoiceInput(StrictSerializer):
    """Alla av ett slag, eller de rader som räknas upp."""

    choice = serializers.ChoiceField(choices=DuplicateChoice.choices)
    kind = serializers.ChoiceField(choices=MatchKind.choices, required=False)
    numbers = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=1_000_000),
        max_length=1000,
        required=False,
    )
