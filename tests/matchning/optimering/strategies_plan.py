"""Random decisions, bounds and aims laid over a random problem (strategies.py)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from matchning.optimering import (
    Budget,
    Forbidden,
    Goal,
    Kept,
    Lock,
    Need,
    Opening,
    Problem,
    Stage,
    Together,
    Yrkesbevis,
)

MEASURES: tuple[Any, ...] = ("filled", "goals", "value", "stability")
prices = st.sampled_from([0.5, 2.0, 5.0, 20.0])


@st.composite
def with_plan(draw: st.DrawFn, on: frozenset[str], given: Problem) -> Problem:
    """The problem with what the features ask for."""
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "forbidden": lambda: {"forbidden": (Forbidden(*draw(_pair(given))),)},
        "kept": lambda: {
            "kept": tuple(draw(st.lists(_kept(given, "exact" in on), min_size=1, max_size=2)))
        },
        "budget": lambda: {"budgets": draw(_budgets(given))},
        "chains": lambda: {
            "yrkesbevis": Yrkesbevis({"a": 450.0}, 40.0),
            "max_legs": draw(st.sampled_from([3, 3, 2, 1])),
        },
        "goals": lambda: {"goals": tuple(draw(st.lists(_goal(given), min_size=1, max_size=2)))},
        "openings": lambda: {"openings": draw(_openings())},
        "stages": lambda: {"stages": draw(_stages())},
        "together": lambda: {"together": draw(_groups(given))},
        "locks": lambda: {"locks": draw(_locks(given))},
    }
    for feature, part in parts.items():
        if feature in on:
            given = replace(given, **part())
    return _numbered(_sound(given))


def _pair(given: Problem) -> st.SearchStrategy[tuple[str, str]]:
    people, needs = ([x.id for x in items] for items in (given.candidates, given.needs))
    return st.tuples(st.sampled_from(people), st.sampled_from(needs))


def _need(given: Problem, name: str) -> Need:
    return next(need for need in given.needs if need.id == name)


@st.composite
def _kept(draw: st.DrawFn, given: Problem, exact: bool) -> Kept:
    person, name = draw(_pair(given))
    if draw(st.booleans()) or not exact:
        return Kept(person, name)
    need = _need(given, name)
    start = draw(st.integers(need.start_week, need.end_week - 1))
    end = draw(st.integers(start + 1, need.end_week))
    return Kept(person, name, start, end, draw(_some_intakes(given)))


def _some_intakes(given: Problem) -> st.SearchStrategy[tuple[str, ...]]:
    alone = [(intake.id,) for intake in given.intakes]
    return st.sampled_from([(), (), *alone])


@st.composite
def _budgets(draw: st.DrawFn, given: Problem) -> tuple[Budget, ...]:
    limit = draw(st.sampled_from([0.0, 3000.0, 5000.0, 9000.0]))
    windows = st.sampled_from([(0, None), (0, 3), (2, 4)])
    first = Budget("b1", "p", limit, *draw(windows))
    return (first, Budget("b2", "q", 5000.0)) if draw(st.booleans()) else (first,)


@st.composite
def _goal(draw: st.DrawFn, given: Problem) -> Goal:
    kind: Any = draw(st.sampled_from(["floor", "share"]))
    measure: Any = draw(st.sampled_from(["people", "weeks"]))
    group = draw(st.frozensets(st.sampled_from([c.id for c in given.candidates]), min_size=1))
    needs = draw(st.frozensets(st.sampled_from([n.id for n in given.needs]), min_size=1))
    target = draw(st.sampled_from([0.3, 0.5, 0.8] if kind == "share" else [1.0, 2.0, 8.0]))
    return Goal(
        id=draw(st.sampled_from(["g1", "g2"])),
        kind=kind,
        measure=measure,
        group=group,
        target=target,
        price=draw(prices),
        needs=draw(st.sampled_from([None, needs])),
    )


@st.composite
def _openings(draw: st.DrawFn) -> tuple[Opening, ...]:
    def one(name: str) -> Opening:
        speaks = draw(st.sampled_from([frozenset(), frozenset({"sv"}), frozenset({"sv", "en"})]))
        return Opening(
            id=name,
            value=draw(st.sampled_from([0.0, 1.0, 3.0, 6.0])),
            trade=draw(st.sampled_from([None, "a", "b"])),
            items=frozenset(draw(st.sampled_from(["X", "Y", "XY", "XS", ""]))),
            languages=speaks,
            language_level=draw(st.integers(0, 2)),
        )

    return tuple(one(f"o{k}") for k in range(draw(st.integers(1, 3))))


@st.composite
def _stages(draw: st.DrawFn) -> tuple[Stage, ...]:
    chosen = draw(st.lists(st.sampled_from(MEASURES), unique=True, min_size=1, max_size=3))
    return tuple(Stage(name, draw(st.sampled_from([0.0, 0.1, 0.5]))) for name in chosen)


@st.composite
def _groups(draw: st.DrawFn, given: Problem) -> tuple[Together, ...]:
    names = draw(st.permutations([c.id for c in given.candidates]))
    scope: Any = draw(st.sampled_from(["site", "need"]))
    if len(names) < 2:
        return ()
    if len(names) >= 4 and draw(st.booleans()):
        return (Together("h1", tuple(names[:2]), scope), Together("h2", tuple(names[2:4])))
    return (Together("h1", tuple(names[: draw(st.sampled_from([2, 2, 3]))]), scope),)


@st.composite
def _locks(draw: st.DrawFn, given: Problem) -> tuple[Lock, ...]:
    """One or two, mostly such that they can stand."""
    found = []
    for person, name in draw(st.lists(_pair(given), min_size=1, max_size=2)):
        if given.pairs is not None:
            given_pairs = {(pair.candidate, pair.need) for pair in given.pairs}
            found += [Lock(person, name)] if (person, name) in given_pairs else []
            continue
        need = _need(given, name)
        start = draw(st.integers(need.start_week, need.end_week - 1))
        weeks = draw(st.sampled_from([(None, None), (start, None), (start, start + 1)]))
        found.append(Lock(person, name, *weeks, draw(_some_intakes(given))))
    return tuple(found)


def _sound(given: Problem) -> Problem:
    """Without locks that contradict each other, a rejection or a missing consent."""
    may = {
        c.id for c in given.candidates if (c.consent and not c.excluded) or given.pairs is not None
    }
    rejected = {(f.candidate, f.need) for f in given.forbidden}
    locks = {lock.candidate: lock for lock in given.locks if lock.candidate in may}
    sound = [lock for lock in locks.values() if (lock.candidate, lock.need) not in rejected]
    return replace(given, locks=tuple(sound))


def _numbered(given: Problem) -> Problem:
    """Every goal with a name of its own."""
    goals = {goal.id: goal for goal in given.goals}
    return replace(given, goals=tuple(goals.values()))
