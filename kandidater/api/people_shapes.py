"""Shapes of the board, of bulk changes and of what surrounds them."""

from typing import Any

from rest_framework import serializers

from bas.api.fields import KeyField, SaneDateField
from bas.api.serializers import StrictSerializer
from kandidater.enums import CandidateState

from .serializers import CandidateRowSerializer

MAX_ROWS = 100
ACTIONS = ("hand_over", "rest", "resume", "request_completion", "update")
# What each action cannot do without.
ASKED = {"hand_over": "coach", "rest": "reason", "request_completion": "due"}


class CodeLabelSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=CandidateState.choices)
    label = serializers.CharField()  # type: ignore[assignment]


class MoveSerializer(serializers.Serializer[Any]):
    target = serializers.ChoiceField(choices=CandidateState.choices)
    target_label = serializers.CharField(source="target.label")
    action = serializers.CharField(help_text="Tom när det inte går.")
    needs_reason = serializers.BooleanField()
    why_not = serializers.CharField(help_text="Varför det inte går; tom när det går.")


class CardSerializer(serializers.Serializer[Any]):
    candidate = CandidateRowSerializer()
    moves = MoveSerializer(many=True)


class ColumnSerializer(serializers.Serializer[Any]):
    state = CodeLabelSerializer()
    count = serializers.IntegerField()
    cards = CardSerializer(many=True)


class BoardSerializer(serializers.Serializer[Any]):
    columns = ColumnSerializer(many=True)


class UnflagInput(StrictSerializer):
    until = SaneDateField()
    reason = serializers.CharField(max_length=200)


class OwnChanges(StrictSerializer):
    """Fields that a list edits, and that undoing a bulk change puts back."""

    next_step = serializers.CharField(max_length=200, allow_blank=True, required=False)
    next_step_due = SaneDateField(allow_null=True, required=False)
    coach = KeyField(required=False)


class BulkRow(StrictSerializer):
    id = KeyField()
    version = serializers.IntegerField(min_value=1, max_value=2_147_483_647)
    changes = OwnChanges(required=False, help_text="Bara för update.")


class BulkInput(StrictSerializer):
    action = serializers.ChoiceField(choices=ACTIONS)
    rows = BulkRow(many=True, min_length=1, max_length=MAX_ROWS)  # type: ignore[call-arg]
    coach = KeyField(required=False, help_text="Till vem, för hand_over.")
    note = serializers.CharField(max_length=1000, allow_blank=True, default="")
    reason = serializers.CharField(max_length=1000, allow_blank=True, default="")
    due = SaneDateField(required=False, help_text="Senast, för request_completion.")

    def validate_rows(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({row["id"] for row in rows}) < len(rows):
            raise serializers.ValidationError("Samma deltagare står två gånger.")
        return rows

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        wanted = ASKED.get(attrs["action"])
        given = attrs.get(wanted) if wanted else None
        if wanted and not (given.strip() if isinstance(given, str) else given):
            raise serializers.ValidationError({wanted: ["Fyll i det här."]})
        return attrs


class OutcomeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(help_text="Tom när deltagaren inte syns för dig.")
    code = serializers.ChoiceField(choices=("done", "missing", "stale", "refused"))
    detail = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=[*CandidateState.choices, ("", "")])


class BulkSerializer(serializers.Serializer[Any]):
    results = OutcomeSerializer(many=True)
    changed = serializers.IntegerField()
    failed = serializers.IntegerField()
