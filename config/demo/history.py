"""What the invented people have done before and on their way: hours, activities, notes."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from kandidater.enums import CandidateState, HourSource, JourneyStep, Owner
from kandidater.models import Activity, AwayPeriod, Candidate, CandidateNote, HourEntry

from .draw import BATCH, Draw, Stream
from .people import Person

FULL_WEEK = 36  # hours worked in a week of full time, leave taken off: an assumption of the demo
LONGEST_JOB = 1600
SOURCES: dict[str, float] = {
    HourSource.EMPLOYER: 0.45,
    HourSource.OWN_WORD: 0.3,
    HourSource.CERTIFICATE: 0.15,
    HourSource.EDUCATION: 0.1,
}


def write_hours(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """The hours of each wish as the jobs and courses they came from, the latest some time ago."""
    key, stream = draw.keys("hours"), draw.stream("hours")
    HourEntry.objects.bulk_create(
        (
            HourEntry(
                id=key(),
                candidate=row,
                occupation_id=wish.occupation,
                hours=hours,
                first_day=first,
                last_day=last,
                source=stream.one_of(SOURCES),
                written_by_id=row.coach_id,
            )
            for row, person in pairs
            for wish in person.wishes
            for hours, first, last in _jobs(stream, draw.today, wish.hours_worked)
        ),
        batch_size=BATCH,
    )


def _jobs(stream: Stream, today: date, hours: int) -> Iterator[tuple[int, date, date]]:
    """(hours, first day, last day) of as many full-time periods as the hours make up."""
    last = today - timedelta(days=stream.randint(40, 400))
    marks = [*range(0, hours, LONGEST_JOB), hours] if hours else []
    for before, after in pairwise(marks):
        days = (after - before) * 7 // FULL_WEEK
        yield after - before, last - timedelta(days=days), last
        last -= timedelta(days=days + stream.randint(20, 300))


NOTE = "Påhittad person i övningsdata."
# What is done in each step, by whom, and what it gave.
ACTIVITIES: dict[JourneyStep, tuple[tuple[str, str, str], ...]] = {
    JourneyStep.GUIDANCE: (
        ("Kartläggande samtal", Owner.COACH, "Vi vet vad personen kan och vill."),
        ("Samtal om yrken i bygg", Owner.COACH, "Valde två yrken att prova."),
    ),
    JourneyStep.TRY_OUT: (
        ("Studiebesök på en byggarbetsplats", Owner.COACH, "Vill gå vidare."),
        ("Prova på tre dagar med handledare", Owner.COMPANY, "Passade bra, handledaren nöjd."),
    ),
    JourneyStep.TRAINING: (
        ("Säker på bygget, webbkurs", Owner.CANDIDATE, "Godkänd."),
        ("Validering hos branschens testcenter", Owner.SCHOOL, "Första delen godkänd."),
    ),
    JourneyStep.MATCHING: (
        ("Gå igenom förslag tillsammans", Owner.COACH, "Klar att bli tillfrågad."),
    ),
}
EVERY = [(step, *row) for step, rows in ACTIVITIES.items() for row in rows]
# How many activities a person of each state has behind her, at most.
BEHIND = {CandidateState.DRAFT: 1, CandidateState.CLOSED: 6}
USUAL = 5
OPEN = (CandidateState.READY, CandidateState.DRAFT)


def write_journeys(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """Some activities done in order, and the next one planned while the case is open."""
    key, stream = draw.keys("journeys"), draw.stream("journeys")
    activities = []
    for row, person in pairs:
        if person.protected:
            continue
        done = stream.randint(0, BEHIND.get(CandidateState(person.state), USUAL))
        planned = EVERY[: done + (person.state in OPEN)]
        # The latest was done some days ago and each before it some weeks earlier.
        day = draw.today - timedelta(days=stream.randint(2, 20) + 21 * done)
        for number, (step, what, owner, gave) in enumerate(planned):
            is_done = number < done
            due = day if is_done else draw.today + timedelta(days=stream.randint(-4, 30))
            activities.append(
                Activity(
                    id=key(),
                    candidate=row,
                    step=step,
                    what=what,
                    owner=owner,
                    due=due,
                    done_on=day if is_done else None,
                    outcome=gave if is_done else "",
                    written_by_id=row.coach_id,
                )
            )
            day += timedelta(days=21)
    Activity.objects.bulk_create(activities, batch_size=BATCH)


def write_notes(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """That the person is invented, where there may be a note at all."""
    key = draw.keys("notes")
    CandidateNote.objects.bulk_create(
        (
            CandidateNote(id=key(), candidate=row, text=NOTE, written_by_id=row.coach_id)
            for row, person in pairs
            if not person.protected
        ),
        batch_size=BATCH,
    )


AWAY_SHARE = 0.08  # who has told of a time away: an assumption of the demo


def write_away(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """Some are away for a few weeks, far enough off to be worked around."""
    key, stream = draw.keys("away"), draw.stream("away")
    rows = []
    for row, person in pairs:
        if person.protected or not stream.chance(AWAY_SHARE):
            continue
        first = draw.today + timedelta(days=stream.randint(120, 300))
        last = first + timedelta(days=stream.randint(13, 34))
        rows.append(AwayPeriod(id=key(), candidate=row, first_day=first, last_day=last))
    AwayPeriod.objects.bulk_create(rows, batch_size=BATCH)
