"""What a plan is bound by and aims at beyond the matches: money, groups, goals, what comes later.

Part of the problem (problem.py, whose conventions hold here).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Budget:
    """Most money one payer pays for seats on intakes that start in `[from_week, to_week)`."""

    id: str
    payer: str
    limit_sek: float
    from_week: int = 0
    to_week: int | None = None  # None = to the end


@dataclass(frozen=True, slots=True)
class Together:
    """People who are placed at the same site (or on the same need), all of them or none.

    They get no chains. Where one is locked, the others go where she goes or nowhere.
    """

    id: str
    candidates: tuple[str, ...]
    scope: Literal["site", "need"] = "site"


@dataclass(frozen=True, slots=True)
class Goal:
    """A declared goal: what falls short of it costs `price` per unit, told in the result.

    Counted over work on `needs`: `people` (a future with any leg there is 1) or `weeks` of work
    there. `floor`: the group has at least `target` of it. `share`: the group has at least the
    share `target` (0-1) of all of it. Shortfall: target - reached, for a share target x all -
    reached, in people or weeks.
    """

    id: str
    kind: Literal["floor", "share"]
    measure: Literal["people", "weeks"]
    group: frozenset[str]  # candidate ids
    target: float
    price: float  # value per person or week of shortfall
    needs: frozenset[str] | None = None  # None = all


@dataclass(frozen=True, slots=True)
class Opening:
    """Work that is forecast but not yet posted: what being ready for it is worth.

    A future of courses alone is worth the best opening it makes her ready for (all items and the
    level in one of the languages, at the end of the path) that she was not ready for before it.
    """

    id: str
    value: float  # weeks of work, chance included
    trade: str | None = None  # one of her trades; None = anyone's
    items: frozenset[str] = frozenset()  # skills and certificates
    languages: frozenset[str] = frozenset()  # ISO codes, any of them; empty = no level asked
    language_level: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a lexicographic objective: reached first, then given up at most `tolerance`.

    `filled`: weeks of work. `goals`: the shortfalls' price. `value`: the plan's value without
    goals and kept proposals. `stability`: kept proposals' part.
    """

    measure: Literal["filled", "goals", "value", "stability"]
    tolerance: float = 0.0  # share of what the stage reached


@dataclass(frozen=True, slots=True)
class Yrkesbevis:
    """How hours towards the certificate of the trade are counted. An assumption but for `hours`."""

    hours: Mapping[str, float] = field(default_factory=dict)  # trade -> hours asked in all
    hours_per_week: float = 32.5  # counted per week of work (80 weeks give 2 600)
