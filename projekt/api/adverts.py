"""Adverts over the API: a coordinator's imports with their reports, and adverts nobody has yet."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.filters import StrictFilterBackend
from bas.api.parsers import JSONParser
from bas.sheets.reading import Unreadable
from konton.api.views import GatedViewSet

from ..adverts.enums import Outcome, Wait
from ..adverts.models import Advert, AdvertImport
from ..adverts.services import attach, own_companies, upload
from ..models import Project
from .advert_shapes import (
    AdvertImportSerializer,
    AdvertRowSerializer,
    AdvertSerializer,
    AdvertTargetSerializer,
    AdvertUploadInput,
    AttachInput,
)


class AdvertImportViewSet(ListModelMixin, GatedViewSet):
    """Reports of imports, newest first."""

    resource = "advert_import"
    gate = AdvertImport.objects.all()
    serializer_class = AdvertImportSerializer
    filter_backends = [StrictFilterBackend]

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("created_by")

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(
        request={"multipart/form-data": AdvertUploadInput}, responses={201: AdvertImportSerializer}
    )
    def create(self, request: Request) -> Response:
        """Read a file of adverts in; the answer is its report. No need leaves draft."""
        given = AdvertUploadInput(data=request.data)
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        try:
            report = upload(actor=self.actor, content=file.read(), name=file.name)
        except Unreadable as refused:
            raise ValidationError({"file": [str(refused)]}, code=refused.code) from refused
        return Response(self.get_serializer(report).data, 201)

    @extend_schema(
        parameters=[OpenApiParameter("outcome", str, enum=Outcome.values)],
        responses=AdvertRowSerializer(many=True),
    )
    @action(detail=True, methods=["get"])
    def rows(self, request: Request, pk: str) -> Response:
        """What became of each advert of the file."""
        report: AdvertImport = self.get_object()
        found = report.rows.order_by("number")
        outcome = request.query_params.get("outcome")
        if outcome is not None:
            if outcome not in Outcome.values:
                raise ValidationError({"outcome": ["Det finns inget sådant utfall."]})
            found = found.filter(outcome=outcome)
        page = self.paginate_queryset(found)
        return self.get_paginated_response(AdvertRowSerializer(page, many=True).data)

    def get_throttles(self) -> list[Any]:
        self.throttle_scope = "import" if self.action == "create" else None
        return super().get_throttles()

    def get_parsers(self) -> list[Any]:
        uploads = (getattr(self, "action_map", None) or {}).get("post") == "create"
        return [MultiPartParser(), JSONParser()] if uploads else [JSONParser()]


class AdvertFilter(filters.FilterSet):  # type: ignore[misc]
    """``waiting``: has no need yet. ``flagged``: is removed, but its need is still there."""

    waiting = filters.BooleanFilter(method="only_waiting")
    flagged = filters.BooleanFilter()

    class Meta:
        model = Advert
        fields: list[str] = []

    def only_waiting(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.exclude(waits_for=Wait.NOTHING) if value else rows.filter(waits_for="")


class AdvertViewSet(ListModelMixin, GatedViewSet):
    """Adverts the body holds, newest first."""

    resource = "advert"
    gate = Advert.objects.all()
    serializer_class = AdvertSerializer
    filter_backends = [StrictFilterBackend]
    filterset_class = AdvertFilter

    def get_queryset(self) -> QuerySet[Any]:
        return (
            super()
            .get_queryset()
            .select_related("occupation", "municipality", "need__project__organisation")
        )

    @extend_schema(responses=AdvertTargetSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def targets(self, request: Request) -> Response:
        """The body's companies and their projects: where an advert can be put."""
        mine = Project.objects.visible_to(self.actor).order_by("sort_key", "id")
        rows = own_companies(self.actor.organisation_id).order_by("name", "id")
        rows = rows.prefetch_related(Prefetch("projects", queryset=mine))
        return Response(AdvertTargetSerializer(rows, many=True).data)

    @extend_schema(request=AttachInput, responses=AdvertSerializer)
    @action(detail=True, methods=["post"])
    def attach(self, request: Request, pk: str) -> Response:
        """Say whose it is: a draft need of that company, or in that project. Not published."""
        advert: Advert = self.get_object()
        given = AttachInput(data=request.data)
        given.is_valid(raise_exception=True)
        done = attach(
            actor=self.actor,
            advert=advert,
            company_id=given.validated_data.get("company"),
            project_id=given.validated_data.get("project"),
        )
        return Response(self.get_serializer(self.get_queryset().get(pk=done.pk)).data)
