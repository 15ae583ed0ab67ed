"""A coach's people who may stand twice: the same number, address, or name and birth date."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import Q

from konton.actors import Actor

from .enums import CandidateState, Likeness, Verdict
from .models import Candidate, DuplicateCheck

# A number that everybody has been given says nothing; nor does anybody read longer lists.
MAX_PAIRS = 500
PHONE, EMAIL, NAME = "samma mobil", "samma e-post", "namnet låter lika, samma födelsedatum"
# (because, what is the same …): who has it.
Shared = dict[tuple[Any, ...], list[UUID]]


@dataclass(frozen=True)
class Pair:
    """``candidate`` is the coach's own; ``other`` may be a colleague's."""

    candidate: Candidate
    other: Candidate
    likeness: Likeness
    because: tuple[str, ...]


class Pairs:
    """Found in three queries and read a page at a time; most alike first, then by name.

    Closed cases and pairs told apart are left out, as are two with a personal number each: one
    person has one number.
    """

    ordered = True

    def __init__(self, actor: Actor) -> None:
        standing = Candidate.objects.visible_to(actor).exclude(state=CandidateState.CLOSED)
        own = standing.filter(coach_id=actor.user_id).order_by()
        like = Q(phone_key__in=own.exclude(phone_key="").values("phone_key"))
        like |= Q(email_key__in=own.exclude(email_key="").values("email_key"))
        like |= Q(birth_date__in=own.exclude(birth_date=None).values("birth_date"))
        shared: Shared = defaultdict(list)
        names: dict[UUID, str] = {}
        mine, numbered = set(), set()
        for pk, coach, phone, email, sounds, born, number, name in (
            standing.filter(like)
            .order_by("sort_key", "id")
            .values_list(
                "pk",
                "coach_id",
                "phone_key",
                "email_key",
                "sound_key",
                "birth_date",
                "identity_index",
                "sort_key",
            )
        ):
            names[pk] = name
            if coach == actor.user_id:
                mine.add(pk)
            if number:
                numbered.add(pk)
            if phone:
                shared[PHONE, phone].append(pk)
            if email:
                shared[EMAIL, email].append(pk)
            if born and sounds.strip():
                shared[NAME, frozenset(sounds.split()), born].append(pk)
        told_apart = _told_apart(actor)
        found: dict[tuple[UUID, UUID], list[str]] = defaultdict(list)
        for because, couple in _couples(shared):
            both = frozenset(couple)
            if both & mine and not both <= numbered and both not in told_apart:
                one, two = couple if couple[0] in mine else couple[::-1]
                found[one, two].append(because)
            if len(found) == MAX_PAIRS:
                break
        self._found = sorted(
            found.items(), key=lambda pair: (-len(pair[1]), names[pair[0][0]], str(pair[0]))
        )

    def count(self) -> int:
        return len(self._found)

    __len__ = count

    def __getitem__(self, page: slice) -> list[Pair]:
        wanted = self._found[page]
        keys = {pk for pair, _ in wanted for pk in pair}
        people = Candidate.objects.select_related("coach", "municipality").in_bulk(keys)
        return [
            Pair(
                people[one],
                people[two],
                Likeness.VERY_LIKE if len(because) > 1 or NAME in because else Likeness.LIKE,
                tuple(because),
            )
            for (one, two), because in wanted
        ]


def _couples(shared: Shared) -> Iterator[tuple[str, tuple[UUID, UUID]]]:
    for (because, *_), people in shared.items():
        for couple in combinations(people, 2):
            yield because, couple


def _told_apart(actor: Actor) -> set[frozenset[UUID]]:
    said = DuplicateCheck.objects.filter(
        Q(candidate__coach_id=actor.user_id) | Q(other__coach_id=actor.user_id),
        verdict=Verdict.NOT_SAME,
    )
    return {frozenset(pair) for pair in said.order_by().values_list("candidate_id", "other_id")}
