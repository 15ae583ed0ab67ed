"""Import over the API: thin; nothing of a candidate's is written before ``start``."""

from typing import Any, NoReturn

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from bas.api.filters import StrictFilterBackend
from bas.api.parsers import JSONParser
from bas.api.serializers import EmptySerializer
from bas.api.versions import etag
from bas.sheets.reading import Unreadable
from kandidater.imports import selectors, services
from kandidater.imports.models import CandidateImport
from kandidater.imports.rejected import rejected_file
from konton.api.views import GatedViewSet

from .import_shapes import (
    AnswerInput,
    ChoiceInput,
    EditInput,
    ImportBase,
    ImportQuestionSerializer,
    ImportRowSerializer,
    ImportSerializer,
    MappingInput,
    PasteInput,
    UploadInput,
)

SHOW = ("all", "problems", "duplicates", "rejected", "kept")


class TooManyUploads(Throttled):
    default_detail = "Du har skickat mycket på kort tid. Det du läste in nu är inte sparat."
    extra_detail_singular = "Försök igen om {wait} sekund."
    extra_detail_plural = "Försök igen om {wait} sekunder."


class ImportViewSet(ListModelMixin, GatedViewSet):
    resource = "import"
    gate = CandidateImport.objects.all()
    serializer_class = ImportSerializer
    filter_backends = [StrictFilterBackend]
    conditional_actions = frozenset(
        {"map_columns", "answer_question", "edit", "choose", "start", "resume", "undo", "discard"}
    )

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("created_by")

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return ImportBase if self.action == "list" else ImportSerializer

    def retrieve(self, request: Request, pk: str) -> Response:
        """Everything about one import: columns, outlook, progress and receipt."""
        job: CandidateImport = self.get_object()
        return Response(self.get_serializer(job).data, headers={"ETag": etag(job.version)})

    @extend_schema(
        request={"multipart/form-data": UploadInput, "application/json": PasteInput},
        responses={201: ImportSerializer},
    )
    def create(self, request: Request) -> Response:
        """Stage a file (multipart) or pasted text (JSON). No candidate is written."""
        if request.FILES:
            file = self._input(UploadInput)["file"]
            content, name, attr = file.read(), file.name, "file"
        else:
            content, name, attr = self._input(PasteInput)["text"].encode(), "", "text"
        try:
            job = services.upload(actor=self.actor, content=content, name=name)
        except Unreadable as refused:
            raise ValidationError({attr: [str(refused)]}, code=refused.code) from refused
        return self.answer(job, 201)

    def get_throttles(self) -> list[Any]:
        self.throttle_scope = "import" if self.action == "create" else None
        return super().get_throttles()

    def throttled(self, request: Request, wait: float) -> NoReturn:
        if self.throttle_scope:
            raise TooManyUploads(wait)
        super().throttled(request, wait)

    def get_parsers(self) -> list[Any]:
        uploads = (getattr(self, "action_map", None) or {}).get("post") == "create"
        return [JSONParser(), MultiPartParser()] if uploads else [JSONParser()]

    @extend_schema(responses=ImportQuestionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def problems(self, request: Request, pk: str) -> Response:
        """What has to be settled, one question for all rows alike."""
        found = selectors.questions(self.get_object())
        return Response(ImportQuestionSerializer(found, many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("show", str, enum=SHOW),
            OpenApiParameter("key", str, description="Bara rader med den här frågan."),
        ],
        responses=ImportRowSerializer(many=True),
    )
    @action(detail=True, methods=["get"])
    def rows(self, request: Request, pk: str) -> Response:
        """The grid."""
        job: CandidateImport = self.get_object()
        show = request.query_params.get("show", "all")
        if show not in SHOW:
            raise ValidationError({"show": ["Det finns inget sådant urval."]})
        found = selectors.rows(job, show=show, key=request.query_params.get("key", ""))
        page = self.paginate_queryset(found)
        told = selectors.told(job, page or [], self.actor)
        return self.get_paginated_response(ImportRowSerializer(told, many=True).data)

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def rejected(self, request: Request, pk: str) -> HttpResponse:
        """The rejected rows as a file, with the reason in the last column."""
        job: CandidateImport = self.get_object()
        content = rejected_file(job)
        services.note_read(job, self.actor)
        return HttpResponse(
            content,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="avvisade-rader.csv"'},
        )

    @extend_schema(request=MappingInput, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def map_columns(self, request: Request, pk: str) -> Response:
        """Say what each column holds; remembered for the organisation."""
        said = self._input(MappingInput)["columns"]
        mapping = {column["index"]: column["field"] or "" for column in said}
        return self._done(services.set_mapping, mapping=mapping)

    @extend_schema(request=AnswerInput, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def answer_question(self, request: Request, pk: str) -> Response:
        """Answer one question for all its rows; null takes the answer back."""
        return self._done(services.answer, **self._input(AnswerInput))

    @extend_schema(request=EditInput, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def edit(self, request: Request, pk: str) -> Response:
        """Write one cell anew."""
        return self._done(services.edit_cell, **self._input(EditInput))

    @extend_schema(request=ChoiceInput, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def choose(self, request: Request, pk: str) -> Response:
        """Skip, update or create duplicates."""
        return self._done(services.choose, **self._input(ChoiceInput))

    @extend_schema(request=EmptySerializer, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        """Skapa: one background job writes the rows."""
        self._input(EmptySerializer)
        return self._done(services.create)

    @extend_schema(request=EmptySerializer, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Fortsätt an import that was broken off, where it stopped."""
        self._input(EmptySerializer)
        return self._done(services.resume)

    @extend_schema(request=EmptySerializer, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Ångra what the import wrote, within 24 hours."""
        self._input(EmptySerializer)
        return self._done(services.undo)

    @extend_schema(request=EmptySerializer, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        """Throw away what was uploaded."""
        self._input(EmptySerializer)
        return self._done(services.discard)

    def _input(self, expects: type[Serializer[Any]]) -> dict[str, Any]:
        said = expects(data=self.request.data)
        said.is_valid(raise_exception=True)
        return dict(said.validated_data)

    def _done(self, service: Any, **said: Any) -> Response:
        return self.answer(
            service(
                actor=self.actor,
                import_id=self.kwargs["pk"],
                expected_version=self.seen_version(),
                **said,
            )
        )
