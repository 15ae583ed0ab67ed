from typing import Any

from django.db import models
from django_filters import rest_framework as filters

from bas.text import search_key

from ..enums import NeedState, ProjectKind
from ..models import LabourNeed, Project


def _containing(queryset: models.QuerySet[Any], column: str, text: str) -> models.QuerySet[Any]:
    """Every word of the text occurs in the folded column."""
    for word in search_key(text).split():
        queryset = queryset.filter(**{f"{column}__contains": word})
    return queryset


class ProjectFilter(filters.FilterSet):  # type: ignore[misc]
    q = filters.CharFilter(method="search", max_length=100, label="Namn, fastighet, byggherre")
    kind = filters.MultipleChoiceFilter(choices=ProjectKind.choices)
    municipality = filters.CharFilter(field_name="municipality_id", max_length=64)
    ordering = filters.OrderingFilter(
        fields={"sort_key": "name", "start_date": "start_date"}, label="Ordning"
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def search(self, queryset: models.QuerySet[Any], name: str, value: str) -> Any:
        return _containing(queryset, "search_key", value)


class NeedFilter(filters.FilterSet):  # type: ignore[misc]
    """``from_date`` and ``to_date`` keep needs that share a day with the time between them."""

    q = filters.CharFilter(method="search", max_length=100, label="Projektets namn eller nummer")
    state = filters.MultipleChoiceFilter(choices=NeedState.choices)
    occupation = filters.CharFilter(field_name="occupation_id", max_length=64)
    project = filters.UUIDFilter(field_name="project_id")
    municipality = filters.CharFilter(field_name="project__municipality_id", max_length=64)
    from_date = filters.DateFilter(field_name="end_date", lookup_expr="gt")
    to_date = filters.DateFilter(field_name="start_date", lookup_expr="lte")
    ordering = filters.OrderingFilter(
        fields=["start_date", "number", "state_since"], label="Ordning"
    )

    class Meta:
        model = LabourNeed
        fields: list[str] = []

    def search(self, queryset: models.QuerySet[Any], name: str, value: str) -> Any:
        text = value.strip()
        if text.isascii() and text.isdigit() and len(text) <= 9:
            by_number = queryset.filter(number=int(text))
            return by_number | _containing(queryset, "project__search_key", text)
        return _containing(queryset, "project__search_key", text)
