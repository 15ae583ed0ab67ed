"""What is told about a finished plan: reasons, margins, who has no proposal, what is unfilled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .engine import Engine
from .exchanges import Exchanges
from .gaps import Gaps
from .reasons import of_training, reasons
from .result import Margin, Placement, Training, Unfilled, Unplaced

EVEN_SHARE = 0.05  # a margin below this share of the value is called even


@dataclass(frozen=True, slots=True)
class Explanation:
    placements: tuple[Placement, ...] = ()
    trainings: tuple[Training, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()


def explain(
    engine: Engine, plan: Sequence[int], told: Sequence[Placement | Training]
) -> Explanation:
    """`told[k]` is the engine's column `plan[k]`."""
    t, met, columns, shared = engine.t, engine.met, engine.columns, engine.shared
    exchanges = Exchanges(t, columns, shared, plan)
    placements, trainings = [], []
    for c, proposal in zip(plan, told, strict=True):
        if isinstance(proposal, Training):
            why = tuple(of_training(t, proposal))
            trainings.append(replace(proposal, reasons=why))
        else:
            why = tuple(reasons(t, met, columns, c, proposal))
            margin = None if proposal.locked else _margin(exchanges, c, proposal.value)
            placements.append(replace(proposal, reasons=why, margin=margin))
    gaps = Gaps(t, met, columns, plan, exchanges)
    return Explanation(tuple(placements), tuple(trainings), gaps.unplaced(), gaps.unfilled())


def _margin(exchanges: Exchanges, c: int, value: float) -> Margin:
    next_candidate, next_need = exchanges.next_best(c)
    known = [gap for gap in (next_candidate, next_need) if gap is not None]
    if not known:
        return Margin(None, None, "enda möjliga")
    even = min(known) < EVEN_SHARE * abs(value)
    return Margin(next_candidate, next_need, "jämnt" if even else "klart bäst")
