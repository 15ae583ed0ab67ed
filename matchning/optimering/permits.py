"""Who may begin a course: what is asked for, split into single asks that are held or given."""

from collections.abc import Iterator

import numpy as np

from .licences import covered
from .problem import Course, Prerequisites
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray

Ask = tuple[str, str, int]  # kind, code, level (of a language) or week (of an item)


class Permits:
    """Asks are shared between intakes that ask for the same in the same week; number 0 is none.

    `asked`: (I+1) x most asks of any intake. `held`: asks x C. `given`: asks x (I+1).
    The last intake stands for no intake: it asks for nothing and gives nothing.
    """

    def __init__(self, t: Tables, course_of: list[Course], until: FloatArray) -> None:
        self.t = t
        self._number: dict[Ask, int] = {("", "", 0): 0}
        starts = [intake.start_week for intake in t.problem.intakes]
        lists = [
            [self._number.setdefault(ask, len(self._number)) for ask in _asks(c.prerequisites, w)]
            for c, w in zip(course_of, starts, strict=True)
        ]
        most = max((len(numbers) for numbers in lists), default=0)
        self.asked: IntArray = np.zeros((len(lists) + 1, most), dtype=np.int64)
        for k, numbers in enumerate(lists):
            self.asked[k, : len(numbers)] = numbers
        self._item_at = {code: k for k, code in enumerate(t.items)}
        self._licences = [
            covered(c.licences, t.problem.licence_covers) for c in t.problem.candidates
        ]
        self.held: BoolArray = np.array([self._held(ask) for ask in self._number], dtype=bool)
        self.given: BoolArray = np.zeros((len(self._number), len(lists) + 1), dtype=bool)
        for number, ask in enumerate(self._number):
            self.given[number, :-1] = self._given(ask, course_of, until)

    def able(self, who: IntArray, steps: IntArray) -> BoolArray:
        """May each take every intake of her row of `steps`, with what the ones before it give?"""
        able = np.ones(len(who), dtype=bool)
        for position in range(steps.shape[1]):
            able &= self.may_begin(who, steps[:, :position], steps[:, position])
        return able

    def may_begin(self, who: IntArray, before: IntArray, intake: IntArray) -> BoolArray:
        may = np.ones(len(who), dtype=bool)
        for ask in self.asked[intake].T:
            if ask.any():
                met = self.held[ask, who]
                for step in before.T:
                    met |= self.given[ask, step]
                may &= met
        return may

    def _held(self, ask: Ask) -> BoolArray:
        kind, code, level = ask
        people = self.t.problem.candidates
        if kind == "item":
            found: BoolArray = self.t.own_until[:, self._item_at[code]] > level
            return found
        if kind == "licence":
            answers = [code in held for held in self._licences]
        elif kind == "course":
            answers = [code in person.completed_courses for person in people]
        else:
            answers = [person.languages.get(code, 0) >= level for person in people]
        return np.array(answers, dtype=bool)

    def _given(self, ask: Ask, course_of: list[Course], until: FloatArray) -> BoolArray:
        kind, code, level = ask
        if kind == "item":
            found: BoolArray = until[:-1, self._item_at[code]] > level
            return found
        if kind == "course":
            answers = [course.id == code for course in course_of]
        else:
            answers = [
                kind == "language" and course.grants_languages.get(code, 0) >= level
                for course in course_of
            ]
        return np.array(answers, dtype=bool)


def _asks(asked: Prerequisites, week: int) -> Iterator[Ask]:
    for code in sorted(asked.skills | asked.certificates):
        yield "item", code, week
    for code in sorted(asked.licences):
        yield "licence", code, 0
    for code in sorted(asked.courses):
        yield "course", code, 0
    for code, level in sorted(asked.languages.items()):
        if level > 0:
            yield "language", code, level
