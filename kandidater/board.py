"""The board: a column a state, and where each card may go, or why it may not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from konton.actors import Actor

from .enums import CandidateState as S
from .models import Candidate, CandidateQuerySet
from .selectors import people_rows
from .states import CANDIDATE_MACHINE

CARDS = 20

# Moves that are the effect of somebody's decision elsewhere: whose, and which.
NEEDS = {
    S.DRAFT: "Bara den som är klar för matchning kan bli utkast igen.",
    S.READY: "Går inte medan deltagaren har en fråga, en plats eller är avslutad.",
    S.PROPOSED: "Kräver att en körning ger ett förslag.",
    S.ASKED: "Kräver att samordnaren godkänner ett förslag.",
    S.ACCEPTED: "Kräver deltagarens ja.",
    S.CONFIRMED: "Kräver företagets bekräftelse.",
    S.IN_TRAINING: "Kräver en bekräftad plats med kurs.",
    S.ON_SITE: "Kräver att placeringen börjar.",
    S.FOLLOWED_UP: "Kräver en uppföljning efter placeringen.",
    S.RESTING: "Går inte medan deltagaren har en fråga, en plats eller är avslutad.",
    S.CLOSED: "Går inte medan deltagaren har en fråga eller en plats.",
}


@dataclass(frozen=True)
class Move:
    """A target of the board's menu; ``action`` is empty and ``why_not`` told when it is shut."""

    target: S
    action: str = ""
    needs_reason: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Column:
    state: S
    count: int
    cards: list[Candidate]


def moves(candidate: Candidate, actor: Actor) -> list[Move]:
    """Every other state in the order of the path; asks no query of a row of ``people_rows``."""
    return [_move(candidate, actor, target) for target in S if target != candidate.state]


def _move(candidate: Candidate, actor: Actor, target: S) -> Move:
    for transition in CANDIDATE_MACHINE.transitions:
        if (
            transition.target != target
            or candidate.state not in transition.sources
            or actor.role not in transition.roles
        ):
            continue
        why_not = transition.guard(candidate, actor) if transition.guard else None
        if why_not:
            return Move(target, why_not=why_not)
        return Move(target, transition.action, transition.needs_reason)
    return Move(target, why_not=NEEDS[target])


def board(candidates: CandidateQuerySet, states: Iterable[S], limit: int = CARDS) -> list[Column]:
    """Columns with their whole count and the ``limit`` cards that have stood there longest.

    One light query a column, which an index answers; the cards themselves are read together.
    """
    shown = list(states)
    counts = dict(
        candidates.filter(state__in=shown).order_by().values_list("state").annotate(n=Count("pk"))
    )
    keys = {
        state: list(
            candidates.filter(state=state)
            .order_by("state_since", "id")
            .values_list("pk", flat=True)[:limit]
        )
        for state in shown
    }
    every = [key for column in keys.values() for key in column]
    cards = {card.pk: card for card in people_rows(Candidate.objects.filter(pk__in=every))}
    return [
        Column(state, counts.get(state, 0), [cards[key] for key in keys[state] if key in cards])
        for state in shown
    ]
