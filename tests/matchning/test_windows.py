"""Which of a person's times a run plans in: the problem knows one window for each."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from matchning.problem_builder import build_problem
from matchning.problem_rows import CandidateFacts, CandidateRow, candidate_of
from matchning.weeks import Calendar

from .world import World, monday

FIRST = date(2026, 3, 2)  # a Monday


def week(number: int, weekday: int = 0) -> date:
    return FIRST + timedelta(weeks=number, days=weekday)


def window(*away: tuple[date, date], **known: Any) -> tuple[int, int | None]:
    row = CandidateRow(uuid4(), 1, **known)
    facts = CandidateFacts({}, {}, {}, {}, {}, {}, {row.pk: list(away)})
    built = candidate_of(row, facts, Calendar(FIRST))
    return built.available_from_week, built.available_to_week


@pytest.mark.parametrize(
    ("away", "known", "expected"),
    [
        ((), {}, (0, None)),
        # Away in weeks 10-13: weeks 0-9 are the first window.
        (((week(10), week(13, 6)),), {}, (0, 10)),
        # Half weeks are no weeks: she leaves on a Wednesday and is back on a Friday.
        (((week(10, 2), week(13, 3)),), {}, (0, 10)),
        # Three weeks before it are too few for a placement, so the time after it counts.
        (((week(3), week(5, 6)),), {}, (6, None)),
        (((week(3), week(5, 3)),), {"available_to": week(30)}, (6, 30)),
        # Two times away with too little between them, told in any order.
        (((week(8), week(9, 6)), (week(1), week(5, 6))), {}, (10, None)),
        # Already back, or away only after she has stopped: nothing changes.
        (((week(-5), week(-2)),), {}, (0, None)),
        (((week(20), week(22)),), {"available_to": week(12)}, (0, 12)),
        # Away when it would begin.
        (((week(4), week(7, 6)),), {"available_from": week(5)}, (8, None)),
    ],
)
def test_the_first_time_long_enough_is_the_window(
    away: Any, known: dict[str, Any], expected: tuple[int, int | None]
) -> None:
    assert window(*away, **known) == expected


@pytest.mark.parametrize(
    ("has", "modes"),
    [
        ({}, {"public"}),
        ({"has_bicycle": True}, {"public", "bicycle"}),
        ({"has_bicycle": True, "has_car": True}, {"public", "bicycle", "car"}),
    ],
)
def test_ways_of_travelling_are_what_she_has(has: dict[str, Any], modes: set[str]) -> None:
    row = CandidateRow(uuid4(), 1, **has)
    facts = CandidateFacts({}, {}, {}, {}, {}, {}, {})
    assert candidate_of(row, facts, Calendar(FIRST)).modes == modes


@pytest.mark.django_db
def test_time_away_reaches_the_frozen_problem() -> None:
    world = World()
    candidate = world.add_candidate()
    world.add_need()
    candidate.away.create(first_day=monday(6), last_day=monday(8))
    (frozen,) = build_problem(world.body).problem.candidates
    assert 4 <= (frozen.available_to_week or 0) <= 6
