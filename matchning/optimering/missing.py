"""What is not known about a proposal, and what knowing it would change."""

from collections.abc import Iterator
from math import inf, isfinite, isnan

from .columns import Columns
from .problem import LANGUAGE_LEVELS
from .result import Reason
from .swedish import ODD_HOURS_SV, hour, names, number
from .tables import UNKNOWN_LEVEL, Tables
from .value import nice_items

SOME_MINUTES = 10  # a journey's value is told per so many
WEEKS = "arbetsveckor"


def missing(t: Tables, columns: Columns, c: int) -> Iterator[Reason]:
    """Missing facts of column c's work, each once, with the change in value or what it may stop.

    `value_change` is how much more the proposal is worth at the most if the fact turns out well,
    and as much less if not; `may_block` that it may not stand at all.
    """
    i = int(columns.candidate[c])
    person = t.problem.candidates[i]
    legs = range(int(columns.legs.begin[c]), int(columns.legs.begin[c + 1]))
    journey = nice = wish = 0.0
    asks_level, asks_support, asks_end = 0, False, False
    asks_hours: set[str] = set()
    for leg in legs:
        j = int(columns.legs.need[leg])
        need = t.problem.needs[j]
        work = (int(columns.legs.end[leg]) - int(columns.legs.start[leg])) * need.weight
        if not isfinite(t.minutes(i, j)):
            journey += work * t.problem.weights.travel_share_per_hour * SOME_MINUTES / 60
        if need.nice and person.skills is None:
            nice += work * t.problem.weights.nice_share * _unasked(t, columns, c, leg) / 2
        if need.trade is not None and isnan(t.rank(i, j)):
            wish += work * t.problem.weights.wish_share / 2
        if t.level(i, j) == UNKNOWN_LEVEL:
            asks_level = max(asks_level, need.language_level)
        asks_support = asks_support or bool(need.support and person.support is None)
        site = t.problem.sites[t.site_of[j]]
        asks_hours |= site.odd_hours - person.odd_hours.keys()
        asks_end |= person.latest_end_hour is not None and site.shift_end_hour is None
    if journey:
        neutral = t.problem.travel.neutral_minutes
        text = (
            f"Restiden är inte känd; den räknas som {neutral:g} minuter. Var {SOME_MINUTES}:e "
            f"minut ändrar värdet med {number(journey, 2)} {WEEKS}."
        )
        data = {
            "neutral_minutes": neutral,
            "value_per_10_minutes": journey,
            "may_block": person.max_travel_minutes is not None,
        }
        yield Reason("travel", "missing", text, data)
    if asks_level:
        level = LANGUAGE_LEVELS[asks_level]
        text = f"Arbetslagets språk är inte angivet; nivån {level} krävs och kan visa sig saknas."
        yield Reason("language", "missing", text, {"may_block": True})
    if nice:
        text = f"Kompetenser är inte kartlagda ännu; de kan ändra värdet {number(nice)} {WEEKS}."
        yield Reason("nice", "missing", text, {"value_change": nice})
    if asks_support:
        text = "Det är inte känt vilka stödformer som är möjliga för kandidaten."
        yield Reason("support", "missing", text, {"may_block": True})
    if asks_end:
        latest = hour(person.latest_end_hour)
        text = f"Det är inte känt när arbetsdagen slutar; kandidaten kan senast {latest}."
        yield Reason("shift_end", "missing", text, {"may_block": True})
    if asks_hours:
        when = names(asks_hours, ODD_HOURS_SV)
        text = f"Arbetet omfattar {when}; det är inte känt om kandidaten kan då."
        yield Reason("odd_hours", "missing", text, {"may_block": True})
    if wish:
        text = f"Yrkesvalen är inte rangordnade; det kan ändra värdet {number(wish)} {WEEKS}."
        yield Reason("wish", "missing", text, {"value_change": wish})


def _unasked(t: Tables, columns: Columns, c: int, leg: int) -> float:
    """Share of the need's nice-to-haves that nobody knows whether she has at the start."""
    i, j = int(columns.candidate[c]), int(columns.legs.need[leg])
    items, start = nice_items(t, j), int(columns.legs.start[leg])
    given = columns.paths[int(columns.path[c])].until
    unknown = [
        k for k in items if max(float(t.own_until[i, k]), given.get(t.items[k], -inf)) <= start
    ]
    return len(unknown) / len(items)
