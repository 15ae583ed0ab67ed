"""Somebody registered twice, and a colleague's question: what *Möjliga dubbletter* shows."""

from collections.abc import Sequence
from datetime import timedelta

from kandidater.enums import CandidateState, Verdict
from kandidater.models import Candidate, DuplicateCheck
from konton.enums import Role

from .draw import Draw
from .organisations import Staff
from .people import YOUNG, Person

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
    mine = [pair for pair in there if pair[0].coach_id == coach]
    centres = {row.organisation_id for row, _ in mine}
    theirs = [
        (row, person)
        for row, person in there
        if row.coach_id != coach and row.organisation_id in centres
    ]
    found: list[tuple[Candidate, Candidate]] = []
    for row, person in mine:
        twin = next((other for other, who in theirs if _could_be(person, who)), None)
        if twin is None:
            continue
        theirs = [pair for pair in theirs if pair[0] is not twin]
        twin.first_name, twin.last_name = row.first_name, row.last_name
        twin.birth_date = person.birth_date + timedelta(days=len(found))
        found.append((row, twin))
        if len(found) == 2:
            break
    return found


def _could_be(one: Person, other: Person) -> bool:
    """Alike enough to be taken for the same; age and target groups go on agreeing."""
    return (
        one.first_language == other.first_language
        and one.district == other.district
        and (YOUNG in one.target_groups) == (YOUNG in other.target_groups)
    )


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
