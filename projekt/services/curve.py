"""Writing what the company says of its curve."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from bas.api.errors import StaleVersion
from bas.weeks import week_label
from konton.actors import Actor
from konton.services import audit

from ..adjusting import Cells, monday_of, said_of, to_rows
from ..models import CurveVersion, Project


@transaction.atomic
def adjust_curve(
    *,
    project: Project,
    actor: Actor,
    expected_version: int,
    today: date,
    changes: Cells | None = None,
    actuals: Cells | None = None,
) -> Project:
    """A new version of what the company has said; a list given replaces the old (None: keep).

    Weeks are told by any day in them. Raises StaleVersion, and ValidationError for a week outside
    the project's time or an actual of a week that has not begun.
    """
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if locked.version != expected_version:
        raise StaleVersion()
    before = said_of(locked)
    new = {
        "changes": before.changes if changes is None else _by_week(changes),
        "actuals": before.actuals if actuals is None else _by_week(actuals),
    }
    if new == {"changes": before.changes, "actuals": before.actuals}:
        return locked
    first = monday_of(locked.start_date)
    after = first + timedelta(weeks=locked.duration_weeks)
    for name, old in (("changes", before.changes), ("actuals", before.actuals)):
        # What was said before the project was moved may stay until it is taken back.
        for cell in new[name].keys() - old.keys():
            monday = cell[1]
            if not first <= monday < after:
                raise ValidationError(
                    {name: f"{week_label(monday)} ligger utanför projektets tid. Välj en annan."}
                )
            if name == "actuals" and monday > today:
                raise ValidationError(
                    {name: f"{week_label(monday)} har inte börjat. Skriv utfall i efterhand."}
                )
    CurveVersion.objects.create(
        project=locked,
        number=before.number + 1,
        changes=to_rows(new["changes"]),
        actuals=to_rows(new["actuals"]),
        author_id=actor.user_id,
    )
    locked.version += 1
    locked.save()
    audit(
        actor=actor,
        action="project.curve_adjusted",
        object_type="project",
        object_id=locked.pk,
        data={"changes": len(new["changes"]), "actuals": len(new["actuals"])},
    )
    return locked


def _by_week(cells: Cells) -> Cells:
    return {(code, monday_of(day)): round(heads, 1) for (code, day), heads in cells.items()}
