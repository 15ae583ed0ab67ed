"""A candidate as staff see her: the row of a list and the whole card."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from grunddata.enums import Ground, OccupationRung
from kandidater.certificates import Validity, is_valid, validity
from kandidater.checklist import CanBeNone, Section, checklist
from kandidater.enums import (
    CandidateState,
    ConsentPurpose,
    ConsentReceiver,
    IdentityGrade,
    IdentityKind,
    Mastery,
    NoNumberReason,
    Owner,
    PeriodKind,
    Proof,
)
from kandidater.hours import accounts
from kandidater.journey import journey
from kandidater.models import Candidate
from kandidater.numbers import masked
from kandidater.obstacles import obstacles
from kandidater.policies import OWN_FIELDS, SENSITIVE_FIELDS
from kandidater.selectors import warned_until
from kandidater.states import CANDIDATE_MACHINE
from kandidater.words import text_of, who
from konton.actors import Actor
from konton.api.serializers import OrganisationBriefSerializer, PersonSerializer
from konton.policy import roles_for

from .language_shapes import CandidateLanguageSerializer
from .profile_shapes import (
    AwaySerializer,
    EducationSerializer,
    HourAccountSerializer,
    JourneySerializer,
    NoteSerializer,
)

# What else than a move of the state table a caller may do to a candidate that is not closed.
RECORD_ACTIONS = ("partial_update", "login_link", "passport")


class CodeNameSerializer(serializers.Serializer[Any]):
    """A row of the reference data."""

    code = serializers.CharField()
    name = serializers.CharField(source="__str__")


class CandidateNameSerializer(serializers.Serializer[Candidate]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")


class CandidateStateSerializer(serializers.Serializer[Candidate]):
    code = serializers.ChoiceField(source="state", choices=CandidateState.choices)
    label = serializers.CharField(source="get_state_display")  # type: ignore[assignment]


class CandidateBase(serializers.Serializer[Candidate]):
    """What row and card share; takes the actor in the context."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    state = CandidateStateSerializer(source="*")
    state_since = serializers.DateTimeField()
    days_in_state = serializers.SerializerMethodField()
    next_step = serializers.CharField()
    next_step_due = serializers.DateField(allow_null=True)
    next_step_owner = serializers.ChoiceField(choices=Owner.choices)
    next_step_owner_label = serializers.CharField(source="get_next_step_owner_display")
    coach = PersonSerializer()
    municipality = CodeNameSerializer(allow_null=True)
    available_from = serializers.DateField(allow_null=True)
    allowed_actions = serializers.SerializerMethodField()
    is_demo = serializers.BooleanField()

    def get_days_in_state(self, candidate: Candidate) -> int:
        return (timezone.localdate() - timezone.localtime(candidate.state_since).date()).days

    def get_allowed_actions(self, candidate: Candidate) -> list[str]:
        actor: Actor = self.context["actor"]
        moves = CANDIDATE_MACHINE.allowed_actions(candidate, actor)
        if candidate.merged_into_id is not None:
            return []
        if candidate.state == CandidateState.CLOSED:
            return moves
        may = [a for a in RECORD_ACTIONS if actor.role in (roles_for("candidate", a) or ())]
        return moves + may


class CertificateWarningSerializer(serializers.Serializer[Any]):
    certificate = serializers.CharField(source="certificate_id")
    name = serializers.CharField(source="certificate.__str__")
    expires = serializers.DateField()
    expired = serializers.SerializerMethodField()

    def get_expired(self, row: Any) -> bool:
        return not is_valid(row.expires, timezone.localdate())


class CandidateRowSerializer(CandidateBase):
    name = serializers.CharField(source="__str__")
    wishes = serializers.SerializerMethodField()
    expiring_certificates = serializers.IntegerField()
    certificate_warnings = CertificateWarningSerializer(source="ending_certificates", many=True)
    obstacles = serializers.SerializerMethodField(help_text="Vad som hindrar just nu, i ord.")
    is_stalled = serializers.BooleanField(help_text="Har stått för länge i läget.")
    unflagged_until = serializers.DateField(allow_null=True)
    unflagged_reason = serializers.CharField()

    @extend_schema_field(CodeNameSerializer(many=True))
    def get_wishes(self, candidate: Candidate) -> list[dict[str, str]]:
        return [
            {"code": wish.occupation_id, "name": str(wish.occupation)}
            for wish in candidate.wishes.all()
        ]

    def get_obstacles(self, candidate: Candidate) -> list[str]:
        return obstacles(candidate, timezone.localdate())


