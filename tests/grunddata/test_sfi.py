"""SFI and CEFR, both ways, by the table and the day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grunddata.enums import LanguageLevel
from grunddata.models import SfiLevel
from grunddata.sfi import courses_to, given_on, in_words, same_course

pytestmark = pytest.mark.django_db
CHANGE = date(2026, 5, 1)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
with_table = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def table() -> list[SfiLevel]:
    return list(SfiLevel.objects.all())


def names(courses: list[SfiLevel]) -> list[str]:
    return [course.course for course in courses]


def test_the_names_change_on_the_first_of_may_2026(table: list[SfiLevel]) -> None:
    assert names(given_on(table, CHANGE - timedelta(days=1))) == ["A", "B", "C", "D"]
    assert sorted(names(given_on(table, CHANGE))) == sorted(
        ["1A", "1B", "2B", "1C", "2C", "3C", "1D", "2D", "3D"]
    )


@pytest.mark.parametrize(
    ("level", "before", "after"),
    [
        (LanguageLevel.NONE, [], []),
        (LanguageLevel.A1, ["A", "B"], ["1A", "1B", "2B"]),
        (LanguageLevel.A2, ["C"], ["1C", "2C", "3C"]),
        (LanguageLevel.B1, ["D"], ["1D", "2D", "3D"]),
        (LanguageLevel.B2, [], []),
    ],
)
def test_courses_to_a_level(
    table: list[SfiLevel], level: int, before: list[str], after: list[str]
) -> None:
    assert names(courses_to(table, level, CHANGE - timedelta(days=1))) == before
    assert names(courses_to(table, level, CHANGE)) == after


@with_table
@given(day=DAYS)
def test_every_course_of_a_day_is_found_again_by_its_level(
    table: list[SfiLevel], day: date
) -> None:
    courses = given_on(table, day)
    assert courses
    for course in courses:
        assert course in courses_to(table, course.level, day)
        assert same_course(table, course, day) == [course]
    back = [c for level in LanguageLevel for c in courses_to(table, level, day)]
    assert sorted(names(back)) == sorted(names(courses))


@with_table
@given(day=DAYS)
def test_a_later_letter_never_leads_lower_and_the_path_changes_nothing(
    table: list[SfiLevel], day: date
) -> None:
    levels = {(c.letter, c.level) for c in given_on(table, day)}
    assert len({letter for letter, _ in levels}) == len(levels)
    in_order = [level for _, level in sorted(levels)]
    assert in_order == sorted(in_order)


@with_table
@given(day=DAYS, other=DAYS)
def test_a_new_name_keeps_the_level_and_leads_back(
    table: list[SfiLevel], day: date, other: date
) -> None:
    for course in given_on(table, day):
        renamed = same_course(table, course, other)
        assert renamed
        for new in renamed:
            assert new.level == course.level
            assert course in same_course(table, new, day)


def test_the_level_is_the_careful_end_of_the_source_and_is_said_to_be_about(
    table: list[SfiLevel],
) -> None:
    for course in table:
        assert course.cefr_low[:2] == LanguageLevel(course.level).label
        assert course.cefr_high >= course.cefr_low[:2]
        assert "ungefär" in in_words(course)
    assert in_words(next(c for c in table if c.course == "2C")) == "2C: ungefär A2 till A2+"
