"""The registry of hard rules: code, Swedish title and sentences, unit, and the function.

It feeds eligibility, reasons, `Unplaced` and `Unfilled`, and the page of rules. Pair rules marked
`closable` may be met later through courses (paths.py). The other two lists name the rules of a
path and of a whole plan: the model keeps them by construction, `verifier.py` checks them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from . import rules
from .problem import LANGUAGE_LEVELS, RUNGS, Need
from .swedish import hour, names
from .tables import NO_WISH, UNKNOWN_LEVEL, Tables
from .travel import BoolArray

Facts = Mapping[str, object]
Applies = Callable[[Tables, int, int], bool]


def _always(t: Tables, i: int, j: int) -> bool:
    return True


def _never(t: Tables, i: int, j: int) -> bool:
    """For rules that say nothing worth reading when they hold."""
    return False


def _need(asks: Callable[[Need], bool]) -> Applies:
    return lambda t, i, j: asks(t.problem.needs[j])


def _hour_known(t: Tables, i: int, j: int) -> bool:
    return t.problem.sites[t.site_of[j]].shift_start_hour is not None


def _hour_limited(t: Tables, i: int, j: int) -> bool:
    return t.problem.candidates[i].earliest_shift_hour is not None and _hour_known(t, i, j)


def _journey_known(t: Tables, i: int, j: int) -> bool:
    return bool(np.isfinite(t.minutes(i, j)))


def _crew_known(t: Tables, i: int, j: int) -> bool:
    return t.problem.needs[j].language_level > 0 and t.level(i, j) != UNKNOWN_LEVEL


def _support_known(t: Tables, i: int, j: int) -> bool:
    return bool(t.problem.needs[j].support) and t.problem.candidates[i].support is not None


@dataclass(frozen=True, slots=True)
class PairRule:
    """`applies(need)` is False where the need asks nothing: then no reason is worth reading.

    `met_sv` and `blocked_sv` are format strings over `facts(tables, i, j)`.
    """

    code: str
    title_sv: str
    unit: str
    met_sv: str
    blocked_sv: str
    holds: Callable[[Tables], BoolArray]
    facts: Callable[[Tables, int, int], Facts]
    applies: Applies = _always
    closable: bool = False


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule of a path or a plan: its code, title and the sentence when it is broken."""

    code: str
    title_sv: str
    unit: str
    blocked_sv: str


def _nothing(t: Tables, i: int, j: int) -> Facts:
    return {}


def _trade_facts(t: Tables, i: int, j: int) -> Facts:
    need = t.problem.needs[j]
    held = int(t.rung(i, j))
    return {
        "trade": t.label(need.trade or ""),
        "rung": RUNGS[held] if held != NO_WISH else "okänd nivå",
        "lowest": RUNGS[need.min_rung],
        "highest": RUNGS[need.max_rung],
    }


def _week_facts(t: Tables, i: int, j: int) -> Facts:
    need, person = t.problem.needs[j], t.problem.candidates[i]
    return {
        "from_week": person.available_from_week,
        "start_week": need.start_week,
        "end_week": need.end_week,
        "min_weeks": need.min_weeks,
        "max_delay_weeks": need.max_delay_weeks,
    }


def _hours_facts(t: Tables, i: int, j: int) -> Facts:
    need, person = t.problem.needs[j], t.problem.candidates[i]
    can = "heltid" if person.hours_per_week is None else f"{person.hours_per_week:g} timmar"
    return {"needed_hours_per_week": need.hours_per_week or 0, "can_sv": can}


def _shift_facts(t: Tables, i: int, j: int) -> Facts:
    site = t.problem.sites[t.site_of[j]]
    return {
        "starts_sv": hour(site.shift_start_hour),
        "earliest_sv": hour(t.problem.candidates[i].earliest_shift_hour),
    }


def _travel_facts(t: Tables, i: int, j: int) -> Facts:
    limit = t.problem.candidates[i].max_travel_minutes
    minutes = t.minutes(i, j)
    return {
        "minutes": round(float(minutes)) if np.isfinite(minutes) else None,
        "limit_sv": "ingen gräns" if limit is None else f"gränsen är {limit:g}",
    }


def _licence_facts(t: Tables, i: int, j: int) -> Facts:
    return {"names": names(t.problem.needs[j].must.licences, t.problem.labels)}


