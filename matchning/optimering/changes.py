"""Declared changes of a problem: what a *what if* may ask and what a *what it takes* may answer.

A change is data (kind, item, code, amount, week), so it can be stored, sent and read back. `KINDS`
is the whole list: which items a kind changes, how, and the words for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil
from types import MappingProxyType
from typing import Any, Literal

from .conditions import Budget
from .errors import ProblemError
from .problem import (
    LANGUAGE_LEVELS,
    RUNGS,
    Candidate,
    Forbidden,
    Intake,
    Lock,
    Need,
    Problem,
    Site,
    TradeWish,
)
from .swedish import ODD_HOURS_SV, counted, decimal, hour
from .validation import validate

FULL_TIME = 40.0  # hours a week
WORDS_SV = MappingProxyType(
    {"public": "kollektivtrafik", "car": "bil", "bicycle": "cykel", **ODD_HOURS_SV}
)
Field = Literal["candidates", "sites", "needs", "courses", "intakes", "budgets"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `item` is the id of what changes; `KINDS[kind]` says what the rest means."""

    kind: str
    item: str
    code: str = ""  # skill, certificate, licence, language, trade, task demand, need, ...
    amount: float = 1.0  # hours, minutes, seats, people, kronor, a level or a rung
    week: int | None = None  # None = every week, where weeks matter


@dataclass(frozen=True, slots=True)
class Kind:
    """`clause_sv` is formatted with the words `clause` gives it."""

    field: Field
    clause_sv: str
    apply: Callable[[Problem, Change], Problem]


def what_if(problem: Problem, changes: Iterable[Change]) -> Problem:
    """The problem with every change made, in order.

    Raises ProblemError for an unknown kind or item, or when the outcome is no sound problem.
    """
    for change in changes:
        problem = known(problem, change).apply(problem, change)
    validate(problem)
    return problem


def known(problem: Problem, change: Change) -> Kind:
    """What kind of change it is. Raises ProblemError for an unknown kind or item."""
    kind = KINDS.get(change.kind)
    if kind is None:
        raise ProblemError("unknown_kind", f"changes[{change.kind}]", "Ändringen finns inte.")
    if all(entry.id != change.item for entry in getattr(problem, kind.field)):
        text = f"{change.item} finns inte i problemet."
        raise ProblemError("unknown_reference", f"changes[{change.kind}]", text)
    return kind


def clause(problem: Problem, change: Change) -> str:
    """The change as a Swedish clause: *kandidaten får körkort B*."""
    labels = problem.labels
    amount = change.amount
    return KINDS[change.kind].clause_sv.format(
        item=labels.get(change.item, change.item),
        code=labels.get(change.code, WORDS_SV.get(change.code, change.code)),
        amount=decimal(amount),
        weeks=counted(amount, "vecka", "veckor"),
        minutes=counted(amount, "minut", "minuter"),
        seats=counted(amount, "kursplats", "kursplatser"),
        places=counted(amount, "plats", "platser"),
        tutoring=counted(amount, "handledartimme", "handledartimmar"),
        level=LANGUAGE_LEVELS[min(max(int(amount), 0), 6)],
        rung=RUNGS[min(max(int(amount), 0), 2)],
        hour=hour(amount),
        week=change.week,
        when="" if change.week is None else f" vecka {change.week}",
    )


def _edit(
    field: Field, change: Callable[[Any, Change], Any]
) -> Callable[[Problem, Change], Problem]:
    """Change the one item of the field that the change names."""

    def apply(problem: Problem, asked: Change) -> Problem:
        entries = tuple(
            change(entry, asked) if entry.id == asked.item else entry
            for entry in getattr(problem, field)
        )
        return replace(problem, **{field: entries})  # type: ignore[arg-type]

    return apply


def _set(field: Field, name: str, value: Callable[[Any, Change], Any], clause_sv: str) -> Kind:
    """A kind that gives one attribute a new value, worked out from the item and the change."""
    return Kind(
        field,
        clause_sv,
        _edit(field, lambda item, change: replace(item, **{name: value(item, change)})),
    )


def _wish(person: Candidate, change: Change) -> tuple[TradeWish, ...]:
    """The wish with its new rung, first chosen if it is new."""
    rung = int(change.amount)
    if any(wish.trade == change.code for wish in person.trades):
        return tuple(
            replace(wish, rung=rung) if wish.trade == change.code else wish
            for wish in person.trades
        )
    return (*person.trades, TradeWish(change.code, rung))


