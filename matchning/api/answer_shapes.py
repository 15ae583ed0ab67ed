"""What is asked about a run, and the shapes of the answers."""

from typing import Any

from rest_framework import serializers

from bas.api.serializers import StrictSerializer

ANSWERS = [
    ("placed", "Har redan förslaget"),
    ("blocked", "Något hindrar"),
    ("possible", "Möjligt, men planen blir sämre"),
    ("locked", "Låst till ett annat förslag"),
    ("no_plan", "Ingen plan"),
    ("not_in_run", "Var inte med i körningen"),
]
SWAPS = [("found", "Ett byte finns"), ("infeasible", "Går inte"), ("no_plan", "Hann inte räknas")]
CHANGES = [("new", "Nytt"), ("moved", "Flyttas"), ("gone", "Blir utan")]
PRICE_KINDS = [
    ("seat", "Kursplats"),
    ("tutor_hour", "Handledartimme"),
    ("place", "Plats"),
    ("budget", "Budget"),
]


class WhyNotQuery(StrictSerializer):
    candidate = serializers.UUIDField()
    need = serializers.UUIDField()
    deep = serializers.BooleanField(default=False)


class BlockedSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    title = serializers.CharField(source="title_sv")
    sentence = serializers.CharField(source="sentence_sv")


class WhereCourseSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    start_date = serializers.DateField()


class WhereSerializer(serializers.Serializer[Any]):
    """Where a plan puts somebody; ``end_date`` is the day after the last."""

    need_id = serializers.UUIDField(allow_null=True)
    need = serializers.CharField(allow_blank=True)
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField()
    courses = WhereCourseSerializer(many=True)


class ChangedSerializer(serializers.Serializer[Any]):
    candidate_id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    change = serializers.ChoiceField(choices=CHANGES)
    before = WhereSerializer(allow_null=True)
    after = WhereSerializer(allow_null=True)


class SwapSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=SWAPS)
    sentence = serializers.CharField()
    loss_at_most = serializers.FloatField(allow_null=True)
    affected = ChangedSerializer(many=True)


class WhyNotSerializer(serializers.Serializer[Any]):
    candidate_id = serializers.UUIDField()
    candidate = serializers.CharField()
    need_id = serializers.UUIDField()
    need = serializers.CharField()
    answer = serializers.ChoiceField(choices=ANSWERS)
    sentence = serializers.CharField()
    blocked = BlockedSerializer(many=True)
    ways = serializers.ListField(child=serializers.CharField())
    loss_at_least = serializers.FloatField(allow_null=True, help_text="Arbetsveckor.")
    swap = SwapSerializer(allow_null=True)


class PriceSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=PRICE_KINDS)
    item_id = serializers.UUIDField()
    title = serializers.CharField()
    amount = serializers.FloatField()
    from_date = serializers.DateField(
        allow_null=True, help_text="Kursens första dag eller veckans måndag; null: hela tiden."
    )
    value = serializers.FloatField(allow_null=True, help_text="Arbetsveckor.")
    exact = serializers.BooleanField(help_text="Räknat om på heltal, inte bara uppskattat.")
    sentence = serializers.CharField()


class RunDiffQuery(StrictSerializer):
    against = serializers.UUIDField(required=False)


class RunDiffSerializer(serializers.Serializer[Any]):
    run_number = serializers.IntegerField()
    against_number = serializers.IntegerField(allow_null=True)
    sentence = serializers.CharField()
    new = serializers.IntegerField()
    moved = serializers.IntegerField()
    gone = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    objective_before = serializers.FloatField(allow_null=True)
    objective_after = serializers.FloatField(allow_null=True)
    changed = ChangedSerializer(many=True)
    listed_all = serializers.BooleanField()