class WishSerializer(serializers.Serializer[Any]):
    occupation = serializers.CharField(source="occupation_id")
    name = serializers.CharField(source="occupation.__str__")
    rung = serializers.ChoiceField(choices=OccupationRung.choices)
    rung_label = serializers.CharField(source="get_rung_display")
    hours_worked = serializers.SerializerMethodField(help_text="Summan i timkontot.")

    def get_hours_worked(self, wish: Any) -> int:
        entries = wish.candidate.hour_entries.all()
        return sum(e.hours for e in entries if e.occupation_id == wish.occupation_id)


class GroupMembershipSerializer(serializers.Serializer[Any]):
    target_group = serializers.CharField(source="target_group_id")
    name = serializers.CharField(source="target_group.__str__")
    ground = serializers.ChoiceField(choices=Ground.choices)
    ground_label = serializers.CharField(source="get_ground_display")
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    days = serializers.IntegerField(allow_null=True)
    current = serializers.SerializerMethodField(help_text="Gäller i dag.")

    def get_current(self, row: Any) -> bool:
        return bool(row.holds(timezone.localdate()))


class SupportPeriodSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=PeriodKind.choices)
    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]
    first_day = serializers.DateField()
    last_day = serializers.DateField(allow_null=True)


class CandidateSkillSerializer(serializers.Serializer[Any]):
    skill = serializers.CharField(source="skill_id")
    name = serializers.CharField(source="skill.__str__")
    proof = serializers.ChoiceField(choices=Proof.choices)
    proof_label = serializers.CharField(source="get_proof_display")
    mastery = serializers.ChoiceField(choices=Mastery.choices, allow_null=True)
    mastery_label = serializers.CharField(source="get_mastery_display", allow_null=True)


class CandidateCertificateSerializer(serializers.Serializer[Any]):
    certificate = serializers.CharField(source="certificate_id")
    name = serializers.CharField(source="certificate.__str__")
    issued = serializers.DateField(allow_null=True)
    expires = serializers.DateField(allow_null=True)
    expired = serializers.SerializerMethodField()
    validity = serializers.SerializerMethodField()
    validity_label = serializers.SerializerMethodField()
    proof = serializers.ChoiceField(choices=Proof.choices)
    proof_label = serializers.CharField(source="get_proof_display")
    checked_by = PersonSerializer(allow_null=True)

    def get_expired(self, row: Any) -> bool:
        return not is_valid(row.expires, timezone.localdate())

    @extend_schema_field(serializers.ChoiceField(choices=Validity.choices))
    def get_validity(self, row: Any) -> str:
        return self._validity(row).value

    def get_validity_label(self, row: Any) -> str:
        return str(self._validity(row).label)

    def _validity(self, row: Any) -> Validity:
        return validity(row.expires, timezone.localdate(), self._warned_until)

    @cached_property
    def _warned_until(self) -> date:
        """One query however many certificates."""
        return warned_until(timezone.localdate())


class ConsentSerializer(serializers.Serializer[Any]):
    purpose = serializers.ChoiceField(choices=ConsentPurpose.choices)
    label = serializers.CharField(source="get_purpose_display")  # type: ignore[assignment]
    receiver = serializers.ChoiceField(choices=ConsentReceiver.choices)
    receiver_label = serializers.CharField(source="receiver.label")
    text_version = serializers.CharField()
    language = serializers.CharField(help_text="Språket på texten hen fick.")
    given_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class TaskSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=Section.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    done = serializers.BooleanField()
    optional = serializers.BooleanField(help_text="Bra att veta, men efterfrågas aldrig.")
    missing = serializers.ListField(child=serializers.CharField())


