"""What a site's tutor hours say about whole people, beyond the hours themselves.

40 hours hold ten people at 4 hours each or nine and three at 1 hour, but not nine and a quarter
and three, though that too is 40 hours. In a week at a site, with a few different tutor hours per
person, every possible crew can be written out; what no crew exceeds is a row that costs the
linear program nothing in truth and often most of what separates it from a plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .rows import CREW, HEADS, PEOPLE, TUTOR, Cut, Rows
from .tables import IntArray, Tables
from .travel import FloatArray

KINDS = 6  # different tutor hours in one week at one site, at most
CREWS = 20_000  # possible crews written out, at most
BROKEN = 1e-4  # share of a row's limit by which it must be exceeded to be worth adding


def crews(hours: FloatArray, most: IntArray, capacity: float) -> FloatArray | None:
    """Every crew (people per kind of hours) that fits; None where there are too many.

    Of crews that differ only in the last kind, the largest alone.
    """
    found = np.zeros((1, 0))
    left = np.array([capacity])
    for kind, (each, limit) in enumerate(zip(hours.tolist(), most.tolist(), strict=True)):
        fits = np.minimum(np.floor(left / each + 1e-9), limit).astype(np.int64)
        if kind == len(hours) - 1:
            return np.column_stack([found, fits])
        if int((fits + 1).sum()) > CREWS:
            return None
        owner = np.repeat(np.arange(len(found)), fits + 1)
        count = np.arange(len(owner)) - np.repeat(np.cumsum(fits + 1) - fits - 1, fits + 1)
        found = np.column_stack([found[owner], count])
        left = left[owner] - count * each
    return found


@dataclass(slots=True)
class WholePeople:
    """Finds rows that the linear program's answer breaks and no plan does."""

    t: Tables
    highspy: Any
    known: dict[tuple[Any, ...], FloatArray | None] = field(default_factory=dict)
    needs: dict[tuple[int, float], set[int]] = field(default_factory=dict)  # by site and hours

    def broken(self, shared: Rows, present: FloatArray) -> Iterator[Cut]:
        """`present`: people per slot in the linear program's answer."""
        for r in np.flatnonzero(shared.kind == TUTOR).tolist():
            site, week = int(shared.item[r]), int(shared.week[r])
            slots = shared.slots.present(self.t, site, week)
            kinds, of = np.unique(shared.slots.hours[slots], return_inverse=True)
            count = np.bincount(of, present[slots], minlength=len(kinds)).astype(float)
            if len(kinds) > KINDS or np.abs(count - np.round(count)).max() < BROKEN:
                continue
            possible = self._possible(kinds, self._most(site, week, kinds), site, week)
            uses = None if possible is None else self._row(possible, count)
            if uses is not None:
                yield Cut(site, week, kinds, uses, slots, uses[of])

    def limit(self, cut: Cut) -> float:
        """The most a possible crew uses of the row with this problem's hours and demand."""
        most = self._most(cut.site, cut.week, cut.kinds)
        possible = self._possible(cut.kinds, most, cut.site, cut.week)
        return np.inf if possible is None else float((possible @ cut.uses).max())

    def _possible(
        self, kinds: FloatArray, most: IntArray, site: int, week: int
    ) -> FloatArray | None:
        """Every crew, people per kind; found from the most hours to the least."""
        capacity = float(self.t.tutor_hours[site, week])
        key = (*kinds.tolist(), *most.tolist(), capacity)
        if key not in self.known:
            found = crews(kinds[::-1], most[::-1], capacity)
            self.known[key] = None if found is None else found[:, ::-1]
        return self.known[key]

    def _most(self, site: int, week: int, kinds: FloatArray) -> IntArray:
        """People wanted in the week, per kind of hours: by the needs where one may take so many."""
        if not self.needs:
            self.needs = _needs_by_hours(self.t)
        wanted = [
            [int(self.t.headcount[j, week]) for j in self.needs.get((site, kind), ())]
            for kind in kinds.tolist()
        ]
        return np.array([sum(people) for people in wanted], dtype=np.int64)

    def _row(self, possible: FloatArray, count: FloatArray) -> FloatArray | None:
        """What each kind uses of a row with limit 1 that `count` breaks the most, if any."""
        kinds = len(count)
        highs = self.highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        free, none = np.zeros(kinds), np.empty(0, dtype=np.int32)
        highs.addCols(kinds, -count, free, free + np.inf, 0, none, none, np.empty(0))
        size = len(possible)
        highs.addRows(
            size,
            np.full(size, -np.inf),
            np.ones(size),
            possible.size,
            (np.arange(size) * kinds).astype(np.int32),
            np.tile(np.arange(kinds, dtype=np.int32), size),
            possible.reshape(-1),
        )
        highs.run()
        if highs.getModelStatus() != self.highspy.HighsModelStatus.kOptimal:
            return None
        uses: FloatArray = np.maximum(np.array(highs.getSolution().col_value), 0.0)
        largest = float((possible @ uses).max())
        if largest <= 0 or count @ uses <= largest * (1 + BROKEN):
            return None
        uses /= largest  # so that no crew uses more than 1, whatever the solver's tolerance
        return uses


def limited(t: Tables, shared: Rows) -> Rows:
    """The same rows with the limits of other demand or tutor hours, changed in every week alike."""
    whole, upper = WholePeople(t, None), shared.upper.copy()
    for r, (kind, item, week) in enumerate(
        zip(shared.kind.tolist(), shared.item.tolist(), shared.week.tolist(), strict=True)
    ):
        if kind == HEADS:
            upper[r] = t.headcount[item, week]
        elif kind == TUTOR:
            upper[r] = t.tutor_hours[item, week]
        elif kind == PEOPLE:
            upper[r] = np.floor(t.tutor_hours[item, week] / shared.hours[r] + 1e-6)
        elif kind == CREW:
            upper[r] = whole.limit(shared.cuts[item])
    return replace(shared, upper=upper)


def _needs_by_hours(t: Tables) -> dict[tuple[int, float], set[int]]:
    """Needs where someone may take so many tutor hours, by site and hours."""
    found: dict[tuple[int, float], set[int]] = {}
    at = {need.id: j for j, need in enumerate(t.problem.needs)}
    hours = [(at[pair.need], pair.tutor_hours_per_week) for pair in t.problem.pairs or ()]
    if t.problem.pairs is None:
        for j, need in enumerate(t.problem.needs):
            base, extra = need.tutor_hours_per_week, need.tutor_extra_hours_per_week
            hours += [(j, base), (j, base + extra)]
    for j, each in hours:
        found.setdefault((int(t.site_of[j]), each), set()).add(j)
    return found
