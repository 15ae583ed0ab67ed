"""Search, filters and order of the list of candidates; all of them in the address."""

from typing import Any

from django import forms
from django.db.models import F
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from grunddata.models import District, Municipality, Occupation
from kandidater.enums import CandidateState
from kandidater.models import Candidate, CandidateQuerySet
from kandidater.selectors import certificate_expires_within
from kandidater.stalled import stalled, unflagged

# Only what an index of (organisation, column) carries.
ORDERS = {
    "name": "sort_key",
    "state_since": "state_since",
    "available_from": "available_from",
    "updated": "updated_at",
}
ORDER_CHOICES = [(f"{sign}{name}", f"{sign}{name}") for name in ORDERS for sign in ("", "-")]


@extend_schema_field(OpenApiTypes.INT)
class DaysFilter(filters.NumberFilter):  # type: ignore[misc]
    field_class = forms.IntegerField


class CandidateFilter(filters.FilterSet):  # type: ignore[misc]
    q = filters.CharFilter(method="search", max_length=120, label="Namn eller telefonnummer")
    state = filters.MultipleChoiceFilter(choices=CandidateState.choices, distinct=False)
    occupation = filters.ModelChoiceFilter(
        field_name="wishes__occupation", queryset=Occupation.objects.all()
    )
    municipality = filters.ModelChoiceFilter(queryset=Municipality.objects.all())
    district = filters.ModelChoiceFilter(queryset=District.objects.all())
    coach = filters.ChoiceFilter(method="of_coach", choices=[("me", "Mina")])
    certificate_expiring = DaysFilter(
        method="with_expiring",
        min_value=0,
        max_value=730,
        label="Har ett certifikat som går ut inom så många dagar",
    )
    stalled = filters.BooleanFilter(
        method="standing_still", label="Har stått i samma läge för länge"
    )
    unflagged = filters.BooleanFilter(
        method="excused", label="Står still men flaggas inte, med ett skäl"
    )
    ordering = filters.ChoiceFilter(method="in_order", choices=ORDER_CHOICES)

    class Meta:
        model = Candidate
        fields: list[str] = []

    def search(self, queryset: CandidateQuerySet, _: str, value: str) -> CandidateQuerySet:
        return queryset.matching(value)

    @extend_schema_field({"type": "string", "enum": ["me"]})
    def of_coach(self, queryset: CandidateQuerySet, _: str, __: str) -> CandidateQuerySet:
        return queryset.filter(coach_id=self.request.user.pk)

    def with_expiring(self, queryset: CandidateQuerySet, _: str, value: Any) -> CandidateQuerySet:
        return certificate_expires_within(queryset, int(value))

    def standing_still(self, queryset: CandidateQuerySet, _: str, value: bool) -> CandidateQuerySet:
        still = stalled(timezone.localdate())
        return queryset.filter(still if value else ~still)

    def excused(self, queryset: CandidateQuerySet, _: str, value: bool) -> CandidateQuerySet:
        excused = unflagged(timezone.localdate())
        return queryset.filter(excused if value else ~excused)

    def in_order(self, queryset: CandidateQuerySet, _: str, value: str) -> CandidateQuerySet:
        column = F(ORDERS[value.lstrip("-")])
        wanted = column.desc(nulls_last=True) if value[0] == "-" else column.asc(nulls_last=True)
        return queryset.order_by(wanted, "id")
