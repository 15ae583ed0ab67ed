"""Possible support over the API: gated, logged where it says much, and in few queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from kandidater.models import Candidate, SupportPeriod, TargetGroupMembership
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of

from .conftest import Place


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def address(candidate: Candidate) -> str:
    return f"/api/candidates/{candidate.pk}/support/"


def forms(response: Any) -> dict[str, dict[str, Any]]:
    return {form["code"]: form for form in response.json()["forms"]}


def test_a_newcomer_in_the_establishment_programme(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    TargetGroupMembership.objects.create(
        candidate=candidate,
        target_group_id="nyanland",
        ground="establishment",
        valid_from=timezone.localdate() - timedelta(days=30),
    )
    response = client.get(address(candidate))
    assert response.status_code == 200
    body = response.json()
    assert body["sentence"] == "Möjligt – Arbetsförmedlingen beslutar"
    assert body["day"] == timezone.localdate().isoformat()
    form = forms(response)["nystartsjobb"]
    best = form["rules"][0]
    assert (form["name"], form["law"], form["verdict"]) == (
        "Nystartsjobb",
        "SFS 2018:43",
        "possible",
    )
    assert (best["para"], best["month_sek"], best["longest_months"]) == ("6 §", 15710, 24)
    assert (best["missing"], best["against"]) == ([], [])
    assert [row["verdict"] for row in form["rules"]] == ["possible", "no", "no", "no"]
    assert "yrkesintroduktion" not in forms(response)


@pytest.mark.parametrize(
    ("query", "told", "new_start"),
    [
        # 2.5 × 0.3142 × the wage, up to 20 000 kronor at full time.
        ({"wage": 18_000}, (18_000, 40, 18_000, 20_000), 14_139),
        ({"wage": 31_500}, (31_500, 40, 20_000, 20_000), 15_710),
        ({"wage": 12_000, "hours": 20}, (12_000, 20, 10_000, 10_000), 7_855),
        ({"wage": 9_000, "hours": 20}, (9_000, 20, 9_000, 10_000), 7_070),  # 7 069.5
    ],
)
def test_a_wage_makes_the_amount_exact(
    place: Place,
    client: APIClient,
    query: dict[str, int],
    told: tuple[int, ...],
    new_start: int,
) -> None:
    candidate = candidate_of(place.coach)
    TargetGroupMembership.objects.create(
        candidate=candidate, target_group_id="nyanland", ground="establishment"
    )
    response = client.get(address(candidate), query)
    assert tuple(response.json()["wage"].values()) == told
    rule = forms(response)["nystartsjobb"]["rules"][0]
    assert (rule["month_sek"], rule["of_wage"]) == (new_start, True)
    fixed = forms(response)["etableringsjobb"]["rules"][0]
    assert (fixed["month_sek"], fixed["of_wage"]) == (15_162, False)
    assert client.get(address(candidate)).json()["wage"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"wage": 0}, "wage"),
        ({"wage": "mycket"}, "wage"),
        ({"wage": 200_001}, "wage"),
        ({"wage": 20_000, "hours": 0}, "hours"),
        ({"wage": 20_000, "hours": 41}, "hours"),
        ({"hours": 20}, "hours"),
    ],
)
def test_a_faulty_wage_names_the_field(
    place: Place, client: APIClient, query: dict[str, Any], field: str
) -> None:
    response = client.get(address(candidate_of(place.coach)), query)
    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == [field]


def test_what_is_missing_is_said(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    SupportPeriod.objects.create(
        candidate=candidate,
        kind="absent",
        first_day=timezone.localdate() - timedelta(days=500),
    )
    rule = forms(client.get(address(candidate)))["nystartsjobb"]["rules"][0]
    assert rule["verdict"] == "unknown"
    assert rule["missing"] == ["inskrivningsdatum hos Arbetsförmedlingen"]


def test_the_day_decides(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    TargetGroupMembership.objects.create(
        candidate=candidate, target_group_id="langtidsarbetslos", ground="job_guarantee"
    )

    def rules(day: str) -> list[str]:
        response = client.get(address(candidate), {"day": day})
        return [rule["para"] for rule in forms(response)["introduktionsjobb"]["rules"]]

    TargetGroupMembership.objects.update(valid_to="2026-06-30")
    assert "17 §" not in rules("2026-06-30")
    after = forms(client.get(address(candidate), {"day": "2026-07-01"}))
    assert after["introduktionsjobb"]["verdict"] == "no"


@pytest.mark.parametrize("query", [{"day": "2026-02-31"}, {"dag": "2026-02-01"}])
def test_a_day_that_is_none_is_refused(
    place: Place, client: APIClient, query: dict[str, str]
) -> None:
    response = client.get(address(candidate_of(place.coach)), query)
    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == list(query)


def test_a_decision_of_reduced_capacity_is_read_in_the_log(place: Place, client: APIClient) -> None:
    plain, noted = candidate_of(place.coach), candidate_of(place.coach)
    TargetGroupMembership.objects.create(
        candidate=noted, target_group_id="nedsatt-arbetsformaga", ground="reduced_capacity"
    )
    client.get(address(plain))
    assert forms(client.get(address(noted)))["lonebidrag_anstallning"]["verdict"] == "possible"
    events = AuditEvent.objects.filter(object_type="candidate")
    assert list(events.values_list("action", "object_id", "data")) == [
        ("candidate.read_sensitive", noted.pk, {"fields": ["support"]})
    ]


def test_only_who_sees_the_card_sees_the_support(place: Place) -> None:
    candidate = candidate_of(place.coach)
    hidden = protect(candidate_of(place.coach), place.coach)
    seen = {
        who: client_of(who).get(address(candidate)).status_code
        for who in (place.coach, place.coordinator, place.other_coach, place.company)
    }
    assert list(seen.values()) == [200, 200, 404, 404]
    assert client_of(place.coach).get(address(hidden)).status_code == 200
    assert client_of(place.colleague).get(address(hidden)).status_code == 404


def test_the_queries_do_not_grow(
    place: Place, client: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    candidate = candidate_of(place.coach)
    for group in ("nyanland", "langtidsarbetslos", "ung-vuxen"):
        TargetGroupMembership.objects.create(candidate=candidate, target_group_id=group)
    client.get(address(candidate))  # the session is written once
    # who asks (3), the row, its groups and times, the rules, the norms
    with django_assert_num_queries(8):
        client.get(address(candidate))
