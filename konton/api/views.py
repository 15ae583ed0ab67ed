"""The base every resource's viewset stands on, so that the gate cannot be forgotten."""

from typing import Any, ClassVar

from django.db import models
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.errors import StaleVersion
from bas.api.versions import etag, expected_version
from konton.actors import Actor

from .permissions import current_actor


class GatedViewSet(viewsets.GenericViewSet[Any]):
    """A resource: its name in the policy, its gate ``visible_to``, its ETag.

    Subclasses give ``resource`` and ``gate`` (a queryset; ``visible_to(actor)`` is called on it).
    ``conditional_actions`` are those that demand If-Match.
    """

    resource: ClassVar[str]
    gate: ClassVar[models.QuerySet[Any]]
    conditional_actions: ClassVar[frozenset[str]] = frozenset()
    lookup_value_converter = "uuid"

    @property
    def actor(self) -> Actor:
        return current_actor(self.request)

    def get_queryset(self) -> models.QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.gate.none()
        return self.gate.all().visible_to(self.actor)  # type: ignore[attr-defined, no-any-return]

    def seen_version(self) -> int:
        """The version in If-Match; 428 if the caller names none."""
        return expected_version(self.request)

    def answer(self, obj: Any, status: int = 200) -> Response:
        """The object as this role may see it, read anew, with its ETag."""
        fresh = self.whole(self.get_queryset()).get(pk=obj.pk)
        data = self.read_serializer(fresh).data
        return Response(data, status=status, headers={"ETag": etag(fresh.version)})

    def whole(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows with all that ``read_serializer`` reads, where ``get_queryset`` is lean."""
        return rows

    def read_serializer(self, obj: Any) -> Any:
        return self.get_serializer(obj)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, StaleVersion) and exc.current is None and "pk" in self.kwargs:
            fresh = self.whole(self.get_queryset()).filter(pk=self.kwargs["pk"]).first()
            if fresh is not None:
                exc.current = self.read_serializer(fresh).data
        return super().handle_exception(exc)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action in self.conditional_actions:
            # Told before anything is read or written, and the same for every decision.
            self.get_object()
            self.seen_version()
