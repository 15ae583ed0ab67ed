"""Dates to whole weeks: what a need's steps and a person's papers become."""

from datetime import timedelta

import pytest

from matchning.optimering.problem import DemandStep
from matchning.optimering.validation import validate
from matchning.problem_builder import build_problem
from projekt.models import NeedStep

from .world import World, monday


@pytest.mark.parametrize(
    ("steps", "demand"),
    [
        # (start in days after next Monday, end in days, headcount)
        ([(0, 28, 2)], [(0, 4, 2)]),
        ([(0, 14, 2), (14, 28, 1)], [(0, 2, 2), (2, 4, 1)]),
        # A pause is a step for nobody.
        ([(0, 14, 2), (28, 42, 1)], [(0, 2, 2), (2, 4, 0), (4, 6, 1)]),
        # A change on a Wednesday breaks nothing; the new number counts from the next Monday.
        ([(0, 16, 2), (16, 35, 1)], [(0, 3, 2), (3, 5, 1)]),
        # Half weeks at the ends are not offered.
        ([(2, 30, 3)], [(1, 4, 3)]),
        # What has passed is gone.
        ([(-21, 14, 1)], [(0, 2, 1)]),
        ([(-21, -7, 1), (0, 14, 2)], [(0, 2, 2)]),
    ],
)
def test_steps_become_weeks_without_holes(
    world: World, steps: list[tuple[int, int, int]], demand: list[tuple[int, int, int]]
) -> None:
    need = world.add_need()
    need.steps.all().delete()
    for start, end, headcount in steps:
        NeedStep.objects.create(
            need=need,
            start_date=monday(0) + timedelta(days=start),
            end_date=monday(0) + timedelta(days=end),
            headcount=headcount,
        )
    problem = build_problem(world.body).problem
    validate(problem)
    assert problem.needs[0].demand == tuple(DemandStep(*step) for step in demand)


@pytest.mark.parametrize(
    ("days", "first_invalid_week"),
    # Valid through that day; a week begun with a valid certificate counts as valid.
    [(-1, 0), (0, 1), (6, 1), (7, 2), (None, None)],
)
def test_a_certificate_is_valid_to_the_week_after_its_last_day(
    world: World, days: int | None, first_invalid_week: int | None
) -> None:
    candidate = world.add_candidate()
    candidate.certificates.create(
        certificate_id="HETA",
        expires=None if days is None else monday(0) + timedelta(days=days),
    )
    problem = build_problem(world.body).problem
    assert problem.candidates[0].certificates == {"HETA": first_invalid_week}


def test_a_course_that_ends_in_mid_week_binds_that_week(world: World) -> None:
    intake = world.add_intake(weeks=(1, 2))
    intake.end_date = monday(2) + timedelta(days=3)
    intake.save()
    (built,) = build_problem(world.body).problem.intakes
    assert (built.start_week, built.end_week) == (1, 3)


def test_age_on_the_first_day(world: World) -> None:
    birthday = monday(0)
    world.add_candidate(birth_date=birthday.replace(year=birthday.year - 18))
    world.add_candidate(birth_date=birthday.replace(year=birthday.year - 18) + timedelta(days=1))
    world.add_candidate(birth_date=None)
    ages = {c.age_years for c in build_problem(world.body).problem.candidates}
    assert ages == {18, 17, None}
