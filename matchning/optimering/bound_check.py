"""The bound that prices prove, worked out again from the data alone.

For any prices that are not negative, no plan is worth more than what the capacities cost, plus for
every person the most that any of her futures is worth after paying for what it uses, if that is
more than nothing. All futures count here: every pair, path of up to four needed intakes, start and
end, chain and course alone, whatever a solver left out. Shares nothing with the code that builds
plans; rules and figures are the verifier's.
"""

from .book import Book
from .bound_paths import Ways
from .bound_people import Person
from .bound_prices import Priced
from .bound_singles import Singles
from .bound_work import Slot
from .problem import Problem
from .recount import with_figures
from .result import PlacedLeg, Placement, Prices


def check_bound(problem: Problem, prices: Prices, reached: tuple[float, ...] = ()) -> float:
    """What no plan's objective exceeds, in the problem's unit.

    `reached` is Result.stages; with stages the bound is of plans that keep what they ask for.
    Raises ProblemError for a negative price or one of something the problem does not have.
    """
    book = Book(problem)
    priced = Priced(book, prices, reached)
    best = _locked(book, priced)
    if problem.pairs is not None:
        free = {c.id: 0.0 for c in problem.candidates if c.id not in book.locks}
        for name, need, start, end in book.pairs:
            if name in free and (name, need) not in book.forbidden:
                placement = with_figures(book, Placement(name, need, start, end, (), 0.0, {}, 0.0))
                free[name] = max(free[name], priced.net(placement))
        return priced.room + sum(best.values()) + sum(free.values())
    ways = Ways(book, priced.intake_price)
    people = [
        Person(book, priced, ways, person)
        for person in problem.candidates
        if person.id not in book.locks and person.consent and not person.excluded
    ]
    slots = [Slot(book, priced, need) for need in book.needs.values()]
    for person in people:
        person.meet(slots)
    singles = Singles(people)
    for slot in slots:
        singles.of_need(slot)
    for person in people:
        person.chains()
        person.trainings()
    return priced.room + sum(best.values()) + sum(person.best for person in people)


def _locked(book: Book, priced: Priced) -> dict[str, float]:
    """A locked person has no choice: her future counts even where it is worth less than nothing."""
    found = {}
    for lock in book.locks.values():
        name, (first, *then), intakes = book.lock_key(lock)
        legs = tuple(PlacedLeg(leg.need, leg.start_week, leg.end_week, 0.0) for leg in then)
        weeks = (first.start_week, first.end_week)
        bare = Placement(name, first.need, *weeks, intakes, 0.0, {}, 0.0, then=legs)
        found[name] = priced.net(with_figures(book, bare))
    return found
