"""The nearest station: kept beside the district, cleared with the municipality, never of a
protected person."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from grunddata.models import Station
from kandidater import services
from kandidater.models import Candidate
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of

from .conftest import Place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def station(db: None) -> Station:
    return Station.objects.create(
        code="S1", name="Provby", lat=59.2, lon=18.0, source="Påhittad", verification="recalled"
    )


def test_a_station_goes_in_and_out_and_may_lie_across_the_border(place: Place) -> None:
    candidate = candidate_of(place.coach)
    client = client_of(place.coach)
    url = f"/api/candidates/{candidate.pk}/"
    changes = {"municipality": "0127", "station": "S1"}
    body = client.patch(url, changes, headers={"If-Match": '"1"'}).json()
    assert (body["station"], body["municipality"]["code"]) == (
        {"code": "S1", "name": "Provby"},
        "0127",
    )
    unknown = client.patch(url, {"station": "S9"}, headers={"If-Match": '"2"'})
    assert (unknown.status_code, unknown.json()["errors"][0]["attr"]) == (400, "station")


def test_another_municipality_clears_the_station(place: Place) -> None:
    candidate = candidate_of(place.coach, station_id="S1")
    after = services.update_candidate(
        actor=place.coach,
        candidate_id=candidate.pk,
        expected_version=1,
        changes={"municipality": "0127"},
    )
    assert (after.station_id, after.profile_version) == (None, 2)


@pytest.mark.parametrize("told", [{"station": "S1"}, {"district": "0180-farsta"}])
def test_of_a_protected_person_no_place_is_kept(place: Place, told: dict[str, str]) -> None:
    candidate = candidate_of(place.coach)
    protect(candidate, place.coach)
    with pytest.raises(ValidationError) as refused:
        services.update_candidate(
            actor=place.coach,
            candidate_id=candidate.pk,
            expected_version=1,
            changes=told,  # type: ignore[arg-type]
        )
    assert list(refused.value.message_dict) == list(told)
    columns = {f"{name}_id": code for name, code in told.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=candidate.pk).update(**columns)
