"""Why locks cannot all stand, the fewest that clash, and the least that would make room.

A human's locks bind only each other: places, tutor hours, seats and budgets they use, and groups
that must be at one place. Each is a row with a limit and what every lock uses of it, so the
smallest clashing set and the smallest relaxations are read off the rows and need no solver.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import ceil

from .canonical import ordered
from .changes import Change, clause
from .problem import Lock, Need, Problem
from .recount import TOLERANCE, hours_of
from .result import PlacedLeg, Placement
from .validation import validate

TRIED = 3  # locks lifted together that are tried in every combination before the greedy way


@dataclass(frozen=True, slots=True)
class Broken:
    """One capacity the locks break together. `week` is the worst one, None where weeks are none."""

    code: str  # a plan rule's code
    item: str
    week: int | None
    limit: float
    used: float
    locks: tuple[str, ...]  # candidates whose locks use it
    sentence_sv: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Changes that together let the remaining locks stand."""

    changes: tuple[Change, ...]
    sentence_sv: str


@dataclass(frozen=True, slots=True)
class Conflicts:
    """`smallest`: candidates whose locks alone cannot stand together, as few as there are.

    `lift`: every smallest set of locks whose lifting is enough. `raise_capacity`: the other way,
    how much more of each capacity lets all locks stand; None where no capacity can (a group split
    by its locks). All are empty where the locks can stand.
    """

    broken: tuple[Broken, ...] = ()
    smallest: tuple[str, ...] = ()
    lift: tuple[Relaxation, ...] = ()
    raise_capacity: Relaxation | None = None
    sentence_sv: str = "Låsta förslag går ihop."


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    item: str
    week: int | None
    limit: float
    use: Mapping[str, float]  # candidate -> what her lock uses

    @property
    def over(self) -> float:
        return sum(self.use.values()) - self.limit

    @property
    def is_broken(self) -> bool:
        return self.over > TOLERANCE * max(1.0, abs(self.limit))

    def without(self, lifted: Sequence[str]) -> "_Row":
        return replace(self, use={k: u for k, u in self.use.items() if k not in lifted})


def conflicts(problem: Problem) -> Conflicts:
    """What stands in the way of the problem's locks. Raises ProblemError for a faulty problem."""
    validate(problem)
    problem = ordered(problem)
    rows = [row for row in _rows(problem) if row.is_broken]
    if not rows:
        return Conflicts()
    smallest = min((_fewest(row) for row in rows), key=len)
    worst: dict[tuple[str, str], _Row] = {}
    for row in rows:
        at = (row.code, row.item)
        worst[at] = max(worst.get(at, row), row, key=lambda r: r.over)
    broken = tuple(_broken(problem, row) for row in worst.values())
    return Conflicts(
        broken=broken,
        smallest=smallest,
        lift=tuple(_lift(problem, lifted) for lifted in _smallest_lifts(rows)),
        raise_capacity=_raise(problem, list(worst.values())),
        sentence_sv=" ".join(b.sentence_sv for b in broken),
    )


def _rows(problem: Problem) -> Iterator[_Row]:
    needs = {n.id: n for n in problem.needs}
    held = {lock.candidate: _placement(problem, lock, needs) for lock in problem.locks}
    for week in range(problem.weeks):
        here = {
            (i, leg.need): leg.tutor_hours_per_week
            for i, p in held.items()
            for leg in _legs(p)
            if leg.start_week <= week < leg.end_week
        }
        for need in problem.needs:
            wanted = sum(s.headcount for s in need.demand if s.start_week <= week < s.end_week)
            use = {i: 1.0 for i, at in here if at == need.id}
            yield _Row("headcount", need.id, week, wanted, use)
        for site in problem.sites:
            hours = site.tutor_hours_per_week
            if hours is not None:
                limit = hours[week] if isinstance(hours, tuple) else hours
                use = {i: u for (i, at), u in here.items() if needs[at].site == site.id}
                yield _Row("tutor_hours", site.id, week, limit, use)
    for intake in problem.intakes:
        use = {i: float(p.intakes.count(intake.id)) for i, p in held.items()}
        use = {i: seats for i, seats in use.items() if seats}
        if use:
            yield _Row("seats", intake.id, None, intake.seats - intake.taken, use)
    for budget in problem.budgets:
        cost = {
            k.id: k.cost_sek
            for k in problem.intakes
            if k.payer == budget.payer
            and k.start_week >= budget.from_week
            and (budget.to_week is None or k.start_week < budget.to_week)
        }
        use = {i: sum(cost.get(k, 0.0) for k in p.intakes) for i, p in held.items()}
        yield _Row("budget", budget.id, None, budget.limit_sek, {i: u for i, u in use.items() if u})
    for group in problem.together:
        places: dict[str, list[str]] = {}
        for i in sorted(set(group.candidates) & held.keys()):
            at = held[i].need
            places.setdefault(needs[at].site if group.scope == "site" else at, []).append(i)
        for a, b in combinations(places.values(), 2):
            # Two members at different places cannot both stand: any two of them are a row.
            for one, other in ((x, y) for x in a for y in b):
                yield _Row("together", group.id, None, 1.0, {one: 1.0, other: 1.0})


