"""Reading changes nothing: every GET address, as every role, on objects that exist."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konton.actors import Actor
from konton.models import User
from matchning.models import Placement
from tests.factories.projekt import ContractFactory
from tests.matchning.world import World
from tests.routes import Route, all_routes

READS = [route for route in all_routes() if route.reads()]
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "TRUNCATE")
# Session bookkeeping; and the audit trail, which by law also tells who has read what.
ALLOWED = ("django_session", "konton_auditevent")


@pytest.fixture
def world(db: None) -> World:
    world = World()
    candidate, need = world.add_candidate(login=True), world.add_need()
    world.add_intake()
    world.add_proposal(candidate=candidate, need=need)
    ContractFactory.create(project=world.project)
    return world


def _objects(route: Route) -> list[dict[str, str]]:
    """Parameters that name objects of this address's own kind; one empty when it names none."""
    from kandidater.models import Candidate
    from matchning.models import OptimisationRun, Proposal
    from projekt.contract_models import SocialContract
    from projekt.models import LabourNeed, Project
    from utbildning.models import Course, CourseIntake

    models = {
        "candidates": Candidate,
        "projects": Project,
        "needs": LabourNeed,
        "contracts": SocialContract,
        "clause-reports": SocialContract,
        "courses": Course,
        "intakes": CourseIntake,
        "runs": OptimisationRun,
        "proposals": Proposal,
        "offers": Proposal,
        "my-path": Proposal,
        "placements": Placement,
    }
    model = models.get(route.template.split("/")[2])
    if model is None or "pk" not in route.parameters:
        return [{}]
    return [{"pk": str(pk)} for pk in model._default_manager.values_list("pk", flat=True)]


def _writes(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    assert answer.status_code < 500, path
    return [
        f"{path}: {query['sql'][:120]}"
        for query in seen.captured_queries
        if query["sql"].lstrip().upper().startswith(WRITES)
        and not any(table in query["sql"] for table in ALLOWED)
    ]


@pytest.mark.parametrize("role", ["coordinator", "coach", "company", "candidate", None])
def test_no_get_writes(world: World, role: str | None) -> None:
    client = Client()
    if role == "candidate":
        client.force_login(User.objects.get(is_candidate=True))
    elif role is not None:
        actor: Actor = getattr(world, role)
        client.force_login(User.objects.get(pk=actor.user_id))
    client.get("/api/session/")
    written: list[str] = []
    for route in READS:
        for parameters in _objects(route):
            written += _writes(client, route.path(**parameters))
    written += _writes(client, "/")
    assert written == []
    assert len(READS) >= 40
