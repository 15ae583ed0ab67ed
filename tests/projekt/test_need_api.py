"""The needs' API: shapes, gates, errors in words, the same queries for thirty rows as for one."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from grunddata.models import Skill
from konton.enums import OrganisationKind, Role
from konton.models import AuditEvent
from projekt.api.views import NeedViewSet
from projekt.enums import NeedState
from projekt.models import LabourNeed
from projekt.services import book
from tests.factories.actors import Parties, actor, client_of, organisation
from tests.factories.projekt import NeedFactory, ProjectFactory

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NeedViewSet, "today", TODAY)


@pytest.fixture
def own(parties: Parties) -> Any:
    """A need of the company's own, in whatever state is asked for."""
    project = ProjectFactory.create(organisation=parties.firm, name="Slakthuset")

    def make(**values: Any) -> LabourNeed:
        need: LabourNeed = NeedFactory.create(project=project, **values)
        return need

    return make


def body(project: Any, **changes: Any) -> dict[str, Any]:
    return {
        "project": str(project.pk),
        "occupation": "traarbetare",
        "start_date": "2026-04-06",
        "end_date": "2026-08-03",
        "steps": [{"start_date": "2026-04-06", "end_date": "2026-08-03", "headcount": 2}],
        **changes,
    }


def errors(response: Any) -> dict[str, list[str]]:
    """attr → sentences of the one error shape."""
    found: dict[str, list[str]] = {}
    for error in response.json()["errors"]:
        found.setdefault(error["attr"], []).append(error["detail"])
    return found


def test_a_company_posts_a_need_and_reads_it_back_whole(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm, name="Slakthuset")
    skill = Skill.objects.filter(certificate=None).order_by("pk")[0]
    response = client_of(parties.company).post(
        "/api/needs/",
        body(
            project,
            min_rung=1,
            employment_form="ordinary",
            answer_by="2026-03-30",
            description="Vi reser stomme.",
            steps=[
                {"start_date": "2026-04-06", "end_date": "2026-06-01", "headcount": 2},
                {"start_date": "2026-06-01", "end_date": "2026-08-03", "headcount": 4},
            ],
            requirements={
                "must": [{"kind": "certificate", "code": "LIFT"}, {"kind": "licence", "code": "B"}],
                "teach": [{"kind": "skill", "code": skill.pk}],
            },
            task_demands=["hojd"],
        ),
    )
    assert response.status_code == 201, response.content
    assert response["ETag"] == '"1"'
    need = LabourNeed.objects.get()
    data = response.json()
    assert data["project"] == {
        "id": str(project.pk),
        "name": "Slakthuset",
        "developer": "Påhittad byggherre",
        "municipality": {"code": "0180", "name": "Stockholm"},
    }
    assert data["number"] == need.number
    assert data["occupation"] == {"code": "traarbetare", "name": "Träarbetare"}
    assert data["min_rung"] == {"code": 1, "label": "Utan yrkesbevis"}
    assert data["employment_form"] == {"code": "ordinary", "label": "Ordinarie anställning"}
    assert (data["start_week"], data["end_week"]) == ("v. 15 2026", "v. 31 2026")
    assert data["headcount_peak"] == 4
    assert [(s["headcount"], s["booked"]) for s in data["steps"]] == [(2, 0), (4, 0)]
    # 8 weeks of 2 people and 9 weeks of 4.
    assert data["bars"] == {
        "asked": {"person_weeks": 52.0, "peak": 4},
        "booked": {"person_weeks": 0.0, "peak": 0},
    }
    assert data["state"] == {"code": "draft", "label": "Utkast"}
    assert data["answer_by"] == "2026-03-30"
    assert data["allowed_actions"] == ["submit", "close"]
    assert data["task_demands"] == [{"code": "hojd", "name": "Arbete på höjd"}]
    assert data["requirements"]["nice"] == []
    assert [(r["kind"], r["code"]) for r in data["requirements"]["must"]] == [
        ("certificate", "LIFT"),
        ("licence", "B"),
    ]
    assert data["requirements"]["teach"] == [
        {"kind": "skill", "code": skill.pk, "name": skill.name_sv}
    ]
    assert data["warnings"] == []
    assert data["version"] == 1


