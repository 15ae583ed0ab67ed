"""When work on a need can begin and end, and what it is worth to one person, for bound_check.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from . import recount
from .book import Book
from .bound_paths import Missing
from .bound_prices import Array, Priced
from .personal import may_ever_work
from .problem import Candidate, Need

NEVER = 10**6


class Slot:
    """One need: the weeks in which work on it may begin and end, whoever does it."""

    def __init__(self, book: Book, priced: Priced, need: Need) -> None:
        self.need, self.site = need, book.site_of(need)
        weeks = book.problem.weeks
        wanted = [0] * weeks
        for step in need.demand:
            for week in range(step.start_week, step.end_week):
                wanted[week] = step.headcount
        hours = self.site.tutor_hours_per_week
        levels: list[list[float]] = [[float(count) for count in wanted]]
        levels += [list(hours)] if isinstance(hours, tuple) else []
        changes = [(w, a, b) for x in levels for w, (a, b) in enumerate(pairwise(x), 1)]
        self.falls = sorted({w for w, a, b in changes if b < a})
        self.run_end = [weeks] * (weeks + 1)
        for week in reversed(range(weeks)):
            self.run_end[week] = self.run_end[week + 1] if wanted[week] else week
        rise, allowed = 0, []
        for week in range(weeks):
            if week and wanted[week] > wanted[week - 1]:
                rise = week
            late = need.max_delay_weeks is not None and week - rise > need.max_delay_weeks
            allowed.append(not late and self.run_end[week] - week >= need.min_weeks)
        self.rises = sorted({w for w, a, b in changes if b > a and allowed[w]})
        self.rise_set = frozenset(self.rises)
        self.next = [NEVER] * (weeks + 1)
        for week in reversed(range(weeks)):
            self.next[week] = week if allowed[week] else self.next[week + 1]
        self.required = sorted((need.must.skills | need.must.certificates) - need.taught)
        self.nice = sorted(need.nice)
        self.strong_hours = need.tutor_hours_per_week
        self.weak_hours = need.tutor_hours_per_week + need.tutor_extra_hours_per_week
        self.strong: Array = priced.weeks(need, self.strong_hours)
        self.weak: Array = priced.weeks(need, self.weak_hours)

    def starts(self, ready: int) -> list[int]:
        begin = self.next[min(ready, len(self.next) - 1)]
        return [] if begin == NEVER else [begin, *(w for w in self.rises if w > begin)]

    def ends(self, start: int, last: int) -> list[int]:
        latest = min(self.run_end[start], last)
        shortest = start + self.need.min_weeks
        return [w for w in (latest, *(w for w in self.falls if w < latest)) if w >= shortest]


@dataclass(frozen=True, slots=True)
class Match:
    """One person on one need, where nothing but weeks and courses is in the way.

    `rate` is what a week is worth without nice-to-haves, goals included; `nice` what all of those
    add; `gift` what the match is worth once; `people` what goals counted in people give.
    """

    slot: Slot
    rate: float
    nice: float
    gift: float
    people: Mapping[str, float]
    own: Mapping[str, float]  # required and nice items -> first week not valid, inf = never ends
    unasked: float  # what a nice-to-have counts that is not held
    level: int  # in the best of the crew's languages
    short: bool  # that level is below the need's

    def missing(self, week: float) -> Missing:
        """What she lacks of her own to begin in the week."""
        items = tuple(x for x in self.slot.required if self.own[x] <= week)
        need, crew = self.slot.need, self.slot.site.crew_languages
        return (items, crew, need.language_level) if self.short else (items, frozenset(), 0)

    def ready(self, week: int, gives: Mapping[str, float], speaks: Mapping[str, int]) -> bool:
        """May she begin in the week after courses that give this?"""
        if any(max(self.own[x], gives.get(x, -inf)) <= week for x in self.slot.required):
            return False
        least = self.slot.need.language_level
        return not self.short or self.spoken(speaks) >= least

    def spoken(self, speaks: Mapping[str, int]) -> int:
        return max([self.level, *(speaks.get(x, 0) for x in self.slot.site.crew_languages)])

    def costs(self, speaks: Mapping[str, int]) -> Array:
        weak = self.spoken(speaks) < self.slot.need.tutor_language_level
        crew = self.slot.site.crew_languages
        return self.slot.weak if weak and crew else self.slot.strong

    def share(self, week: int, gives: Mapping[str, float]) -> float:
        """The share of the nice-to-haves in the week."""
        if not self.slot.nice:
            return 0.5
        held = [max(self.own[x], gives.get(x, -inf)) > week for x in self.slot.nice]
        return sum(1.0 if x else self.unasked for x in held) / len(held)


def match(book: Book, priced: Priced, person: Candidate, slot: Slot) -> Match | None:
    """None where some rule blocks it whatever the weeks and courses."""
    if not may_ever_work(book, person, slot.need) or not _with_group(book, person, slot.need):
        return None
    problem, weights, need = book.problem, book.problem.weights, slot.need
    minutes = recount.minutes_to_site(problem, person, slot.site)
    minutes = problem.travel.neutral_minutes if minutes is None else minutes
    fit = (
        1
        + weights.wish_share * recount.wish_score(book, person, need)
        + weights.rung_share * recount.rung_score(book, person, need)
        - weights.travel_share_per_hour * minutes / 60
    )
    keeps = [
        1.0 if kept.start_week is None else 0.5 for kept in book.kept.get((person.id, need.id), ())
    ]
    keep = weights.keep_weeks * max(keeps, default=0.0)
    level = max([person.languages.get(x, 0) for x in slot.site.crew_languages], default=0)
    return Match(
        slot=slot,
        rate=priced.scale * need.weight * fit + priced.per_week(person.id, need.id),
        nice=priced.scale * need.weight * weights.nice_share,
        gift=priced.keep_scale * keep - priced.place(person.id, need),
        people=priced.people(person.id, need.id),
        own={x: first_week_without(person, x) for x in (*slot.required, *slot.nice)},
        unasked=0.5 if person.skills is None else 0.0,
        level=level,
        short=bool(slot.site.crew_languages) and level < need.language_level,
    )


def first_week_without(person: Candidate, item: str) -> float:
    """The first week in which she no longer holds it, -inf where she does not."""
    if person.skills is not None and item in person.skills:
        return inf
    expires = person.certificates.get(item, -inf)
    return inf if expires is None else float(expires)


def _with_group(book: Book, person: Candidate, need: Need) -> bool:
    """Where some of her group are locked, may the rest go there?"""
    for group in book.problem.together:
        if person.id in group.candidates:
            for name in group.candidates:
                if name in book.locks:
                    at = book.needs[book.locks[name].need]
                    if (at.site != need.site) if group.scope == "site" else (at.id != need.id):
                        return False
    return True
