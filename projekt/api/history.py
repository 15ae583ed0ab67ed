"""What happened to a need, newest first: moves with reasons, and which fields were written."""

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from rest_framework import serializers

from konton.enums import Role
from konton.models import AuditEvent, StateChange, User

from ..states import NEED_MACHINE

WRITES = {"need.created": "Lade upp behovet", "need.updated": "Ändrade behovet"}


class HistoryEntry(TypedDict):
    at: datetime
    who: str
    role: str
    action: str
    sentence: str
    from_state: str
    to_state: str
    reason: str
    changed: list[str]


class NeedHistorySerializer(serializers.Serializer[Any]):
    """The states are labels, empty for a write; ``changed`` names the fields a write changed."""

    at = serializers.DateTimeField()
    who = serializers.CharField()
    role = serializers.CharField()
    action = serializers.CharField()
    sentence = serializers.CharField()
    from_state = serializers.CharField()
    to_state = serializers.CharField()
    reason = serializers.CharField()
    changed = serializers.ListField(child=serializers.CharField())


def need_history(need_id: UUID) -> list[HistoryEntry]:
    labels = {t.action: t.label for t in NEED_MACHINE.transitions}
    moves = StateChange.objects.filter(object_type=NEED_MACHINE.name, object_id=need_id)
    writes = AuditEvent.objects.filter(object_type="need", object_id=need_id, action__in=WRITES)
    entries = [
        HistoryEntry(
            at=move.at,
            who=_name(move.actor),
            role=_role(move.role),
            action=move.action,
            sentence=labels.get(move.action, move.action),
            from_state=NEED_MACHINE.labels.get(move.from_state, ""),
            to_state=NEED_MACHINE.labels.get(move.to_state, ""),
            reason=move.reason,
            changed=[],
        )
        for move in moves.select_related("actor").order_by("-at", "-id")
    ] + [
        HistoryEntry(
            at=write.at,
            who=_name(write.actor),
            role=_role(write.role),
            action=write.action.removeprefix("need."),
            sentence=WRITES[write.action],
            from_state="",
            to_state="",
            reason="",
            changed=list(write.data.get("fields", [])),
        )
        for write in writes.select_related("actor").order_by("-at", "-id")
    ]
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def _name(user: User | None) -> str:
    if user is None:
        return "Systemet"
    return "Deltagare" if user.is_candidate else str(user)


def _role(role: str) -> str:
    return Role(role).label if role in Role.values else ""
