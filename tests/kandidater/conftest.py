"""One coordinating body with a job centre, its coach, and a coach next door."""

from dataclasses import dataclass
from typing import Any

import pytest

from konton.actors import Actor
from konton.enums import Role
from konton.models import Organisation
from tests.factories.konton import OrganisationFactory, home, member


@dataclass(frozen=True)
class Place:
    coach: Actor
    colleague: Actor
    coordinator: Actor
    company: Actor
    other_coach: Actor
    other_coordinator: Actor

    @property
    def centre(self) -> Organisation:
        return home(self.coach)


@pytest.fixture
def place(db: Any) -> Place:
    coordinator = member(Role.COORDINATOR)
    centre = OrganisationFactory.create(coordinated_by_id=coordinator.organisation_id)
    return Place(
        coach=member(Role.COACH, centre),
        colleague=member(Role.COACH, centre),
        coordinator=coordinator,
        company=member(Role.COMPANY),
        other_coach=member(Role.COACH),
        other_coordinator=member(Role.COORDINATOR),
    )
