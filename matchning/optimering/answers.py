"""The door for questions about a finished plan: built once from what was stored, asked many times.

`Answers` holds the stored problem, options and result; tables, futures and the linear program are
worked out when the first question needs them and kept for the next. Every answer is a frozen
dataclass (`canonical.plain` gives its JSON).
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

import numpy as np

from . import conflicts as clashes
from .canonical import ordered, problem_hash
from .changes import Change
from .conflicts import Conflicts
from .diff import Proposal, key
from .engine import Engine, Relaxed
from .errors import ProblemError
from .prices import AMOUNT, Price, price, to_proof, worth_asking
from .problem import Problem
from .result import Options, Placement, Result, Status, Training, Unplaced
from .swaps import SwapChain, swap_chain
from .takes import Blocked, Way, blocked, pair_problem, ways
from .told import placement, training
from .travel import FloatArray
from .whynot import Answer, NextCandidate, WhyNot, blocked_sv, loss_sv, losses, pair_columns

PATIENCE = 600.0  # seconds the first question may take to work out what all need


@dataclass(frozen=True, slots=True)
class Why:
    """Everything told of one candidate: her proposal with reasons, or why she has none."""

    candidate: str
    status: Status
    placement: Placement | None
    training: Training | None
    unplaced: Unplaced | None


class Answers:
    """One finished run. Raises ProblemError when the result is of another problem or model.

    `options` are those it was solved with; their time limit holds for one question at a time.
    `engine` is the one that solved it, where it is still there.
    """

    def __init__(
        self, problem: Problem, options: Options, result: Result, engine: Engine | None = None
    ) -> None:
        if result.problem_hash != problem_hash(problem):
            text = "Resultatet är räknat på ett annat problem."
            raise ProblemError("not_this_problem", "result.problem_hash", text)
        self.problem = ordered(problem)
        self.options = options
        self.result = result
        self._proved = result
        self._engine = engine
        self._people = {c.id: i for i, c in enumerate(self.problem.candidates)}
        self._needs = {n.id: j for j, n in enumerate(self.problem.needs)}
        self._work = {p.candidate: p for p in result.placements}
        self._courses = {t.candidate: t for t in result.trainings}

    @cached_property
    def engine(self) -> Engine:
        """The engine with the stored plan in it."""
        if self._engine is not None:
            return self._engine
        engine = Engine(self.problem, replace(self.options, time_limit_seconds=PATIENCE))
        engine.resume(_positions(engine, self.result), self.result.stages)
        return engine

    @cached_property
    def relaxations(self) -> list[Relaxed]:
        """The linear program first, the lowest bound last."""
        self.engine.again(replace(self.options, time_limit_seconds=PATIENCE))
        return [*self.engine.relaxations(), self.engine.tightened()]

    @cached_property
    def relaxed(self) -> Relaxed:
        self.engine.again(replace(self.options, time_limit_seconds=PATIENCE))
        return self.engine.relax()

    def why(self, candidate: str) -> Why:
        self._person(candidate)
        left = next((u for u in self.result.unplaced if u.candidate == candidate), None)
        work, courses = self._work.get(candidate), self._courses.get(candidate)
        return Why(candidate, self.result.status, work, courses, left)

    def why_not(self, candidate: str, need: str) -> WhyNot:
        """The rules in the way with what it takes, or what the plan loses at least: instant."""
        i, j = self._person(candidate), self._need(need)
        answer, rules, least = self._answer(i, j)
        open_ways = self.what_it_takes(candidate, need) if answer == "blocked" else ()
        text = {
            "placed": "Är föreslagen till behovet.",
            "locked": "Är låst till ett annat förslag, eller hör ihop med någon som är det.",
            "no_plan": "Det finns ingen plan att jämföra med.",
            "blocked": blocked_sv(rules, open_ways),
            "possible": loss_sv(least or 0.0),
        }[answer]
        status = self.result.status
        return WhyNot(candidate, need, status, answer, rules, open_ways, least, text)

    def what_it_takes(self, candidate: str, need: str) -> tuple[Way, ...]:
        """The smallest one or two changes that make the pair possible; none where it is."""
        self._person(candidate)
        self._need(need)
        if self.problem.pairs is not None:
            return ()
        return ways(pair_problem(self.problem, candidate, need))

    def swap_chain(self, candidate: str, need: str, *, keep: bool = False) -> SwapChain:
        """The plan solved again near by with the pair in it; `keep`: with as few moves as pays."""
        pair = self._person(candidate), self._need(need)
        return swap_chain(self.engine, self.relaxations[-1], self.result, pair, keep=keep)

    def price(
        self, kind: str, item: str, week: int | None = None, amount: float | None = None
    ) -> Price:
        """What so much more is worth: `seat`, `tutor_hour`, `place` or `budget` (1 000 kr)."""
        asked = Change(kind, item, amount=amount or AMOUNT.get(kind, 1.0), week=week)
        relaxed = self.relaxed
        self.engine.again(self.options)
        return price(self.engine, relaxed, self._proof, asked)

    def most_valuable(self, most: int = 10) -> tuple[Price, ...]:
        """The capacities whose increase pays best, each solved again, best first.

        Those there was no time for are left out.
        """
        relaxed = self.relaxed
        self.engine.again(self.options)
        found = [
            price(self.engine, relaxed, self._proof, change)
            for change in worth_asking(self.engine, relaxed, most)
            if self.engine.run.seconds_left > 0
        ]
        worth = [p for p in found if p.value is not None and p.value > 0]
        return tuple(sorted(worth, key=lambda p: (-(p.value or 0.0), p.kind, p.item)))

    def _proof(self) -> Result:
        """The best plan, proved and kept where there is time for it."""
        if self._proved.status != "optimal":
            self._proved = to_proof(self.engine, self.problem)
        return self._proved

    def next_candidates(self, need: str, most: int = 5) -> tuple[NextCandidate, ...]:
        """Who could come instead, by what the plan loses at least."""
        j = self._need(need)
        if self.result.objective is None:
            return ()
        here = {p.candidate for p in self.result.placements if need in _needs_of(p)}
        column = self.losses[:, j]
        order = np.argsort(column, kind="stable")[: most + len(here)].tolist()
        people = self.problem.candidates
        found = [
            NextCandidate(people[i].id, need, float(column[i]), loss_sv(float(column[i])))
            for i in order
            if not np.isnan(column[i]) and people[i].id not in here
        ]
        return tuple(found[:most])

    def conflicts(self) -> Conflicts:
        return clashes.conflicts(self.problem)

    @cached_property
    def losses(self) -> FloatArray:
        """C x N: what the plan loses at least with the pair in it, nan where it has no future."""
        objective = self.result.objective or 0.0
        return losses(self.engine, self.relaxations, objective, self._always)

    @property
    def _always(self) -> float:
        """What the plan loses at least with any other in its place: 0 where it is proved best."""
        objective, bound = self.result.objective, self.result.bound
        return -inf if objective is None or bound is None else min(objective - bound, 0.0)

    def _answer(self, i: int, j: int) -> tuple[Answer, tuple[Blocked, ...], float | None]:
        candidate, need = self.problem.candidates[i].id, self.problem.needs[j].id
        work = self._work.get(candidate)
        if work is not None and need in _needs_of(work):
            return "placed", (), None
        rules = self._blocked(candidate, need)
        if rules:
            return "blocked", rules, None
        if self.result.objective is None:
            return "no_plan", (), None
        locked = {lock.candidate for lock in self.problem.locks}
        near = {x for g in self.problem.together if candidate in g.candidates for x in g.candidates}
        if pair_columns(self.engine.columns, i, j):
            if candidate not in locked:
                return "possible", (), float(self.losses[i, j])
        elif not locked & {candidate, *near}:
            return "possible", (), self._without_worth(i)
        return "locked", (), None

    def _without_worth(self, i: int) -> float:
        """The pair is possible but worth nothing, so no future of it is kept: she earns none."""
        objective = self.result.objective or 0.0
        each = (float(p.best[i]) - (p.bound - objective) for p in self.relaxations)
        return max(self._always, *each)

    def _blocked(self, candidate: str, need: str) -> tuple[Blocked, ...]:
        if self.problem.pairs is None:
            return blocked(pair_problem(self.problem, candidate, need))
        if any((p.candidate, p.need) == (candidate, need) for p in self.problem.pairs):
            return ()
        return (Blocked("pair", "Givet par", "Paret finns inte bland de givna."),)

    def _person(self, candidate: str) -> int:
        if candidate not in self._people:
            text = f"{candidate} finns inte i problemet."
            raise ProblemError("unknown_reference", "candidate", text)
        return self._people[candidate]

    def _need(self, need: str) -> int:
        if need not in self._needs:
            raise ProblemError("unknown_reference", "need", f"{need} finns inte i problemet.")
        return self._needs[need]


def _needs_of(work: Placement) -> set[str]:
    return {work.need, *(leg.need for leg in work.then)}


def _positions(engine: Engine, result: Result) -> list[int]:
    """The stored plan as column positions. Raises ProblemError where a proposal is none of them."""
    t, columns = engine.t, engine.columns
    people = {c.id: i for i, c in enumerate(engine.problem.candidates)}
    needs = {n.id: j for j, n in enumerate(engine.problem.needs)}
    proposals: tuple[Proposal, ...] = (*result.placements, *result.trainings)
    found = []
    for proposal in proposals:
        i = people[proposal.candidate]
        first, last = columns.of(i)
        if isinstance(proposal, Placement):
            alike = np.flatnonzero(columns.need[first:last] == needs[proposal.need]) + first
            leg = columns.legs.begin[alike]
            weeks = columns.legs.start[leg] == proposal.start_week
            weeks &= columns.legs.end[leg] == proposal.end_week
            told = ((c, key(placement(t, columns, c))) for c in alike[weeks].tolist())
        else:
            alike = np.flatnonzero(columns.need[first:last] < 0) + first
            told = ((c, key(training(t, columns, c))) for c in alike.tolist())
        at = next((c for c, found_key in told if found_key == key(proposal)), None)
        if at is None:
            text = "Planen är räknad med en annan modell eller andra inställningar."
            raise ProblemError("not_this_problem", f"placements[{proposal.candidate}]", text)
        found.append(at)
    return sorted(found)
