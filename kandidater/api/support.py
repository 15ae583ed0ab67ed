"""Possible support forms of one candidate on a day; only an indication."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.serializers import StrictSerializer
from grunddata.enums import Ground, Verification
from grunddata.selectors import norms, support_rules
from kandidater import services
from kandidater.models import Candidate
from kandidater.support.amounts import Counted, Wage, counted
from kandidater.support.conditions import VERDICTS
from kandidater.support.facts import facts_of
from kandidater.support.forms import DECIDES, possible_support

from .card import CardViewSet


class SupportQuery(StrictSerializer):
    day = serializers.DateField(required=False, help_text="I dag när den utelämnas.")
    wage = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=200_000,
        help_text="Månadslön före skatt i kronor. Utan den räknas på en lön vid taket.",
    )
    hours = serializers.IntegerField(
        required=False, min_value=1, max_value=40, help_text="Timmar i veckan för den lönen."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "hours" in attrs and "wage" not in attrs:
            raise serializers.ValidationError(
                {"hours": "Ange också lönen (wage) för de timmarna, eller ta bort timmarna."}
            )
        return attrs


class SupportRuleSerializer(serializers.Serializer[Any]):
    para = serializers.CharField(source="rule.para")
    who = serializers.CharField(source="rule.who")
    verdict = serializers.ChoiceField(source="outcome.verdict.value", choices=VERDICTS)
    missing = serializers.ListField(child=serializers.CharField(), source="outcome.missing")
    against = serializers.ListField(child=serializers.CharField(), source="outcome.against")
    amount = serializers.CharField(source="rule.amount")
    month_sek = serializers.IntegerField(
        source="amount.month_sek",
        allow_null=True,
        help_text="Per månad för lönen det frågas om; annars högst, på heltid med lön vid taket.",
    )
    of_wage = serializers.BooleanField(
        source="amount.of_wage", help_text="Om beloppet per månad följer lönen."
    )
    extra_month_sek = serializers.IntegerField(source="amount.extra_month_sek", allow_null=True)
    year_sek = serializers.IntegerField(source="amount.year_sek", allow_null=True)
    longest_months = serializers.IntegerField(allow_null=True)
    checked = serializers.SerializerMethodField(help_text="Hur säker uppgiften är.")
    note = serializers.CharField(source="rule.verification_note")

    def get_checked(self, answer: Any) -> str:
        return str(Verification(answer.rule.verification).label)


class SupportFormAnswerSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(source="form.code")
    name = serializers.CharField(source="form.name_sv")
    law = serializers.CharField(source="form.law")
    verdict = serializers.ChoiceField(source="verdict.value", choices=VERDICTS)
    paid_to = serializers.CharField(source="form.paid_to")
    checked_on = serializers.DateField(source="form.checked")
    note = serializers.CharField(source="form.verification_note")
    rules = SupportRuleSerializer(many=True)


class WageCountedSerializer(serializers.Serializer[Any]):
    month_sek = serializers.IntegerField()
    hours_per_week = serializers.IntegerField()
    counted_sek = serializers.IntegerField(help_text="Den del av lönen som räknas.")
    cap_sek = serializers.IntegerField(help_text="Taket vid de timmarna.")


class PossibleSupportSerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    wage = WageCountedSerializer(allow_null=True)
    sentence = serializers.CharField(help_text="Sägs alltid: någon annan beslutar.")
    forms = SupportFormAnswerSerializer(many=True)


ONE = forced_singular_serializer(PossibleSupportSerializer)  # type: ignore[no-untyped-call]


class SupportViewSet(CardViewSet):
    @extend_schema(parameters=[SupportQuery], responses=ONE)
    @action(detail=True, methods=["get"])
    def support(self, request: Request, pk: str) -> Response:
        """Which support forms are possible that day, what is not known, and what speaks against.

        The most possible first. Reading it is logged where a decision of reduced capacity is noted.
        """
        query = SupportQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        day = query.validated_data.get("day", timezone.localdate())
        candidate: Candidate = self.get_object()
        facts = facts_of(candidate)
        reduced = facts.on_ground(Ground.REDUCED_CAPACITY)
        services.note_read(
            actor=self.actor, candidate=candidate, fields=["support"] if reduced else []
        )
        figures = norms(day)
        wage = _wage(query.validated_data, figures)
        forms = possible_support(facts, support_rules(day), day, figures, wage)
        told = wage and _told(wage, counted(figures, wage))
        body = {"day": day, "wage": told, "sentence": DECIDES, "forms": forms}
        return Response(PossibleSupportSerializer(body).data)


def _wage(asked: Mapping[str, Any], figures: Mapping[str, float]) -> Wage | None:
    """The wage asked about; full time where no hours are given."""
    if "wage" not in asked:
        return None
    hours = asked.get("hours", figures["full_time_hours_per_week"])
    return Wage(Decimal(asked["wage"]), Decimal(str(hours)))


def _told(wage: Wage, base: Counted) -> dict[str, int]:
    return {
        "month_sek": int(wage.month_sek),
        "hours_per_week": int(wage.hours_per_week),
        "counted_sek": round(base.sek),
        "cap_sek": round(base.cap_sek),
    }
