"""The measurement of large lists itself runs, on a base that takes no time."""

import pytest

from tests.benchmarks.large_lists import fill, measure, questions


@pytest.mark.django_db
def test_every_question_is_answered_in_few_queries() -> None:
    figures = [measure(question, 1) for question in questions(fill(60))]
    assert len(figures) >= 15
    assert [figure.text() for figure in figures if figure.queries > 30] == []
