"""The optimum by trying everything, from the verifier's rules and the recounted values only.

`futures.py` lists what a plan may choose from; here every combination of it that could be best is
tried: one unit after the other (a person, or a group that goes together), with the best that is
left as bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchning.optimering import Goal, Placement, Problem, Training, verify
from matchning.optimering.book import Book

from .every_future import Future, every_future

Array = NDArray[np.float64]
Rows = NDArray[np.intp]
SLACK = 1e-7
BRANCHES = 100_000  # of one search: some seconds
GOAL = 4  # the first of the columns of goals in `Unit.tells`
SIGN = np.array([1.0] * GOAL + [-1.0] * 50)  # what a choice adds to a goal is better low
COLUMN = {"objective": 0, "filled": 1, "stability": 2, "value": 3}


class TooManyBranches(Exception):
    """More than can be tried: the problem says nothing about the optimiser."""


@dataclass(frozen=True)
class Unit:
    """What one person, or one group, can do: one row per choice, doing nothing not among them.

    `tells` has value, weeks of work, keep bonus and value without it, then for every goal what it
    adds to wanted less reached.
    """

    uses: Array
    tells: Array
    must: bool  # a locked one has no other choice


def optimum(problem: Problem) -> float | None:
    """The best objective of any plan, under the stages; None where the locks cannot stand.

    TooManyBranches where trying everything would take all day.
    """
    futures = every_future(problem)
    locked = [future for lock in problem.locks for future in futures[lock.candidate]]
    if verify(problem, [future for future in locked if isinstance(future, Placement)]):
        return None
    units, room = _units(problem, futures)
    floors: list[tuple[str, float]] = []
    for stage in problem.stages:
        reached = _best(problem, units, room, stage.measure, floors)
        if reached is None:
            return None
        floors.append((stage.measure, reached - stage.tolerance * abs(reached)))
    return _best(problem, units, room, "objective", floors)


class _Search:
    """Depth first; a branch is left when what remains cannot beat the best or reach a floor."""

    def __init__(
        self, problem: Problem, units: list[Unit], measure: str, floors: list[tuple[str, float]]
    ) -> None:
        self.units, self.goals, self.floors = units, problem.goals, floors
        self.wanted = np.array([g.target if g.kind == "floor" else 0.0 for g in problem.goals])
        self.price = np.array([g.price for g in problem.goals])
        self.measure = measure
        self.best: float | None = None
        self.branches = 0

    def score(self, tells: Array, measure: str) -> float:
        """The measure of `tells`, or the most it can be where those are the most they can be."""
        paid = float(self.price @ np.maximum(0.0, self.wanted + tells[GOAL:]))
        if measure == "goals":
            return -paid
        return float(tells[COLUMN[measure]]) - (paid if measure == "objective" else 0.0)

    def most(self, tells: Array, alive: Sequence[Rows], k: int, measure: str) -> float:
        """At most this can the measure become with what the units from k on still can do."""
        hope = tells.copy()
        for unit, rows in zip(self.units[k:], alive, strict=True):
            if len(rows):
                left = unit.tells[rows] * SIGN[: unit.tells.shape[1]]
                top = left.max(axis=0)
                top = top if unit.must else np.maximum(0.0, top)
                hope += top * SIGN[: len(top)]
        return self.score(hope, measure)

    def go(self, k: int, room: Array, tells: Array, alive: list[Rows]) -> None:
        self.branches += 1
        if self.branches > BRANCHES:
            raise TooManyBranches
        for measure, floor in self.floors:
            if self.most(tells, alive, k, measure) < floor - SLACK:
                return
        if self.best is not None and self.most(tells, alive, k, self.measure) <= self.best + SLACK:
            return
        if k == len(self.units):
            self.best = self.score(tells, self.measure)
            return
        unit, rest = self.units[k], alive[1:]
        for row in alive[0].tolist():
            left = room - unit.uses[row]
            going = [
                rows[(other.uses[rows] <= left + SLACK).all(axis=1)]
                for other, rows in zip(self.units[k + 1 :], rest, strict=True)
            ]
            if not any(
                u.must and not len(r) for u, r in zip(self.units[k + 1 :], going, strict=True)
            ):
                self.go(k + 1, left, tells + unit.tells[row], going)
        if not unit.must:
            self.go(k + 1, room, tells, rest)


def _best(
    problem: Problem,
    units: list[Unit],
    room: Array,
    measure: str,
    floors: list[tuple[str, float]],
) -> float | None:
    matter = {COLUMN[name] for name in (measure, *(name for name, _ in floors)) if name in COLUMN}
    columns = [*sorted(matter), *range(GOAL, GOAL + len(problem.goals))]
    units = [_thinned(unit, columns) for unit in units]
    search = _Search(problem, units, measure, floors)
    alive = [np.flatnonzero((u.uses <= room + SLACK).all(axis=1)) for u in units]
    if any(unit.must and not len(rows) for unit, rows in zip(units, alive, strict=True)):
        return None
    search.go(0, room, np.zeros(GOAL + len(problem.goals)), alive)
    return search.best


def _thinned(unit: Unit, columns: list[int]) -> Unit:
    """Without choices that use no less than another and tell nothing better; best first."""
    kept: list[int] = []
    good = (unit.tells * SIGN[: unit.tells.shape[1]])[:, columns]
    for row in np.lexsort((unit.uses.sum(axis=1), -good.sum(axis=1))).tolist():
        better = (good[kept] >= good[row]).all(axis=1)
        if not (better & (unit.uses[kept] <= unit.uses[row]).all(axis=1)).any():
            kept.append(row)
    return Unit(unit.uses[kept], unit.tells[kept], unit.must)


def _units(problem: Problem, futures: dict[str, list[Future]]) -> tuple[list[Unit], Array]:
    book = Book(problem)
    rows, room = _rows(book)
    found: list[Unit] = []
    grouped: set[str] = set()
    for group in problem.together:
        free = [name for name in group.candidates if name not in book.locks]
        grouped |= set(free)
        held = {
            _place(book, group.scope, f)
            for name in group.candidates
            if name in book.locks
            for f in futures[name]
        }
        joint = [
            choice
            for choice in product(*(futures[name] for name in free))
            if all(isinstance(f, Placement) for f in choice)
            and len(held | {_place(book, group.scope, f) for f in choice}) == 1
        ]
        # Those who are not placed may still learn, each on her own.
        learning = [[None, *(f for f in futures[name] if isinstance(f, Training))] for name in free]
        joint += [tuple(f for f in choice if f) for choice in product(*learning) if any(choice)]
        if joint and free:
            found.append(_unit(problem, joint, rows, len(room), must=False))
    for name, choices in futures.items():
        if choices and name not in grouped:
            single = [(choice,) for choice in choices]
            found.append(_unit(problem, single, rows, len(room), must=name in book.locks))
    return _binding(found, room)


def _binding(units: list[Unit], room: Array) -> tuple[list[Unit], Array]:
    """Only the rows that everyone together could break, each once."""
    if not units:
        return [], room
    most = sum((u.uses.max(axis=0) for u in units), np.zeros(len(room)))
    keep = np.flatnonzero(most > room + SLACK)
    every = np.concatenate([u.uses for u in units])[:, keep]
    _, first = np.unique(np.vstack([every, room[keep]]), axis=1, return_index=True)
    keep = keep[np.sort(first)]
    thin = [Unit(u.uses[:, keep], u.tells, u.must) for u in units]
    thin.sort(key=lambda u: (not u.must, -u.tells[:, 0].max()))
    return thin, room[keep]


def _place(book: Book, scope: str, future: Any) -> str:
    """Where a placement of one leg, or a locked one, is."""
    need: str = future.need if isinstance(future, Placement) else ""
    return book.needs[need].site if need and scope == "site" else need


def _rows(book: Book) -> tuple[dict[Any, int], Array]:
    """Every capacity: its position by name, and how much there is."""
    problem, room = book.problem, {}
    for need in book.needs.values():
        for step in need.demand:
            for week in range(step.start_week, step.end_week):
                room["heads", need.id, week] = float(step.headcount)
    for site in problem.sites:
        hours = site.tutor_hours_per_week
        for week in range(problem.weeks) if hours is not None else ():
            room["tutor", site.id, week] = hours[week] if isinstance(hours, tuple) else hours or 0.0
    for intake in problem.intakes:
        room["seats", intake.id, 0] = float(max(0, intake.seats - intake.taken))
    for budget in problem.budgets:
        room["budget", budget.id, 0] = budget.limit_sek
    return {name: k for k, name in enumerate(room)}, np.array(list(room.values()), dtype=float)


def _unit(
    problem: Problem,
    choices: Sequence[tuple[Placement | Training, ...]],
    rows: dict[Any, int],
    width: int,
    must: bool,
) -> Unit:
    uses = np.zeros((len(choices), width))
    tells = np.zeros((len(choices), GOAL + len(problem.goals)))
    book = Book(problem)
    for row, choice in enumerate(choices):
        for future in choice:
            _use(book, future, rows, uses[row])
            tells[row] += _tell(problem, future)
    return Unit(uses, tells, must)


def _use(book: Book, future: Placement | Training, rows: dict[Any, int], uses: Array) -> None:
    for leg in book.legs(future) if isinstance(future, Placement) else ():
        for week in range(leg.start, leg.end):
            uses[rows["heads", leg.need.id, week]] += 1
            if ("tutor", leg.need.site, week) in rows:
                uses[rows["tutor", leg.need.site, week]] += leg.tutor_hours
    for name in future.intakes:
        intake = book.intakes[name]
        uses[rows["seats", name, 0]] += 1
        for budget in book.problem.budgets:
            until = book.problem.weeks if budget.to_week is None else budget.to_week
            if intake.payer == budget.payer and budget.from_week <= intake.start_week < until:
                uses[rows["budget", budget.id, 0]] += intake.cost_sek


def _tell(problem: Problem, future: Placement | Training) -> Array:
    keep = future.value_parts.get("keep", 0.0)
    if isinstance(future, Training):
        return np.array([future.value, 0.0, keep, future.value, *(0.0 for _ in problem.goals)])
    legs = [(future.need, future.end_week - future.start_week)]
    legs += [(leg.need, leg.end_week - leg.start_week) for leg in future.then]
    weeks = sum(length for _, length in legs)
    adds = [_adds(goal, future.candidate, legs) for goal in problem.goals]
    return np.array([future.value, weeks, keep, future.value - keep, *adds])


def _adds(goal: Goal, candidate: str, legs: list[tuple[str, int]]) -> float:
    """What the work adds to what the goal wants, less what it adds to what is reached."""
    weeks = [length for need, length in legs if goal.needs is None or need in goal.needs]
    amount = float(sum(weeks)) if goal.measure == "weeks" else float(bool(weeks))
    share = goal.target if goal.kind == "share" else 0.0
    return share * amount - (amount if candidate in goal.group else 0.0)
