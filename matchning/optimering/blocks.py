"""Futures on their way to becoming columns: some of a kind as parallel arrays."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .tables import IntArray
from .travel import BoolArray, FloatArray


class Block(NamedTuple):
    """Futures with the same number of legs; what has a second axis has one entry per leg."""

    candidate: IntArray
    path: IntArray
    value: FloatArray
    need: IntArray
    start: IntArray
    end: IntArray
    tutor_hours: FloatArray

    def take(self, at: IntArray | BoolArray) -> "Block":
        return Block._make([part[at] for part in self])


Row = tuple[int, int, float, Sequence[tuple[int, int, int, float]]]
# ^ one future: candidate, path, value, legs (need, start, end, tutor hours)


def block(rows: Sequence[Row], legs: int) -> Block:
    count = len(rows)
    fields = zip(*(row[:3] for row in rows), strict=True) if rows else ((),) * 3
    candidate, path, value = fields
    work = np.array([row[3] for row in rows], dtype=float).reshape(count, legs, 4)
    need, start, end = (work[:, :, k].astype(np.int32) for k in range(3))
    return Block(
        np.array(candidate, dtype=np.int32),
        np.array(path, dtype=np.int32),
        np.array(value, dtype=float),
        need,
        start.astype(np.int16),
        end.astype(np.int16),
        work[:, :, 3],
    )


def joined(parts: list[Block], legs: int) -> Block:
    nothing = (np.int32, np.int32, float)
    shapes = (np.int32, np.int16, np.int16, float)
    empty = [np.empty(0, kind) for kind in nothing] + [np.empty((0, legs), kind) for kind in shapes]
    return Block._make([np.concatenate(part) for part in zip(empty, *parts, strict=True)])
