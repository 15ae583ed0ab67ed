"""What is told about a finished plan: reasons, margins, who has no proposal, what is unfilled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .columns import Columns
from .gaps import Gaps
from .ledger import Ledger
from .reasons import Met, reasons
from .result import Margin, Placement, Unfilled, Unplaced
from .tables import Tables

EVEN_SHARE = 0.05  # a margin below this share of the value is called even


@dataclass(frozen=True, slots=True)
class Explanation:
    placements: tuple[Placement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()


def explain(
    t: Tables, met: Met, columns: Columns, plan: Sequence[int], placements: Sequence[Placement]
) -> Explanation:
    """`placements[k]` is column `plan[k]`; `met` is empty where pairs were given."""
    ledger = Ledger(t, columns)
    for c in plan:
        ledger.take(c)
    margins = _margins(columns, plan, ledger)
    told = tuple(
        replace(
            placement,
            reasons=tuple(reasons(t, met, columns, c, placement)),
            margin=None if placement.locked else margins[c],
        )
        for c, placement in zip(plan, placements, strict=True)
    )
    gaps = Gaps(t, met, columns, plan, ledger)
    return Explanation(told, gaps.unplaced(), gaps.unfilled())


def _margins(columns: Columns, plan: Sequence[int], ledger: Ledger) -> dict[int, Margin]:
    """Single exchanges, tried one by one with the placement taken out (see result.Margin)."""
    placed = {int(columns.candidate[c]) for c in plan}
    by_value = np.argsort(-columns.value, kind="stable").tolist()
    candidate, need = columns.candidate.tolist(), columns.need.tolist()
    of_need: dict[int, list[int]] = {}
    of_candidate: dict[int, list[int]] = {}
    for c in by_value:
        of_candidate.setdefault(candidate[c], []).append(c)
        if candidate[c] not in placed:
            of_need.setdefault(need[c], []).append(c)
    found = {}
    for c in plan:
        ledger.take(c, -1)
        others = (d for d in of_need.get(need[c], ()) if ledger.short_of(d) is None)
        elsewhere = (
            d
            for d in of_candidate[candidate[c]]
            if need[d] != need[c] and ledger.short_of(d) is None
        )
        value = float(columns.value[c])
        gaps = [
            None if d is None else value - float(columns.value[d])
            for d in (next(others, None), next(elsewhere, None))
        ]
        ledger.take(c)
        found[c] = _margin(value, gaps[0], gaps[1])
    return found


def _margin(value: float, next_candidate: float | None, next_need: float | None) -> Margin:
    known = [gap for gap in (next_candidate, next_need) if gap is not None]
    if not known:
        return Margin(None, None, "enda möjliga")
    even = min(known) < EVEN_SHARE * abs(value)
    return Margin(next_candidate, next_need, "jämnt" if even else "klart bäst")
