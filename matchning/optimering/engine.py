"""The engine behind `solve`: tables, futures and linear program, alive after the answer.

`solve` makes one, uses it and forgets it. Who asks more about the same problem (why not, what
would one more seat give) keeps it: what is asked starts from what is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from time import monotonic
from typing import Literal

import numpy as np

from . import adapter, greedy, tables
from .canonical import ordered, problem_hash
from .certificate import certificate
from .columns import eligibility, eligible, from_attributes, from_pairs
from .conditions import Budget
from .errors import OUT_OF_MEMORY
from .found import Found
from .links import allowed, subset
from .model import Aim, Measure, shortfalls
from .problem import Intake, Need, Problem, Site
from .relaxed import DONE, Priced
from .result import Options, Prices, ProgressCallback, ShouldStop
from .rows import BUDGET, GROUP, ONE, SEATS, Rows, rows
from .run import Run
from .search import Search
from .stages import least, measure, ordinary
from .travel import BoolArray, FloatArray
from .validation import validate, validate_options
from .whole import limited

Capacity = Literal["seats", "headcount", "tutor_hours", "budget"]
LITTLE = 1e-3  # of a person, an hour, a seat or a krona


@dataclass(frozen=True, slots=True)
class Change:
    """So much more of one capacity, in every week."""

    kind: Capacity
    item: str  # id of the intake, need, site or budget
    amount: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The linear program's answer: no plan with column c is worth more than `bound - loss[c]`."""

    bound: float
    loss: FloatArray  # per column, never negative; locked columns lose 0
    best: FloatArray  # per candidate: what her best column earns at the prices, at least 0
    prices: Prices


