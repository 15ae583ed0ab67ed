"""One program over all forecasts: what is decided now is the same in every one of them.

    maximise   sum_d v_d y_d + 1/S sum_s (sum_c v_c x_sc - sum_ik cost_k u_sik - sum_g rho_g z_sg)

over y 0 or 1 (a person begins work, or intake k, now) and x, u, z >= 0 (what follows in forecast
s, when all in it is known; linear). Every row of model.py holds for what is decided now alone and
together with what follows in each forecast, and

    begun      sum_{c of i by k first} x_sc + u_sik = y_ik       u: begun, and no use of it
    meanwhile  sum_{c of i, begun before k ends} x_sc + y_ik <= 1    those by k first left out
    seats      sum_{c through k} x_sc + sum_i u_sik <= q_k - taken_k

so a course is begun when it is worth its cost over all forecasts, and who can be decided on later
waits where they have something better for her. This is the sample average approximation of a
two-stage stochastic program (Kleywegt, Shapiro and Homem-de-Mello 2002). What follows is decided
with all known, so waiting is priced a little too high, the less the more forecasts there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from . import adapter
from .columns import Columns
from .engine import Engine
from .errors import PlanError
from .held import Entries, Held
from .links import grouped
from .model import entries
from .rows import BUDGET, GOAL, budget_intakes
from .run import OutOfTime
from .tables import IntArray
from .travel import BoolArray, FloatArray

LEAST = 1e-6  # weeks of work: no free course is begun that no forecast has use of
HALF = 0.5
Name = tuple[str, tuple[int, ...], tuple[tuple[str, int, int], ...]]


@dataclass(frozen=True, slots=True)
class Now:
    """What can be decided now.

    `place`: today's futures that begin before `until`, or whose candidate belongs to a group
    placed together. `urgent`: intakes that begin before it and have a seat. `may`: per candidate,
    may she begin a course without a place? Positions in `today`.
    """

    today: Engine
    until: int
    place: IntArray
    urgent: tuple[int, ...]
    may: BoolArray

    @property
    def anything(self) -> bool:
        return bool(len(self.place) or (self.urgent and self.may.any()))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Positions of today's futures, and of (candidate, intake)."""

    place: tuple[int, ...]
    begin: tuple[tuple[int, int], ...]


def possible(today: Engine, week: int, until: int, may: BoolArray) -> Now:
    """What can be decided in that week; what begins later than `until` can wait."""
    columns, together = today.columns, grouped(today.t)
    soon = (_first(columns) < 0) & (_begins(today) < until)
    place = (soon | together[columns.candidate]) & ~columns.locked
    free = may & ~together
    free[columns.candidate[columns.locked]] = False
    urgent = tuple(
        k
        for k, intake in enumerate(today.problem.intakes)
        if week <= intake.start_week < until and intake.seats > intake.taken
    )
    return Now(today, until, np.flatnonzero(place), urgent, free)


def choose(now: Now, coming: Sequence[Engine]) -> Chosen:
    """The decisions that are best on average over the forecasts.

    Raises OutOfTime where there is no answer within the options' limit, PlanError where the
    solver says that there is none.
    """
    views = [_View(now, one) for one in coming]
    program = _Program(now, sorted(set().union(*(view.begin for view in views))))
    for view in views:
        program.add(view, 1 / len(views))
    return program.solve()


def _first(columns: Columns) -> IntArray:
    """The first intake of each future, -1 where it is straight to work."""
    lead = np.array([path.intakes[0] if path.intakes else -1 for path in columns.paths], dtype=int)
    found: IntArray = lead[columns.path]
    return found


def _begins(made: Engine) -> IntArray:
    """The first week of each future, of its first course or of its work."""
    columns, first = made.columns, _first(made.columns)
    starts = [intake.start_week for intake in made.problem.intakes]
    found: IntArray = np.array([*starts, 0])[first]
    straight = np.flatnonzero(first < 0)  # never courses alone: they have a first course
    found[straight] = columns.legs.start[columns.legs.begin[straight]]
    return found


def _names(made: Engine, people: set[str]) -> dict[Name, int]:
    """The futures of those people as they are called in every problem about them."""
    problem, legs = made.problem, made.columns.legs
    theirs = np.array([person.id in people for person in problem.candidates], dtype=bool)
    found: dict[Name, int] = {}
    for c in np.flatnonzero(theirs[made.columns.candidate]).tolist():
        work = tuple(
            (problem.needs[legs.need[k]].id, int(legs.start[k]), int(legs.end[k]))
            for k in range(int(legs.begin[c]), int(legs.begin[c + 1]))
        )
        person = problem.candidates[made.columns.candidate[c]].id
        found[person, made.columns.paths[made.columns.path[c]].intakes, work] = c
    return found


