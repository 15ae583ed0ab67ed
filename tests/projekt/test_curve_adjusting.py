"""The company's own heads in the curve, and the heads it really had."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from grunddata.models import Norm
from konton.models import AuditEvent
from projekt.adjusting import calibrate
from projekt.api.views import ProjectViewSet
from projekt.enums import ProjectKind
from projekt.models import CurveVersion, Project
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import ProjectFactory

MONDAY = date(2026, 3, 2)
CARPENTER = "traarbetare"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProjectViewSet, "today", date(2027, 3, 3))


@pytest.fixture
def project(parties: Parties) -> Project:
    return ProjectFactory.create(organisation=parties.firm, start_date=date(2026, 3, 4))


def curve(parties: Parties, project: Project, **query: Any) -> dict[str, Any]:
    data: dict[str, Any] = (
        client_of(parties.company).get(f"/api/projects/{project.pk}/demand-curve/", query).json()
    )
    return data


def say(parties: Parties, project: Project, version: int, **body: Any) -> Any:
    return client_of(parties.company).post(
        f"/api/projects/{project.pk}/adjust_curve/", body, headers={"If-Match": f'"{version}"'}
    )


def heads(data: dict[str, Any], occupation: str) -> list[float]:
    row = next(t for t in data["trades"] if t["occupation"]["code"] == occupation)
    found: list[float] = row["heads"]
    return found


def cell(week: str, count: float, occupation: str = CARPENTER) -> dict[str, Any]:
    return {"occupation": occupation, "week": week, "heads": count}


def test_a_change_stands_when_the_curve_is_reckoned_anew_and_can_be_undone(
    parties: Parties, project: Project
) -> None:
    before = curve(parties, project)
    # A Thursday in the 40th week.
    answer = say(parties, project, 1, changes=[cell("2026-12-03", 31)])
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    after = curve(parties, project)
    assert after["changes"] == [
        {
            "occupation": {"code": CARPENTER, "name": "Träarbetare"},
            "monday": "2026-11-30",
            "label": "v. 49 2026",
            "heads": 31.0,
            "reckoned": heads(before, CARPENTER)[39],
        }
    ]
    assert heads(after, CARPENTER)[39] == 31
    assert after["weeks"][39]["heads"] == pytest.approx(
        before["weeks"][39]["heads"] - heads(before, CARPENTER)[39] + 31, abs=0.11
    )
    assert heads(after, CARPENTER)[:39] == heads(before, CARPENTER)[:39]
    # More dwellings: all is reckoned anew, the company's own figure is not.
    Project.objects.update(dwellings=240)
    doubled = curve(parties, project)
    assert heads(doubled, CARPENTER)[39] == 31
    assert heads(doubled, CARPENTER)[38] == pytest.approx(
        2 * heads(before, CARPENTER)[38], abs=0.11
    )
    Project.objects.update(dwellings=120)
    assert say(parties, project, 2, changes=[]).status_code == 200
    assert curve(parties, project) == before
    # Every version is kept, and who wrote it.
    assert [
        (row.number, len(row.changes), row.author_id) for row in CurveVersion.objects.all()
    ] == [(1, 1, parties.company.user_id), (2, 0, parties.company.user_id)]
    assert AuditEvent.objects.filter(action="project.curve_adjusted").count() == 2


def test_suggestions_follow_the_companys_own_heads(
    parties: Parties, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProjectViewSet, "today", date(2026, 1, 14))
    weeks = [week["monday"] for week in curve(parties, project)["weeks"]]
    say(parties, project, 1, changes=[cell(week, 0) for week in weeks])
    asked = {s["occupation"]["code"] for s in curve(parties, project)["suggestions"]}
    assert CARPENTER not in asked
    assert "betongarbetare" in asked


def test_actual_heads_calibrate_the_whole_curve(parties: Parties, project: Project) -> None:
    before = curve(parties, project)
    actuals = [
        cell(
            before["weeks"][i]["monday"],
            round(heads(before, "betongarbetare")[i] * 1.25, 1),
            "betongarbetare",
        )
        for i in (20, 21)
    ]
    assert say(parties, project, 1, actuals=actuals).status_code == 200
    after = curve(parties, project)
    assert after["calibration"]["weeks"] == 2
    assert after["calibration"]["factor"] == pytest.approx(1.25, abs=0.005)
    assert after["calibration"]["is_clamped"] is False
    assert after["calibration"]["sentence"] == ("Kalibrerat på 2 veckor: 20 h/m² i stället för 16.")
    for trade in before["trades"]:
        code = trade["occupation"]["code"]
        assert heads(after, code)[25] == pytest.approx(heads(before, code)[25] * 1.25, abs=0.16)
    # A sum with figures of one's own is that sum.
    own = curve(parties, project, m2_per_dwelling=62.3, hours_per_m2=16)
    assert own["calibration"] is None
    assert heads(own, CARPENTER) == heads(before, CARPENTER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actual", "factor", "clamped"),
    [
        (10, 1.0, False),
        (17.5, 1.75, False),
        (17.6, 1.75, True),
        (7.5, 0.75, False),
        (1, 0.75, True),
    ],
)
def test_calibration_stays_within_the_norms_range(
    actual: float, factor: float, clamped: bool
) -> None:
    norm = Norm.objects.get(key="hours_per_m2_boa")  # 16, from 12 to 28
    found = calibrate({"x": [10.0, 0.0]}, MONDAY, {("x", MONDAY): actual}, norm)
    assert found is not None
    assert found.factor == pytest.approx(factor)
    assert found.is_clamped is clamped
    assert ("utanför normens spann" in found.sentence) is clamped
    # Where the curve has nobody there is nothing to compare with.
    assert calibrate({"x": [0.0]}, MONDAY, {("x", MONDAY): actual}, norm) is None
    assert calibrate({"x": [1.0]}, MONDAY, {("y", MONDAY): actual}, norm) is None


@pytest.mark.parametrize("kind", [ProjectKind.CIVIL, ProjectKind.SCHOOL_OFFICE])
def test_without_a_template_the_company_writes_the_curve_itself(
    parties: Parties, project: Project, kind: ProjectKind
) -> None:
    Project.objects.update(kind=kind)
    none = curve(parties, project)
    assert none["available"] is False
    assert "finns ingen bemanningsmall" in none["sentence"]
    say(parties, project, 1, changes=[cell("2026-03-02", 4), cell("2026-03-09", 6)])
    data = curve(parties, project)
    assert (data["available"], data["template"], data["suggestions"]) == (True, None, [])
    assert heads(data, CARPENTER)[:3] == [4, 6, 0]
    assert len(data["weeks"]) == 80
    assert data["template_note"].startswith("Kurvan är den ni har skrivit in. ")


@pytest.mark.parametrize(
    ("body", "attr", "words"),
    [
        ({"changes": [cell("2026-03-01", 4)]}, "changes", "utanför projektets tid"),
        ({"changes": [cell("2027-09-13", 4)]}, "changes", "utanför projektets tid"),
        ({"actuals": [cell("2027-03-08", 4)]}, "actuals", "har inte börjat"),
        ({"changes": [cell("2026-03-02", 4, "finns-inte")]}, "changes", "finns inte i listan"),
    ],
)
def test_what_cannot_be_is_told(
    parties: Parties, project: Project, body: dict[str, Any], attr: str, words: str
) -> None:
    answer = say(parties, project, 1, **body)
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert (error["attr"].split(".")[0], words in error["detail"]) == (attr, True)
    assert CurveVersion.objects.count() == 0


def test_others_do_not_write_and_an_old_version_is_refused(
    parties: Parties, project: Project
) -> None:
    body = {"changes": [cell("2026-03-02", 4)]}
    for other, status in ((parties.coordinator, 404), (parties.coach, 404)):
        url = f"/api/projects/{project.pk}/adjust_curve/"
        answer = client_of(other).post(url, body, headers={"If-Match": '"1"'})
        assert answer.status_code == status
    assert say(parties, project, 7, **body).status_code == 412
    assert CurveVersion.objects.count() == 0


def test_the_file_tells_what_is_the_companys_own(parties: Parties, project: Project) -> None:
    say(parties, project, 1, changes=[cell("2026-12-03", 31)])
    answer: Any = client_of(parties.company).get(
        f"/api/projects/{project.pk}/demand-curve-file/", {"kind": "xlsx"}
    )
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))["Bemanning"]
    header = [c.value for c in sheet[1]]
    assert header[:3] == ["Vecka", "Måndag", "Alla yrken"]
    assert sheet.cell(41, header.index("Träarbetare") + 1).value == 31
    assert sheet.cell(sheet.max_row, 1).value == "Ändrat av företaget: 1 tal."
