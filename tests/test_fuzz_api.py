"""Every endpoint under generated input, valid and not, as every role (schemathesis, short).

No answer may be a 500, leave the published schema, or accept what the schema forbids.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi import checks as openapi_checks

from konton import policy
from konton.actors import Actor

from .matchning.test_api import as_
from .matchning.world import World, candidate_actor

EXAMPLES = 6
ROLES = ("coordinator", "coach", "company", "candidate")


def _operations() -> dict[str, Any]:
    """The published schema without its log-in: every call here is logged in."""
    document: dict[str, Any] = yaml.safe_load(Path("docs/openapi.yaml").read_text())
    for path in document["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    return document


schema = schemathesis.openapi.from_dict(_operations())
schema.app = get_wsgi_application()
CHECKS = (
    schemathesis.checks.not_a_server_error,
    openapi_checks.response_schema_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.status_code_conformance,
    openapi_checks.negative_data_rejection,
)


def role_for(operation_id: str) -> str:
    """A role that may do it, so that the input gets as far as the service."""
    for (resource, action), allowed in policy.rows().items():
        if operation_id == f"{resource}_{action}":
            return min(allowed & set(ROLES), default="coordinator")
    return "coordinator"


@pytest.fixture
def callers(db: None) -> Iterator[dict[str, dict[str, Any]]]:
    """Cookies and headers of each role, in a world with something of everything."""
    world = World()
    person = world.add_candidate(login=True)
    need, intake = world.add_need(), world.add_intake()
    world.add_proposal(person, need, intakes=(intake,))
    actors: dict[str, Actor] = {
        "coordinator": world.coordinator,
        "coach": world.coach,
        "company": world.company,
        "candidate": candidate_actor(person),
    }
    callers = {}
    for role, actor in actors.items():
        client: Client = as_(actor)
        token = client.get("/api/session/").json()["csrf_token"]
        callers[role] = {
            "cookies": {name: morsel.value for name, morsel in client.cookies.items()},
            "headers": {"X-CSRFToken": token, "If-Match": '"1"', "Referer": "http://localhost/"},
        }
    # The server would close the connection after each request; here the test's transaction lives in
    # it. Django's own client, used above, connects these again, so this comes last.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield callers
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_input_breaks_an_endpoint(case: Any, callers: dict[str, dict[str, Any]]) -> None:
    role = role_for(case.operation.definition.raw["operationId"])
    case.call_and_validate(checks=CHECKS, **callers[role])
