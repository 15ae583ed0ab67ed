"""Projects: writing them, who sees them, tutor hours, and what moving the site does to needs."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konton.actors import Actor
from konton.enums import Role
from konton.models import AuditEvent
from projekt import hooks
from projekt.enums import NeedState
from projekt.models import LabourNeed, Project
from projekt.services import book
from tests.factories.actors import Parties, actor, client_of, organisation
from tests.factories.projekt import NeedFactory, ProjectFactory

BODY: dict[str, Any] = {
    "name": "Slakthuset",
    "municipality": "0180",
    "lat": 59.29,
    "lon": 18.08,
    "start_date": "2026-03-02",
    "duration_weeks": 80,
}
TUTOR = {"name": "Bo Övning", "occupation": "traarbetare", "hours_per_week": 10}


def errors(response: Any) -> dict[str, str]:
    return {error["attr"]: error["detail"] for error in response.json()["errors"]}


def test_a_company_posts_a_project_with_phases_and_tutors(parties: Parties) -> None:
    response = client_of(parties.company).post(
        "/api/projects/",
        {
            **BODY,
            "developer": "Påhittad byggherre",
            "dwellings": 120,
            "shift_start": "06:30",
            "shift_end": "15:30",
            "weekends": True,
            "crew_languages": ["sv", "pl"],
            "adaptations": ["tunga-lyft"],
            "phases": [{"name": "Stomme", "start_date": "2026-03-02", "end_date": "2026-09-07"}],
            "tutors": [{**TUTOR, "languages": ["sv"]}, {**TUTOR, "name": "Ann Övning"}],
        },
    )
    assert response.status_code == 201, response.content
    assert response["ETag"] == '"1"'
    data = response.json()
    project = Project.objects.get()
    assert data == {
        "id": str(project.pk),
        "name": "Slakthuset",
        "property_name": "",
        "developer": "Påhittad byggherre",
        "area": "",
        "company": parties.firm.name,
        "kind": {"code": "new_dwellings", "label": "Nya bostäder"},
        "dwellings": 120,
        "municipality": {"code": "0180", "name": "Stockholm"},
        "lat": 59.29,
        "lon": 18.08,
        "start_date": "2026-03-02",
        "start_week": "v. 10 2026",
        "duration_weeks": 80,
        "tutor_hours_per_week": 20,
        "needs": {
            "count": 0,
            "bars": {
                "asked": {"person_weeks": 0.0, "peak": 0},
                "booked": {"person_weeks": 0.0, "peak": 0},
            },
        },
        "version": 1,
        "shift_start": "06:30",
        "shift_end": "15:30",
        "evenings": False,
        "nights": False,
        "weekends": True,
        "crew_languages": data["crew_languages"],
        "adaptations": [{"code": "tunga-lyft", "name": "Tunga lyft"}],
        "phases": [{"name": "Stomme", "start_date": "2026-03-02", "end_date": "2026-09-07"}],
        "tutors": [
            {
                "name": "Ann Övning",
                "occupation": {"code": "traarbetare", "name": "Träarbetare"},
                "languages": [],
                "hours_per_week": 10,
            },
            {
                "name": "Bo Övning",
                "occupation": {"code": "traarbetare", "name": "Träarbetare"},
                "languages": [{"code": "sv", "name": "Svenska"}],
                "hours_per_week": 10,
            },
        ],
    }
    assert {language["code"] for language in data["crew_languages"]} == {"sv", "pl"}
    assert project.organisation_id == parties.firm.pk
    event = AuditEvent.objects.get(object_type="project")
    assert (event.action, event.object_id) == ("project.created", project.pk)


def test_tutor_hours_have_one_source(parties: Parties) -> None:
    client = client_of(parties.company)
    none = client.post("/api/projects/", BODY).json()
    assert none["tutor_hours_per_week"] == 0
    given = client.post("/api/projects/", {**BODY, "name": "B", "tutor_hours_per_week": 30}).json()
    assert given["tutor_hours_per_week"] == 30
    clash = client.post(
        "/api/projects/", {**BODY, "name": "C", "tutor_hours_per_week": 30, "tutors": [TUTOR]}
    )
    assert errors(clash) == {
        "tutor_hours_per_week": "Handledarnas timmar blir 10 i veckan. "
        "Ändra handledarnas timmar eller lämna fältet tomt."
    }
    url = f"/api/projects/{given['id']}/"
    named = client.patch(url, {"tutors": [TUTOR, TUTOR]}, headers={"If-Match": '"1"'})
    assert named.json()["tutor_hours_per_week"] == 20
    refused = client.patch(url, {"tutor_hours_per_week": 5}, headers={"If-Match": '"2"'})
    assert list(errors(refused)) == ["tutor_hours_per_week"]
    alone = client.patch(
        url, {"tutors": [], "tutor_hours_per_week": 5}, headers={"If-Match": '"2"'}
    )
    assert (alone.json()["tutor_hours_per_week"], alone.json()["tutors"]) == (5, [])


@pytest.mark.parametrize(
    ("changes", "attr"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"municipality": "9999"}, "municipality"),
        ({"lat": 12.0}, "lat"),
        ({"lat": "nan"}, "lat"),
        ({"lon": "1e999"}, "lon"),
        ({"start_date": "2026-02-30"}, "start_date"),
        ({"start_date": "1026-02-03"}, "start_date"),
        ({"duration_weeks": 0}, "duration_weeks"),
        ({"duration_weeks": 521}, "duration_weeks"),
        ({"dwellings": 0}, "dwellings"),
        ({"dwellings": 10**12}, "dwellings"),
        ({"kind": "slott"}, "kind"),
        ({"shift_start": "25:00"}, "shift_start"),
        ({"shift_end": "24:30"}, "shift_end"),
        ({"nights": None}, "nights"),
        ({"tutor_hours_per_week": -1}, "tutor_hours_per_week"),
        ({"crew_languages": ["sv", "xx"]}, "crew_languages"),
        ({"crew_languages": ["sv"] * 101}, "crew_languages"),
        (
            {"phases": [{"name": "A", "start_date": "2026-03-02", "end_date": "2026-03-02"}]},
            "phases",
        ),
        ({"tutors": [{**TUTOR, "occupation": "trollkarl"}]}, "tutors.0.occupation"),
        ({"tutors": [{**TUTOR, "personnummer": "1"}]}, "tutors.0.personnummer"),
        ({"tutors": {"0": TUTOR}}, "tutors.non_field_errors"),
        ({"organisation": "x"}, "organisation"),
        ({"is_demo": True}, "is_demo"),
    ],
)
def test_wrong_input_is_refused_at_its_field(
    parties: Parties, changes: dict[str, Any], attr: str
) -> None:
    response = client_of(parties.company).post(
        "/api/projects/", json.dumps(BODY | changes), content_type="application/json"
    )
    assert response.status_code == 400, response.content
    assert list(errors(response)) == [attr]
    assert Project.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "attr"),
    [
        ({"tutors": [{"name": "Bo Övning", "hours_per_week": 4}]}, "tutors.0.occupation"),
        ({"phases": [{"name": "A", "start_date": "2026-03-02"}]}, "phases.0.end_date"),
        ({"name": None}, "name"),
        ({"lat": "nan"}, "lat"),
    ],
)
def test_a_change_is_as_strict_as_a_new_project(
    parties: Parties, change: dict[str, Any], attr: str
) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    response = client_of(parties.company).patch(
        f"/api/projects/{project.pk}/",
        json.dumps(change),
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )
    assert response.status_code == 400, response.content
    assert list(errors(response)) == [attr]
    project.refresh_from_db()
    assert project.version == 1


def test_a_name_the_company_already_has_is_refused_in_words(parties: Parties) -> None:
    client = client_of(parties.company)
    client.post("/api/projects/", BODY)
    again = client.post("/api/projects/", BODY)
    assert errors(again) == {
        "name": "Ni har redan ett projekt som heter Slakthuset. Välj ett annat namn."
    }
    other = client_of(actor(organisation(body=parties.body), Role.COMPANY))
    assert other.post("/api/projects/", BODY).status_code == 201


def test_who_sees_and_who_writes(parties: Parties) -> None:
    own = ProjectFactory.create(organisation=parties.firm)
    foreign = ProjectFactory.create()
    for role in ("company", "coordinator", "coach"):
        client = client_of(parties.of(role))
        listed = client.get("/api/projects/").json()["results"]
        assert [row["id"] for row in listed] == [str(own.pk)]
        assert client.get(f"/api/projects/{own.pk}/").status_code == 200
        assert client.get(f"/api/projects/{foreign.pk}/").status_code == 404
        assert client.get(f"/api/projects/{uuid4()}/").status_code == 404
        if role != "company":
            assert client.post("/api/projects/", BODY).status_code == 403
            change = client.patch(
                f"/api/projects/{own.pk}/", {"name": "X"}, headers={"If-Match": '"1"'}
            )
            assert change.status_code == 404
    assert client_of(parties.coach).get(f"/api/projects/{own.pk}/demand-curve/").status_code == 404
    assert client_of(parties.auditor).get("/api/projects/").status_code == 403
    assert Project.objects.count() == 2


def test_a_change_names_the_version_it_saw(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    client = client_of(parties.company)
    url = f"/api/projects/{project.pk}/"
    assert client.patch(url, {"area": "Etapp 2"}).status_code == 428
    assert client.patch(url, {"area": "Etapp 2"}, headers={"If-Match": '"1"'}).status_code == 200
    stale = client.patch(url, {"area": "Etapp 3"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["area"]) == (412, "Etapp 2")
    same = client.patch(url, {"area": "Etapp 2"}, headers={"If-Match": '"2"'})
    assert same["ETag"] == '"2"'
    assert [e.data for e in AuditEvent.objects.filter(action="project.updated")] == [
        {"fields": ["area"]}
    ]


@pytest.mark.parametrize(
    ("change", "lifts"),
    [
        ({"lat": 59.4}, True),
        ({"shift_start": "05:30"}, True),
        ({"shift_end": "16:00"}, True),
        ({"evenings": True}, True),
        ({"evenings": False}, False),
        ({"crew_languages": ["pl"]}, True),
        ({"adaptations": ["hojd"]}, True),
        ({"name": "Nytt namn"}, False),
        ({"tutor_hours_per_week": 80}, False),
        ({"adaptations": []}, False),
    ],
)
def test_moving_the_site_changes_its_needs_and_nothing_else_does(
    parties: Parties, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], lifts: bool
) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    live = NeedFactory.create(project=project, state=NeedState.OPEN)
    closed = NeedFactory.create(project=project, state=NeedState.CLOSED)
    told: list[tuple[LabourNeed, Actor]] = []
    locked: list[Any] = []

    def lock(pks: Any) -> Any:
        locked.extend(pks)
        return lambda: True

    monkeypatch.setattr(hooks, "before_need_lock", [lock])
    monkeypatch.setattr(hooks, "on_need_changed", [lambda need, who: told.append((need, who))])
    response = client_of(parties.company).patch(
        f"/api/projects/{project.pk}/", change, headers={"If-Match": '"1"'}
    )
    assert response.status_code == 200, response.content
    live.refresh_from_db()
    closed.refresh_from_db()
    assert (live.version, live.profile_version) == ((2, 2) if lifts else (1, 1))
    assert (closed.version, closed.profile_version) == (1, 1)
    assert [need.pk for need, _ in told] == ([live.pk] if lifts else [])
    if lifts:
        assert locked == [live.pk]


def test_a_list_row_sums_the_needs_this_role_sees(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    first = NeedFactory.create(project=project, state=NeedState.OPEN)
    NeedFactory.create(
        project=project,
        state=NeedState.IN_REVIEW,
        occupation_id="murare",
        start_date=date(2026, 7, 6),
        end_date=date(2026, 8, 31),
    )
    NeedFactory.create(project=project)
    NeedFactory.create(project=project, state=NeedState.CLOSED)
    book(first, first.start_date, first.end_date)
    rows = {
        role: client_of(parties.of(role)).get("/api/projects/").json()["results"][0]["needs"]
        for role in ("company", "coordinator", "coach")
    }
    # 17 weeks of 2, and 8 weeks of 2 of which 4 together with the first.
    both = {
        "count": 2,
        "bars": {
            "asked": {"person_weeks": 50.0, "peak": 4},
            "booked": {"person_weeks": 17.0, "peak": 1},
        },
    }
    assert rows["company"] == rows["coordinator"] == both
    assert rows["coach"]["count"] == 1


def test_search_filter_and_swedish_order(parties: Parties) -> None:
    for name, kind, code in (
        ("Öster", "renovation", "0180"),
        ("Ängen", "new_dwellings", "0184"),
        ("Åsen", "civil", "0180"),
        ("Zinken", "new_dwellings", "0180"),
    ):
        ProjectFactory.create(organisation=parties.firm, name=name, kind=kind, municipality_id=code)
    client = client_of(parties.company)

    def found(**query: Any) -> list[str]:
        return [row["name"] for row in client.get("/api/projects/", query).json()["results"]]

    assert found(ordering="name") == ["Zinken", "Åsen", "Ängen", "Öster"]
    assert found(q="åSEN") == ["Åsen"]
    assert found(kind=["renovation", "civil"], ordering="-name") == ["Öster", "Åsen"]
    assert found(municipality="0184") == ["Ängen"]
    for query in ({"kind": "slott"}, {"ordering": "lat"}, {"okänd": "1"}):
        response = client.get("/api/projects/", query)
        assert (response.status_code, list(errors(response))) == (400, list(query))


def test_thirty_projects_with_needs_cost_what_one_does(parties: Parties) -> None:
    client = client_of(parties.company)
    client.get("/api/session/")  # the first request of a session also writes to it

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url, {"page_size": 100}).status_code == 200
        return len(captured)

    def add() -> Project:
        project: Project = ProjectFactory.create(organisation=parties.firm)
        NeedFactory.create(project=project, state=NeedState.OPEN)
        return project

    first = add()
    one = queries("/api/projects/")
    for _ in range(29):
        add()
    assert client.get("/api/projects/").json()["count"] == 30
    # Session, user, memberships, count, rows, needs, steps.
    assert (one, queries("/api/projects/")) == (7, 7)
    client.patch(
        f"/api/projects/{first.pk}/",
        {"tutors": [{**TUTOR, "languages": ["sv"]}] * 5, "crew_languages": ["sv", "pl"]},
        headers={"If-Match": '"1"'},
    )
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get(f"/api/projects/{first.pk}/").json()["tutors"]) == 5
    assert len(captured) == 11
