"""What humans decide while the solver works."""

import pytest
from django.utils import timezone

from matchning.models import Proposal
from matchning.optimering.result import Options
from matchning.optimering.solve import solve
from matchning.problem_builder import build_problem
from matchning.services import decisions, runs
from matchning.services.results import store_result
from projekt.services import transition_need

from .test_runs import request, run_once
from .world import World


@pytest.mark.parametrize(
    "meanwhile", ["rejected", "declined", "need closed", "protected", "consent withdrawn"]
)
def test_what_humans_decide_while_the_solver_works_stands(world: World, meanwhile: str) -> None:
    candidate, need = world.add_candidate(), world.add_need()
    run_once(world)
    proposal = Proposal.objects.get()
    run = request(world)
    held = runs.claim(run_id=run.pk, owner="a")
    assert held is not None
    result = solve(build_problem(world.body).problem, Options())
    match meanwhile:
        case "rejected":
            decisions.reject(
                proposal_id=proposal.pk,
                expected_version=1,
                actor=world.coordinator,
                reason_code="travel",
                scope="always",
            )
        case "declined":
            decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
            decisions.decline(
                proposal_id=proposal.pk, expected_version=3, actor=world.coach, channel="phone"
            )
        case "need closed":
            transition_need(
                need=need,
                action="close",
                actor=world.company,
                expected_version=need.version,
                reason="Klart",
            )
        case "protected":
            candidate.refresh_from_db()
            candidate.is_protected = True
            candidate.save()
        case _:
            candidate.consents.update(withdrawn_at=timezone.now())
    assert store_result(held=held, result=result)
    assert Proposal.objects.filter(state="new").count() == 0
    run.refresh_from_db()
    assert (run.summary["proposals"], run.summary["skipped_changed"]) == (0, 1)


@pytest.mark.parametrize("unlocked", [False, True])
def test_a_lock_set_or_lifted_while_the_solver_works(world: World, unlocked: bool) -> None:
    world.add_candidate()
    world.add_need()
    run_once(world)
    proposal = Proposal.objects.get()
    if unlocked:
        decisions.lock(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    run = request(world)
    held = runs.claim(run_id=run.pk, owner="a")
    assert held is not None
    result = solve(build_problem(world.body).problem, Options())
    act = decisions.unlock if unlocked else decisions.lock
    act(
        proposal_id=proposal.pk,
        expected_version=2 if unlocked else 1,
        actor=world.coordinator,
    )
    assert store_result(held=held, result=result)
    only = Proposal.objects.get()
    assert (only.pk, only.state) == (proposal.pk, "in_review" if unlocked else "locked")
