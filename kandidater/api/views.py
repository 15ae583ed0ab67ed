"""Candidates over the API: thin; the gate is ``visible_to``, the rules are in the services."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from bas.api.filters import StrictFilterBackend
from bas.api.serializers import EmptySerializer, ReasonSerializer
from bas.api.versions import etag
from kandidater import selectors, services
from kandidater.changes import CandidateChanges
from kandidater.models import Candidate, CandidateQuerySet

from .filters import CandidateFilter
from .inputs import CandidateInput
from .people import PeopleActions
from .sameness import SamenessActions
from .serializers import (
    CandidateRowSerializer,
    CandidateSerializer,
    HistorySerializer,
    LoginLinkSerializer,
)

MOVES = frozenset({"mark_ready", "to_draft", "rest", "resume", "close", "rematch"})


class CandidateViewSet(SamenessActions, ListModelMixin, PeopleActions):
    filterset_class = CandidateFilter
    filter_backends = [StrictFilterBackend]
    conditional_actions = MOVES | {"partial_update", "unflag", "flag_again", "merge", "undo_merge"}

    def get_queryset(self) -> CandidateQuerySet:
        candidates = Candidate.objects.all()
        if not getattr(self, "swagger_fake_view", False):
            if self.action == "list":
                return selectors.people_rows(candidates.visible_to(self.actor))
            if self.action in self.filtered_actions:
                return candidates.visible_to(self.actor)
        one = super().get_queryset()
        return self.whole(one) if self.action == "retrieve" else one

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return CandidateRowSerializer if self.action == "list" else CandidateSerializer

    @extend_schema(responses=CandidateSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """The whole card. Reading what is sensitive is logged."""
        candidate: Candidate = self.get_object()
        self.note_read(candidate)
        data = self.get_serializer(candidate).data
        return Response(data, headers={"ETag": etag(candidate.version)})

    @extend_schema(request=CandidateInput, responses={201: CandidateSerializer})
    def create(self, request: Request) -> Response:
        """A new draft; only the names must be there."""
        data = CandidateInput(data=request.data)
        data.is_valid(raise_exception=True)
        changes = cast(CandidateChanges, data.validated_data)
        return self.answer(services.create_candidate(actor=self.actor, changes=changes), 201)

    @extend_schema(request=CandidateInput, responses=CandidateSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is sent; a list replaces the whole list."""
        data = CandidateInput(data=request.data, new=False)
        data.is_valid(raise_exception=True)
        return self.answer(
            services.update_candidate(
                actor=self.actor,
                candidate_id=self.candidate_id,
                expected_version=self.seen_version(),
                changes=cast(CandidateChanges, data.validated_data),
            )
        )

    @extend_schema(request=EmptySerializer, responses={201: LoginLinkSerializer})
    @action(detail=True, methods=["post"])
    def login_link(self, request: Request, pk: str) -> Response:
        """A one-time link to hand to the candidate; shown once, earlier ones stop working."""
        self.said(EmptySerializer)
        link, url = services.create_candidate_login_link(
            actor=self.actor, candidate_id=self.candidate_id
        )
        body = LoginLinkSerializer({"url": url, "expires_at": link.expires_at})
        return Response(body.data, status=201)

    @extend_schema(responses=HistorySerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, filter_backends=[])
    def history(self, request: Request, pk: str) -> Response:
        """What has happened, newest first, in words."""
        candidate: Candidate = self.get_object()
        page = self.paginate_queryset(cast(Any, selectors.history(candidate.pk)))
        rows = selectors.history_rows(cast(list[selectors.Entry], page))
        return self.get_paginated_response(HistorySerializer(rows, many=True).data)

    @extend_schema(request=EmptySerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def mark_ready(self, request: Request, pk: str) -> Response:
        """The record is whole: let the next run plan for her."""
        return self._move(EmptySerializer)

    @extend_schema(request=EmptySerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def to_draft(self, request: Request, pk: str) -> Response:
        """Back to draft, out of matching."""
        return self._move(EmptySerializer)

    @extend_schema(request=ReasonSerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def rest(self, request: Request, pk: str) -> Response:
        """Out of matching for a while; the reason is kept."""
        return self._move(ReasonSerializer)

    @extend_schema(request=EmptySerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Back into matching after a rest."""
        return self._move(EmptySerializer)

    @extend_schema(request=ReasonSerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """End the case; the reason is kept."""
        return self._move(ReasonSerializer)

    @extend_schema(request=EmptySerializer, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def rematch(self, request: Request, pk: str) -> Response:
        """Followed up and looking for the next place."""
        return self._move(EmptySerializer)

    def _move(self, expects: type[EmptySerializer] | type[ReasonSerializer]) -> Response:
        said = self.said(expects)
        return self.answer(
            services.change_state(
                actor=self.actor,
                candidate_id=self.candidate_id,
                action=str(self.action),
                expected_version=self.seen_version(),
                reason=said.get("reason", ""),
            )
        )
