"""What every address about one candidate stands on: the gate, the whole card, the log of reads."""

from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from bas.api.errors import StaleVersion
from kandidater import selectors, services
from kandidater.models import Candidate, CandidateQuerySet
from kandidater.policies import SENSITIVE_FIELDS
from konton.api.views import GatedViewSet

from .serializers import CandidateSerializer


class CardViewSet(GatedViewSet):
    """One row by its key, answered as the whole card; a protected person for her handlers."""

    resource = "candidate"
    gate = Candidate.objects.all()
    serializer_class: type[BaseSerializer[Any]] = CandidateSerializer

    def get_queryset(self) -> CandidateQuerySet:
        candidates = Candidate.objects.all()
        if getattr(self, "swagger_fake_view", False):
            return candidates.none()
        return candidates.readable_by(self.actor)

    def whole(self, rows: QuerySet[Candidate]) -> CandidateQuerySet:
        return selectors.whole_records(cast(CandidateQuerySet, rows))

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        return {**super().get_serializer_context(), "actor": None if fake else self.actor}

    @property
    def candidate_id(self) -> UUID:
        return cast(UUID, self.kwargs["pk"])

    def said(self, expects: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """The request's body, checked."""
        body = expects(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if isinstance(exc, StaleVersion) and exc.current is not None:
            # The answer shows the record as it is now, so it is a reading too.
            self.note_read(self.get_object())
        return response

    def note_read(self, candidate: Candidate) -> None:
        """Log a reading, naming the sensitive fields that hold something for this reader."""
        held = {
            "adaptation_note": bool(candidate.adaptation_note),
            "notes": bool(candidate.notes.all()),
            "adaptations": bool(candidate.adaptations.all()),
        }
        role = self.actor.role
        fields = [f for f, allowed in SENSITIVE_FIELDS.items() if role in allowed and held[f]]
        services.note_read(actor=self.actor, candidate=candidate, fields=fields)
