"""Needs in lists: their history, the filters, and what a long list costs."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projekt.api.views import NeedViewSet
from projekt.enums import NeedState
from projekt.models import LabourNeed
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import NeedFactory, ProjectFactory

from .test_need_api import TODAY, body, errors


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


def test_history_tells_writes_and_moves_newest_first(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm)
    client = client_of(parties.company)
    url = f"/api/needs/{client.post('/api/needs/', body(project)).json()['id']}/"
    client.patch(url, {"description": "Ute"}, headers={"If-Match": '"1"'})
    client.post(url + "submit/", {}, headers={"If-Match": '"2"'})
    history = client.get(url + "history/").json()
    assert [(h["sentence"], h["from_state"], h["to_state"], h["changed"]) for h in history] == [
        ("Skicka till samordnaren", "Utkast", "Granskas", []),
        ("Ändrade behovet", "", "", ["description"]),
        ("Lade upp behovet", "", "", []),
    ]
    assert {h["role"] for h in history} == {"Arbetsgivare"}
    assert client_of(parties.coach).get(url + "history/").status_code == 404


def test_filters_find_by_words_number_state_trade_place_and_time(
    parties: Parties, own: Any
) -> None:
    first = own(state=NeedState.OPEN)
    second = own(occupation_id="murare", start_date=date(2026, 9, 7), end_date=date(2026, 10, 5))
    elsewhere = NeedFactory.create(
        project__organisation=parties.firm, project__name="Ängen", project__municipality_id="0184"
    )
    client = client_of(parties.company)

    def found(**query: Any) -> list[int]:
        response = client.get("/api/needs/", query)
        assert response.status_code == 200, response.content
        return [row["number"] for row in response.json()["results"]]

    a, b, c = first.number, second.number, elsewhere.number
    assert found() == [a, c, b]
    assert found(ordering="-number") == [c, b, a]
    assert found(q="ÄNGEN") == [c]
    assert found(q=str(b)) == [b]
    assert found(state=["open", "paused"]) == [a]
    assert found(occupation="murare") == [b]
    assert found(project=str(elsewhere.project_id)) == [c]
    assert found(municipality="0184") == [c]
    assert found(from_date="2026-08-03") == [b]
    assert found(to_date="2026-04-06") == [a, c]
    assert found(from_date="2026-08-02", to_date="2026-09-06") == [a, c]


@pytest.mark.parametrize(
    "query",
    [
        {"state": "open!"},
        {"project": "x"},
        {"from_date": "imorgon"},
        {"ordering": "description"},
        {"page_size": "0"},
        {"q": "x" * 101},
        {"q": "\u0000"},
        {"okänt": "1"},
    ],
)
def test_a_filter_that_means_nothing_is_refused_by_name(
    parties: Parties, query: dict[str, str]
) -> None:
    response = client_of(parties.company).get("/api/needs/", query)
    assert response.status_code == 400
    assert list(errors(response)) == list(query)


@pytest.mark.parametrize("role", ["company", "coordinator", "coach"])
def test_a_list_of_thirty_costs_what_a_list_of_one_does(
    parties: Parties, own: Any, role: str
) -> None:
    client = client_of(parties.of(role))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/api/needs/", {"page_size": 100}).status_code == 200
        return len(captured)

    own(state=NeedState.OPEN)
    client.get("/api/session/")  # the first request of a session also writes to it
    one = queries()
    for _ in range(29):
        NeedFactory.create(project__organisation=parties.firm, state=NeedState.OPEN)
    assert client.get("/api/needs/", {"page_size": 100}).json()["count"] == 30
    # Session, user, memberships, count, rows, steps.
    assert (one, queries()) == (6, 6)
