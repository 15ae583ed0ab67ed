"""One run on the database Django is set to, filled with practice data, and what it costs."""

import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from django.db import connection
from django.utils import timezone

from config.demo.load import Size, load_demo
from kandidater.models import Candidate
from konton.actors import Actor
from konton.enums import Role
from konton.models import Membership
from matchning.models import OptimisationRun, Proposal
from matchning.services import decisions
from matchning.services.execution import execute_run
from matchning.services.runs import request_run
from matchning.weeks import next_monday
from projekt.models import LabourNeed
from utbildning.models import CourseIntake

# Of the practice data at least this share is ready, and a building has so many open needs.
READY_SHARE, NEEDS_PER_BUILDING = 0.8, 4


@dataclass(frozen=True)
class Cost:
    what: str
    wall_seconds: float
    cpu_seconds: float
    queries: int


@dataclass(frozen=True)
class Measured:
    run: OptimisationRun
    costs: tuple[Cost, ...]
    peak_mib: float

    @property
    def wall_seconds(self) -> float:
        return sum(cost.wall_seconds for cost in self.costs)

    @property
    def cpu_seconds(self) -> float:
        return sum(cost.cpu_seconds for cost in self.costs)

    @property
    def queries(self) -> int:
        return sum(cost.queries for cost in self.costs)

    def table(self) -> str:
        rows = [
            f"{c.what:<28}{c.wall_seconds:8.1f} s{c.cpu_seconds:8.1f} s CPU{c.queries:6d} queries"
            for c in (
                *self.costs,
                Cost("in all", self.wall_seconds, self.cpu_seconds, self.queries),
            )
        ]
        summary = self.run.summary
        told = (
            f"{self.run.outcome}, {summary['proposals']} proposals ({summary['new']} new, "
            f"{summary['moved']} moved, {summary['unchanged']} unchanged), gap {self.run.gap:.5f}, "
            f"peak {self.peak_mib:.0f} MiB, {connection.vendor}"
        )
        return "\n".join([*rows, told])


def fill(*, candidates: int, needs: int, intakes: int, seed: int = 1) -> Actor:
    """Practice data with exactly so many to match; the coordinator who may ask for a run."""
    load_demo(
        size=Size(int(candidates / READY_SHARE) + 1, needs // NEEDS_PER_BUILDING + 1, seed),
        today=timezone.localdate(),
        fresh=False,
        force=False,
    )
    _leave(Candidate.objects.matchable(), candidates, state="resting")
    _leave(LabourNeed.objects.matchable(), needs, state="paused")
    coming = CourseIntake.objects.filter(start_date__gte=next_monday(timezone.localdate()))
    _leave(coming, intakes, start_date=timezone.localdate())
    membership = Membership.objects.filter(role=Role.COORDINATOR).select_related("user").first()
    assert membership is not None
    return Actor.of(membership)


def _leave(rows: Any, count: int, **out: Any) -> None:
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    assert len(pks) >= count, f"{rows.model.__name__}: {len(pks)} of {count}"
    rows.model.objects.filter(pk__in=pks[count:]).update(**out)


def measure(coordinator: Actor, **options: Any) -> Measured:
    """Ask for a run and carry it out in this process."""
    costs: list[Cost] = []
    with _counted("freeze and queue", costs):
        run = request_run(actor=coordinator, ring=False, **options)
    with _counted("solve and store", costs):
        execute_run(run_id=run.pk)
    run.refresh_from_db()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(run, tuple(costs), peak)


@contextmanager
def _counted(what: str, costs: list[Cost]) -> Iterator[None]:
    asked: Counter[str] = Counter()

    def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        asked["queries"] += 1
        return execute(sql, params, many, context)

    wall, cpu = perf_counter(), process_time()
    with connection.execute_wrapper(count):
        yield
    costs.append(Cost(what, perf_counter() - wall, process_time() - cpu, asked["queries"]))


def decide_on_two(coordinator: Actor) -> None:
    """The coordinator locks the first proposal and rejects the last."""
    rows = Proposal.objects.filter(state="new").order_by("start_date", "pk")
    first, last = rows[0], rows.reverse()[0]
    decisions.lock(proposal_id=first.pk, expected_version=first.version, actor=coordinator)
    decisions.reject(
        proposal_id=last.pk,
        expected_version=last.version,
        actor=coordinator,
        reason_code="travel",
        scope="always",
    )
