"""Where her journey starts, when the day begins and ends, and what was said of odd hours: from the
rows to the plan."""

from datetime import time
from typing import Any

import pytest

from grunddata.models import Station
from matchning.optimering import solve
from matchning.problem_builder import build_problem

from .world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("hers", "sites", "placed"),
    [
        ({}, {"shift_end": time(15, 45), "nights": True}, True),
        ({"latest_end_time": time(16)}, {}, True),
        ({"latest_end_time": time(16)}, {"shift_end": time(16)}, True),
        ({"latest_end_time": time(16)}, {"shift_end": time(16, 30)}, False),
        # Midnight is the end of the day; past it is the next one.
        ({"latest_end_time": time(0)}, {"shift_start": time(15), "shift_end": time(0)}, True),
        ({"latest_end_time": time(23)}, {"shift_start": time(15), "shift_end": time(0)}, False),
        ({"latest_end_time": time(16)}, {"shift_start": time(22), "shift_end": time(6)}, False),
        ({"nights": False}, {"nights": True}, False),
        ({"nights": False}, {"evenings": True}, True),
        ({"nights": True, "weekends": False}, {"nights": True}, True),
    ],
)
def test_she_is_placed_only_where_the_hours_suit(
    world: World, hers: dict[str, Any], sites: dict[str, Any], placed: bool
) -> None:
    world.add_candidate(**hers)
    world.add_need(project=world.add_project(**sites))
    assert bool(solve(build_problem(world.body).problem).placements) is placed


@pytest.mark.parametrize(
    ("known", "start"),
    [
        ({"station_id": "S1", "district_id": "0180-farsta"}, (59.2, 18.01)),
        ({"station_id": "S1"}, (59.2, 18.01)),
        ({"district_id": "0180-farsta"}, (59.2467, 18.0901)),
        ({}, None),
    ],
)
def test_the_journey_starts_from_the_most_exact_point_known(
    world: World, known: dict[str, Any], start: tuple[float, float] | None
) -> None:
    Station.objects.create(
        code="S1", name="Provby", lat=59.2, lon=18.01, source="Påhittad", verification="recalled"
    )
    world.add_candidate(**known)
    world.add_need()
    (person,) = build_problem(world.body).problem.candidates
    assert (person.lat, person.lon) == (start or (world.stockholm.lat, world.stockholm.lon))
