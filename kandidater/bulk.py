"""One wish for many people: each row by itself, whole or not at all, with its own answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from rest_framework.exceptions import APIException

from bas.api.errors import Conflict, StaleVersion
from bas.states import IllegalTransition, NotAllowed
from konton.actors import Actor
from konton.services import audit

from .changes import CandidateChanges
from .checklist import checklist
from .models import Candidate
from .selectors import whole_records
from .services import update_candidate

MISSING = "Finns inte, eller så har du inte behörighet."
STALE = "En kollega hann före."


@dataclass(frozen=True)
class Outcome:
    """What became of one row. ``code`` is done, missing, stale or refused; ``detail`` says why."""

    id: UUID
    name: str
    code: str
    detail: str
    version: int | None
    state: str


def for_each(
    *, actor: Actor, rows: Sequence[tuple[UUID, int]], do: Callable[[UUID, int], Candidate]
) -> list[Outcome]:
    """Call ``do(id, version seen)`` for each; it is atomic on its own, so one no stops no other."""
    known = {
        candidate.pk: candidate
        for candidate in Candidate.objects.visible_to(actor).filter(pk__in=[pk for pk, _ in rows])
    }
    outcomes = []
    for pk, version in rows:
        before = known.get(pk)
        if before is None:
            outcomes.append(Outcome(pk, "", "missing", MISSING, None, ""))
            continue
        try:
            now = do(pk, version)
        except Http404:
            outcomes.append(Outcome(pk, str(before), "missing", MISSING, None, before.state))
        except StaleVersion:
            outcomes.append(Outcome(pk, str(before), "stale", STALE, None, before.state))
        except IllegalTransition:
            label = before.get_state_display()
            outcomes.append(_refused(before, f"Läget är ”{label}”."))
        except (NotAllowed, APIException) as no:
            outcomes.append(_refused(before, str(no)))
        except ValidationError as no:
            outcomes.append(_refused(before, " ".join(no.messages)))
        else:
            outcomes.append(Outcome(pk, str(now), "done", "", now.version, now.state))
    return outcomes


def _refused(candidate: Candidate, detail: str) -> Outcome:
    return Outcome(candidate.pk, str(candidate), "refused", detail, None, candidate.state)


@transaction.atomic
def request_completion(
    *, actor: Actor, candidate_id: UUID, expected_version: int, due: date
) -> Candidate:
    """Make what the record lacks the next step of whoever is responsible, by that day.

    Raises StaleVersion, ValidationError for a day that has been, Conflict when nothing is missing.
    """
    today = timezone.localdate()
    if due < today:
        raise ValidationError({"due": ["Välj i dag eller en senare dag."]})
    candidate = whole_records(Candidate.objects.readable_by(actor)).filter(pk=candidate_id).first()
    if candidate is None:
        raise Http404
    tasks = [task for task in checklist(candidate, today) if not task.optional]
    open_tasks = [task.label.lower() for task in tasks if not task.done]
    if not open_tasks:
        raise Conflict("Ingenting saknas.")
    changes: CandidateChanges = {
        "next_step": f"Komplettera: {', '.join(open_tasks)}"[:200],
        "next_step_due": due,
    }
    done = update_candidate(
        actor=actor,
        candidate_id=candidate_id,
        expected_version=expected_version,
        changes=changes,
    )
    audit(
        actor=actor,
        action="candidate.completion_requested",
        object_type="candidate",
        object_id=candidate_id,
        organisation_id=done.organisation_id,
    )
    return done
