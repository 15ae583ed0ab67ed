"""The nearest jobs of one candidate and the course that opens most, from today's rows."""

from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from kandidater import services
from kandidater.api.card import CardViewSet

from ..nearest import nearest_work
from .fields import NeedShortSerializer


class CourseStepSerializer(serializers.Serializer[Any]):
    """A course one can take; ``end_date`` is the day after the last."""

    intake_id = serializers.UUIDField(source="pk")
    name = serializers.CharField(source="course.name")
    provider = serializers.CharField(source="course.provider")
    municipality = serializers.CharField(source="municipality.name")
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    seats_left = serializers.IntegerField(source="free")
    cost_sek = serializers.IntegerField()


class NearJobSerializer(serializers.Serializer[Any]):
    need = NeedShortSerializer()
    start_date = serializers.DateField(help_text="Tidigaste första dag på plats.")
    travel_minutes = serializers.FloatField(allow_null=True, help_text="null: vet inte.")
    lacking = serializers.ListField(child=serializers.CharField())
    unknown = serializers.ListField(
        child=serializers.CharField(), help_text="Det ingen har angett; det hindrar inget."
    )
    steps = CourseStepSerializer(many=True)


class OpeningCourseSerializer(serializers.Serializer[Any]):
    intake = CourseStepSerializer()
    needs = NeedShortSerializer(many=True)


class HindranceSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    title = serializers.CharField(source="title_sv")
    needs = serializers.IntegerField(help_text="Hur många av behoven det hindrar.")


class NearestWorkSerializer(serializers.Serializer[Any]):
    """``wanted`` open needs in her trades; ``reached`` of them she can take, ``straight`` now."""

    wanted = serializers.IntegerField()
    reached = serializers.IntegerField()
    straight = serializers.IntegerField()
    free_from = serializers.DateField(
        allow_null=True, help_text="När det som håller deltagaren slutar; null: inget gör det."
    )
    jobs = NearJobSerializer(many=True)
    course = OpeningCourseSerializer(allow_null=True)
    hindrances = HindranceSerializer(many=True)


ONE = forced_singular_serializer(NearestWorkSerializer)  # type: ignore[no-untyped-call]


class NearestViewSet(CardViewSet):
    resource = "candidate_nearest"

    @extend_schema(responses=ONE)
    @action(detail=True, methods=["get"])
    def nearest(self, request: Request, pk: str) -> Response:
        """The three nearest jobs with what is lacking and when it can be had, and one course.

        Only needs the reader may see. Reading it is logged where adaptation is what hinders.
        """
        candidate = self.get_object()
        found = nearest_work(candidate, self.actor)
        adapted = any(hindrance.code == "adaptation" for hindrance in found.hindrances)
        services.note_read(
            actor=self.actor, candidate=candidate, fields=["adaptations"] if adapted else []
        )
        return Response(NearestWorkSerializer(found).data)
