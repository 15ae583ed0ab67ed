"""The start pages: what this role can act on now, counted."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from kandidater.enums import CandidateState
from kandidater.models import Candidate
from konton.actors import Actor
from konton.api.permissions import current_actor
from projekt.ageing import Ageing
from projekt.enums import NeedState
from projekt.models import LabourNeed, NeedStep

from ..enums import Margin, PlacementState, ProposalState
from ..models import OptimisationRun, Placement, Proposal
from ..models.proposals import COMPANY_SILENT, STALE, TIME_SUGGESTED
from ..response import response_rate
from ..services.silence import ALERT, days_of
from .fields import NeedShortSerializer
from .runs import RunSerializer

RISK_WEEKS = 8
SOON = timedelta(weeks=4)
LISTED = 10


class NeedAtRiskSerializer(serializers.Serializer[Any]):
    need = NeedShortSerializer()
    start_date = serializers.DateField()
    missing = serializers.IntegerField(help_text="Personer som saknas som mest")


class CoordinatorStartSerializer(serializers.Serializer[Any]):
    last_run = RunSerializer(allow_null=True)
    to_review = serializers.IntegerField()
    needs_judgement = serializers.IntegerField()
    safe = serializers.IntegerField()
    stale = serializers.IntegerField()
    locked = serializers.IntegerField()
    waiting_candidate = serializers.IntegerField()
    waiting_company = serializers.IntegerField()
    times_suggested = serializers.IntegerField(
        help_text="Förslag där företaget vill ha en annan tid och samordnaren ska svara"
    )
    company_silent = serializers.IntegerField(
        help_text="Förslag där företaget inte har svarat på så många dagar att samordnaren ska veta"
    )
    needs_to_publish = serializers.IntegerField()
    placements = serializers.IntegerField()
    candidates_ready = serializers.IntegerField()
    needs_at_risk = NeedAtRiskSerializer(many=True)
    needs_at_risk_count = serializers.IntegerField()


class NeedBarsSerializer(serializers.Serializer[Any]):
    """People at the most: asked, proposed, confirmed, started."""

    need = NeedShortSerializer()
    start_date = serializers.DateField()
    state_label = serializers.CharField()
    asked = serializers.IntegerField()
    proposed = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    started = serializers.IntegerField()


class ResponseRateSerializer(serializers.Serializer[Any]):
    """The company's own figure of the last year; nobody else's is in it."""

    asked = serializers.IntegerField()
    in_time = serializers.IntegerField()
    days = serializers.IntegerField()


class NeedToConfirmSerializer(serializers.Serializer[Any]):
    need = NeedShortSerializer()
    confirm_by = serializers.DateField()


class CompanyStartSerializer(serializers.Serializer[Any]):
    to_answer = serializers.IntegerField()
    reminded = serializers.IntegerField(help_text="Av dem: har väntat så länge att ni påminns")
    response_rate = ResponseRateSerializer()
    asked_candidates = serializers.IntegerField()
    starting_soon = serializers.IntegerField(
        help_text="Planerade placeringar som ska ha börjat inom fyra veckor"
    )
    needs_short = serializers.IntegerField(
        help_text="Öppna behov som har börjat eller börjar inom fyra veckor och har lediga platser"
    )
    to_confirm = NeedToConfirmSerializer(
        many=True, help_text="Öppna behov som annars pausas, det som pausas först är först."
    )
    needs = NeedBarsSerializer(many=True)


BAR_OF_STATE = {
    ProposalState.APPROVED: "proposed",
    ProposalState.ASKED: "proposed",
    ProposalState.ACCEPTED: "proposed",
    ProposalState.CONFIRMED: "confirmed",
    ProposalState.STARTED: "started",
}


def _one(serializer: type[serializers.Serializer[Any]]) -> Any:
    """One page, not a list of them, though the address is a list's."""
    return forced_singular_serializer(serializer)  # type: ignore[no-untyped-call]


class StartView(viewsets.GenericViewSet[Any]):
    pagination_class = None
    filter_backends = ()


class CoordinatorStartView(StartView):
    resource = "start_coordinator"
    serializer_class = CoordinatorStartSerializer

    @extend_schema(responses=_one(CoordinatorStartSerializer))
    def list(self, request: Request) -> Response:
        actor = current_actor(request)
        unreviewed = Q(state__in=[ProposalState.NEW, ProposalState.IN_REVIEW])
        judged = Q(margin=Margin.EVEN) | STALE
        counts = Proposal.objects.visible_to(actor).aggregate(
            to_review=Count("pk", filter=unreviewed),
            needs_judgement=Count("pk", filter=unreviewed & judged),
            safe=Count("pk", filter=unreviewed & ~judged),
            stale=Count("pk", filter=unreviewed & STALE),
            locked=Count("pk", filter=Q(state=ProposalState.LOCKED)),
            waiting_candidate=Count("pk", filter=Q(state=ProposalState.ASKED)),
            waiting_company=Count("pk", filter=Q(state=ProposalState.ACCEPTED)),
            company_silent=Count("pk", filter=COMPANY_SILENT),
        )
        needs = LabourNeed.objects.visible_to(actor)
        at_risk, at_risk_count = _needs_at_risk(needs)
        last_run = (
            OptimisationRun.objects.visible_to(actor)
            .select_related("requested_by", "input")
            .defer("result", "frozen_versions", "input__problem")
            .order_by("-created_at")
            .first()
        )
        data = counts | {
            "last_run": last_run,
            "times_suggested": Proposal.objects.visible_to(actor).filter(TIME_SUGGESTED).count(),
            "needs_to_publish": needs.filter(state=NeedState.IN_REVIEW).count(),
            "placements": Placement.objects.visible_to(actor)
            .exclude(state__in=[PlacementState.ENDED, PlacementState.BROKEN_OFF])
            .count(),
            "candidates_ready": Candidate.objects.visible_to(actor)
            .filter(state=CandidateState.READY)
            .count(),
            "needs_at_risk": at_risk,
            "needs_at_risk_count": at_risk_count,
        }
        return Response(CoordinatorStartSerializer(data).data)


