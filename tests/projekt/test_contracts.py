"""Contracts with social clauses: writing them, who sees them, and terms that stand still."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from grunddata.models import ClauseModel
from konton.models import AuditEvent
from projekt.contract_models import ContractHours, SocialContract
from projekt.models import Project
from tests.factories.actors import Parties, client_of, organisation
from tests.factories.projekt import ContractFactory, ProjectFactory

URL = "/api/contracts/"


@pytest.fixture
def project(parties: Parties) -> Project:
    return ProjectFactory.create(organisation=parties.firm)


def body(project: Project, **changes: Any) -> dict[str, Any]:
    return {
        "project": str(project.pk),
        "buyer": "Påhittad beställare",
        "number": "2026-7",
        "value_sek": 120_000_000,
        "purchase": "works",
        "start_date": "2026-01-01",
        "end_date": "2027-01-01",
        "model": "trafikverket-2016",
    } | changes


def errors(response: Any) -> dict[str, str]:
    assert response.status_code == 400, response.content
    return {error["attr"]: error["detail"] for error in response.json()["errors"]}


@pytest.mark.parametrize("role", ["company", "coordinator"])
def test_a_contract_is_written_and_its_clause_frozen(
    parties: Parties, project: Project, role: str
) -> None:
    client = client_of(parties.of(role))
    answer = client.post(
        URL,
        body(
            project,
            model="egna-platser",
            places=3,
            free_months=2,
            full_time_people=12,
            exemptions=[
                {
                    "start_date": "2026-07-01",
                    "end_date": "2026-08-01",
                    "reason": "Arbetet står still",
                    "granted_by": "Beställarens ombud",
                }
            ],
            evidence=[{"day": "2026-02-01", "what": "Anställningsavtal"}],
            hours=[{"month": "2026-01-15", "total": 400, "skilled": 100}],
        ),
    )
    assert answer.status_code == 201, answer.content
    assert answer["ETag"] == '"1"'
    data = answer.json()
    assert data["figures"] == {
        "places": "3",
        "employment_months": "12",
        "practice_months": "6",
        "free_months": "2",
    }
    assert data["model"]["verification"]["code"] == "assumption"
    assert data["exemptions"][0]["recorded_by"] == parties.of(role).name
    assert data["evidence"] == [{"day": "2026-02-01", "what": "Anställningsavtal", "reference": ""}]
    assert data["hours"] == [{"month": "2026-01-01", "total": 400, "skilled": 100}]
    # A later version of the model changes nothing that is signed.
    ClauseModel.objects.filter(pk="egna-platser").update(payload={"places": 9, "chosen": []})
    assert client.get(f"{URL}{data['id']}/").json()["figures"] == data["figures"]
    assert AuditEvent.objects.get(object_type="contract").action == "contract.created"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"end_date": "2026-01-01"}, {"end_date": "Sista dagen måste komma efter första dagen."}),
        ({"places": 2}, {"places": "Den klausulen har en fast regel här. Lämna fältet tomt."}),
        (
            {"model": "lokalt-forst"},
            {"municipality": "Klausulen behöver den uppgiften."},
        ),
        (
            {"model": "egna-platser", "free_months": 12},
            {"free_months": "Den fria tiden är lika lång som avtalet. Skriv färre månader."},
        ),
        (
            {"hours": [{"month": "2027-01-01", "total": 1}]},
            {"hours": "Rad 1: månaden ligger utanför avtalets tid."},
        ),
        (
            {"hours": [{"month": "2026-03-01", "total": 1}, {"month": "2026-03-09", "total": 1}]},
            {"hours": "Rad 2: månaden finns redan."},
        ),
        (
            {"hours": [{"month": "2026-03-01", "total": 1, "skilled": 2}]},
            {"hours": "Rad 1: fackutbildades timmar är fler än alla timmar."},
        ),
        (
            {
                "exemptions": [
                    {
                        "start_date": "2026-03-01",
                        "end_date": "2026-03-01",
                        "reason": "x",
                        "granted_by": "y",
                    }
                ]
            },
            {"exemptions": "Undantag 1: sista dagen måste komma efter första dagen."},
        ),
    ],
)
def test_what_does_not_hold_is_told_by_field(
    parties: Parties, project: Project, changes: dict[str, Any], expected: dict[str, str]
) -> None:
    answer = client_of(parties.company).post(URL, body(project, **changes))
    assert errors(answer) == expected
    assert not SocialContract.objects.exists()


def test_a_version_that_was_not_in_force_is_refused(parties: Parties, project: Project) -> None:
    ClauseModel.objects.filter(pk="trafikverket-2016").update(valid_from=date(2026, 1, 2))
    answer = client_of(parties.company).post(URL, body(project))
    assert errors(answer) == {
        "model": "Den versionen av klausulen gällde inte avtalets första dag."
    }


def test_the_same_number_twice_is_told(parties: Parties, project: Project) -> None:
    client = client_of(parties.company)
    client.post(URL, body(project))
    assert errors(client.post(URL, body(project))) == {
        "number": "Projektet har redan avtal 2026-7 med den beställaren."
    }


def test_facts_may_be_put_right_but_never_the_clause(parties: Parties, project: Project) -> None:
    contract = ContractFactory.create(project=project)
    url, client = f"{URL}{contract.pk}/", client_of(parties.coordinator)
    assert client.patch(url, {"value_sek": 1}).status_code == 428
    assert errors(client.patch(url, {"model": "egen-andel"}, headers={"if-match": '"1"'})) == {
        "model": "Fältet finns inte eller kan inte ändras."
    }
    done = client.patch(url, {"value_sek": 60_000_000}, headers={"if-match": '"1"'})
    assert (done.status_code, done.json()["value_sek"], done["ETag"]) == (200, 60_000_000, '"2"')
    stale = client.patch(url, {"value_sek": 2}, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["value_sek"]) == (412, 60_000_000)
    event = AuditEvent.objects.get(action="contract.updated")
    assert event.data == {"fields": ["value_sek"]}


def test_an_exemption_keeps_who_wrote_it(parties: Parties, project: Project) -> None:
    contract = ContractFactory.create(project=project)
    url = f"{URL}{contract.pk}/"
    first = {
        "start_date": "2026-02-01",
        "end_date": "2026-03-01",
        "reason": "Tjäle",
        "granted_by": "Ombudet",
    }
    client_of(parties.coordinator).patch(url, {"exemptions": [first]}, headers={"if-match": '"1"'})
    second = {**first, "start_date": "2026-02-10"}
    answer = client_of(parties.company).patch(
        url, {"exemptions": [first, second]}, headers={"if-match": '"2"'}
    )
    assert [row["recorded_by"] for row in answer.json()["exemptions"]] == [
        parties.coordinator.name,
        parties.company.name,
    ]


def test_time_may_not_leave_reported_hours_outside(parties: Parties, project: Project) -> None:
    contract = ContractFactory.create(project=project)
    ContractHours.objects.create(contract=contract, month=date(2026, 12, 1), total=10)
    answer = client_of(parties.company).patch(
        f"{URL}{contract.pk}/", {"end_date": "2026-12-01"}, headers={"if-match": '"1"'}
    )
    assert errors(answer) == {"hours": "Rad 1: månaden ligger utanför avtalets tid."}


def test_others_neither_see_nor_write(parties: Parties, project: Project) -> None:
    contract = ContractFactory.create(project=project)
    stranger = Parties()
    for who in (stranger.company, stranger.coordinator):
        client = client_of(who)
        assert client.get(f"{URL}{contract.pk}/").status_code == 404
        assert client.get(URL).json()["count"] == 0
        assert errors(client.post(URL, body(project))) == {
            "project": "Projektet finns inte bland era. Välj ett annat."
        }
    assert client_of(parties.coach).get(URL).status_code == 403
    assert SocialContract.objects.count() == 1


def test_the_list_costs_the_same_for_thirty(parties: Parties, project: Project) -> None:
    client = client_of(parties.company)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(URL, {"project": str(project.pk)}).status_code == 200
        return len(seen)

    ContractFactory.create(project=project)
    queries()  # the first call opens the session
    one = queries()
    ContractFactory.create_batch(29, project=project)
    assert (one, queries()) == (5, 5)
    other = ProjectFactory.create(organisation=organisation())
    ContractFactory.create(project=other)
    assert client.get(URL).json()["count"] == 30


def test_the_database_refuses_hours_in_the_middle_of_a_month(project: Project) -> None:
    contract = ContractFactory.create(project=project)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractHours.objects.create(contract=contract, month=date(2026, 1, 2), total=1)


def test_the_models_are_told_with_what_is_assumed(parties: Parties) -> None:
    models = client_of(parties.company).get(f"{URL}models/").json()
    assert [model["code"] for model in models] == [
        "trafikverket-2016",
        "oslo-2023",
        "lokalt-forst",
        "egna-platser",
        "egen-andel",
    ]
    assert models[2]["chosen"] == ["share_percent", "municipality", "free_months"]
    assert models[2]["defaults"] == {"share_percent": 20, "municipality": None, "free_months": 0}
    assert models[2]["verification"] == {
        "code": "assumption",
        "label": "Antagande – ändra vid behov",
    }
