"""The demand curve over the API: figures of the norms, assumptions in the open, honest refusals."""

from datetime import date
from typing import Any

import pytest

from grunddata.models import Norm
from projekt.api.views import ProjectViewSet
from projekt.enums import NeedState
from projekt.models import Project
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import NeedFactory, ProjectFactory


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProjectViewSet, "today", date(2026, 1, 14))


def curve(parties: Parties, project: Project, **query: Any) -> dict[str, Any]:
    response = client_of(parties.company).get(f"/api/projects/{project.pk}/demand-curve/", query)
    assert response.status_code == 200, response.content
    data: dict[str, Any] = response.json()
    return data


def test_a_building_becomes_weekly_heads_per_trade(parties: Parties) -> None:
    # A Wednesday: the curve begins that week's Monday.
    project = ProjectFactory.create(organisation=parties.firm, start_date=date(2026, 3, 4))
    data = curve(parties, project)
    assert data["available"] is True
    assert len(data["weeks"]) == 80
    assert (data["weeks"][0]["monday"], data["weeks"][0]["label"]) == ("2026-03-02", "v. 10 2026")
    # 120 dwellings × 62.3 m² × 16 h / 33 h a week, and 8 % labourers on top.
    person_weeks = sum(week["heads"] for week in data["weeks"])
    assert person_weeks == pytest.approx(120 * 62.3 * 16 / 33 * 1.08, abs=5)
    top = max(data["weeks"], key=lambda week: week["heads"])
    assert data["sentence"] == (
        f"Som mest behövs omkring {top['heads']:.0f} personer samtidigt, {top['label']}."
    )
    carpenter = next(t for t in data["trades"] if t["occupation"]["code"] == "traarbetare")
    assert carpenter["occupation"]["name"] == "Träarbetare"
    assert len(carpenter["heads"]) == 80
    assert carpenter["peak"] == max(carpenter["heads"])
    assert sum(t["person_weeks"] for t in data["trades"]) == pytest.approx(person_weeks, abs=8)


def test_what_the_figures_rest_on_is_listed_with_unit_and_source(parties: Parties) -> None:
    data = curve(parties, ProjectFactory.create(organisation=parties.firm))
    by_key = {norm["key"]: norm for norm in data["assumptions"]}
    assert by_key["hours_per_m2_boa"] == {
        "key": "hours_per_m2_boa",
        "name": "Timmar per m² boarea, nybygge",
        "value": 16.0,
        "unit": "h/m²",
        "low": 12.0,
        "high": 28.0,
        "source": "Ingen svensk uppgift verifierad; två grova kontroller",
        "verification": {"code": "assumption", "label": "Antagande – ändra vid behov"},
    }
    assert {"apprentice_share", "without_certificate_share", "need_step_weeks"} <= set(by_key)
    # The project says itself how long it is, so the norm of duration is not used.
    assert "duration_weeks_120_dwellings" not in by_key
    assert "renovation_hours_per_dwelling" not in by_key
    assert "Tidsfönster" in data["template_note"]


