"""The person's hard rules, checked again: one scalar function each (see verifier.py).

`PERSON` asks only who she is, `PATH` about her courses, `WORK` about every need she is to work on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from . import recount
from .book import Book, Steps, Work
from .problem import Candidate, Need, Site
from .recount import TOLERANCE

MOST_INTAKES = 4
CHANGING = {"dates", "delay", "skills", "certificates", "language"}  # by weeks or courses


@dataclass(frozen=True, slots=True)
class Case:
    """One leg of work with everything it names looked up."""

    book: Book
    person: Candidate
    need: Need
    site: Site
    steps: Steps
    start: int
    end: int


def broken_work(book: Book, person: Candidate, leg: Work, steps: Steps) -> list[tuple[str, str]]:
    """(code, sentence) for every rule that this work breaks for her after the courses."""
    case = Case(book, person, leg.need, book.site_of(leg.need), steps, leg.start, leg.end)
    return [(code, sentence) for code, holds, sentence in _WORK if not holds(case)]


def may_ever_work(book: Book, person: Candidate, need: Need) -> bool:
    """Does she keep every rule that neither weeks nor courses can change?"""
    case = Case(book, person, need, book.site_of(need), (), 0, 0)
    return all(holds(case) for code, holds, _ in _WORK if code not in CHANGING)


def broken_path(
    book: Book, person: Candidate, steps: Steps, start: int | None
) -> list[tuple[str, str]]:
    """The same for the courses on their own; `start` is the first week of work, if any."""
    last = person.available_to_week if start is None else start
    free = max(person.available_from_week, 0)
    limit = person.max_travel_minutes
    journeys = [recount.minutes_to(book.problem, person, intake, None) for intake, _ in steps]
    weeks = [(intake.start_week, intake.end_week) for intake, _ in steps]
    in_order = all(before[1] <= after[0] for before, after in pairwise(weeks))
    in_time = last is None or not weeks or weeks[-1][1] <= last
    rules = (
        ("consent", person.consent, "Samtycke saknas."),
        ("not_excluded", not person.excluded, "Personen får inte föreslås."),
        ("path_length", len(steps) <= MOST_INTAKES, "Fler än fyra kurser efter varandra."),
        (
            "path_order",
            in_order and (start is None or in_time),
            "Kurserna krockar eller slutar efter start.",
        ),
        (
            "path_available",
            all(first >= free for first, _ in weeks) and (start is not None or in_time),
            "En kurs ligger utanför tiden personen är tillgänglig.",
        ),
        (
            "prerequisites",
            recount.prerequisites_met(book.problem, person, steps),
            "Förkunskaper till en kurs saknas.",
        ),
        (
            "course_travel",
            limit is None or all(m is None or m <= limit + TOLERANCE for m in journeys),
            "Det är för långt till en kurs.",
        ),
    )
    return [(code, sentence) for code, holds, sentence in rules if not holds]


def _not_forbidden(case: Case) -> bool:
    return (case.person.id, case.need.id) not in case.book.forbidden


def _trade(case: Case) -> bool:
    return case.need.trade is None or case.book.wish(case.person, case.need) is not None


def _rung(case: Case) -> bool:
    wish = case.book.wish(case.person, case.need)
    return wish is None or case.need.min_rung <= wish.rung <= case.need.max_rung


def _dates(case: Case) -> bool:
    person = case.person
    return (
        case.start >= max(person.available_from_week, 0)
        and (person.available_to_week is None or case.end <= person.available_to_week)
        and case.end - case.start >= case.need.min_weeks
    )


def _delay(case: Case) -> bool:
    if case.need.max_delay_weeks is None:
        return True
    rise, before = case.need.start_week, 0
    for step in case.need.demand:
        if step.start_week <= case.start and step.headcount > before:
            rise = step.start_week
        before = step.headcount
    return case.start - rise <= case.need.max_delay_weeks


def _hours(case: Case) -> bool:
    can, asked = case.person.hours_per_week, case.need.hours_per_week
    return can is None or asked is None or can >= asked


def _shift_hour(case: Case) -> bool:
    earliest, starts = case.person.earliest_shift_hour, case.site.shift_start_hour
    return earliest is None or starts is None or starts >= earliest


def _shift_end(case: Case) -> bool:
    latest, ends = case.person.latest_end_hour, case.site.shift_end_hour
    return latest is None or ends is None or ends <= latest


def _odd_hours(case: Case) -> bool:
    return all(case.person.odd_hours.get(when, True) for when in case.site.odd_hours)


def _transport(case: Case) -> bool:
    return recount.reaches(case.book.problem, case.person, case.site)


def _travel_time(case: Case) -> bool:
    minutes = recount.minutes_to_site(case.book.problem, case.person, case.site)
    limit = case.person.max_travel_minutes
    return minutes is None or limit is None or minutes <= limit + TOLERANCE


def _licence(case: Case) -> bool:
    return all(
        recount.has_licence(case.book.problem, case.person, licence)
        for licence in case.need.must.licences
    )


def _adaptation(case: Case) -> bool:
    return not (case.person.cannot & case.need.task_demands) - case.site.adaptations


def _age(case: Case) -> bool:
    lowest = case.need.age_min
    return lowest is None or (case.person.age_years is not None and case.person.age_years >= lowest)


def _support(case: Case) -> bool:
    if not case.need.support:
        return True
    usable = case.need.support - case.site.support_unmet
    possible = case.person.support
    return bool(usable if possible is None else usable & possible)


def _skills(case: Case) -> bool:
    asked = case.need.must.skills - case.need.taught
    return all(recount.holds(case.person, code, case.start, case.steps) for code in asked)


def _certificates(case: Case) -> bool:
    asked = case.need.must.certificates - case.need.taught
    return all(recount.holds(case.person, code, case.start, case.steps) for code in asked)


def _language(case: Case) -> bool:
    crew = case.site.crew_languages
    spoken = [recount.level(case.person, iso, case.steps) for iso in crew]
    return not crew or max(spoken) >= case.need.language_level


_WORK: tuple[tuple[str, Callable[[Case], bool], str], ...] = (
    ("not_forbidden", _not_forbidden, "Förslaget är avvisat sedan tidigare."),
    ("trade", _trade, "Personen har inte valt yrket."),
    ("rung", _rung, "Yrkesnivån ligger utanför behovet."),
    ("dates", _dates, "Personen är inte tillgänglig de veckorna, eller de är för få."),
    ("delay", _delay, "Starten är för sen."),
    ("hours", _hours, "Arbetstiden är längre än personen kan."),
    ("shift_hour", _shift_hour, "Arbetsdagen börjar för tidigt."),
    ("shift_end", _shift_end, "Arbetsdagen slutar för sent."),
    ("odd_hours", _odd_hours, "Arbetet är på tider då personen inte kan."),
    ("transport", _transport, "Det går inte att ta sig dit i tid."),
    ("travel_time", _travel_time, "Restiden är för lång."),
    ("licence", _licence, "Körkort saknas."),
    ("adaptation", _adaptation, "Arbetet kräver moment som inte anpassas."),
    ("age", _age, "Åldersgränsen i lag är inte uppfylld eller inte känd."),
    ("support", _support, "Ingen av behovets stödformer går att använda."),
    ("skills", _skills, "Kompetens saknas vid start."),
    ("certificates", _certificates, "Giltigt intyg saknas vid start."),
    ("language", _language, "Språknivån räcker inte."),
)
