"""A project's weekly crew and suggested needs, from the reference data in force that day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from bas.weeks import week_label
from grunddata.enums import CrewTemplateKind, OccupationRung
from grunddata.models import CrewTemplate as CrewTemplateRow
from grunddata.models import Norm, Occupation
from grunddata.selectors import in_force, norms

from .adjusting import (
    Calibration,
    Cells,
    Heads,
    Said,
    at,
    calibrate,
    changed,
    factors,
    monday_of,
    said_of,
)
from .crew_curve import (
    CrewTemplate,
    ScaledDuration,
    SuggestedNeed,
    parse_template,
    slot_rules,
    suggest_needs,
    total_heads,
    weekly_heads,
)
from .enums import EmploymentForm, ProjectKind
from .models import LabourNeed, Project
from .warnings import SIMILAR_STATES

TEMPLATES = {
    ProjectKind.NEW_DWELLINGS: CrewTemplateKind.NEW_BUILD,
    ProjectKind.RENOVATION: CrewTemplateKind.RENOVATION,
}
# Norms `slot_rules` reads that no template names.
RULE_NORMS = (
    "tutor_hours_per_apprentice_week",
    "tutor_hours_per_entry_week",
    "need_step_weeks",
    "need_min_weeks",
)
# The form a slot of the rung normally has; the company may choose another.
FORMS = {
    OccupationRung.APPRENTICE: EmploymentForm.APPRENTICE,
    OccupationRung.WITHOUT_CERTIFICATE: EmploymentForm.ORDINARY,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The company's own figures; None takes the template's."""

    m2_per_dwelling: float | None = None
    hours_per_m2: float | None = None
    hours_per_dwelling: float | None = None


@dataclass(frozen=True, slots=True)
class CurveWeek:
    monday: date
    label: str
    heads: float


@dataclass(frozen=True, slots=True)
class TradeCurve:
    """One occupation's heads, week by week from the curve's first week."""

    occupation: Occupation
    heads: list[float]
    person_weeks: float
    peak: float


