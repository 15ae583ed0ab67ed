"""The clause report: placements as they really went, what is not told, and the two files."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from grunddata.models import Municipality
from konton.models import AuditEvent, StateChange
from matchning.models import Placement
from projekt.contract_models import ClauseEvidence, ClauseExemption, SocialContract
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import ContractFactory
from tests.matchning.world import World
from uppfoljning.api.clauses import ClauseReportViewSet

pytestmark = pytest.mark.django_db
PATHS = {
    "planned": (),
    "ongoing": ("ongoing",),
    "ended": ("ongoing", "ended"),
    "broken_off": ("ongoing", "broken_off"),
    "never_begun": ("broken_off",),
}


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def midsummer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of July 2026."""
    monkeypatch.setattr(ClauseReportViewSet, "today", date(2026, 7, 1))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def placed(
    world: World,
    start: date,
    end: date,
    how: str = "ongoing",
    *,
    told: date | None = None,
    form: str = "work_practice",
    **candidate: Any,
) -> Placement:
    """A placement; ``told``: when its end was reported."""
    person, need = world.add_candidate(**candidate), world.add_need()
    placement = Placement.objects.create(
        proposal=world.add_proposal(person, need),
        candidate=person,
        need=need,
        employment_form=form,
        start_date=start,
        end_date=end,
    )
    for state in PATHS[how]:
        Placement.objects.filter(pk=placement.pk).update(
            state=state,
            outcome="hired" if state == "ended" else "",
            reason_code="absence" if state == "broken_off" else "",
            state_since=at(told or start),
        )
        if state == "ongoing":
            StateChange.objects.create(
                at=at(start),
                object_type="placement",
                object_id=placement.pk,
                action="begin",
                to_state="ongoing",
            )
    return placement


def report(world: World, contract: SocialContract, role: str = "company") -> dict[str, Any]:
    answer = client_of(getattr(world, role)).get(f"/api/clause-reports/{contract.pk}/")
    assert answer.status_code == 200, answer.content
    data: dict[str, Any] = answer.json()
    return data


def totals(data: dict[str, Any]) -> tuple[float, ...]:
    return tuple(data["totals"][name] for name in ("required", "fulfilled", "planned", "missing"))


def test_placements_count_as_they_went(world: World) -> None:
    contract = ContractFactory.create(project=world.project)
    placed(world, date(2026, 4, 1), date(2026, 10, 1))  # three months of six done
    placed(world, date(2026, 8, 1), date(2026, 11, 1), "planned")
    placed(world, date(2026, 1, 1), date(2026, 7, 1), "broken_off", told=date(2026, 2, 1))
    placed(world, date(2026, 1, 1), date(2026, 7, 1), "never_begun")
    placed(world, date(2026, 1, 1), date(2026, 4, 1), "ended", told=date(2026, 5, 1))
    data = report(world, contract)
    assert totals(data) == (2, 1.17, 1, 0)
    assert data["sentence"] == (
        "Avtalet kräver 2 platser. 1,17 är uppfyllt och 1 planerat: planen räcker."
    )
    assert [row["month"] for row in data["months"]] == [f"2026-{n:02}-01" for n in range(1, 13)]
    january = data["months"][0]
    assert january == {
        "month": "2026-01-01",
        "required": 0.17,
        "fulfilled": 0.33,
        "planned": 0.0,
        "missing": 0.0,
        "assumed": False,
    }
    assert report(world, contract, "coordinator") == data


def test_protected_people_are_counted_nowhere(world: World) -> None:
    contract = ContractFactory.create(project=world.project)
    placement = placed(world, date(2026, 1, 1), date(2026, 7, 1))
    assert totals(report(world, contract))[1] == 1
    person = placement.candidate
    type(person).objects.filter(pk=person.pk).update(
        is_protected=True, phone_key="", email_key="", identity_index=None
    )
    assert totals(report(world, contract))[1] == 0
    assert totals(report(world, contract, "coordinator"))[1] == 0


def test_what_is_assumed_and_what_is_missing_is_said(world: World) -> None:
    contract = ContractFactory.create(project=world.project)
    other = ContractFactory.create(project=world.project, number="B-2")
    data = report(world, contract)
    assert data["sentence"] == ("Avtalet kräver 2 platser. 0 är uppfyllt och 0 planerat: 2 saknas.")
    told = {note["text"]: note["is_assumption"] for note in data["notes"]}
    assert told["Kravet fördelas jämnt över avtalets dagar."] is True
    missing = "Antalet heltider är inte angivet. Är de färre än 5 gäller inte kravet."
    assert told[missing] is False
    assert any(text.startswith(f"Avtal {other.number} löper samtidigt") for text in told)
    model = contract.clause_model.verification_note
    assert told[model] is True


