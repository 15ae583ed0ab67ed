"""The independent check of a finished plan: every hard rule again, one scalar function each.

Shares nothing with the code that builds plans but the dataclasses of problem.py, conditions.py and
result.py: a fault there cannot hide here. Locked placements are a human's decision: their person
rules are not tried again, their capacities are. Rules of one person are in personal.py, figures
(tutor hours, values, goals, sums) in recount.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import recount
from .book import Book, Work, key_of
from .conditions import Together
from .personal import broken_path, broken_work
from .problem import Problem, Site
from .recount import TOLERANCE
from .result import GoalOutcome, Placement, Training


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its code (registry.py), the item and a Swedish sentence."""

    code: str
    item: str
    sentence_sv: str


def verify(
    problem: Problem,
    placements: Sequence[Placement],
    trainings: Sequence[Training] = (),
    goals: Sequence[GoalOutcome] | None = None,
    objective: float | None = None,
) -> tuple[Violation, ...]:
    """Every violation in the plan; empty means it stands. The problem must be valid.

    `goals` and `objective` are what the plan tells of itself; None is not checked.
    """
    book = Book(problem)
    plan: list[Placement | Training] = [*placements, *trainings]
    found = [
        Violation("known", name, f"Planen nämner {kind} {name} som inte finns.")
        for told in plan
        for kind, name in book.unknown(told)
    ]
    if found:
        return tuple(found)
    for placement in placements:
        found += alone(book, placement)
    for training in trainings:
        found += training_alone(book, training)
    found += _once(plan)
    legs = [leg for placement in placements for leg in book.legs(placement)]
    found += _headcount(book, legs)
    taken = [name for told in plan for name in told.intakes]
    found += _seats(book, taken)
    found += _tutor_hours(book, legs)
    found += _budgets(book, taken)
    found += _groups(book, placements)
    found += _locks(book, placements)
    found += _told(problem, placements, trainings, goals, objective)
    return tuple(found)


def alone(book: Book, placement: Placement) -> Iterator[Violation]:
    """Everything that can be wrong with one placement on its own."""
    item = f"{placement.candidate} → {placement.need}"
    legs = book.legs(placement)
    for leg in legs:
        if not leg.need.start_week <= leg.start < leg.end <= leg.need.end_week:
            yield Violation("weeks", item, "Veckorna ligger utanför behovets veckor.")
    if book.problem.pairs is not None:
        if book.pair(placement) is None:
            yield Violation("pair", item, "Paret finns inte bland de givna paren.")
        elif (placement.candidate, placement.need) in book.forbidden:
            yield Violation("not_forbidden", item, "Förslaget är avvisat sedan tidigare.")
    elif not is_locked(book, placement):
        person, steps = book.people[placement.candidate], book.steps(placement.intakes)
        broken = broken_path(book, person, steps, placement.start_week)
        for leg in legs:
            broken += broken_work(book, person, leg, steps)
        yield from (Violation(code, item, sentence) for code, sentence in broken)
        if placement.then and (fault := _chain_fault(book, legs)):
            yield Violation("chain", item, fault)
    for wrong in recount.wrong_figures(book, placement):
        yield Violation("figures", item, wrong)


def is_locked(book: Book, placement: Placement) -> bool:
    lock = book.locks.get(placement.candidate)
    return lock is not None and book.lock_key(lock) == key_of(placement)


def training_alone(book: Book, training: Training) -> Iterator[Violation]:
    """Everything that can be wrong with courses alone."""
    item = f"{training.candidate} → {training.opening}"
    person, steps = book.people[training.candidate], book.steps(training.intakes)
    if book.problem.pairs is not None or not steps:
        yield Violation("training", item, "Planen kan inte ha kurser utan arbete här.")
        return
    for code, sentence in broken_path(book, person, steps, None):
        yield Violation(code, item, sentence)
    true = recount.training_parts(book, person, steps)
    opening = book.openings[training.opening]
    if not recount.opens(book.problem, person, steps, opening):
        yield Violation("training", item, "Kurserna gör inte personen redo för arbetet.")
    elif opening.value < true["opening"]:
        yield Violation("training", item, "Kurserna öppnar något bättre.")
    else:
        for wrong in recount.wrong_parts(training.value_parts, training.value, true):
            yield Violation("figures", item, wrong)
    if training.end_week != max(intake.end_week for intake, _ in steps):
        yield Violation("figures", item, "Kurserna slutar en annan vecka.")


def _chain_fault(book: Book, legs: Sequence[Work]) -> str | None:
    name, needs = legs[0].candidate, [leg.need for leg in legs]
    wish = book.wish(book.people[name], needs[0])
    faults = (
        (len(legs) > book.problem.max_legs, "Kedjan har för många behov."),
        (len({need.id for need in needs}) < len(needs), "Samma behov står två gånger i kedjan."),
        (
            needs[0].trade is None or len({need.trade for need in needs}) > 1,
            "Kedjans behov är inte i ett och samma yrke.",
        ),
        (
            wish is None or wish.hours_done is None or wish.rung >= 2,
            "Personen är inte på väg mot yrkesbevis i yrket.",
        ),
        (name in book.grouped, "Den som placeras i grupp får ingen kedja."),
        (
            any(after.start < before.end for before, after in pairwise(legs)),
            "Kedjans behov krockar i tid.",
        ),
    )
    return next((sentence for broken, sentence in faults if broken), None)


