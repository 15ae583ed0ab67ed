"""Made-up candidates, as far along as a test needs them."""

# factory-boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call, untyped-decorator"

from collections import deque
from datetime import date
from typing import Any

from django.utils import timezone
from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from kandidater.enums import CandidateState, ConsentPurpose
from kandidater.models import (
    Candidate,
    CandidateLanguage,
    CandidateNote,
    CandidateOccupation,
    Consent,
)
from kandidater.states import CANDIDATE_MACHINE
from konton.actors import Actor
from konton.models import User

from .konton import OrganisationFactory, UserFactory


class CandidateFactory(DjangoModelFactory[Candidate]):
    """A draft with a whole minimum record; ``state`` walks her there along legal moves."""

    class Meta:
        model = Candidate
        skip_postgeneration_save = True

    organisation = SubFactory(OrganisationFactory)
    coach = SubFactory(UserFactory)
    first_name = "Amina"
    last_name = Sequence(lambda n: f"Prov{n}")
    phone = "070-174 06 05"
    municipality_id = "0180"
    available_from = date(2026, 3, 2)
    birth_date = date(1990, 5, 17)

    @post_generation
    def lists(obj: Any, create: bool, extracted: bool | None, **_: Any) -> None:
        """A wish, a language and the consent to be proposed; ``lists=False`` leaves them out."""
        if extracted is False:
            return
        CandidateOccupation.objects.create(candidate=obj, occupation_id="traarbetare")
        CandidateLanguage.objects.create(candidate=obj, language_id="sv", level=3)
        Consent.objects.create(
            candidate=obj,
            purpose=ConsentPurpose.PROPOSALS,
            given_at=timezone.now(),
            recorded_by_id=obj.coach_id,
        )


def candidate_of(actor: Actor, *, state: str = CandidateState.DRAFT, **fields: Any) -> Candidate:
    """A candidate of this coach, in this state."""
    candidate: Candidate = CandidateFactory.create(
        **{
            "organisation": None,
            "organisation_id": actor.organisation_id,
            "coach": None,
            "coach_id": actor.user_id,
        }
        | fields
    )
    return walk_to(candidate, state)


def note_on(candidate: Candidate, text: str) -> CandidateNote:
    return CandidateNote.objects.create(
        candidate=candidate, text=text, written_by_id=candidate.coach_id
    )


def protect(candidate: Candidate, *handlers: Actor) -> Candidate:
    """Make her a protected person whom only these may read."""
    candidate.is_protected = True
    candidate.save(update_fields=["is_protected"])
    candidate.handlers.set(User.objects.filter(pk__in=[h.user_id for h in handlers]))
    candidate.refresh_from_db()
    return candidate


def walk_to(candidate: Candidate, state: str) -> Candidate:
    """Put the row in a state by the shortest legal walk, as the database allows no other."""
    for step in _walk(candidate.state, state):
        Candidate.objects.filter(pk=candidate.pk).update(state=step)
    candidate.refresh_from_db()
    return candidate


def _walk(start: str, goal: str) -> list[str]:
    edges = CANDIDATE_MACHINE.edges()
    queue: deque[list[str]] = deque([[start]])
    seen = {start}
    while queue:
        walk = queue.popleft()
        if walk[-1] == goal:
            return walk[1:]
        for a, b in edges:
            if a == walk[-1] and b not in seen:
                seen.add(b)
                queue.append([*walk, b])
    raise LookupError(f"{start} leder inte till {goal}")