def test_a_need_without_steps_cannot_be_sent_before_it_has_them(parties: Parties, own: Any) -> None:
    need = own(steps=[])
    client = client_of(parties.company)
    assert client.get(f"/api/needs/{need.pk}/").json()["allowed_actions"] == ["close"]
    response = client.post(f"/api/needs/{need.pk}/submit/", {}, headers={"If-Match": '"1"'})
    assert response.status_code == 409
    assert response.json()["errors"][0]["detail"] == "Det här saknas: hur många ni behöver."


@pytest.mark.parametrize(
    ("changes", "attr", "words"),
    [
        ({"occupation": "trollkarl"}, "occupation", "”trollkarl” finns inte i listan"),
        ({"occupation": None}, "occupation", ""),
        ({"occupation": "x\u0000y"}, "occupation", ""),
        ({"occupation": ["traarbetare"]}, "occupation", ""),
        ({"min_rung": 9}, "min_rung", ""),
        ({"employment_form": "slav"}, "employment_form", ""),
        ({"start_date": "igår"}, "start_date", ""),
        ({"start_date": "0001-01-01"}, "start_date", "Kontrollera året: 1 kan inte stämma."),
        ({"end_date": "9999-12-31"}, "end_date", "Kontrollera året: 9999 kan inte stämma."),
        ({"end_date": "2026-04-06"}, "end_date", "Slutdagen måste komma efter startdagen."),
        ({"hours_per_week": 41}, "hours_per_week", ""),
        ({"hours_per_week": 10**30}, "hours_per_week", ""),
        ({"tutor_hours_per_person": -1}, "tutor_hours_per_person", ""),
        ({"minimum_age": 45}, "minimum_age", ""),
        ({"max_delay_weeks": "många"}, "max_delay_weeks", ""),
        ({"min_language_level": 7}, "min_language_level", ""),
        ({"description": "x" * 2001}, "description", ""),
        ({"description": "x\ud800"}, "description", ""),
        ({"answer_by": "2026-05-01"}, "answer_by", "kan inte vara efter startdagen"),
        ({"task_demands": ["hojd", "trolleri"]}, "task_demands", "”trolleri” finns inte"),
        ({"task_demands": "hojd"}, "task_demands", ""),
        (
            {"steps": [{"end_date": "2026-08-03", "headcount": 2}]},
            "steps.0.start_date",
            "",
        ),
        (
            {"steps": [{"start_date": "2026-04-06", "end_date": "2026-08-03", "headcount": 0}]},
            "steps.0.headcount",
            "",
        ),
        (
            {"steps": [{"start_date": "2026-04-06", "end_date": "2027-08-03", "headcount": 1}]},
            "steps",
            "Rad 1: dagarna ligger utanför behovet",
        ),
        (
            {"requirements": {"must": [{"kind": "skill", "code": "nej"}]}},
            "requirements.must",
            "”nej” finns inte i listan",
        ),
        ({"requirements": {"kanske": []}}, "requirements.kanske", "Fältet finns inte"),
        (
            {"requirements": {"teach": [{"kind": "licence", "code": "B"}]}},
            "requirements.teach",
            "kan inte läras ut på plats",
        ),
        ({"project": "inget-id"}, "project", ""),
        ({"project": str(uuid4())}, "project", "Projektet finns inte bland era."),
        ({"state": "open"}, "state", "Fältet finns inte eller kan inte ändras."),
        ({"number": 1}, "number", "Fältet finns inte eller kan inte ändras."),
    ],
)
def test_wrong_input_is_a_sentence_at_its_field(
    parties: Parties, changes: dict[str, Any], attr: str, words: str
) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    # Written out, since the test client itself cannot send a lone surrogate.
    sent = json.dumps(body(project) | changes)
    response = client_of(parties.company).post("/api/needs/", sent, content_type="application/json")
    assert response.status_code == 400, response.content
    found = errors(response)
    assert list(found) == [attr]
    assert words in found[attr][0]
    assert LabourNeed.objects.count() == 0


