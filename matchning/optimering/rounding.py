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
from .rows import GOAL, GROUP, ROUNDED, Rounded, Rows
from .tables import IntArray
from .travel import FloatArray

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


class Rounding:
    """Rounded rows over the columns of a problem."""

    def __init__(self, columns: Columns, shared: Rows) -> None:
        self.columns = columns
        self.over(shared)
        self.known: set[tuple[int, bytes, bytes]] = set()

    def over(self, shared: Rows) -> None:
        """From now on these rows: the same with more after them."""
        self.shared = shared
        self.factor = whole_numbers(shared)
        usable = self.factor > 0
        self.limit = np.zeros(len(shared), dtype=np.int64)
        self.limit[usable] = np.floor(shared.upper[usable] * self.factor[usable] + EXACT)

    def broken(self, master: Master) -> list[Rounded]:
        """The rows most broken by the linear program's answer, at most `AT_ONCE`."""
        shares, chosen = master.shares(), master.model.chosen
        part = np.flatnonzero(shares > EXACT)
        there, share = chosen[part], shares[part]
        found: list[tuple[float, int, _Mix]] = []
        for read in self._mixes(master):
            mix = self._filled(read, there[share > 1 - EXACT])
            if mix.key in self.known:
                continue
            self.known.add(mix.key)
            use = self._use(mix, there)
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

    def _filled(self, mix: _Mix, whole: IntArray) -> _Mix:
        """With so much more of the own rows of people who are somewhere wholly that nothing of
        them is lost in rounding down."""
        left = -self._total(mix, whole).astype(np.int64) % mix.parts
        times = np.zeros(len(self.shared), dtype=np.int64)
        times[mix.rows] = mix.times
        times[self.columns.candidate[whole]] += left
        rows = np.flatnonzero(times)
        return _Mix(rows, times[rows], mix.parts)

    def _most(self, mix: _Mix) -> int:
        return int(mix.times @ self.limit[mix.rows]) // mix.parts

    def _use(self, mix: _Mix, columns: IntArray) -> FloatArray:
        """What each of the columns uses of the rounded row."""
        use: FloatArray = np.floor(self._total(mix, columns) / mix.parts + 1e-9)
        return use

    def _total(self, mix: _Mix, asked: IntArray) -> FloatArray:
        """What each of the columns uses of all the rows, not divided yet; whole numbers."""
        every, shared = self.columns, self.shared
        weight = np.zeros(len(shared))
        weight[mix.rows] = mix.times * self.factor[mix.rows]
        by_slot, by_path = shared.by_slot.paid(weight), shared.by_path.paid(weight)
        total = weight[every.candidate[asked]] + by_path[every.path[asked]]
        begin = every.legs.begin
        for leg in range(int(np.diff(begin).max(initial=0))):
            has = np.flatnonzero(begin[asked] + leg < begin[asked + 1])
            total[has] += by_slot[shared.slot[begin[asked[has]] + leg]]
        for r in mix.rows[shared.kind[mix.rows] == ROUNDED].tolist():
            rounded = shared.rounded[int(shared.item[r])]
            total += weight[r] * rounded.used_by(asked)
        return np.round(total)

    def _row(self, mix: _Mix) -> Rounded:
        use = self._use(mix, np.arange(len(self.columns)))
        columns = np.flatnonzero(use)
        return Rounded(columns, use[columns], float(self._most(mix)))


def tighten(
    master: Master,
    best: Priced,
    goes_on: Callable[[], float],
    close: float,
    near_enough: Callable[[float], bool],
) -> tuple[Rows, Priced]:
    """The rows with rounded ones that count, and the linear program with them.

    It goes on while they lower the bound (by `GAIN` of itself a round), until `goes_on` says no
    more time or `near_enough` is content with the bound. `best` is the program's last answer.
    """
    shared = master.model.shared
    rounding = Rounding(master.pricing.columns, shared)
    while goes_on() > 0 and not near_enough(best.bound):
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
