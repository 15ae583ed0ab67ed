"""The district's demand beside the county's adverts, over the API."""

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.errors import Conflict
from bas.api.files import FILE, KIND, asked_kind, table_file

from ..region import NoTemplate, RegionalDemand, TradeYears, regional_demand, table
from .curve import AssumptionSerializer, CrewTemplateRefSerializer

NO_TEMPLATE = "Grunddata saknar en bemanningsmall. Be administratören läsa in den."


class TradeYearsSerializer(serializers.Serializer[TradeYears]):
    """An SSYK group; ``person_years`` one figure a year, empty where the template has no such."""

    ssyk2012 = serializers.CharField()
    name = serializers.CharField()
    occupations = serializers.ListField(child=serializers.CharField())
    person_years = serializers.ListField(child=serializers.FloatField())
    total = serializers.FloatField()
    peak = serializers.FloatField(help_text="Personer samtidigt, som mest")
    adverts = serializers.IntegerField(allow_null=True)


class RegionalDemandSerializer(serializers.Serializer[RegionalDemand]):
    sentence = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField())
    district = serializers.CharField()
    projects = serializers.IntegerField()
    dwellings = serializers.IntegerField()
    years = serializers.ListField(child=serializers.IntegerField())
    person_years = serializers.ListField(child=serializers.FloatField())
    total = serializers.FloatField()
    trades = TradeYearsSerializer(many=True)
    adverts_year = serializers.IntegerField()
    adverts = serializers.IntegerField()
    sources = serializers.ListField(child=serializers.CharField())
    template = CrewTemplateRefSerializer()
    assumptions = AssumptionSerializer(many=True)


# One object, though the action is called list.
ONE = forced_singular_serializer(RegionalDemandSerializer)  # type: ignore[no-untyped-call]


class RegionalDemandView(viewsets.ViewSet):
    resource = "regional_demand"
    serializer_class = RegionalDemandSerializer
    # Written per action by as_view.
    throttle_scope: str | None = None

    @extend_schema(responses=ONE)
    def list(self, request: Request) -> Response:
        """Person-years per trade and year of 40 real buildings, beside adverts of the county."""
        return Response(RegionalDemandSerializer(_demand()).data)

    @extend_schema(parameters=[KIND], responses=FILE)
    @action(detail=False, methods=["get"], throttle_scope="export")
    def export(self, request: Request) -> FileResponse:
        """The same as a file."""
        kind = asked_kind(request)
        header, rows = table(_demand())
        return table_file(
            header=header, rows=rows, title="Efterfrågan", kind=kind, name="efterfragan-per-yrke"
        )


def _demand() -> RegionalDemand:
    try:
        return regional_demand(today=timezone.localdate())
    except NoTemplate as missing:
        raise Conflict(NO_TEMPLATE, code="no_template") from missing
