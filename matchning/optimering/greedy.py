"""The floor under every answer: locks first, then the best column that still fits.

People who belong together come before the others, one group at a time: at each place the best
column of each that fits, and of the places the best one where all of them fit.
"""

from collections.abc import Callable, Iterable

import numpy as np

from .columns import Columns
from .ledger import Ledger
from .links import free_members, places_of
from .rows import Rows
from .tables import IntArray, Tables
from .travel import BoolArray, FloatArray

AT_ONCE = 4096  # columns looked at before those that can no longer fit are left out


def fill(
    t: Tables,
    columns: Columns,
    shared: Rows,
    value: FloatArray,
    *,
    chosen: Iterable[int] = (),
    tick: Callable[[], None] = lambda: None,
) -> list[int]:
    """Add to `chosen` (and the locked columns) by falling `value`; returns column positions.

    `value` is per column; only what is worth more than 0 is added. Ties go to the earlier column,
    so the plan is the same every time.
    """
    ledger = Ledger(t, columns)
    plan = sorted({*chosen, *np.flatnonzero(columns.locked).tolist()})
    for c in plan:
        ledger.take(c)
    taken = np.zeros(t.shape[0], dtype=bool)
    taken[columns.candidate[plan]] = True
    grouped = np.zeros(t.shape[0], dtype=bool)
    for group in _groups(t, columns):
        grouped[group] = True
    together = _placed_together(t, columns, value, ledger, taken)
    taken[columns.candidate[together]] = True
    plan += together
    # What has become full stays full, so a slot or path is looked at once after that.
    full_slot = np.zeros(len(shared.by_slot.begin) - 1, dtype=bool)
    full_path = np.zeros(len(columns.paths), dtype=bool)
    legs = columns.legs
    left = np.flatnonzero((value > 0) & ~taken[columns.candidate])
    left = left[~grouped[columns.candidate[left]] | (columns.need[left] < 0)]
    left = left[np.argsort(-value[left], kind="stable")]
    while len(left):
        tick()
        now, left = left[:AT_ONCE], left[AT_ONCE:]
        for c in now.tolist():
            i, path = columns.candidate[c], columns.path[c]
            slots = shared.slot[legs.begin[c] : legs.begin[c + 1]]
            if taken[i] or full_path[path] or full_slot[slots].any():
                continue
            short = ledger.short_of(c)
            if short is None:
                ledger.take(c)
                taken[i] = True
                plan.append(c)
            elif short in {"seats", "budget"}:
                full_path[path] = True
            elif len(slots) == 1:
                full_slot[slots] = True
        fits = ~taken[columns.candidate[left]] & ~full_path[columns.path[left]]
        left = left[fits]
        left = left[~_any_full(full_slot, shared, columns, left)]
    return sorted(plan)


def _any_full(full: BoolArray, shared: Rows, columns: Columns, at: IntArray) -> BoolArray:
    """Is the first leg's slot full? (Later legs are looked at one by one.)"""
    begin = columns.legs.begin[at]
    has = columns.legs.begin[at + 1] > begin
    found = np.zeros(len(at), dtype=bool)
    found[has] = full[shared.slot[begin[has]]]
    return found


def _groups(t: Tables, columns: Columns) -> list[list[int]]:
    at = {person.id: i for i, person in enumerate(t.problem.candidates)}
    members = [[at[name] for name in group.candidates] for group in t.problem.together]
    return free_members(t, columns, members)


def _placed_together(
    t: Tables, columns: Columns, value: FloatArray, ledger: Ledger, taken: BoolArray
) -> list[int]:
    """Columns for whole groups, entered in the ledger."""
    found: list[int] = []
    for places, group in zip(places_of(t), _groups(t, columns), strict=True):
        if not group or taken[group].any():
            continue
        mine = np.flatnonzero(np.isin(columns.candidate, group) & (columns.need >= 0))
        where = places[columns.need[mine]]
        best: list[int] = []
        worth = 0.0
        for place in np.unique(where).tolist():
            here = _all_of(group, mine[where == place], columns, value, ledger)
            if here and float(value[here].sum()) > worth:
                best, worth = here, float(value[here].sum())
        for c in best:
            ledger.take(c)
        found += best
    return found


def _all_of(
    group: list[int], choice: IntArray, columns: Columns, value: FloatArray, ledger: Ledger
) -> list[int]:
    """One column for each of the group that fit beside each other, or none at all."""
    chosen: list[int] = []
    for i in group:
        mine = choice[columns.candidate[choice] == i]
        mine = mine[np.argsort(-value[mine], kind="stable")]
        fits = next((c for c in mine.tolist() if ledger.short_of(c) is None), None)
        if fits is None:
            break
        ledger.take(fits)
        chosen.append(fits)
    for c in chosen:
        ledger.take(c, -1)
    return chosen if len(chosen) == len(group) else []
