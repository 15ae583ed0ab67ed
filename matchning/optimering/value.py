"""What a match is worth, in weeks of work, kept in parts so that every part can be told.

One formula, over arrays: many futures of one need at a time when they are compared, a single one
when a proposal is told.

A value belongs to a match, never to a person. Missing facts score 0.5 (problem.Weights) or the
neutral travel time, so that they neither help nor hurt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

import numpy as np

from .paths import Path
from .tables import NO_WISH, IntArray, Tables
from .travel import FloatArray

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "work": "veckor i arbete",
        "wish": "önskat yrke",
        "nice": "meriter som önskas",
        "rung": "rätt yrkesnivå",
        "travel": "resväg",
        "waiting": "väntan till start",
        "cost": "kurskostnad",
        "keep": "tidigare besked står fast",
        "pair": "givet värde",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Futures:
    """Futures of one need as parallel arrays; `until` has a column per `nice_items`."""

    candidate: IntArray
    start: IntArray
    end: IntArray
    cost_sek: FloatArray
    until: FloatArray  # first week in which what the path gives is not valid, -inf = not given


def nice_items(t: Tables, j: int) -> list[int]:
    """The need's nice-to-haves as positions in Tables.items."""
    at = {code: k for k, code in enumerate(t.items)}
    return [at[code] for code in sorted(t.problem.needs[j].nice)]


def totals(t: Tables, j: int, futures: Futures) -> FloatArray:
    """The value of each future, to rounding; `total(parts(...))` is the exact figure."""
    value = np.zeros(len(futures.start))
    for part in _parts(t, j, futures).values():
        value += part
    return value


def parts(t: Tables, i: int, j: int, weeks: tuple[int, int], path: Path) -> dict[str, float]:
    """The value's parts for candidate i on need j in `[start, end)` after `path`."""
    until = [path.until.get(t.items[k], -np.inf) for k in nice_items(t, j)]
    one = Futures(
        np.array([i]),
        np.array([weeks[0]]),
        np.array([weeks[1]]),
        np.array([path.cost_sek]),
        np.array([until], dtype=float),
    )
    return {code: float(part[0]) + 0.0 for code, part in _parts(t, j, one).items()}  # no -0.0


def total(found: Mapping[str, float]) -> float:
    return fsum(found.values())


def _parts(t: Tables, j: int, futures: Futures) -> dict[str, FloatArray]:
    weights, need, i = t.problem.weights, t.problem.needs[j], futures.candidate
    work = (futures.end - futures.start) * need.weight
    rank, held, minutes = t.wish_rank[i, j], t.rung[i, j], t.minutes[i, j]
    wish = np.where(np.isnan(rank), 0.5, np.maximum(0.0, 1 - (rank - 1) / 2))
    rung = np.maximum(0.0, 1 - np.abs(held - need.min_rung) / 2)
    if need.trade is None:
        rung = np.full(len(i), 0.5)
    rung = np.where(held == NO_WISH, 0.5, rung)
    minutes = np.where(np.isfinite(minutes), minutes, t.problem.travel.neutral_minutes)
    waited = np.maximum(0, futures.start - t.available_from[i])
    found = {
        "work": work,
        "wish": work * weights.wish_share * wish,
        "nice": work * weights.nice_share * _nice(t, j, futures),
        "rung": work * weights.rung_share * rung,
        "travel": -work * weights.travel_share_per_hour * minutes / 60,
        "waiting": -weights.waiting_per_week * waited,
        "cost": -weights.cost_per_1000_sek * futures.cost_sek / 1000,
    }
    if t.kept[i, j].any():
        found["keep"] = np.where(t.kept[i, j], weights.keep_weeks, 0.0)
    return found


def _nice(t: Tables, j: int, futures: Futures) -> FloatArray:
    """Share of the nice-to-haves held in the start week; the middle where nothing is asked.

    Skills nobody has asked her about count half each.
    """
    items = nice_items(t, j)
    if not items:
        return np.full(len(futures.start), 0.5)
    people = t.problem.candidates
    asked = np.array([person.skills is not None for person in people], dtype=bool)
    unasked = np.where(asked[futures.candidate], 0.0, 0.5)
    points = np.zeros(len(futures.start))
    for column, item in enumerate(items):
        until = np.maximum(t.own_until[futures.candidate, item], futures.until[:, column])
        points += np.where(until > futures.start, 1.0, unasked)
    return points / len(items)
