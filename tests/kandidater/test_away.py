"""Days somebody cannot work: kept, told to matching, and never backwards."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kandidater.models import AwayPeriod
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

JULY = {"first_day": "2026-06-29", "last_day": "2026-08-02"}


def test_time_away_goes_in_and_out_and_matters_to_matching(place: Place) -> None:
    candidate = candidate_of(place.coach)
    answer = client_of(place.coach).patch(
        f"/api/candidates/{candidate.pk}/",
        {"away": [JULY], "has_bicycle": True},
        headers={"If-Match": '"1"'},
    )
    card = answer.json()
    assert (card["away"], card["has_bicycle"]) == ([JULY], True)
    candidate.refresh_from_db()
    assert candidate.profile_version == 2


def test_time_away_that_runs_backwards_is_refused_by_field_and_by_the_database(
    place: Place,
) -> None:
    candidate = candidate_of(place.coach)
    answer = client_of(place.coach).patch(
        f"/api/candidates/{candidate.pk}/",
        {"away": [{"first_day": "2026-08-02", "last_day": "2026-06-29"}]},
        headers={"If-Match": '"1"'},
    )
    assert [error["attr"] for error in answer.json()["errors"]] == ["away.0.last_day"]
    with pytest.raises(IntegrityError), transaction.atomic():
        AwayPeriod.objects.create(
            candidate=candidate, first_day=date(2026, 8, 2), last_day=date(2026, 6, 29)
        )