def test_a_changed_norm_changes_the_curve(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    before = sum(week["heads"] for week in curve(parties, project)["weeks"])
    Norm.objects.filter(key="hours_per_m2_boa").update(value=24)
    after = sum(week["heads"] for week in curve(parties, project)["weeks"])
    assert after == pytest.approx(before * 1.5, rel=0.002)


def test_the_companys_own_figure_replaces_the_norm(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    data = curve(parties, project, hours_per_dwelling=330)
    person_weeks = sum(week["heads"] for week in data["weeks"])
    assert person_weeks == pytest.approx(120 * 330 / 33 * 1.08, abs=5)
    keys = {norm["key"] for norm in data["assumptions"]}
    assert not keys & {"hours_per_m2_boa", "m2_per_dwelling"}


def test_suggestions_are_needs_that_can_be_posted_as_they_stand(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    client = client_of(parties.company)
    suggestions = curve(parties, project)["suggestions"]
    assert len(suggestions) > 10
    for s in suggestions:
        response = client.post(
            "/api/needs/",
            {
                "project": str(project.pk),
                "occupation": s["occupation"]["code"],
                "min_rung": s["min_rung"]["code"],
                "employment_form": s["employment_form"]["code"],
                "start_date": s["start_date"],
                "end_date": s["end_date"],
                "steps": s["steps"],
                "tutor_hours_per_person": s["tutor_hours_per_person"],
            },
        )
        assert response.status_code == 201, response.content
        asked = response.json()["bars"]["asked"]["person_weeks"]
        assert asked == s["person_weeks"]
        # Apprentice and entry needs of one trade are two needs, not one written twice.
        assert "similar_need" not in {w["code"] for w in response.json()["warnings"]}


def test_suggestions_name_the_need_that_already_asks(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    live = NeedFactory.create(
        project=project,
        state=NeedState.OPEN,
        start_date=date(2026, 9, 7),
        end_date=date(2026, 12, 7),
    )
    existing = {
        (s["occupation"]["code"], s["min_rung"]["code"]): s["existing"]
        for s in curve(parties, project)["suggestions"]
    }
    assert existing["traarbetare", 0] == [live.number]
    assert existing["traarbetare", 1] == []


def test_what_has_passed_is_not_suggested(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    monkeypatch.setattr(ProjectViewSet, "today", date(2026, 12, 9))
    starts = [s["steps"][0]["start_date"] for s in curve(parties, project)["suggestions"]]
    assert min(starts) == "2026-12-14"
    monkeypatch.setattr(ProjectViewSet, "today", date(2028, 1, 1))
    assert curve(parties, project)["suggestions"] == []


def test_a_renovation_is_reckoned_stack_by_stack(parties: Parties) -> None:
    project = ProjectFactory.create(
        organisation=parties.firm, kind="renovation", dwellings=100, duration_weeks=26
    )
    data = curve(parties, project)
    assert sum(week["heads"] for week in data["weeks"]) == pytest.approx(100 * 200 / 33, abs=3)
    assert "renovation_weeks_per_stack" in {norm["key"] for norm in data["assumptions"]}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"kind": "school_office"},
            "För skola eller kontor finns ingen bemanningsmall. Skriv in kurvan "
            "själv, eller lägg upp behoven direkt.",
        ),
        (
            {"kind": "civil"},
            "För anläggning finns ingen bemanningsmall. Skriv in kurvan "
            "själv, eller lägg upp behoven direkt.",
        ),
        (
            {"dwellings": None},
            "Skriv hur många bostäder projektet har, så räknar vi ut bemanningen.",
        ),
    ],
)
def test_without_template_or_dwellings_it_says_so(
    parties: Parties, values: dict[str, Any], sentence: str
) -> None:
    data = curve(parties, ProjectFactory.create(organisation=parties.firm, **values))
    assert data == {
        "available": False,
        "sentence": sentence,
        "template": None,
        "template_note": "",
        "weeks": [],
        "trades": [],
        "assumptions": [],
        "suggestions": [],
        "changes": [],
        "actuals": [],
        "calibration": None,
    }


@pytest.mark.parametrize(
    ("query", "attr"),
    [
        ({"hours_per_m2": "0"}, "hours_per_m2"),
        ({"hours_per_dwelling": "nan"}, "hours_per_dwelling"),
        ({"m2_per_dwelling": "många"}, "m2_per_dwelling"),
        ({"bostäder": "3"}, "bostäder"),
    ],
)
def test_figures_that_mean_nothing_are_refused(
    parties: Parties, query: dict[str, str], attr: str
) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    response = client_of(parties.company).get(f"/api/projects/{project.pk}/demand-curve/", query)
    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == [attr]


def test_half_an_area_is_refused_where_the_template_has_none(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm, kind="renovation")
    response = client_of(parties.company).get(
        f"/api/projects/{project.pk}/demand-curve/", {"hours_per_m2": "3"}
    )
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "hours_per_m2"