def _once(plan: Iterable[Placement | Training]) -> Iterator[Violation]:
    seen: set[str] = set()
    for told in plan:
        if told.candidate in seen:
            yield Violation("one_future", told.candidate, "Personen har två förslag.")
        seen.add(told.candidate)


def _headcount(book: Book, legs: Iterable[Work]) -> Iterator[Violation]:
    at: dict[str, list[Work]] = {}
    for leg in legs:
        at.setdefault(leg.need.id, []).append(leg)
    for name, here in at.items():
        wanted = [0] * book.problem.weeks
        for step in book.needs[name].demand:
            for week in range(step.start_week, step.end_week):
                wanted[week] += step.headcount
        for week, (count, most) in enumerate(zip(_by_week(book, here), wanted, strict=True)):
            if count > most:
                text = f"Vecka {week} är {count:g} placerade men {most} önskas."
                yield Violation("headcount", name, text)
                break


def _tutor_hours(book: Book, legs: Iterable[Work]) -> Iterator[Violation]:
    at: dict[str, list[Work]] = {}
    for leg in legs:
        at.setdefault(leg.need.site, []).append(leg)
    for name, here in at.items():
        for week, hours in enumerate(_by_week(book, here, of_hours=True)):
            limit = _tutor_limit(book.sites[name], week)
            if limit is not None and hours > limit + TOLERANCE * max(1.0, limit):
                text = f"Vecka {week} går {hours:g} handledartimmar åt men {limit:g} finns."
                yield Violation("tutor_hours", name, text)
                break


def _by_week(book: Book, legs: Iterable[Work], of_hours: bool = False) -> list[float]:
    """People, or tutor hours, at work in each week of the plan."""
    present = [0.0] * book.problem.weeks
    for leg in legs:
        for week in range(max(leg.start, 0), min(leg.end, book.problem.weeks)):
            present[week] += leg.tutor_hours if of_hours else 1
    return present


def _tutor_limit(site: Site, week: int) -> float | None:
    hours = site.tutor_hours_per_week
    return hours[week] if isinstance(hours, tuple) else hours


def _seats(book: Book, taken: Sequence[str]) -> Iterator[Violation]:
    count: dict[str, int] = {}
    for name in taken:
        count[name] = count.get(name, 0) + 1
    for name, used in count.items():
        left = max(book.intakes[name].seats - book.intakes[name].taken, 0)
        if used > left:
            text = f"{used} får plats på kurstillfället men {left} platser är lediga."
            yield Violation("seats", name, text)


def _budgets(book: Book, taken: Sequence[str]) -> Iterator[Violation]:
    for budget in book.problem.budgets:
        to_week = book.problem.weeks if budget.to_week is None else budget.to_week
        spent = sum(
            book.intakes[name].cost_sek
            for name in taken
            if book.intakes[name].payer == budget.payer
            and budget.from_week <= book.intakes[name].start_week < to_week
        )
        if spent > budget.limit_sek + TOLERANCE * max(1.0, budget.limit_sek):
            text = f"Kurserna kostar {spent:g} kronor men budgeten är {budget.limit_sek:g}."
            yield Violation("budget", budget.id, text)


def _groups(book: Book, placements: Sequence[Placement]) -> Iterator[Violation]:
    placed = {placement.candidate: placement for placement in placements}
    for group in book.problem.together:
        free = [name for name in group.candidates if name not in book.locks]
        going = [name for name in free if name in placed]
        if going and len(going) < len(free):
            yield Violation("together", group.id, "Bara en del av gruppen är placerad.")
        held = [name for name in group.candidates if name in book.locks and name in placed]
        if (
            len({place for name in (*going, *held) for place in _places(book, group, placed[name])})
            > 1
        ):
            yield Violation("together", group.id, "Gruppen är placerad på olika ställen.")


def _places(book: Book, group: Together, placement: Placement) -> set[str]:
    needs = [leg.need for leg in book.legs(placement)]
    return {need.site if group.scope == "site" else need.id for need in needs}


def _locks(book: Book, placements: Sequence[Placement]) -> Iterator[Violation]:
    plan = {key_of(placement) for placement in placements}
    for lock in book.problem.locks:
        if book.lock_key(lock) not in plan:
            item = f"{lock.candidate} → {lock.need}"
            yield Violation("lock", item, "Ett låst förslag saknas i planen.")


def _told(
    problem: Problem,
    placements: Sequence[Placement],
    trainings: Sequence[Training],
    goals: Sequence[GoalOutcome] | None,
    objective: float | None,
) -> Iterator[Violation]:
    """What the plan says of its goals and its value."""
    if goals is not None:
        told = {outcome.goal: outcome for outcome in goals}
        for true in recount.goal_outcomes(problem, placements):
            said = told.pop(true.goal, None)
            if said is None or not all(
                recount.close(getattr(said, name), getattr(true, name))
                for name in ("reached", "wanted", "shortfall", "paid")
            ):
                yield Violation("goals", true.goal, "Målets siffror stämmer inte.")
        for name in told:
            yield Violation("goals", name, "Planen nämner ett mål som inte finns.")
    true_value = recount.objective(problem, placements, trainings)
    if objective is not None and not recount.close(objective, true_value):
        yield Violation("objective", "plan", f"Planens värde ska vara {true_value:g}.")
