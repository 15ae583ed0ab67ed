"""What is nearest to work for one candidate, by herself: no other person's plans are looked at.

Definition. She can *reach* a need by a path of intakes with a seat left, from some week on, when
every rule of the pair and the path holds (registry.py) and the need's places and the site's tutor
hours are enough for her through the shortest placement worth making. Of all the ways to a need the
one with the fewest courses counts, then the one with the earliest start. Needs are told in the
order of courses, start, travel (not known stands as `TravelRules.neutral_minutes`) and id.

The course that opens most is the intake after which, taken alone, most needs can be reached that
no straight way leads to; of those as good the one that ends first, then the cheapest.

Exact where a gap has at most `MOST_PATHS` paths; of more, those are looked at that take the
earliest intakes of their courses.
"""

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

import numpy as np

from . import tables
from .blocks import Block
from .canonical import ordered
from .columns import eligibility
from .futures import FutureFinder
from .problem import LANGUAGE_LEVELS, Problem
from .registry import PAIR_RULES
from .result import Options
from .rules import missing_items
from .swedish import names
from .tables import Tables
from .travel import BoolArray

MOST_PATHS = 64
NEAREST = 3
_WIDE = Options(paths_per_pair=MOST_PATHS, starts_per_path=10_000)
_TITLES = {rule.code: rule.title_sv for rule in PAIR_RULES} | {"tutor_hours": "Handledartid"}


@dataclass(frozen=True, slots=True)
class Reach:
    """One need and the shortest way to it."""

    need: str
    intakes: tuple[str, ...]  # in the order they are taken; empty = straight
    start_week: int
    travel_minutes: float | None  # None = not known
    lacking: tuple[str, ...]  # what is lacking today, one sentence per rule
    unknown: tuple[str, ...]  # what nobody has told and may show that it is no way, as sentences


@dataclass(frozen=True, slots=True)
class Opener:
    """The intake that opens most, with the needs it opens in the order of `Nearest.reached`."""

    intake: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A rule in the way, and of how many of the needs in her trades."""

    code: str
    title_sv: str
    needs: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """`reached` is every need she can reach, the nearest first; `nearest` the first of them."""

    wanted: int  # needs in her trades
    reached: tuple[str, ...]
    straight: int  # of those, without any course
    nearest: tuple[Reach, ...]
    course: Opener | None
    hindrances: tuple[Hindrance, ...]  # of the needs not reached, those most in the way first


class _Way(NamedTuple):
    """How far it is to a need, in the order it counts; `need` and `path` are positions."""

    courses: int
    start: int
    minutes: float
    name: str
    need: int
    path: int


def nearest(problem: Problem, most: int = NEAREST) -> Nearest:
    """The answer for the first candidate of a sound problem (others are not looked at)."""
    t = tables.build(ordered(problem))
    met = eligibility(t)
    able = np.ones(t.shape[1], dtype=bool)
    for rule in PAIR_RULES:
        if not rule.closable:
            able &= met[rule.code][0]
    futures = FutureFinder(t, _WIDE)
    her, nobody = np.zeros(1, dtype=np.int32), np.empty(0, dtype=np.int32)
    futures.look(lambda j: her if able[j] else nobody, (), lambda: None)

    ways: list[_Way] = []
    alone: dict[int, list[int]] = {}  # intake -> needs it leads to by itself
    no_tutor = np.zeros(t.shape[1], dtype=bool)
    for j in np.flatnonzero(able).tolist():
        every, _ = futures.of_need(j)
        found = every.take(_has_tutor(t, j, every))
        no_tutor[j] = len(every.value) > 0 and len(found.value) == 0
        if len(found.value):
            way, single = _shortest(t, futures, j, found)
            ways.append(way)
            for intake in single if way.courses else ():
                alone.setdefault(intake, []).append(j)
    ways.sort()
    rank = {way.need: place for place, way in enumerate(ways)}
    return Nearest(
        wanted=int(met["trade"][0].sum()),
        reached=tuple(t.problem.needs[way.need].id for way in ways),
        straight=sum(not way.courses for way in ways),
        nearest=tuple(_told(t, futures, way) for way in ways[:most]),
        course=_opener(t, alone, rank),
        hindrances=_hindrances(t, met, able, no_tutor, list(rank)),
    )


def _has_tutor(t: Tables, j: int, block: Block) -> BoolArray:
    """Per future: does the site have her hours every week of it?"""
    left = t.tutor_hours[t.site_of[j]]
    return np.array(
        [
            left[start:end].min() >= hours
            for start, end, hours in zip(
                block.start[:, 0].tolist(),
                block.end[:, 0].tolist(),
                block.tutor_hours[:, 0].tolist(),
                strict=True,
            )
        ],
        dtype=bool,
    )


def _shortest(t: Tables, futures: FutureFinder, j: int, block: Block) -> tuple[_Way, list[int]]:
    """(the shortest way, the intakes each of which is a way by itself)."""
    table = futures.table
    steps = table.steps[block.path]
    courses = (steps != table.none).sum(axis=1)
    start = block.start[:, 0]
    # Of those as short: over first, cheapest, then as the search had them.
    order = (block.path, table.cost[block.path], table.end[block.path], start, courses)
    best = int(np.lexsort(order)[0])
    minutes = float(t.minutes(0, j))
    way = _Way(
        courses=int(courses[best]),
        start=int(start[best]),
        minutes=minutes if isfinite(minutes) else t.problem.travel.neutral_minutes,
        name=t.problem.needs[j].id,
        need=j,
        path=int(block.path[best]),
    )
    return way, np.unique(steps[courses == 1, 0]).tolist()


def _told(t: Tables, futures: FutureFinder, way: _Way) -> Reach:
    minutes = float(t.minutes(0, way.need))
    return Reach(
        need=way.name,
        intakes=tuple(t.problem.intakes[k].id for k in futures.table[way.path].intakes),
        start_week=way.start,
        travel_minutes=round(minutes, 1) if isfinite(minutes) else None,
        lacking=_lacking(t, way),
        unknown=_unknown(t, way.need),
    )


def _lacking(t: Tables, way: _Way) -> tuple[str, ...]:
    """The registry's sentence for each rule that only the courses on the way make hold."""
    j, short = way.need, {}
    for code, required in (
        ("skills", t.required_skills),
        ("certificates", t.required_certificates),
    ):
        if missing := missing_items(t, required, 0, j, way.start):
            short[code] = {"missing": names(missing, t.problem.labels)}
    if t.level(0, j) < t.problem.needs[j].language_level:
        short["language"] = {}
    return tuple(
        (rule.lacking_sv or rule.blocked_sv).format(**{**rule.facts(t, 0, j), **short[rule.code]})
        for rule in PAIR_RULES
        if rule.code in short
    )