class _View:
    """One forecast as seen from today."""

    def __init__(self, now: Now, one: Engine) -> None:
        columns, today = one.columns, now.today
        self.one = one
        at = {person.id: i for i, person in enumerate(today.problem.candidates)}
        mine = np.array([at.get(person.id, -1) for person in one.problem.candidates], dtype=int)
        known = {need.id for need in today.problem.needs}
        new = np.array([need.id not in known for need in one.problem.needs], dtype=bool)
        legs = columns.legs
        unknown = np.bincount(legs.column, new[legs.need], minlength=len(columns)) > 0
        who, first, begin = mine[columns.candidate], _first(columns), _begins(one)
        at_once = (first < 0) & (begin < now.until) & ~new[columns.need]
        together = grouped(today.t)[who]  # nobody's where `who` is -1, not read then
        decided = (who >= 0) & np.where(together, ~unknown, at_once) & ~columns.locked
        barred = (who >= 0) & np.isin(first, now.urgent) & ~now.may[who] & ~columns.locked
        self.x = np.flatnonzero(~decided & ~barred)
        self.who, self.first, self.begins = who[self.x], first[self.x], begin[self.x]
        begun = (self.who >= 0) & np.isin(self.first, now.urgent) & ~columns.locked[self.x]
        self.begin = set(zip(self.who[begun].tolist(), self.first[begun].tolist(), strict=True))


@dataclass(slots=True)
class _Variables:
    """Variables of one kind, and what they use of the rows."""

    cost: FloatArray
    lower: FloatArray
    upper: FloatArray
    used: list[tuple[IntArray, IntArray, FloatArray]] = field(default_factory=list)

    def use(self, variable: IntArray, row: IntArray | int, use: FloatArray | float) -> None:
        rows, uses = np.broadcast_to(row, variable.shape), np.broadcast_to(use, variable.shape)
        self.used.append((variable, rows, uses.astype(float)))

    def entries(self) -> Entries:
        none = np.empty(0, dtype=int)
        each = zip((none, none, np.empty(0)), *self.used, strict=True)
        variable, row, use = (np.concatenate(parts) for parts in each)
        order = np.lexsort((row, variable))
        edges = np.cumsum(np.bincount(variable, minlength=len(self.cost)))
        return Entries(np.concatenate([[0], edges]), row[order], use[order])


def _variables(cost: FloatArray, most: float = 1.0) -> _Variables:
    return _Variables(cost, np.zeros(len(cost)), np.full(len(cost), most))


