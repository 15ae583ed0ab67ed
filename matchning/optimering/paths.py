"""Paths: the one- or two-course ways a gap can be closed.

What a gap needs is the same whoever has it, so the intakes that close it are found once per gap
(`Finder.closing`); what differs between people is which of those intakes they may take
(`Finder.near`, `Finder.able`), and that is one lookup in a table per person and path.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np

from .permits import Permits
from .problem import Course, Prerequisites
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class Path:
    """Intakes in order and what they leave the candidate with from `end_week` on."""

    intakes: tuple[int, ...] = ()  # positions in Problem.intakes
    end_week: int = 0
    until: Mapping[str, float] = field(default_factory=dict)  # item -> first week not valid
    languages: Mapping[str, int] = field(default_factory=dict)
    cost_sek: float = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: items (positions in Tables.items), and a level in one of the languages."""

    items: tuple[int, ...]
    crew: frozenset[str] = frozenset()
    level: int = 0

    def __bool__(self) -> bool:
        return bool(self.items) or self.level > 0


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Every path that closes a gap and has no useless intake, as parallel arrays.

    `first` is `Finder.none` where one intake is enough, and so is `last` where none is needed.
    The path closes the gap before week `until`; its first and its last intake do so alone before
    `first_until` and `last_until` (-inf: never). `permit` is the row of `Finder.able` that says
    who may begin the last intake after the first.
    """

    first: IntArray
    last: IntArray
    permit: IntArray
    until: FloatArray
    first_until: FloatArray
    last_until: FloatArray

    def __len__(self) -> int:
        return len(self.first)


class Finder:
    """All paths per gap, and who may take which intake. `none` stands for no intake at all."""

    def __init__(self, t: Tables) -> None:
        problem = t.problem
        self.t = t
        courses = {course.id: course for course in problem.courses}
        self.intakes = problem.intakes
        self.none = len(self.intakes)
        self.course_of: list[Course] = [courses[intake.course] for intake in self.intakes]
        self.start = np.array([k.start_week for k in self.intakes] + [0], dtype=np.int64)
        self.end = np.array([k.end_week for k in self.intakes] + [0], dtype=np.int64)
        self.cost = np.array([k.cost_sek for k in self.intakes] + [0.0], dtype=float)
        # (I+1) x K: the first week in which what the intake gives is not valid, -inf = not given
        self.until = np.full((self.none + 1, len(t.items)), -np.inf)
        item_at = {code: k for k, code in enumerate(t.items)}
        for k in range(self.none):
            for code, week in self._gives(k).items():
                if code in item_at:
                    self.until[k, item_at[code]] = week
        self.open = np.array([k.seats > k.taken for k in self.intakes] + [False], dtype=bool)
        self.near = self._near()  # C x (I+1): free for the intake and able to travel to it
        permits = Permits(t)
        self.permit, self.helps = self._orders(permits)
        self.able = permits.table()  # permits x C
        self._ways: dict[Gap, Ways] = {}
        self._speaks: dict[frozenset[str], IntArray] = {}

    def given(self, steps: tuple[int, ...]) -> Path:
        """The path of these intakes whoever takes it, without a look at its rules."""
        until: dict[str, float] = {}
        languages: dict[str, int] = {}
        for k in steps:
            for code, week in self._gives(k).items():
                until[code] = max(until.get(code, -inf), week)
            for iso, level in self.course_of[k].grants_languages.items():
                languages[iso] = max(languages.get(iso, 0), level)
        return Path(
            intakes=steps,
            end_week=max((self.intakes[k].end_week for k in steps), default=0),
            until=until,
            languages=languages,
            cost_sek=sum(self.intakes[k].cost_sek for k in steps),
        )

    def closing(self, gap: Gap) -> Ways:
        """The paths that close the gap, in no special order; an empty gap has the empty path."""
        if gap not in self._ways:
            self._ways[gap] = self._closing(gap) if gap else self._straight()
        return self._ways[gap]

    def speaks(self, crew: frozenset[str]) -> IntArray:
        """Per intake (and `none`): the level it gives in the best of the crew's languages."""
        if crew not in self._speaks:
            given = [
                max((c.grants_languages.get(x, 0) for x in crew), default=0) for c in self.course_of
            ]
            self._speaks[crew] = np.array([*given, 0], dtype=np.int64)
        return self._speaks[crew]

    def _straight(self) -> Ways:
        nothing, never = np.array([self.none]), np.array([-np.inf])
        permit = self.permit[nothing, nothing]
        return Ways(nothing, nothing, permit, np.array([np.inf]), never, never)

    def _closing(self, gap: Gap) -> Ways:
        items = list(gap.items)
        speaks = self.speaks(gap.crew) >= gap.level
        gives = self.open & (self.until[:, items] > -np.inf).any(axis=1)
        if gap.level:
            gives |= self.open & speaks
        last = np.flatnonzero(gives)
        first = np.flatnonzero(gives | (self.open & self.helps[:, last].any(axis=1)))
        first = np.append(first, self.none)
        alone = np.where(speaks, self.until[:, items].min(axis=1, initial=np.inf), -np.inf)
        until = np.full((len(first), len(last)), np.inf)
        for item in items:
            both = np.maximum(self.until[first, item][:, None], self.until[last, item][None, :])
            np.minimum(until, both, out=until)
        by_first, by_last = alone[first][:, None], alone[last][None, :]
        single = (first == self.none)[:, None]
        closes = (
            (until > self.end[last])
            & (speaks[first][:, None] | speaks[last][None, :])
            & (single | (self.end[first][:, None] <= self.start[last][None, :]))
        )
        # A first intake must let the last one begin, or the gap stay closed for longer.
        needed = (by_first < until) & (self.helps[np.ix_(first, last)] | (by_last < until))
        rows, columns = np.nonzero(closes & (single | needed))
        first, last = first[rows], last[columns]
        return Ways(
            first=first,
            last=last,
            permit=self.permit[first, last],
            until=until[rows, columns],
            first_until=alone[first],
            last_until=np.where(first == self.none, -np.inf, alone[last]),
        )

    def _gives(self, k: int) -> dict[str, float]:
        """Item -> first week not valid, for the intake alone."""
        course, end = self.course_of[k], self.intakes[k].end_week
        certificates = course.grants_certificates.items()
        found = {code: inf if weeks is None else float(end + weeks) for code, weeks in certificates}
        return found | dict.fromkeys(course.grants_skills, inf)

    def _near(self) -> BoolArray:
        t = self.t
        limit = np.array(
            [
                np.inf if c.max_travel_minutes is None else c.max_travel_minutes
                for c in t.problem.candidates
            ],
            dtype=float,
        )
        minutes = t.travel.to_intake
        near = np.ones((len(limit), self.none + 1), dtype=bool)
        near[:, :-1] = (
            self.open[:-1]
            & (self.start[:-1] >= t.available_from[:, None])
            & (self.end[:-1] <= t.available_to[:, None])
            & (np.isnan(minutes) | (minutes <= limit[:, None]))
        )
        return near

    def _orders(self, permits: Permits) -> tuple[IntArray, BoolArray]:
        """(permit for each first and last intake, does the first give what the last asks for)."""
        everyone = permits.number(Prerequisites(), 0)
        permit = np.full((self.none + 1, self.none + 1), everyone, dtype=np.int64)
        helps = np.zeros(permit.shape, dtype=bool)
        giving: dict[str, set[int]] = {}
        for k, course in enumerate(self.course_of):
            for key in (*self._gives(k), *course.grants_languages, course.id):
                giving.setdefault(key, set()).add(k)
        for last, course in enumerate(self.course_of):
            asked, start = course.prerequisites, int(self.start[last])
            permit[:, last] = permits.number(asked, start)
            keys = (*asked.skills, *asked.certificates, *asked.languages, *asked.courses)
            for first in sorted({k for key in keys for k in giving.get(key, ())}):
                lacking = self._lacking(asked, first, start)
                if self.end[first] <= start and lacking != asked:
                    helps[first, last] = True
                    permit[first, last] = permits.number(lacking, start)
        return permit, helps

    def _lacking(self, asked: Prerequisites, first: int, start: int) -> Prerequisites:
        """What is asked for in week `start` that the intake `first` has not given."""
        course = self.course_of[first]
        given = {code for code, week in self._gives(first).items() if week > start}
        speaks = course.grants_languages
        return Prerequisites(
            skills=asked.skills - given,
            certificates=asked.certificates - given,
            licences=asked.licences,
            languages={x: n for x, n in asked.languages.items() if speaks.get(x, 0) < n},
            courses=asked.courses - {course.id},
        )
