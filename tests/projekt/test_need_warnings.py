"""What a need is warned of before it is sent, and who reads it."""

from typing import Any

import pytest

from projekt.api.views import NeedViewSet
from projekt.enums import NeedState
from projekt.models import LabourNeed
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import NeedFactory, ProjectFactory

from .test_need_api import TODAY, body


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


def test_warnings_say_what_to_look_at_once_more(parties: Parties, own: Any) -> None:
    project = ProjectFactory.create(organisation=parties.firm, tutor_hours_per_week=0)
    live = NeedFactory.create(project=project, state=NeedState.IN_REVIEW)
    response = client_of(parties.company).post(
        "/api/needs/",
        body(
            project,
            start_date="2026-02-02",
            answer_by="2026-02-01",
            description="Vi söker en UNG  kille. Nystartsjobb möjligt.",
        ),
    )
    assert response.status_code == 201
    assert [(w["code"], w["field"], w["need_id"]) for w in response.json()["warnings"]] == [
        ("past_dates", "start_date", None),
        ("past_dates", "answer_by", None),
        ("outside_project", "start_date", None),
        ("similar_need", "occupation", str(live.pk)),
        ("no_tutor_hours", "project", None),
        ("wording_discrimination", "description", None),
        ("wording_discrimination", "description", None),
        ("wording_programme", "description", None),
    ]
    sentences = [w["sentence"] for w in response.json()["warnings"]]
    assert sentences[3] == f"Liknar behov {live.number}. Öka antalet där i stället?"
    assert sentences[6].startswith("Du skrev ”UNG”.")


def test_a_coach_reads_a_need_without_the_companys_warnings(parties: Parties, own: Any) -> None:
    need = own(state=NeedState.OPEN, description="Vi söker en ung person.")
    url = f"/api/needs/{need.pk}/"
    assert client_of(parties.coach).get(url).json()["warnings"] == []
    assert [w["code"] for w in client_of(parties.coordinator).get(url).json()["warnings"]] == [
        "wording_discrimination"
    ]


def test_too_few_tutor_hours_are_reckoned_out(parties: Parties) -> None:
    project = ProjectFactory.create(organisation=parties.firm, tutor_hours_per_week=20)
    response = client_of(parties.company).post(
        "/api/needs/",
        body(
            project,
            tutor_hours_per_person=6,
            steps=[{"start_date": "2026-04-06", "end_date": "2026-08-03", "headcount": 4}],
        ),
    )
    assert [w["sentence"] for w in response.json()["warnings"]] == [
        "4 personer med 6 timmar var behöver 24 handledartimmar i veckan. Projektet har 20."
    ]
