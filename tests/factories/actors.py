"""Organisations, and people acting for them in a role."""

from itertools import count

from rest_framework.test import APIClient

from konton.actors import Actor
from konton.enums import OrganisationKind, Role
from konton.models import Membership, Organisation, User

_serial = count(1)


def organisation(
    kind: OrganisationKind = OrganisationKind.COMPANY, body: Organisation | None = None
) -> Organisation:
    return Organisation.objects.create(
        name=f"Påhittad organisation {next(_serial)}", kind=kind, coordinated_by=body
    )


def actor(place: Organisation, role: Role) -> Actor:
    """A new person with this one role."""
    user = User.objects.create(
        email=f"{role.value}.{next(_serial)}@exempel.example",
        first_name=role.label,
        last_name="Övning",
    )
    return Actor.of(Membership.objects.create(user=user, organisation=place, role=role))


def client_of(who: Actor) -> APIClient:
    """A browser logged in as this person."""
    client = APIClient()
    client.force_login(User.objects.get(pk=who.user_id))
    return client


class Parties:
    """A coordinating body with a company and a job centre, and one person in each role."""

    def __init__(self) -> None:
        self.body = organisation(OrganisationKind.COORDINATING_BODY)
        self.firm = organisation(OrganisationKind.COMPANY, self.body)
        self.centre = organisation(OrganisationKind.MUNICIPALITY, self.body)
        self.coordinator = actor(self.body, Role.COORDINATOR)
        self.company = actor(self.firm, Role.COMPANY)
        self.coach = actor(self.centre, Role.COACH)
        self.auditor = actor(self.body, Role.AUDITOR)
        self.admin = actor(self.body, Role.ADMIN)

    def of(self, role: str) -> Actor:
        found: Actor = getattr(self, role)
        return found