@pytest.mark.parametrize("raw", ["[]", '"text"', "null", "1", '{"a":', ""])
def test_a_body_that_is_no_object_is_refused(parties: Parties, raw: str) -> None:
    response = client_of(parties.company).post("/api/needs/", raw, content_type="application/json")
    assert response.status_code == 400
    assert LabourNeed.objects.count() == 0


def test_another_companys_project_is_not_there(parties: Parties) -> None:
    other = ProjectFactory.create(organisation=organisation(body=parties.body))
    response = client_of(parties.company).post("/api/needs/", body(other))
    assert response.status_code == 400
    assert errors(response) == {"project": ["Projektet finns inte bland era. Välj ett annat."]}


@pytest.mark.parametrize("role", ["coordinator", "coach", "auditor", "admin"])
def test_only_a_company_posts(parties: Parties, role: str) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    response = client_of(parties.of(role)).post("/api/needs/", body(project))
    assert response.status_code == 403
    assert LabourNeed.objects.count() == 0


def test_each_role_sees_its_needs_and_404_for_the_rest(parties: Parties, own: Any) -> None:
    draft, opened, paused = own(), own(state=NeedState.OPEN), own(state=NeedState.PAUSED)
    foreign = NeedFactory.create(state=NeedState.OPEN)
    everything = {draft.pk, opened.pk, paused.pk, foreign.pk}
    seen = {
        "company": {draft.pk, opened.pk, paused.pk},
        "coordinator": {opened.pk, paused.pk},
        "coach": {opened.pk},
    }
    for role, expected in seen.items():
        client = client_of(parties.of(role))
        listed = client.get("/api/needs/").json()["results"]
        assert {row["id"] for row in listed} == {str(pk) for pk in expected}
        for pk in everything:
            status = client.get(f"/api/needs/{pk}/").status_code
            assert status == (200 if pk in expected else 404)
    stranger = client_of(actor(organisation(body=parties.body), Role.COMPANY))
    assert stranger.get(f"/api/needs/{opened.pk}/").status_code == 404
    other_body = organisation(OrganisationKind.COORDINATING_BODY)
    assert client_of(actor(other_body, Role.COORDINATOR)).get("/api/needs/").json()["count"] == 0
    for role in ("auditor", "admin"):
        client = client_of(parties.of(role))
        assert client.get("/api/needs/").status_code == 403
        assert client.get(f"/api/needs/{opened.pk}/").status_code == 404


def test_nobody_logged_in_gets_401(client: Any, db: None) -> None:
    assert client.get("/api/needs/").status_code == 401
    assert client.get("/api/projects/").status_code == 401


