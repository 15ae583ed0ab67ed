"""Rows that hold for whole people and not for parts of them, read from the linear program.

Rows in whole numbers, each so many `times`, added, divided by `parts` and rounded down hold for
every plan (Gomory 1958, Chvátal 1973):

    sum_c floor(sum_r times_r a_rc / parts) x_c <= floor(sum_r times_r b_r / parts)

Which rows, and how many times, is what the basis of the linear program's answer says of anything
it gives in part. The arithmetic is in whole numbers: whatever the solver rounded, a row is true.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import gcd

import numpy as np

from .columns import Columns
from .relaxed import Master, Priced, relax
from .rows import GOAL, GROUP, ONE, ROUNDED, Rounded, Rows, Uses
from .tables import IntArray
from .travel import BoolArray, FloatArray

PARTS = 24  # into how many parts the basis may divide a row, at most
FACTORS = 60  # what a row may be multiplied by to be in whole numbers, at most
EXACT = 1e-6
BROKEN = 0.02  # of a person by which a row must be exceeded to be worth adding
FEW, DENSE = (
    4000,
    0.1,
)  # columns, or share of them, in a row; more cost the solver more than it says
GAIN = 1e-5
AT_ONCE = 40  # rows added in a round, the most broken ones


@dataclass(frozen=True, slots=True, eq=False)
class _Mix:
    """So many times each of some rows, in so many parts."""

    rows: IntArray
    times: IntArray
    parts: int

    @property
    def key(self) -> tuple[int, bytes, bytes]:
        return self.parts, self.rows.tobytes(), self.times.tobytes()


class _Members:
    """What uses each row, and how much: `Uses` the other way round."""

    def __init__(self, uses: Uses, rows: int) -> None:
        order = np.argsort(uses.row, kind="stable")
        things = len(uses.begin) - 1
        self.things = things
        self.thing = np.repeat(np.arange(things), np.diff(uses.begin))[order]
        self.use = uses.use[order]
        count = np.bincount(uses.row, minlength=rows)
        self.begin = np.concatenate([[0], np.cumsum(count)]).tolist()

    def total(self, rows: IntArray, weights: FloatArray) -> FloatArray:
        """What each thing uses of the rows together, each so many times."""
        total = np.zeros(self.things)
        for row, weight in zip(rows.tolist(), weights.tolist(), strict=True):
            if row + 1 < len(self.begin):
                at = slice(self.begin[row], self.begin[row + 1])
                total[self.thing[at]] += weight * self.use[at]
        return total


class _Sum:
    """What columns use of a mix of rows, not divided yet; in whole numbers."""

    def __init__(self, rounding: "Rounding", mix: _Mix) -> None:
        self.columns, self.shared = rounding.columns, rounding.shared
        weight = (mix.times * rounding.factor[mix.rows]).astype(float)
        self.slot = rounding.by_slot.total(mix.rows, weight)
        self.path = rounding.by_path.total(mix.rows, weight)
        self.own = np.zeros(rounding.people)
        own = self.shared.kind[mix.rows] == ONE
        self.own[mix.rows[own]] = weight[own]
        told = self.shared.kind[mix.rows] == ROUNDED
        self.told = list(zip(mix.rows[told].tolist(), weight[told].tolist(), strict=True))

    def every(self) -> FloatArray:
        columns = self.columns
        total = self.own[columns.candidate] + self.path[columns.path]
        legs = self.slot[self.shared.slot]
        working = np.flatnonzero(np.diff(columns.legs.begin))
        if len(working):
            total[working] += np.add.reduceat(legs, columns.legs.begin[working])
        for row, weight in self.told:
            rounded = self.shared.rounded[int(self.shared.item[row])]
            total[rounded.columns] += weight * rounded.use
        return np.round(total)

    def of(self, asked: IntArray) -> FloatArray:
        columns, begin = self.columns, self.columns.legs.begin
        total = self.own[columns.candidate[asked]] + self.path[columns.path[asked]]
        first, last = begin[asked], begin[asked + 1]
        for leg in range(int((last - first).max(initial=0))):
            has = np.flatnonzero(first + leg < last)
            total[has] += self.slot[self.shared.slot[first[has] + leg]]
        for row, weight in self.told:
            rounded = self.shared.rounded[int(self.shared.item[row])]
            total += weight * rounded.used_by(asked)
        return np.round(total)


class Rounding:
    """Rounded rows over the columns of a problem."""

    def __init__(self, columns: Columns, shared: Rows, people: int) -> None:
        self.columns = columns
        self.people = people
        self.by_slot = _Members(shared.by_slot, len(shared))
        self.by_path = _Members(shared.by_path, len(shared))
        self.plain = np.where(shared.kind == ROUNDED, 1, whole_numbers(shared))
        self.over(shared)
        self.known: set[tuple[int, bytes, bytes]] = set()

    def over(self, shared: Rows) -> None:
        """From now on these rows: the same with rounded ones after them."""
        self.shared = shared
        known = np.ones(len(shared), dtype=np.int64)  # rounded rows are in whole numbers
        known[: len(self.plain)] = self.plain
        self.factor = known
        usable = self.factor > 0
        self.limit = np.zeros(len(shared), dtype=np.int64)
        self.limit[usable] = np.floor(shared.upper[usable] * self.factor[usable] + EXACT)

    def broken(self, master: Master) -> list[Rounded]:
        """The rows most broken by the linear program's answer, at most `AT_ONCE`."""
        shares, chosen = master.shares(), master.model.chosen
        part = np.flatnonzero(shares > EXACT)
        there, share = chosen[part], shares[part]
        whole = share > 1 - EXACT
        found: list[tuple[float, int, _Mix]] = []
        for read in self._mixes(master):
            used = _Sum(self, read).of(there)
            mix, used = self._filled(read, used, there, whole)
            if mix.key in self.known:
                continue
            self.known.add(mix.key)
            use = np.floor_divide(used, mix.parts)
            over = float(use @ share) - self._most(mix)
            if over > BROKEN:
                found.append((over / float(np.sqrt(use @ use)), len(found), mix))
        found.sort(key=lambda each: (-each[0], each[1]))
        rows = [self._row(mix) for _, _, mix in found[:AT_ONCE]]
        most = max(FEW, DENSE * len(self.columns))
        return [row for row in rows if len(row.columns) <= most]

    def _mixes(self, master: Master) -> Iterator[_Mix]:
        model, highs = master.model, master.highs
        back = np.full(model.held.rows, -1, dtype=np.int64)
        back[model.row_at[model.row_at >= 0]] = np.flatnonzero(model.row_at >= 0)
        solution = highs.getSolution()
        value, activity = np.array(solution.col_value), np.array(solution.row_value)
        for at, basic in enumerate(highs.getBasicVariables()[1].tolist()):
            if basic >= 0:
                amount = value[basic]
            else:
                row = back[-basic - 1]
                amount = activity[-basic - 1] * self.factor[row] if row >= 0 else 0.0
            if abs(amount - round(amount)) < EXACT:
                continue
            yield from self._divided(back, np.asarray(highs.getBasisInverseRow(at)[1]))

    def _divided(self, back: IntArray, inverse: FloatArray) -> Iterator[_Mix]:
        at = np.flatnonzero(np.abs(inverse) > 1e-9)
        rows = back[at]
        if (rows < 0).any() or (self.factor[rows] == 0).any():
            return
        weight = inverse[at] / self.factor[rows]
        parts = _parts(weight)
        if parts is None:
            return
        times = np.round(weight * parts).astype(np.int64)
        for turn in range(1, parts):
            if gcd(turn, parts) > 1:
                continue
            left = (times * turn) % parts
            kept = left > 0
            order = np.argsort(rows[kept])
            yield _Mix(rows[kept][order], left[kept][order], parts)

    def _filled(
        self, mix: _Mix, used: FloatArray, there: IntArray, whole: BoolArray
    ) -> tuple[_Mix, FloatArray]:
        """With so much more of the own rows of people who are somewhere wholly that nothing of
        them is lost in rounding down; and what the columns there use of it."""
        who = self.columns.candidate
        left = -used[whole].astype(np.int64) % mix.parts
        more = np.zeros(self.people, dtype=np.int64)
        more[who[there[whole]]] = left
        times = np.zeros(len(self.shared), dtype=np.int64)
        times[mix.rows] = mix.times
        times[: self.people] += more
        rows = np.flatnonzero(times)
        return _Mix(rows, times[rows], mix.parts), used + more[who[there]]

    def _most(self, mix: _Mix) -> int:
        return int(mix.times @ self.limit[mix.rows]) // mix.parts

    def _row(self, mix: _Mix) -> Rounded:
        use = np.floor_divide(_Sum(self, mix).every(), mix.parts)
        columns = np.flatnonzero(use)
        return Rounded(columns, use[columns], float(self._most(mix)))