@dataclass(frozen=True, slots=True)
class OwnCell:
    """Heads the company wrote for an occupation and week, beside the reckoned ones."""

    occupation: Occupation
    monday: date
    label: str
    heads: float
    reckoned: float | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need to post; ``existing`` are the numbers of live needs that already ask for the same."""

    occupation: Occupation
    rung: OccupationRung
    employment_form: EmploymentForm
    need: SuggestedNeed
    start_date: date
    end_date: date
    existing: list[int]


@dataclass(frozen=True, slots=True)
class DemandCurve:
    """``available`` False: no figures, and ``sentence`` says why and what to do."""

    available: bool
    sentence: str
    template: CrewTemplateRow | None
    template_note: str
    weeks: list[CurveWeek]
    trades: list[TradeCurve]
    assumptions: list[Norm]
    suggestions: list[Suggestion]
    changes: list[OwnCell]
    actuals: list[OwnCell]
    calibration: Calibration | None


def demand_curve(*, project: Project, today: date, figures: Figures | None = None) -> DemandCurve:
    """The project's curve; suggestions only for the time after ``today``.

    A constant number of queries. The curve's first week is the ISO week of the building start.
    Heads the company has changed stand; heads it really had scale the rest, unless it reckons with
    figures of its own. ValidationError when those do not suffice.
    """
    said = said_of(project)
    kind = TEMPLATES.get(ProjectKind(project.kind))
    if kind is None:
        label = ProjectKind(project.kind).label.lower()
        return _by_hand(
            project,
            said,
            f"För {label} finns ingen bemanningsmall. Skriv in kurvan själv, eller lägg upp "
            "behoven direkt.",
        )
    if not project.dwellings:
        return _by_hand(
            project,
            said,
            "Skriv hur många bostäder projektet har, så räknar vi ut bemanningen.",
        )
    row = CrewTemplateRow.objects.filter(kind=kind).order_by("position", "code").first()
    if row is None:
        return _by_hand(
            project,
            said,
            "Grunddata saknar en bemanningsmall. Be administratören läsa in den.",
        )
    has_own = figures is not None and figures != Figures()
    figures = figures or Figures()
    values = norms(today)
    template = parse_template(row.payload, values)
    try:
        curve = weekly_heads(
            template,
            project.dwellings,
            figures.m2_per_dwelling,
            figures.hours_per_m2,
            project.duration_weeks,
            hours_per_dwelling=figures.hours_per_dwelling,
        )
    except ValueError as error:
        raise ValidationError(
            {"hours_per_m2": "Skriv både yta per bostad och timmar per m², eller ingen av dem."}
        ) from error
    first = monday_of(project.start_date)
    assumptions = assumptions_of(row, template, today, figures)
    reckoned = heads_by_occupation(template, curve)
    calibration = None
    if said.actuals and not has_own:
        key = (row.payload["hours_per_dwelling"] or row.payload["hours_per_m2"])["norm"]
        norm = next(norm for norm in assumptions if norm.key == key)
        calibration = calibrate(reckoned, first, said.actuals, norm)
    if calibration:
        curve = {k: [h * calibration.factor for h in heads] for k, heads in curve.items()}
        reckoned = heads_by_occupation(template, curve)
    heads = changed(reckoned, first, said.changes)
    suggested = suggest_needs(
        template, curve, project.start_date, slot_rules(values), factors(reckoned, heads)
    )
    occupations = _occupations(said, {*heads, *(need.occupation_code for need in suggested)})
    weeks = _weeks(first, heads)
    return DemandCurve(
        available=True,
        sentence=_peak(weeks),
        template=row,
        template_note=row.verification_note,
        weeks=weeks,
        trades=_trades(heads, occupations),
        assumptions=assumptions,
        suggestions=_suggestions(project, suggested, occupations, today),
        changes=_own_cells(said.changes, reckoned, first, occupations),
        actuals=_own_cells(said.actuals, reckoned, first, occupations),
        calibration=calibration,
    )


def _by_hand(project: Project, said: Said, sentence: str) -> DemandCurve:
    """Without a template there is what the company wrote itself, or nothing."""
    first = monday_of(project.start_date)
    nothing = {code: [0.0] * project.duration_weeks for code, _ in said.changes}
    heads = changed(nothing, first, said.changes)
    occupations = _occupations(said, set(heads))
    weeks = _weeks(first, heads)
    return DemandCurve(
        available=bool(weeks),
        sentence=_peak(weeks) if weeks else sentence,
        template=None,
        template_note=f"Kurvan är den ni har skrivit in. {sentence}" if weeks else "",
        weeks=weeks,
        trades=_trades(heads, occupations),
        assumptions=[],
        suggestions=[],
        changes=_own_cells(said.changes, nothing, first, occupations),
        actuals=_own_cells(said.actuals, nothing, first, occupations),
        calibration=None,
    )


def _occupations(said: Said, codes: set[str]) -> dict[str, Occupation]:
    named = {code for code, _ in [*said.changes, *said.actuals]}
    return Occupation.objects.in_bulk(codes | named)


def _weeks(first: date, heads: Mapping[str, list[float]]) -> list[CurveWeek]:
    return [
        CurveWeek(day := first + timedelta(weeks=i), week_label(day), round(count, 1))
        for i, count in enumerate(total_heads(heads))
    ]


def _peak(weeks: list[CurveWeek]) -> str:
    top = max(weeks, key=lambda week: week.heads)
    return f"Som mest behövs omkring {top.heads:.0f} personer samtidigt, {top.label}."


def _trades(
    by_occupation: Mapping[str, list[float]], occupations: Mapping[str, Occupation]
) -> list[TradeCurve]:
    return [
        TradeCurve(
            occupation=occupations[code],
            heads=[round(h, 1) for h in heads],
            person_weeks=round(sum(heads), 1),
            peak=round(max(heads), 1),
        )
        for code, heads in by_occupation.items()
    ]


def _own_cells(
    cells: Cells, heads: Heads, first: date, occupations: Mapping[str, Occupation]
) -> list[OwnCell]:
    """In the order they come, trade by trade; ``reckoned`` None outside the project's time."""
    found = []
    for (code, monday), count in sorted(cells.items()):
        reckoned = at(heads, first, (code, monday))
        found.append(
            OwnCell(
                occupations[code],
                monday,
                week_label(monday),
                count,
                None if reckoned is None else round(reckoned, 1),
            )
        )
    return found


