"""Contracts with social clauses: shapes and endpoint."""

from typing import Any, cast

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from bas.api.fields import CodeField, KeyField, SaneDateField
from bas.api.filters import StrictFilterBackend
from bas.api.patch import PatchMixin
from bas.api.serializers import StrictSerializer
from bas.api.versions import versioned_response
from grunddata.enums import ClauseMeasure
from grunddata.models import ClauseModel, Municipality
from konton.api.views import GatedViewSet

from ..contract_models import ClauseEvidence, ClauseExemption, ContractHours, SocialContract
from ..enums import Purchase
from ..models import Project
from ..services import create_contract, update_contract
from .curve import VerificationSerializer

FIGURES = (
    *("places", "employment_months", "practice_months"),
    *("share_percent", "free_months", "municipality"),
)
LISTS = ("exemptions", "evidence", "hours")
MAX_SEK = 10**12
MAX_ROWS = 200


class ClauseModelSerializer(serializers.Serializer[ClauseModel]):
    """A clause in one version; ``chosen`` are the figures the contract gives, with ``defaults``."""

    code = serializers.CharField()
    name = serializers.CharField(source="name_sv")
    measure = serializers.ChoiceField(choices=ClauseMeasure.choices)
    rule = serializers.CharField()
    chosen = serializers.SerializerMethodField()
    defaults = serializers.SerializerMethodField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    verification = VerificationSerializer(source="*")
    note = serializers.CharField(source="verification_note")

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=FIGURES)))
    def get_chosen(self, model: ClauseModel) -> list[str]:
        return list(model.payload["chosen"])

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField(allow_null=True)))
    def get_defaults(self, model: ClauseModel) -> dict[str, int | None]:
        return {name: model.payload[name] for name in model.payload["chosen"]}


class ExemptionSerializer(serializers.Serializer[ClauseExemption]):
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    reason = serializers.CharField()
    granted_by = serializers.CharField()
    recorded_by = serializers.CharField()


class EvidenceSerializer(serializers.Serializer[ClauseEvidence]):
    day = serializers.DateField()
    what = serializers.CharField()
    reference = serializers.CharField()


class HoursSerializer(serializers.Serializer[ContractHours]):
    month = serializers.DateField()
    total = serializers.IntegerField()
    skilled = serializers.IntegerField(allow_null=True)


class ContractRowSerializer(serializers.Serializer[SocialContract]):
    """A contract; ``end_date`` is the first day after it."""

    id = serializers.UUIDField()
    project = serializers.UUIDField(source="project_id")
    buyer = serializers.CharField()
    number = serializers.CharField()
    value_sek = serializers.IntegerField()
    purchase = serializers.ChoiceField(choices=Purchase.choices)
    purchase_label = serializers.CharField(source="get_purchase_display")
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    full_time_people = serializers.IntegerField(allow_null=True)
    planned_hours = serializers.IntegerField(allow_null=True)
    model = ClauseModelSerializer(source="clause_model")
    version = serializers.IntegerField()


class ContractSerializer(ContractRowSerializer):
    """``figures`` are those of the contract's own, frozen with the clause."""

    figures = serializers.SerializerMethodField()
    exemptions = ExemptionSerializer(many=True)
    evidence = EvidenceSerializer(many=True)
    hours = HoursSerializer(many=True)

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_figures(self, contract: SocialContract) -> dict[str, str]:
        return {name: str(v) for name, v in contract.terms.items() if name in FIGURES and v}


class ExemptionInputSerializer(StrictSerializer):
    """Days from ``start_date`` to ``end_date`` (not included) that the buyer lets off."""

    start_date = SaneDateField()
    end_date = SaneDateField()
    reason = serializers.CharField(max_length=300)
    granted_by = serializers.CharField(max_length=120)


class EvidenceInputSerializer(StrictSerializer):
    day = SaneDateField()
    what = serializers.CharField(max_length=300)
    reference = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class HoursInputSerializer(StrictSerializer):
    """Hours in the month of the day given."""

    month = SaneDateField()
    total = serializers.IntegerField(min_value=0, max_value=1_000_000)
    skilled = serializers.IntegerField(
        min_value=0, max_value=1_000_000, required=False, allow_null=True, default=None
    )


def rows(child: StrictSerializer) -> "serializers.ListSerializer[Any]":
    return serializers.ListSerializer(child=child, required=False, max_length=MAX_ROWS)


