"""How groups of candidates fare in a plan, told without pointing at anyone."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from .errors import ProblemError
from .problem import Problem
from .result import Placement, Result
from .swedish import number

FEWEST = 5  # figures about fewer people could point at one of them


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """Figures of one group; each is None where it would be about fewer than `FEWEST` people.

    `mean_weeks` of work and `mean_waiting_weeks` (available to first day of work) are means over
    those with work in the plan; courses alone are no work.
    """

    group: str
    people: int | None
    placed: int | None
    placed_share: float | None  # 0-1
    mean_weeks: float | None
    mean_waiting_weeks: float | None
    sentence_sv: str


def group_figures(
    problem: Problem, result: Result, groups: Mapping[str, frozenset[str]]
) -> tuple[GroupFigure, ...]:
    """One figure per group, by group name. Raises ProblemError for an unknown candidate."""
    known = {c.id: max(c.available_from_week, 0) for c in problem.candidates}
    work = {p.candidate: p for p in result.placements}
    for name, members in groups.items():
        for unknown in sorted(members - known.keys())[:1]:
            text = "Kandidaten finns inte i problemet."
            raise ProblemError("unknown_reference", f"groups[{name}]: {unknown}", text)
    return tuple(
        _figure(problem.labels.get(name, name), name, members, work, known)
        for name, members in sorted(groups.items())
    )


def weeks_of_work(placement: Placement) -> int:
    """Weeks of all legs."""
    later = sum(leg.end_week - leg.start_week for leg in placement.then)
    return placement.end_week - placement.start_week + later


def _figure(
    label: str,
    name: str,
    members: frozenset[str],
    work: Mapping[str, Placement],
    available: Mapping[str, int],
) -> GroupFigure:
    if len(members) < FEWEST:
        text = f"{label}: färre än {FEWEST} personer, inga siffror visas."
        return GroupFigure(name, None, None, None, None, None, text)
    placed = [work[i] for i in sorted(members) if i in work]
    share = len(placed) / len(members)
    text = f"{label}: {len(placed)} av {len(members)} har förslag ({number(100 * share)} procent)"
    if len(placed) < FEWEST:
        return GroupFigure(name, len(members), len(placed), share, None, None, f"{text}.")
    weeks = fsum(map(weeks_of_work, placed)) / len(placed)
    waiting = fsum(max(0, p.start_week - available[p.candidate]) for p in placed) / len(placed)
    text += f", i snitt {number(weeks)} veckor efter {number(waiting)} veckors väntan."
    return GroupFigure(name, len(members), len(placed), share, weeks, waiting, text)
