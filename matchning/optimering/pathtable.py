"""Every path in use, numbered, and what each leaves the one who takes it with."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from .problem import Course, Problem
from .tables import IntArray
from .travel import FloatArray

MOST_INTAKES = 4  # in a path; a lock may have more


@dataclass(frozen=True, slots=True)
class Path:
    """Intakes in order and what they leave the candidate with from `end_week` on."""

    intakes: tuple[int, ...] = ()  # positions in Problem.intakes
    end_week: int = 0
    until: Mapping[str, float] = field(default_factory=dict)  # item -> first week not valid
    languages: Mapping[str, int] = field(default_factory=dict)
    cost_sek: float = 0.0


class PathTable(Sequence[Path]):
    """Path 0 is no intake at all. A Path is made when it is asked for: there may be many."""

    def __init__(self, problem: Problem) -> None:
        courses = {course.id: course for course in problem.courses}
        self.intakes = problem.intakes
        self.none = len(self.intakes)
        self.course_of: list[Course] = [courses[intake.course] for intake in self.intakes]
        self._base = self.none + 1
        self._number: dict[int, int] = {0: 0}  # by the steps as digits, none as 0
        self._steps: IntArray = np.empty((0, 0), dtype=np.int64)
        self._ends = np.array([k.end_week for k in self.intakes] + [0], dtype=np.int64)
        self._sek = np.array([k.cost_sek for k in self.intakes] + [0.0], dtype=float)
        self._cost: FloatArray = np.empty(0)
        self._best: dict[tuple[str, Hashable, int], NDArray[Any]] = {}

    def __len__(self) -> int:
        return len(self._number)

    @overload
    def __getitem__(self, at: int) -> Path: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Path]: ...
    def __getitem__(self, at: int | slice) -> Path | Sequence[Path]:
        if isinstance(at, slice):
            return [self[k] for k in range(*at.indices(len(self)))]
        return self.given(tuple(k for k in self.steps[at].tolist() if k != self.none))

    def __iter__(self) -> Iterator[Path]:
        return (self[k] for k in range(len(self)))

    def add(self, steps: IntArray) -> IntArray:
        """Numbers of the rows of `steps`, each intakes in order filled up with `none`."""
        code = np.zeros(len(steps), dtype=np.int64)
        for step in steps.T[::-1]:
            code = code * self._base + (step + 1) % self._base
        codes, row = np.unique(code, return_inverse=True)
        numbers = [self._number.setdefault(c, len(self._number)) for c in codes.tolist()]
        return np.array(numbers, dtype=np.int32)[row.reshape(-1)]

    def add_one(self, steps: Sequence[int]) -> int:
        code = 0
        for step in reversed(steps):
            code = code * self._base + step + 1
        return self._number.setdefault(code, len(self._number))

    @property
    def end(self) -> IntArray:
        """The week each path ends, 0 for none."""
        return self.best("end", None, lambda _: self._ends)

    @property
    def cost(self) -> FloatArray:
        if len(self._cost) != len(self):
            self._cost = self._sek[self.steps].sum(axis=1)
        return self._cost

    @property
    def steps(self) -> IntArray:
        """Paths x most intakes: positions in Problem.intakes, in order, filled up with `none`."""
        if len(self._steps) != len(self):
            lists = [self._digits(code) for code in self._number]
            width = max(MOST_INTAKES, *(len(steps) for steps in lists))
            rows = [steps + [self.none] * (width - len(steps)) for steps in lists]
            self._steps = np.array(rows, dtype=np.int32)
        return self._steps

    def given(self, steps: Sequence[int]) -> Path:
        """The path of these intakes whoever takes it, without a look at its rules."""
        until: dict[str, float] = {}
        languages: dict[str, int] = {}
        for k in steps:
            for code, week in self.gives(k).items():
                until[code] = max(until.get(code, -inf), week)
            for iso, level in self.course_of[k].grants_languages.items():
                languages[iso] = max(languages.get(iso, 0), level)
        return Path(
            intakes=tuple(steps),
            end_week=max((self.intakes[k].end_week for k in steps), default=0),
            until=until,
            languages=languages,
            cost_sek=sum(self.intakes[k].cost_sek for k in steps),
        )

    def gives(self, k: int) -> dict[str, float]:
        """Item -> first week not valid, for the intake alone."""
        course, end = self.course_of[k], self.intakes[k].end_week
        certificates = course.grants_certificates.items()
        found = {code: inf if weeks is None else float(end + weeks) for code, weeks in certificates}
        return found | dict.fromkeys(course.grants_skills, inf)

    def best(
        self, kind: str, of: Hashable, per_intake: Callable[[Any], NDArray[Any]]
    ) -> NDArray[Any]:
        """Per path the largest of a figure given per intake and, last, for none."""
        key = (kind, of, len(self))
        if key not in self._best:
            self._best[key] = per_intake(of)[self.steps].max(axis=1)
        return self._best[key]

    def _digits(self, code: int) -> list[int]:
        steps = []
        while code:
            code, digit = divmod(code, self._base)
            steps.append(digit - 1)
        return steps