class _ContractSerializer(StrictSerializer):
    buyer = serializers.CharField(max_length=120)
    number = serializers.CharField(max_length=60)
    value_sek = serializers.IntegerField(min_value=0, max_value=MAX_SEK)
    purchase = serializers.ChoiceField(choices=Purchase.choices)
    start_date = SaneDateField()
    end_date = SaneDateField()
    full_time_people = serializers.IntegerField(
        min_value=0, max_value=100_000, required=False, allow_null=True
    )
    planned_hours = serializers.IntegerField(
        min_value=0, max_value=100_000_000, required=False, allow_null=True
    )
    exemptions = rows(ExemptionInputSerializer())
    evidence = rows(EvidenceInputSerializer())
    hours = rows(HoursInputSerializer())

    def parts(self) -> dict[str, Any]:
        """Keyword arguments of the services: ``fields`` and what else was given."""
        data = dict(cast(dict[str, Any], self.validated_data))
        parts = {n: data.pop(n) for n in (*LISTS, "model", "project") if n in data}
        figures = {name: data.pop(name) for name in FIGURES if name in data}
        if "model" in parts:
            parts["figures"] = figures
        return {**parts, "fields": data}


class ContractCreateSerializer(_ContractSerializer):
    """A contract. The clause's own figures only where its model says ``chosen``."""

    project = KeyField()
    model = CodeField(ClauseModel.objects.all())
    places = serializers.IntegerField(min_value=1, max_value=1000, required=False)
    employment_months = serializers.IntegerField(min_value=1, max_value=60, required=False)
    practice_months = serializers.IntegerField(min_value=1, max_value=60, required=False)
    share_percent = serializers.IntegerField(min_value=1, max_value=100, required=False)
    free_months = serializers.IntegerField(min_value=0, max_value=120, required=False)
    municipality = CodeField(Municipality.objects.all(), required=False)

    def validate_municipality(self, municipality: Municipality) -> str:
        return municipality.pk


class ContractPatchSerializer(PatchMixin, _ContractSerializer):
    """What may be put right; the clause's terms are frozen. A list given replaces the old one."""


class ContractFilter(filters.FilterSet):  # type: ignore[misc]
    project = filters.UUIDFilter(field_name="project_id")

    class Meta:
        model = SocialContract
        fields: list[str] = []


class ContractViewSet(ListModelMixin, GatedViewSet):
    """A company's contracts with social clauses, read and written with its coordinator."""

    resource = "contract"
    gate = SocialContract.objects.select_related("clause_model")
    serializer_class = ContractSerializer
    filter_backends = [StrictFilterBackend]
    filterset_class = ContractFilter
    conditional_actions = frozenset({"partial_update"})

    def get_queryset(self) -> QuerySet[Any]:
        visible = super().get_queryset()
        if self.action == "list":
            return visible
        return visible.prefetch_related("exemptions__recorded_by", "evidence", "hours")

    def get_serializer_class(self) -> type[Any]:
        return ContractRowSerializer if self.action == "list" else ContractSerializer

    @extend_schema(responses=ContractRowSerializer(many=True))
    def list(self, request: Request) -> Response:
        return super().list(request)

    def retrieve(self, request: Request, pk: str) -> Response:
        return versioned_response(dict(self.get_serializer(self.get_object()).data))

    @extend_schema(responses=ClauseModelSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None)
    def models(self, request: Request) -> Response:
        """The clauses a contract may have, with rule, source and what is assumed."""
        found = ClauseModel.objects.order_by("position")
        return Response(ClauseModelSerializer(cast(Any, found), many=True).data)

    @extend_schema(request=ContractCreateSerializer, responses={201: ContractSerializer})
    def create(self, request: Request) -> Response:
        given = ContractCreateSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        parts = given.parts()
        project = Project.objects.visible_to(self.actor).filter(pk=parts.pop("project")).first()
        if project is None:
            raise ValidationError({"project": ["Projektet finns inte bland era. Välj ett annat."]})
        contract = create_contract(actor=self.actor, project=project, **parts)
        return self.answer(contract, HTTP_201_CREATED)

    @extend_schema(request=ContractPatchSerializer, responses=ContractSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        contract = self.get_object()
        given = ContractPatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        update_contract(
            contract=contract,
            actor=self.actor,
            expected_version=self.seen_version(),
            **given.parts(),
        )
        return self.answer(contract)
