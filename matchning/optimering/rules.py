"""The hard rules of a pair, each one named function over the numpy tables.

Every function answers for all (candidate, need) at once, shape C x N, at the earliest week the
candidate could go straight to work. `registry.py` gives each its Swedish name and sentences;
`verifier.py` checks every one of them again without using this file.
"""

import numpy as np

from .problem import ODD_HOURS
from .tables import NEVER, NO_WISH, IntArray, Tables
from .travel import BoolArray


def consent(t: Tables) -> BoolArray:
    return _per_candidate(t, [c.consent for c in t.problem.candidates])


def not_excluded(t: Tables) -> BoolArray:
    return _per_candidate(t, [not c.excluded for c in t.problem.candidates])


def not_forbidden(t: Tables) -> BoolArray:
    return ~t.forbidden


def trade(t: Tables) -> BoolArray:
    wished: BoolArray = (t.rungs != NO_WISH)[:, t.trade_of]
    return wished


def rung(t: Tables) -> BoolArray:
    low = np.array([n.min_rung for n in t.problem.needs])
    high = np.array([n.max_rung for n in t.problem.needs])
    any_trade = np.array([n.trade is None for n in t.problem.needs], dtype=bool)
    held = t.rungs[:, t.trade_of]
    result: BoolArray = (held == NO_WISH) | any_trade | ((held >= low) & (held <= high))
    return result


def hours(t: Tables) -> BoolArray:
    can = np.array([_number(c.hours_per_week, np.inf) for c in t.problem.candidates])
    asked = np.array([_number(n.hours_per_week, 0) for n in t.problem.needs])
    result: BoolArray = can[:, None] >= asked[None, :]
    return result


def dates(t: Tables) -> BoolArray:
    return _fits(t, t.next_dates)


def delay(t: Tables) -> BoolArray:
    return _fits(t, t.next_start) | ~_fits(t, t.next_dates)


def shift_hour(t: Tables) -> BoolArray:
    earliest = np.array([_number(c.earliest_shift_hour, 0) for c in t.problem.candidates])
    starts = np.array([_number(s.shift_start_hour, np.inf) for s in t.problem.sites])
    result: BoolArray = earliest[:, None] <= starts[t.site_of][None, :]
    return result


def shift_end(t: Tables) -> BoolArray:
    latest = np.array([_number(c.latest_end_hour, np.inf) for c in t.problem.candidates])
    ends = np.array([_number(s.shift_end_hour, 0) for s in t.problem.sites])
    result: BoolArray = ends[t.site_of][None, :] <= latest[:, None]
    return result


def odd_hours(t: Tables) -> BoolArray:
    met = np.ones(t.shape, dtype=bool)
    for when in ODD_HOURS:
        sites = np.array([when in s.odd_hours for s in t.problem.sites], dtype=bool)
        if sites.any():
            can = np.array([c.odd_hours.get(when, True) for c in t.problem.candidates], dtype=bool)
            met &= can[:, None] | ~sites[t.site_of][None, :]
    return met


def transport(t: Tables) -> BoolArray:
    return t.travel.site_reachable[:, t.site_of]


def travel_time(t: Tables) -> BoolArray:
    limit = np.array([_number(c.max_travel_minutes, np.inf) for c in t.problem.candidates])
    minutes = t.travel.to_site
    # An unknown journey blocks nothing; an impossible one is told by `transport`.
    near: BoolArray = ~np.isfinite(minutes) | (minutes <= limit[:, None])
    return near[:, t.site_of]


def licence(t: Tables) -> BoolArray:
    return _clear(t, ~t.licences, t.licences_needed)


def adaptation(t: Tables) -> BoolArray:
    return _clear(t, t.cannot, t.demands)


def age(t: Tables) -> BoolArray:
    years = np.array([_number(c.age_years, -1) for c in t.problem.candidates])
    lowest = np.array([_number(n.age_min, -1) for n in t.problem.needs])
    result: BoolArray = years[:, None] >= lowest[None, :]
    return result


def support(t: Tables) -> BoolArray:
    """Some support form asked for is one the employer may have and, where known, she too."""
    met = np.ones(t.shape, dtype=bool)
    known: dict[frozenset[str], list[bool]] = {}
    for j, need in enumerate(t.problem.needs):
        if need.support:
            usable = need.support - t.problem.sites[t.site_of[j]].support_unmet
            if usable not in known:
                known[usable] = [
                    bool(usable) and (c.support is None or not usable.isdisjoint(c.support))
                    for c in t.problem.candidates
                ]
            met[:, j] = known[usable]
    return met


def skills(t: Tables) -> BoolArray:
    return _holds(t, t.required_skills)


def certificates(t: Tables) -> BoolArray:
    return _holds(t, t.required_certificates)


def language(t: Tables) -> BoolArray:
    level = np.array([n.language_level for n in t.problem.needs])
    result: BoolArray = t.levels[:, t.site_of] >= level[None, :]
    return result


def missing_items(t: Tables, required: BoolArray, i: int, j: int, start: int) -> list[str]:
    """Codes of the table `required` that candidate i does not hold for need j in week `start`."""
    short = required[j] & (t.own_until[i] <= start)
    return [t.items[k] for k in np.flatnonzero(short)]


def _fits(t: Tables, first: IntArray) -> BoolArray:
    """Is there time for the shortest placement from the first allowed start week (N x (W+1))?

    Many are available in the same weeks: the answer is worked out once for all of those.
    """
    weeks = t.problem.weeks
    shortest = np.array([n.min_weeks for n in t.problem.needs], dtype=np.int64)
    period, who = np.unique(
        np.column_stack([t.available_from, t.available_to]), axis=0, return_inverse=True
    )
    start = first[:, np.minimum(period[:, 0], weeks)].T
    run_end = t.run_end[np.arange(t.shape[1]), np.minimum(start, weeks - 1)]
    end = np.minimum(run_end, period[:, 1:])
    result: BoolArray = ((start < NEVER) & (end - start >= shortest))[who.reshape(-1)]
    return result


def _holds(t: Tables, required: BoolArray) -> BoolArray:
    met = np.ones(t.shape[::-1], dtype=bool)
    from_week = np.minimum(t.available_from, t.problem.weeks)
    for j, k in zip(*np.nonzero(required), strict=True):
        start = np.minimum(t.next_start[j, from_week], t.problem.weeks)
        met[j] &= t.own_until[:, k] > start
    return met.T


def _clear(t: Tables, hindered: BoolArray, asked: BoolArray) -> BoolArray:
    """C x N from C x codes and N x codes: True where nothing that is asked for is hindered."""
    clear = np.ones(t.shape, dtype=bool)
    for code in range(asked.shape[1]):
        rows = np.flatnonzero(asked[:, code])
        clear[:, rows] &= ~hindered[:, [code]]
    return clear


def _per_candidate(t: Tables, flags: list[bool]) -> BoolArray:
    return np.broadcast_to(np.array(flags, dtype=bool)[:, None], t.shape)


def _number(value: float | None, missing: float) -> float:
    return missing if value is None else value