def _adaptation_facts(t: Tables, i: int, j: int) -> Facts:
    clash = t.problem.candidates[i].cannot & t.problem.needs[j].task_demands
    return {"names": names(clash, t.problem.labels) or "inga hinder"}


def _age_facts(t: Tables, i: int, j: int) -> Facts:
    return {"age_min": t.problem.needs[j].age_min}


def _support_facts(t: Tables, i: int, j: int) -> Facts:
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


def _item_facts(required: Callable[[Tables], BoolArray]) -> Callable[[Tables, int, int], Facts]:
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


def _language_facts(t: Tables, i: int, j: int) -> Facts:
    need = t.problem.needs[j]
    level = int(t.level(i, j))
    return {
        "needed": LANGUAGE_LEVELS[need.language_level],
        "level": "okänd" if level == UNKNOWN_LEVEL else LANGUAGE_LEVELS[level],
        "languages": names(t.problem.sites[t.site_of[j]].crew_languages, t.problem.labels),
    }


PAIR_RULES: tuple[PairRule, ...] = (
    PairRule(
        "consent",
        "Samtycke",
        "ja/nej",
        "Har samtyckt till att föreslås.",
        "Har inte samtyckt till att föreslås.",
        rules.consent,
        _nothing,
    ),
    PairRule(
        "not_excluded",
        "Får föreslås nu",
        "ja/nej",
        "Är tillgänglig för förslag.",
        "Är inte tillgänglig för förslag just nu.",
        rules.not_excluded,
        _nothing,
        applies=_never,
    ),
    PairRule(
        "not_forbidden",
        "Inte avvisad",
        "ja/nej",
        "Är inte avvisad för behovet.",
        "Förslaget är avvisat sedan tidigare.",
        rules.not_forbidden,
        _nothing,
        applies=_never,
    ),
    PairRule(
        "trade",
        "Yrke",
        "yrke",
        "Vill arbeta som {trade}.",
        "Har inte valt yrket {trade}.",
        rules.trade,
        _trade_facts,
        applies=_need(lambda need: need.trade is not None),
    ),
    PairRule(
        "rung",
        "Yrkesnivå",
        "nivå",
        "Nivån {rung} passar behovet.",
        "Nivån {rung} ligger utanför behovet ({lowest} till {highest}).",
        rules.rung,
        _trade_facts,
        applies=_need(lambda need: need.trade is not None),
    ),
    PairRule(
        "dates",
        "Datum",
        "veckor",
        "Är tillgänglig under veckorna.",
        "Är inte tillgänglig minst {min_weeks} veckor mellan vecka {start_week} och {end_week}.",
        rules.dates,
        _week_facts,
    ),
    PairRule(
        "delay",
        "Senaste start",
        "veckor",
        "Kan börja i tid.",
        "Kan inte börja inom {max_delay_weeks} veckor från behovets start.",
        rules.delay,
        _week_facts,
        applies=_need(lambda need: need.max_delay_weeks is not None),
    ),
    PairRule(
        "hours",
        "Arbetstid",
        "timmar/vecka",
        "Kan arbeta {needed_hours_per_week:g} timmar i veckan.",
        "Behovet är {needed_hours_per_week:g} timmar i veckan; kandidaten kan {can_sv}.",
        rules.hours,
        _hours_facts,
        applies=_need(lambda need: need.hours_per_week is not None),
    ),
    PairRule(
        "shift_hour",
        "Arbetsdagens start",
        "klockslag",
        "Kan börja arbetsdagen {starts_sv}.",
        "Arbetsdagen börjar {starts_sv}; kandidaten kan tidigast {earliest_sv}.",
        rules.shift_hour,
        _shift_facts,
        applies=_hour_limited,
    ),
    PairRule(
        "transport",
        "Färdsätt vid arbetsdagens start",
        "ja/nej",
        "Kan ta sig till arbetsplatsen till {starts_sv}.",
        "Kan inte ta sig till arbetsplatsen till {starts_sv} med sina färdsätt.",
        rules.transport,
        _shift_facts,
        applies=_hour_known,
    ),
    PairRule(
        "travel_time",
        "Restid",
        "minuter enkel väg",
        "Restiden är {minutes} minuter ({limit_sv}).",
        "Restiden är {minutes} minuter ({limit_sv}).",
        rules.travel_time,
        _travel_facts,
        applies=_journey_known,
    ),
    PairRule(
        "licence",
        "Körkort",
        "behörighet",
        "Har körkort {names}.",
        "Saknar körkort som krävs ({names}).",
        rules.licence,
        _licence_facts,
        applies=_need(lambda need: bool(need.must.licences)),
    ),
    PairRule(
        "adaptation",
        "Arbetets krav",
        "arbetsmoment",
        "Arbetets moment passar eller anpassas på platsen.",
        "Arbetet kräver moment som inte anpassas på platsen ({names}).",
        rules.adaptation,
        _adaptation_facts,
        applies=_need(lambda need: bool(need.task_demands)),
    ),
    PairRule(
        "age",
        "Åldersgräns i lag",
        "år",
        "Uppfyller åldersgränsen {age_min} år.",
        "Arbetet har åldersgränsen {age_min} år; den är inte uppfylld eller inte känd.",
        rules.age,
        _age_facts,
        applies=_need(lambda need: need.age_min is not None),
    ),
    PairRule(
        "support",
        "Stödform",
        "kod",
        "Kan anställas med {usable}.",
        "Behovet kräver {asked}; {why}.",
        rules.support,
        _support_facts,
        applies=_support_known,
    ),
    PairRule(
        "skills",
        "Kompetenser vid start",
        "kod",
        "Har kompetenserna som krävs: {names}.",
        "Saknar {missing} och ingen kurs hinner ge det.",
        rules.skills,
        _item_facts(lambda t: t.required_skills),
        applies=_need(lambda need: bool(need.must.skills - need.taught)),
        closable=True,
    ),
    PairRule(
        "certificates",
        "Giltiga intyg vid start",
        "kod",
        "Har intygen som krävs, giltiga vid start: {names}.",
        "Saknar giltigt intyg ({missing}) och ingen kurs hinner ge det.",
        rules.certificates,
        _item_facts(lambda t: t.required_certificates),
        applies=_need(lambda need: bool(need.must.certificates - need.taught)),
        closable=True,
    ),
    PairRule(
        "language",
        "Språk på arbetsplatsen",
        "nivå A1-C2",
        "Har nivå {level} i ett av arbetslagets språk ({languages}); {needed} krävs.",
        "Har nivå {level} i arbetslagets språk ({languages}); {needed} krävs.",
        rules.language,
        _language_facts,
        applies=_crew_known,
        closable=True,
    ),
)

