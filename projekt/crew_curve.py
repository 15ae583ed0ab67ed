"""From a building to weekly heads per trade, and from heads to suggested needs.

Pure functions: no Django, no clock, no files. The templates are reference data (`CrewTemplate` rows
in `grunddata`); `parse_template` turns their payload into the dataclasses used here.

How a curve is made: total hours are split over the trades by wage weights (Statistics Norway's
weights for an apartment block), and each trade's hours are spread over the weeks by a trapezoid
that rises, stays level and falls between four points given as fractions of the project's duration.
The curve is sampled at the middle of each week and scaled so that the trade's hours are kept
exactly.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

LABOURER = "labourer"
APPRENTICE, WITHOUT_CERTIFICATE = 0, 1  # rungs, as in grunddata.enums

Window = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Slot:
    """Part of a crew open to the programme: `rung` and the norm that says how large the part is."""

    rung: int
    share_norm: str


@dataclass(frozen=True, slots=True)
class CrewOccupation:
    """An occupation's part (0–1) of a trade's heads, and its slots."""

    occupation: str
    part: float
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class CrewTrade:
    """A trade of the template: part of all trade hours and when they are worked.

    `window` is (start, full from, full to, end) as fractions of the project, or of one stack where
    the template works stack by stack.
    """

    key: str
    share: float
    window: Window
    occupations: tuple[CrewOccupation, ...]


@dataclass(frozen=True, slots=True)
class ScaledDuration:
    """weeks = reference_weeks × (dwellings / reference_dwellings) ** exponent, at least
    `min_weeks`.

    Bromilow's time–cost law T = K·C^B with B about 0.3; the exponent is an assumption of ours.
    """

    reference_dwellings: float
    reference_weeks: float
    exponent: float
    min_weeks: float

    def weeks(self, dwellings: int) -> int:
        scale: float = (dwellings / self.reference_dwellings) ** self.exponent
        return round(max(self.min_weeks, self.reference_weeks * scale))


@dataclass(frozen=True, slots=True)
class StackDuration:
    """Each stack takes `weeks_per_stack`; a new one starts every `interval_weeks`."""

    weeks_per_stack: float
    dwellings_per_stack: float
    interval_weeks: float

    def weeks(self, dwellings: int) -> int:
        stacks = math.ceil(dwellings / self.dwellings_per_stack)
        return round(self.weeks_per_stack + self.interval_weeks * (stacks - 1))


@dataclass(frozen=True, slots=True)
class CrewTemplate:
    """A kind of building. Hours come per m² (new build) or per dwelling (renovation)."""

    trades: tuple[CrewTrade, ...]
    labourer: CrewTrade | None
    duration: ScaledDuration | StackDuration
    effective_hours_per_week: float
    m2_per_dwelling: float | None
    hours_per_m2: float | None
    hours_per_dwelling: float | None


@dataclass(frozen=True, slots=True)
class SlotRules:
    """Assumptions (from `Norm`) that turn heads into slots for the programme.

    shares: norm key → part of the heads (0–1); tutor_hours: rung → hours per person and week;
    step_weeks: the headcount may change only every so many weeks; min_weeks: a trade too small for
    a whole head all along still gets one, for as long as its person-weeks reach, if that is at
    least this long.
    """

    shares: Mapping[str, float]
    tutor_hours: Mapping[int, float]
    step_weeks: int
    min_weeks: int


@dataclass(frozen=True, slots=True)
class NeedStep:
    """A constant headcount from Monday `start` to Monday `end` (exclusive)."""

    start: date
    end: date
    headcount: int

    @property
    def weeks(self) -> int:
        return (self.end - self.start).days // 7


@dataclass(frozen=True, slots=True)
class SuggestedNeed:
    """A need for the company to accept or change. Steps are in order and never overlap."""

    occupation_code: str
    rung: int
    steps: tuple[NeedStep, ...]
    tutor_hours_per_person_week: float

    @property
    def person_weeks(self) -> int:
        return sum(step.headcount * step.weeks for step in self.steps)


def parse_template(payload: Mapping[str, Any], norms: Mapping[str, float]) -> CrewTemplate:
    """Dataclasses of a `CrewTemplate` row's payload; {"norm": key} stands for that norm's value.

    Raises ValueError when shares do not sum to 1, parts of a trade do not, or a window runs
    backwards; KeyError when a field or a norm is missing.
    """
    raw = _with_norms(payload, norms)
    trades = tuple(_parse_trade(trade) for trade in raw["trades"])
    if not math.isclose(sum(trade.share for trade in trades), 1.0, abs_tol=1e-6):
        raise ValueError("the trades' shares must sum to 1")
    labourer = raw["labourer"]
    return CrewTemplate(
        trades=trades,
        labourer=_parse_trade(labourer) if labourer else None,
        duration=_parse_duration(**raw["duration"]),
        effective_hours_per_week=raw["effective_hours_per_week"],
        m2_per_dwelling=raw["m2_per_dwelling"],
        hours_per_m2=raw["hours_per_m2"],
        hours_per_dwelling=raw["hours_per_dwelling"],
    )


def slot_rules(norms: Mapping[str, float]) -> SlotRules:
    """The norms' own rules for `suggest_needs`. KeyError when one is missing."""
    apprentice = norms["tutor_hours_per_apprentice_week"]
    entry = norms["tutor_hours_per_entry_week"]
    return SlotRules(
        shares={key: norm for key, norm in norms.items() if key.endswith("_share")},
        tutor_hours={APPRENTICE: apprentice, WITHOUT_CERTIFICATE: entry},
        step_weeks=round(norms["need_step_weeks"]),
        min_weeks=round(norms["need_min_weeks"]),
    )


