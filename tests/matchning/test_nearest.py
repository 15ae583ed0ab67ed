"""The nearest jobs of one person, over HTTP: today's rows, her reader's eyes, few queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grunddata.models import Certificate, TaskDemand
from kandidater.models import Candidate
from konton.enums import Role
from konton.models import AuditEvent, Organisation
from matchning.models import Booking
from matchning.services import decisions
from projekt.models import LabourNeed
from tests.factories.kandidater import protect
from tests.factories.konton import client_of, member
from utbildning.models import CourseIntake

from .world import World, monday


def ask(world: World, candidate: Candidate, actor: Any = None) -> Any:
    client = client_of(actor or world.coach)
    answer = client.get(f"/api/candidates/{candidate.pk}/nearest/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def needs_heta(need: LabourNeed) -> LabourNeed:
    need.requirements.create(level="must", certificate_id="HETA")
    return need


def heta(world: World, **changes: Any) -> CourseIntake:
    intake = world.add_intake(**changes)
    intake.course.grants_certificates.add(Certificate.objects.get(pk="HETA"))
    return intake


def test_three_nearest_with_what_is_lacking_and_when_it_can_be_had(world: World) -> None:
    candidate = world.add_candidate()
    late, soon = world.add_need(weeks=(4, 24)), world.add_need(weeks=(2, 22))
    hot = [needs_heta(world.add_need(weeks=(3, 23))) for _ in range(3)]
    intake = heta(world, seats=8, weeks=(1, 2))
    CourseIntake.objects.filter(pk=intake.pk).update(reserved=5, cost_sek=4300)

    told = ask(world, candidate)

    assert (told["wanted"], told["reached"], told["straight"]) == (5, 5, 2)
    assert told["free_from"] is None
    assert told["hindrances"] == []
    first, second, third = told["jobs"]
    assert [first["need"]["id"], second["need"]["id"]] == [str(soon.pk), str(late.pk)]
    assert (first["start_date"], first["steps"], first["lacking"]) == (str(monday(2)), [], [])
    assert first["travel_minutes"] == 12.0
    assert third["need"]["id"] == min(str(need.pk) for need in hot)
    assert third["start_date"] == str(monday(3))
    assert third["lacking"] == ["Saknar giltigt intyg: Brandfarliga heta arbeten (certifikat)."]
    step = {
        "intake_id": str(intake.pk),
        "name": intake.course.name,
        "provider": "Påhittad anordnare",
        "municipality": "Stockholm",
        "start_date": str(monday(1)),
        "end_date": str(monday(2)),
        "seats_left": 3,
        "cost_sek": 4300,
    }
    assert third["steps"] == [step]
    assert told["course"]["intake"] == step
    assert {need["id"] for need in told["course"]["needs"]} == {str(need.pk) for need in hot}


def test_it_follows_the_rows_of_today(world: World) -> None:
    """No run stands between a new need and her; a full need and a full course are no way."""
    candidate, need = world.add_candidate(), needs_heta(world.add_need())
    intake = heta(world, seats=1)
    assert ask(world, candidate)["reached"] == 1
    CourseIntake.objects.filter(pk=intake.pk).update(reserved=1)
    told = ask(world, candidate)
    assert (told["reached"], told["course"]) == (0, None)
    assert told["hindrances"] == [
        {"code": "certificates", "title": "Giltiga intyg vid start", "needs": 1}
    ]
    open_need = world.add_need()
    assert [job["need"]["id"] for job in ask(world, candidate)["jobs"]] == [str(open_need.pk)]
    LabourNeed.objects.filter(pk__in=[need.pk, open_need.pk]).update(state="paused")
    assert ask(world, candidate)["wanted"] == 0


def test_what_is_not_known_is_said_and_stops_nothing(world: World) -> None:
    """A draft without a place, and a site whose crew's languages nobody has told."""
    candidate = Candidate.objects.create(
        organisation=world.centre, coach_id=world.coach.user_id, birth_date=date(1990, 5, 17)
    )
    candidate.wishes.create(occupation_id="traarbetare", rank=1)
    project = world.add_project()
    project.crew_languages.clear()
    world.add_need(project=project, min_language_level=3)
    job = ask(world, candidate)["jobs"][0]
    assert job["travel_minutes"] is None
    assert job["unknown"] == [
        "Restiden: vet inte.",
        "Arbetslagets språk: vet inte. Nivån B1 krävs.",
    ]


def test_where_nothing_can_be_reached_what_hinders_is_told(world: World) -> None:
    candidate = world.add_candidate(max_travel_minutes=10, hours_per_week=20)
    world.add_need()
    far = world.add_project(lat=59.86, lon=17.64)
    world.add_need(project=far, hours_per_week=20)
    told = ask(world, candidate)
    assert (told["wanted"], told["jobs"]) == (2, [])
    assert told["hindrances"] == [
        {"code": "travel_time", "title": "Restid", "needs": 2},
        {"code": "hours", "title": "Arbetstid", "needs": 1},
    ]
    candidate.wishes.all().delete()
    assert ask(world, candidate)["wanted"] == 0


