"""A chosen column as it is told: a Placement where it has work in it, else a Training."""

from math import isfinite

from .columns import Columns
from .result import PlacedLeg, Placement, Training
from .tables import Tables
from .value import keep_bonus, parts, total


def placement(t: Tables, columns: Columns, c: int) -> Placement:
    """Column c, which has one leg or more."""
    legs, path, i = columns.legs, columns.paths[columns.path[c]], int(columns.candidate[c])
    at = range(int(legs.begin[c]), int(legs.begin[c + 1]))
    work = [(int(legs.need[k]), int(legs.start[k]), int(legs.end[k])) for k in at]
    if t.problem.pairs is None:
        found = parts(t, i, work, path)
        value = total(found)  # to the last digit, where the column's is to rounding
    else:
        keep = keep_bonus(t, i, work[0][0], work[0][1:], ())
        value = float(columns.value[c])
        found = {"pair": value - (keep or 0.0)} | ({} if keep is None else {"keep": keep})
    first, *then = [
        PlacedLeg(
            need=t.problem.needs[j].id,
            start_week=start,
            end_week=end,
            tutor_hours_per_week=float(legs.tutor_hours[k]),
            travel_minutes=_minutes(t, i, j),
        )
        for k, (j, start, end) in zip(at, work, strict=True)
    ]
    return Placement(
        candidate=t.problem.candidates[i].id,
        need=first.need,
        start_week=first.start_week,
        end_week=first.end_week,
        intakes=tuple(t.problem.intakes[k].id for k in path.intakes),
        value=value,
        value_parts=found,
        tutor_hours_per_week=first.tutor_hours_per_week,
        travel_minutes=first.travel_minutes,
        locked=bool(columns.locked[c]),
        then=tuple(then),
    )


def training(t: Tables, columns: Columns, c: int) -> Training:
    """Column c, which is courses alone."""
    path, i = columns.paths[columns.path[c]], int(columns.candidate[c])
    opening = t.problem.openings[columns.openings[c]]
    found = {"opening": opening.value} | parts(t, i, (), path)
    return Training(
        candidate=t.problem.candidates[i].id,
        intakes=tuple(t.problem.intakes[k].id for k in path.intakes),
        end_week=path.end_week,
        opening=opening.id,
        value=total(found),
        value_parts=found,
    )


def _minutes(t: Tables, i: int, j: int) -> float | None:
    minutes = float(t.minutes(i, j))
    return round(minutes, 1) if isfinite(minutes) else None
