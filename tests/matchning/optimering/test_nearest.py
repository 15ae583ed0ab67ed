"""What is nearest for one candidate: against the definition, tried out week by week."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf
from typing import Any

from hypothesis import given, settings

from matchning.optimering import Candidate, Need, Placement, Problem, Requirements, TradeWish
from matchning.optimering.book import Book, Work
from matchning.optimering.nearest import Nearest, nearest
from matchning.optimering.personal import broken_path, broken_work

from .builders import candidate, course, intake, need, problem, right, site
from .every_future import paths_of
from .strategies import problems

MANY = 100  # weeks, more than any problem here has
Way = tuple[tuple[str, ...], int]  # intakes, first week of work


class ByDefinition:
    """The docstring of nearest.py read as a program, on the verifier's rules alone."""

    def __init__(self, asked: Problem) -> None:
        self.problem, self.book = asked, Book(asked)
        self.person: Candidate = asked.candidates[0]
        paths = list(paths_of(self.book))
        self.ways = {
            work.id: [(p, w) for p in paths for w in self._starts(work, p)] for work in asked.needs
        }

    def _starts(self, work: Need, path: tuple[str, ...]) -> Iterator[int]:
        book, steps = self.book, self.book.steps(path)
        place, hours = book.site_of(work), work.tutor_hours_per_week
        left = place.tutor_hours_per_week
        wanted = {
            week
            for step in work.demand
            if step.headcount
            for week in range(step.start_week, step.end_week)
        }
        for start in range(self.problem.weeks - work.min_weeks + 1):
            weeks = range(start, start + work.min_weeks)
            if not wanted.issuperset(weeks) or broken_path(book, self.person, steps, start):
                continue
            leg = Work(self.person.id, work, start, weeks.stop, hours)
            if broken_work(book, self.person, leg, steps):
                continue
            bare = Placement(self.person.id, work.id, start, weeks.stop, path, 0.0, {}, 0.0)
            asked = right(self.problem, bare).tutor_hours_per_week
            each = left if isinstance(left, tuple) else (inf if left is None else left,) * MANY
            if all(each[week] >= asked for week in weeks):
                yield start

    def shortest(self, work: str) -> tuple[int, int] | None:
        return min(((len(path), week) for path, week in self.ways[work]), default=None)

    def opened(self, one: str) -> set[str]:
        return {
            name
            for name, ways in self.ways.items()
            if any(path == (one,) for path, _ in ways) and not any(path == () for path, _ in ways)
        }


def alone(asked: Problem) -> Problem:
    """The first candidate, without what only a plan is bound by."""
    her = asked.candidates[0].id
    nothing: dict[str, Any] = dict.fromkeys(
        ("locks", "kept", "budgets", "together", "goals", "openings", "stages"), ()
    )
    return replace(
        asked,
        candidates=asked.candidates[:1],
        forbidden=tuple(f for f in asked.forbidden if f.candidate == her),
        **nothing,
    )


@settings(max_examples=150, deadline=None)
@given(problems(people=2, needs=3, intakes=5))
def test_it_is_what_trying_every_way_says(drawn: Problem) -> None:
    asked = alone(drawn)
    truth, told = ByDefinition(asked), nearest(asked, most=10)

    shortest = {n.id: truth.shortest(n.id) for n in asked.needs}
    told_ways = {r.need: (len(r.intakes), r.start_week) for r in told.nearest}
    assert told_ways == {name: way for name, way in shortest.items() if way is not None}
    assert all((r.intakes, r.start_week) in truth.ways[r.need] for r in told.nearest)
    minutes = asked.travel.neutral_minutes
    keys = [
        (*told_ways[r.need], minutes if r.travel_minutes is None else r.travel_minutes, r.need)
        for r in told.nearest
    ]
    assert keys == sorted(keys)
    assert told.reached == tuple(r.need for r in told.nearest)
    assert told.straight == sum(not r.intakes for r in told.nearest)
    # Something is told to be lacking exactly where a course is on the way.
    assert [bool(r.lacking) for r in told.nearest] == [bool(r.intakes) for r in told.nearest]

    most = max((len(truth.opened(k.id)) for k in asked.intakes), default=0)
    assert (0 if told.course is None else len(told.course.needs)) == most
    if told.course is not None:
        assert set(told.course.needs) == truth.opened(told.course.intake)


