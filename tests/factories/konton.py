"""Accounts of made-up people, and the two ways a test acts as one of them."""

# factory-boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call, untyped-decorator"

from typing import Any

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory
from rest_framework.test import APIClient

from konton.actors import Actor
from konton.enums import OrganisationKind, Role
from konton.models import Membership, Organisation, User

PASSWORD = "en-lang-ovningsfras-2026"

KIND_OF_ROLE = {
    Role.COACH: OrganisationKind.MUNICIPALITY,
    Role.COMPANY: OrganisationKind.COMPANY,
    Role.COORDINATOR: OrganisationKind.COORDINATING_BODY,
    Role.AUDITOR: OrganisationKind.COORDINATING_BODY,
    Role.ADMIN: OrganisationKind.COORDINATING_BODY,
}


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = Sequence(lambda n: f"person{n}@prov.example")
    first_name = "Sara"
    last_name = Sequence(lambda n: f"Prov{n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(kwargs.pop("email"), PASSWORD, **kwargs)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.MUNICIPALITY


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    organisation = SubFactory(OrganisationFactory)
    role = Role.COACH


def member(role: Role = Role.COACH, organisation: Organisation | None = None) -> Actor:
    """A new person in this role, in a new organisation of the right kind unless one is given."""
    organisation = organisation or OrganisationFactory.create(kind=KIND_OF_ROLE[role])
    return Actor.of(MembershipFactory.create(role=role, organisation=organisation))


def home(actor: Actor) -> Organisation:
    """The organisation a member of staff acts for."""
    assert actor.organisation_id is not None
    return Organisation.objects.get(pk=actor.organisation_id)


def client_of(user: User | Actor | None, *, enforce_csrf: bool = False) -> APIClient:
    """A logged-in client with a real session; of nobody when ``user`` is None."""
    client = APIClient(enforce_csrf_checks=enforce_csrf)
    if isinstance(user, Actor):
        user = User.objects.get(pk=user.user_id)
    if user is not None:
        client.force_login(user)
    return client
