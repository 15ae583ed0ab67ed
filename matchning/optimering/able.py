"""How many can start on each need of a problem, by the optimiser's own rules and nothing else.

Definition. A candidate *can start* on a need when she has at least one future there: every rule of
the pair holds (registry.py) and she can go straight to work or by a path of intakes that closes
what she lacks, in time for the shortest placement worth making. It is what `Columns.possible` says
of the pair, so nobody is counted whom a run would not weigh, and nobody a run would is left out.
Other people's wishes for the same place, seat or tutor are not looked at.
"""

from . import tables
from .canonical import ordered
from .columns import eligible
from .futures import FutureFinder
from .problem import Problem
from .result import Options
from .shortlist import Shortlist
from .tables import IntArray


def able(problem: Problem) -> dict[str, int]:
    """Candidates per need id, in a sound problem without ready-scored pairs."""
    t = tables.build(ordered(problem))
    if not all(t.shape):
        return {need.id: 0 for need in problem.needs}
    fixed = eligible(t)

    def who(j: int) -> IntArray:
        people: IntArray = fixed[:, j].nonzero()[0].astype("int32")
        return people

    futures = FutureFinder(t, Options())
    futures.look(who, (), _go_on)
    # A list of no needs at all makes only the futures that nothing else tells whether they exist.
    counts = Shortlist(t, futures, 0, _go_on).possible.sum(axis=0)
    return {need.id: int(n) for need, n in zip(t.problem.needs, counts, strict=True)}


def _go_on() -> None:
    """Nobody stops a count."""
