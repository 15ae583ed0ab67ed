"""The four-step journey: activities written, done and undone, and where somebody is now."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from bas.api.errors import Conflict
from konton.actors import Actor

from .cards import open_card, save_card
from .enums import CandidateState, JourneyStep
from .models import Activity, Candidate

# The step that a state says by itself; in the others the activities say.
STEP_OF_STATE = {
    CandidateState.PROPOSED: JourneyStep.MATCHING,
    CandidateState.ASKED: JourneyStep.MATCHING,
    CandidateState.ACCEPTED: JourneyStep.MATCHING,
    CandidateState.CONFIRMED: JourneyStep.MATCHING,
    CandidateState.IN_TRAINING: JourneyStep.TRAINING,
    CandidateState.ON_SITE: JourneyStep.MATCHING,
    CandidateState.FOLLOWED_UP: JourneyStep.MATCHING,
}


class ActivityChange(TypedDict):
    step: int
    what: str
    due: date | None
    owner: str


@dataclass(frozen=True)
class StepView:
    """One step: ``phase`` is done, now, later, or nothing (passed without anything written)."""

    step: JourneyStep
    phase: str
    activities: list[Activity]


@dataclass(frozen=True)
class Journey:
    now: JourneyStep
    words: str
    steps: list[StepView]


def journey(candidate: Candidate) -> Journey:
    """Where she is now, derived: her state if it says, else her activities.

    That is the first step with something left to do; if all is done, the last one with anything.
    Needs the lists of the card and asks no query of its own.
    """
    by_step: dict[int, list[Activity]] = {step: [] for step in JourneyStep}
    for activity in candidate.activities.all():
        by_step[activity.step].append(activity)
    open_steps = [step for step, rows in by_step.items() if any(r.done_on is None for r in rows)]
    begun = [step for step, rows in by_step.items() if rows]
    said = STEP_OF_STATE.get(CandidateState(candidate.state))
    now = said or JourneyStep((open_steps or begun[-1:] or [JourneyStep.GUIDANCE])[0])
    return Journey(
        now,
        _words(candidate, now, by_step[now], said is not None),
        [StepView(s, _phase(s, now, by_step[s]), by_step[s]) for s in JourneyStep],
    )


def _phase(step: JourneyStep, now: JourneyStep, rows: list[Activity]) -> str:
    if step == now:
        return "now"
    if rows and all(row.done_on for row in rows):
        return "done"
    return "later" if step > now or rows else "nothing"


def _words(candidate: Candidate, now: JourneyStep, rows: list[Activity], by_state: bool) -> str:
    """ "Prova på. På tur: studiebesök." In plain words, for the head of the card."""
    left = next((row for row in rows if row.done_on is None), None)
    if candidate.state == CandidateState.CLOSED:
        return "Ärendet är avslutat."
    if by_state:
        rest = candidate.get_state_display()
    elif left:
        rest = f"På tur: {left.what}"
    else:
        rest = "Allt som är planerat är gjort" if rows else "Inget är planerat än"
    return f"{now.label}. {rest}."


@transaction.atomic
def add_activity(
    *, actor: Actor, candidate_id: UUID, expected_version: int, change: ActivityChange
) -> Candidate:
    """Plan one activity. Raises StaleVersion, Conflict when closed, ValidationError by field."""
    candidate = open_card(actor, candidate_id, expected_version)
    activity = Activity.objects.create(candidate=candidate, written_by_id=actor.user_id, **change)
    _save(candidate, actor, "activity_added", activity)
    return candidate


@transaction.atomic
def complete_activity(
    *,
    actor: Actor,
    candidate_id: UUID,
    expected_version: int,
    activity_id: UUID,
    done_on: date,
    outcome: str,
) -> Candidate:
    """It was done that day and gave this. Raises Conflict when it already is done."""
    candidate = open_card(actor, candidate_id, expected_version)
    activity = _activity(candidate, activity_id)
    if activity.done_on is not None:
        raise Conflict("Aktiviteten är redan klar.")
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": ["Dagen har inte varit än."]})
    activity.done_on, activity.outcome = done_on, outcome.strip()
    activity.save(update_fields=["done_on", "outcome", "updated_at"])
    _save(candidate, actor, "activity_done", activity)
    return candidate


@transaction.atomic
def reopen_activity(
    *, actor: Actor, candidate_id: UUID, expected_version: int, activity_id: UUID
) -> Candidate:
    """Undo: it is left to do again, and what it gave is gone. Raises Conflict when it is open."""
    candidate = open_card(actor, candidate_id, expected_version)
    activity = _activity(candidate, activity_id)
    if activity.done_on is None:
        raise Conflict("Aktiviteten är inte klar än.")
    activity.done_on, activity.outcome = None, ""
    activity.save(update_fields=["done_on", "outcome", "updated_at"])
    _save(candidate, actor, "activity_reopened", activity)
    return candidate


@transaction.atomic
def remove_activity(
    *, actor: Actor, candidate_id: UUID, expected_version: int, activity_id: UUID
) -> Candidate:
    """Take away what will not happen. Raises Conflict for what has been done: that is history."""
    candidate = open_card(actor, candidate_id, expected_version)
    activity = _activity(candidate, activity_id)
    if activity.done_on is not None:
        raise Conflict("Det som är gjort tas inte bort. Ångra först om det var fel.")
    _save(candidate, actor, "activity_removed", activity)
    activity.delete()
    return candidate


def _activity(candidate: Candidate, activity_id: UUID) -> Activity:
    activity = candidate.activities.filter(pk=activity_id).first()
    if activity is None:
        raise Http404
    return activity


def _save(candidate: Candidate, actor: Actor, what: str, activity: Activity) -> None:
    data = {"activity": str(activity.pk), "step": JourneyStep(activity.step).label}
    save_card(candidate, actor, what, data)
