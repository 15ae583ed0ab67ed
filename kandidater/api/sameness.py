"""Look-alikes, questions about them, and joining two records of one person over the API."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bas.api.fields import KeyField
from bas.api.serializers import StrictSerializer
from kandidater import duplicates, merging, pairs, sameness, services
from kandidater.enums import Likeness, MergeChoice, Verdict
from kandidater.models import Candidate
from konton.api.serializers import PersonSerializer

from .card import CardViewSet
from .serializers import CandidateSerializer, CandidateStateSerializer, CodeNameSerializer

# That they are the same is said by joining them, or as an answer.
JUDGED = [(v.value, v.label) for v in (Verdict.NOT_SAME, Verdict.UNSURE)]


class DuplicateQuery(StrictSerializer):
    q = serializers.CharField(min_length=2, max_length=120)
    birth_date = serializers.DateField(
        allow_null=True, default=None, help_text="Väger tillsammans med ett namn."
    )
    candidate = KeyField(
        allow_null=True,
        default=None,
        help_text="Utkastet som skrivs; det liknar aldrig sig självt.",
    )


class AccessQuestion(StrictSerializer):
    q = serializers.CharField(min_length=2, max_length=120)
    birth_date = serializers.DateField(allow_null=True, default=None)
    reason = serializers.CharField(max_length=400)


class Judgement(StrictSerializer):
    other = KeyField()
    verdict = serializers.ChoiceField(choices=JUDGED)
    reason = serializers.CharField(max_length=400, allow_blank=True, default="")
    asked = KeyField(
        allow_null=True, default=None, help_text="Vem som frågas; annars den andras coach."
    )


class MergeQuestion(StrictSerializer):
    other = KeyField()


class MergeInput(StrictSerializer):
    other = KeyField()
    other_version = serializers.IntegerField(min_value=1)
    choices = serializers.DictField(
        child=serializers.ChoiceField(choices=MergeChoice.choices),
        default=dict,
        help_text="Per fält; det som utelämnas blir som förhandsvisningen föreslog.",
    )


class PersonToCompareSerializer(serializers.Serializer[Candidate]):
    """Enough to know whether it is the same person."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")
    state = CandidateStateSerializer(source="*")
    coach = PersonSerializer()
    phone = serializers.CharField()
    email = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)
    municipality = CodeNameSerializer(allow_null=True)


class LikenessSerializer(serializers.Serializer[duplicates.LookAlike]):
    code = serializers.ChoiceField(source="value", choices=Likeness.choices)
    label = serializers.CharField()  # type: ignore[assignment]


class DuplicateSerializer(PersonToCompareSerializer):
    likeness = LikenessSerializer()
    because = serializers.ListField(child=serializers.CharField())

    def to_representation(self, one: Any) -> dict[str, Any]:
        told = PersonToCompareSerializer(one.candidate).data
        likeness = LikenessSerializer(one.likeness).data
        return {**told, "likeness": likeness, "because": list(one.because)}


class DuplicatesSerializer(serializers.Serializer[Any]):
    own = DuplicateSerializer(many=True)
    elsewhere = serializers.BooleanField(
        help_text="Någon liknande finns hos en annan organisation. Mer visas inte."
    )


class NamedSerializer(serializers.Serializer[Candidate]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")


class CheckSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    candidate = NamedSerializer()
    other = NamedSerializer()
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    verdict_label = serializers.CharField(source="get_verdict_display")
    reason = serializers.CharField()
    decided_by = PersonSerializer()
    asked = PersonSerializer(allow_null=True)
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True)
    at = serializers.DateTimeField(source="updated_at")


class MergeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    other = NamedSerializer()
    merged_by = PersonSerializer()
    merged_at = serializers.DateTimeField(source="created_at")
    undo_until = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)
    can_be_undone = serializers.BooleanField()


class PairSerializer(serializers.Serializer[pairs.Pair]):
    candidate = PersonToCompareSerializer()
    other = PersonToCompareSerializer()
    likeness = LikenessSerializer()
    because = serializers.ListField(child=serializers.CharField())


class LookAlikesSerializer(serializers.Serializer[Any]):
    people = DuplicateSerializer(many=True)
    checks = CheckSerializer(many=True)
    merges = MergeSerializer(many=True)


class MergeFieldSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kept = serializers.CharField()
    other = serializers.CharField()
    choices = serializers.ListField(child=serializers.ChoiceField(choices=MergeChoice.choices))
    suggested = serializers.ChoiceField(choices=MergeChoice.choices)


class MergeSideSerializer(PersonToCompareSerializer):
    version = serializers.IntegerField()


