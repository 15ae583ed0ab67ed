"""What the company's start counts: needs that have begun or soon begin, and still have places."""

from matchning.services import decisions

from .test_api import as_
from .world import World


def test_needs_with_places_left_that_have_begun_or_soon_begin(world: World) -> None:
    world.add_need(weeks=(-3, 20))
    for _ in range(11):  # more than the page lists
        world.add_need(weeks=(2, 22))
    world.add_need(weeks=(4, 24))  # later
    world.add_need(weeks=(-3, -2))  # over
    on_its_way = world.add_need(weeks=(2, 22))
    half = world.add_need(weeks=(2, 22), headcount=2)
    for need in (on_its_way, half):
        proposal = world.add_proposal(world.add_candidate(login=True), need)
        decisions.approve(proposal_id=proposal.pk, expected_version=1, actor=world.coordinator)
    merely_thought_of = world.add_need(weeks=(2, 22))
    world.add_proposal(world.add_candidate(), merely_thought_of)
    page = as_(world.company).get("/api/start/company/").json()
    assert page["needs_short"] == 1 + 11 + 1 + 1
    assert len(page["needs"]) == 10
