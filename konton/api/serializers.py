"""Shapes of the session and of the audit trail."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bas.api.serializers import StrictSerializer
from konton.enums import Role
from konton.models import AuditEvent, Membership, Organisation, User

LINK_DOES_NOT_OPEN = "Länken stämmer inte eller har gått ut. Be din coach om en ny."


class PersonSerializer(serializers.Serializer[User]):
    """A user by name. A candidate's account goes without one: who she is stands in her own card."""

    id = serializers.UUIDField()
    name = serializers.SerializerMethodField()

    def get_name(self, user: User) -> str:
        return "Deltagare" if user.is_candidate else str(user)


class SessionUserSerializer(serializers.Serializer[User]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")
    email = serializers.EmailField()


class OrganisationBriefSerializer(serializers.Serializer[Organisation]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class MembershipSerializer(serializers.Serializer[Membership]):
    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.choices)
    role_label = serializers.CharField(source="get_role_display")
    organisation = OrganisationBriefSerializer()


class DemoAccountSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    description = serializers.CharField()
    password = serializers.CharField(help_text="Ingen hemlighet: öppnar bara påhittade konton.")


class SessionSerializer(serializers.Serializer[Any]):
    authenticated = serializers.BooleanField()
    demo = serializers.BooleanField()
    csrf_token = serializers.SerializerMethodField()
    user = SessionUserSerializer(allow_null=True)
    role = serializers.ChoiceField(choices=Role.choices, allow_null=True)
    organisation = OrganisationBriefSerializer(allow_null=True)
    memberships = MembershipSerializer(many=True)
    demo_accounts = DemoAccountSerializer(many=True)

    def get_csrf_token(self, _: object) -> str:
        return str(self.context["csrf_token"])


class ChooseMembershipSerializer(StrictSerializer):
    membership = serializers.UUIDField()


class LinkSerializer(StrictSerializer):
    token = serializers.CharField(max_length=200)


class AuditEventSerializer(serializers.ModelSerializer[AuditEvent]):
    actor = PersonSerializer(allow_null=True)
    organisation = OrganisationBriefSerializer(allow_null=True)
    role_label = serializers.SerializerMethodField()
    data = serializers.SerializerMethodField()  # type: ignore[assignment]

    class Meta:
        model = AuditEvent
        fields = [
            "id",
            "at",
            "actor",
            "role",
            "role_label",
            "organisation",
            "action",
            "object_type",
            "object_id",
            "reason_code",
            "request_id",
            "data",
        ]
        read_only_fields = fields

    def get_role_label(self, event: AuditEvent) -> str:
        return Role(event.role).label if event.role in Role.values else ""

    @extend_schema_field({"type": "object", "additionalProperties": {}})
    def get_data(self, event: AuditEvent) -> dict[str, Any]:
        return dict(event.data)