def test_a_clause_that_asks_nothing_says_why(world: World) -> None:
    contract = ContractFactory.create(project=world.project, full_time_people=4)
    assert report(world, contract)["sentence"] == (
        "Inget krävs. Avtalet har färre än 5 heltider. 0 platser uppfyllt ändå."
    )


def test_where_people_live_is_for_the_coordinator_alone(world: World) -> None:
    contract = ContractFactory.create(
        project=world.project,
        clause_model_id="lokalt-forst",
        figures={"municipality": "0180", "share_percent": 50},
    )
    placed(world, date(2026, 1, 1), date(2026, 2, 1))
    solna = Municipality.objects.get(pk="0184")
    placed(world, date(2026, 1, 1), date(2026, 2, 1), municipality=solna)
    data = report(world, contract, "coordinator")
    assert totals(data) == (31, 31, 0, 0)
    assert data["sentence"] == (
        "Kravet är uppfyllt. Avtalet kräver 31 dagar av boende i Stockholm, 50 procent av 62. "
        "31 är uppfyllt."
    )
    hidden = report(world, contract)
    assert (hidden["is_hidden"], hidden["totals"], hidden["months"]) == (True, None, [])
    for kind in ("pdf", "xlsx"):
        words = file_words(world, contract, kind)
        assert "Stockholm" not in words
        assert "31" not in words.replace("31december", "").replace("31 december", "")


def file_words(world: World, contract: SocialContract, kind: str, role: str = "company") -> str:
    answer = client_of(getattr(world, role)).get(f"/api/clause-reports/{contract.pk}/{kind}/")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="sociala-krav.{kind}"'
    if kind == "pdf":
        pages = PdfReader(io.BytesIO(answer.content)).pages
        return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return "\n".join(
        " ".join(str(cell) for cell in row if cell is not None)
        for row in sheet.iter_rows(values_only=True)
    )


def test_the_files_tell_the_contract_and_nobodys_name(world: World) -> None:
    contract = ContractFactory.create(project=world.project, buyer="=1+1", number="A-1")
    ClauseExemption.objects.create(
        contract=contract,
        start_date=date(2026, 7, 1),
        end_date=date(2026, 8, 1),
        reason="Semester",
        granted_by="Ombudet",
        recorded_by_id=world.company.user_id,
    )
    ClauseEvidence.objects.create(contract=contract, day=date(2026, 2, 1), what="Avtal")
    placement = placed(world, date(2026, 1, 1), date(2026, 7, 1))
    pdf, xlsx = (file_words(world, contract, kind) for kind in ("pdf", "xlsx"))
    for words in (pdf, xlsx):
        assert "Semester" in words
        assert "Ombudet" in words
        assert placement.candidate.last_name not in words
    assert "färreän5" in pdf
    assert "Beställare '=1+1" in xlsx
    lines = xlsx.split("\n")
    assert lines[0] == "Månad Krävt Uppfyllt Planerat Saknas till och med månaden"
    assert lines[1] == "2026-01 0.17 0.17 0 0.0" or lines[1] == "2026-01 0.17 0.17 0 0"
    assert lines[13].startswith("Summa 1.83 1")
    events = AuditEvent.objects.filter(action="clause_report.made", object_id=contract.pk)
    assert sorted(event.data["kind"] for event in events) == ["pdf", "xlsx"]


def test_strangers_get_nothing(world: World) -> None:
    contract = ContractFactory.create(project=world.project)
    stranger = Parties()
    for who in (stranger.company, stranger.coordinator):
        for path in ("", "pdf/", "xlsx/"):
            url = f"/api/clause-reports/{contract.pk}/{path}"
            assert client_of(who).get(url).status_code == 404
    assert client_of(world.coach).get(f"/api/clause-reports/{contract.pk}/").status_code == 404
    assert not AuditEvent.objects.filter(action="clause_report.made").exists()


def test_the_report_costs_the_same_for_many_placements(world: World) -> None:
    contract = ContractFactory.create(project=world.project)

    def queries() -> int:
        client = client_of(world.company)
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/api/clause-reports/{contract.pk}/")
        return len(seen)

    placed(world, date(2026, 1, 1), date(2026, 7, 1))
    one = queries()
    for week in range(8):
        placed(world, date(2026, 1, 1) + timedelta(weeks=week), date(2026, 12, 1))
    assert (one, queries()) == (13, 13)