class IdentitySerializer(serializers.Serializer[Candidate]):
    """The number as a screen shows it: never whole."""

    kind = serializers.ChoiceField(
        source="identity_kind", choices=IdentityKind.choices, allow_blank=True
    )
    masked = serializers.SerializerMethodField()
    grade = serializers.ChoiceField(
        source="identity_grade", choices=IdentityGrade.choices, allow_blank=True
    )
    no_number_reason = serializers.ChoiceField(choices=NoNumberReason.choices, allow_blank=True)

    def get_masked(self, candidate: Candidate) -> str:
        return masked(candidate.identity_number) if candidate.identity_number else ""


class RevealedSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()


class CandidateSerializer(CandidateBase):
    name = serializers.SerializerMethodField()
    organisation = OrganisationBriefSerializer()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    identity = IdentitySerializer(source="*")
    birth_date = serializers.DateField(allow_null=True)
    preferred_language = CodeNameSerializer()
    district = CodeNameSerializer(allow_null=True)
    station = CodeNameSerializer(allow_null=True)
    available_to = serializers.DateField(allow_null=True)
    hours_per_week = serializers.IntegerField()
    earliest_start_time = serializers.TimeField(allow_null=True, format="%H:%M")
    latest_end_time = serializers.TimeField(allow_null=True, format="%H:%M")
    evenings = serializers.BooleanField(allow_null=True, help_text="null: inte frågat")
    nights = serializers.BooleanField(allow_null=True)
    weekends = serializers.BooleanField(allow_null=True)
    max_travel_minutes = serializers.IntegerField()
    has_car = serializers.BooleanField()
    has_bicycle = serializers.BooleanField()
    adaptation_note = serializers.CharField()
    notes = NoteSerializer(many=True)
    is_protected = serializers.BooleanField()
    has_none = serializers.ListField(
        child=serializers.ChoiceField(choices=CanBeNone.choices),
        help_text="Listor som deltagaren inte har något i.",
    )
    wishes = WishSerializer(many=True)
    languages = CandidateLanguageSerializer(many=True)
    skills = CandidateSkillSerializer(many=True)
    education = EducationSerializer(many=True)
    certificates = CandidateCertificateSerializer(many=True)
    licences = CodeNameSerializer(many=True)
    adaptations = CodeNameSerializer(many=True)
    target_groups = GroupMembershipSerializer(source="memberships", many=True)
    support_periods = SupportPeriodSerializer(many=True)
    away = AwaySerializer(many=True)
    consents = ConsentSerializer(many=True)
    hour_accounts = serializers.SerializerMethodField()
    journey = serializers.SerializerMethodField()
    checklist = serializers.SerializerMethodField()
    merged_into = serializers.UUIDField(
        source="merged_into_id",
        allow_null=True,
        help_text="Registreringen som den här är sammanslagen med.",
    )

    def get_name(self, candidate: Candidate) -> str:
        """Her real name, also of a protected person: only a named handler comes this far."""
        return f"{candidate.first_name} {candidate.last_name}"

    @extend_schema_field(JourneySerializer)
    def get_journey(self, candidate: Candidate) -> dict[str, Any]:
        return dict(JourneySerializer(journey(candidate)).data)

    @extend_schema_field(HourAccountSerializer(many=True))
    def get_hour_accounts(self, candidate: Candidate) -> list[dict[str, Any]]:
        return list(HourAccountSerializer(accounts(candidate), many=True).data)

    @extend_schema_field(TaskSerializer(many=True))
    def get_checklist(self, candidate: Candidate) -> list[dict[str, Any]]:
        tasks = checklist(candidate, timezone.localdate())
        return list(TaskSerializer(tasks, many=True).data)

    def to_representation(self, candidate: Candidate) -> dict[str, Any]:
        data = super().to_representation(candidate)
        role = self.context["actor"].role
        for field, allowed in {**SENSITIVE_FIELDS, **OWN_FIELDS}.items():
            if role not in allowed:
                del data[field]
        return data


class HistorySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    who = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()

    def get_who(self, row: Any) -> str:
        return who(row.actor)

    def get_text(self, row: Any) -> str:
        return text_of(row)

    def get_reason(self, row: Any) -> str:
        return str(getattr(row, "reason", ""))


class LoginLinkSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="Sökväg på den här webbplatsen: /lank/<kod>.")
    expires_at = serializers.DateTimeField()