def _placement(problem: Problem, lock: Lock, needs: Mapping[str, Need]) -> Placement:
    need = needs[lock.need]
    start = need.start_week if lock.start_week is None else lock.start_week
    end = need.end_week if lock.end_week is None else lock.end_week
    later = tuple(PlacedLeg(leg.need, leg.start_week, leg.end_week, 0.0) for leg in lock.then)
    bare = Placement(lock.candidate, lock.need, start, end, lock.intakes, 0.0, {}, 0.0, then=later)
    first, *rest = hours_of(problem, bare)
    then = zip(later, rest, strict=True)
    return replace(
        bare,
        tutor_hours_per_week=first,
        then=tuple(replace(leg, tutor_hours_per_week=hours) for leg, hours in then),
    )


def _legs(placement: Placement) -> tuple[PlacedLeg, ...]:
    first = PlacedLeg(
        placement.need, placement.start_week, placement.end_week, placement.tutor_hours_per_week
    )
    return (first, *placement.then)


def _fewest(row: _Row) -> tuple[str, ...]:
    """As few of the row's locks as break it: those that use most."""
    used, taken = 0.0, []
    for name, use in sorted(row.use.items(), key=lambda entry: (-entry[1], entry[0])):
        used += use
        taken.append(name)
        if replace(row, use={name: used}).is_broken:
            break
    return tuple(sorted(taken))


def _smallest_lifts(rows: Sequence[_Row]) -> list[tuple[str, ...]]:
    """The smallest sets of locks without which no row is broken (greedy beyond `TRIED`)."""
    names = sorted({name for row in rows for name in row.use})
    for size in range(1, TRIED + 1):
        found = [
            lifted
            for lifted in combinations(names, size)
            if not any(row.without(lifted).is_broken for row in rows)
        ]
        if found:
            return found
    lifted: list[str] = []
    while left := [row for row in (r.without(lifted) for r in rows) if row.is_broken]:
        lifted.append(max(left[0].use, key=lambda name: (sum(name in r.use for r in left), name)))
    return [tuple(sorted(lifted))]


def _lift(problem: Problem, lifted: Sequence[str]) -> Relaxation:
    changes = tuple(Change("unlock", name) for name in lifted)
    return _told(problem, changes)


def _raise(problem: Problem, rows: Sequence[_Row]) -> Relaxation | None:
    kinds = {"headcount": "place", "tutor_hours": "tutor_hour", "seats": "seat", "budget": "budget"}
    if any(row.code not in kinds for row in rows):
        return None
    changes = []
    for row in rows:
        more = row.over if row.code in {"tutor_hours", "budget"} else ceil(row.over - TOLERANCE)
        changes.append(Change(kinds[row.code], row.item, amount=more))
    return _told(problem, tuple(changes))


def _told(problem: Problem, changes: tuple[Change, ...]) -> Relaxation:
    word = "om" if changes[0].kind == "unlock" else "med"
    told = " och ".join(clause(problem, change) for change in changes)
    return Relaxation(changes, f"Går ihop {word} {told}.")


def _broken(problem: Problem, row: _Row) -> Broken:
    label = problem.labels.get(row.item, row.item)
    when = "" if row.week is None else f" vecka {row.week}"
    count = len(row.use)
    used = sum(row.use.values())
    tutors = f"låsta förslag tar {used:g} handledartimmar av {row.limit:g}"
    sentence = {
        "headcount": f"{label}{when}: {count} låsta förslag men {row.limit:g} platser.",
        "tutor_hours": f"{label}{when}: {tutors}.",
        "seats": f"{label}: {used:g} låsta kursplatser men {row.limit:g} lediga.",
        "budget": f"{label}: låsta förslag kostar {used:g} kr av {row.limit:g} kr.",
        "together": f"{label}: de som ska vara tillsammans är låsta till olika platser.",
    }[row.code]
    return Broken(row.code, row.item, row.week, row.limit, used, tuple(sorted(row.use)), sentence)