def heads_by_occupation(
    template: CrewTemplate, curve: Mapping[str, list[float]]
) -> dict[str, list[float]]:
    """Heads per occupation code and week."""
    trades = [*template.trades, *([template.labourer] if template.labourer else [])]
    heads: dict[str, list[float]] = {}
    for trade in trades:
        for crew in trade.occupations:
            own = [h * crew.part for h in curve[trade.key]]
            before = heads.get(crew.occupation, [0.0] * len(own))
            heads[crew.occupation] = [a + b for a, b in zip(before, own, strict=True)]
    return heads


def assumptions_of(
    row: CrewTemplateRow,
    template: CrewTemplate,
    today: date,
    figures: Figures | None = None,
    *,
    own_length: bool = True,
) -> list[Norm]:
    """The norms the answer rests on. The project's own length and figures replace some of them."""
    figures = figures or Figures()
    payload = dict(row.payload)
    if own_length and isinstance(template.duration, ScaledDuration):
        del payload["duration"]
    if figures.hours_per_dwelling is not None:
        payload["m2_per_dwelling"] = payload["hours_per_m2"] = payload["hours_per_dwelling"] = None
    if figures.m2_per_dwelling is not None:
        payload["m2_per_dwelling"] = None
    if figures.hours_per_m2 is not None:
        payload["hours_per_m2"] = None
    shares = {
        slot.share_norm for trade in template.trades for c in trade.occupations for slot in c.slots
    }
    if template.labourer:
        shares |= {slot.share_norm for c in template.labourer.occupations for slot in c.slots}
    keys = {*_named_norms(payload), *shares, *RULE_NORMS}
    latest: dict[str, Norm] = {}
    for norm in in_force(Norm.objects.filter(key__in=keys), today).order_by("key", "valid_from"):
        latest[norm.key] = norm
    return sorted(latest.values(), key=lambda norm: (norm.position, norm.code))


def _named_norms(value: Any) -> Iterator[str]:
    """Keys of every ``{"norm": key}`` in a template's payload."""
    if isinstance(value, dict):
        if set(value) == {"norm"}:
            yield value["norm"]
        else:
            for part in value.values():
                yield from _named_norms(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named_norms(part)


def _suggestions(
    project: Project,
    suggested: list[SuggestedNeed],
    occupations: Mapping[str, Occupation],
    today: date,
) -> list[Suggestion]:
    live = list(
        LabourNeed.objects.filter(project=project, state__in=SIMILAR_STATES)
        .order_by("number")
        .values_list("number", "occupation_id", "min_rung", "start_date", "end_date")
    )
    # What is to come starts on a Monday.
    first = today + timedelta(days=-today.weekday() % 7)
    found = []
    for whole in suggested:
        steps = tuple(
            replace(step, start=max(step.start, first)) for step in whole.steps if step.end > first
        )
        if not steps:
            continue
        need = replace(whole, steps=steps)
        start, end = steps[0].start, steps[-1].end
        rung = OccupationRung(need.rung)
        found.append(
            Suggestion(
                occupation=occupations[need.occupation_code],
                rung=rung,
                employment_form=FORMS.get(rung, EmploymentForm.ORDINARY),
                need=need,
                start_date=start,
                end_date=end,
                existing=[
                    number
                    for number, occupation, min_rung, a, b in live
                    if (occupation, min_rung) == (need.occupation_code, need.rung)
                    and a < end
                    and start < b
                ],
            )
        )
    return found