PATH_RULES: tuple[NamedRule, ...] = (
    NamedRule("path_length", "Högst fyra kurser", "antal", "Fler än fyra kurser efter varandra."),
    NamedRule("path_order", "Kurser i ordning", "veckor", "Kurserna krockar eller slutar sent."),
    NamedRule("path_available", "Tillgänglig för kursen", "veckor", "Kursen krockar med tillgång."),
    NamedRule("prerequisites", "Förkunskaper", "kod", "Förkunskaper till en kurs saknas."),
    NamedRule("course_travel", "Restid till kursen", "minuter", "Det är för långt till kursen."),
)

PLAN_RULES: tuple[NamedRule, ...] = (
    NamedRule("known", "Känd post", "id", "Planen nämner något som inte finns."),
    NamedRule("one_future", "En framtid per person", "antal", "Personen har två förslag."),
    NamedRule("weeks", "Behovets veckor", "veckor", "Veckorna ligger utanför behovet."),
    NamedRule("headcount", "Antal platser", "personer/vecka", "Fler än behovet vill ha."),
    NamedRule("seats", "Kursplatser", "platser", "Fler än kurstillfället har plats för."),
    NamedRule("tutor_hours", "Handledartid", "timmar/vecka", "Handledartiden räcker inte."),
    NamedRule("chain", "Behov efter varandra", "antal", "Kedjan av behov går inte ihop."),
    NamedRule("training", "Kurser som öppnar arbete", "ja/nej", "Kurserna öppnar inget arbete."),
    NamedRule("budget", "Kursbudget", "kronor", "Kurserna kostar mer än budgeten."),
    NamedRule("together", "Placeras tillsammans", "ja/nej", "Gruppen hålls inte ihop."),
    NamedRule("lock", "Låst förslag", "ja/nej", "Ett låst förslag saknas i planen."),
    NamedRule("pair", "Givet par", "ja/nej", "Paret finns inte bland de givna."),
    NamedRule("figures", "Siffrorna stämmer", "värde", "Ett tal i planen stämmer inte."),
    NamedRule("goals", "Målens siffror", "personer/veckor", "Ett måls siffror stämmer inte."),
    NamedRule("objective", "Planens värde", "värde", "Planens värde stämmer inte."),
)