class MergePreviewSerializer(serializers.Serializer[Any]):
    kept = MergeSideSerializer()
    other = MergeSideSerializer()
    fields_ = MergeFieldSerializer(many=True, source="fields")
    obstacles = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> dict[str, Any]:
        """``fields`` is a word of the framework's own; on the wire it is just a word."""
        found = super().get_fields()
        found["fields"] = found.pop("fields_")
        found["fields"].source = None
        return found


class SamenessActions(CardViewSet):
    """Mixed into the candidates' viewset: about two records that may be one person."""

    @extend_schema(request=DuplicateQuery, responses=DuplicatesSerializer)
    @action(detail=False, methods=["post"], pagination_class=None)
    def possible_duplicates(self, request: Request) -> Response:
        """People like this name, phone number or e-mail address.

        A POST, so that what is searched for stands in no address and no server log.
        """
        said = self.said(DuplicateQuery)
        found = duplicates.possible_duplicates(
            actor=self.actor,
            query=said["q"],
            birth_date=said["birth_date"],
            candidate_id=said["candidate"],
        )
        services.note_duplicate_search(
            actor=self.actor, found=len(found.own), elsewhere=found.elsewhere
        )
        return Response(DuplicatesSerializer(found).data)

    @extend_schema(responses=PairSerializer(many=True))
    @action(
        detail=False,
        methods=["get"],
        filterset_class=None,
        filter_backends=[],
    )
    def possible_pairs(self, request: Request) -> Response:
        """My people who may stand twice with us, the most alike first."""
        page: Any = self.paginate_queryset(cast(Any, pairs.Pairs(self.actor)))
        return self.get_paginated_response(PairSerializer(page, many=True).data)

    @extend_schema(request=AccessQuestion, responses={204: None})
    @action(detail=False, methods=["post"], pagination_class=None)
    def ask_for_access(self, request: Request) -> Response:
        """Ask the organisation behind ``elsewhere``; the answer comes among access requests."""
        said = self.said(AccessQuestion)
        sameness.ask_for_access(
            actor=self.actor,
            query=said["q"],
            birth_date=said["birth_date"],
            reason=said["reason"],
        )
        return Response(status=204)

    @extend_schema(responses=LookAlikesSerializer)
    @action(
        detail=True,
        methods=["get"],
        pagination_class=None,
        filterset_class=None,
        filter_backends=[],
    )
    def look_alikes(self, request: Request, pk: str) -> Response:
        """Who may be the same person, what was said of it, and what was joined with the record."""
        candidate = self.get_object()
        body = {
            "people": duplicates.look_alikes_of(actor=self.actor, candidate=candidate),
            "checks": sameness.checks_of(candidate),
            "merges": merging.merges_of(candidate),
        }
        return Response(LookAlikesSerializer(body).data)

    @extend_schema(request=Judgement, responses={201: CheckSerializer})
    @action(detail=True, methods=["post"])
    def judge_duplicate(self, request: Request, pk: str) -> Response:
        """Not the same person, with why, or a question to a colleague."""
        candidate = self.get_object()
        said = self.said(Judgement)
        check = sameness.judge_duplicate(
            actor=self.actor,
            candidate_id=candidate.pk,
            other_id=said["other"],
            verdict=said["verdict"],
            reason=said["reason"],
            asked_id=said["asked"],
        )
        told = sameness.checks_of(candidate).get(pk=check.pk)
        return Response(CheckSerializer(told).data, status=201)

    @extend_schema(request=MergeQuestion, responses=MergePreviewSerializer)
    @action(detail=True, methods=["post"])
    def merge_preview(self, request: Request, pk: str) -> Response:
        """Field by field what the two say; nothing is written. A reading of what is sensitive."""
        kept = self.get_object()
        said = self.said(MergeQuestion)
        shown = merging.preview(actor=self.actor, kept_id=kept.pk, other_id=said["other"])
        for one in (shown.kept, shown.other):
            self.note_read(one)
        return Response(MergePreviewSerializer(shown).data)

    @extend_schema(request=MergeInput, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Join the other record with this one; can be undone for 24 hours."""
        kept = self.get_object()
        said = self.said(MergeInput)
        return self.answer(
            merging.merge(
                actor=self.actor,
                kept_id=kept.pk,
                expected_version=self.seen_version(),
                other_id=said["other"],
                other_version=said["other_version"],
                choices=said["choices"],
            )
        )

    @extend_schema(request=None, responses=CandidateSerializer)
    @action(detail=True, methods=["post"])
    def undo_merge(self, request: Request, pk: str) -> Response:
        """Both records as they were before they were joined."""
        kept = self.get_object()
        return self.answer(
            merging.undo_merge(
                actor=self.actor, kept_id=kept.pk, expected_version=self.seen_version()
            )
        )
