"""What a company is told of the courses on the way to the site."""

from typing import Any

import pytest

from grunddata.models import Certificate
from matchning.models import Proposal
from matchning.services import decisions
from tests.factories.actors import client_of
from utbildning.models import CourseIntake

from .world import World, candidate_actor


@pytest.fixture
def sfi(world: World) -> CourseIntake:
    intake = world.add_intake(weeks=(0, 2))
    course = intake.course
    course.name, course.provider = "Sfi kurs 1C kväll", "Abc-skolan"
    course.grants_language_id, course.grants_language_level = "sv", 2
    course.save()
    return intake


@pytest.fixture
def trade(world: World) -> CourseIntake:
    intake = world.add_intake(weeks=(2, 3))
    intake.course.grants_certificates.add(Certificate.objects.get(pk="HETA"))
    return intake


@pytest.fixture
def asked(world: World, sfi: CourseIntake, trade: CourseIntake) -> Proposal:
    proposal = world.add_proposal(
        world.add_candidate(login=True), world.add_need(weeks=(5, 22)), intakes=(sfi, trade)
    )
    return decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)


def hidden(step: Any) -> dict[str, str]:
    day = step.intake.end_date.isoformat()
    return {
        "intake_id": str(step.pk),
        "name": "Kurs",
        "provider": "",
        "start_date": day,
        "end_date": day,
        "municipality": "",
    }


def test_before_the_yes_only_when_each_course_ends(
    world: World, asked: Proposal, sfi: CourseIntake, trade: CourseIntake
) -> None:
    company = client_of(world.company)
    body = company.get("/api/offers/").content.decode()
    for secret in ("Sfi", "Abc-skolan", str(sfi.pk), trade.course.name, str(trade.pk)):
        assert secret not in body
    path = company.get(f"/api/offers/{asked.pk}/").json()["path"]
    assert path == [hidden(step) for step in asked.path.all()]


def test_after_the_yes_names_but_never_of_a_language_course(
    world: World, asked: Proposal, trade: CourseIntake
) -> None:
    decisions.accept(
        proposal_id=asked.pk, expected_version=3, actor=candidate_actor(asked.candidate)
    )
    path = client_of(world.company).get(f"/api/offers/{asked.pk}/").json()["path"]
    assert path == [
        hidden(asked.path.all()[0]),
        {
            "intake_id": str(trade.pk),
            "name": trade.course.name,
            "provider": trade.course.provider,
            "start_date": trade.start_date.isoformat(),
            "end_date": trade.end_date.isoformat(),
            "municipality": "Stockholm",
        },
    ]


def test_those_who_plan_see_every_name(world: World, asked: Proposal) -> None:
    path = client_of(world.coordinator).get(f"/api/proposals/{asked.pk}/").json()["path"]
    assert path[0]["name"] == "Sfi kurs 1C kväll"
