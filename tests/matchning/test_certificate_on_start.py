"""A run respects the last day of a certificate on the day the work starts, through the service."""

from datetime import timedelta

import pytest

from grunddata.models import Certificate
from matchning.models import Proposal
from matchning.services.execution import execute_run
from matchning.services.runs import request_run

from .world import World, monday


def placed(world: World) -> list[tuple[int, int]]:
    """(week of start, number of courses) of every proposal of a whole run."""
    run = request_run(actor=world.coordinator, time_limit_seconds=5, ring=False)
    execute_run(run_id=run.pk)
    return [
        ((proposal.start_date - monday(0)).days // 7, proposal.path.count())
        for proposal in Proposal.objects.filter(run=run)
    ]


@pytest.mark.parametrize(
    ("days", "starts"),
    # From next Monday, when the need begins and may not wait: its last day counts.
    [(-1, []), (0, [(0, 0)]), (300, [(0, 0)]), (None, [(0, 0)])],
)
def test_only_a_certificate_that_holds_on_the_first_day_counts(
    world: World, days: int | None, starts: list[tuple[int, int]]
) -> None:
    need = world.add_need(weeks=(0, 20), max_delay_weeks=0)
    need.requirements.create(level="must", certificate_id="HETA")
    candidate = world.add_candidate()
    candidate.certificates.create(
        certificate_id="HETA", expires=None if days is None else monday(0) + timedelta(days=days)
    )
    assert placed(world) == starts


def test_a_course_before_the_start_renews_what_has_ended(world: World) -> None:
    need = world.add_need(weeks=(0, 20), max_delay_weeks=8)
    need.requirements.create(level="must", certificate_id="HETA")
    candidate = world.add_candidate()
    candidate.certificates.create(certificate_id="HETA", expires=monday(0) - timedelta(days=1))
    assert placed(world) == []
    intake = world.add_intake(weeks=(1, 2))
    intake.course.grants_certificates.set([Certificate.objects.get(pk="HETA")])
    assert placed(world) == [(2, 1)]
