"""Small problems to test on: sound by default, so that a test changes only what it is about."""

from dataclasses import replace
from typing import Any

from matchning.optimering import (
    Budget,
    Candidate,
    Course,
    DemandStep,
    Goal,
    Intake,
    Need,
    Opening,
    Options,
    Pair,
    Placement,
    Problem,
    Result,
    Site,
    Together,
    TradeWish,
    solve,
)
from matchning.optimering.book import Book
from matchning.optimering.recount import with_figures

PROVE = Options(relative_gap=0.0, time_limit_seconds=30)
EVERYTHING = replace(
    PROVE,
    paths_per_pair=10_000,
    starts_per_path=10_000,
    chains_per_candidate=10_000,
    trainings_per_candidate=10_000,
)


def candidate(name: str = "c1", **changes: Any) -> Candidate:
    sound = Candidate(id=name, consent=True, trades=(TradeWish("snickare", 0, 1),))
    return replace(sound, **changes)


def site(name: str = "s1", **changes: Any) -> Site:
    return replace(Site(id=name), **changes)


def need(name: str = "n1", **changes: Any) -> Need:
    start, end = changes.pop("weeks", (0, 10))
    demand = (DemandStep(start, end, changes.pop("headcount", 1)),)
    return replace(Need(id=name, site="s1", demand=demand, trade="snickare"), **changes)


def course(name: str, **changes: Any) -> Course:
    return replace(Course(id=name), **changes)


def intake(name: str, course_name: str, weeks: tuple[int, int], **changes: Any) -> Intake:
    sound = Intake(id=name, course=course_name, start_week=weeks[0], end_week=weeks[1], seats=1)
    return replace(sound, **changes)


def problem(*parts: Any, weeks: int = 20, **changes: Any) -> Problem:
    """A problem of the given parts of any kind, in any order."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(part for part in parts if isinstance(part, kind))

    built: dict[str, Any] = {
        "candidates": of(Candidate),
        "sites": of(Site) or (site(),),
        "needs": of(Need),
        "courses": of(Course),
        "intakes": of(Intake),
        "pairs": of(Pair) or None,
        "budgets": of(Budget),
        "together": of(Together),
        "goals": of(Goal),
        "openings": of(Opening),
    }
    return Problem(weeks=weeks, **(built | changes))


def right(given: Problem, bare: Placement) -> Placement:
    """The placement with the value and tutor hours it should have."""
    return with_figures(Book(given), bare)


def plan(result: Result) -> list[tuple[Any, ...]]:
    """The plan as plain tuples: candidate, need, start, end, intakes."""
    return [(p.candidate, p.need, p.start_week, p.end_week, p.intakes) for p in result.placements]


def best(given: Problem, options: Options = EVERYTHING) -> Result:
    return solve(given, options)


def only(given: Problem) -> Placement:
    """The single placement of a plan that should have exactly one."""
    result = best(given)
    assert len(result.placements) == 1, plan(result)
    return result.placements[0]
