"""SFI courses and CEFR levels, both ways by the table; every reading is approximate.

From 2026-05-01 a course is a study path and a letter ("2C"), before it a letter alone (SFS
2026:315). What somebody has passed keeps its name; what is asked for has the names of its day.
"""

from collections.abc import Iterable
from datetime import date

from .enums import LanguageLevel
from .models import SfiLevel


def given_on(courses: Iterable[SfiLevel], day: date) -> list[SfiLevel]:
    """The courses given that day; both days included, an empty end is open."""
    return [
        course
        for course in courses
        if (course.valid_from is None or course.valid_from <= day)
        and (course.valid_to is None or day <= course.valid_to)
    ]


def courses_to(courses: Iterable[SfiLevel], level: int, day: date) -> list[SfiLevel]:
    """The courses of that day that lead to about this level, read carefully; may be none."""
    return [course for course in given_on(courses, day) if course.level == level]


def same_course(courses: Iterable[SfiLevel], course: SfiLevel, day: date) -> list[SfiLevel]:
    """What a course is called that day: of a letter its study paths, and back."""
    return [
        other
        for other in given_on(courses, day)
        if other.letter == course.letter
        and (other.study_path == course.study_path or 0 in (other.study_path, course.study_path))
    ]


def suggested(course: SfiLevel) -> int:
    """The level (CEFR) to try for each of the four skills: the careful end of what the course says.

    The table knows no difference between them, so it is a suggestion for a person to take or not.
    """
    return course.level


def suggested_in_words(course: SfiLevel) -> str:
    return f"ungefär {LanguageLevel(suggested(course)).label}"


def in_words(course: SfiLevel) -> str:
    """What the course says about a level: "2C: ungefär A2 till A2+"."""
    return f"{course.course}: ungefär {course.cefr_low} till {course.cefr_high}"