def _places(need: Need, change: Change) -> Need:
    demand = tuple(
        replace(step, headcount=step.headcount + int(change.amount))
        if change.week is None or step.start_week <= change.week < step.end_week
        else step
        for step in need.demand
    )
    return replace(need, demand=demand)


def _tutor_hours(problem: Problem, change: Change) -> Problem:
    def more(site: Site, asked: Change) -> Site:
        hours = site.tutor_hours_per_week
        if hours is None:
            return site
        if asked.week is None and not isinstance(hours, tuple):
            return replace(site, tutor_hours_per_week=hours + asked.amount)
        weekly = hours if isinstance(hours, tuple) else (hours,) * problem.weeks
        return replace(
            site,
            tutor_hours_per_week=tuple(
                h + asked.amount if asked.week in {None, week} else h
                for week, h in enumerate(weekly)
            ),
        )

    return _edit("sites", more)(problem, change)


def _item(person: Candidate, change: Change) -> Candidate:
    """She holds the skill or certificate; one who was not asked for skills keeps that."""
    held = {**person.certificates, change.code: None}
    return replace(person, certificates=held)


def _accepts_rung(need: Need, change: Change) -> Need:
    rung = int(change.amount)
    return replace(need, min_rung=min(need.min_rung, rung), max_rung=max(need.max_rung, rung))


def course_weeks(problem: Problem, course: str) -> int:
    """How long the course is: its shortest intake, else its hours at full time."""
    lengths = [k.end_week - k.start_week for k in problem.intakes if k.course == course]
    hours = next(c.hours for c in problem.courses if c.id == course)
    return min(lengths, default=max(1, ceil((hours or FULL_TIME) / FULL_TIME)))


def _course_by(problem: Problem, change: Change) -> Problem:
    """One more intake of the course, with a seat and no journey, that ends in the week."""
    end = problem.weeks if change.week is None else change.week
    start = max(end - course_weeks(problem, change.item), 0)
    like = next((k for k in problem.intakes if k.course == change.item), None)
    cost, payer = (like.cost_sek, like.payer) if like else (0.0, None)
    name = f"{change.item} {start}-{end} {len(problem.intakes)}"
    new = Intake(name, change.item, start, end, 1, cost_sek=cost, payer=payer)
    return replace(problem, intakes=(*problem.intakes, new))


def _lock(problem: Problem, change: Change) -> Problem:
    return replace(problem, locks=(*problem.locks, Lock(change.item, change.code)))


def _unlock(problem: Problem, change: Change) -> Problem:
    return replace(problem, locks=tuple(k for k in problem.locks if k.candidate != change.item))


def _ban(problem: Problem, change: Change) -> Problem:
    return replace(problem, forbidden=(*problem.forbidden, Forbidden(change.item, change.code)))


def _allow(problem: Problem, change: Change) -> Problem:
    banned = Forbidden(change.item, change.code)
    return replace(problem, forbidden=tuple(f for f in problem.forbidden if f != banned))


