"""What the sentences of the pair rules tell, rule by rule: the names in their braces.

Every function answers for candidate `i` and need `j`; `registry.py` says which rule it belongs to.
"""

from collections.abc import Callable, Mapping

import numpy as np

from . import rules
from .problem import LANGUAGE_LEVELS, RUNGS, Candidate, Site
from .swedish import ODD_HOURS_SV, hour, names
from .tables import NO_WISH, UNKNOWN_LEVEL, Tables
from .travel import BoolArray

Facts = Mapping[str, object]


def nothing(t: Tables, i: int, j: int) -> Facts:
    return {}


def trade(t: Tables, i: int, j: int) -> Facts:
    need = t.problem.needs[j]
    held = int(t.rung(i, j))
    return {
        "trade": t.label(need.trade or ""),
        "rung": RUNGS[held] if held != NO_WISH else "okänd nivå",
        "lowest": RUNGS[need.min_rung],
        "highest": RUNGS[need.max_rung],
    }


def week(t: Tables, i: int, j: int) -> Facts:
    need, person = t.problem.needs[j], t.problem.candidates[i]
    return {
        "from_week": person.available_from_week,
        "start_week": need.start_week,
        "end_week": need.end_week,
        "min_weeks": need.min_weeks,
        "max_delay_weeks": need.max_delay_weeks,
    }


def hours(t: Tables, i: int, j: int) -> Facts:
    need, person = t.problem.needs[j], t.problem.candidates[i]
    can = "heltid" if person.hours_per_week is None else f"{person.hours_per_week:g} timmar"
    return {"needed_hours_per_week": need.hours_per_week or 0, "can_sv": can}


def shift(t: Tables, i: int, j: int) -> Facts:
    site = t.problem.sites[t.site_of[j]]
    return {
        "starts_sv": hour(site.shift_start_hour),
        "earliest_sv": hour(t.problem.candidates[i].earliest_shift_hour),
    }


def end(t: Tables, i: int, j: int) -> Facts:
    return {
        "ends_sv": hour(t.problem.sites[t.site_of[j]].shift_end_hour),
        "latest_sv": hour(t.problem.candidates[i].latest_end_hour),
    }


def odd_hours(t: Tables, i: int, j: int) -> Facts:
    site = t.problem.sites[t.site_of[j]]
    clash = refused_hours(t.problem.candidates[i], site)
    return {"names": names(clash or site.odd_hours, ODD_HOURS_SV)}


def refused_hours(person: Candidate, site: Site) -> list[str]:
    """The odd hours that the work covers and the person has said no to."""
    return sorted(when for when in site.odd_hours if not person.odd_hours.get(when, True))


def travel(t: Tables, i: int, j: int) -> Facts:
    limit = t.problem.candidates[i].max_travel_minutes
    minutes = t.minutes(i, j)
    return {
        "minutes": round(float(minutes)) if np.isfinite(minutes) else None,
        "limit_sv": "ingen gräns" if limit is None else f"gränsen är {limit:g}",
    }


def licence(t: Tables, i: int, j: int) -> Facts:
    return {"names": names(t.problem.needs[j].must.licences, t.problem.labels)}


def adaptation(t: Tables, i: int, j: int) -> Facts:
    clash = t.problem.candidates[i].cannot & t.problem.needs[j].task_demands
    return {"names": names(clash, t.problem.labels) or "inga hinder"}


def age(t: Tables, i: int, j: int) -> Facts:
    return {"age_min": t.problem.needs[j].age_min}


def support(t: Tables, i: int, j: int) -> Facts:
    asked, possible = t.problem.needs[j].support, t.problem.candidates[i].support
    usable = asked - t.problem.sites[t.site_of[j]].support_unmet
    both = usable if possible is None else usable & possible
    why = (
        "ingen av dem är möjlig för kandidaten"
        if usable
        else "arbetsgivaren uppfyller inte villkoren"
    )
    return {
        "asked": _either(asked, t),
        "usable": _either(both, t),
        "why": why,
    }


def _either(codes: frozenset[str], t: Tables) -> str:
    return " eller ".join(sorted(t.label(code) for code in codes))


def item(required: Callable[[Tables], BoolArray]) -> Callable[[Tables, int, int], Facts]:
    def facts(t: Tables, i: int, j: int) -> Facts:
        table = required(t)
        begin = int(t.next_start[j, min(int(t.available_from[i]), t.problem.weeks)])
        missing = rules.missing_items(t, table, i, j, min(begin, t.problem.weeks))
        asked = [t.items[k] for k in np.flatnonzero(table[j])]
        return {
            "names": names(asked, t.problem.labels),
            "missing": names(missing, t.problem.labels),
        }

    return facts


def language(t: Tables, i: int, j: int) -> Facts:
    need = t.problem.needs[j]
    level = int(t.level(i, j))
    return {
        "needed": LANGUAGE_LEVELS[need.language_level],
        "level": "okänd" if level == UNKNOWN_LEVEL else LANGUAGE_LEVELS[level],
        "languages": names(t.problem.sites[t.site_of[j]].crew_languages, t.problem.labels),
    }
