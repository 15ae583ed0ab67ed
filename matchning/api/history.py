"""What happened to a proposal or placement, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework import serializers

from bas.states import StateMachine
from konton.enums import Role
from konton.models import StateChange

from ..enums import BreakOffReason, DeclineReason, RejectReason, TurnDownReason
from ..models import Decision, Placement, Proposal
from ..states import PLACEMENT_MACHINE, PROPOSAL_MACHINE

REASON_LABELS: dict[str, str] = {
    str(code): str(label)
    for choices in (RejectReason, DeclineReason, TurnDownReason, BreakOffReason)
    for code, label in choices.choices
}


@dataclass(frozen=True)
class HistoryEntry:
    at: datetime
    actor: str
    role: str
    action: str
    to_state: str
    reason: str


class HistoryEntrySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    role = serializers.CharField()
    action = serializers.CharField()
    to_state = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)


def proposal_history(proposal: Proposal) -> list[HistoryEntry]:
    decided = {
        (d.action, d.proposal_version): d for d in Decision.objects.filter(proposal=proposal)
    }
    by_action = {d.action: d for d in decided.values()}
    return _entries(PROPOSAL_MACHINE, proposal.pk, by_action)


def placement_history(placement: Placement) -> list[HistoryEntry]:
    return _entries(PLACEMENT_MACHINE, placement.pk, {})


def _entries(
    machine: StateMachine, object_id: UUID, decisions: dict[str, Decision]
) -> list[HistoryEntry]:
    labels = {t.action: t.label for t in machine.transitions}
    changes = StateChange.objects.filter(
        object_type=machine.name, object_id=object_id
    ).select_related("actor")
    return [
        HistoryEntry(
            at=change.at,
            actor=str(change.actor or "Systemet"),
            role=dict(Role.choices).get(change.role, change.role),
            action=labels.get(change.action, change.action),
            to_state=machine.labels[change.to_state],
            reason=_reason(change.reason, decisions.get(change.action)),
        )
        for change in changes
    ]


def _reason(text: str, decision: Decision | None) -> str:
    code = REASON_LABELS.get(decision.reason_code, "") if decision else ""
    return ". ".join(part for part in (code, text) if part)