def project_hours(
    template: CrewTemplate,
    dwellings: int,
    m2_per_dwelling: float | None = None,
    hours_per_m2: float | None = None,
    hours_per_dwelling: float | None = None,
) -> float:
    """Hours of the trades (labourers come on top); `hours_per_dwelling` wins over area.

    Raises ValueError for fewer than one dwelling, a figure that is not positive, or when neither
    the call nor the template says how many hours a dwelling takes.
    """
    if dwellings < 1:
        raise ValueError("a project has at least one dwelling")
    by_area_asked = m2_per_dwelling is not None or hours_per_m2 is not None
    if hours_per_dwelling is None and not by_area_asked:
        hours_per_dwelling = template.hours_per_dwelling
    if hours_per_dwelling is not None:
        factors = [hours_per_dwelling]
    else:
        area = m2_per_dwelling if m2_per_dwelling is not None else template.m2_per_dwelling
        rate = hours_per_m2 if hours_per_m2 is not None else template.hours_per_m2
        if area is None or rate is None:
            raise ValueError("hours per dwelling, or area and hours per m², must be given")
        factors = [area, rate]
    if not all(math.isfinite(factor) and factor > 0 for factor in factors):
        raise ValueError("area and hours must be positive numbers")
    return math.prod([dwellings, *factors])


def weekly_heads(
    template: CrewTemplate,
    dwellings: int,
    m2_per_dwelling: float | None = None,
    hours_per_m2: float | None = None,
    duration_weeks: int | None = None,
    *,
    hours_per_dwelling: float | None = None,
) -> dict[str, list[float]]:
    """Heads per trade key and week (index 0 is the first week); unrounded.

    The key `labourer` is last where the template has labourers: a share on top of all trades, week
    by week. Figures left out come from the template; ValueError as in `project_hours`, or for a
    duration under one week.
    """
    hours = project_hours(template, dwellings, m2_per_dwelling, hours_per_m2, hours_per_dwelling)
    weeks = template.duration.weeks(dwellings) if duration_weeks is None else duration_weeks
    if weeks < 1:
        raise ValueError("a project lasts at least one week")
    head_weeks = hours / template.effective_hours_per_week
    curve: dict[str, list[float]] = {}
    for trade in template.trades:
        weights = _week_weights(_project_window(template, trade, weeks), weeks)
        curve[trade.key] = [head_weeks * trade.share * weight for weight in weights]
    if template.labourer:
        share = template.labourer.share
        curve[LABOURER] = [share * heads for heads in total_heads(curve)]
    return curve


def total_heads(curve: Mapping[str, Sequence[float]]) -> list[float]:
    """Heads of all trades together, per week."""
    return [sum(week) for week in zip(*curve.values(), strict=True)]


def suggest_needs(
    template: CrewTemplate,
    curve: Mapping[str, Sequence[float]],
    start_date: date,
    rules: SlotRules,
    factors: Mapping[str, Sequence[float]] | None = None,
) -> list[SuggestedNeed]:
    """Needs with whole headcounts, per occupation and rung, in the template's order.

    Week 0 is the ISO week of `start_date`. The slots of a trade are its heads × the norm's share,
    averaged over blocks of `rules.step_weeks` and rounded half up, so that planned and wanted
    person-weeks differ by at most half a head per week. Needs with no slot are left out.
    ``factors`` scale an occupation's weeks. KeyError when a norm is missing.
    """
    monday = start_date - timedelta(days=start_date.weekday())
    trades = [*template.trades, *([template.labourer] if template.labourer else [])]
    wanted: dict[tuple[str, int], list[float]] = {}
    for trade in trades:
        for crew in trade.occupations:
            for slot in crew.slots:
                factor = crew.part * rules.shares[slot.share_norm]
                slots = [heads * factor for heads in curve[trade.key]]
                if factors and crew.occupation in factors:
                    scale = factors[crew.occupation]
                    slots = [heads * f for heads, f in zip(slots, scale, strict=True)]
                before = wanted.get((crew.occupation, slot.rung), [0.0] * len(slots))
                wanted[crew.occupation, slot.rung] = [
                    a + b for a, b in zip(before, slots, strict=True)
                ]
    needs = []
    for (occupation, rung), slots in wanted.items():
        steps = _steps(slots, monday, rules)
        if steps:
            needs.append(SuggestedNeed(occupation, rung, steps, rules.tutor_hours[rung]))
    return needs


