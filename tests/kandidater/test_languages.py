"""Four skills, one level: what follows, what never does, and what SFI suggests."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grunddata.enums import LanguageLevel
from grunddata.models import SfiLevel
from grunddata.sfi import courses_to, given_on, suggested, suggested_in_words
from kandidater.languages import SKILLS, level_of
from kandidater.models import Candidate, CandidateLanguage
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

LEVELS = st.sampled_from([int(level) for level in LanguageLevel])
MAYBE = st.none() | LEVELS


@given(heard=LEVELS, spoken=LEVELS, told=MAYBE, course=MAYBE)
def test_both_known_give_the_lower_whatever_else_is_said(
    heard: int, spoken: int, told: int | None, course: int | None
) -> None:
    level = level_of(listening=heard, speaking=spoken, told=told, course=course)
    assert level == min(heard, spoken)


@given(known=MAYBE, told=MAYBE, course=MAYBE, swap=st.booleans())
def test_one_alone_says_nothing_of_the_other(
    known: int | None, told: int | None, course: int | None, swap: bool
) -> None:
    heard, spoken = (known, None) if swap else (None, known)
    level = level_of(listening=heard, speaking=spoken, told=told, course=course)
    assert level == (course if told is None else told)


@given(heard=LEVELS, spoken=LEVELS, more=LEVELS)
def test_a_higher_skill_never_lowers_the_level(heard: int, spoken: int, more: int) -> None:
    before = level_of(listening=heard, speaking=spoken, told=None, course=None)
    after = level_of(listening=max(heard, more), speaking=spoken, told=None, course=None)
    assert before is not None
    assert after is not None
    assert after >= before


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2024, 1, 1), date(2030, 12, 31)), told=MAYBE)
def test_taking_what_sfi_suggests_gives_the_level_of_the_course_and_leads_back(
    day: date, told: int | None
) -> None:
    table = list(SfiLevel.objects.all())
    for course in given_on(table, day):
        taken = dict.fromkeys(SKILLS, suggested(course))
        level = level_of(
            listening=taken["listening"], speaking=taken["speaking"], told=told, course=None
        )
        assert level == course.level
        assert level == level_of(listening=None, speaking=None, told=None, course=course.level)
        assert course in courses_to(table, level, day)
        assert suggested_in_words(course) == f"ungefär {LanguageLevel(course.level).label}"


def write(place: Place, candidate: Candidate, version: int = 1, **row: Any) -> dict[str, Any]:
    response = client_of(place.coach).patch(
        f"/api/candidates/{candidate.pk}/",
        {"languages": [{"language": "sv", **row}]},
        headers={"If-Match": f'"{version}"'},
    )
    assert response.status_code == 200, response.json()
    (told,) = response.json()["languages"]
    return {"version": response.json()["version"], **told}


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ({"listening": 4, "speaking": 2}, 2),
        ({"listening": 1, "speaking": 3, "level": 6}, 1),
        ({"listening": 0, "speaking": 3, "level": 6}, 0),
        ({"speaking": 2, "level": 3}, 3),
        ({"speaking": 2, "sfi_course": "sfi-d"}, 3),
        ({"listening": 2, "speaking": 2, "sfi_course": "sfi-d"}, 2),
        ({"reading": 5, "writing": 5, "level": 1}, 1),
    ],
)
def test_the_level_follows_and_the_rest_is_as_told(
    place: Place, row: dict[str, Any], level: int
) -> None:
    told = write(place, candidate_of(place.coach), **row)
    assert told["level"] == level
    assert {skill: told[skill] for skill in SKILLS} == {skill: row.get(skill) for skill in SKILLS}


def test_the_course_suggests_and_fills_in_nothing(place: Place) -> None:
    told = write(place, candidate_of(place.coach), sfi_course="sfi-2c")
    assert told["sfi_suggestion"] == {"level": 2, "label": "ungefär A2"}
    assert [told[skill] for skill in SKILLS] == [None] * 4
    assert write(place, candidate_of(place.coach), level=2)["sfi_suggestion"] is None


def test_what_matching_does_not_read_makes_no_proposal_stale(place: Place) -> None:
    candidate = candidate_of(place.coach)
    for version, (row, profile) in enumerate(
        [
            ({"level": 3, "reading": 2}, 1),
            ({"level": 3, "reading": 2, "speaking": 3}, 1),
            ({"listening": 3, "speaking": 4, "reading": 2}, 1),
            ({"listening": 4, "speaking": 4, "reading": 2}, 2),
        ],
        1,
    ):
        write(place, candidate, version, **row)
        candidate.refresh_from_db()
        assert (candidate.version, candidate.profile_version) == (version + 1, profile)
    history = client_of(place.coach).get(f"/api/candidates/{candidate.pk}/history/").json()
    assert [row["text"] for row in history["results"]] == [
        "Ändrade språk",
        *["Ändrade språk, färdighet för färdighet"] * 3,
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"level": 3, "listening": 2, "speaking": 4},
        {"level": 1, "listening": 2, "speaking": 2},
        {"level": 2, "reading": 7},
    ],
)
def test_the_database_keeps_the_rule_too(place: Place, row: dict[str, int]) -> None:
    candidate = candidate_of(place.coach, lists=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        CandidateLanguage.objects.create(candidate=candidate, language_id="sv", **row)
