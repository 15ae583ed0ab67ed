"""Questions about a run: why not this pair, what one more would be worth, what has changed."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.errors import Conflict
from bas.api.serializers import StrictSerializer
from kandidater.models import Candidate
from konton.actors import Actor
from projekt.models import LabourNeed

from ..models import OptimisationRun
from ..optimering.errors import ProblemError
from ..optimering.swaps import SwapChain
from ..services.answers import answers_of, prices_of
from ..services.plans import difference, plan_before, require_plan
from .answer_shapes import (
    PriceSerializer,
    RunDiffQuery,
    RunDiffSerializer,
    WhyNotQuery,
    WhyNotSerializer,
)
from .answer_words import (
    Words,
    diff_answer,
    need_title,
    nothing_before,
    price_rows,
    swap_answer,
    why_not_answer,
)


class RunAnswers:
    """The actions of ``RunViewSet`` that ask something of a plan."""

    actor: Actor

    @extend_schema(
        parameters=[
            OpenApiParameter("candidate", UUID, required=True),
            OpenApiParameter("need", UUID, required=True),
            OpenApiParameter("deep", bool, description="Räkna ut vilka byten som krävs."),
        ],
        responses=WhyNotSerializer,
        filters=False,
    )
    @action(detail=True, methods=["get"], url_path="why-not", pagination_class=None)
    def why_not(self, request: Request, pk: str) -> Response:
        """Why this person is not on this need: what hinders, else what it would cost the plan."""
        run = self.get_object()  # type: ignore[attr-defined]
        asked = _read(WhyNotQuery, request)
        person = Candidate.objects.visible_to(self.actor).filter(pk=asked["candidate"]).first()
        need = (
            LabourNeed.objects.visible_to(self.actor)
            .select_related("project", "occupation")
            .filter(pk=asked["need"])
            .first()
        )
        if person is None or need is None:
            raise NotFound()
        document = {
            "candidate_id": person.pk,
            "candidate": str(person),
            "need_id": need.pk,
            "need": need_title(need),
            "blocked": [],
            "ways": [],
            "loss_at_least": None,
            "swap": None,
        }
        chain: SwapChain | None = None
        try:
            with answers_of(run) as answers:
                told = answers.why_not(str(person.pk), str(need.pk))
                if asked["deep"] and told.answer == "possible":
                    chain = answers.swap_chain(str(person.pk), str(need.pk))
        except ProblemError as faulty:
            if faulty.code != "unknown_reference":
                raise Conflict(
                    f"Det går inte att svara om körningen: {faulty.sentence_sv} Optimera om.",
                    code="old_model",
                ) from faulty
            document |= {"answer": "not_in_run", "sentence": _not_in_run(run, person, need)}
            return Response(WhyNotSerializer(document).data)
        changed = chain.diff if chain else None
        words = Words(run, self.actor, changed, {str(person.pk): str(person)})
        document |= why_not_answer(told, words)
        if chain is not None:
            document["swap"] = swap_answer(chain, words)
        return Response(WhyNotSerializer(document).data)

    @extend_schema(responses=PriceSerializer(many=True), filters=False, parameters=[])
    @action(detail=True, methods=["get"], pagination_class=None)
    def prices(self, request: Request, pk: str) -> Response:
        """What one more seat, place or tutor hour would be worth, the most valuable first."""
        run = self.get_object()  # type: ignore[attr-defined]
        rows = price_rows(run, prices_of(run))
        return Response(PriceSerializer(rows, many=True).data)

    @extend_schema(
        parameters=[OpenApiParameter("against", UUID, description="Körning att jämföra med.")],
        responses=RunDiffSerializer,
        filters=False,
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def diff(self, request: Request, pk: str) -> Response:
        """What this plan changed against another; the plan before when none is named."""
        run = self.get_object()  # type: ignore[attr-defined]
        asked = _read(RunDiffQuery, request)
        require_plan(run)
        if "against" in asked:
            before = OptimisationRun.objects.visible_to(self.actor).filter(pk=asked["against"])
            against = before.first()
            if against is None:
                raise NotFound()
            require_plan(against)
        else:
            against = plan_before(run)
        if against is None:
            return Response(RunDiffSerializer(nothing_before(run)).data)
        found = difference(against, OptimisationRun.objects.get(pk=run.pk))
        words = Words(run, self.actor, found)
        return Response(RunDiffSerializer(diff_answer(run, against, found, words)).data)


def _read(kind: type[StrictSerializer], request: Request) -> dict[str, Any]:
    serializer = kind(data=request.query_params.dict())
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


def _not_in_run(run: OptimisationRun, person: Candidate, need: LabourNeed) -> str:
    versions = run.frozen_versions
    if str(person.pk) not in versions.get("candidates", {}):
        return f"{person} var inte med i körningen. Optimera om för ett svar."
    return "Behovet var inte med i körningen. Optimera om för ett svar."