def _with_norms(value: Any, norms: Mapping[str, float]) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {"norm"}:
            return norms[value["norm"]]
        return {key: _with_norms(part, norms) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_norms(part, norms) for part in value]
    return value


def _parse_duration(kind: str, **figures: float) -> ScaledDuration | StackDuration:
    if kind == "scaled":
        return ScaledDuration(**figures)
    if kind == "stacks":
        return StackDuration(**figures)
    raise ValueError(f"unknown kind of duration: {kind}")


def _parse_trade(raw: Mapping[str, Any]) -> CrewTrade:
    window: Window = tuple(raw["window"])
    if len(window) != 4 or list(window) != sorted(window) or window[0] < 0 or window[3] > 1:
        raise ValueError(f"{raw['key']}: a window is four rising fractions from 0 to 1")
    occupations = tuple(
        CrewOccupation(
            occupation=crew["occupation"],
            part=crew["part"],
            slots=tuple(Slot(rung, norm) for rung, norm in crew["slots"]),
        )
        for crew in raw["occupations"]
    )
    if not math.isclose(sum(crew.part for crew in occupations), 1.0):
        raise ValueError(f"{raw['key']}: the parts of the occupations must sum to 1")
    return CrewTrade(raw["key"], raw["share"], window, occupations)


def _project_window(template: CrewTemplate, trade: CrewTrade, weeks: int) -> Window:
    """The trade's window as fractions of the whole project.

    Stacks start evenly over the time left beside one stack; a task that is level in one stack is
    then a trapezoid over the project (the convolution of two rectangles).
    """
    if not isinstance(template.duration, StackDuration):
        return trade.window
    # A project shorter than one normal stack works all its stacks at once, faster.
    stack = min(1.0, template.duration.weeks_per_stack / weeks)
    spread = 1.0 - stack
    start, end = trade.window[0] * stack, trade.window[3] * stack
    return (start, min(start + spread, end), max(start + spread, end), end + spread)


def _week_weights(window: Window, weeks: int) -> list[float]:
    """Part of the trade's hours in each week; sums to 1."""
    heights = [_height((week + 0.5) / weeks, window) for week in range(weeks)]
    total = sum(heights)
    if total == 0:
        # Shorter than a week and between two midpoints: all of it in the week it falls in.
        middle = min(weeks - 1, int((window[0] + window[3]) / 2 * weeks))
        return [float(week == middle) for week in range(weeks)]
    return [height / total for height in heights]


def _height(t: float, window: Window) -> float:
    start, full_from, full_to, end = window
    if t <= start or t >= end:
        return 0.0
    if t < full_from:
        return (t - start) / (full_from - start)
    if t <= full_to:
        return 1.0
    return (end - t) / (end - full_to)


def _steps(slots: Sequence[float], monday: date, rules: SlotRules) -> tuple[NeedStep, ...]:
    blocks = [
        slots[first : first + rules.step_weeks] for first in range(0, len(slots), rules.step_weeks)
    ]
    # The tiny term keeps 0.5 from falling down through float noise.
    heads = [math.floor(sum(block) / len(block) + 0.5 + 1e-9) for block in blocks]
    if not any(heads):
        heads = _one_slot(blocks, rules)
    counts = [head for head, block in zip(heads, blocks, strict=True) for _ in block]
    steps = []
    week = 0
    for headcount, run in groupby(counts):
        length = len(list(run))
        if headcount:
            start = monday + timedelta(weeks=week)
            steps.append(NeedStep(start, start + timedelta(weeks=length), headcount))
        week += length
    return tuple(steps)


def _one_slot(blocks: Sequence[Sequence[float]], rules: SlotRules) -> list[int]:
    """One head over the busiest blocks, as long as the person-weeks reach; none if too short."""
    sums = [sum(block) for block in blocks]
    length = round(sum(sums) / rules.step_weeks)
    if length * rules.step_weeks < rules.min_weeks:
        return [0] * len(blocks)
    firsts = range(len(blocks) - length + 1)
    best = max(firsts, key=lambda first: (sum(sums[first : first + length]), -first))
    return [int(best <= index < best + length) for index in range(len(blocks))]
