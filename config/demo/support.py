"""Grounds and dates of the invented people's target groups, as a coach would have noted them."""

from collections.abc import Sequence
from datetime import timedelta

from grunddata.enums import Ground
from kandidater.enums import PeriodKind
from kandidater.models import Candidate, SupportPeriod, TargetGroupMembership

from .draw import Draw, Keys, Stream
from .people import LONG_TERM, NEWCOMER, REDUCED, YOUNG, Person

BATCH = 500
# What gives each group here, in turns of its share; a coach has not always noted why.
GROUNDS = {
    NEWCOMER: {Ground.ESTABLISHMENT: 5, Ground.RESIDENCE_PERMIT: 3, Ground.NOT_STATED: 2},
    LONG_TERM: {Ground.WITHOUT_WORK: 5, Ground.JOB_GUARANTEE: 3, Ground.NOT_STATED: 2},
    YOUNG: {Ground.AGE: 1},
    REDUCED: {Ground.REDUCED_CAPACITY: 1},
}
# Days since it began, at least and at most.
SINCE = {
    Ground.ESTABLISHMENT: (30, 600),
    Ground.RESIDENCE_PERMIT: (60, 1000),
    Ground.JOB_GUARANTEE: (20, 700),
    Ground.WITHOUT_WORK: (10, 400),
    Ground.REDUCED_CAPACITY: (30, 900),
}


def write_support(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """A membership per target group, and the time without work and in the register."""
    key, stream = draw.keys("support"), draw.stream("support")
    memberships, periods = [], []
    for row, person in pairs:
        for group in person.target_groups:
            ground = Ground(stream.one_of({str(g): n for g, n in GROUNDS[group].items()}))
            since = SINCE.get(ground)
            memberships.append(
                TargetGroupMembership(
                    id=key(),
                    candidate=row,
                    target_group_id=group,
                    ground=ground,
                    valid_from=draw.today - timedelta(days=stream.randint(*since))
                    if since
                    else None,
                )
            )
        periods += _periods(draw, stream, row, person.target_groups, key)
    TargetGroupMembership.objects.bulk_create(memberships, batch_size=BATCH)
    SupportPeriod.objects.bulk_create(periods, batch_size=BATCH)


def _periods(
    draw: Draw, stream: Stream, row: Candidate, groups: Sequence[str], key: Keys
) -> list[SupportPeriod]:
    days = stream.randint(400, 1400) if LONG_TERM in groups else stream.randint(60, 360)
    kinds = [kind for kind in (PeriodKind.ABSENT, PeriodKind.REGISTERED) if stream.chance(0.85)]
    return [
        SupportPeriod(
            id=key(),
            candidate=row,
            kind=kind,
            first_day=draw.today - timedelta(days=days),
        )
        for kind in kinds
    ]
