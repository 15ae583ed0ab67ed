"""The parts of the card that are written entry by entry; each answers with the whole card."""

from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from kandidater import hours

from .card import CardViewSet
from .profile_shapes import EntryInput, HourInput
from .serializers import CandidateSerializer


class ProfileViewSet(CardViewSet):
    conditional_actions = frozenset({"add_hours", "remove_hours"})

    @extend_schema(request=HourInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def add_hours(self, request: Request, pk: str) -> Response:
        """Hours towards the trade certificate, with where the figure comes from."""
        change = cast(hours.HourChange, self.said(HourInput))
        return self.answer(
            hours.add_hours(
                actor=self.actor,
                candidate_id=self.candidate_id,
                expected_version=self.seen_version(),
                change=change,
            )
        )

    @extend_schema(request=EntryInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def remove_hours(self, request: Request, pk: str) -> Response:
        """Take away an entry that was wrong; the history keeps that it was there."""
        return self.answer(
            hours.remove_hours(
                actor=self.actor,
                candidate_id=self.candidate_id,
                expected_version=self.seen_version(),
                entry_id=self.said(EntryInput)["entry"],
            )
        )
