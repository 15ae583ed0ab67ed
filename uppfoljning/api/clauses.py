"""The clause report: figures, words, and the two files a buyer is given."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from grunddata.enums import ClauseMeasure
from konton.api.views import GatedViewSet
from projekt.contract_models import SocialContract

from ..clause_files import pdf_file, xlsx_file
from ..clause_report import ClauseReport, Note, clause_report, report_rows, rounded

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AmountField(serializers.FloatField):
    """An exact fraction, rounded as it is shown."""

    def to_representation(self, value: Any) -> Any:
        return float(rounded(value, self.context["decimals"]))


class ClauseMonthSerializer(serializers.Serializer[Any]):
    """``month``: its first day. ``missing``: for all months up to and with this one."""

    month = serializers.DateField()
    required = AmountField(allow_null=True)  # type: ignore[assignment]
    fulfilled = AmountField()
    planned = AmountField()
    missing = AmountField(allow_null=True)
    assumed = serializers.BooleanField()


class ClauseTotalsSerializer(serializers.Serializer[Any]):
    required = AmountField()  # type: ignore[assignment]
    fulfilled = AmountField()
    planned = AmountField()
    missing = AmountField()
    bonus_sek = serializers.IntegerField()


class ClauseNoteSerializer(serializers.Serializer[Note]):
    text = serializers.CharField()
    is_assumption = serializers.BooleanField()


class ClauseReportSerializer(serializers.Serializer[ClauseReport]):
    """``is_hidden``: this reader gets no figures, since they would tell where people live."""

    contract = serializers.UUIDField(source="contract.pk")
    as_of = serializers.DateField()
    sentence = serializers.CharField()
    measure = serializers.ChoiceField(choices=ClauseMeasure.choices, source="account.measure")
    unit = serializers.CharField()
    is_hidden = serializers.BooleanField()
    totals = serializers.SerializerMethodField()
    months = serializers.SerializerMethodField()
    notes = ClauseNoteSerializer(many=True)

    @extend_schema_field(ClauseTotalsSerializer(allow_null=True))
    def get_totals(self, report: ClauseReport) -> dict[str, Any] | None:
        if report.is_hidden:
            return None
        context = {"decimals": report.decimals}
        return dict(ClauseTotalsSerializer(report.account, context=context).data)

    @extend_schema_field(ClauseMonthSerializer(many=True))
    def get_months(self, report: ClauseReport) -> Any:
        rows = () if report.is_hidden else report.account.months
        context = {"decimals": report.decimals}
        return ClauseMonthSerializer(rows, many=True, context=context).data


class ClauseReportViewSet(GatedViewSet):
    """The report of one contract; its key is the contract's."""

    resource = "clause_report"
    gate = SocialContract.objects.all()
    serializer_class = ClauseReportSerializer

    def get_queryset(self) -> QuerySet[Any]:
        return report_rows(super().get_queryset())  # type: ignore[arg-type]

    @property
    def today(self) -> date:
        return timezone.localdate()

    def report(self) -> ClauseReport:
        return clause_report(self.get_object(), self.actor, self.today)

    def retrieve(self, request: Request, pk: str) -> Response:
        """Required, fulfilled, planned and missing by month, as it stands today."""
        return Response(ClauseReportSerializer(self.report()).data)

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY})
    @action(detail=True)
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        """The report as a printable page, without personal data; logged each time."""
        return _file(pdf_file(self.report(), self.actor), PDF, "pdf")

    @extend_schema(responses={(200, XLSX): OpenApiTypes.BINARY})
    @action(detail=True)
    def xlsx(self, request: Request, pk: str) -> HttpResponse:
        """The report as a sheet, without personal data; logged each time."""
        return _file(xlsx_file(self.report(), self.actor), XLSX, "xlsx")


def _file(content: bytes, mime: str, ending: str) -> HttpResponse:
    head = {"Content-Disposition": f'attachment; filename="sociala-krav.{ending}"'}
    return HttpResponse(content, content_type=mime, headers=head)
