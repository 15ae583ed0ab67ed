"""A coordinator's imports over the API: upload, report, and whose an advert is."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projekt.adverts.models import Advert, AdvertImport
from projekt.adverts.services import import_adverts
from projekt.models import LabourNeed
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import ProjectFactory

from .samples import advert, removal

IMPORTS, ADVERTS = "/api/advert-imports/", "/api/adverts/"


def send(parties: Parties, content: bytes, role: str = "coordinator") -> Any:
    file = SimpleUploadedFile("annonser.json", content)
    return client_of(parties.of(role)).post(IMPORTS, {"file": file}, format="multipart")


def hold(parties: Parties, *entries: Any) -> Advert:
    import_adverts(body_id=parties.body.pk, entries=list(entries), source="x")
    return Advert.objects.order_by("ad_id")[0]


def put(parties: Parties, found: Advert, said: dict[str, Any]) -> Any:
    path = f"{ADVERTS}{found.pk}/attach/"
    return client_of(parties.coordinator).post(path, said, format="json")


def told(answer: Any) -> list[tuple[str, str]]:
    return [(error["attr"], error["detail"]) for error in answer.json()["errors"]]


def test_upload_report_and_rows(parties: Parties) -> None:
    content = json.dumps([advert(), advert(id="2", occupation=None), None, removal("7")]).encode()
    answer = send(parties, content)
    assert answer.status_code == 201
    report = answer.json()
    when = {"id": report["id"], "created_at": report["created_at"]}
    assert report == {
        **when, "created_by": {"id": str(parties.coordinator.user_id),
                               "name": parties.coordinator.name},
        "source": "annonser.json", "total": 4, "created": 1, "updated": 0, "unchanged": 0,
        "removed": 0, "skipped": 1, "unmatched": 1, "faulty": 1, "needs": 0,
    }  # fmt: skip
    client = client_of(parties.coordinator)
    assert client.get(IMPORTS).json()["results"] == [report]
    assert client.get(f"{IMPORTS}{report['id']}/").json() == report
    rows = client.get(f"{IMPORTS}{report['id']}/rows/").json()["results"]
    assert [(r["number"], r["ad_id"], r["outcome"]["code"], r["note"]) for r in rows] == [
        (1, "29600036", "created", "Inget behov ännu: saknar företag"),
        (2, "2", "unmatched", "Utan yrke"),
        (3, "", "faulty", "Ingen annons"),
        (4, "7", "skipped", "Borttagen innan vi hade den"),
    ]
    only = client.get(f"{IMPORTS}{report['id']}/rows/?outcome=faulty").json()
    assert [r["number"] for r in only["results"]] == [3]
    assert client.get(f"{IMPORTS}{report['id']}/rows/?outcome=x").status_code == 400


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "Filen är inte hel JSON: det tar stopp på rad 1. Hämta den igen."),
        (b"PK\x03\x04\xff", "Filen är inte text i UTF-8. Hämta annonserna som JSON igen."),
        (b"[" + b" " * 5_000_000 + b"]", "Filen är större än 5 MB. Dela den."),
    ],
)
def test_a_file_that_cannot_be_read(parties: Parties, content: bytes, sentence: str) -> None:
    answer = send(parties, content)
    assert (answer.status_code, told(answer)) == (400, [("file", sentence)])
    assert AdvertImport.objects.count() == 0


def test_an_infected_file_stays_out(parties: Parties, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projekt.adverts.services.is_infected", lambda content: True)
    answer = send(parties, b"[]")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "infected")


def test_another_body_sees_none_of_it(parties: Parties) -> None:
    found = hold(parties, advert())
    other = Parties()
    client = client_of(other.coordinator)
    assert client.get(IMPORTS).json()["count"] == client.get(ADVERTS).json()["count"] == 0
    assert client.get(f"{IMPORTS}{AdvertImport.objects.get().pk}/").status_code == 404
    assert put(other, found, {"company": str(other.firm.pk)}).status_code == 404


def test_an_advert_in_the_list(parties: Parties) -> None:
    found = hold(parties, advert())
    (row,) = client_of(parties.coordinator).get(f"{ADVERTS}?waiting=true").json()["results"]
    assert row == {
        "id": str(found.pk), "ad_id": "29600036",
        "occupation": {"code": "betongarbetare", "name": "Betongarbetare"},
        "rung": row["rung"], "municipality": {"code": "0126", "name": "Huddinge"},
        "place": "Huddinge", "employer": "Påhittad Betong AB", "headcount": 3,
        "published": "2025-04-03", "start_date": "2025-05-26", "end_date": "2025-11-24",
        "removed_on": None, "flagged": False,
        "waits_for": {"code": "company", "label": "Företag"}, "need": None,
    }  # fmt: skip
    assert client_of(parties.coordinator).get(f"{ADVERTS}?waiting=false").json()["count"] == 0


def test_targets_are_the_bodys_companies_and_their_projects(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    Parties()
    assert client_of(parties.coordinator).get(f"{ADVERTS}targets/").json() == [
        {
            "id": str(parties.firm.pk),
            "name": parties.firm.name,
            "projects": [{"id": str(project.pk), "name": project.name}],
        }
    ]


def test_a_coordinator_gives_it_to_a_company(parties: Parties) -> None:
    found = hold(parties, advert())
    answer = put(parties, found, {"company": str(parties.firm.pk)})
    need = LabourNeed.objects.get()
    assert answer.status_code == 200
    assert answer.json()["need"] == {
        "number": need.number,
        "state": "Utkast",
        "project": "Annons 29600036",
        "company": parties.firm.name,
    }
    assert need.project.organisation == parties.firm
    again = put(parties, found, {"company": str(parties.firm.pk)})
    assert (again.status_code, LabourNeed.objects.count()) == (409, 1)


def test_or_to_a_project_also_without_a_place_of_its_own(parties: Parties) -> None:
    found = hold(parties, advert(workplace_address=None))
    refused = put(parties, found, {"company": str(parties.firm.pk)})
    assert told(refused) == [
        ("company", "Annonsens kommun finns inte i grunddatan. Välj ett projekt i stället.")
    ]
    project = ProjectFactory.create(organisation=parties.firm)
    assert put(parties, found, {"project": str(project.pk)}).status_code == 200
    assert LabourNeed.objects.get().project == project


@pytest.mark.parametrize("said", [{}, {"company": "both", "project": "both"}])
def test_exactly_one_of_company_and_project(parties: Parties, said: dict[str, str]) -> None:
    found = hold(parties, advert())
    project = ProjectFactory.create(organisation=parties.firm)
    ids = {"company": str(parties.firm.pk), "project": str(project.pk)}
    answer = put(parties, found, {name: ids[name] for name in said})
    assert told(answer) == [("company", "Välj ett företag eller ett projekt.")]


def test_what_is_not_there_or_not_ours_is_named(parties: Parties) -> None:
    found, other = hold(parties, advert()), Parties()
    theirs = ProjectFactory.create(organisation=other.firm)
    assert told(put(parties, found, {"company": str(other.firm.pk)})) == [
        ("company", "Företaget finns inte. Välj ett ur listan.")
    ]
    assert told(put(parties, found, {"project": str(theirs.pk)})) == [
        ("project", "Projektet finns inte. Välj ett ur listan.")
    ]
    assert LabourNeed.objects.count() == 0


def test_neither_an_undated_nor_a_removed_advert_becomes_a_need(parties: Parties) -> None:
    to = {"company": str(parties.firm.pk)}
    found = hold(parties, advert(application_deadline=None, publication_date=None))
    assert told(put(parties, found, to))[0][1].startswith("Annonsen säger ingen dag.")
    hold(parties, removal())
    assert put(parties, found, to).status_code == 409


@pytest.mark.parametrize("path", [IMPORTS, f"{ADVERTS}?page_size=100", f"{ADVERTS}targets/"])
def test_a_longer_list_costs_no_more_queries(parties: Parties, path: str) -> None:
    client = client_of(parties.coordinator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    def grow(number: int) -> None:
        hold(parties, advert(id=f"a{number}"))
        project = ProjectFactory.create(organisation=parties.firm)
        put(parties, Advert.objects.get(ad_id=f"a{number}"), {"project": str(project.pk)})

    client.get(path)
    grow(1)
    few = cost()
    for number in range(2, 6):
        grow(number)
    assert cost() == few <= 8
