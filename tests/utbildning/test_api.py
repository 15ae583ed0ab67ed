"""Courses and intakes over the API: shapes, who may, errors in words, constant query counts."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grunddata.models import Certificate, Skill
from konton.enums import OrganisationKind, Role
from konton.models import AuditEvent
from tests.factories.actors import Parties, actor, client_of, organisation
from tests.factories.utbildning import CourseFactory, IntakeFactory
from utbildning.models import Course, CourseIntake
from utbildning.services import reserve

BODY: dict[str, Any] = {
    "kind": "intyg-heta",
    "name": "Heta arbeten",
    "provider": "Påhittad anordnare",
}


def grant(course: Course, *codes: str) -> None:
    course.grants_certificates.add(*Certificate.objects.filter(pk__in=codes))


def errors(response: Any) -> dict[str, str]:
    return {error["attr"]: error["detail"] for error in response.json()["errors"]}


def test_a_coordinator_posts_a_course_and_changes_it(parties: Parties) -> None:
    skill = Skill.objects.filter(certificate=None).order_by("pk")[0]
    client = client_of(parties.coordinator)
    response = client.post(
        "/api/courses/",
        {
            **BODY,
            "grants_certificates": ["HETA", "LIFT"],
            "grants_skills": [skill.pk],
            "grants_language": "sv",
            "grants_language_level": 2,
            "required_certificates": ["SCT"],
            "required_language_level": 1,
        },
    )
    assert response.status_code == 201, response.content
    assert response["ETag"] == '"1"'
    course = Course.objects.get()
    data = response.json()
    assert {c["code"] for c in data.pop("grants_certificates")} == {"HETA", "LIFT"}
    assert data == {
        "id": str(course.pk),
        "name": "Heta arbeten",
        "provider": "Påhittad anordnare",
        "kind": {"code": "intyg-heta", "name": course.kind.name_sv},
        "grants_skills": [{"code": skill.pk, "name": skill.name_sv}],
        "grants_language": {"code": "sv", "name": "Svenska", "level": 2},
        "required_certificates": [{"code": "SCT", "name": "Safe Construction Training"}],
        "required_language_level": 1,
        "version": 1,
    }
    assert course.organisation_id == parties.body.pk
    url = f"/api/courses/{course.pk}/"
    assert client.patch(url, {"name": "Nytt"}).status_code == 428
    changed = client.patch(
        url,
        {"grants_certificates": [], "grants_language": None, "grants_language_level": None},
        headers={"If-Match": '"1"'},
    )
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert changed.json()["grants_certificates"] == []
    assert changed.json()["grants_language"] is None
    stale = client.patch(url, {"name": "Nytt"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    events = AuditEvent.objects.filter(object_type="course").order_by("id")
    assert [(e.action, e.data) for e in events] == [
        ("course.created", {}),
        (
            "course.updated",
            {"fields": ["grants_certificates", "grants_language", "grants_language_level"]},
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "attr"),
    [
        ({"kind": "trolleri"}, "kind"),
        ({"name": ""}, "name"),
        ({"provider": "x" * 121}, "provider"),
        ({"grants_certificates": ["HETA", "NEJ"]}, "grants_certificates"),
        ({"grants_skills": "x"}, "grants_skills"),
        ({"grants_language": "sv"}, "grants_language_level"),
        ({"grants_language_level": 3}, "grants_language"),
        ({"required_language_level": 7}, "required_language_level"),
        ({"seats": 1}, "seats"),
    ],
)
def test_wrong_course_input_is_refused_at_its_field(
    parties: Parties, changes: dict[str, Any], attr: str
) -> None:
    response = client_of(parties.coordinator).post(
        "/api/courses/", json.dumps(BODY | changes), content_type="application/json"
    )
    assert response.status_code == 400, response.content
    assert list(errors(response)) == [attr]
    assert Course.objects.count() == 0


def test_the_same_course_of_the_same_provider_is_refused_in_words(parties: Parties) -> None:
    client = client_of(parties.coordinator)
    client.post("/api/courses/", BODY)
    assert errors(client.post("/api/courses/", BODY)) == {
        "name": "Påhittad anordnare har redan en kurs som heter Heta arbeten."
    }
    assert client.post("/api/courses/", {**BODY, "provider": "En annan"}).status_code == 201


def test_a_coordinator_posts_an_intake_and_reads_free_seats(parties: Parties) -> None:
    course = CourseFactory.create(organisation=parties.body)
    client = client_of(parties.coordinator)
    response = client.post(
        "/api/intakes/",
        {
            "course": str(course.pk),
            "start_date": "2026-03-02",
            "end_date": "2026-03-06",
            "seats": 12,
            "municipality": "0180",
            "cost_sek": 3500,
        },
    )
    assert response.status_code == 201, response.content
    intake = CourseIntake.objects.get()
    reserve(intake)
    data = client.get(f"/api/intakes/{intake.pk}/").json()
    assert data.pop("course")["id"] == str(course.pk)
    assert data == {
        "id": str(intake.pk),
        "start_date": "2026-03-02",
        "end_date": "2026-03-06",
        "start_week": "v. 10 2026",
        "seats": 12,
        "reserved": 1,
        "free": 11,
        "municipality": {"code": "0180", "name": "Stockholm"},
        "cost_sek": 3500,
        "version": 1,
    }
    fewer = client.patch(f"/api/intakes/{intake.pk}/", {"seats": 0}, headers={"If-Match": '"1"'})
    assert errors(fewer) == {"seats": "Så många har redan plats: 1. Skriv minst det talet."}


def test_intakes_are_found_by_words_of_course_and_provider(parties: Parties) -> None:
    for name, provider in (("Heta arbeten", "Övningsskolan"), ("Ställning", "Byggutbildarna")):
        IntakeFactory.create(
            course=CourseFactory.create(organisation=parties.body, name=name, provider=provider)
        )
    found = client_of(parties.coordinator).get("/api/intakes/?q=OVNING heta").json()["results"]
    assert [row["course"]["name"] for row in found] == ["Heta arbeten"]


@pytest.mark.parametrize(
    ("changes", "attr"),
    [
        ({"course": str(uuid4())}, "course"),
        ({"course": "x"}, "course"),
        ({"start_date": "1999-03-02"}, "start_date"),
        ({"end_date": "2026-03-02"}, "end_date"),
        ({"end_date": "2031-03-02"}, "end_date"),
        ({"seats": -1}, "seats"),
        ({"seats": 501}, "seats"),
        ({"municipality": "stan"}, "municipality"),
        ({"cost_sek": 10**20}, "cost_sek"),
        ({"reserved": 3}, "reserved"),
        ({"free": 3}, "free"),
    ],
)
def test_wrong_intake_input_is_refused_at_its_field(
    parties: Parties, changes: dict[str, Any], attr: str
) -> None:
    body = {
        "course": str(CourseFactory.create(organisation=parties.body).pk),
        "start_date": "2026-03-02",
        "end_date": "2026-03-06",
        "seats": 12,
        "municipality": "0180",
    }
    response = client_of(parties.coordinator).post("/api/intakes/", body | changes)
    assert response.status_code == 400, response.content
    assert list(errors(response)) == [attr]
    assert CourseIntake.objects.count() == 0


def test_another_bodys_course_is_not_there(parties: Parties) -> None:
    foreign = IntakeFactory.create()
    client = client_of(parties.coordinator)
    response = client.post(
        "/api/intakes/",
        {
            "course": str(foreign.course_id),
            "start_date": "2026-03-02",
            "end_date": "2026-03-06",
            "seats": 12,
            "municipality": "0180",
        },
    )
    assert errors(response) == {"course": "Kursen finns inte bland era. Välj en annan."}
    for url in (f"/api/courses/{foreign.course_id}/", f"/api/intakes/{foreign.pk}/"):
        assert client.get(url).status_code == 404
        assert client.patch(url, {}, headers={"If-Match": '"1"'}).status_code == 404
    assert client.get("/api/intakes/").json()["count"] == 0


def test_all_parties_read_and_only_coordinators_write(parties: Parties) -> None:
    intake = IntakeFactory.create(course__organisation=parties.body)
    urls = {"/api/courses/": intake.course_id, "/api/intakes/": intake.pk}
    for role in ("coordinator", "coach", "company"):
        client = client_of(parties.of(role))
        for url, key in urls.items():
            assert [row["id"] for row in client.get(url).json()["results"]] == [str(key)]
            assert client.get(f"{url}{key}/").status_code == 200
            if role != "coordinator":
                assert client.post(url, BODY).status_code == 403
                change = client.patch(f"{url}{key}/", {}, headers={"If-Match": '"1"'})
                assert change.status_code == 404
    for role in ("auditor", "admin"):
        client = client_of(parties.of(role))
        for url, key in urls.items():
            assert client.get(url).status_code == 403
            assert client.get(f"{url}{key}/").status_code == 404
    elsewhere = client_of(actor(organisation(OrganisationKind.COMPANY), Role.COMPANY))
    assert elsewhere.get("/api/courses/").json()["count"] == 0
    assert (Course.objects.count(), CourseIntake.objects.count()) == (1, 1)


def test_filters_find_by_course_certificate_day_place_and_seats(parties: Parties) -> None:
    heta = CourseFactory.create(organisation=parties.body, name="Åska")
    grant(heta, "HETA")
    lift = CourseFactory.create(organisation=parties.body, name="Zon")
    grant(lift, "LIFT", "HETA")
    early = IntakeFactory.create(course=heta)
    late = IntakeFactory.create(
        course=lift,
        start_date=date(2026, 5, 4),
        end_date=date(2026, 5, 8),
        municipality_id="0184",
        seats=0,
    )
    client = client_of(parties.coach)

    def found(**query: Any) -> list[str]:
        return [row["id"] for row in client.get("/api/intakes/", query).json()["results"]]

    a, b = str(early.pk), str(late.pk)
    assert found() == [a, b]
    assert found(ordering="-start_date") == [b, a]
    assert found(course=str(lift.pk)) == [b]
    assert found(certificate="HETA") == [a, b]
    assert found(certificate="LIFT") == [b]
    assert found(from_date="2026-03-03") == [b]
    assert found(municipality="0184") == [b]
    assert found(free_seats="true") == [a]
    courses = client.get("/api/courses/", {"q": "åska"}).json()["results"]
    assert [row["name"] for row in courses] == ["Åska"]
    ordered = client.get("/api/courses/", {"ordering": "name"}).json()["results"]
    assert [row["name"] for row in ordered] == ["Zon", "Åska"]
    for url, query in (
        ("/api/intakes/", {"course": "x"}),
        ("/api/intakes/", {"free_seats": "kanske"}),
        ("/api/intakes/", {"okänd": "1"}),
        ("/api/courses/", {"ordering": "provider"}),
    ):
        response = client.get(url, query)
        assert (response.status_code, list(errors(response))) == (400, list(query))


def test_thirty_rows_cost_what_one_does(parties: Parties) -> None:
    client = client_of(parties.coach)
    client.get("/api/session/")  # the first request of a session also writes to it

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url, {"page_size": 100}).status_code == 200
        return len(captured)

    def add() -> None:
        course = CourseFactory.create(organisation=parties.body)
        grant(course, "HETA")
        IntakeFactory.create(course=course)

    add()
    one = queries("/api/courses/"), queries("/api/intakes/")
    for _ in range(29):
        add()
    assert client.get("/api/intakes/").json()["count"] == 30
    # Session, user, memberships, count, rows, three lists; intakes add their courses.
    assert one == (8, 9)
    assert (queries("/api/courses/"), queries("/api/intakes/")) == one
