from django_filters import rest_framework as filters

from konton.models import AuditEvent


class AuditEventFilter(filters.FilterSet):  # type: ignore[misc]
    """Narrow the trail; days are whole days, both ends included."""

    object_type = filters.CharFilter(max_length=40)
    object_id = filters.UUIDFilter()
    action = filters.CharFilter(max_length=60)
    actor = filters.UUIDFilter(field_name="actor_id")
    date_from = filters.DateFilter(field_name="at", lookup_expr="date__gte")
    date_to = filters.DateFilter(field_name="at", lookup_expr="date__lte")

    class Meta:
        model = AuditEvent
        fields: list[str] = []
