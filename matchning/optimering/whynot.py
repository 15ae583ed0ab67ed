"""Why not this candidate on this need: the rules in the way, or what the plan loses at least.

The instant figure comes from the linear program's prices: a plan with future c is worth at most
`bound - loss[c]`, so putting the pair into the plan costs at least `loss[c] - (bound - objective)`
for the best of its futures c, and never more is said. Of several prices the surest figure counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .columns import Columns
from .engine import Engine, Relaxed
from .result import Status
from .swedish import number
from .takes import Blocked, Way
from .travel import FloatArray

# placed    she is on the need in this plan
# locked    she is locked to something else, or belongs to a group that is
# blocked   rules are in the way
# possible  nothing is in the way but other proposals
# no_plan   there is no plan to compare with
Answer = Literal["placed", "locked", "blocked", "possible", "no_plan"]
TOLD = 0.05  # weeks of work: smaller losses are not told as figures


@dataclass(frozen=True, slots=True)
class WhyNot:
    """`loss_at_least` (weeks of work) is there where the answer is `possible`.

    Below 0: the plan is not proved best, and one with the pair may be so much better at most.

    `ways`: the smallest changes after which the candidate would be possible, where rules are in
    the way.
    """

    candidate: str
    need: str
    status: Status  # of the plan it is compared with
    answer: Answer
    blocked: tuple[Blocked, ...]
    ways: tuple[Way, ...]
    loss_at_least: float | None
    sentence_sv: str


@dataclass(frozen=True, slots=True)
class NextCandidate:
    """Someone not on the need who could be, with what the plan loses by it at least."""

    candidate: str
    need: str
    loss_at_least: float
    sentence_sv: str


def pair_columns(columns: Columns, i: int, j: int) -> list[int]:
    """Her futures with work on the need."""
    first, last = columns.of(i)
    begin = columns.legs.begin[first : last + 1]
    there = np.flatnonzero(columns.legs.need[begin[0] : begin[-1]] == j) + begin[0]
    found: list[int] = (first + np.unique(np.searchsorted(begin, there, "right") - 1)).tolist()
    return found


def losses(
    engine: Engine, relaxed: Sequence[Relaxed], objective: float, always: float
) -> FloatArray:
    """C x N: the least a plan of that objective loses with the pair in it; nan without futures.

    `always`: what it loses at least with any other plan in its place.
    """
    legs, (people, needs) = engine.columns.legs, engine.t.shape
    column = legs.column
    pair = engine.columns.candidate[column].astype(np.int64) * needs + legs.need
    surest = np.full(people * needs, always)
    for prices in relaxed:
        least = np.full(people * needs, np.inf)
        np.minimum.at(least, pair, prices.loss[column])
        np.maximum(surest, least - (prices.bound - objective), out=surest)
    found: FloatArray = np.where(np.isposinf(surest), np.nan, surest).reshape(people, needs)
    return found


def loss_sv(least: float) -> str:
    """What the instant bound says, as a sentence."""
    if least < TOLD:
        return "Möjligt; inget visar på förhand att planen förlorar på det."
    return f"Möjligt, men planen förlorar minst {number(least)} arbetsveckor."


def blocked_sv(blocked: tuple[Blocked, ...], ways: tuple[Way, ...]) -> str:
    told = " ".join(rule.sentence_sv for rule in blocked)
    return f"{told} {ways[0].sentence_sv}" if ways else told
