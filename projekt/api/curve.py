"""The demand curve's shape."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bas.sheets.writing import Cell
from bas.weeks import week_label
from grunddata.enums import OccupationRung, Verification
from grunddata.models import CrewTemplate, Norm

from ..adjusting import Calibration
from ..crew_curve import NeedStep
from ..demand import CurveWeek, DemandCurve, OwnCell, Suggestion, TradeCurve
from ..enums import EmploymentForm
from .shapes import OccupationRefSerializer


class CurveWeekSerializer(serializers.Serializer[CurveWeek]):
    monday = serializers.DateField()
    label = serializers.CharField()  # type: ignore[assignment]
    heads = serializers.FloatField()


class TradeCurveSerializer(serializers.Serializer[TradeCurve]):
    """One occupation; ``heads`` has one figure for each of the curve's weeks."""

    occupation = OccupationRefSerializer()
    heads = serializers.ListField(child=serializers.FloatField())
    person_weeks = serializers.FloatField()
    peak = serializers.FloatField()


class CrewTemplateRefSerializer(serializers.Serializer[CrewTemplate]):
    code = serializers.CharField()
    name = serializers.CharField(source="name_sv")
    source = serializers.CharField()  # type: ignore[assignment]


class VerificationSerializer(serializers.Serializer[Norm]):
    code = serializers.ChoiceField(choices=Verification.choices, source="verification")
    label = serializers.CharField(source="get_verification_display")  # type: ignore[assignment]


class AssumptionSerializer(serializers.Serializer[Norm]):
    """A norm the curve rests on, with its range, unit and source."""

    key = serializers.CharField()
    name = serializers.CharField(source="name_sv")
    value = serializers.FloatField()
    unit = serializers.CharField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    verification = VerificationSerializer(source="*")


class SuggestedStepSerializer(serializers.Serializer[NeedStep]):
    start_date = serializers.DateField(source="start")
    end_date = serializers.DateField(source="end")
    headcount = serializers.IntegerField()


class SuggestedRungSerializer(serializers.Serializer[Suggestion]):
    code = serializers.ChoiceField(choices=OccupationRung.choices, source="rung")
    label = serializers.CharField(source="rung.label")  # type: ignore[assignment]


class SuggestedFormSerializer(serializers.Serializer[Suggestion]):
    code = serializers.ChoiceField(choices=EmploymentForm.choices, source="employment_form")
    label = serializers.CharField(source="employment_form.label")  # type: ignore[assignment]


class SuggestionSerializer(serializers.Serializer[Suggestion]):
    """A need ready to post; ``existing`` are numbers of needs that already ask for the same."""

    occupation = OccupationRefSerializer()
    min_rung = SuggestedRungSerializer(source="*")
    employment_form = SuggestedFormSerializer(source="*")
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    start_week = serializers.SerializerMethodField()
    steps = SuggestedStepSerializer(source="need.steps", many=True)
    person_weeks = serializers.IntegerField(source="need.person_weeks")
    tutor_hours_per_person = serializers.SerializerMethodField()
    existing = serializers.ListField(child=serializers.IntegerField())

    def get_start_week(self, suggestion: Suggestion) -> str:
        return week_label(suggestion.start_date)

    @extend_schema_field(serializers.IntegerField())
    def get_tutor_hours_per_person(self, suggestion: Suggestion) -> int:
        return round(suggestion.need.tutor_hours_per_person_week)


class OwnCellSerializer(serializers.Serializer[OwnCell]):
    """Heads the company wrote; ``reckoned`` is null outside the project's time."""

    occupation = OccupationRefSerializer()
    monday = serializers.DateField()
    label = serializers.CharField()  # type: ignore[assignment]
    heads = serializers.FloatField()
    reckoned = serializers.FloatField(allow_null=True)


class CalibrationSerializer(serializers.Serializer[Calibration]):
    weeks = serializers.IntegerField()
    factor = serializers.FloatField()
    is_clamped = serializers.BooleanField()
    sentence = serializers.CharField()


class DemandCurveSerializer(serializers.Serializer[Any]):
    """Weekly heads per trade. When ``available`` is false the lists are empty; see ``sentence``."""

    available = serializers.BooleanField()
    sentence = serializers.CharField()
    template = CrewTemplateRefSerializer(allow_null=True)
    template_note = serializers.CharField()
    weeks = CurveWeekSerializer(many=True)
    trades = TradeCurveSerializer(many=True)
    assumptions = AssumptionSerializer(many=True)
    suggestions = SuggestionSerializer(many=True)
    changes = OwnCellSerializer(many=True)
    actuals = OwnCellSerializer(many=True)
    calibration = CalibrationSerializer(allow_null=True)


def curve_table(curve: DemandCurve) -> tuple[list[str], list[list[Cell]]]:
    """Header and a row a week; what the figures are stands in the last rows."""
    header = ["Vecka", "Måndag", "Alla yrken", *(t.occupation.name_sv for t in curve.trades)]
    rows: list[list[Cell]] = [
        [week.label, week.monday, week.heads, *(t.heads[i] for t in curve.trades)]
        for i, week in enumerate(curve.weeks)
    ]
    notes = [curve.sentence, curve.template_note]
    if curve.calibration:
        notes.append(curve.calibration.sentence)
    if curve.changes:
        notes.append(f"Ändrat av företaget: {len(curve.changes)} tal.")
    rows += [[note] for note in notes if note]
    return header, rows
