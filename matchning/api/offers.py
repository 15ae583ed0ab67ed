"""Proposals as the company sees them: capability first, a name only after the candidate's yes."""

from typing import Any

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.fields import SaneDateField
from bas.api.serializers import EmptySerializer, StrictSerializer
from grunddata.models import LanguageLevel, OccupationRung
from konton.api.views import GatedViewSet

from ..enums import OFFER_STATES, TurnDownReason
from ..models import Proposal, ProposalIntake
from ..models.proposals import NAMED_STATES
from ..services import decisions, times
from ..states import PROPOSAL_MACHINE
from .fields import (
    CERTIFICATES,
    EndingCertificateSerializer,
    NeedShortSerializer,
    PathStepSerializer,
    SuggestedTimeSerializer,
    ending_certificates,
    refused_time,
)


class OfferPersonSerializer(serializers.Serializer[Any]):
    """``name``, ``phone`` and ``email`` are empty until the candidate has said yes."""

    alias = serializers.CharField()
    is_named = serializers.BooleanField()
    name = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)


class OfferCertificateSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    expires = serializers.DateField(allow_null=True)


class OfferCapabilitySerializer(serializers.Serializer[Any]):
    """What the person can and has for this work. Nothing about background."""

    rung = serializers.CharField(allow_blank=True)
    skills = serializers.ListField(child=serializers.CharField())
    certificates = OfferCertificateSerializer(many=True)
    licences = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    hours_per_week = serializers.IntegerField()


def _is_vocational(step: ProposalIntake) -> bool:
    course = step.intake.course
    return bool(course.grants_certificates.all() or course.grants_skills.all())


def _only_when(step: ProposalIntake) -> dict[str, Any]:
    """A path step in its usual shape that says no more than the day it is over."""
    day = step.intake.end_date.isoformat()
    return {
        "intake_id": str(step.pk),
        "name": "Kurs",
        "provider": "",
        "start_date": day,
        "end_date": day,
        "municipality": "",
    }


class OfferSerializer(serializers.ModelSerializer[Proposal]):
    person = serializers.SerializerMethodField()
    capability = serializers.SerializerMethodField()
    need = NeedShortSerializer()
    state = serializers.ChoiceField(choices=OFFER_STATES)
    state_label = serializers.CharField(source="get_state_display")
    ending_certificates = serializers.SerializerMethodField()
    path = serializers.SerializerMethodField()
    answer_by = serializers.DateField(source="need.answer_by", allow_null=True)
    suggested_time = SuggestedTimeSerializer(allow_null=True)
    time_refused = serializers.SerializerMethodField(
        help_text="Samordnarens skäl när en annan tid inte gick; annars tomt."
    )
    allowed_actions = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields = [
            "id",
            "version",
            "state",
            "state_label",
            "state_since",
            "person",
            "capability",
            "ending_certificates",
            "need",
            "start_date",
            "end_date",
            "path",
            "tutor_hours_per_week",
            "answer_by",
            "suggested_time",
            "time_refused",
            "allowed_actions",
        ]
        read_only_fields = fields

    @extend_schema_field(OfferPersonSerializer)
    def get_person(self, proposal: Proposal) -> dict[str, Any]:
        person = proposal.candidate
        named = proposal.state in NAMED_STATES
        return {
            "alias": f"Kandidat {proposal.pk.hex[:4].upper()}",
            "is_named": named,
            "name": str(person) if named else "",
            "phone": person.phone if named else "",
            "email": person.email if named else "",
        }

    @extend_schema_field(PathStepSerializer(many=True))
    def get_path(self, proposal: Proposal) -> list[dict[str, Any]]:
        """What each course is called only after the yes, and never that it teaches a language.

        Else only that there is one and when it ends: a name ("Sfi …"), a length or the key of an
        intake that the company can look up would tell of origin.
        """
        named = proposal.state in NAMED_STATES
        steps = PathStepSerializer(proposal.path.all(), many=True).data
        return [
            dict(shown) if named and _is_vocational(step) else _only_when(step)
            for step, shown in zip(proposal.path.all(), steps, strict=True)
        ]

    @extend_schema_field(OfferCapabilitySerializer)
    def get_capability(self, proposal: Proposal) -> dict[str, Any]:
        person = proposal.candidate
        wish = next(
            (w for w in person.wishes.all() if w.occupation_id == proposal.need.occupation_id), None
        )
        return {
            "rung": OccupationRung(wish.rung).label if wish else "",
            "skills": sorted(s.skill.name_sv for s in person.skills.all()),
            "certificates": [
                {"name": c.certificate.name_sv, "expires": c.expires}
                for c in person.certificates.all()
            ],
            "licences": sorted(licence.code for licence in person.licences.all()),
            "languages": self._languages(proposal),
            "hours_per_week": person.hours_per_week,
        }

    @extend_schema_field(EndingCertificateSerializer(many=True))
    def get_ending_certificates(self, proposal: Proposal) -> list[dict[str, Any]]:
        return ending_certificates(proposal, timezone.localdate())

    def _languages(self, proposal: Proposal) -> list[str]:
        """Only Swedish and the crew's own languages: the others would tell of origin."""
        crew = {language.code for language in proposal.need.project.crew_languages.all()} | {"sv"}
        return [
            f"{row.language.name_sv} {LanguageLevel(row.level).label}"
            for row in proposal.candidate.languages.all()
            if row.language_id in crew
        ]

    def get_time_refused(self, proposal: Proposal) -> str:
        return refused_time(proposal)

    def get_allowed_actions(self, proposal: Proposal) -> list[str]:
        return PROPOSAL_MACHINE.allowed_actions(proposal, self.context["view"].actor)