def tighten(
    master: Master,
    best: Priced,
    goes_on: Callable[[], float],
    near_enough: Callable[[float], bool],
    *,
    close: float,
    rounds: int,
) -> tuple[Rows, Priced]:
    """The rows with rounded ones that count, and the linear program with them.

    It goes on for so many rounds while they lower the bound (by `GAIN` of itself each), until
    `goes_on` says no more time or `near_enough` is content with the bound. `best` is the program's
    last answer.
    """
    shared = master.model.shared
    rounding = Rounding(master.pricing.columns, shared, master.pricing.people)
    for _ in range(rounds):
        if goes_on() <= 0 or near_enough(best.bound):
            break
        new = rounding.broken(master)
        if not new:
            break
        shared = shared.with_rounded(new)
        rounding.over(shared)
        master.cut(shared)
        known = best.prices.with_rows(len(shared))
        before, best = best, relax(master, [], known, goes_on, close=close)
        if before.bound - best.bound <= GAIN * abs(before.bound):
            break
    near_enough(best.bound)
    return shared.unrounded(best.prices.row > 0), best


def whole_numbers(shared: Rows) -> IntArray:
    """Per row: the least number that makes all its uses whole; 0 where there is none or where the
    row is not of the kind 'at most' over columns alone."""
    found = np.zeros(len(shared), dtype=np.int64)
    possible = ~np.isin(shared.kind, (GROUP, GOAL)) & np.isfinite(shared.upper)
    row = np.concatenate([shared.by_slot.row, shared.by_path.row])
    use = np.concatenate([shared.by_slot.use, shared.by_path.use])
    for factor in range(1, FACTORS + 1):
        left = possible & (found == 0)
        if not left.any():
            break
        asked = left[row]
        row, use = row[asked], use[asked]
        amount = use * factor
        apart = np.abs(amount - np.round(amount)) > EXACT
        left[row[apart]] = False
        found[left] = factor
    return found


def _parts(weight: FloatArray) -> int | None:
    """The least number of parts that makes every weight whole."""
    for parts in range(2, PARTS + 1):
        amount = weight * parts
        if np.abs(amount - np.round(amount)).max() < EXACT * parts:
            return parts
    return None