def test_a_no_between_her_and_the_need_stands(world: World) -> None:
    candidate, need = world.add_candidate(), world.add_need()
    other = world.add_candidate()
    decisions.reject(
        proposal_id=world.add_proposal(candidate, need).pk,
        expected_version=1,
        actor=world.coordinator,
        reason_code="travel",
        scope="always",
    )
    told = ask(world, candidate)
    assert told["hindrances"] == [{"code": "not_forbidden", "title": "Inte avvisad", "needs": 1}]
    assert ask(world, other)["reached"] == 1


def test_one_who_is_held_is_free_when_that_ends(world: World) -> None:
    candidate, need = world.add_candidate(), world.add_need(weeks=(2, 10))
    proposal = world.add_proposal(candidate, need)
    decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    later = world.add_need(weeks=(4, 30))
    told = ask(world, candidate)
    assert told["free_from"] == str(monday(10))
    assert [(j["need"]["id"], j["start_date"]) for j in told["jobs"]] == [
        (str(later.pk), str(monday(10)))
    ]
    Booking.objects.update(is_active=False)
    assert ask(world, candidate)["free_from"] is None


def test_tutor_hours_that_are_booked_are_not_hers(world: World) -> None:
    project = world.add_project(tutor_hours_per_week=6)
    need = world.add_need(project=project, headcount=2, tutor_hours_per_person=4)
    taken = world.add_proposal(world.add_candidate(), need)
    decisions.approve(proposal_id=taken.pk, expected_version=1, actor=world.coordinator)
    told = ask(world, world.add_candidate())
    assert told["hindrances"] == [{"code": "tutor_hours", "title": "Handledartid", "needs": 1}]


def test_a_reader_sees_only_needs_that_are_hers_to_see(world: World) -> None:
    other = World()
    elsewhere = other.add_need()
    candidate, mine = world.add_candidate(), world.add_need()
    for actor in (world.coach, world.coordinator):
        told = ask(world, candidate, actor)
        assert (told["wanted"], told["jobs"][0]["need"]["id"]) == (1, str(mine.pk))
    assert ask(other, other.add_candidate())["jobs"][0]["need"]["id"] == str(elsewhere.pk)
    stranger = client_of(other.coach).get(f"/api/candidates/{candidate.pk}/nearest/")
    assert stranger.status_code == 404


def test_a_centre_that_nobody_coordinates_is_told_of_no_needs(world: World) -> None:
    world.add_need()
    coach = member(Role.COACH)
    assert Organisation.objects.get(pk=str(coach.organisation_id)).coordinated_by is None
    lone = world.add_candidate(organisation_id=coach.organisation_id, coach_id=coach.user_id)
    assert ask(world, lone, coach)["wanted"] == 0


def test_a_protected_person_is_for_her_named_handlers_and_logged(world: World) -> None:
    candidate = world.add_candidate()
    world.add_need()
    protect(candidate)
    address = f"/api/candidates/{candidate.pk}/nearest/"
    assert client_of(world.coach).get(address).status_code == 404
    assert not AuditEvent.objects.filter(action="candidate.read_protected").exists()
    protect(candidate, world.coach)
    assert ask(world, candidate)["reached"] == 1
    event = AuditEvent.objects.get(action="candidate.read_protected")
    assert (event.actor_id, event.object_id) == (world.coach.user_id, candidate.pk)


def test_that_adaptation_hinders_is_read_by_name(world: World) -> None:
    candidate, need = world.add_candidate(), world.add_need()
    assert ask(world, candidate)["hindrances"] == []
    assert not AuditEvent.objects.filter(action="candidate.read_sensitive").exists()
    demand = TaskDemand.objects.all()[0]
    need.task_demands.add(demand)
    candidate.adaptations.add(demand)
    assert [h["code"] for h in ask(world, candidate)["hindrances"]] == ["adaptation"]
    event = AuditEvent.objects.get(action="candidate.read_sensitive")
    assert event.data["fields"] == ["adaptations"]


@pytest.mark.parametrize("rows", [1, 12])
def test_the_same_queries_whatever_there_is(world: World, rows: int) -> None:
    candidate = world.add_candidate()
    for _ in range(rows):
        world.add_candidate()
        project = world.add_project()
        needs_heta(world.add_need(project=project))
        heta(world)
        world.add_proposal(candidate, world.add_need(project=project))
    client = client_of(world.coach)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(f"/api/candidates/{candidate.pk}/nearest/").status_code == 200
    assert len(seen) == 40
