"""Filters that say no to a parameter they do not know, instead of showing everything."""

from typing import Any

from django.db import models
from django_filters import BooleanFilter, CharFilter
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView


class StrictFilterBackend(DjangoFilterBackend):  # type: ignore[misc]
    def filter_queryset(
        self, request: Request, queryset: models.QuerySet[Any], view: APIView
    ) -> models.QuerySet[Any]:
        if getattr(view, "action", None) not in getattr(view, "filtered_actions", {"list"}):
            # A key finds its one row whatever else stands in the address.
            return queryset
        filterset = self.get_filterset(request, queryset, view)
        known = set(filterset.filters) if filterset else set()
        known |= getattr(view, "other_parameters", set())
        paginator = getattr(view, "paginator", None)
        if paginator is not None:
            known |= {paginator.page_query_param, paginator.page_size_query_param}
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            raise ValidationError(
                {name: ["Det finns inget sådant filter."] for name in unknown},
                code="unknown_filter",
            )
        self._refuse_unclear(request, filterset)
        filtered: models.QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return filtered

    @staticmethod
    def _refuse_unclear(request: Request, filterset: Any) -> None:
        """An empty or half-understood value would silently show everything."""
        wrong = {}
        for name, one in (filterset.filters if filterset else {}).items():
            given = request.query_params.getlist(name)
            if isinstance(one, BooleanFilter) and not {"true", "false"}.issuperset(given):
                wrong[name] = ["Skriv true eller false."]
            elif "" in given and type(one) is not CharFilter:
                wrong[name] = ["Skriv ett värde eller ta bort filtret."]
        if wrong:
            raise ValidationError(wrong, code="invalid")
