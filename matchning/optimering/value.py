"""What a match is worth, in weeks of work, kept in parts so that every part can be told.

A value belongs to a match, never to a person. Missing facts score 0.5 (problem.Weights) or the
neutral travel time, so that they neither help nor hurt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, isfinite, isnan
from types import MappingProxyType

from .paths import Path
from .tables import NO_WISH, Tables

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "work": "veckor i arbete",
        "wish": "önskat yrke",
        "nice": "meriter som önskas",
        "rung": "rätt yrkesnivå",
        "travel": "resväg",
        "waiting": "väntan till start",
        "cost": "kurskostnad",
        "keep": "tidigare besked står fast",
        "pair": "givet värde",
    }
)


@dataclass(frozen=True, slots=True)
class Scores:
    """The 0-1 scores of a match; None where the fact is missing."""

    wish: float | None
    nice: float | None
    rung: float | None
    travel_minutes: float | None


def scores(t: Tables, i: int, j: int, start: int, path: Path) -> Scores:
    need = t.problem.needs[j]
    rank = float(t.wish_rank[i, j])
    minutes, held = float(t.minutes[i, j]), int(t.rung[i, j])
    return Scores(
        wish=None if isnan(rank) else max(0.0, 1 - (rank - 1) / 2),
        nice=_nice(t, i, j, start, path),
        rung=None
        if need.trade is None or held == NO_WISH
        else max(0.0, 1 - abs(held - need.min_rung) / 2),
        travel_minutes=minutes if isfinite(minutes) else None,
    )


def parts(t: Tables, i: int, j: int, weeks: tuple[int, int], path: Path) -> dict[str, float]:
    """The value's parts for candidate i on need j in `[start, end)` after `path`."""
    start, end = weeks
    weights, need = t.problem.weights, t.problem.needs[j]
    work = (end - start) * need.weight
    score = scores(t, i, j, start, path)
    minutes = score.travel_minutes
    if minutes is None:
        minutes = t.problem.travel.neutral_minutes
    found = {
        "work": work,
        "wish": work * weights.wish_share * _neutral(score.wish),
        "nice": work * weights.nice_share * _neutral(score.nice),
        "rung": work * weights.rung_share * _neutral(score.rung),
        "travel": -work * weights.travel_share_per_hour * minutes / 60,
        "waiting": -weights.waiting_per_week * max(0, start - int(t.available_from[i])),
        "cost": -weights.cost_per_1000_sek * path.cost_sek / 1000,
    }
    if t.kept[i, j]:
        found["keep"] = weights.keep_weeks
    return {code: value + 0.0 for code, value in found.items()}  # no negative zeros


def total(found: Mapping[str, float]) -> float:
    return fsum(found.values())


def _neutral(score: float | None) -> float:
    return 0.5 if score is None else score


def _nice(t: Tables, i: int, j: int, start: int, path: Path) -> float | None:
    """Share of the nice-to-haves held in the start week; not known where nothing is asked.

    Skills nobody has asked her about count half each.
    """
    nice = t.problem.needs[j].nice
    if not nice:
        return None
    person = t.problem.candidates[i]
    unasked = 0.5 if person.skills is None else 0.0
    points = 0.0
    for code in nice:
        expires = person.certificates.get(code, -1)
        held = (
            code in (person.skills or ())
            or expires is None
            or expires > start
            or path.until.get(code, -1) > start
        )
        points += 1.0 if held else unasked
    return points / len(nice)
