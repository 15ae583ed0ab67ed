"""Who may begin a course: one row of answers, over all candidates, per thing asked for."""

import numpy as np

from .licences import covered
from .problem import Prerequisites
from .tables import Tables
from .travel import BoolArray

Asked = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[tuple[str, int]], int]


class Permits:
    """Rows are shared between intakes that ask for the same in the same week."""

    def __init__(self, t: Tables) -> None:
        self.t = t
        self.item_at = {code: k for k, code in enumerate(t.items)}
        self._rows: list[BoolArray] = []
        self._number: dict[Asked, int] = {}
        self._licences = [
            covered(c.licences, t.problem.licence_covers) for c in t.problem.candidates
        ]

    def number(self, asked: Prerequisites, week: int) -> int:
        """The row that says who has what is asked for in that week."""
        items, languages = asked.skills | asked.certificates, frozenset(asked.languages.items())
        key = (items, asked.licences, asked.courses, languages, week if items else 0)
        if key not in self._number:
            self._number[key] = len(self._rows)
            self._rows.append(self._row(asked, items, week))
        return self._number[key]

    def table(self) -> BoolArray:
        """Rows x candidates."""
        return np.array(self._rows, dtype=bool).reshape(len(self._rows), -1)

    def _row(self, asked: Prerequisites, items: frozenset[str], week: int) -> BoolArray:
        people = self.t.problem.candidates
        row = np.array(
            [
                asked.licences <= held
                and asked.courses <= person.completed_courses
                and all(person.languages.get(x, 0) >= n for x, n in asked.languages.items())
                for person, held in zip(people, self._licences, strict=True)
            ],
            dtype=bool,
        )
        for code in items:
            # An item that is in nobody's profile and no need's list is not in the tables.
            row &= self.t.own_until[:, self.item_at[code]] > week if code in self.item_at else False
        return row