class Engine:
    """One problem, its futures and its linear program.

    Columns are told by position in `columns`. Raises ProblemError for a faulty problem or options,
    OutOfTime where the limit or stop signal comes before the futures are known.
    """

    def __init__(
        self,
        problem: Problem,
        options: Options | None = None,
        progress: ProgressCallback | None = None,
        should_stop: ShouldStop | None = None,
        *,
        run: Run | None = None,
    ) -> None:
        self.run = run or Run(options or Options(), progress, should_stop)
        self.options = self.run.options
        if run is None:
            validate_options(self.options)
            validate(problem)
        self.problem = ordered(problem)
        self.t = tables.build(self.problem)
        self.run.tell("columns")
        pairs = problem.pairs is not None
        if pairs:
            columns = from_pairs(self.t)
        else:
            fixed = eligible(self.t)
            self.run.tick()
            columns = from_attributes(self.t, fixed, self.options, self.run.tick)
        good = allowed(self.t, columns)
        self.columns = columns if good.all() else subset(columns, good)
        self.plan: list[int] = []
        self.greedy: list[int] = []  # the plan it began with
        self.stages: tuple[float, ...] = ()  # what each stage reached
        self._floors: tuple[tuple[Measure, float], ...] = ()
        self._search: Search | None = None

    @cached_property
    def problem_hash(self) -> str:
        return problem_hash(self.problem)

    @cached_property
    def met(self) -> dict[str, BoolArray]:
        """Every pair rule's answer by its code; none where pairs are given."""
        return {} if self.problem.pairs is not None else eligibility(self.t)

    @cached_property
    def shared(self) -> Rows:
        return rows(self.t, self.columns)

    @cached_property
    def ordinary(self) -> Measure:
        return ordinary(self.t, self.columns)

    def start(self) -> None:
        """The greedy plan, and what can be told before the limit comes."""
        self.run.tell("greedy")
        _ = self.problem_hash
        value = self.columns.value
        self.plan = greedy.fill(self.t, self.columns, self.shared, value, tick=self.run.tick)
        self.greedy = self.plan
        self.run.reserve()

    def worth(self, plan: list[int]) -> float:
        """The objective of a plan."""
        at = np.array(plan, dtype=np.int64)
        return self.ordinary.of(plan, shortfalls(self.columns, self.shared, at))

    def resume(self, plan: list[int], stages: tuple[float, ...]) -> None:
        """As it was when that plan was found; `stages` is what each of them reached."""
        self.plan, self.stages = plan, stages
        self._floors = tuple(
            (measure(stage, self.t, self.columns), least(value, stage))
            for stage, value in zip(self.problem.stages, stages, strict=True)
        )
        self._search = self._searching(Aim(self.ordinary, self._floors))

    def again(self, options: Options) -> None:
        """The clock starts anew, with these limits, for the next question; nobody stops it."""
        run = self.run
        run.options, run.began = options, monotonic()
        run.progress = run.should_stop = None
        run.stop_seen, run.reserved = False, 0.0

    def improve(self) -> Found:
        """The best plan found within the limits, from the one there is, stage by stage.

        Where memory runs out between two searches it is told without its value and bound.
        """
        try:
            return self._stage_by_stage()
        except MemoryError:
            return Found(self.plan, -inf, inf, "error", message=OUT_OF_MEMORY)

    def forget(self) -> None:
        """The memory of the search is needed for something else."""
        self._search = None

    def _stage_by_stage(self) -> Found:
        floors: tuple[tuple[Measure, float], ...] = ()
        reached: list[float] = []
        ended: Found | None = None
        gaps = False
        for stage in self.problem.stages:
            aim = Aim(measure(stage, self.t, self.columns), floors)
            search = self._searching(aim)
            if ended is None:
                found = self._improved(search)
                ended = found if found.ended else None
                gaps = gaps or found.stopped_by != "proved"
            reached.append(search.value(self.plan))
            floors = (*floors, (aim.measure, least(reached[-1], stage)))
        self.stages, self._floors = tuple(reached), floors
        self._search = self._searching(Aim(self.ordinary, floors))
        if ended is not None:
            value = self._search.value(self.plan)
            return replace(ended, plan=self.plan, value=value, bound=self.run.bound)
        found = self._improved(self._search)
        return replace(found, stopped_by="gap") if gaps and not found.ended else found

    def relax(self) -> Relaxed:
        """The linear program to the end, its prices and what every column loses at them."""
        search = self._last()
        return self._relaxed(search.relax(self.plan, DONE))

    def relaxations(self) -> list[Relaxed]:
        """`relax`, and at the prices of a little more or less of every capacity.

        Prices are seldom the only ones that prove the bound; each kind says most of some columns.
        """
        found, search = [self.relax()], self._last()
        shared = search.shared
        for step in (-LITTLE, LITTLE):
            more = np.where((shared.kind == ONE) | (shared.kind >= GROUP), 0.0, step)
            near = search.near(replace(shared, upper=np.maximum(shared.upper + more, 0.0)))
            found.append(self._relaxed(near))
        return found

    def tightened(self) -> Relaxed:
        """The lowest bound there is without branching, and what every column loses at it.

        Its prices are those of `relax`: they prove a bound a little above.
        """
        plain = self.relax()
        priced = self._last().tight(self.plan)
        return replace(plain, bound=priced.bound, loss=priced.loss(self.columns), best=priced.best)

    def resolve(self, change: Change) -> float:
        """The linear program's optimum with the capacity changed; nothing else is changed."""
        search = self._last()
        if search.master is None:
            search.relax(self.plan, DONE)
        changed, t = self.changed(change), self._tables(change)
        if t is None or not self._crews_differ(change):
            return search.resolve(changed)
        # Rows on whole crews are looked for within the limits: here within the other ones.
        return replace(search, t=t, shared=changed, master=None).relax(self.plan, DONE).bound

    def integer(
        self,
        chosen: Iterable[int],
        start: Iterable[int] = (),
        fixed: Iterable[int] = (),
        change: Change | None = None,
        *,
        value: FloatArray | None = None,
        relative_gap: float = 0.0,
        seconds: float = 60.0,
    ) -> Found:
        """The best plan of the chosen columns, with the fixed ones in it.

        `start`: a plan that may be near, whether or not it can stand beside what is fixed.
        `value`: other values for the columns; what is found is then told in them.
        """
        limits = replace(self.options, time_limit_seconds=seconds, relative_gap=relative_gap)
        run = Run(limits, None, self.run.should_stop)
        last = self._last()
        aim = last.aim
        if value is not None:
            aim = replace(aim, measure=replace(aim.measure, value=value))
        search = replace(last, run=run, shared=self.changed(change), aim=aim, master=None)
        forced = np.array(sorted(set(fixed)), dtype=np.int64)
        theirs = set(self.columns.candidate[forced].tolist())
        near = {c for c in start if int(self.columns.candidate[c]) not in theirs}
        near |= set(forced.tolist())
        every = np.array(sorted({*chosen, *near, *self._locked()}), dtype=np.int64)
        return search.forced(every, sorted(near), forced)

    def certificate(self) -> Prices | None:
        """The prices of the best bound the linear program gave, if it was asked."""
        priced = None if self._search is None else self._search.priced
        return None if priced is None else self._told(priced)

    def changed(self, change: Change | None) -> Rows:
        """The rows with that capacity changed."""
        if change is None:
            return self._last().shared
        shared, t = self._last().shared, self._tables(change)
        if t is not None:
            return limited(t, shared)
        kind = SEATS if change.kind == "seats" else BUDGET
        upper = shared.upper.copy()
        upper[(shared.item == self._item(change)) & (shared.kind == kind)] += change.amount
        return replace(shared, upper=upper)

    def _tables(self, change: Change) -> tables.Tables | None:
        """The tables with that demand or those tutor hours changed; None for what they lack."""
        if change.kind in {"seats", "budget"}:
            return None
        table = getattr(self.t, change.kind).copy()
        table[self._item(change)] += table.dtype.type(change.amount)
        return replace(self.t, **{change.kind: table})

    def _item(self, change: Change) -> int:
        items: dict[Capacity, Sequence[Intake | Need | Site | Budget]] = {
            "seats": self.problem.intakes,
            "headcount": self.problem.needs,
            "tutor_hours": self.problem.sites,
            "budget": self.problem.budgets,
        }
        return [item.id for item in items[change.kind]].index(change.item)

    def _crews_differ(self, change: Change) -> bool:
        """May other crews be possible at a site where rows on whole crews are needed?"""
        item = self._item(change)
        site = item if change.kind == "tutor_hours" else int(self.t.site_of[item])
        cut = {cut.site for cut in self._last().shared.cuts}
        return change.kind == "tutor_hours" or site in cut

    def _locked(self) -> list[int]:
        found: list[int] = np.flatnonzero(self.columns.locked).tolist()
        return found

    def _relaxed(self, priced: Priced) -> Relaxed:
        loss = priced.loss(self.columns)
        return Relaxed(priced.bound, loss, priced.best, self._told(priced))

    def _told(self, priced: Priced) -> Prices:
        return certificate(self.t, self._last().shared, priced)

    def _last(self) -> Search:
        """The search for the ordinary objective, as solving left it."""
        if self._search is None:
            self._search = self._searching(Aim(self.ordinary))
        return self._search

    def _searching(self, aim: Aim) -> Search:
        search = Search(self.t, self.columns, self.shared, aim, self.run)
        self.run.bound, self.run.incumbent = search.loosest(), search.value(self.plan)
        return search

    def _improved(self, search: Search) -> Found:
        try:
            search.solver = adapter.available(self.options.solver)
        except adapter.SolverMissing as missing:
            return search.found(self.plan, "error", message=str(missing))
        try:
            found = search.improve(self.plan)
        except MemoryError:
            self.plan = self.plan if search.known is None else search.known
            found = search.found(self.plan, "error", message=OUT_OF_MEMORY)
        self.plan = found.plan
        return found
