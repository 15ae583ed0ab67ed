"""The candidate's own page: where she is, what is asked of her, what comes next."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.serializers import EmptySerializer, StrictSerializer
from kandidater.enums import CandidateState
from kandidater.models import Candidate
from konton.api.views import GatedViewSet

from ..enums import DeclineReason, PathStepKind, PathStepStatus, PlacementState, ProposalState
from ..models import Proposal
from ..services import decisions
from ..states import PROPOSAL_MACHINE
from .fields import ReasonItemSerializer

SHOWN = (
    ProposalState.ASKED,
    ProposalState.ACCEPTED,
    ProposalState.CONFIRMED,
    ProposalState.STARTED,
)
# Asked and answered, but nothing came of it.
ENDED = (ProposalState.DECLINED, ProposalState.TURNED_DOWN)
ENDED_SHOWN = timedelta(days=30)
REASONS_SHOWN = 3
# Reasons by how much they say to the person herself; a rule met by everybody says least.
TELLING = {
    code: place
    for place, code in enumerate(
        ("trade", "taught", "course", "travel_time", "skills", "language", "shift_hour", "dates")
    )
}


class MyStepSerializer(serializers.Serializer[Any]):
    """One step of the path. ``kind`` course|work; ``status`` done|now|later."""

    kind = serializers.ChoiceField(choices=PathStepKind.choices)
    title = serializers.CharField()
    place = serializers.CharField()
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    status = serializers.ChoiceField(choices=PathStepStatus.choices)


class MyProposalSerializer(serializers.ModelSerializer[Proposal]):
    occupation = serializers.CharField(source="need.occupation.name_sv")
    project = serializers.CharField(source="need.project.name")
    company = serializers.CharField(source="need.project.organisation.name")
    municipality = serializers.CharField(source="need.project.municipality.name")
    employment_form = serializers.CharField(source="need.get_employment_form_display")
    shift_start = serializers.TimeField(source="need.project.shift_start", format="%H.%M")
    hours_per_week = serializers.IntegerField(source="need.hours_per_week")
    answer_by = serializers.DateField(source="need.answer_by", allow_null=True)
    state = serializers.ChoiceField(choices=ProposalState.choices)
    state_label = serializers.CharField(source="get_state_display")
    reasons = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()
    allowed_actions = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields = [
            "id",
            "version",
            "state",
            "state_label",
            "occupation",
            "project",
            "company",
            "municipality",
            "employment_form",
            "shift_start",
            "hours_per_week",
            "start_date",
            "end_date",
            "travel_minutes",
            "answer_by",
            "reasons",
            "steps",
            "allowed_actions",
        ]
        read_only_fields = fields

    @extend_schema_field(ReasonItemSerializer(many=True))
    def get_reasons(self, proposal: Proposal) -> list[dict[str, Any]]:
        """What is met, as facts of her own, the most telling first; at most three.

        Parts of the value are the optimiser's business: points say nothing to the person.
        """
        met = [r for r in proposal.reasons if r["kind"] == "met"]
        told = sorted(met, key=lambda r: TELLING.get(r["code"], len(TELLING)))
        return [{k: r[k] for k in ("code", "kind", "sentence_sv")} for r in told[:REASONS_SHOWN]]

    @extend_schema_field(MyStepSerializer(many=True))
    def get_steps(self, proposal: Proposal) -> list[dict[str, Any]]:
        steps = [
            _step(
                "course",
                step.intake.course.name,
                step.intake.municipality.name,
                step.intake.start_date,
                step.intake.end_date,
            )
            for step in proposal.path.all()
        ]
        need = proposal.need
        title = f"{need.occupation.name_sv} på {need.project.name}"
        place = need.project.municipality.name
        steps.append(_step("work", title, place, proposal.start_date, proposal.end_date))
        return steps

    def get_allowed_actions(self, proposal: Proposal) -> list[str]:
        return PROPOSAL_MACHINE.allowed_actions(proposal, self.context["view"].actor)


def _step(kind: str, title: str, place: str, start: date, end: date) -> dict[str, Any]:
    today = timezone.localdate()
    status = "done" if end <= today else "now" if start <= today else "later"
    return {
        "kind": kind,
        "title": title,
        "place": place,
        "start_date": start,
        "end_date": end,
        "status": status,
    }


def _over(proposal: Proposal) -> bool:
    """Whether what it led to has ended; the newest that has not comes first on her page."""
    placement = getattr(proposal, "placement", None)
    return placement is not None and placement.state in {
        PlacementState.ENDED,
        PlacementState.BROKEN_OFF,
    }


class MyEndedSerializer(serializers.Serializer[Any]):
    """A proposal that came to nothing: by her own no, or by the company's."""

    state = serializers.ChoiceField(choices=[(s.value, s.label) for s in ENDED])
    occupation = serializers.CharField(source="need.occupation.name_sv")
    company = serializers.CharField(source="need.project.organisation.name")


class MyContactSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    organisation = serializers.CharField()
    email = serializers.CharField()


class MyPathSerializer(serializers.Serializer[Any]):
    """Everything the page shows, in one answer."""

    first_name = serializers.CharField()
    preferred_language = serializers.CharField()
    state = serializers.ChoiceField(choices=CandidateState.choices)
    state_label = serializers.CharField()
    coach = MyContactSerializer()
    question = MyProposalSerializer(allow_null=True)
    current = MyProposalSerializer(allow_null=True)
    ended = MyEndedSerializer(
        allow_null=True, help_text="Det senaste som inte blev av, när inget annat pågår."
    )
    placement_state = serializers.ChoiceField(choices=PlacementState.choices, allow_null=True)
    decline_reasons = serializers.ListField(child=serializers.DictField())


class DeclineSerializer(StrictSerializer):
    """A no needs no reason."""

    reason_code = serializers.ChoiceField(
        choices=DeclineReason.choices, default=DeclineReason.NOT_SAID
    )


# One page, not a list of them.
_ONE_PAGE = forced_singular_serializer(MyPathSerializer)  # type: ignore[no-untyped-call]


class MyPathViewSet(GatedViewSet):
    resource = "my_path"
    gate = (
        Proposal.objects.filter(state__in=[*SHOWN, *ENDED])
        .select_related(
            "candidate",
            "need__occupation",
            "need__project__organisation",
            "need__project__municipality",
        )
        .prefetch_related("path__intake__course", "path__intake__municipality")
    )
    serializer_class = MyProposalSerializer
    conditional_actions = frozenset({"accept", "decline"})
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=_ONE_PAGE)
    def list(self, request: Request) -> Response:
        """The candidate's page; her questions first."""
        candidate = (
            Candidate.objects.readable_by(self.actor)
            .select_related("coach", "organisation")
            .first()
        )
        if candidate is None:
            raise NotFound("Vi hittar inte din väg. Be din coach om hjälp.")
        shown = list(
            self.get_queryset()
            .filter(state__in=SHOWN)
            .select_related("placement")
            .order_by("-state_since", "pk")
        )
        question = next((p for p in shown if p.state == ProposalState.ASKED), None)
        current = next((p for p in shown if p.state != ProposalState.ASKED and not _over(p)), None)
        current = current or next((p for p in shown if p.state != ProposalState.ASKED), None)
        ended = None
        if question is None and current is None:
            recent = timezone.now() - ENDED_SHOWN
            past = self.get_queryset().filter(state__in=ENDED, state_since__gte=recent)
            ended = past.order_by("-state_since").first()
        placement = getattr(current, "placement", None) if current else None
        data = {
            "first_name": candidate.first_name,
            "preferred_language": candidate.preferred_language_id,
            "state": candidate.state,
            "state_label": candidate.get_state_display(),
            "coach": {
                "name": str(candidate.coach),
                "organisation": candidate.organisation.name,
                "email": candidate.coach.email,
            },
            "question": question,
            "current": current,
            "ended": ended,
            "placement_state": placement.state if placement else None,
            "decline_reasons": [
                {"code": code, "label": label} for code, label in DeclineReason.choices
            ],
        }
        return Response(MyPathSerializer(data, context=self.get_serializer_context()).data)

    @extend_schema(responses=MyProposalSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self.answer(self.get_object())

    @extend_schema(request=EmptySerializer, responses=MyProposalSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Yes."""
        EmptySerializer(data=request.data).is_valid(raise_exception=True)
        proposal = decisions.accept(
            proposal_id=self.kwargs["pk"], expected_version=self.seen_version(), actor=self.actor
        )
        return self.answer(proposal)

    @extend_schema(request=DeclineSerializer, responses=MyProposalSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """No."""
        serializer = DeclineSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        proposal = decisions.decline(
            proposal_id=self.kwargs["pk"],
            expected_version=self.seen_version(),
            actor=self.actor,
            **serializer.validated_data,
        )
        return self.answer(proposal)
