"""What one forecast says of the futures of today: what they use, and what waiting is worth.

Prices come from the forecast's linear program and are told by id and week (result.Prices); what
no price is told for is free.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Columns
from .engine import Engine
from .result import Prices
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Bids:
    """By one forecast, in weeks of work. `training` is people x the courses asked about."""

    futures: FloatArray  # per future of today: what it uses, and what she can expect by waiting
    training: FloatArray  # what she can expect with the course less what without


def bids(today: Engine, coming: Engine, asked: Sequence[int]) -> Bids:
    """`asked`: positions of intakes, which are the same in both.

    Where a price may be any of several, the lowest is what one more is worth to others and the
    highest what she herself would pay for what nobody else wants: the middle of the two is bid.
    """
    _, *near = coming.relaxations()
    each = [_at(today, coming, asked, one.prices) for one in near]
    return Bids(
        np.mean([one.futures for one in each], axis=0),
        np.mean([one.training for one in each], axis=0),
    )


def _at(today: Engine, coming: Engine, asked: Sequence[int], prices: Prices) -> Bids:
    there, people = coming.columns, len(coming.problem.candidates)
    known = {need.id for need in today.problem.needs}
    unknown = np.array([need.id not in known for need in coming.problem.needs], dtype=bool)
    new = _sum(there, unknown[there.legs.need]) > 0
    earns = (there.value - paid(prices, coming.t, there))[new]
    who, first, begin = there.candidate[new], _first(there)[new], _begin(coming, there)[new]
    at = {person.id: i for i, person in enumerate(coming.problem.candidates)}
    mine = [at[person.id] for person in today.problem.candidates]
    waiting = best(earns, who, people)[mine]
    later = ~np.isin(first, asked)
    without = best(earns[later], who[later], people)[mine]
    weights, training = coming.problem.weights, np.zeros((len(mine), len(asked)))
    for u, k in enumerate(asked):
        intake = coming.problem.intakes[k]
        after = later & (begin >= intake.end_week)
        unused = best(earns[after], who[after], people)[mine]
        unused -= weights.cost_per_1000_sek * intake.cost_sek / 1000
        used = best(earns[first == k], who[first == k], people)[mine]
        training[:, u] = np.maximum(used, unused) - without
    pays = paid(prices, today.t, today.columns)
    return Bids(pays + waiting[today.columns.candidate], training)


def paid(prices: Prices, t: Tables, columns: Columns) -> FloatArray:
    """Per column, in weeks of work. Groups and goals have no part in it."""
    legs = columns.legs
    needs = [prices.headcount.get(need.id, {}) for need in t.problem.needs]
    sites = [prices.tutor_hours.get(site.id, {}) for site in t.problem.sites]
    heads, hours = _until(t, needs), _until(t, sites)
    site = t.site_of[legs.need]
    by_leg = heads[legs.need, legs.end] - heads[legs.need, legs.start]
    by_leg += legs.tutor_hours * (hours[site, legs.end] - hours[site, legs.start])
    site_at = {one.id: s for s, one in enumerate(t.problem.sites)}
    for row in prices.whole_people:
        there = (site == site_at.get(row.site, -1)) & (legs.start <= row.week)
        there &= legs.end > row.week
        by_leg[there] += row.price * np.floor(legs.tutor_hours[there] / row.hours)
    found: FloatArray = _sum(columns, by_leg) + _by_path(prices, t, columns)[columns.path]
    return found


def best(worth: FloatArray, who: IntArray, people: int) -> FloatArray:
    """Per person the most one of her futures is worth, 0 where none is worth anything."""
    found = np.zeros(people)
    np.maximum.at(found, who, worth)
    return found


def _sum(columns: Columns, per_leg: FloatArray | BoolArray) -> FloatArray:
    weights = np.asarray(per_leg, dtype=float)
    sums = np.bincount(columns.legs.column, weights, minlength=len(columns))
    return sums.astype(float)


def _first(columns: Columns) -> IntArray:
    """The first course of each future, -1 where it is straight to work."""
    lead = np.array([path.intakes[0] if path.intakes else -1 for path in columns.paths], dtype=int)
    found: IntArray = lead[columns.path]
    return found


def _begin(made: Engine, columns: Columns) -> IntArray:
    """The first week of each future, of its first course or of its work."""
    starts = [intake.start_week for intake in made.problem.intakes]
    first = _first(columns)
    found: IntArray = np.array([*starts, 0])[first]
    straight = np.flatnonzero(first < 0)  # never courses alone: they have a first course
    found[straight] = columns.legs.start[columns.legs.begin[straight]]
    return found


def _until(t: Tables, rows: Sequence[Mapping[int, float]]) -> FloatArray:
    """Sum of the prices before each week; a stay pays what lies between its start and end."""
    found = np.zeros((len(rows), t.problem.weeks + 1))
    for k, weeks in enumerate(rows):
        for week, price in weeks.items():
            found[k, week + 1] = price
    sums: FloatArray = np.cumsum(found, axis=1)
    return sums


def _by_path(prices: Prices, t: Tables, columns: Columns) -> FloatArray:
    """Per path: its seats, and the money of the budgets they are paid from."""
    budgets = [(b, prices.budgets[b.id]) for b in t.problem.budgets if b.id in prices.budgets]
    per_intake = []
    for intake in t.problem.intakes:
        pays = prices.seats.get(intake.id, 0.0)
        for budget, price in budgets:
            end = t.problem.weeks if budget.to_week is None else budget.to_week
            if budget.payer == intake.payer and budget.from_week <= intake.start_week < end:
                pays += price * intake.cost_sek
        per_intake.append(pays)
    return np.array([sum(per_intake[k] for k in path.intakes) for path in columns.paths])
