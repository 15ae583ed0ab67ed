"""Paths: the one- or two-course ways a candidate can close a gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from .licences import covered
from .problem import Course, Prerequisites
from .tables import Tables

Gap = tuple[frozenset[str], frozenset[str], int]  # items missing, crew languages, level missing


@dataclass(frozen=True, slots=True)
class Path:
    """Intakes in order and what they leave the candidate with from `end_week` on."""

    intakes: tuple[int, ...] = ()  # positions in Problem.intakes
    end_week: int = 0
    until: Mapping[str, float] = field(default_factory=dict)  # item -> first week not valid
    languages: Mapping[str, int] = field(default_factory=dict)
    cost_sek: float = 0.0
    parts: tuple["Path", ...] = ()  # the same path with one intake left out, where that is allowed

    def closes(self, gap: Gap, start: int) -> bool:
        """Does this path alone give everything in the gap, still valid in week `start`?"""
        items, crew, level = gap
        return all(self.until.get(code, -inf) > start for code in items) and (
            level == 0 or any(self.languages.get(iso, 0) >= level for iso in crew)
        )

    def is_needed(self, gap: Gap, start: int) -> bool:
        """It closes the gap, and no part of it does."""
        return self.closes(gap, start) and not any(p.closes(gap, start) for p in self.parts)

    def ever_needed(self, gap: Gap) -> bool:
        """False when some part closes the gap for as long as the whole does."""
        return self.closes(gap, self.end_week) and not any(
            part.closes(gap, self.end_week)
            and all(part.until[code] >= self.until[code] for code in gap[0])
            for part in self.parts
        )


class PathFinder:
    """All needed paths per candidate and gap; remembers what it has already searched."""

    def __init__(self, t: Tables) -> None:
        problem = t.problem
        self.t = t
        self.intakes = problem.intakes
        courses = {course.id: course for course in problem.courses}
        self.course_of: list[Course] = [courses[intake.course] for intake in problem.intakes]
        self.open = [intake.seats > intake.taken for intake in problem.intakes]
        self.giving: dict[str, list[int]] = {}
        for k, course in enumerate(self.course_of):
            for key in (
                *course.grants_certificates,
                *course.grants_skills,
                *(f"språk:{iso}" for iso in course.grants_languages),
                f"kurs:{course.id}",
            ):
                self.giving.setdefault(key, []).append(k)
        self._given: dict[tuple[int, ...], Path] = {}
        self._found: dict[tuple[int, Gap], tuple[Path, ...]] = {}
        self._reachable: dict[int, frozenset[int]] = {}
        self._licences: dict[int, frozenset[str]] = {}

    def paths(self, i: int, gap: Gap) -> tuple[Path, ...]:
        """Needed paths for candidate i, in the order of their intakes."""
        key = (i, gap)
        if key not in self._found:
            self._found[key] = tuple(self._search(i, gap))
        return self._found[key]

    def given(self, steps: tuple[int, ...]) -> Path:
        """The path of these intakes whoever takes it, without a look at its rules."""
        if steps not in self._given:
            self._given[steps] = self._grants(steps)
        return self._given[steps]

    def _grants(self, steps: tuple[int, ...]) -> Path:
        until: dict[str, float] = {}
        languages: dict[str, int] = {}
        for k in steps:
            course, end = self.course_of[k], self.intakes[k].end_week
            for code, weeks in course.grants_certificates.items():
                until[code] = max(until.get(code, -inf), inf if weeks is None else end + weeks)
            for code in course.grants_skills:
                until[code] = inf
            for iso, level in course.grants_languages.items():
                languages[iso] = max(languages.get(iso, 0), level)
        return Path(
            intakes=steps,
            end_week=max((self.intakes[k].end_week for k in steps), default=0),
            until=until,
            languages=languages,
            cost_sek=sum(self.intakes[k].cost_sek for k in steps),
        )

    def _search(self, i: int, gap: Gap) -> Iterable[Path]:
        items, crew, level = gap
        if any(code not in self.giving for code in items):
            return
        wanted = [*items, *(f"språk:{iso}" for iso in crew if level)]
        helpful = self._from(i, wanted)
        for last in sorted(helpful):
            alone = self._after(i, (last,))
            if alone is not None and alone.closes(gap, alone.end_week):
                yield alone
            for first in sorted(self._before(i, last, alone, gap, helpful)):
                if self.intakes[first].end_week <= self.intakes[last].start_week:
                    both = self._after(i, (first, last))
                    if both is not None and both.ever_needed(gap):
                        yield both

    def _before(
        self, i: int, last: int, alone: Path | None, gap: Gap, helpful: set[int]
    ) -> set[int]:
        """The intakes that could make a path of two with `last`; no other can."""
        items, crew, level = gap
        given = self.given((last,))
        left = [code for code in items if code not in given.until]
        first = self._near(i)
        for code in left:  # one course must give all that the last one does not
            first = first.intersection(self.giving[code])
        if level and not any(given.languages.get(iso, 0) >= level for iso in crew):
            return set(first & self._from(i, [f"språk:{iso}" for iso in crew]))
        if left:
            return set(first)
        if alone is None:
            return self._from(i, self._asked(i, last))
        # The last course is enough, unless what it gives runs out within the plan.
        weeks = self.t.problem.weeks
        return helpful if any(given.until[code] < weeks for code in items) else set()

    def _from(self, i: int, keys: Iterable[str]) -> set[int]:
        near = self._near(i)
        return {k for key in keys for k in self.giving.get(key, ()) if k in near}

    def _near(self, i: int) -> frozenset[int]:
        """Open intakes the candidate is free for and can travel to."""
        if i not in self._reachable:
            person = self.t.problem.candidates[i]
            limit = inf if person.max_travel_minutes is None else person.max_travel_minutes
            ends = self.t.available_to[i]
            minutes = self.t.travel.to_intake[i]
            self._reachable[i] = frozenset(
                k
                for k, intake in enumerate(self.intakes)
                if self.open[k]
                and intake.start_week >= self.t.available_from[i]
                and intake.end_week <= ends
                and (np.isnan(minutes[k]) or minutes[k] <= limit)
            )
        return self._reachable[i]

    def _asked(self, i: int, k: int) -> list[str]:
        """What the course of intake k asks for that a course could give first."""
        asked = self.course_of[k].prerequisites
        return [
            *asked.skills,
            *asked.certificates,
            *(f"språk:{iso}" for iso in asked.languages),
            *(f"kurs:{course}" for course in asked.courses),
        ]

    def _after(self, i: int, steps: tuple[int, ...]) -> Path | None:
        """The path of these intakes, or None where a prerequisite is missing."""
        for n, k in enumerate(steps):
            if not self._may_begin(i, self.course_of[k].prerequisites, k, steps[:n]):
                return None
        if len(steps) == 1:
            return self.given(steps)
        parts = (self._after(i, (k,)) for k in steps)
        return replace(self.given(steps), parts=tuple(p for p in parts if p is not None))

    def _may_begin(self, i: int, asked: Prerequisites, k: int, before: tuple[int, ...]) -> bool:
        person, start = self.t.problem.candidates[i], self.intakes[k].start_week
        earlier = self.given(before)
        done = {self.course_of[step].id for step in before}
        skills = person.skills or frozenset()

        def holds(code: str) -> bool:
            expires = person.certificates.get(code, -inf)
            return (
                code in skills
                or expires is None
                or expires > start
                or earlier.until.get(code, -inf) > start
            )

        return (
            all(holds(code) for code in asked.skills | asked.certificates)
            and asked.licences <= self._held_licences(i)
            and asked.courses <= person.completed_courses | done
            and all(
                max(person.languages.get(iso, 0), earlier.languages.get(iso, 0)) >= level
                for iso, level in asked.languages.items()
            )
        )

    def _held_licences(self, i: int) -> frozenset[str]:
        if i not in self._licences:
            person = self.t.problem.candidates[i]
            self._licences[i] = covered(person.licences, self.t.problem.licence_covers)
        return self._licences[i]