def _budget(budget: Budget, change: Change) -> float:
    return budget.limit_sek + change.amount


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        # capacities: `amount` more
        "seat": _set(
            "intakes",
            "seats",
            lambda k, c: k.seats + int(c.amount),
            "{seats} till på {item}",
        ),
        "place": Kind("needs", "{places} till på {item}{when}", _edit("needs", _places)),
        "tutor_hour": Kind("sites", "{tutoring} till på {item}{when}", _tutor_hours),
        "budget": _set("budgets", "limit_sek", _budget, "{amount} kr till i budgeten {item}"),
        # the candidate
        "consent": _set(
            "candidates", "consent", lambda p, c: True, "kandidaten samtycker till att föreslås"
        ),
        "open": _set(
            "candidates", "excluded", lambda p, c: False, "kandidaten går att föreslå igen"
        ),
        "trade": _set(
            "candidates", "trades", _wish, "kandidaten väljer yrket {code} på nivån {rung}"
        ),
        "rung": _set("candidates", "trades", _wish, "kandidaten når nivån {rung} som {code}"),
        "from_week": _set(
            "candidates",
            "available_from_week",
            lambda p, c: c.week,
            "kandidaten kan börja vecka {week}",
        ),
        "to_week": _set(
            "candidates",
            "available_to_week",
            lambda p, c: c.week,
            "kandidaten är tillgänglig till vecka {week}",
        ),
        "hours": _set(
            "candidates",
            "hours_per_week",
            lambda p, c: c.amount,
            "kandidaten kan arbeta {amount} timmar i veckan",
        ),
        "shift": _set(
            "candidates",
            "earliest_shift_hour",
            lambda p, c: c.amount,
            "kandidaten kan börja arbetsdagen {hour}",
        ),
        "end": _set(
            "candidates",
            "latest_end_hour",
            lambda p, c: c.amount,
            "kandidaten kan arbeta till {hour}",
        ),
        "odd_hour": _set(
            "candidates",
            "odd_hours",
            lambda p, c: {**p.odd_hours, c.code: True},
            "kandidaten kan arbeta {code}",
        ),
        "travel": _set(
            "candidates",
            "max_travel_minutes",
            lambda p, c: (p.max_travel_minutes or 0.0) + c.amount,
            "kandidaten kan resa {minutes} längre",
        ),
        "mode": _set(
            "candidates", "modes", lambda p, c: p.modes | {c.code}, "kandidaten kan resa med {code}"
        ),
        "licence": _set(
            "candidates",
            "licences",
            lambda p, c: p.licences | {c.code},
            "kandidaten får körkort {code}",
        ),
        "item": Kind("candidates", "kandidaten har {code} före start", _edit("candidates", _item)),
        "language": _set(
            "candidates",
            "languages",
            lambda p, c: {**p.languages, c.code: int(c.amount)},
            "kandidaten når nivå {level} i {code}",
        ),
        "age": _set(
            "candidates", "age_years", lambda p, c: int(c.amount), "kandidaten är minst {amount} år"
        ),
        "form": _set(
            "candidates",
            "support",
            lambda p, c: (p.support or frozenset()) | {c.code},
            "stödformen {code} är möjlig för kandidaten",
        ),
        # the need and its site
        "need_rung": Kind("needs", "behovet tar emot nivån {rung}", _edit("needs", _accepts_rung)),
        "need_delay": _set(
            "needs",
            "max_delay_weeks",
            lambda n, c: (n.max_delay_weeks or 0) + int(c.amount),
            "behovet tillåter start {weeks} senare",
        ),
        "need_weeks": _set(
            "needs",
            "min_weeks",
            lambda n, c: int(c.amount),
            "behovet nöjer sig med {weeks}",
        ),
        "need_hours": _set(
            "needs",
            "hours_per_week",
            lambda n, c: c.amount,
            "behovet tar emot {amount} timmar i veckan",
        ),
        "need_language": _set(
            "needs",
            "language_level",
            lambda n, c: int(c.amount),
            "behovet tar emot språknivån {level}",
        ),
        "need_teaches": _set(
            "needs", "taught", lambda n, c: n.taught | {c.code}, "arbetsplatsen lär ut {code}"
        ),
        "site_shift": _set(
            "sites", "shift_start_hour", lambda s, c: c.amount, "arbetsdagen börjar {hour}"
        ),
        "site_end": _set(
            "sites", "shift_end_hour", lambda s, c: c.amount, "arbetsdagen slutar {hour}"
        ),
        "site_odd_hour": _set(
            "sites",
            "odd_hours",
            lambda s, c: s.odd_hours - {c.code},
            "arbetet inte omfattar {code}",
        ),
        "site_adapts": _set(
            "sites",
            "adaptations",
            lambda s, c: s.adaptations | {c.code},
            "arbetsplatsen anpassar momentet {code}",
        ),
        "site_form": _set(
            "sites",
            "support_unmet",
            lambda s, c: s.support_unmet - {c.code},
            "arbetsgivaren uppfyller villkoren för {code}",
        ),
        # courses and decisions
        "course_by": Kind("courses", "{item} ges så att den är klar vecka {week}", _course_by),
        "lock": Kind("candidates", "{item} låses till {code}", _lock),
        "unlock": Kind("candidates", "låset för {item} lyfts", _unlock),
        "ban": Kind("candidates", "{item} avvisas för {code}", _ban),
        "allow": Kind("candidates", "avvisningen av {item} för {code} tas tillbaka", _allow),
    }
)
