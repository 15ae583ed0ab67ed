"""What the invented people have done before and on their way: hours in their trades."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from kandidater.enums import HourSource
from kandidater.models import Candidate, HourEntry

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
