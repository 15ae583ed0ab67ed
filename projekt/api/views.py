from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from bas.api.files import FILE, KIND, asked_kind, table_file
from bas.api.filters import StrictFilterBackend
from bas.api.serializers import EmptySerializer, ReasonSerializer
from bas.api.versions import versioned_response
from konton.api.views import GatedViewSet

from ..demand import Figures, demand_curve
from ..models import LabourNeed, Project
from ..selectors import need_cards, need_rows, project_cards, project_rows
from ..services import (
    adjust_curve,
    create_need,
    create_project,
    transition_need,
    update_need,
    update_project,
)
from .curve import DemandCurveSerializer, curve_table
from .filters import NeedFilter, ProjectFilter
from .history import NeedHistorySerializer, need_history
from .inputs import (
    CurveInputSerializer,
    FiguresSerializer,
    NeedCreateSerializer,
    NeedPatchSerializer,
    ProjectCreateSerializer,
    ProjectPatchSerializer,
)
from .serializers import (
    NeedRowSerializer,
    NeedSerializer,
    ProjectRowSerializer,
    ProjectSerializer,
)


class ProjectViewSet(ListModelMixin, GatedViewSet):
    """Building projects: a company's own, a coordinating body's companies', a coach's region's."""

    resource = "project"
    gate = Project.objects.all()
    serializer_class = ProjectSerializer
    filter_backends = [StrictFilterBackend]
    filterset_class = ProjectFilter
    conditional_actions = frozenset({"partial_update", "adjust_curve"})
    # Written per action by as_view.
    throttle_scope: str | None = None

    @property
    def today(self) -> date:
        return timezone.localdate()

    def get_queryset(self) -> QuerySet[Any]:
        visible = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return visible
        shape = project_rows if self.action == "list" else project_cards
        return shape(visible, self.actor)

    @extend_schema(responses=ProjectRowSerializer(many=True))
    def list(self, request: Request) -> Response:
        return super().list(request)

    def retrieve(self, request: Request, pk: str) -> Response:
        return versioned_response(dict(self.get_serializer(self.get_object()).data))

    @extend_schema(request=ProjectCreateSerializer, responses={201: ProjectSerializer})
    def create(self, request: Request) -> Response:
        given = ProjectCreateSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        project = create_project(actor=self.actor, **given.parts())
        return self.answer(project, HTTP_201_CREATED)

    @extend_schema(request=ProjectPatchSerializer, responses=ProjectSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        project = self.get_object()
        given = ProjectPatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        update_project(
            project=project,
            actor=self.actor,
            expected_version=self.seen_version(),
            **given.parts(),
        )
        return self.answer(project)

    @extend_schema(parameters=[FiguresSerializer], responses=DemandCurveSerializer)
    @action(detail=True, url_path="demand-curve")
    def demand_curve(self, request: Request, pk: str) -> Response:
        """Weekly heads per trade, what they rest on, and needs ready to post."""
        project = self.get_object()
        figures = FiguresSerializer(data=request.query_params.dict())
        figures.is_valid(raise_exception=True)
        curve = demand_curve(
            project=project, today=self.today, figures=Figures(**figures.validated_data)
        )
        return Response(DemandCurveSerializer(curve).data)

    @extend_schema(request=CurveInputSerializer, responses=ProjectSerializer)
    @action(detail=True, methods=["post"])
    def adjust_curve(self, request: Request, pk: str) -> Response:
        """Write heads that stand when the curve is reckoned anew, or heads there really were."""
        project = self.get_object()
        given = CurveInputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        adjust_curve(
            project=project,
            actor=self.actor,
            expected_version=self.seen_version(),
            today=self.today,
            **given.validated_data,
        )
        return self.answer(project)

    @extend_schema(parameters=[FiguresSerializer, KIND], responses=FILE)
    @action(detail=True, url_path="demand-curve-file", throttle_scope="export")
    def demand_curve_file(self, request: Request, pk: str) -> FileResponse:
        """The curve as a file: a row a week, a column a trade."""
        project = self.get_object()
        kind = asked_kind(request)
        asked = request.query_params.dict()
        del asked["kind"]
        figures = FiguresSerializer(data=asked)
        figures.is_valid(raise_exception=True)
        curve = demand_curve(
            project=project, today=self.today, figures=Figures(**figures.validated_data)
        )
        header, rows = curve_table(curve)
        return table_file(header=header, rows=rows, title="Bemanning", kind=kind, name="bemanning")

    def get_serializer_class(self) -> type[Any]:
        return ProjectRowSerializer if self.action == "list" else ProjectSerializer


class NeedViewSet(ListModelMixin, GatedViewSet):
    """Labour needs. ``allowed_actions`` names the moves this role may make now."""

    resource = "need"
    gate = LabourNeed.objects.all()
    serializer_class = NeedSerializer
    filter_backends = [StrictFilterBackend]
    filterset_class = NeedFilter
    conditional_actions = frozenset(
        {
            "partial_update",
            "submit",
            "publish",
            "return_to_company",
            "pause",
            "resume",
            "confirm",
            "close",
        }
    )

    @property
    def today(self) -> date:
        return timezone.localdate()

    def get_queryset(self) -> QuerySet[Any]:
        visible = super().get_queryset()
        return need_rows(visible) if self.action == "list" else need_cards(visible)

    def get_serializer_class(self) -> type[Any]:
        return NeedRowSerializer if self.action == "list" else NeedSerializer

    def answer(self, obj: LabourNeed, status: int = 200) -> Response:
        """Without the gate: a coordinator who sends a need back to draft still gets her receipt."""
        fresh = need_cards(LabourNeed.objects.filter(pk=obj.pk)).get()
        return versioned_response(dict(self.get_serializer(fresh).data), status)

    @extend_schema(responses=NeedRowSerializer(many=True))
    def list(self, request: Request) -> Response:
        return super().list(request)

    def retrieve(self, request: Request, pk: str) -> Response:
        return versioned_response(dict(self.get_serializer(self.get_object()).data))

    @extend_schema(request=NeedCreateSerializer, responses={201: NeedSerializer})
    def create(self, request: Request) -> Response:
        given = NeedCreateSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        parts = given.parts()
        own = Project.objects.visible_to(self.actor).filter(pk=parts.pop("project")).first()
        if own is None:
            raise ValidationError({"project": ["Projektet finns inte bland era. Välj ett annat."]})
        need = create_need(actor=self.actor, project=own, **parts)
        return self.answer(need, HTTP_201_CREATED)

    @extend_schema(request=NeedPatchSerializer, responses=NeedSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change the need. A change of content lifts approvals and tells those who gave them."""
        need = self.get_object()
        given = NeedPatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        update_need(
            need=need, actor=self.actor, expected_version=self.seen_version(), **given.parts()
        )
        return self.answer(need)

    @extend_schema(responses=NeedHistorySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def history(self, request: Request, pk: str) -> Response:
        """What happened, newest first."""
        need = self.get_object()
        return Response(NeedHistorySerializer(need_history(need.pk), many=True).data)

    def _move(self, request: Request, shape: type[Any]) -> Response:
        need = self.get_object()
        given = shape(data=request.data)
        given.is_valid(raise_exception=True)
        moved = transition_need(
            need=need,
            action=self.action,
            actor=self.actor,
            expected_version=self.seen_version(),
            **given.validated_data,
        )
        return self.answer(moved)

    @extend_schema(request=EmptySerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Send the draft to the coordinator."""
        return self._move(request, EmptySerializer)

    @extend_schema(request=EmptySerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Open the need for proposals."""
        return self._move(request, EmptySerializer)

    @extend_schema(request=ReasonSerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def return_to_company(self, request: Request, pk: str) -> Response:
        """Back to draft, with a reason the company reads."""
        return self._move(request, ReasonSerializer)

    @extend_schema(request=ReasonSerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """No new proposals for now; needs a reason."""
        return self._move(request, ReasonSerializer)

    @extend_schema(request=EmptySerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Open a paused need again."""
        return self._move(request, EmptySerializer)

    @extend_schema(request=EmptySerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """The need still stands: it does not pause itself for another while."""
        return self._move(request, EmptySerializer)

    @extend_schema(request=ReasonSerializer, responses=NeedSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """End the need for good; needs a reason."""
        return self._move(request, ReasonSerializer)
