"""What a need being written would cost in people, requirement by requirement."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from konton.api.views import GatedViewSet
from projekt.api.inputs import NeedBodySerializer
from projekt.api.serializers import WarningSerializer
from projekt.models import Project
from projekt.services import draft_need
from projekt.warnings import need_warnings

from ..head_count import Asked, head_count


class HeadCountInputSerializer(NeedBodySerializer):
    need = serializers.UUIDField(
        required=False, allow_null=True, help_text="Behovet som ändras; utelämnas för ett nytt."
    )


class WithoutSerializer(serializers.Serializer[Any]):
    """``people`` is null below ``fewest``, and where it is fewer than that more."""

    kind = serializers.ChoiceField(choices=[asked.value for asked in Asked])
    code = serializers.CharField(help_text="Kompetensens, intygets eller körkortets; annars tom.")
    people = serializers.IntegerField(allow_null=True)


class HeadCountSerializer(serializers.Serializer[Any]):
    """``people`` who can start in time: straight, or by a course that ends before the latest start.
    Null is fewer than ``fewest``. ``warnings`` as a stored need would have them.
    """

    people = serializers.IntegerField(allow_null=True)
    fewest = serializers.IntegerField()
    without = WithoutSerializer(many=True)
    costliest = WithoutSerializer(allow_null=True)
    warnings = WarningSerializer(many=True)


class HeadCountViewSet(GatedViewSet):
    """Anchored in the project, so that only its own company and its coordinator may ask."""

    resource = "head_count"
    gate = Project.objects.select_related("organisation__coordinated_by").prefetch_related(
        "crew_languages", "adaptations"
    )
    throttle_scope = "answer"

    @extend_schema(request=HeadCountInputSerializer, responses=HeadCountSerializer)
    @action(detail=True, methods=["post"], url_path="head-count")
    def head_count(self, request: Request, pk: str) -> Response:
        """How many can start on this need in time, and without each requirement. Stores nothing.

        Counted anew from today's rows by the optimiser's own rules, as if the need were new.
        Fewer than five are never told, nor a difference that small.
        """
        project = self.get_object()
        given = HeadCountInputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        parts = given.parts()
        need = draft_need(project=project, pk=parts["fields"].pop("need", None), **parts)
        count = head_count(need)
        data = {
            "people": count.people,
            "fewest": count.fewest,
            "without": count.without,
            "costliest": count.costliest,
            "warnings": need_warnings(need, timezone.localdate()),
        }
        return Response(HeadCountSerializer(data).data)