def test_a_change_names_the_version_it_saw(parties: Parties, own: Any) -> None:
    need = own()
    client = client_of(parties.company)
    url = f"/api/needs/{need.pk}/"
    assert client.patch(url, {"max_delay_weeks": 2}).status_code == 428
    response = client.patch(url, {"max_delay_weeks": 2}, headers={"If-Match": '"1"'})
    assert (response.status_code, response["ETag"]) == (200, '"2"')
    assert response.json()["max_delay_weeks"] == 2
    stale = client.patch(url, {"max_delay_weeks": 3}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert stale.json()["current"]["version"] == 2
    assert stale.json()["current"]["max_delay_weeks"] == 2
    need.refresh_from_db()
    assert (need.max_delay_weeks, need.version) == (2, 2)
    assert AuditEvent.objects.filter(action="need.updated").count() == 1


@pytest.mark.parametrize(
    ("change", "attr"),
    [
        ({"steps": [{"headcount": 2}]}, "steps.0.start_date"),
        ({"requirements": {"must": [{"kind": "skill"}]}}, "requirements.must.0.code"),
        ({"occupation": None}, "occupation"),
        ({"end_date": "2026-04-01"}, "end_date"),
    ],
)
def test_a_change_is_as_strict_as_a_new_need(
    parties: Parties, own: Any, change: dict[str, Any], attr: str
) -> None:
    need = own()
    response = client_of(parties.company).patch(
        f"/api/needs/{need.pk}/", change, headers={"If-Match": '"1"'}
    )
    assert response.status_code == 400, response.content
    assert attr in errors(response)
    need.refresh_from_db()
    assert need.version == 1


def test_the_project_of_a_need_cannot_be_changed(parties: Parties, own: Any) -> None:
    need = own()
    response = client_of(parties.company).patch(
        f"/api/needs/{need.pk}/", {"project": str(uuid4())}, headers={"If-Match": '"1"'}
    )
    assert errors(response) == {"project": ["Fältet finns inte eller kan inte ändras."]}


def test_moved_dates_ask_for_moved_steps(parties: Parties, own: Any) -> None:
    need = own()
    response = client_of(parties.company).patch(
        f"/api/needs/{need.pk}/", {"end_date": "2026-06-01"}, headers={"If-Match": '"1"'}
    )
    assert response.status_code == 400
    assert errors(response) == {
        "steps": [
            "Rad 1: dagarna ligger utanför behovet (2026-04-06–2026-06-01). "
            "Ändra raden eller behovets datum."
        ]
    }


def test_only_the_company_changes_and_others_get_404(parties: Parties, own: Any) -> None:
    need = own(state=NeedState.OPEN)
    for role in ("coordinator", "coach", "auditor"):
        response = client_of(parties.of(role)).patch(
            f"/api/needs/{need.pk}/", {"description": "x"}, headers={"If-Match": '"1"'}
        )
        assert response.status_code == 404
    need.refresh_from_db()
    assert need.description == ""


def test_a_company_cannot_ask_for_fewer_than_are_booked(
    parties: Parties, own: Any, no_hooks: None
) -> None:
    need = own(state=NeedState.OPEN)
    book(need, need.start_date, need.end_date)
    book(need, need.start_date, need.end_date)
    client = client_of(parties.company)
    url = f"/api/needs/{need.pk}/"
    assert client.get(url).json()["bars"]["booked"] == {"person_weeks": 34.0, "peak": 2}
    fewer = [{"start_date": "2026-04-06", "end_date": "2026-08-03", "headcount": 1}]
    response = client.patch(url, {"steps": fewer}, headers={"If-Match": '"1"'})
    assert response.status_code == 400
    assert errors(response) == {"steps": ["Rad 1: 2 platser är redan bokade. Skriv minst 2."]}


def test_sending_back_gives_the_coordinator_her_receipt(parties: Parties, own: Any) -> None:
    need = own(state=NeedState.IN_REVIEW)
    client = client_of(parties.coordinator)
    url = f"/api/needs/{need.pk}/"
    nothing = client.post(url + "return_to_company/", {}, headers={"If-Match": '"1"'})
    assert nothing.status_code == 400
    assert errors(nothing) == {"reason": ["Skriv ett skäl. Det sparas tillsammans med beslutet."]}
    response = client.post(
        url + "return_to_company/", {"reason": "Skriv antalet."}, headers={"If-Match": '"1"'}
    )
    assert response.status_code == 200
    assert response.json()["state"]["code"] == "draft"
    assert client.get(url).status_code == 404
    history = client_of(parties.company).get(url + "history/").json()
    assert [(h["sentence"], h["reason"], h["who"]) for h in history] == [
        ("Skicka tillbaka", "Skriv antalet.", parties.coordinator.name)
    ]
