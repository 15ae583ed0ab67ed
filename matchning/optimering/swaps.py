"""The swap chain: the plan solved again near by with the pair in it — who moves, who loses a place.

The futures tried are the plan's, those of least loss and those of the people close to the pair, so
the loss found is one the plan need not exceed (*högst*). Everyone whose proposal changes costs a
little, so nobody moves for nothing; with `keep` she costs `Weights.keep_weeks`, as one who has been
told of it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Literal

import numpy as np

from .diff import Diff, diff
from .engine import Engine, Relaxed
from .found import Found
from .result import Result
from .swedish import number
from .told import placement, training
from .whynot import pair_columns

# found       a plan with the pair exists: the figures are of that plan
# infeasible  no plan can have the pair
# no_plan     none was found in time: no figures
SwapStatus = Literal["found", "infeasible", "no_plan"]
NEAR = 1500  # futures of least loss that are tried
EACH = 6  # futures tried of everyone close to the pair
WAYS = 3  # of the pair's own futures, least loss first; more only until one can stand
SECONDS = 3.0  # in all; no other way is begun after half of it
LEAST = 0.01  # seconds: a limit that is none left
MOVE = 0.01  # weeks of work: what a move must give


@dataclass(frozen=True, slots=True)
class SwapChain:
    """`loss_at_most` (weeks of work): the plan with the pair in it need not lose more."""

    candidate: str
    need: str
    keep: bool
    status: SwapStatus
    loss_at_most: float | None
    objective: float | None
    diff: Diff | None
    sentence_sv: str


def swap_chain(
    engine: Engine, relaxed: Relaxed, before: Result, pair: tuple[int, int], *, keep: bool = False
) -> SwapChain:
    """`pair`: positions of candidate and need; `before` is the engine's plan as it was told."""
    i, j = pair
    t, columns = engine.t, engine.columns
    who, where = t.problem.candidates[i].id, t.problem.needs[j].id
    objective = before.objective
    forced = sorted(pair_columns(columns, i, j), key=lambda c: (float(relaxed.loss[c]), c))
    if not forced or objective is None:
        text = "Ingen plan kan ha paret."
        return SwapChain(who, where, keep, "infeasible", None, None, None, text)
    chosen = _near(engine, relaxed, forced, i, j)
    # One on her own can always come alone; a group or a stage may ask for others too.
    alone = not engine.problem.stages and len(_groups(engine, i)) == 0
    value = engine.columns.value.copy()
    value[engine.plan] += engine.problem.weights.keep_weeks if keep else MOVE
    seconds, began = min(SECONDS, engine.options.time_limit_seconds), monotonic()
    best: Found | None = None
    infeasible = True
    for n, c in enumerate(forced):
        left = seconds - (monotonic() - began)
        if best is not None and (n >= WAYS or left < seconds / 2):
            break
        if best is not None and relaxed.bound - float(relaxed.loss[c]) <= engine.worth(best.plan):
            break  # this way cannot be better
        found = engine.integer(chosen, engine.plan, [c], value=value, seconds=max(left, LEAST))
        if found.infeasible and not alone:  # it may need futures that are not near
            every = range(len(engine.columns))
            found = engine.integer(every, engine.plan, [c], value=value, seconds=max(left, LEAST))
        infeasible = infeasible and found.infeasible
        if found.plan and (best is None or found.value > best.value):
            best = found
    if best is None:
        status: SwapStatus = "infeasible" if infeasible else "no_plan"
        text = "Ingen plan kan ha paret." if infeasible else "Inget byte hann räknas fram."
        return SwapChain(who, where, keep, status, None, None, None, text)
    after = plan_result(engine, before, best.plan)
    reached = after.objective or 0.0
    change = diff(before, after, t.problem.labels)
    lost = objective - reached
    return SwapChain(who, where, keep, "found", lost, reached, change, _sentence(lost, change))


def plan_result(engine: Engine, like: Result, plan: Sequence[int]) -> Result:
    """Another plan of the same columns as a result, without explanation or proof."""
    t, columns = engine.t, engine.columns
    working = [c for c in plan if columns.need[c] >= 0]
    return replace(
        like,
        objective=engine.worth(list(plan)),
        placements=tuple(placement(t, columns, c) for c in working),
        trainings=tuple(training(t, columns, c) for c in plan if columns.need[c] < 0),
        unplaced=(),
        unfilled=(),
    )


def _near(engine: Engine, relaxed: Relaxed, forced: Sequence[int], i: int, j: int) -> list[int]:
    """Futures worth trying: least loss anywhere, and the best of everyone close to the pair."""
    columns, loss = engine.columns, relaxed.loss
    count = min(NEAR, len(loss) - 1)
    least = np.argpartition(loss, count)[: count + 1]
    close = {int(columns.candidate[c]) for c in engine.plan if _touches(engine, c, i, j)}
    close |= _groups(engine, i)
    found = [*least.tolist(), *forced[:WAYS]]
    for who in sorted(close):
        first, last = columns.of(who)
        mine = first + np.argsort(loss[first:last], kind="stable")
        found += mine[:EACH].tolist()
    return found


def _touches(engine: Engine, c: int, i: int, j: int) -> bool:
    """Is column c on the need or its site, or the candidate's own?"""
    columns, site_of = engine.columns, engine.t.site_of
    needs = columns.legs.need[columns.legs.begin[c] : columns.legs.begin[c + 1]]
    return int(columns.candidate[c]) == i or bool((site_of[needs] == site_of[j]).any())


def _groups(engine: Engine, i: int) -> set[int]:
    """Everyone in a group with the candidate."""
    people = engine.problem.candidates
    name = people[i].id
    names = {x for g in engine.problem.together if name in g.candidates for x in g.candidates}
    return {k for k, person in enumerate(people) if person.id in names}


def _sentence(lost: float, change: Diff) -> str:
    moves = (
        f"{len(change.moved)} flyttas, {len(change.gone)} blir utan, {len(change.new)} får plats"
    )
    if lost < 0:
        return f"Planen blir bättre med paret: {number(-lost)} arbetsveckor mer. {moves}."
    return f"Planen förlorar högst {number(lost)} arbetsveckor: {moves}."