class OfferFilter(django_filters.FilterSet):  # type: ignore[misc]
    state = django_filters.MultipleChoiceFilter(choices=OFFER_STATES)
    need = django_filters.UUIDFilter(field_name="need_id")
    project = django_filters.UUIDFilter(field_name="need__project_id")
    ordering = django_filters.OrderingFilter(
        fields=(("start_date", "start_date"), ("state_since", "state_since"))
    )

    class Meta:
        model = Proposal
        fields: list[str] = []


class TurnDownSerializer(StrictSerializer):
    reason_code = serializers.ChoiceField(choices=TurnDownReason.choices)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["reason_code"] == TurnDownReason.OTHER and not attrs["reason"].strip():
            raise serializers.ValidationError({"reason": "Skriv vad skälet är."})
        return attrs


class SuggestTimeSerializer(StrictSerializer):
    """``end_date`` is the first day after."""

    start_date = SaneDateField()
    end_date = SaneDateField()
    reason = serializers.CharField(max_length=1000)


class OfferViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GatedViewSet):
    resource = "offer"
    gate = Proposal.objects.select_related(
        "candidate",
        "need__occupation",
        "need__project__organisation",
        "need__project__municipality",
    ).prefetch_related(
        "path__intake__course__grants_certificates",
        "path__intake__course__grants_skills",
        "path__intake__municipality",
        "candidate__wishes",
        "candidate__skills__skill",
        CERTIFICATES,
        "candidate__licences",
        "candidate__languages__language",
        "need__project__crew_languages",
        "decisions",
    )
    serializer_class = OfferSerializer
    filterset_class = OfferFilter
    conditional_actions = frozenset({"confirm", "turn_down", "suggest_time"})

    @extend_schema(request=EmptySerializer, responses=OfferSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """The company's yes: a placement stands."""
        EmptySerializer(data=request.data).is_valid(raise_exception=True)
        placement = decisions.confirm(
            proposal_id=self.kwargs["pk"], expected_version=self.seen_version(), actor=self.actor
        )
        return self.answer(placement.proposal)

    @extend_schema(request=TurnDownSerializer, responses=OfferSerializer)
    @action(detail=True, methods=["post"], url_path="turn-down")
    def turn_down(self, request: Request, pk: str) -> Response:
        """The company's no, with a reason about the place."""
        serializer = TurnDownSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        proposal = decisions.turn_down(
            proposal_id=self.kwargs["pk"],
            expected_version=self.seen_version(),
            actor=self.actor,
            **serializer.validated_data,
        )
        return self.answer(proposal)

    @extend_schema(request=SuggestTimeSerializer, responses=OfferSerializer)
    @action(detail=True, methods=["post"], url_path="suggest-time")
    def suggest_time(self, request: Request, pk: str) -> Response:
        """Other days that would suit the company. Nothing moves until the coordinator says so."""
        serializer = SuggestTimeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        proposal = times.suggest_time(
            proposal_id=self.kwargs["pk"],
            expected_version=self.seen_version(),
            actor=self.actor,
            **serializer.validated_data,
        )
        return self.answer(proposal)
