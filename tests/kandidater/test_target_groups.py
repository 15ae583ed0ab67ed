"""Target groups have a ground and days, time has its kind, and Swedish may be told by course."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from kandidater.models import SupportPeriod, TargetGroupMembership
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/"
NAMES = {"first_name": "Åsa", "last_name": "Öberg"}
ESTABLISHMENT: dict[str, Any] = {
    "target_group": "nyanland",
    "ground": "establishment",
    "valid_from": "2025-09-01",
    "valid_to": "2027-08-31",
    "days": 120,
}


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def test_grounds_and_times_go_in_and_come_out(client: APIClient) -> None:
    permit: dict[str, Any] = {
        "target_group": "nyanland",
        "ground": "residence_permit",
        "valid_from": "2024-01-15",
        "valid_to": "2024-02-15",
        "days": None,
    }
    periods: list[dict[str, Any]] = [
        {"kind": "absent", "first_day": "2025-01-01", "last_day": "2025-06-30"},
        {"kind": "registered", "first_day": "2025-01-01", "last_day": None},
    ]
    body = client.post(
        URL, {**NAMES, "target_groups": [ESTABLISHMENT, permit], "support_periods": periods}
    ).json()
    assert body["target_groups"] == [
        {
            **permit,
            "name": "Nyanländ",
            "ground_label": "Uppehållstillstånd eller uppehållskort (från beslutet)",
            "current": False,
        },
        {
            **ESTABLISHMENT,
            "name": "Nyanländ",
            "ground_label": "Anvisad till etableringsprogrammet",
            "current": True,
        },
    ]
    assert body["support_periods"] == [
        {**periods[0], "label": "Utan arbete på heltid"},
        {**periods[1], "label": "Inskriven hos Arbetsförmedlingen"},
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target_groups": [ESTABLISHMENT, ESTABLISHMENT]}, "target_groups.1.target_group"),
        (
            {"target_groups": [{**ESTABLISHMENT, "target_group": "ung-vuxen"}]},
            "target_groups.0.ground",
        ),
        (
            {"target_groups": [{**ESTABLISHMENT, "valid_to": "2025-08-31"}]},
            "target_groups.0.valid_to",
        ),
        ({"target_groups": [{**ESTABLISHMENT, "days": -1}]}, "target_groups.0.days"),
        ({"target_groups": [{**ESTABLISHMENT, "code": "F43"}]}, "target_groups.0.code"),
        (
            {
                "support_periods": [
                    {"kind": "absent", "first_day": "2025-01-02", "last_day": "2025-01-01"}
                ]
            },
            "support_periods.0.last_day",
        ),
        (
            {"support_periods": [{"kind": "sick", "first_day": "2025-01-02"}]},
            "support_periods.0.kind",
        ),
        (
            {"support_periods": [{"kind": "absent", "first_day": "2025-01-02"}] * 2},
            "support_periods.1.first_day",
        ),
        ({"languages": [{"language": "sv"}]}, "languages.0.level"),
        ({"languages": [{"language": "ar", "sfi_course": "sfi-2c"}]}, "languages.0.sfi_course"),
        ({"languages": [{"language": "sv", "sfi_course": "sfi-4e"}]}, "languages.0.sfi_course"),
    ],
)
def test_wrong_grounds_times_and_courses_are_named(
    client: APIClient, change: dict[str, Any], field: str
) -> None:
    response = client.post(URL, {**NAMES, **change})
    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ({"sfi_course": "sfi-2c"}, (2, "sfi-2c")),
        ({"sfi_course": "sfi-d"}, (3, "sfi-d")),
        # What has been tested stands, whatever the course.
        ({"sfi_course": "sfi-2c", "level": 4}, (4, "sfi-2c")),
        ({"level": 0}, (0, None)),
    ],
)
def test_a_course_of_swedish_tells_the_level_unless_it_is_told(
    client: APIClient, row: dict[str, Any], kept: tuple[int, str | None]
) -> None:
    body = client.post(URL, {**NAMES, "languages": [{"language": "sv", **row}]}).json()
    (swedish,) = body["languages"]
    assert (swedish["level"], swedish["sfi_course"]) == kept


def test_a_course_is_told_in_words_with_its_name_of_today_and_what_comes_next(
    client: APIClient,
) -> None:
    rows = [{"language": "sv", "sfi_course": "sfi-b"}, {"language": "ar", "level": 6}]
    body = client.post(URL, {**NAMES, "languages": rows}).json()
    arabic, swedish = body["languages"]
    assert swedish["sfi_label"] == "B: ungefär A1 till A2"
    assert swedish["sfi_now"] == ["1B", "2B"]
    assert swedish["sfi_next"] == ["1C", "2C", "3C"]
    assert (arabic["sfi_label"], arabic["sfi_now"], arabic["sfi_next"]) == (None, [], [])


def test_only_memberships_of_the_day_count(place: Place) -> None:
    candidate = candidate_of(place.coach)
    older, newer = (
        TargetGroupMembership.objects.create(
            candidate=candidate, target_group_id="nyanland", valid_from=first, valid_to=last
        )
        for first, last in ((None, date(2026, 1, 31)), (date(2026, 2, 1), None))
    )
    for day, row in ((date(2026, 1, 31), older), (date(2026, 2, 1), newer)):
        assert list(TargetGroupMembership.objects.on(day)) == [row]
        assert [r for r in (older, newer) if r.holds(day)] == [row]


@pytest.mark.parametrize(
    ("model", "rows"),
    [
        (TargetGroupMembership, [{"target_group_id": "nyanland"}] * 2),
        (TargetGroupMembership, [{"target_group_id": "nyanland", "ground": "diagnosis"}]),
        (
            TargetGroupMembership,
            [
                {
                    "target_group_id": "nyanland",
                    "valid_from": date(2026, 2, 1),
                    "valid_to": date(2026, 1, 1),
                }
            ],
        ),
        (SupportPeriod, [{"kind": "absent", "first_day": date(2026, 1, 1)}] * 2),
        (SupportPeriod, [{"kind": "sick", "first_day": date(2026, 1, 1)}]),
        (
            SupportPeriod,
            [{"kind": "absent", "first_day": date(2026, 2, 1), "last_day": date(2026, 1, 1)}],
        ),
    ],
)
def test_the_database_refuses_what_the_service_would_never_write(
    place: Place, model: Any, rows: list[dict[str, Any]]
) -> None:
    candidate = candidate_of(place.coach)
    new = [model(candidate=candidate, **row) for row in rows]
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create(new)
