from typing import Any

from django.db.models import F, QuerySet
from django_filters import rest_framework as filters

from bas.text import search_key

from ..models import Course, CourseIntake


class CourseFilter(filters.FilterSet):  # type: ignore[misc]
    q = filters.CharFilter(method="search", max_length=100, label="Namn eller anordnare")
    certificate = filters.CharFilter(field_name="grants_certificates", max_length=64)
    ordering = filters.OrderingFilter(fields={"sort_key": "name"}, label="Ordning")

    class Meta:
        model = Course
        fields: list[str] = []

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> Any:
        for word in search_key(value).split():
            queryset = queryset.filter(search_key__contains=word)
        return queryset


class IntakeFilter(filters.FilterSet):  # type: ignore[misc]
    """``free_seats=true`` keeps intakes with at least one seat left."""

    q = filters.CharFilter(method="search", max_length=100, label="Kurs eller anordnare")
    course = filters.UUIDFilter(field_name="course_id")
    certificate = filters.CharFilter(field_name="course__grants_certificates", max_length=64)
    from_date = filters.DateFilter(field_name="start_date", lookup_expr="gte")
    municipality = filters.CharFilter(field_name="municipality_id", max_length=64)
    # Not BooleanFilter, which takes any other word for no answer at all.
    free_seats = filters.ChoiceFilter(
        choices=[("true", "Ja"), ("false", "Nej")],
        method="with_free_seats",
        label="Bara med lediga platser",
    )
    ordering = filters.OrderingFilter(fields=["start_date"], label="Ordning")

    class Meta:
        model = CourseIntake
        fields: list[str] = []

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> Any:
        for word in search_key(value).split():
            queryset = queryset.filter(course__search_key__contains=word)
        return queryset

    def with_free_seats(self, queryset: QuerySet[Any], name: str, value: str) -> Any:
        return queryset.filter(reserved__lt=F("seats")) if value == "true" else queryset
