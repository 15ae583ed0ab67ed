"""The access policy walked: every endpoint × every role answers as its row says.

Nothing here names an endpoint: a new one is found by its address. That each has a row at all is
``test_architecture``'s; what a role may do to one object is each package's own tests'.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from rest_framework.test import APIClient

from konton.enums import Role
from konton.models import AuditEvent
from konton.policy import PUBLIC, roles_for, rows
from tests.factories.kandidater import CandidateFactory
from tests.factories.konton import UserFactory, client_of, member
from tests.routes import Route, api_routes

# What a caller in the right role may get for an empty body: done, or told what is missing.
LET_IN = {200, 201, 202, 204, 400, 409, 428}
SCHEMA = ("schema", "retrieve")  # open in the practice environment, see config.views


@dataclass(frozen=True)
class Endpoint:
    route: Route
    method: str
    action: str

    @property
    def row(self) -> tuple[str, str]:
        return (self.route.resource or "", self.action)

    @property
    def roles(self) -> frozenset[str]:
        return roles_for(*self.row) or frozenset()

    def call(self, client: APIClient, method: str = "") -> Any:
        return client.generic(
            (method or self.method).upper(),
            self.route.path(),
            "{}",
            content_type="application/json",
        )

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.route}"


ENDPOINTS = [Endpoint(route, *pair) for route in api_routes() for pair in route.actions]


@pytest.fixture
def people(db: object) -> dict[str, APIClient]:
    """One logged-in person per role."""
    staff = {role.value: member(role) for role in Role if role is not Role.CANDIDATE}
    candidate = CandidateFactory.create(user=UserFactory.create(is_candidate=True))
    return {role: client_of(who) for role, who in {**staff, "candidate": candidate.user}.items()}


def test_every_row_of_the_policy_has_an_endpoint() -> None:
    assert sorted(set(rows()) - {e.row for e in ENDPOINTS}) == []


def test_the_policy_names_only_roles_that_exist() -> None:
    unknown = {
        row: allowed - set(Role.values)
        for row, allowed in rows().items()
        if allowed != PUBLIC and not allowed <= set(Role.values)
    }
    assert unknown == {}


def test_only_the_session_is_open_to_everybody() -> None:
    assert {row for row, allowed in rows().items() if allowed == PUBLIC} == {
        ("session", "retrieve"),
        ("session", "link"),
    }


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.row != SCHEMA], ids=str)
def test_every_role_is_answered_as_the_policy_says(
    endpoint: Endpoint, people: dict[str, APIClient]
) -> None:
    nobody = client_of(None)
    if endpoint.roles == PUBLIC:
        assert endpoint.call(nobody).status_code in LET_IN
        return
    assert endpoint.call(nobody).status_code == 401
    assert endpoint.call(client_of(UserFactory.create())).status_code == 403
    for role, client in people.items():
        written = AuditEvent.objects.count()
        response = endpoint.call(client)
        if endpoint.route.parameters:
            # Not there and not for you are one answer.
            assert response.status_code == 404, role
        elif role in endpoint.roles:
            assert response.status_code in LET_IN, (role, response.content)
            continue
        else:
            assert response.status_code == 403, role
        assert response.json()["errors"][0]["detail"]
        assert AuditEvent.objects.count() == written


@pytest.mark.parametrize("method", ["put", "delete"])
def test_what_an_address_does_not_do_is_405_for_everybody(
    people: dict[str, APIClient], method: str
) -> None:
    first_of = {e.route: e for e in reversed(ENDPOINTS) if e.row != SCHEMA}
    for route, endpoint in first_of.items():
        if method not in dict(route.actions):
            for client in (client_of(None), *people.values()):
                assert endpoint.call(client, method).status_code == 405, str(route)
