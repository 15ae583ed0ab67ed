"""Chains: two or three needs of one trade after each other, for hours towards yrkesbevis.

For candidates who count hours in the trade and are below yrkesbevis, and are not to be placed
together with somebody. The first leg is any future of one need, with its path. The next is direct
work for one who is ready the week the leg before ends and holds what she has today and what the
path gave: it starts in the earliest allowed week or a later rise and ends as any future may.

A beam search: of each candidate's beginnings the most promising are made longer.
"""

from collections.abc import Callable

import numpy as np

from .blocks import Block, joined
from .futures import FutureFinder, Rows
from .paths import place_within
from .result import Options
from .tables import NEVER, UNKNOWN_LEVEL, IntArray, Tables
from .travel import BoolArray, FloatArray
from .value import of_hours, waiting

MANY = 1_000_000  # beginnings held before the least promising are let go


class ChainFinder:
    """Hears every need's futures, then makes chains of them."""

    def __init__(
        self, t: Tables, futures: FutureFinder, options: Options, fixed: BoolArray
    ) -> None:
        self.t = t
        self.futures = futures
        self.most = options.chains_per_candidate
        self.fixed = fixed
        self.cut = 0
        grouped = {name for group in t.problem.together for name in group.candidates}
        alone = np.array([c.id not in grouped for c in t.problem.candidates], dtype=bool)
        self.may = t.on_way & alone[:, None]
        self.active = t.problem.max_legs > 1 and self.most > 0 and bool(self.may.any())
        self._waiting: list[Block] = []
        self._count = 0  # heard since the last cut
        self._potential = self._promise()

    def hear(self, j: int, found: Block) -> None:
        """Remember what may be the first leg of a chain. Its value is held without hours."""
        if self.active:
            first = found.take(self.may[found.candidate, self.t.trade_of[j]])
            value = first.value - self._hours(j, first)
            self._waiting.append(first._replace(value=value))
            self._count += len(value)
            if self._count > MANY:
                self._waiting, self._count = [self._best(joined(self._waiting, 1))], 0

    def longer(self, keep_all: bool, tick: Callable[[], None]) -> tuple[list[Block], int]:
        """The best chains of every candidate, by number of legs, and how many were cut."""
        if not self.active:
            return [], 0
        chains, found = joined(self._waiting, 1), []
        self._waiting = []
        for legs in range(2, self.t.problem.max_legs + 1):
            chains = self._best(chains)
            parts = []
            for trade, some in self._by_trade(chains):
                for j in np.flatnonzero(self.t.trade_of == trade).tolist():
                    tick()
                    parts.append(self._with_leg(j, some))
            chains = joined(parts, legs)
            found.append(chains)
        return self._kept(found, keep_all), self.cut

    def _with_leg(self, j: int, chains: Block) -> Block:
        """Those of the chains that can go on to need j, in every way they can."""
        t, futures = self.t, self.futures
        last = np.searchsorted(t.next_start[j], NEVER)  # nobody can start from this week on
        at = np.arange(np.searchsorted(chains.end[:, -1], last))
        at = at[self.fixed[chains.candidate[at], j]]
        at = at[(chains.need[at] != j).all(axis=1)]
        at = at[self._speaks(j, chains.candidate[at], chains.path[at])]
        before = chains.take(at)
        begin = t.next_start[j, before.end[:, -1]]
        never = np.full(len(begin), -np.inf)
        rows = Rows(before.candidate, before.path, never, self._holds_until(j, before))
        row, start, end, every = futures.weeks(j, rows, begin)
        self.cut += every - len(row)
        before = before.take(row)
        who, path = before.candidate, before.path
        value = before.value + futures.worth(j, who, path, start, end)
        value += waiting(t, start - before.end[:, -1])
        hours = futures.tutor_hours(j, who, path)
        return Block(
            who,
            path,
            value,
            np.column_stack([before.need, np.full(len(row), j, dtype=np.int32)]),
            np.column_stack([before.start, start.astype(np.int16)]),
            np.column_stack([before.end, end.astype(np.int16)]),
            np.column_stack([before.tutor_hours, hours]),
        )

    def _by_trade(self, chains: Block) -> list[tuple[int, Block]]:
        """(trade, its chains by the week they end)."""
        trade = self.t.trade_of[chains.need[:, 0]]
        found = []
        for one in np.unique(trade).tolist():
            at = np.flatnonzero(trade == one)
            found.append((one, chains.take(at[np.argsort(chains.end[at, -1], kind="stable")])))
        return found

    def _speaks(self, j: int, who: IntArray, path: IntArray) -> BoolArray:
        level = self.t.level(who, j)
        reached = np.maximum(level, self.futures.taught(j, path))
        needed = self.t.problem.needs[j].language_level
        result: BoolArray = (level == UNKNOWN_LEVEL) | (reached >= needed)
        return result

    def _holds_until(self, j: int, chains: Block) -> FloatArray:
        """The first week in which something the need asks for is no longer held."""
        until = np.full(len(chains.value), np.inf)
        for item in np.flatnonzero(self.futures.required[j]).tolist():
            own = self.t.own_until[chains.candidate, item]
            np.minimum(
                until, np.maximum(own, self.futures.held_until(item, chains.path)), out=until
            )
        return until

    def _hours(self, j: int, chains: Block) -> FloatArray:
        weeks = (chains.end - chains.start).sum(axis=1, dtype=np.int64)
        return of_hours(self.t, j, chains.candidate, weeks)

    def _promise(self) -> FloatArray:
        """Trades x (W+1): about the most that work from a week on can be worth."""
        t = self.t
        found = np.zeros((int(t.trade_of.max(initial=0)) + 1, t.problem.weeks + 1))
        for j, need in enumerate(t.problem.needs):
            start = t.next_start[j]
            end = t.run_end[j, start.clip(max=t.problem.weeks - 1)]
            weeks = np.where(start < NEVER, end - start, 0)
            row = found[t.trade_of[j]]
            np.maximum(row, weeks * need.weight, out=row)
        return found

    def _best(self, chains: Block) -> Block:
        """Each candidate's most promising beginnings."""
        trade = self.t.trade_of[chains.need[:, 0]]
        promise = chains.value + self._potential[trade, chains.end[:, -1]]
        return self._most(chains, promise)

    def _kept(self, found: list[Block], keep_all: bool) -> list[Block]:
        """The best of all chains by value, hours included."""
        whole = []
        for chains in found:
            value = chains.value.copy()
            for j in np.unique(chains.need[:, 0]).tolist():
                at = np.flatnonzero(chains.need[:, 0] == j)
                value[at] += self._hours(j, chains.take(at))
            part = chains._replace(value=value)
            whole.append(part if keep_all else part.take(value > 0))
        who = np.concatenate([part.candidate for part in whole])
        value = np.concatenate([part.value for part in whole])
        kept = self._first(who, value)
        edges = np.cumsum([0, *(len(part.value) for part in whole)])
        self.cut += len(who) - int(kept.sum())
        return [part.take(kept[a:b]) for part, a, b in zip(whole, edges, edges[1:], strict=False)]

    def _most(self, chains: Block, worth: FloatArray) -> Block:
        kept = self._first(chains.candidate, worth)
        self.cut += len(kept) - int(kept.sum())
        return chains.take(kept)

    def _first(self, who: IntArray, worth: FloatArray) -> BoolArray:
        order = np.lexsort((-worth, who))
        kept = np.zeros(len(who), dtype=bool)
        kept[order[place_within(who[order]) < self.most]] = True
        return kept
