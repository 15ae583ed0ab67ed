"""One order and one text for a problem: the same content gives the same plan and the same hash."""

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .problem import Candidate, Need, Problem


def ordered(problem: Problem) -> Problem:
    """The same problem with every list in one fixed order, whatever order the caller used.

    The stages' order is part of the content and stays.
    """

    def candidate(item: Candidate) -> Candidate:
        return replace(item, trades=tuple(sorted(item.trades, key=lambda wish: wish.trade)))

    def need(item: Need) -> Need:
        return replace(item, demand=tuple(sorted(item.demand, key=lambda step: step.start_week)))

    def by_id(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(sorted(items, key=lambda item: item.id))

    def by_text(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(sorted(items, key=canonical_json))

    return replace(
        problem,
        candidates=by_id(tuple(map(candidate, problem.candidates))),
        sites=by_id(problem.sites),
        needs=by_id(tuple(map(need, problem.needs))),
        courses=by_id(problem.courses),
        intakes=by_id(problem.intakes),
        pairs=None if problem.pairs is None else by_text(problem.pairs),
        locks=by_text(problem.locks),
        forbidden=by_text(problem.forbidden),
        kept=by_text(problem.kept),
        budgets=by_id(problem.budgets),
        together=by_id(
            tuple(replace(x, candidates=tuple(sorted(x.candidates))) for x in problem.together)
        ),
        goals=by_id(problem.goals),
        openings=by_id(problem.openings),
    )


def plain(value: Any) -> Any:
    """Dataclasses, mappings, sets and tuples as the JSON values they stand for (sets sorted).

    A field added since problems were first stored is left out where it says nothing, so that a
    problem stored before it keeps its hash.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(part)
            for f in fields(value)
            if (part := getattr(value, f.name)) or part == 0 or not f.metadata.get("added")
        }
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "items"):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def canonical_json(value: Any) -> str:
    """Sorted keys, no spaces, no NaN: equal content gives equal text."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def problem_hash(problem: Problem) -> str:
    """SHA-256 over the canonical text of the ordered problem; the order of lists is no matter."""
    return hashlib.sha256(canonical_json(ordered(problem)).encode()).hexdigest()
