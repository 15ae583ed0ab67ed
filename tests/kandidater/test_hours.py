"""The hour account: entries in, sums against the adult route out, and nobody else's hands on it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kandidater.enums import CandidateState, HourSource
from kandidater.models import Candidate, HourEntry
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

ENTRY = {
    "occupation": "traarbetare",
    "hours": 1200,
    "first_day": "2025-01-07",
    "last_day": "2025-08-29",
    "source": "employer",
    "note": "Formbyggare på Norra kajen",
}


def post(place: Place, candidate: Candidate, action: str, body: Any, version: int = 1) -> Any:
    return client_of(place.coach).post(
        f"/api/candidates/{candidate.pk}/{action}/", body, headers={"If-Match": f'"{version}"'}
    )


def test_entries_add_up_per_trade_against_the_adult_route(place: Place) -> None:
    candidate = candidate_of(place.coach)
    post(place, candidate, "add_hours", ENTRY)
    post(place, candidate, "add_hours", {**ENTRY, "hours": 300, "source": "education"}, 2)
    other = {"occupation": "malare", "hours": 40, "source": "own_word"}
    card = post(place, candidate, "add_hours", other, 3).json()

    assert [(a["occupation"], a["hours"], a["goal"]) for a in card["hour_accounts"]] == [
        ("traarbetare", 1500, 5800),
        ("malare", 40, None),
    ]
    assert card["wishes"][0]["hours_worked"] == 1500
    first = card["hour_accounts"][0]["entries"][0]
    assert {key: first[key] for key in ENTRY if key != "occupation"} == {
        key: value for key, value in ENTRY.items() if key != "occupation"
    }
    assert first["source_label"] == "Arbetsgivare"
    assert first["written_by"] == {"id": str(place.coach.user_id), "name": place.coach.name}
    assert card["version"] == 4
    # What has been worked says nothing of whom she may be matched with.
    candidate.refresh_from_db()
    assert candidate.profile_version == 1


def test_a_trade_wished_for_has_an_account_before_its_first_hour(place: Place) -> None:
    candidate = candidate_of(place.coach)
    card = client_of(place.coach).get(f"/api/candidates/{candidate.pk}/").json()
    assert card["hour_accounts"] == [
        {
            "occupation": "traarbetare",
            "name": "Träarbetare",
            "hours": 0,
            "goal": 5800,
            "entries": [],
        }
    ]


def test_a_wrong_entry_goes_and_the_history_keeps_that_it_was_there(place: Place) -> None:
    candidate = candidate_of(place.coach)
    card = post(place, candidate, "add_hours", ENTRY).json()
    entry = card["hour_accounts"][0]["entries"][0]["id"]
    after = post(place, candidate, "remove_hours", {"entry": entry}, 2)
    assert after.json()["hour_accounts"][0]["hours"] == 0
    assert post(place, candidate, "remove_hours", {"entry": entry}, 3).status_code == 404
    history = client_of(place.coach).get(f"/api/candidates/{candidate.pk}/history/").json()
    assert [row["text"] for row in history["results"]] == [
        "Tog bort 1200 timmar ur timkontot",
        "Skrev in 1200 timmar i timkontot",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hours": 0}, "hours"),
        ({"hours": 10_001}, "hours"),
        ({"occupation": "svetsare-i-rymden"}, "occupation"),
        ({"source": "earlier"}, "source"),
        ({"last_day": "2025-01-06"}, "last_day"),
        ({"written_by": "jag"}, "written_by"),
    ],
)
def test_wrong_hours_are_refused_by_field(place: Place, wrong: Any, field: str) -> None:
    candidate = candidate_of(place.coach)
    answer = post(place, candidate, "add_hours", {**ENTRY, **wrong})
    assert answer.status_code == 400
    assert [error["attr"] for error in answer.json()["errors"]] == [field]
    assert not HourEntry.objects.exists()


def test_hours_not_yet_worked_are_refused(place: Place) -> None:
    candidate = candidate_of(place.coach)
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    answer = post(place, candidate, "add_hours", {**ENTRY, "last_day": tomorrow})
    assert [error["attr"] for error in answer.json()["errors"]] == ["last_day"]
    only_first = {**ENTRY, "first_day": tomorrow, "last_day": None}
    answer = post(place, candidate, "add_hours", only_first)
    assert [error["attr"] for error in answer.json()["errors"]] == ["first_day"]


def test_only_the_version_seen_and_an_open_case_take_hours(place: Place) -> None:
    candidate = candidate_of(place.coach)
    assert post(place, candidate, "add_hours", ENTRY, 7).status_code == 412
    closed = candidate_of(place.coach, state=CandidateState.CLOSED)
    assert post(place, closed, "add_hours", ENTRY).status_code == 409
    elsewhere = candidate_of(place.other_coach)
    assert post(place, elsewhere, "add_hours", ENTRY).status_code == 404
    mine = post(place, candidate, "add_hours", ENTRY).json()["hour_accounts"][0]["entries"][0]
    other = candidate_of(place.coach)
    assert post(place, other, "remove_hours", {"entry": mine["id"]}).status_code == 404
    assert HourEntry.objects.count() == 1
    assert AuditEvent.objects.filter(action__startswith="candidate.hours").count() == 1


def test_the_database_refuses_no_hours_and_days_that_run_backwards(place: Place) -> None:
    candidate = candidate_of(place.coach)
    for wrong in (
        {"hours": 0},
        {"hours": 1, "first_day": date(2026, 2, 2), "last_day": date(2026, 2, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            HourEntry.objects.create(
                candidate=candidate, occupation_id="malare", source=HourSource.OWN_WORD, **wrong
            )
