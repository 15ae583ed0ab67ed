"""What the rules are told of a person; nothing else about her reaches them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from grunddata.enums import Ground
from kandidater.enums import PeriodKind
from kandidater.models import Candidate

# Time in these programmes is time without work (SFS 2018:43 4 §, 2022:807 5 §).
PROGRAMMES = frozenset({Ground.ESTABLISHMENT, Ground.JOB_GUARANTEE, Ground.YOUTH_GUARANTEE})


@dataclass(frozen=True, slots=True)
class Membership:
    """A target group on a ground; both days included, None is not known or open."""

    group: str
    ground: str
    valid_from: date | None = None
    valid_to: date | None = None
    days: int | None = None

    def holds(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


@dataclass(frozen=True, slots=True)
class Period:
    """Time of one kind; both days included, no last day is still going on."""

    kind: str
    first_day: date
    last_day: date | None = None

    def holds(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or self.last_day >= day)


@dataclass(frozen=True, slots=True)
class Facts:
    birth_date: date | None = None
    memberships: tuple[Membership, ...] = ()
    periods: tuple[Period, ...] = ()

    def on_ground(self, ground: str) -> list[Membership]:
        return [row for row in self.memberships if row.ground == ground]

    def of_kind(self, kind: str) -> list[Period]:
        return [row for row in self.periods if row.kind == kind]

    def group_without_ground(self, group: str, day: date) -> bool:
        """Whether she is in the group that day and nobody has noted why."""
        return any(
            row.group == group and row.ground == Ground.NOT_STATED and row.holds(day)
            for row in self.memberships
        )

    def absent_days(self, day: date) -> frozenset[int]:
        """Ordinals of the days before ``day`` without work, those of child care taken away."""
        return _absent_days(self, day)

    def child_care_days(self, day: date) -> frozenset[int]:
        return _child_care_days(self, day)


# Every rule asks for the same days of the same person.
@lru_cache(maxsize=8)
def _absent_days(facts: Facts, day: date) -> frozenset[int]:
    spans = [(row.first_day, row.last_day) for row in facts.of_kind(PeriodKind.ABSENT)]
    spans += [
        (row.valid_from, row.valid_to)
        for row in facts.memberships
        if row.ground in PROGRAMMES and row.valid_from is not None
    ]
    return _days(spans, day) - facts.child_care_days(day)


@lru_cache(maxsize=8)
def _child_care_days(facts: Facts, day: date) -> frozenset[int]:
    rows = facts.of_kind(PeriodKind.CHILD_CARE)
    return _days([(row.first_day, row.last_day) for row in rows], day)


def _days(spans: Iterable[tuple[date, date | None]], before: date) -> frozenset[int]:
    days: set[int] = set()
    for first, last in spans:
        end = before if last is None else min(before, last + timedelta(days=1))
        days.update(range(first.toordinal(), end.toordinal()))
    return frozenset(days)


def facts_of(candidate: Candidate) -> Facts:
    """The facts of one candidate whose memberships and periods have been read."""
    return Facts(
        birth_date=candidate.birth_date,
        memberships=tuple(
            Membership(row.target_group_id, row.ground, row.valid_from, row.valid_to, row.days)
            for row in candidate.memberships.all()
        ),
        periods=tuple(
            Period(row.kind, row.first_day, row.last_day) for row in candidate.support_periods.all()
        ),
    )
