"""Somebody registered twice, and a colleague's question: what *Möjliga dubbletter* shows."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from uuid import UUID

from kandidater.enums import CandidateState, Verdict
from kandidater.models import Candidate, DuplicateCheck
from konton.enums import Role

from .draw import Draw
from .organisations import Staff
from .people import YOUNG, Person

BORN_LATER = (timedelta(0), timedelta(days=1))
Pair = tuple[Candidate, Person]
QUESTION = "Samma namn, och det skiljer en dag. Är det samma person?"


def make_twins(staff: Staff, pairs: Sequence[Pair]) -> list[tuple[Candidate, Candidate]]:
    """Two of a colleague's people become the practice coach's people once more, (hers, the
    colleague's): the first to the day, the second born a day later. Not yet written rows."""
    coach = staff.accounts[Role.COACH].pk
    # The first is the practice account's own person.
    there = [
        (row, person)
        for row, person in pairs[1:]
        if not person.protected and person.state != CandidateState.CLOSED
    ]
    bearers = Counter(row.last_name for row, _ in pairs)
    mine = [
        (row, person)
        for row, person in there
        if row.coach_id == coach and bearers[row.last_name] == 1
    ]
    centres = {row.organisation_id for row, _ in there if row.coach_id == coach}
    theirs = [
        (row, person)
        for row, person in there
        if row.coach_id != coach and row.organisation_id in centres
    ]
    # The most alike first; what differs is what a coach has to choose between.
    couples = sorted(product(mine, theirs), key=lambda couple: _differences(*couple))
    found: list[tuple[Candidate, Candidate]] = []
    taken: set[UUID] = set()
    for (row, person), (twin, _) in couples:
        if len(found) == len(BORN_LATER) or taken & {row.pk, twin.pk}:
            continue
        taken |= {row.pk, twin.pk}
        twin.first_name, twin.last_name = row.first_name, row.last_name
        twin.birth_date = person.birth_date + BORN_LATER[len(found)]
        found.append((row, twin))
    return found


def _differences(one: Pair, other: Pair) -> tuple[bool, bool, int]:
    """First of all age and target groups have to go on agreeing; then a draft can be joined."""
    (_, a), (_, b) = one, other
    facts = ("first_language", "municipality", "district")
    apart = sum(getattr(a, fact) != getattr(b, fact) for fact in facts)
    another_age = (YOUNG in a.target_groups) != (YOUNG in b.target_groups)
    return another_age, b.state != CandidateState.DRAFT, apart


def write_question(draw: Draw, twins: Sequence[tuple[Candidate, Candidate]]) -> None:
    """Whoever holds the second twin asks the practice coach about it."""
    key = draw.keys("questions")
    DuplicateCheck.objects.bulk_create(
        DuplicateCheck(
            id=key(),
            candidate=hers,
            other=mine,
            verdict=Verdict.UNSURE,
            reason=QUESTION,
            decided_by_id=hers.coach_id,
            asked_id=mine.coach_id,
        )
        for mine, hers in twins[1:]
    )
