"""The parts of the card that are written entry by entry; each answers with the whole card."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from kandidater import consents, hours, journey, notes
from kandidater.models import Candidate

from .card import CardViewSet
from .profile_shapes import (
    ActivityDoneInput,
    ActivityInput,
    ConsentInput,
    EntryInput,
    HourInput,
    NoteInput,
)
from .serializers import CandidateSerializer


class ProfileViewSet(CardViewSet):
    conditional_actions = frozenset(
        {
            "add_hours",
            "remove_hours",
            "add_activity",
            "complete_activity",
            "reopen_activity",
            "remove_activity",
            "add_note",
            "remove_note",
            "renew_consent",
        }
    )

    @extend_schema(request=HourInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def add_hours(self, request: Request, pk: str) -> Response:
        """Hours towards the trade certificate, with where the figure comes from."""
        return self._write(hours.add_hours, change=self.said(HourInput))

    @extend_schema(request=EntryInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def remove_hours(self, request: Request, pk: str) -> Response:
        """Take away an entry that was wrong; the history keeps that it was there."""
        return self._write(hours.remove_hours, entry_id=self._entry())

    @extend_schema(request=ActivityInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def add_activity(self, request: Request, pk: str) -> Response:
        """Plan something in one of the four steps."""
        return self._write(journey.add_activity, change=self.said(ActivityInput))

    @extend_schema(request=ActivityDoneInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def complete_activity(self, request: Request, pk: str) -> Response:
        """It is done, with the day and what it gave."""
        said = self.said(ActivityDoneInput)
        return self._write(
            journey.complete_activity,
            activity_id=said["entry"],
            done_on=said["done_on"],
            outcome=said["outcome"],
        )

    @extend_schema(request=EntryInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def reopen_activity(self, request: Request, pk: str) -> Response:
        """Undo: it is left to do again."""
        return self._write(journey.reopen_activity, activity_id=self._entry())

    @extend_schema(request=EntryInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def remove_activity(self, request: Request, pk: str) -> Response:
        """Take away what will not happen; what has been done stays."""
        return self._write(journey.remove_activity, activity_id=self._entry())

    @extend_schema(request=NoteInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def add_note(self, request: Request, pk: str) -> Response:
        """A dated note for staff; never shown to a company."""
        return self._write(notes.add_note, text=self.said(NoteInput)["text"])

    @extend_schema(request=EntryInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def remove_note(self, request: Request, pk: str) -> Response:
        """Take away a note of one's own."""
        return self._write(notes.remove_note, note_id=self._entry())

    @extend_schema(request=ConsentInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def renew_consent(self, request: Request, pk: str) -> Response:
        """Yes to the new words of a consent that stands; until then the old one holds."""
        return self._write(consents.renew_consent, **self.said(ConsentInput))

    def _write(self, service: Callable[..., Candidate], **said: Any) -> Response:
        return self.answer(
            service(
                actor=self.actor,
                candidate_id=self.candidate_id,
                expected_version=self.seen_version(),
                **said,
            )
        )

    def _entry(self) -> Any:
        return self.said(EntryInput)["entry"]
