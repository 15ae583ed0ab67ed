"""What a future is worth, in weeks of work, kept in parts so that every part can be told.

One formula, over arrays: many futures of one need at a time when they are compared, a single one
when a proposal is told.

A value belongs to a match, never to a person. Missing facts score 0.5 (problem.Weights) or the
neutral travel time, so that they neither help nor hurt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from types import MappingProxyType

import numpy as np

from .pathtable import Path
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
        "hours": "timmar mot yrkesbevis",
        "yrkesbevis": "färdigt yrkesbevis",
        "opening": "öppnar för kommande arbete",
        "keep": "tidigare besked står fast",
        "pair": "givet värde",
    }
)
Work = tuple[int, int, int]  # need (its position), start week, end week


@dataclass(frozen=True, slots=True, eq=False)
class Futures:
    """Work on one need as parallel arrays; `until` has an entry per `nice_items`."""

    candidate: IntArray
    start: IntArray
    end: IntArray
    until: Sequence[
        FloatArray
    ]  # first week in which what the path gives is not valid, -inf = not given


def nice_items(t: Tables, j: int) -> list[int]:
    """The need's nice-to-haves as positions in Tables.items."""
    at = {code: k for k, code in enumerate(t.items)}
    return [at[code] for code in sorted(t.problem.needs[j].nice)]


def of_legs(t: Tables, j: int, futures: Futures) -> FloatArray:
    """What the work on need j itself is worth, to rounding."""
    value = np.zeros(len(futures.start))
    for part in _leg_parts(t, j, futures).values():
        value += part
    return value


def of_hours(t: Tables, j: int, people: IntArray, weeks: IntArray) -> FloatArray:
    """What so many weeks in need j's trade are worth towards yrkesbevis, to rounding."""
    hours, done = _hour_parts(t, j, people, weeks)
    return hours + done


def waiting(t: Tables, weeks: IntArray) -> FloatArray:
    value: FloatArray = -t.problem.weights.waiting_per_week * weeks.astype(float)
    return value


def cost(t: Tables, cost_sek: FloatArray) -> FloatArray:
    value: FloatArray = -t.problem.weights.cost_per_1000_sek * cost_sek / 1000
    return value


def keep_bonus(
    t: Tables, i: int, j: int, weeks: tuple[int, int], intakes: Sequence[int]
) -> float | None:
    """What it is worth that this is what she has been told; None where she has not."""
    need, worth = t.problem.needs[j], t.problem.weights.keep_weeks
    best = None
    for kept in t.kept.get((i, j), ()):
        same = True
        if kept.start_week is not None:
            end = need.end_week if kept.end_week is None else kept.end_week
            names = [t.problem.intakes[k].id for k in intakes]
            same = (kept.start_week, end) == weeks and sorted(kept.intakes) == sorted(names)
        best = max(best or 0.0, worth if same else worth / 2)
    return best


def parts(t: Tables, i: int, legs: Sequence[Work], path: Path) -> dict[str, float]:
    """The parts for candidate i on the legs in order, after `path`; without pairs and openings."""
    found: dict[str, list[float]] = {}
    for j, start, end in legs:
        until = [np.array([path.until.get(t.items[k], -np.inf)]) for k in nice_items(t, j)]
        one = Futures(np.array([i]), np.array([start]), np.array([end]), until)
        for code, part in _leg_parts(t, j, one).items():
            found.setdefault(code, []).append(float(part[0]))
    if legs:
        idle = max(0, legs[0][1] - int(t.available_from[i]))
        idle += sum(after[1] - before[2] for before, after in pairwise(legs))
        found["waiting"] = [float(waiting(t, np.array([idle]))[0])]
    found["cost"] = [float(cost(t, np.array([path.cost_sek]))[0])]
    if legs:
        j, weeks = legs[0][0], sum(end - start for _, start, end in legs)
        if t.hours_left[i, t.trade_of[j]] > 0:
            hours, done = _hour_parts(t, j, np.array([i]), np.array([weeks]))
            found["hours"] = [float(hours[0])]
            if done[0]:
                found["yrkesbevis"] = [float(done[0])]
        keep = keep_bonus(t, i, j, legs[0][1:], path.intakes)
        if keep is not None:
            found["keep"] = [keep]
    return {code: fsum(values) + 0.0 for code, values in found.items()}  # no -0.0


def total(found: Mapping[str, float]) -> float:
    return fsum(found.values())


def _leg_parts(t: Tables, j: int, futures: Futures) -> dict[str, FloatArray]:
    weights, need, i = t.problem.weights, t.problem.needs[j], futures.candidate
    work: FloatArray = (futures.end - futures.start).astype(float) * need.weight
    rank, held, minutes = t.rank(i, j), t.rung(i, j), t.minutes(i, j)
    wish = np.where(np.isnan(rank), 0.5, np.maximum(0.0, 1 - (rank - 1) / 2))
    rung = np.maximum(0.0, 1 - np.abs(held - need.min_rung) / 2)
    if need.trade is None:
        rung = np.full(len(i), 0.5)
    rung = np.where(held == NO_WISH, 0.5, rung)
    minutes = np.where(np.isfinite(minutes), minutes, t.problem.travel.neutral_minutes)
    return {
        "work": work,
        "wish": work * weights.wish_share * wish,
        "nice": work * weights.nice_share * _nice(t, j, futures),
        "rung": work * weights.rung_share * rung,
        "travel": -work * weights.travel_share_per_hour * minutes / 60,
    }


def _hour_parts(
    t: Tables, j: int, people: IntArray, weeks: IntArray
) -> tuple[FloatArray, FloatArray]:
    """(hours towards yrkesbevis, the full account), in weeks of work."""
    weights = t.problem.weights
    left = t.hours_left[people, t.trade_of[j]]
    counted = t.problem.yrkesbevis.hours_per_week * weeks
    hours: FloatArray = weights.per_1000_hours * np.minimum(counted, left) / 1000
    done = np.where((left > 0) & (left <= counted), weights.yrkesbevis, 0.0)
    return hours, done


def _nice(t: Tables, j: int, futures: Futures) -> FloatArray:
    """Share of the nice-to-haves held in the start week; the middle where nothing is asked.

    Skills nobody has asked her about count half each.
    """
    items = nice_items(t, j)
    if not items:
        return np.full(len(futures.start), 0.5)
    unasked = np.where(t.skills_asked[futures.candidate], 0.0, 0.5)
    points = np.zeros(len(futures.start))
    for item, given in zip(items, futures.until, strict=True):
        until = np.maximum(t.own_until[futures.candidate, item], given)
        points += np.where(until > futures.start, 1.0, unasked)
    return points / len(items)
