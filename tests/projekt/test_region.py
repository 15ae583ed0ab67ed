"""The 40 real buildings: what they ask of each trade a year, beside the county's adverts."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bas.sheets.reading import read_table
from grunddata.models import CrewTemplate
from projekt.built import BuiltProject, built_projects, county_adverts
from projekt.region import regional_demand, table
from tests.factories.actors import Parties, client_of

TODAY = date(2026, 3, 2)


@pytest.mark.django_db
def test_the_forty_buildings_keep_their_hours_whatever_the_year() -> None:
    demand = regional_demand(today=TODAY)
    assert (demand.projects, demand.dwellings) == (40, 3358)
    # dwellings × 62.3 m² × 16 h / 33 h a week, 8 % labourers on top, 52 weeks a year.
    expected = 3358 * 62.3 * 16 / 33 * 1.08 / 52
    assert demand.total == pytest.approx(expected, abs=0.1)
    assert sum(trade.total for trade in demand.trades) == pytest.approx(expected, abs=1)
    assert demand.years[0] >= 2012
    assert demand.years[-1] == 2021
    for trade in demand.trades:
        assert sum(trade.person_years) == pytest.approx(trade.total, abs=0.6)


@pytest.mark.django_db
def test_every_group_of_the_county_is_there_with_its_adverts() -> None:
    demand = regional_demand(today=TODAY)
    assert {t.ssyk2012: t.adverts for t in demand.trades if t.adverts is not None} == {
        group.ssyk2012: group.adverts for group in county_adverts()
    }
    assert demand.adverts == 5224
    electricians = next(t for t in demand.trades if t.ssyk2012 == "7411")
    assert electricians.adverts == 781
    assert electricians.occupations == ["Installationselektriker"]
    # Adverts in a trade our template knows nothing of: no figure, rather than nought.
    refrigeration = next(t for t in demand.trades if t.ssyk2012 == "7126")
    assert (refrigeration.person_years, refrigeration.adverts) == ([], 223)


@pytest.mark.django_db
def test_one_building_ends_in_the_middle_of_the_year_people_moved_in() -> None:
    house = BuiltProject("Ett", "E", 120, 2010, 2019, 59.3, 18.0)
    demand = regional_demand(today=TODAY, buildings=[house])
    # 80 weeks back from the week of 1 July 2019.
    assert demand.years == [2017, 2018, 2019]
    assert demand.person_years[1] == max(demand.person_years)


@pytest.mark.django_db
def test_as_many_queries_for_forty_as_for_one() -> None:
    for count in (1, 40):
        with CaptureQueriesContext(connection) as seen:
            regional_demand(today=TODAY, buildings=built_projects()[:count])
        assert len(seen) == 4


def test_only_the_coordinator_reads_it(parties: Parties) -> None:
    data = client_of(parties.coordinator).get("/api/regional-demand/").json()
    assert len(data["trades"]) == 22
    assert "två olika mått" in data["notes"][0]
    assert "inte känd" in data["notes"][1]
    assert {norm["key"] for norm in data["assumptions"]} >= {
        "hours_per_m2_boa",
        "duration_weeks_120_dwellings",
    }
    for other in (parties.company, parties.coach):
        for path in ("/api/regional-demand/", "/api/regional-demand/export/?kind=csv"):
            assert client_of(other).get(path).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_the_same_rows(parties: Parties, kind: str) -> None:
    answer: Any = client_of(parties.coordinator).get("/api/regional-demand/export/", {"kind": kind})
    read = read_table(b"".join(answer.streaming_content))
    header, rows = table(regional_demand(today=TODAY))
    assert read.header == header
    assert [cells[:2] for _, cells in read.rows] == [row[:2] for row in rows]
    assert [cells[-1] for _, cells in read.rows] == [str(row[-1]) for row in rows]


def test_a_wrong_kind_and_a_missing_template_are_told(parties: Parties) -> None:
    client = client_of(parties.coordinator)
    wrong = client.get("/api/regional-demand/export/", {"kind": "pdf"})
    assert (wrong.status_code, wrong.json()["errors"][0]["attr"]) == (400, "kind")
    CrewTemplate.objects.all().delete()
    assert client.get("/api/regional-demand/").status_code == 409


@pytest.mark.django_db
def test_the_command_prints_the_table() -> None:
    out = StringIO()
    call_command("regional_demand", stdout=out)
    text = out.getvalue()
    assert "Träarbetare, snickare m.fl." in text
    assert "två olika mått" in text
    raw = StringIO()
    call_command("regional_demand", "--json", stdout=raw)
    rows = json.loads(raw.getvalue())
    assert len(rows) == 23
    assert rows[-1]["Annonser i länet 2024"] == 5224
