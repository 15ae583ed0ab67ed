"""The audit trail, for those whose work it is to read it."""

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin

from bas.api.filters import StrictFilterBackend
from konton.models import AuditEvent
from konton.selectors import audit_events

from .filters import AuditEventFilter
from .serializers import AuditEventSerializer
from .views import GatedViewSet


class AuditViewSet(ListModelMixin, GatedViewSet):
    """What was done and read, newest first: who, when, which object; ids, never values."""

    resource = "audit"
    gate = AuditEvent.objects.all()
    serializer_class = AuditEventSerializer
    filterset_class = AuditEventFilter
    filter_backends = [StrictFilterBackend]

    def get_queryset(self) -> QuerySet[AuditEvent]:
        if getattr(self, "swagger_fake_view", False):
            return self.gate.none()
        return audit_events(self.actor)