@settings(max_examples=80, deadline=None)
@given(problems(people=2, needs=3, intakes=4))
def test_what_hinders_is_told_of_each_need_not_reached(drawn: Problem) -> None:
    asked = alone(drawn)
    told = nearest(asked)
    left = told.wanted - len(told.reached)
    assert all(0 < h.needs <= left for h in told.hindrances)
    assert sum(h.needs for h in told.hindrances) >= left
    counts = [h.needs for h in told.hindrances]
    assert counts == sorted(counts, reverse=True)


HETA = Requirements(certificates=frozenset({"heta"}))
LABELS = {"heta": "heta arbeten", "sv": "svenska"}


def answer(*parts: Any, **changes: Any) -> Nearest:
    return nearest(problem(candidate(), *parts, labels=LABELS, **changes))


def test_fewest_courses_then_first_start_then_shortest_way() -> None:
    asked = problem(
        candidate(lat=59.30, lon=18.0),
        site("near", lat=59.31, lon=18.0),
        site("far", lat=59.40, lon=18.0),
        site("nowhere"),
        need("a", site="far", weeks=(2, 10)),
        need("b", site="near", weeks=(2, 10)),
        need("c", site="near", weeks=(1, 10), must=HETA),
        need("d", site="far", weeks=(3, 10)),
        need("e", site="nowhere", weeks=(2, 10)),
        course("k", grants_certificates={"heta": None}),
        intake("t", "k", (0, 1)),
        labels=LABELS,
    )
    told = nearest(asked, most=5)
    # Not known how far: as far as is usual, which is between the two.
    assert told.reached == ("b", "e", "a", "d", "c")
    assert told.straight == 4
    assert [r.unknown for r in told.nearest][1] == ("Restiden: vet inte.",)
    assert told.nearest[4].lacking == ("Saknar giltigt intyg: heta arbeten.",)


def test_the_course_that_opens_most_is_the_next_intake_of_it() -> None:
    told = answer(
        need("a", weeks=(4, 10)),
        *(need(name, weeks=(4, 10), must=HETA) for name in ("b", "c")),
        need("d", weeks=(4, 10), must=Requirements(certificates=frozenset({"lift"}))),
        course("heta", grants_certificates={"heta": None}),
        course("lift", grants_certificates={"lift": None}),
        intake("full", "heta", (0, 1), taken=1),
        intake("later", "heta", (2, 3)),
        intake("next", "heta", (1, 2)),
        intake("lift", "lift", (0, 1)),
    )
    assert told.course is not None
    assert (told.course.intake, told.course.needs) == ("next", ("b", "c"))


def test_language_that_is_lacking_is_said_in_the_rules_words() -> None:
    told = answer(
        site(crew_languages=frozenset({"sv"})),
        need(weeks=(4, 10), language_level=2),
        course("sfi", grants_languages={"sv": 2}),
        intake("t", "sfi", (0, 4)),
    )
    assert told.nearest[0].lacking == ("Har nivå ingen i arbetslagets språk (svenska); A2 krävs.",)


def test_no_tutor_hours_left_is_in_the_way() -> None:
    told = answer(site(tutor_hours_per_week=3.0), need(tutor_hours_per_week=4.0))
    assert told.reached == ()
    assert [(h.code, h.title_sv, h.needs) for h in told.hindrances] == [
        ("tutor_hours", "Handledartid", 1)
    ]


def test_nothing_is_told_without_needs_or_wishes() -> None:
    none = Nearest(0, (), 0, (), None, ())
    assert answer() == none
    bare = candidate(trades=(TradeWish("målare"),))
    assert nearest(problem(bare, need())) == none
