"""What the verifier looks things up in: everything a problem names, by id, worked out once.

Belongs to the independent check (verifier.py, recount.py) and imports nothing from the code that
builds plans.
"""

from dataclasses import dataclass, replace

from .problem import (
    Candidate,
    Course,
    Intake,
    Kept,
    Leg,
    Lock,
    Need,
    Pair,
    Problem,
    Site,
    TradeWish,
)
from .result import Placement, Training

Steps = tuple[tuple[Intake, Course], ...]
Key = tuple[str, tuple[Leg, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Work:
    """One leg of a placement; `tutor_hours` are those the plan tells."""

    candidate: str
    need: Need
    start: int
    end: int
    tutor_hours: float


class Book:
    """A valid problem, looked up; the order of its lists does not matter."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people: dict[str, Candidate] = {c.id: c for c in problem.candidates}
        self.needs: dict[str, Need] = {
            n.id: replace(n, demand=tuple(sorted(n.demand, key=lambda step: step.start_week)))
            for n in problem.needs
        }
        self.sites: dict[str, Site] = {s.id: s for s in problem.sites}
        self.courses: dict[str, Course] = {c.id: c for c in problem.courses}
        self.intakes: dict[str, Intake] = {k.id: k for k in problem.intakes}
        self.openings = {o.id: o for o in problem.openings}
        self.forbidden = {(f.candidate, f.need) for f in problem.forbidden}
        self.locks: dict[str, Lock] = {lock.candidate: lock for lock in problem.locks}
        self.grouped = {name for group in problem.together for name in group.candidates}
        self.kept: dict[tuple[str, str], list[Kept]] = {}
        for kept in problem.kept:
            self.kept.setdefault((kept.candidate, kept.need), []).append(kept)
        self.pairs: dict[tuple[str, str, int, int], Pair] = {}
        for pair in problem.pairs or ():
            need = self.needs[pair.need]
            start = need.start_week if pair.start_week is None else pair.start_week
            end = need.end_week if pair.end_week is None else pair.end_week
            self.pairs[pair.candidate, pair.need, start, end] = pair

    def site_of(self, need: Need) -> Site:
        return self.sites[need.site]

    def steps(self, intakes: tuple[str, ...]) -> Steps:
        found = [self.intakes[name] for name in intakes]
        return tuple((intake, self.courses[intake.course]) for intake in found)

    def legs(self, placement: Placement) -> list[Work]:
        first = Work(
            placement.candidate,
            self.needs[placement.need],
            placement.start_week,
            placement.end_week,
            placement.tutor_hours_per_week,
        )
        return [first] + [
            Work(
                placement.candidate,
                self.needs[leg.need],
                leg.start_week,
                leg.end_week,
                leg.tutor_hours_per_week,
            )
            for leg in placement.then
        ]

    def wish(self, person: Candidate, need: Need) -> TradeWish | None:
        """Her wish in the need's trade."""
        return next((w for w in person.trades if w.trade == need.trade), None)

    def pair(self, placement: Placement) -> Pair | None:
        if placement.intakes or placement.then:
            return None
        return self.pairs.get(
            (placement.candidate, placement.need, placement.start_week, placement.end_week)
        )

    def lock_key(self, lock: Lock) -> Key:
        need = self.needs[lock.need]
        start = need.start_week if lock.start_week is None else lock.start_week
        end = need.end_week if lock.end_week is None else lock.end_week
        first = Leg(lock.need, start, end)
        return lock.candidate, (first, *lock.then), tuple(lock.intakes)

    def unknown(self, told: Placement | Training) -> list[tuple[str, str]]:
        """(what kind of thing, its name) for everything named that is not in the problem."""
        found = [("kandidaten", told.candidate)] if told.candidate not in self.people else []
        if isinstance(told, Placement):
            needs = (told.need, *(leg.need for leg in told.then))
            found += [("behovet", name) for name in needs if name not in self.needs]
        elif told.opening not in self.openings:
            found.append(("prognosen", told.opening))
        return found + [("kurstillfället", k) for k in told.intakes if k not in self.intakes]


def key_of(placement: Placement) -> Key:
    first = Leg(placement.need, placement.start_week, placement.end_week)
    then = tuple(Leg(leg.need, leg.start_week, leg.end_week) for leg in placement.then)
    return placement.candidate, (first, *then), tuple(placement.intakes)
