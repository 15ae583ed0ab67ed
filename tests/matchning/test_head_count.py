"""How many can start on a need being written: over HTTP, from today's rows, small groups untold."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grunddata.models import Certificate, DrivingLicence
from kandidater.models import Candidate
from konton.actors import Actor
from matchning.head_count import head_count
from matchning.optimering import tables
from matchning.optimering.able import able
from matchning.optimering.canonical import ordered
from matchning.optimering.columns import eligible, from_attributes
from matchning.optimering.result import Options
from matchning.problem_builder import build_for_need, build_problem
from projekt.models import LabourNeed, Project
from tests.factories.kandidater import protect
from tests.factories.konton import client_of

from .world import World, monday


def body(**changes: Any) -> dict[str, Any]:
    start, end = str(monday(2)), str(monday(22))
    return {
        "occupation": "traarbetare",
        "start_date": start,
        "end_date": end,
        "steps": [{"start_date": start, "end_date": end, "headcount": 2}],
        "min_language_level": 0,
    } | changes


def must(*items: tuple[str, str]) -> dict[str, Any]:
    return {"must": [{"kind": kind, "code": code} for kind, code in items]}


def ask(
    world: World, actor: Actor | None = None, project: Project | None = None, **changes: Any
) -> Any:
    address = f"/api/projects/{(project or world.project).pk}/head-count/"
    return client_of(actor or world.company).post(
        address, body(**changes), content_type="application/json"
    )


def told(world: World, **changes: Any) -> Any:
    answer = ask(world, **changes)
    assert answer.status_code == 200, answer.content
    return answer.json()


def without(answer: Any) -> dict[str, int | None]:
    return {w["kind"] + (w["code"] and f" {w['code']}"): w["people"] for w in answer["without"]}


def people(world: World, count: int, **changes: Any) -> list[Candidate]:
    return [world.add_candidate(**changes) for _ in range(count)]


def test_each_requirement_says_how_many_there_would_be_without_it(world: World) -> None:
    drivers = people(world, 6)
    for driver in drivers:
        driver.licences.add(DrivingLicence.objects.get(pk="B"))
    people(world, 7)
    people(world, 5, hours_per_week=20)
    before = told(world)
    assert (before["people"], before["fewest"]) == (13, 5)
    asked = told(world, requirements=must(("licence", "B")))
    assert asked["people"] == 6
    assert without(asked) == {"licence B": 13, "hours": 6, "shift": 6}
    assert asked["costliest"] == {"kind": "licence", "code": "B", "people": 13}
    assert without(before) == {"hours": 18, "shift": 13}


def test_a_course_that_ends_in_time_counts(world: World) -> None:
    people(world, 6)
    hot = must(("certificate", "HETA"))
    asked = told(world, requirements=hot)
    assert (asked["people"], without(asked)["certificate HETA"]) == (None, 6)
    intake = world.add_intake(seats=1, weeks=(1, 2))
    intake.course.grants_certificates.add(Certificate.objects.get(pk="HETA"))
    # One seat is enough: each could take it, and nobody else's wish for it is looked at.
    assert told(world, requirements=hot)["people"] == 6


def test_fewer_than_five_are_never_told_nor_so_small_a_difference(world: World) -> None:
    drivers = people(world, 4)
    for driver in drivers:
        driver.licences.add(DrivingLicence.objects.get(pk="B"))
    assert told(world)["people"] is None
    people(world, 3)
    few = told(world, requirements=must(("licence", "B")))
    assert (few["people"], without(few)["licence B"]) == (None, 7)
    for more in people(world, 1):
        more.licences.add(DrivingLicence.objects.get(pk="B"))
    near = told(world, requirements=must(("licence", "B")))
    assert (near["people"], without(near)["licence B"]) == (5, None)
    assert near["costliest"] is None


def test_who_may_not_be_proposed_is_not_counted(world: World) -> None:
    hidden, resting, silent, *_ = people(world, 8)
    assert told(world)["people"] == 8
    protect(hidden)
    assert told(world)["people"] == 7
    Candidate.objects.filter(pk=resting.pk).update(state="resting")
    assert told(world)["people"] == 6
    silent.consents.update(withdrawn_at=timezone.now())
    assert told(world)["people"] == 5


def test_only_the_projects_own_company_and_coordinator_may_ask(world: World) -> None:
    other = World()
    assert ask(world, other.company).status_code == 404
    assert ask(world, other.coordinator).status_code == 404
    assert ask(world, world.coach).status_code == 404
    assert ask(world, world.coordinator).status_code == 200


def test_people_of_another_body_are_not_counted(world: World) -> None:
    people(World(), 6)
    assert told(world)["people"] is None


def test_nothing_is_stored_and_the_text_is_read_at_once(world: World) -> None:
    answer = told(world, description="Vi söker en ung man.")
    assert {w["field"] for w in answer["warnings"]} == {"description"}
    assert not LabourNeed.objects.exists()


def test_a_need_that_is_over_or_wrong_is_told_in_words(world: World) -> None:
    start, end = str(monday(-9)), str(monday(-3))
    past = told(
        world,
        start_date=start,
        end_date=end,
        steps=[{"start_date": start, "end_date": end, "headcount": 1}],
    )
    assert (past["people"], past["without"]) == (None, [])
    wrong = ask(world, end_date=str(monday(1)), steps=[])
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["detail"] == "Slutdagen måste komma efter startdagen."


def test_a_need_being_changed_is_not_similar_to_itself(world: World) -> None:
    need = world.add_need()
    assert [w["code"] for w in told(world)["warnings"]] == ["similar_need"]
    assert told(world, need=str(need.pk))["warnings"] == []


@pytest.mark.parametrize("seed", range(6))
def test_the_count_is_whom_a_run_over_all_rows_would_weigh(world: World, seed: int) -> None:
    """Of rows that differ in many ways; the need is there too when the run's problem is built."""
    draw = random.Random(seed)
    for _ in range(30):
        one = world.add_candidate(
            hours_per_week=draw.choice([20, 30, 40]),
            max_travel_minutes=draw.choice([10, 30, 60]),
            has_car=draw.random() < 0.5,
            available_from=monday(draw.randint(-2, 14)),
            birth_date=timezone.localdate() - timedelta(days=365 * draw.randint(16, 40)),
        )
        if draw.random() < 0.5:
            one.licences.add(DrivingLicence.objects.get(pk=draw.choice(["B", "C"])))
        if draw.random() < 0.4:
            one.certificates.create(certificate_id="HETA", expires=monday(draw.randint(1, 40)))
        if draw.random() < 0.3:
            one.languages.update(level=draw.randint(0, 5))
    for weeks in ((1, 2), (draw.randint(3, 9), 10)):
        intake = world.add_intake(seats=2, weeks=weeks)
        intake.course.grants_certificates.add(Certificate.objects.get(pk="HETA"))
    world.add_need(weeks=(3, 40))
    need = world.add_need(weeks=(2, 22), min_language_level=draw.randint(0, 4))
    need.requirements.create(level="must", certificate_id="HETA")
    need.requirements.create(level=draw.choice(["must", "nice"]), licence_id="B")

    frozen = build_problem(world.body)
    t = tables.build(ordered(frozen.problem))
    weighed = from_attributes(t, eligible(t), Options(), lambda: None).possible
    exact = int(weighed[:, t.need_at[str(need.pk)]].sum())
    alone = build_for_need(need)
    assert alone is not None
    assert able(alone) == {str(need.pk): exact}
    assert head_count(need).people == (exact if exact >= 5 else None)


@pytest.mark.parametrize("rows", [6, 20])
def test_the_same_queries_whatever_there_is(world: World, rows: int) -> None:
    people(world, rows)
    for _ in range(rows):
        world.add_intake()
    client = client_of(world.company)
    address = f"/api/projects/{world.project.pk}/head-count/"
    client.post(address, body(), content_type="application/json")
    with CaptureQueriesContext(connection) as asked:
        client.post(address, body(), content_type="application/json")
    assert len(asked) == 25
