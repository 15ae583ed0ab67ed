"""What the company has said of its own curve: heads it changed, and heads it really had.

A change replaces the reckoned heads of one occupation and week, and stays when the curve is
reckoned anew. Actual heads give one figure: how many hours a m² (or a dwelling) they correspond to
against the norm. The whole curve is scaled with it, but never beyond the norm's range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from grunddata.models import Norm

from .models import CurveVersion, Project

# (occupation code, Monday) → heads
Cells = dict[tuple[str, date], float]
Heads = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Said:
    """The version that stands; 0 before the first."""

    number: int = 0
    changes: Cells = field(default_factory=dict)
    actuals: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calibration:
    """``factor`` is what the curve is scaled with; ``is_clamped`` when the norm's range held it."""

    weeks: int
    factor: float
    is_clamped: bool
    sentence: str


def said_of(project: Project) -> Said:
    """One query."""
    row = CurveVersion.objects.filter(project=project).order_by("-number").first()
    if row is None:
        return Said()
    return Said(row.number, to_cells(row.changes), to_cells(row.actuals))


def to_cells(rows: Sequence[Sequence[object]]) -> Cells:
    return {(str(code), date.fromisoformat(str(day))): float(str(n)) for code, day, n in rows}


def to_rows(cells: Mapping[tuple[str, date], float]) -> list[list[str | float]]:
    return [[code, day.isoformat(), heads] for (code, day), heads in sorted(cells.items())]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def at(heads: Heads, first: date, cell: tuple[str, date]) -> float | None:
    """The curve's figure there; None outside its weeks, 0 for an occupation it does not have."""
    code, monday = cell
    index = (monday - first).days // 7
    length = len(next(iter(heads.values()), []))
    if not 0 <= index < length:
        return None
    return heads[code][index] if code in heads else 0.0


def calibrate(heads: Heads, first: date, actuals: Cells, norm: Norm) -> Calibration | None:
    """Actual heads over reckoned heads of the same occupations and weeks, times the norm.

    None without actual heads where the curve has any.
    """
    planned = {cell: at(heads, first, cell) or 0.0 for cell in actuals}
    known = {cell for cell, count in planned.items() if count > 0}
    if not known:
        return None
    asked = sum(actuals[cell] for cell in known) / sum(planned[cell] for cell in known)
    value = float(norm.value)
    low = float(norm.low) if norm.low is not None else 0.0
    high = float(norm.high) if norm.high is not None else float("inf")
    held = min(max(asked * value, low), high)
    weeks = len({monday for _, monday in known})
    sentence = (
        f"Kalibrerat på {weeks} {'vecka' if weeks == 1 else 'veckor'}: {_number(held)} "
        f"{norm.unit} i stället för {_number(value)}."
    )
    is_clamped = abs(held - asked * value) > 1e-9
    if is_clamped:
        sentence += (
            f" Ert utfall motsvarar {_number(asked * value)}, utanför normens spann "
            f"{_number(low)}–{_number(high)}. Kurvan stannar vid spannets gräns."
        )
    return Calibration(weeks, held / value, is_clamped, sentence)


def changed(heads: Heads, first: date, changes: Cells) -> Heads:
    """The curve with the company's own heads in their places."""
    length = len(next(iter(heads.values()), []))
    result = {code: list(row) for code, row in heads.items()}
    for (code, monday), count in changes.items():
        index = (monday - first).days // 7
        if 0 <= index < length:
            result.setdefault(code, [0.0] * length)[index] = count
    return result


def factors(before: Heads, after: Heads) -> dict[str, list[float]]:
    """How many times each figure has grown; 1 where there was none to grow."""
    return {
        code: [
            new / old if old > 0 else 1.0
            for old, new in zip(before[code], after[code], strict=True)
        ]
        for code in before
    }


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
