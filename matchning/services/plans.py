"""The stored plans of runs: read back, and laid against each other."""

from dataclasses import replace

from bas.api.errors import Conflict

from ..enums import RunStatus
from ..models import OptimisationRun
from ..optimering.diff import Diff, diff
from ..optimering.result import Result
from ..optimering.stored import read_result


def require_plan(run: OptimisationRun) -> None:
    if run.status != RunStatus.FINISHED:
        raise Conflict("Körningen är inte klar, så det finns ingen plan att svara om.", "no_plan")
    if run.objective is None:
        raise Conflict("Körningen gav ingen plan att svara om. Förra planen gäller.", "no_plan")


def result_of(run: OptimisationRun) -> Result:
    return read_result(run.result or {})


def plan_before(run: OptimisationRun) -> OptimisationRun | None:
    """The body's latest run with a plan before this one."""
    earlier = OptimisationRun.objects.filter(
        organisation_id=run.organisation_id, number__lt=run.number, objective__isnull=False
    )
    return earlier.order_by("-number").first()


def difference(before: OptimisationRun, after: OptimisationRun) -> Diff:
    """From one plan to another, in the weeks of the later calendar (``after.first_monday``).

    Without what is earned by keeping a proposal: that is there to move little, and is worth nothing
    to anybody.
    """
    weeks = (before.first_monday - after.first_monday).days // 7
    return diff(_earned(_moved(result_of(before), weeks)), _earned(result_of(after)))


def _earned(result: Result) -> Result:
    if result.objective is None:
        return result
    kept = sum(p.value_parts.get("keep", 0.0) for p in result.placements)
    return replace(result, objective=result.objective - kept)


def _moved(result: Result, weeks: int) -> Result:
    """The plan with its weeks counted from another Monday."""
    return replace(
        result,
        placements=tuple(
            replace(
                p,
                start_week=p.start_week + weeks,
                end_week=p.end_week + weeks,
                then=tuple(
                    replace(leg, start_week=leg.start_week + weeks, end_week=leg.end_week + weeks)
                    for leg in p.then
                ),
            )
            for p in result.placements
        ),
        trainings=tuple(replace(t, end_week=t.end_week + weeks) for t in result.trainings),
    )
