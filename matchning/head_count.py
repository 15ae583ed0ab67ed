"""How many people could start on a need today, and how many without each of its requirements."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils import timezone

from grunddata.selectors import norms
from projekt.models import LabourNeed

from .optimering import problem as o
from .optimering.able import able
from .problem_builder import build_for_need

ADULT = 18


class Asked(StrEnum):
    """What a company may ask for and could let go of.

    Not the demands of the work: how many they stop says how many have told of an obstacle.
    """

    SKILL = "skill"
    CERTIFICATE = "certificate"
    LICENCE = "licence"
    LANGUAGE = "language"
    RUNG = "rung"
    AGE = "age"
    HOURS = "hours"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Without:
    """``people`` without one requirement; None where that may not be told."""

    kind: Asked
    code: str  # of the skill, certificate or licence; else empty
    people: int | None


@dataclass(frozen=True, slots=True)
class HeadCount:
    """``people`` is None when they are fewer than ``fewest`` (the norm k_anonymity)."""

    people: int | None
    fewest: int
    without: tuple[Without, ...]

    @property
    def costliest(self) -> Without | None:
        """The one requirement without which most could start, where that is known to be more."""
        more = [w for w in self.without if w.people is not None and w.people > (self.people or 0)]
        return max(more, key=lambda w: w.people or 0, default=None)


def head_count(need: LabourNeed, *, today: date | None = None) -> HeadCount:
    """People who can start in time on the need (stored or not), by the definition in ``able``:
    straight, or by a course that ends before the latest start. The need is taken as a new one.

    Protected, resting and non-consenting people are not in the problem at all.
    """
    fewest = int(norms(today or timezone.localdate())["k_anonymity"])
    problem = build_for_need(need, today=today)
    if problem is None:
        return HeadCount(None, fewest, ())
    (whole,), (site,) = problem.needs, problem.sites
    # Hours that suit everybody, at the same place.
    any_hour = replace(
        site, id="any hour", shift_start_hour=None, shift_end_hour=None, odd_hours=frozenset()
    )
    fewer = list(_let_go(whole, any_hour))
    counts = able(
        replace(
            problem,
            sites=(site, any_hour),
            needs=(whole, *(replace(n, id=f"{kind}:{code}") for kind, code, n in fewer)),
        )
    )
    people = counts[whole.id]
    return HeadCount(
        people if people >= fewest else None,
        fewest,
        tuple(
            Without(kind, code, _tellable(counts[f"{kind}:{code}"], people, fewest))
            for kind, code, _ in fewer
        ),
    )


def _tellable(without: int, people: int, fewest: int) -> int | None:
    """None for a group too small to tell, and where it differs from the told one by such a group.

    Where the first is not told, the larger number alone says nothing of how small it is.
    """
    if without < fewest or (people >= fewest and 0 < without - people < fewest):
        return None
    return without


def _let_go(need: o.Need, any_hour: o.Site) -> Iterator[tuple[Asked, str, o.Need]]:
    """The need without each thing it asks for, one at a time."""
    must = need.must
    for code in sorted(must.skills - need.taught):
        yield Asked.SKILL, code, replace(need, must=replace(must, skills=must.skills - {code}))
    for code in sorted(must.certificates - need.taught):
        held = must.certificates - {code}
        yield Asked.CERTIFICATE, code, replace(need, must=replace(must, certificates=held))
    for code in sorted(must.licences):
        driven = must.licences - {code}
        yield Asked.LICENCE, code, replace(need, must=replace(must, licences=driven))
    if need.language_level:
        yield Asked.LANGUAGE, "", replace(need, language_level=0)
    if need.min_rung:
        yield Asked.RUNG, "", replace(need, min_rung=0)
    if need.age_min is not None and need.age_min > ADULT:
        yield Asked.AGE, "", replace(need, age_min=ADULT)
    if need.hours_per_week:
        yield Asked.HOURS, "", replace(need, hours_per_week=None)
    yield Asked.SHIFT, "", replace(need, site=any_hour.id)
