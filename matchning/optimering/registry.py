"""The registry of hard rules: code, Swedish title and sentences, unit, and the function.

It feeds eligibility, reasons, `Unplaced` and `Unfilled`, and the page of rules. Pair rules marked
`closable` may be met later through courses (paths.py). The other two lists name the rules of a
path and of a whole plan: the model keeps them by construction, `verifier.py` checks them all.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import facts, rules
from .facts import Facts
from .problem import Need
from .tables import UNKNOWN_LEVEL, Tables
from .travel import BoolArray

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


def _end_limited(t: Tables, i: int, j: int) -> bool:
    ends = t.problem.sites[t.site_of[j]].shift_end_hour
    return ends is not None and t.problem.candidates[i].latest_end_hour is not None


def _odd_hours_known(t: Tables, i: int, j: int) -> bool:
    asked = t.problem.sites[t.site_of[j]].odd_hours
    return bool(asked) and asked <= t.problem.candidates[i].odd_hours.keys()


def _journey_known(t: Tables, i: int, j: int) -> bool:
    return bool(np.isfinite(t.minutes(i, j)))


def _crew_known(t: Tables, i: int, j: int) -> bool:
    return t.problem.needs[j].language_level > 0 and t.level(i, j) != UNKNOWN_LEVEL


def _support_known(t: Tables, i: int, j: int) -> bool:
    return bool(t.problem.needs[j].support) and t.problem.candidates[i].support is not None


@dataclass(frozen=True, slots=True)
class PairRule:
    """`applies(need)` is False where the need asks nothing: then no reason is worth reading.

    `met_sv`, `blocked_sv` and `lacking_sv` (said where a course will help; else as blocked) are
    format strings over `facts(tables, i, j)`.
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
    lacking_sv: str = ""


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule of a path or a plan: its code, title and the sentence when it is broken."""

    code: str
    title_sv: str
    unit: str
    blocked_sv: str


PAIR_RULES: tuple[PairRule, ...] = (
    PairRule(
        "consent",
        "Samtycke",
        "ja/nej",
        "Har samtyckt till att föreslås.",
        "Har inte samtyckt till att föreslås.",
        rules.consent,
        facts.nothing,
    ),
    PairRule(
        "not_excluded",
        "Får föreslås nu",
        "ja/nej",
        "Är tillgänglig för förslag.",
        "Är inte tillgänglig för förslag just nu.",
        rules.not_excluded,
        facts.nothing,
        applies=_never,
    ),
    PairRule(
        "not_forbidden",
        "Inte avvisad",
        "ja/nej",
        "Är inte avvisad för behovet.",
        "Förslaget är avvisat sedan tidigare.",
        rules.not_forbidden,
        facts.nothing,
        applies=_never,
    ),
    PairRule(
        "trade",
        "Yrke",
        "yrke",
        "Vill arbeta som {trade}.",
        "Har inte valt yrket {trade}.",
        rules.trade,
        facts.trade,
        applies=_need(lambda need: need.trade is not None),
    ),
    PairRule(
        "rung",
        "Yrkesnivå",
        "nivå",
        "Nivån {rung} passar behovet.",
        "Nivån {rung} ligger utanför behovet ({lowest} till {highest}).",
        rules.rung,
        facts.trade,
        applies=_need(lambda need: need.trade is not None),
    ),
    PairRule(
        "dates",
        "Datum",
        "veckor",
        "Är tillgänglig under veckorna.",
        "Är inte tillgänglig minst {min_weeks} veckor mellan vecka {start_week} och {end_week}.",
        rules.dates,
        facts.week,
    ),
    PairRule(
        "delay",
        "Senaste start",
        "veckor",
        "Kan börja i tid.",
        "Kan inte börja inom {max_delay_weeks} veckor från behovets start.",
        rules.delay,
        facts.week,
        applies=_need(lambda need: need.max_delay_weeks is not None),
    ),
    PairRule(
        "hours",
        "Arbetstid",
        "timmar/vecka",
        "Kan arbeta {needed_hours_per_week:g} timmar i veckan.",
        "Behovet är {needed_hours_per_week:g} timmar i veckan; kandidaten kan {can_sv}.",
        rules.hours,
        facts.hours,
        applies=_need(lambda need: need.hours_per_week is not None),
    ),
    PairRule(
        "shift_hour",
        "Arbetsdagens start",
        "klockslag",
        "Kan börja arbetsdagen {starts_sv}.",
        "Arbetsdagen börjar {starts_sv}; kandidaten kan tidigast {earliest_sv}.",
        rules.shift_hour,
        facts.shift,
        applies=_hour_limited,
    ),
    PairRule(
        "shift_end",
        "Arbetsdagens slut",
        "klockslag",
        "Kan arbeta till {ends_sv}.",
        "Arbetsdagen slutar {ends_sv}; kandidaten kan senast {latest_sv}.",
        rules.shift_end,
        facts.end,
        applies=_end_limited,
    ),
    PairRule(
        "odd_hours",
        "Kvällar, nätter och helger",
        "tid",
        "Kan arbeta {names}.",
        "Arbetet omfattar {names}; då kan kandidaten inte arbeta.",
        rules.odd_hours,
        facts.odd_hours,
        applies=_odd_hours_known,
    ),
    PairRule(
        "transport",
        "Färdsätt vid arbetsdagens start",
        "ja/nej",
        "Kan ta sig till arbetsplatsen till {starts_sv}.",
        "Kan inte ta sig till arbetsplatsen till {starts_sv} med sina färdsätt.",
        rules.transport,
        facts.shift,
        applies=_hour_known,
    ),
    PairRule(
        "travel_time",
        "Restid",
        "minuter enkel väg",
        "Restiden är {minutes} minuter ({limit_sv}).",
        "Restiden är {minutes} minuter ({limit_sv}).",
        rules.travel_time,
        facts.travel,
        applies=_journey_known,
    ),
    PairRule(
        "licence",
        "Körkort",
        "behörighet",
        "Har körkort {names}.",
        "Saknar körkort som krävs ({names}).",
        rules.licence,
        facts.licence,
        applies=_need(lambda need: bool(need.must.licences)),
    ),
    PairRule(
        "adaptation",
        "Arbetets krav",
        "arbetsmoment",
        "Arbetets moment passar eller anpassas på platsen.",
        "Arbetet kräver moment som inte anpassas på platsen ({names}).",
        rules.adaptation,
        facts.adaptation,
        applies=_need(lambda need: bool(need.task_demands)),
    ),
    PairRule(
        "age",
        "Åldersgräns i lag",
        "år",
        "Uppfyller åldersgränsen {age_min} år.",
        "Arbetet har åldersgränsen {age_min} år; den är inte uppfylld eller inte känd.",
        rules.age,
        facts.age,
        applies=_need(lambda need: need.age_min is not None),
    ),
    PairRule(
        "support",
        "Stödform",
        "kod",
        "Kan anställas med {usable}.",
        "Behovet kräver {asked}; {why}.",
        rules.support,
        facts.support,
        applies=_support_known,
    ),
    PairRule(
        "skills",
        "Kompetenser vid start",
        "kod",
        "Har kompetenserna som krävs: {names}.",
        "Saknar {missing} och ingen kurs hinner ge det.",
        rules.skills,
        facts.item(lambda t: t.required_skills),
        applies=_need(lambda need: bool(need.must.skills - need.taught)),
        closable=True,
        lacking_sv="Saknar {missing}.",
    ),
    PairRule(
        "certificates",
        "Giltiga intyg vid start",
        "kod",
        "Har intygen som krävs, giltiga vid start: {names}.",
        "Saknar giltigt intyg ({missing}) och ingen kurs hinner ge det.",
        rules.certificates,
        facts.item(lambda t: t.required_certificates),
        applies=_need(lambda need: bool(need.must.certificates - need.taught)),
        closable=True,
        lacking_sv="Saknar giltigt intyg: {missing}.",
    ),
    PairRule(
        "language",
        "Språk på arbetsplatsen",
        "nivå A1-C2",
        "Har nivå {level} i ett av arbetslagets språk ({languages}); {needed} krävs.",
        "Har nivå {level} i arbetslagets språk ({languages}); {needed} krävs.",
        rules.language,
        facts.language,
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