class _Program:
    """Collected kind by kind, then handed over at once (the adapter's `Program`)."""

    first = 0

    def __init__(self, now: Now, begin: Sequence[tuple[int, int]]) -> None:
        self.now, self.begin = now, begin
        self.lower: list[float] = []
        self.upper: list[float] = []
        columns, people = now.today.columns, len(now.may)
        self.y = _variables(np.concatenate([-columns.value[now.place], np.zeros(len(begin))]))
        who = np.append(columns.candidate[now.place], [i for i, _ in begin]).astype(int)
        each = self._rows(np.full(people, -np.inf), np.ones(people))
        self.y.use(np.arange(len(who)), each + who, 1.0)
        self.rest: list[_Variables] = []
        self.held = Held()
        self._alone()

    def _rows(self, lower: FloatArray, upper: FloatArray) -> int:
        first = len(self.upper)
        self.lower += lower.tolist()
        self.upper += upper.tolist()
        return first

    def _row(self, lower: float, upper: float) -> int:
        return self._rows(np.array([lower]), np.array([upper]))

    def _alone(self) -> None:
        """What is decided now keeps today's rows by itself; goals are told by the forecasts."""
        today, place = self.now.today, self.now.place
        shared = today.shared
        _, row, use = entries(today.columns, shared, np.flatnonzero(today.columns.locked))
        left = np.bincount(row, use, minlength=len(shared))
        kept = shared.kind != GOAL
        base = self._rows((shared.lower - left)[kept], (shared.upper - left)[kept])
        at = base + np.cumsum(kept) - 1
        which, row, use = entries(today.columns, shared, place)
        self.y.use(which[kept[row]], at[row[kept[row]]], use[kept[row]])

    def add(self, view: _View, share: float) -> None:
        """One forecast, which counts for so much."""
        one, columns, shared = view.one, view.one.columns, view.one.shared
        base = self._rows(shared.lower, shared.upper)
        x = _variables(-share * columns.value[view.x])
        x.lower = columns.locked[view.x].astype(float)
        which, row, use = entries(columns, shared, view.x)
        x.use(which, base + row, use)
        goals = np.flatnonzero(shared.kind == GOAL)
        short = _variables(share * one.ordinary.price, np.inf)
        short.use(np.arange(len(goals)), base + goals, -1.0)
        self.rest += [x, short]
        self._placed(one, base)
        self._begun(view, base, share, x)

    def _placed(self, one: Engine, base: int) -> None:
        """What is decided now uses what the same future uses in the forecast."""
        today, place = self.now.today, self.now.place
        people = {today.problem.candidates[i].id for i in today.columns.candidate[place].tolist()}
        here, there = _names(today, people), _names(one, people)
        at = {c: there[name] for name, c in here.items() if name in there}
        pairs = [(k, at[c]) for k, c in enumerate(place.tolist()) if c in at]
        mine, same = np.array(pairs, dtype=int).reshape(-1, 2).T
        which, row, use = entries(one.columns, one.shared, same)
        self.y.use(mine[which], base + row, use)

    def _begun(self, view: _View, base: int, share: float, x: _Variables) -> None:
        problem, shared = view.one.problem, view.one.shared
        per_sek = problem.weights.cost_per_1000_sek / 1000
        cost = np.array([problem.intakes[k].cost_sek for _, k in self.begin], dtype=float)
        unused = _variables(share * (per_sek * cost + LEAST))
        through = view.one.columns.paths.steps[view.one.columns.path[view.x]]
        today = self.now.today.columns
        decided = today.paths.steps[today.path[self.now.place]]
        seats = {}
        for k in self.now.urgent:
            seats[k] = self._row(-np.inf, problem.intakes[k].seats - problem.intakes[k].taken)
            x.use(np.flatnonzero((through == k).any(axis=1) & (x.lower == 0)), seats[k], 1.0)
            self.y.use(np.flatnonzero((decided == k).any(axis=1)), seats[k], 1.0)
        payers = [(b, covers) for b, covers in enumerate(budget_intakes(view.one.t))]
        for n, (i, k) in enumerate(self.begin):
            theirs = np.flatnonzero(view.who == i)
            by_it = view.first[theirs] == k
            before = ~by_it & (view.begins[theirs] < problem.intakes[k].end_week)
            begun, meanwhile = self._row(0.0, 0.0), self._row(-np.inf, 1.0)
            x.use(theirs[by_it], begun, 1.0)
            x.use(theirs[before], meanwhile, 1.0)
            y, u = np.array([len(self.now.place) + n]), np.array([n])
            self.y.use(y, begun, -1.0)
            self.y.use(y, meanwhile, 1.0)
            unused.use(u, begun, 1.0)
            unused.use(u, seats[k], 1.0)
            for b, covers in payers:
                rows = np.flatnonzero((shared.kind == BUDGET) & (shared.item == b) & covers[k])
                unused.use(np.full(len(rows), n), base + rows, cost[n])
        self.rest.append(unused)

    def point(self, plan: Sequence[int]) -> FloatArray:
        """Nothing is known to start from."""
        return np.zeros(len(self.held.variables))

    def solve(self) -> Chosen:
        if not len(self.y.cost):
            return Chosen((), ())
        options, run = self.now.today.options, self.now.today.run
        solver = adapter.available(options.solver)
        self.held = Held(adapter.highspy if solver == "highs" else None)
        rows = _numbered("r", len(self.upper))
        self.held.add_rows(rows, np.array(self.lower), np.array(self.upper))
        for p, part in enumerate((self.y, *self.rest)):
            names, bounds = _numbered(f"x{p:04d}_", len(part.cost)), (part.lower, part.upper)
            integer = part is self.y
            self.held.add_columns(names, part.cost, bounds, part.entries(), integer=integer)
        limits = adapter.Limits(
            run.seconds_left, options.relative_gap, options.seed, None, run.should_stop
        )
        outcome = adapter.run(self, (), limits, solver)
        if outcome.status in {"no_plan", "stopped"} and outcome.values is None:
            raise OutOfTime
        if outcome.values is None:
            raise PlanError(f"weekly: {outcome.status} {outcome.message}")
        taken = np.flatnonzero(outcome.values[: len(self.y.cost)] > HALF).tolist()
        count = len(self.now.place)
        place = tuple(int(self.now.place[n]) for n in taken if n < count)
        return Chosen(place, tuple(self.begin[n - count] for n in taken if n >= count))


def _numbered(prefix: str, count: int) -> list[str]:
    """Names that sort in their own order."""
    width = len(str(count))
    return [f"{prefix}{n:0{width}d}" for n in range(count)]
