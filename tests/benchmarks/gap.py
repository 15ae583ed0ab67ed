"""Generalised assignment and refugee placement as explicit pairs, drawn from published definitions.

Agents are sites (their capacity is tutor hours), jobs are candidates, one week is planned.

Types A-D: Chu & Beasley, "A genetic algorithm for the generalised assignment problem", Computers
& Operations Research 24 (1997), after Martello & Toth (1990). Type E: Laguna, Kelly,
Gonzalez-Velarde & Glover, EJOR 82 (1995); Yagiura, Ibaraki & Glover, INFORMS JoC 16 (2004):

    A  a U[5, 25], c U[10, 50], b = 0.6 x 15 n/m + 0.4 max_i sum of a_ij over jobs i is cheapest for
    B  as A, b 70 % of A's
    C  as A, b = 0.8 sum_j a_ij / m
    D  a U[1, 100], c = 111 - a + U[-10, 10], b as C
    E  a = 1 - 10 ln U(0, 1], c = 1000 / a - 10 U[0, 1], b as C

GAP minimises cost with every job assigned. A pair is worth `constant - cost` with the constant
three times the dearest cost. A proved plan in which everyone is placed is then the cheapest
assignment (`cost_of` says None where somebody is not).

`refugees`: Ahani, Andersson, Martinello, Teytelboym & Trapp (2021): families are placed together,
localities have room for a tenth more than all, and school places for children; the value is the
adults' chance of work there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from random import Random

from matchning.optimering import (
    Candidate,
    DemandStep,
    Need,
    Pair,
    Problem,
    Result,
    Site,
    Together,
)

TYPES = ("A", "B", "C", "D", "E")


@dataclass(frozen=True, slots=True)
class Assignment:
    """The problem and what its values were made of."""

    problem: Problem
    constant: float
    cost: Mapping[tuple[str, str], float]  # (candidate, need) -> cost


def classical(kind: str, sites: int, people: int, seed: int) -> Assignment:
    """One instance of type A-E. Costs and hours are whole numbers, as published ones are."""
    rng = Random(f"{kind} {sites} {people} {seed}")
    use, cost = zip(*[_drawn(kind, rng, people) for _ in range(sites)], strict=True)
    room = [_room(kind, use, cost, i) for i in range(sites)]
    constant = 3.0 * max(map(max, cost))
    return Assignment(
        problem=_problem(
            people,
            room,
            [people] * sites,
            tuple(
                Pair(_person(j), _need(i), constant - cost[i][j], float(use[i][j]))
                for i in range(sites)
                for j in range(people)
            ),
        ),
        constant=constant,
        cost={(_person(j), _need(i)): cost[i][j] for i in range(sites) for j in range(people)},
    )


def cost_of(assignment: Assignment, result: Result) -> float | None:
    """What the plan costs as a generalised assignment; None when somebody is without a site."""
    if len(result.placements) < len(assignment.problem.candidates):
        return None
    return sum(assignment.cost[p.candidate, p.need] for p in result.placements)


def refugees(sites: int, people: int, seed: int) -> Problem:
    """Families of one to six, two adults at most, at localities with a little room to spare."""
    rng = Random(f"families {sites} {people} {seed}")
    families: list[list[int]] = []
    placed = 0
    while placed < people:
        size = min(people - placed, rng.choice((1, 1, 2, 3, 3, 4, 5, 6)))
        families.append(list(range(placed, placed + size)))
        placed += size
    adults = {j for family in families for j in family[:2]}
    share = [rng.uniform(0.5, 1.5) for _ in range(sites)]
    scale = 1.1 / sum(share)
    heads = [max(6, round(people * part * scale)) for part in share]
    schools = [max(4.0, round((people - len(adults)) * part * scale)) for part in share]
    local = [rng.uniform(0.15, 0.6) for _ in range(sites)]
    pairs = []
    for j in range(people):
        able = rng.uniform(0.4, 1.6)
        for i in range(sites):
            if j in adults:
                chance = min(0.98, local[i] * able * rng.uniform(0.6, 1.4))
                pairs.append(Pair(_person(j), _need(i), round(chance, 4)))
            else:
                pairs.append(Pair(_person(j), _need(i), 0.001, 1.0))
    groups = tuple(
        Together(f"f{k:03d}", tuple(_person(j) for j in family))
        for k, family in enumerate(families)
        if len(family) > 1
    )
    return _problem(people, schools, heads, tuple(pairs), groups)


def _drawn(kind: str, rng: Random, people: int) -> tuple[list[int], list[int]]:
    """(hours, cost) of everyone at one site."""
    if kind == "D":
        use = [rng.randint(1, 100) for _ in range(people)]
        return use, [111 - a + rng.randint(-10, 10) for a in use]
    if kind == "E":
        exact = [1 - 10 * log(1 - rng.random()) for _ in range(people)]
        return [round(a) for a in exact], [round(1000 / a - 10 * rng.random()) for a in exact]
    use = [rng.randint(5, 25) for _ in range(people)]
    return use, [rng.randint(10, 50) for _ in range(people)]


def _room(kind: str, use: tuple[list[int], ...], cost: tuple[list[int], ...], i: int) -> float:
    sites, people = len(use), len(use[0])
    if kind not in "AB":
        return float(int(0.8 * sum(use[i]) / sites))
    load = [0] * sites
    for j in range(people):
        cheapest = min(range(sites), key=lambda k: cost[k][j])
        load[cheapest] += use[cheapest][j]
    full = 0.6 * 15 * people / sites + 0.4 * max(load)
    return float(int(full if kind == "A" else 0.7 * full))


def _problem(
    people: int,
    room: list[float],
    heads: list[int],
    pairs: tuple[Pair, ...],
    together: tuple[Together, ...] = (),
) -> Problem:
    return Problem(
        weeks=1,
        candidates=tuple(Candidate(_person(j), consent=True) for j in range(people)),
        sites=tuple(Site(f"p{i:02d}", tutor_hours_per_week=b) for i, b in enumerate(room)),
        needs=tuple(
            Need(_need(i), f"p{i:02d}", (DemandStep(0, 1, count),)) for i, count in enumerate(heads)
        ),
        pairs=pairs,
        together=together,
    )


def _person(j: int) -> str:
    return f"k{j:03d}"


def _need(i: int) -> str:
    return f"b{i:02d}"
