"""What differs between two plans: the set difference, with words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .result import Placement, Result, Training
from .swedish import number, people

Proposal: TypeAlias = Placement | Training
ChangeWord = Literal["new", "moved", "gone"]
Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One candidate whose proposal differs; `before` is None where she had none."""

    candidate: str
    word: ChangeWord
    before: Proposal | None
    after: Proposal | None
    sentence_sv: str


@dataclass(frozen=True, slots=True)
class GoalChange:
    """What the group reached of a goal, in the goal's measure; None where the goal was not set."""

    goal: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Diff:
    """Everyone with a proposal in either plan is in exactly one of the four lists.

    The objectives are None where that plan has none.
    """

    new: tuple[Changed, ...]
    moved: tuple[Changed, ...]
    gone: tuple[Changed, ...]
    unchanged: tuple[str, ...]
    objective_before: float | None
    objective_after: float | None
    goals: tuple[GoalChange, ...]
    sentence_sv: str


def key(proposal: Proposal) -> Key:
    """What makes two proposals the same: who, where, when and through which intakes."""
    if isinstance(proposal, Training):
        return (proposal.candidate, "", proposal.intakes)
    later = tuple((leg.need, leg.start_week, leg.end_week) for leg in proposal.then)
    weeks = (proposal.start_week, proposal.end_week)
    return (proposal.candidate, proposal.need, *weeks, proposal.intakes, later)


def diff(before: Result, after: Result, labels: Mapping[str, str] | None = None) -> Diff:
    """From one plan to the other, by candidate. `labels`: id -> Swedish name, as in the problem."""
    names = labels or {}
    old, new = _by_candidate(before), _by_candidate(after)
    found: dict[ChangeWord, list[Changed]] = {"new": [], "moved": [], "gone": []}
    unchanged = []
    for candidate in sorted(old.keys() | new.keys()):
        a, b = old.get(candidate), new.get(candidate)
        if a is not None and b is not None and key(a) == key(b):
            unchanged.append(candidate)
        else:
            word: ChangeWord = "new" if a is None else "gone" if b is None else "moved"
            text = _sentence(names, candidate, a, b)
            found[word].append(Changed(candidate, word, a, b, text))
    return Diff(
        new=tuple(found["new"]),
        moved=tuple(found["moved"]),
        gone=tuple(found["gone"]),
        unchanged=tuple(unchanged),
        objective_before=before.objective,
        objective_after=after.objective,
        goals=_goals(before, after),
        sentence_sv=_summary(found, before.objective, after.objective),
    )


def place_sv(labels: Mapping[str, str], proposal: Proposal) -> str:
    """Where a proposal leads, in a few words: the needs with their weeks, or the courses."""
    if isinstance(proposal, Training):
        courses = ", ".join(labels.get(name, name) for name in proposal.intakes)
        return f"utbildning ({courses})"
    legs = [(proposal.need, proposal.start_week, proposal.end_week)]
    legs += [(leg.need, leg.start_week, leg.end_week) for leg in proposal.then]
    told = [f"{labels.get(need, need)} vecka {start} till {end}" for need, start, end in legs]
    courses = ", ".join(labels.get(name, name) for name in proposal.intakes)
    return ", sedan ".join(told) + (f" efter {courses}" if courses else "")


def _by_candidate(result: Result) -> dict[str, Proposal]:
    proposals: tuple[Proposal, ...] = (*result.placements, *result.trainings)
    return {p.candidate: p for p in proposals}


def _sentence(
    labels: Mapping[str, str], candidate: str, before: Proposal | None, after: Proposal | None
) -> str:
    who = labels.get(candidate, candidate)
    if before is None and after is not None:
        return f"{who} får ett förslag: {place_sv(labels, after)}."
    if after is None and before is not None:
        return f"{who} är utan förslag; hade {place_sv(labels, before)}."
    if before is None or after is None:
        raise ValueError("nothing to tell of")
    return f"{who} flyttas från {place_sv(labels, before)} till {place_sv(labels, after)}."


def _goals(before: Result, after: Result) -> tuple[GoalChange, ...]:
    old = {goal.goal: goal.reached for goal in before.goals}
    new = {goal.goal: goal.reached for goal in after.goals}
    return tuple(
        GoalChange(name, old.get(name), new.get(name)) for name in sorted(old.keys() | new.keys())
    )


def _summary(
    found: Mapping[ChangeWord, list[Changed]], before: float | None, after: float | None
) -> str:
    counts = [
        (found["new"], "får förslag"),
        (found["moved"], "flyttas"),
        (found["gone"], "är utan"),
    ]
    told = [f"{people(len(who))} {verb}" for who, verb in counts if who]
    text = ", ".join(told) if told else "Ingen ändring"
    if before is None or after is None:
        return f"{text}."
    change = after - before
    if abs(change) < 0.05:
        return f"{text}; planens värde är detsamma."
    more = "mer" if change > 0 else "mindre"
    return f"{text}; planen är värd {number(abs(change))} arbetsveckor {more}."
