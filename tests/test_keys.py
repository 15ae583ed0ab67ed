"""Derived keys hold whatever the names they come from may hold."""

import pytest

from bas.text import search_key, sort_key
from kandidater.models import Candidate
from kandidater.names import name_search_key
from projekt.models import Project
from tests.factories.kandidater import CandidateFactory
from tests.factories.projekt import ProjectFactory
from tests.factories.utbildning import CourseFactory
from utbildning.models import Course

# ﷺ folds to eighteen signs, ß and Æ to two.
SIGNS = ["a", "ß", "Æ", "ﷺ", "ﬃ", "Ö"]


def full(model: type, field: str, sign: str) -> str:
    """As long a text as the column takes."""
    length: int = model._meta.get_field(field).max_length  # type: ignore[attr-defined]
    return sign * length


@pytest.mark.django_db
@pytest.mark.parametrize("sign", SIGNS)
def test_the_longest_candidate_name_of_any_sign_is_kept(sign: str) -> None:
    first, last = full(Candidate, "first_name", sign), full(Candidate, "last_name", sign)
    made = CandidateFactory.create(first_name=first, last_name=last)
    made.refresh_from_db()
    assert (made.first_name, made.last_name) == (first, last)
    assert made.search_key == name_search_key(f"{first} {last}")
    assert made.sort_key == sort_key(f"{last} {first}")
    assert list(Candidate.objects.matching(first)) == [made]


@pytest.mark.django_db
@pytest.mark.parametrize("sign", SIGNS)
def test_the_longest_project_of_any_sign_is_kept(sign: str) -> None:
    fields = ("name", "property_name", "developer", "area")
    made = ProjectFactory.create(**{field: full(Project, field, sign) for field in fields})
    made.refresh_from_db()
    assert made.search_key == search_key(" ".join(full(Project, f, sign) for f in fields))
    assert made.sort_key == sort_key(made.name)


@pytest.mark.django_db
@pytest.mark.parametrize("sign", SIGNS)
def test_the_longest_course_of_any_sign_is_kept(sign: str) -> None:
    made = CourseFactory.create(
        name=full(Course, "name", sign), provider=full(Course, "provider", sign)
    )
    made.refresh_from_db()
    assert made.search_key == search_key(f"{made.name} {made.provider}")
    assert made.sort_key == sort_key(made.name)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sort_key_always_fits_an_index(sign: str) -> None:
    assert len(sort_key(sign * 1000)) == 400
    assert sort_key("a" * 199 + "b") > sort_key("a" * 199)
