"""What is left of every capacity while a plan is put together week by week."""

import numpy as np

from .columns import Columns
from .rows import budget_intakes
from .tables import Tables

SLACK = 1e-9  # hours and kronor: float dust when many parts are added


class Ledger:
    """Headcount per need and week, tutor hours per site and week, seats and money."""

    def __init__(self, t: Tables, columns: Columns) -> None:
        self.t = t
        self.columns = columns
        self.headcount = t.headcount.copy()
        self.tutor_hours = t.tutor_hours.copy()
        self.seats = np.array([i.seats - i.taken for i in t.problem.intakes], dtype=np.int64)
        self.budgets = np.array([b.limit_sek for b in t.problem.budgets], dtype=float)
        self._paid = budget_intakes(t)

    def _costs(self, c: int) -> list[tuple[int, float]]:
        """What column c costs each budget it touches."""
        intakes = self.columns.paths[self.columns.path[c]].intakes
        found = [
            (b, sum(self.t.problem.intakes[k].cost_sek for k in intakes if paid[k]))
            for b, paid in enumerate(self._paid)
        ]
        return [(b, cost) for b, cost in found if cost > 0]

    def short_of(self, c: int) -> str | None:
        """The first capacity column c does not fit: a plan rule's code, or None when it fits."""
        columns, legs = self.columns, self.columns.legs
        path = int(columns.path[c])
        if any(self.seats[k] < 1 for k in columns.paths[path].intakes):
            return "seats"
        if any(self.budgets[b] < cost - SLACK for b, cost in self._costs(c)):
            return "budget"
        for leg in range(legs.begin[c], legs.begin[c + 1]):
            weeks = slice(legs.start[leg], legs.end[leg])
            if self.headcount[legs.need[leg], weeks].min() < 1:
                return "headcount"
            site = self.t.site_of[legs.need[leg]]
            if self.tutor_hours[site, weeks].min() < legs.tutor_hours[leg] - SLACK:
                return "tutor_hours"
        return None

    def take(self, c: int, times: int = 1) -> None:
        """Enter column c; -1 gives back what it used."""
        columns, legs = self.columns, self.columns.legs
        path = int(columns.path[c])
        for leg in range(legs.begin[c], legs.begin[c + 1]):
            weeks = slice(legs.start[leg], legs.end[leg])
            self.headcount[legs.need[leg], weeks] -= times
            site = self.t.site_of[legs.need[leg]]
            self.tutor_hours[site, weeks] -= times * legs.tutor_hours[leg]
        for k in columns.paths[path].intakes:
            self.seats[k] -= times
        for b, cost in self._costs(c):
            self.budgets[b] -= times * cost
