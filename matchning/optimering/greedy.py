"""The floor under every answer: locks first, then the best column that still fits."""

from collections.abc import Callable, Iterable

import numpy as np

from .columns import Columns
from .ledger import Ledger
from .tables import Tables


def fill(
    t: Tables,
    columns: Columns,
    chosen: Iterable[int] = (),
    tick: Callable[[], None] = lambda: None,
) -> list[int]:
    """Add to `chosen` (and the locked columns) by falling value; returns column positions.

    Ties go to the earlier column, so the plan is the same every time.
    """
    ledger = Ledger(t, columns)
    plan = sorted({*chosen, *np.flatnonzero(columns.locked).tolist()})
    candidates = columns.candidate.tolist()
    taken = {candidates[c] for c in plan}
    for c in plan:
        ledger.take(c)
    for count, c in enumerate(np.argsort(-columns.value, kind="stable").tolist()):
        if count % 256 == 0:
            tick()
        if candidates[c] not in taken and columns.value[c] > 0 and ledger.short_of(c) is None:
            ledger.take(c)
            taken.add(candidates[c])
            plan.append(c)
    return sorted(plan)
