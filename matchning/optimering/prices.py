"""What one more seat, tutor hour, place or 1 000 kr is worth: solved again, never read off a dual.

Small problems, and those with stages, are solved to proof with and without (`integer`), larger ones
as the linear program with and without (`linear`); the field says which. The linear program's own
prices only say where to look first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Literal, get_args

from . import engine as engines
from .changes import Change, clause, known, what_if
from .engine import Engine, Relaxed
from .errors import ProblemError
from .problem import Problem
from .result import Options, Result, Status
from .run import OutOfTime
from .search import FEW
from .solve import solve
from .swedish import number

PriceKind = Literal["seat", "tutor_hour", "place", "budget"]
Exact = Literal["integer", "linear"]
KINDS: tuple[PriceKind, ...] = get_args(PriceKind)
ROWS: Mapping[PriceKind, engines.Capacity] = {
    "seat": "seats",
    "tutor_hour": "tutor_hours",
    "place": "headcount",
    "budget": "budget",
}
LEAST = 0.01  # seconds: a limit that is none left
AMOUNT = {"seat": 1.0, "tutor_hour": 1.0, "place": 1.0, "budget": 1000.0}


@dataclass(frozen=True, slots=True)
class Price:
    """`value`: weeks of work that `amount` more is worth; None where a side was not solved.

    `week` None: in every week (of the need, of the horizon). `status` is the worse of the two
    sides'; the figure is shown only where both are `optimal`.
    """

    kind: PriceKind
    item: str
    week: int | None
    amount: float
    value: float | None
    exact: Exact
    status: Status
    sentence_sv: str


def price(
    engine: Engine,
    relaxed: Relaxed,
    proof: Callable[[], Result],
    asked: Change,
) -> Price:
    """The price of a capacity change (its kind is a PriceKind) for the engine's problem.

    `proof` gives the best plan of the problem as it is. Raises ProblemError for an unknown kind
    or item.
    """
    kind_of(asked)
    known(engine.problem, asked)
    if len(engine.columns) <= FEW or engine.problem.stages:
        return _integer(engine, proof(), asked)
    return _linear(engine, relaxed, asked)


def kind_of(asked: Change) -> PriceKind:
    """The change's kind, if it has a price."""
    for kind in KINDS:
        if kind == asked.kind:
            return kind
    raise ProblemError("unknown_kind", f"price[{asked.kind}]", "Det priset finns inte.")


def worth_asking(engine: Engine, relaxed: Relaxed, most: int) -> list[Change]:
    """The capacities the linear program's prices point at, the dearest first."""
    prices = relaxed.prices
    found = [(p, Change("seat", item)) for item, p in prices.seats.items()]
    found += [(sum(w.values()), Change("tutor_hour", i)) for i, w in prices.tutor_hours.items()]
    found += [(sum(w.values()), Change("place", i)) for i, w in prices.headcount.items()]
    per = AMOUNT["budget"]
    found += [(p * per, Change("budget", i, amount=per)) for i, p in prices.budgets.items()]
    people = {site.site for site in prices.whole_people} - prices.tutor_hours.keys()
    found += [(0.0, Change("tutor_hour", item)) for item in sorted(people)]
    found.sort(key=lambda entry: (-entry[0], entry[1].kind, entry[1].item))
    return [change for _, change in found[:most]]


def _integer(engine: Engine, before: Result, asked: Change) -> Price:
    after = to_proof(engine, what_if(engine.problem, [asked]))
    status: Status = before.status if before.status != "optimal" else after.status
    value = None
    if status == "optimal" and before.objective is not None and after.objective is not None:
        value = after.objective - before.objective
    return _told(engine.problem, asked, value, "integer", status)


def to_proof(engine: Engine, problem: Problem) -> Result:
    """The best plan of the problem, proved where what is left of the question's time allows."""
    return solve(problem, _limits(engine))


def _limits(engine: Engine) -> Options:
    """To proof, within what is left of the question's time."""
    left = max(engine.run.seconds_left, LEAST)
    return replace(engine.options, relative_gap=0.0, explain=False, time_limit_seconds=left)


def _linear(engine: Engine, relaxed: Relaxed, asked: Change) -> Price:
    try:
        if _same_futures(engine, asked):
            bound = engine.resolve(engines.Change(ROWS[kind_of(asked)], asked.item, asked.amount))
        else:
            other = Engine(what_if(engine.problem, [asked]), _limits(engine))
            other.start()
            bound = other.relax().bound
    except OutOfTime:
        bound = inf
    if engine.run.seconds_left <= 0:  # not solved to the end: no figure
        return _told(engine.problem, asked, None, "linear", "stopped")
    return _told(engine.problem, asked, max(bound - relaxed.bound, 0.0), "linear", "optimal")


def _same_futures(engine: Engine, asked: Change) -> bool:
    """Does the change leave the futures as they are (columns.py)? Then only a limit moves."""
    if asked.week is not None:
        return False
    if asked.kind == "seat":
        intake = next(k for k in engine.problem.intakes if k.id == asked.item)
        return intake.seats > intake.taken  # a full intake is on nobody's path
    if asked.kind == "place":
        need = next(n for n in engine.problem.needs if n.id == asked.item)
        return all(step.headcount > 0 for step in need.demand)
    return True


def _told(
    problem: Problem, asked: Change, value: float | None, exact: Exact, status: Status
) -> Price:
    what = clause(problem, asked)
    what = what[0].upper() + what[1:]
    if value is None:
        text = f"{what}: kunde inte räknas."
    else:
        about = "" if exact == "integer" else "ungefär "
        text = f"{what} ger {about}{number(value)} arbetsveckor."
    return Price(kind_of(asked), asked.item, asked.week, asked.amount, value, exact, status, text)
