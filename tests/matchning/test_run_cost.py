"""What a run asks of the database does not grow with how much there is to plan."""

from grunddata.models import Certificate
from matchning.models import Proposal
from tests.benchmarks.database_run import Measured, measure

from .world import World


def larger(world: World, people: int) -> None:
    intake = world.add_intake(seats=people)
    intake.course.grants_certificates.add(Certificate.objects.get(pk="HETA"))
    for _ in range(people):
        world.add_candidate()
    for _ in range(people // 3):
        need = world.add_need(headcount=2)
        need.requirements.create(level="must", certificate_id="HETA")


def queries(measured: Measured) -> dict[str, int]:
    return {cost.what: cost.queries for cost in measured.costs}


def test_a_run_asks_the_same_whatever_the_size(world: World) -> None:
    """With courses on the way, where some is new and the rest stands, and where all stands."""
    larger(world, 3)
    measure(world.coordinator)
    seen: list[tuple[int, dict[str, int]]] = []
    for more in (3, 18):
        larger(world, more)
        grown, again = measure(world.coordinator), measure(world.coordinator)
        assert grown.run.summary["new"] > 0
        assert again.run.summary["unchanged"] == again.run.summary["proposals"] > 0
        seen.append((Proposal.objects.count(), {"again": again.queries, **queries(grown)}))
    (few, small), (many, large) = seen
    assert many > 3 * few
    assert large == small


def test_a_run_is_measured_in_all_its_parts(world: World) -> None:
    larger(world, 3)
    measured = measure(world.coordinator)
    assert [cost.what for cost in measured.costs] == ["freeze and queue", "solve and store"]
    assert measured.peak_mib > 10
    assert "in all" in measured.table()
