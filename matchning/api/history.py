"""What happened to a proposal or placement, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import TextChoices
from rest_framework import serializers

from bas.states import StateMachine
from konton.enums import Role
from konton.models import StateChange

from ..enums import (
    AnswerChannel,
    BreakOffReason,
    DeclineReason,
    PlacementOutcome,
    RejectReason,
    TurnDownReason,
)
from ..models import Decision, Placement, Proposal
from ..models.proposals import NOT_ASKED
from ..states import PLACEMENT_MACHINE, PROPOSAL_MACHINE

REASONS: dict[str, type[TextChoices]] = {
    "reject": RejectReason,
    "accept": AnswerChannel,  # of those from before it had a field of its own
    "decline": DeclineReason,
    "turn_down": TurnDownReason,
    "break_off": BreakOffReason,
    "end": PlacementOutcome,
}


@dataclass(frozen=True)
class HistoryEntry:
    at: datetime
    actor: str
    role: str
    action: str
    to_state: str
    reason: str


class Said(NamedTuple):
    """What belongs to a decision besides its own words."""

    code: str = ""
    asked: str = ""


class HistoryEntrySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    role = serializers.CharField()
    action = serializers.CharField()
    to_state = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)


def proposal_history(proposal: Proposal) -> list[HistoryEntry]:
    # A decision and its change of state are written together, so the two follow the same order.
    by_action: dict[str, list[Said]] = {}
    for decision in Decision.objects.filter(proposal=proposal).order_by("proposal_version"):
        said = Said(decision.reason_code, _asked_words(decision))
        by_action.setdefault(decision.action, []).append(said)
    return _entries(PROPOSAL_MACHINE, proposal.pk, by_action)


def _asked_words(decision: Decision) -> str:
    """How the candidate was asked, where a coach answered for her and it was noted so."""
    if decision.channel in NOT_ASKED:
        return ""
    interpreter = ", med tolk" if decision.interpreter else ""
    how = AnswerChannel(decision.channel).label.lower()
    return f"Framför deltagarens svar. Tillfrågad: {how}{interpreter}"


def placement_history(placement: Placement) -> list[HistoryEntry]:
    code = placement.reason_code or placement.outcome
    said = [Said(code)]
    return _entries(PLACEMENT_MACHINE, placement.pk, {"break_off": said, "end": [*said]})


def _entries(
    machine: StateMachine, object_id: UUID, decided: dict[str, list[Said]]
) -> list[HistoryEntry]:
    """Newest first; ``decided`` holds what was said with each action, oldest first."""
    labels = {t.action: t.label for t in machine.transitions}
    changes = StateChange.objects.filter(
        object_type=machine.name, object_id=object_id
    ).select_related("actor")
    entries = []
    for change in changes.order_by("at", "id"):
        waiting = decided.get(change.action)
        said = waiting.pop(0) if waiting else Said()
        entries.append(
            HistoryEntry(
                at=change.at,
                actor=str(change.actor or "Systemet"),
                role=dict(Role.choices).get(change.role, change.role),
                action=labels.get(change.action, change.action),
                to_state=machine.labels[change.to_state],
                reason=_words(change.action, said, change.reason),
            )
        )
    return entries[::-1]


def _words(action: str, said: Said, text: str) -> str:
    label = str(REASONS[action](said.code).label) if said.code and action in REASONS else ""
    return ". ".join(part for part in (said.asked, label, text) if part)
