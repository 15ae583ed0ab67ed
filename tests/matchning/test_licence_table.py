"""What a licence covers is one table: the product's, which every run carries, and the core's own
for problems without one say the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grunddata.selectors import licence_covers
from matchning.optimering.licences import covered
from matchning.optimering.problem import DEFAULT_LICENCE_COVERS
from matchning.problem_builder import build_problem

from .world import World

pytestmark = pytest.mark.django_db
Table = dict[str, frozenset[str]]
CODES = ["AM", "A1", "A2", "A", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE"]
held = st.frozensets(st.sampled_from(CODES))
with_table = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def table() -> Table:
    return {code: frozenset(lower) for code, lower in licence_covers().items()}


def test_the_table_knows_every_category(table: Table) -> None:
    assert sorted(table) == sorted(CODES)


@pytest.mark.parametrize(
    ("code", "also"),
    [
        ("CE", {"AM", "B", "BE", "C1", "C1E", "C"}),
        ("C", {"AM", "B", "C1"}),
        ("BE", {"AM", "B"}),
        ("B", {"AM"}),
        ("A", {"AM", "A1", "A2"}),
        ("DE", {"AM", "B", "BE", "D1", "D1E", "D"}),
        ("AM", set()),
    ],
)
def test_what_a_category_also_allows(table: Table, code: str, also: set[str]) -> None:
    assert covered([code], table) == also | {code}


@pytest.mark.parametrize("code", CODES)
def test_product_and_core_say_the_same(table: Table, code: str) -> None:
    assert covered([code], table) == covered([code], DEFAULT_LICENCE_COVERS)
    assert covered([code], table) == table[code] | {code}


@with_table
@given(some=held, more=held)
def test_covering_only_grows_and_ends(
    table: Table, some: frozenset[str], more: frozenset[str]
) -> None:
    allowed = covered(some, table)
    assert some <= allowed
    assert covered(allowed, table) == allowed
    assert covered(some | more, table) == allowed | covered(more, table)
    assert allowed <= covered(some | more, table)


def test_no_category_covers_one_that_covers_it(table: Table) -> None:
    for code in CODES:
        assert not any(code in table[lower] for lower in table[code])


def test_a_run_carries_the_products_table(world: World, table: Table) -> None:
    world.add_need()
    assert dict(build_problem(world.body).problem.licence_covers) == table
