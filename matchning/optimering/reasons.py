"""Why this proposal: rules met, parts of the value, what is not known — one sentence each."""

from collections.abc import Iterator

from .columns import Columns
from .missing import missing
from .problem import LANGUAGE_LEVELS, Intake
from .registry import PAIR_RULES, PairRule
from .result import Placement, Reason, Training
from .swedish import names, number
from .tables import Tables
from .travel import BoolArray
from .value import PARTS

Met = dict[str, BoolArray]
WORTH_TELLING = 0.05  # weeks of work: smaller parts of the value are not told


def reasons(
    t: Tables, met: Met, columns: Columns, c: int, placement: Placement
) -> Iterator[Reason]:
    """All reasons for column c, rules first, then courses, value and missing facts."""
    if placement.locked:
        yield Reason("locked", "met", "Förslaget är låst.")
    if t.problem.pairs is None:
        i, j = int(columns.candidate[c]), int(columns.need[c])
        yield from _rules(t, met, i, j, placement)
        yield from _courses(t, placement)
        yield from _on_site(t, i, j, placement)
        yield from missing(t, columns, c)
    yield from _value(placement)


def of_training(t: Tables, training: Training) -> Iterator[Reason]:
    """All reasons for courses alone: the courses, what they open, the value."""
    yield from _courses(t, training)
    text = f"Öppnar för väntat arbete: {t.label(training.opening)}."
    yield Reason("opening", "met", text, {"opening": training.opening})
    yield from _value(training)


def _rules(t: Tables, met: Met, i: int, j: int, placement: Placement) -> Iterator[Reason]:
    for rule in PAIR_RULES:
        holds = bool(met[rule.code][i, j])
        facts = dict(rule.facts(t, i, j))
        if holds and rule.applies(t, i, j):
            yield Reason(rule.code, "met", rule.met_sv.format(**facts), facts)
        elif not holds and rule.closable and placement.intakes:
            yield Reason(rule.code, "met", _by_course(rule, facts), facts)
        elif not holds:  # only a locked placement gets here: a human decided otherwise
            yield Reason(rule.code, "minus", rule.blocked_sv.format(**facts), facts)


def _by_course(rule: PairRule, facts: dict[str, object]) -> str:
    if rule.code == "language":
        return f"Når nivå {facts['needed']} genom kurs före start."
    return f"Får det som saknas ({facts['missing']}) genom kurs före start."


def _courses(t: Tables, placement: Placement | Training) -> Iterator[Reason]:
    intakes = {intake.id: intake for intake in t.problem.intakes}
    courses = {course.id: course for course in t.problem.courses}
    for name in placement.intakes:
        intake: Intake = intakes[name]
        course = courses[intake.course]
        gives = [t.label(code) for code in (*course.grants_certificates, *course.grants_skills)]
        gives += [
            f"{t.label(iso)} {LANGUAGE_LEVELS[level]}"
            for iso, level in course.grants_languages.items()
        ]
        weeks = f"vecka {intake.start_week} till {intake.end_week}"
        yield Reason(
            "course",
            "met",
            f"Går {t.label(course.id)} {weeks} och får {', '.join(sorted(gives))}.",
            {
                "intake": intake.id,
                "course": course.id,
                "start_week": intake.start_week,
                "end_week": intake.end_week,
                "hours": course.hours,
                "cost_sek": intake.cost_sek,
                "payer": intake.payer,
            },
        )


def _on_site(t: Tables, i: int, j: int, placement: Placement) -> Iterator[Reason]:
    """What happens during the work: taught on site, and certificates that run out."""
    need, person = t.problem.needs[j], t.problem.candidates[i]
    taught = sorted(
        code
        for code in need.taught
        if code not in (person.skills or ()) and code not in person.certificates
    )
    if taught:
        text = f"Lärs ut på platsen: {names(taught, t.problem.labels)}."
        yield Reason("taught", "met", text, {"codes": taught})
    granted = {
        code
        for intake in t.problem.intakes
        if intake.id in placement.intakes
        for course in t.problem.courses
        if course.id == intake.course
        for code in course.grants_certificates
    }
    for code in sorted(need.must.certificates - need.taught - granted):
        expires = person.certificates.get(code)
        if expires is not None and placement.start_week < expires < placement.end_week:
            text = f"{t.label(code)} går ut vecka {expires} och behöver förnyas under tiden."
            yield Reason("renewal", "minus", text, {"code": code, "expires_week": expires})


def _value(placement: Placement | Training) -> Iterator[Reason]:
    for code, value in placement.value_parts.items():
        if abs(value) >= WORTH_TELLING:
            sign = "+" if value > 0 else "\N{MINUS SIGN}"
            unit = "" if code == "pair" else " arbetsveckor"
            text = f"{PARTS[code].capitalize()}: {sign}{number(abs(value))}{unit}."
            yield Reason(code, "plus" if value > 0 else "minus", text, {"value": value})
