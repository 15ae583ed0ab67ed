from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from bas.api.filters import StrictFilterBackend
from bas.api.versions import versioned_response
from konton.api.views import GatedViewSet

from ..models import Course, CourseIntake
from ..selectors import course_rows, intake_rows
from ..services import create_course, create_intake, update_course, update_intake
from .filters import CourseFilter, IntakeFilter
from .serializers import (
    CourseInputSerializer,
    CourseSerializer,
    IntakeCreateSerializer,
    IntakePatchSerializer,
    IntakeSerializer,
)


class CourseViewSet(ListModelMixin, GatedViewSet):
    """Courses of the coordinating body; written by its coordinators."""

    resource = "course"
    gate = Course.objects.all()
    serializer_class = CourseSerializer
    filter_backends = [StrictFilterBackend]
    filterset_class = CourseFilter
    conditional_actions = frozenset({"partial_update"})

    def get_queryset(self) -> QuerySet[Any]:
        return course_rows(super().get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return versioned_response(dict(self.get_serializer(self.get_object()).data))

    @extend_schema(request=CourseInputSerializer, responses={201: CourseSerializer})
    def create(self, request: Request) -> Response:
        given = CourseInputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return self.answer(create_course(actor=self.actor, **given.parts()), HTTP_201_CREATED)

    @extend_schema(request=CourseInputSerializer(partial=True), responses=CourseSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        course = self.get_object()
        given = CourseInputSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        update_course(
            course=course,
            actor=self.actor,
            expected_version=self.seen_version(),
            **given.parts(),
        )
        return self.answer(course)


class IntakeViewSet(ListModelMixin, GatedViewSet):
    """Starts of courses, with their seats."""

    resource = "intake"
    gate = CourseIntake.objects.all()
    serializer_class = IntakeSerializer
    filter_backends = [StrictFilterBackend]
    filterset_class = IntakeFilter
    conditional_actions = frozenset({"partial_update"})

    def get_queryset(self) -> QuerySet[Any]:
        return intake_rows(super().get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return versioned_response(dict(self.get_serializer(self.get_object()).data))

    @extend_schema(request=IntakeCreateSerializer, responses={201: IntakeSerializer})
    def create(self, request: Request) -> Response:
        given = IntakeCreateSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        fields = dict(given.validated_data)
        own = Course.objects.visible_to(self.actor).filter(pk=fields.pop("course")).first()
        if own is None:
            raise ValidationError({"course": ["Kursen finns inte bland era. Välj en annan."]})
        return self.answer(
            create_intake(actor=self.actor, course=own, fields=fields),  # type: ignore[arg-type]
            HTTP_201_CREATED,
        )

    @extend_schema(request=IntakePatchSerializer(partial=True), responses=IntakeSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change dates, place, cost or seats; never fewer seats than are reserved."""
        intake = self.get_object()
        given = IntakePatchSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        update_intake(
            intake=intake,
            actor=self.actor,
            expected_version=self.seen_version(),
            fields=given.validated_data,
        )
        return self.answer(intake)
