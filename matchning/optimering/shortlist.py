"""A shortlist of needs per candidate, kept up to date while the futures are found."""

import numpy as np

from .blocks import Block
from .tables import Tables
from .travel import BoolArray

MANY = 2_000_000  # futures held before those off the list are let go


class Shortlist:
    """The `most` needs on which each candidate's best future is worth most; None = all."""

    def __init__(self, t: Tables, most: int | None) -> None:
        count = t.shape[0] if most is not None and most < t.shape[1] else 0
        self.active = count > 0
        self.best = np.full((count, most or 0), -np.inf)
        self.need = np.full((count, most or 0), -1, dtype=np.int32)
        self._waiting = 0

    def hear(self, j: int, found: Block, blocks: list[Block]) -> int:
        """Weigh the need's futures, by candidate; how many were let go of from the blocks."""
        if not self.active:
            return 0
        people, first = np.unique(found.candidate, return_index=True)
        if len(people):
            best = np.maximum.reduceat(found.value, first)
            last = np.argmin(self.best[people], axis=1)
            better = best > self.best[people, last]
            self.best[people[better], last[better]] = best[better]
            self.need[people[better], last[better]] = j
        self._waiting += len(found.value)
        return self.close(blocks) if self._waiting > MANY else 0

    def close(self, blocks: list[Block]) -> int:
        """Let go of the futures that are on nobody's list."""
        if not self.active:
            return 0
        self._waiting, lost = 0, 0
        for n, part in enumerate(blocks):
            on = self.on_list(part)
            lost += len(on) - int(on.sum())
            blocks[n] = part.take(on)
        return lost

    def on_list(self, part: Block) -> BoolArray:
        """Which futures' last need is on the candidate's list."""
        found: BoolArray = (self.need[part.candidate] == part.need[:, -1:]).any(axis=1)
        return found
