"""A coach's saved views of her people: filters, order and layout under a name of her own."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.fields import TrueFalseField
from bas.api.patch import PatchMixin
from bas.api.serializers import StrictSerializer
from kandidater import saved_views
from kandidater.models import SavedView
from konton.api.views import GatedViewSet


class SavedViewSerializer(serializers.Serializer[SavedView]):
    id = serializers.UUIDField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    query = serializers.DictField(child=serializers.CharField())
    is_default = serializers.BooleanField()


class SavedViewInput(StrictSerializer):
    name = serializers.CharField(max_length=60)
    query = serializers.DictField(
        child=serializers.CharField(max_length=200, allow_blank=True),
        help_text="Adressens filter. Sökord sparas inte: det är oftast en persons namn.",
    )
    is_default = TrueFalseField(required=False)

    def validate_query(self, query: dict[str, str]) -> dict[str, str]:
        unknown = sorted(set(query) - saved_views.KEYS)
        if unknown:
            raise serializers.ValidationError(f"Kan inte sparas: {', '.join(unknown)}.")
        return query


class SavedViewPatch(PatchMixin, SavedViewInput):
    pass


class SavedViewViewSet(ListModelMixin, GatedViewSet):
    resource = "candidate_view"
    gate = SavedView.objects.all()
    serializer_class = SavedViewSerializer
    pagination_class = None
    conditional_actions = frozenset({"partial_update", "destroy"})

    @extend_schema(request=SavedViewInput, responses={201: SavedViewSerializer})
    def create(self, request: Request) -> Response:
        """Save a view; one that is the default takes it from the one before."""
        return self.answer(
            saved_views.save_view(actor=self.actor, changes=self._said(SavedViewInput)), 201
        )

    @extend_schema(request=SavedViewPatch, responses=SavedViewSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Rename it, give it other filters, or make it the default."""
        view = saved_views.save_view(
            actor=self.actor,
            changes=self._said(SavedViewPatch),
            view_id=self.kwargs["pk"],
            expected_version=self.seen_version(),
        )
        return self.answer(view)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Forget it."""
        saved_views.delete_view(
            actor=self.actor, view_id=self.kwargs["pk"], expected_version=self.seen_version()
        )
        return Response(status=204)

    def _said(self, expects: type[SavedViewInput]) -> dict[str, Any]:
        said = expects(data=self.request.data)
        said.is_valid(raise_exception=True)
        return dict(said.validated_data)