def _needs_at_risk(needs: Any) -> tuple[list[dict[str, Any]], int]:
    """Open needs that start soon with places neither booked nor proposed."""
    today = timezone.localdate()
    proposed = (
        Proposal.objects.filter(
            need=OuterRef("pk"),
            state__in=[ProposalState.NEW, ProposalState.IN_REVIEW, ProposalState.LOCKED],
        )
        .values("need")
        .annotate(n=Count("pk"))
        .values("n")
    )
    wanted = (
        NeedStep.objects.filter(need=OuterRef("pk"))
        .annotate(left=F("headcount") - F("booked"))
        .order_by("-left")
        .values("left")[:1]
    )
    rows = (
        needs.matchable()
        .filter(start_date__gte=today, start_date__lt=today + timedelta(weeks=RISK_WEEKS))
        .annotate(proposed=Subquery(proposed), left=Subquery(wanted))
        .select_related("occupation", "project__organisation", "project__municipality")
        .order_by("start_date", "number")
    )
    at_risk = [
        {"need": need, "start_date": need.start_date, "missing": need.left - (need.proposed or 0)}
        for need in rows
        if (need.left or 0) > (need.proposed or 0)
    ]
    return at_risk[:LISTED], len(at_risk)


class CompanyStartView(StartView):
    resource = "start_company"
    serializer_class = CompanyStartSerializer

    @extend_schema(responses=_one(CompanyStartSerializer))
    def list(self, request: Request) -> Response:
        actor = current_actor(request)
        today = timezone.localdate()
        counts = Proposal.objects.visible_to(actor).aggregate(
            to_answer=Count("pk", filter=Q(state=ProposalState.ACCEPTED)),
            reminded=Count(
                "pk", filter=Q(state=ProposalState.ACCEPTED, reminded_at__gte=F("state_since"))
            ),
            asked_candidates=Count("pk", filter=Q(state=ProposalState.ASKED)),
        )
        data = counts | {
            "starting_soon": Placement.objects.visible_to(actor)
            .filter(state=PlacementState.PLANNED, start_date__lt=today + SOON)
            .count(),
            "to_confirm": _to_confirm(actor, today),
            "needs_short": _needs_short(actor, today),
            "needs": need_bars(actor),
            "response_rate": response_rate(
                actor.organisation_id, days=days_of(ALERT)[ALERT], now=timezone.now()
            ),
        }
        return Response(CompanyStartSerializer(data).data)


def _to_confirm(actor: Actor, today: date) -> list[dict[str, Any]]:
    ageing = Ageing.on(today)
    needs = ageing.due(LabourNeed.objects.visible_to(actor))
    rows = needs.select_related("occupation", "project__organisation", "project__municipality")
    first = sorted(rows, key=lambda need: (ageing.confirm_by(need), need.number))[:LISTED]
    return [{"need": need, "confirm_by": ageing.confirm_by(need)} for need in first]


def _needs_short(actor: Actor, today: date) -> int:
    """Open needs, begun or soon to begin, where fewer are on their way than the peak asks for."""
    peak = NeedStep.objects.filter(need=OuterRef("pk")).order_by("-headcount").values("headcount")
    taken = (
        Proposal.objects.filter(need=OuterRef("pk"), state__in=list(BAR_OF_STATE))
        .order_by()
        .values("need")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        LabourNeed.objects.visible_to(actor)
        .matchable()
        .filter(start_date__lt=today + SOON, end_date__gt=today)
        .annotate(peak=Subquery(peak[:1]), taken=Coalesce(Subquery(taken), 0))
        .filter(peak__gt=F("taken"))
        .count()
    )


def need_bars(actor: Actor) -> list[dict[str, Any]]:
    """Bars per open need: asked for at the peak, and how many stand at each step."""
    needs = (
        LabourNeed.objects.visible_to(actor)
        .exclude(state__in=[NeedState.DRAFT, NeedState.CLOSED])
        .select_related("occupation", "project__organisation", "project__municipality")
        .order_by("start_date", "number")[:LISTED]
    )
    ids = [need.pk for need in needs]
    peaks = dict(
        NeedStep.objects.filter(need__in=ids)
        .order_by()
        .values_list("need")
        .annotate(peak=Max("headcount"))
    )
    bars: Counter[tuple[UUID, str]] = Counter()
    counts = (
        Proposal.objects.filter(need__in=ids)
        .order_by()
        .values_list("need", "state")
        .annotate(n=Count("pk"))
    )
    for need_id, state, n in counts:
        bars[need_id, BAR_OF_STATE.get(state, "")] += n
    return [
        {
            "need": need,
            "start_date": need.start_date,
            "state_label": need.get_state_display(),
            "asked": peaks.get(need.pk, 0),
            "proposed": bars[need.pk, "proposed"],
            "confirmed": bars[need.pk, "confirmed"],
            "started": bars[need.pk, "started"],
        }
        for need in needs
    ]
