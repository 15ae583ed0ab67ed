"""Courses and their intakes."""

# factory-boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call"

from datetime import date

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from konton.enums import OrganisationKind
from utbildning.models import Course, CourseIntake

from .actors import organisation


class CourseFactory(DjangoModelFactory[Course]):
    class Meta:
        model = Course

    organisation = LazyFunction(lambda: organisation(OrganisationKind.COORDINATING_BODY))
    kind_id = "intyg-heta"
    name = Sequence(lambda n: f"Heta arbeten {n}")
    provider = "Påhittad anordnare"


class IntakeFactory(DjangoModelFactory[CourseIntake]):
    class Meta:
        model = CourseIntake

    course = SubFactory(CourseFactory)
    start_date = date(2026, 3, 2)
    end_date = date(2026, 3, 6)
    seats = 12
    municipality_id = "0180"
    cost_sek = 3500
