"""Everything a plan may choose from, listed by definition and without regard for speed.

Written a second time, from the verifier's rules and recounted values; the optimiser's own listing
(columns.py, futures.py and theirs) must come to the same.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from matchning.optimering import (
    Candidate,
    Kept,
    Need,
    PlacedLeg,
    Placement,
    Problem,
    Training,
)
from matchning.optimering.book import Book, Steps, Work, key_of
from matchning.optimering.personal import MOST_INTAKES, broken_path, broken_work
from matchning.optimering.recount import opens, training_parts
from matchning.optimering.verifier import alone

from .builders import right

Future = Placement | Training


def every_future(problem: Problem) -> dict[str, list[Future]]:
    """Candidate -> all her futures, with the right figures."""
    book = Book(problem)
    found: dict[str, list[Future]] = {person.id: [] for person in problem.candidates}
    if problem.pairs is not None:
        for name, need, start, end in book.pairs:
            bare = _bare(name, need, (start, end))
            if name not in book.locks and (name, need) not in book.forbidden:
                found[name].append(right(problem, bare))
    else:
        paths = list(paths_of(book))
        for person in problem.candidates:
            if person.id not in book.locks:
                found[person.id] = list(_Person(book, person, paths).futures())
    for lock in problem.locks:
        name, (first, *then), intakes = book.lock_key(lock)
        legs = tuple(PlacedLeg(leg.need, leg.start_week, leg.end_week, 0.0) for leg in then)
        bare = _bare(name, first.need, (first.start_week, first.end_week), intakes)
        found[name] = [right(problem, replace(bare, then=legs))]
    return found


class _Person:
    """All futures of one who is not locked."""

    def __init__(self, book: Book, person: Candidate, paths: list[tuple[str, ...]]) -> None:
        self.book, self.person, self.problem = book, person, book.problem
        self.free = max(0, person.available_from_week)
        last = person.available_to_week
        self.last = self.problem.weeks if last is None else min(last, self.problem.weeks)
        self.paths = [path for path in paths if not self._fault(book.steps(path))]

    def futures(self) -> Iterator[Future]:
        seen = set()
        for placement in self._single():
            seen.add(key_of(placement))
            yield placement
            yield from self._chains(placement)
        for placement in self._kept():
            if key_of(placement) not in seen:
                yield placement
                yield from self._chains(placement)
        yield from self._trainings()

    def _fault(self, steps: Steps) -> bool:
        """Is a rule of the courses alone broken, whatever they lead to?"""
        return bool(broken_path(self.book, self.person, steps, None))

    def _single(self) -> Iterator[Placement]:
        for need in self.book.needs.values():
            for path in self.paths:
                ends = [self.book.intakes[name].end_week for name in path]
                for start, end in self._weeks(need, max([self.free, *ends])):
                    if self._needed(need, (start, end), path):
                        bare = _bare(self.person.id, need.id, (start, end), path)
                        yield right(self.problem, bare)

    def _needed(self, need: Need, weeks: tuple[int, int], path: tuple[str, ...]) -> bool:
        """Does it stand, and break a rule of hers with any one intake less?"""
        return self._works(need, weeks, path) and not any(
            self._works(need, weeks, shorter) for shorter in _shorter(path)
        )

    def _works(self, need: Need, weeks: tuple[int, int], path: tuple[str, ...]) -> bool:
        steps = self.book.steps(path)
        leg = Work(self.person.id, need, *weeks, 0.0)
        return not self._fault(steps) and not broken_work(self.book, self.person, leg, steps)

    def _weeks(self, need: Need, ready: int) -> Iterator[tuple[int, int]]:
        """Start and end weeks for one who is ready in that week."""
        wanted = [0] * self.problem.weeks
        for step in need.demand:
            for week in range(step.start_week, step.end_week):
                wanted[week] = step.headcount
        hours = self.book.site_of(need).tutor_hours_per_week
        tutor = list(hours) if isinstance(hours, tuple) else []
        changes = [(w, a, b) for x in (wanted, tutor) for w, (a, b) in enumerate(pairwise(x), 1)]
        starts = [w for w in range(ready, self.problem.weeks) if _allowed(need, wanted, w)][:1]
        if starts:
            up = {w for w, a, b in changes if b > a and w > starts[0]}
            starts += sorted(w for w in up if _allowed(need, wanted, w))
        for start in starts:
            latest = min(_run_end(wanted, start), self.last)
            for end in {latest, *(w for w, a, b in changes if b < a and w < latest)}:
                if end - start >= need.min_weeks:
                    yield start, end

    def _chains(self, so_far: Placement) -> Iterator[Placement]:
        """Every way to go on after the placement, one leg or more."""
        book, used = self.book, [so_far.need, *(leg.need for leg in so_far.then)]
        first = book.needs[so_far.need]
        wish = book.wish(self.person, first)
        if wish is None or wish.hours_done is None or wish.rung >= 2:
            return
        if self.person.id in book.grouped or len(used) >= self.problem.max_legs:
            return
        ready = so_far.then[-1].end_week if so_far.then else so_far.end_week
        steps = book.steps(so_far.intakes)
        for need in book.needs.values():
            if need.trade != first.trade or need.id in used:
                continue
            for start, end in self._weeks(need, ready):
                leg = Work(self.person.id, need, start, end, 0.0)
                if not broken_work(book, self.person, leg, steps):
                    then = (*so_far.then, PlacedLeg(need.id, start, end, 0.0))
                    longer = right(self.problem, replace(so_far, then=then))
                    yield longer
                    yield from self._chains(longer)

    def _kept(self) -> Iterator[Placement]:
        for kept in self.problem.kept:
            if kept.candidate == self.person.id and kept.start_week is not None:
                bare = _bare(kept.candidate, kept.need, _kept_weeks(kept), tuple(kept.intakes))
                placement = right(self.problem, bare)
                if not list(alone(self.book, placement)):
                    yield placement

    def _trainings(self) -> Iterator[Training]:
        for path in self.paths:
            steps = self.book.steps(path)
            parts = training_parts(self.book, self.person, steps) if steps else {}
            if "opening" not in parts:
                continue
            best = next(
                o.id
                for o in self.problem.openings
                if o.value == parts["opening"] and opens(self.problem, self.person, steps, o)
            )
            end = max(intake.end_week for intake, _ in steps)
            yield Training(self.person.id, path, end, best, sum(parts.values()), parts)


def paths_of(book: Book) -> Iterator[tuple[str, ...]]:
    """Every way to take none to four intakes one after the other."""
    order = sorted(book.intakes.values(), key=lambda k: (k.start_week, k.end_week, k.id))

    def longer(path: tuple[str, ...], free: int) -> Iterator[tuple[str, ...]]:
        yield path
        if len(path) < MOST_INTAKES:
            for intake in order:
                if intake.start_week >= free and intake.seats > intake.taken:
                    yield from longer((*path, intake.id), intake.end_week)

    yield from longer((), 0)


def _shorter(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [path[:k] + path[k + 1 :] for k in range(len(path))]


def _kept_weeks(kept: Kept) -> tuple[int, int]:
    assert kept.start_week is not None
    assert kept.end_week is not None
    return kept.start_week, kept.end_week


def _bare(person: str, need: str, weeks: tuple[int, int], path: tuple[str, ...] = ()) -> Placement:
    return Placement(person, need, *weeks, path, 0.0, {}, 0.0)


def _run_end(wanted: list[int], start: int) -> int:
    """The first week from `start` in which nobody is wanted."""
    return next((w for w in range(start, len(wanted)) if not wanted[w]), len(wanted))


def _allowed(need: Need, wanted: list[int], week: int) -> bool:
    """May one who is available begin then, as the need's weeks go?"""
    if _run_end(wanted, week) - week < need.min_weeks:
        return False
    rise = max(w for w in range(week + 1) if w == 0 or wanted[w] > wanted[w - 1])
    return need.max_delay_weeks is None or week - rise <= need.max_delay_weeks