def _unknown(t: Tables, j: int) -> tuple[str, ...]:
    """Facts nobody has given that a rule would ask for; until then they stop nothing."""
    need, person = t.problem.needs[j], t.problem.candidates[0]
    told = []
    if np.isnan(t.minutes(0, j)):
        told.append("Restiden: vet inte.")
    if need.language_level and t.level(0, j) == tables.UNKNOWN_LEVEL:
        level = LANGUAGE_LEVELS[need.language_level]
        told.append(f"Arbetslagets språk: vet inte. Nivån {level} krävs.")
    if need.support and person.support is None:
        told.append("Möjliga stödformer: vet inte.")
    return tuple(told)


def _opener(t: Tables, alone: dict[int, list[int]], rank: dict[int, int]) -> Opener | None:
    if not alone:
        return None

    def order(k: int) -> tuple[int, int, float, str]:
        intake = t.problem.intakes[k]
        return -len(alone[k]), intake.end_week, intake.cost_sek, intake.id

    best = min(alone, key=order)
    opened = sorted(alone[best], key=rank.__getitem__)
    return Opener(t.problem.intakes[best].id, tuple(t.problem.needs[j].id for j in opened))


def _hindrances(
    t: Tables,
    met: dict[str, BoolArray],
    able: BoolArray,
    no_tutor: BoolArray,
    reached: list[int],
) -> tuple[Hindrance, ...]:
    """What is in the way of the rest. What a course could close counts where that is all."""
    left = met["trade"][0].copy()
    left[reached] = False
    broken = {
        rule.code: ~met[rule.code][0] & (able & ~no_tutor if rule.closable else True)
        for rule in PAIR_RULES
        if rule.code != "trade"
    } | {"tutor_hours": no_tutor}
    counts = {code: int((bad & left).sum()) for code, bad in broken.items()}
    most = sorted(counts, key=lambda code: -counts[code])  # ties as the registry has them
    return tuple(Hindrance(code, _TITLES[code], counts[code]) for code in most if counts[code])
