"""What is left of every capacity while a plan is put together week by week."""

import numpy as np

from .columns import Columns
from .tables import Tables

SLACK = 1e-9  # hours: float dust when many part-hours are added


class Ledger:
    """Headcount per need and week, tutor hours per site and week, seats per intake."""

    def __init__(self, t: Tables, columns: Columns) -> None:
        self.headcount = t.headcount.copy()
        self.tutor_hours = t.tutor_hours.copy()
        self.seats = np.array([i.seats - i.taken for i in t.problem.intakes], dtype=np.int64)
        self.intakes = [columns.paths[p].intakes for p in columns.path.tolist()]
        legs = columns.legs
        self.begin = legs.begin.tolist()
        self.need = legs.need.tolist()
        self.site = t.site_of[legs.need].tolist() if len(legs) else []
        self.weeks = [slice(*w) for w in zip(legs.start.tolist(), legs.end.tolist(), strict=True)]
        self.hours = legs.tutor_hours.tolist()

    def short_of(self, c: int) -> str | None:
        """The first capacity column c does not fit: a plan rule's code, or None when it fits."""
        if any(self.seats[k] < 1 for k in self.intakes[c]):
            return "seats"
        for leg in range(self.begin[c], self.begin[c + 1]):
            weeks = self.weeks[leg]
            if self.headcount[self.need[leg], weeks].min() < 1:
                return "headcount"
            if self.tutor_hours[self.site[leg], weeks].min() < self.hours[leg] - SLACK:
                return "tutor_hours"
        return None

    def take(self, c: int, times: int = 1) -> None:
        """Enter column c; -1 gives back what it used."""
        for leg in range(self.begin[c], self.begin[c + 1]):
            weeks = self.weeks[leg]
            self.headcount[self.need[leg], weeks] -= times
            self.tutor_hours[self.site[leg], weeks] -= times * self.hours[leg]
        for k in self.intakes[c]:
            self.seats[k] -= times
