"""What a coach does with many of her people: the board, bulk changes, flags and the file."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.files import FILE, KIND, MIME, asked_kind
from bas.api.serializers import EmptySerializer
from kandidater import bulk, stalled
from kandidater.board import board, moves
from kandidater.enums import CandidateState
from kandidater.export import export_file
from kandidater.handovers import coaches_of
from kandidater.models import Candidate, CandidateQuerySet
from kandidater.services import change_state, update_candidate
from konton.actors import Actor
from konton.api.serializers import PersonSerializer

from .card import CardViewSet
from .people_shapes import (
    BoardSerializer,
    BulkInput,
    BulkSerializer,
    UnflagInput,
)
from .serializers import CandidateSerializer


class PeopleActions(CardViewSet):
    """Mixed into the candidates' viewset."""

    # These read the list's own filters and refuse what they do not know.
    filtered_actions: ClassVar[frozenset[str]] = frozenset({"list", "board", "export"})

    # Written per action by as_view.
    throttle_scope: str | None = None

    @property
    def other_parameters(self) -> set[str]:
        return {"kind"} if self.action == "export" else set()

    @extend_schema(filters=True, responses=BoardSerializer)
    @action(detail=False, methods=["get"], pagination_class=None)
    def board(self, request: Request) -> Response:
        """A column a state with its count and the cards that have stood there longest.

        The same filters as the list. ``moves`` of a card are the board's menu: every other state,
        with the action that leads there or why none does.
        """
        chosen = set(request.query_params.getlist("state"))
        states = [state for state in CandidateState if not chosen or state in chosen]
        columns = board(cast(CandidateQuerySet, self.filter_queryset(self.get_queryset())), states)
        data = BoardSerializer(
            {
                "columns": [
                    {
                        "state": {"code": column.state, "label": column.state.label},
                        "count": column.count,
                        "cards": [
                            {"candidate": card, "moves": moves(card, self.actor)}
                            for card in column.cards
                        ],
                    }
                    for column in columns
                ]
            },
            context=self.get_serializer_context(),
        ).data
        return Response(data)

    @extend_schema(
        filters=True,
        parameters=[KIND],
        responses=FILE,
    )
    @action(detail=False, methods=["get"], pagination_class=None, throttle_scope="export")
    def export(self, request: Request) -> FileResponse:
        """The list as a file, with the same filters; at most 5 000 rows. Logged with the count."""
        kind = asked_kind(request)
        chosen = cast(CandidateQuerySet, self.filter_queryset(self.get_queryset()))
        file = export_file(actor=self.actor, candidates=chosen, kind=kind)
        name = f"deltagare-{timezone.localdate()}.{kind}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=MIME[kind])

    @extend_schema(responses=PersonSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def coaches(self, request: Request) -> Response:
        """Colleagues a candidate can be handed over to, myself among them."""
        return Response(PersonSerializer(cast(Any, coaches_of(self.actor)), many=True).data)

    @extend_schema(request=BulkInput, responses=BulkSerializer)
    @action(detail=False, methods=["post"], pagination_class=None, filter_backends=[])
    def bulk(self, request: Request) -> Response:
        """The same for many; each row by itself on the version seen, each with its own answer."""
        wish = self.said(BulkInput)
        outcomes = bulk.for_each(
            actor=self.actor,
            rows=[(row["id"], row["version"]) for row in wish["rows"]],
            do=_doer(self.actor, wish),
        )
        done = sum(outcome.code == "done" for outcome in outcomes)
        return Response(
            BulkSerializer(
                {"results": outcomes, "changed": done, "failed": len(outcomes) - done}
            ).data
        )

    @extend_schema(request=UnflagInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def unflag(self, request: Request, pk: str) -> Response:
        """Stands still for a reason: not told of until that day."""
        said = self.said(UnflagInput)
        return self.answer(
            stalled.unflag(
                actor=self.actor,
                candidate_id=self.candidate_id,
                expected_version=self.seen_version(),
                **said,
            )
        )

    @extend_schema(request=EmptySerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def flag_again(self, request: Request, pk: str) -> Response:
        """The reason no longer holds."""
        self.said(EmptySerializer)
        return self.answer(
            stalled.flag_again(
                actor=self.actor,
                candidate_id=self.candidate_id,
                expected_version=self.seen_version(),
            )
        )


def _doer(actor: Actor, wish: dict[str, Any]) -> Callable[[Any, int], Candidate]:
    """What is done to each row, as ``bulk.for_each`` calls it."""
    kind = wish["action"]
    own = {row["id"]: row.get("changes", {}) for row in wish["rows"]}

    def do(candidate_id: Any, version: int) -> Candidate:
        about = {"actor": actor, "candidate_id": candidate_id, "expected_version": version}
        if kind == "hand_over":
            return update_candidate(**about, changes={"coach": wish["coach"]}, note=wish["note"])
        if kind == "request_completion":
            return bulk.request_completion(**about, due=wish["due"])
        if kind == "update":
            return update_candidate(**about, changes=own[candidate_id])
        return change_state(**about, action=kind, reason=wish["reason"])

    return do
