"""From a first plan to the best one: bound, a few columns, then the proof over the rest.

1. The linear program over all columns (relaxed.py, whole.py) gives a bound and each column's loss.
2. What it gives whole is kept, and the integer program over the few columns of least loss of
   everybody else finds a plan near the best. Where it is not near enough, rows that hold for whole
   people bring the bound down to the plans (rounding.py); then small parts of the plan are made
   anew (neighbourhoods.py); where that does not help either, the integer program over ever more
   columns, nothing kept. A plan with any other column is worth at most the bound less the
   least loss left out.
3. Only columns that lose no more than lies between that plan and the bound can be in a better one;
   the integer program over exactly those is the proof. Nothing is left to chance or to tuning:
   `FEW` and `CHEAP` decide the time it takes, never what is proved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite

import numpy as np

from . import adapter, greedy
from .ascent import ascend
from .columns import Columns
from .found import Found
from .links import grouped
from .model import Aim, Model, shortfalls
from .neighbourhoods import NODES, Neighbourhoods, Part
from .relaxed import DONE, Master, Priced, Pricing, relax
from .result import StoppedBy
from .rounding import tighten
from .rows import Rows
from .run import OutOfTime, Run, proved, relative_gap
from .tables import IntArray, Tables
from .travel import FloatArray
from .whole import WholePeople

FEW = 4000  # columns the integer program takes at once, and the number it first tries of more
WIDER = 4  # times as many columns where the gap is still too wide
WHOLE = 1e-6  # from one: what the linear program gives whole
CHEAP = 2000  # columns so few that proving a plan that is near enough is worth its time
ROOT = 25_000  # columns so few that the root node goes for the best plan, not for a near one
CUTS = 20  # rounds of rows about whole people, while each lowers the bound by `GAIN` of itself
ROUNDS = 2  # of rounded rows between two plans
GAIN = 1e-5
CLOSE = 0.1  # of the wanted gap: how near its optimum the linear program is solved


@dataclass(slots=True)
class Search:
    """One aim over one set of columns."""

    t: Tables
    columns: Columns
    shared: Rows
    aim: Aim
    run: Run
    solver: str = "highs"
    master: Master | None = None
    priced: Priced | None = None
    known: list[int] | None = None  # the best plan so far, were the search to break off
    pricing: Pricing = field(init=False)

    def __post_init__(self) -> None:
        self.pricing = Pricing(self.columns, self.shared, self.aim, self.t.shape[0])

    def value(self, plan: Sequence[int]) -> float:
        at = np.array(plan, dtype=np.int64)
        return self.aim.measure.of(plan, shortfalls(self.columns, self.shared, at))

    def improve(self, start: list[int]) -> Found:
        """The solver's plan if it beats `start`; lowers `run.bound` to what was proved."""
        run = self.run
        if not len(self.columns):  # nobody can go anywhere: what falls short is paid for
            run.bound = self.value(start)
        if proved(self.value(start), run.bound):
            return self.found(start, "proved")
        if run.stopped() or run.seconds_left <= 0:
            return self.found(start, "stop" if run.stop_seen else "time")
        if self.solver != "highs":
            return self.over(np.arange(len(self.columns)), start)
        few = len(self.columns) <= FEW
        relaxed = self.relax(start, DONE if few else CLOSE * run.options.relative_gap)
        if proved(self.value(start), run.bound):
            return self.found(start, "proved", "HiGHS", len(self.shared))
        if few:
            return self.over(np.arange(len(self.columns)), start)
        try:
            return self._in_steps(start, relaxed)
        finally:
            self._unround()

    def relax(self, start: list[int], close: float) -> Priced:
        """The linear program's bound; the master stays for the next time."""
        run = self.run

        def tell(bound: float) -> None:
            run.bound = min(run.bound, bound)
            run.tell("solve")

        if self.master is None:
            self.master = Master(self.pricing, adapter.highspy)
            if len(self.columns) > FEW:
                self.priced = ascend(self.pricing, run.goes_on, tell)
        known = self.pricing.free() if self.priced is None else self.priced.prices
        self.priced = relax(self.master, start, known, run.goes_on, close=close, tell=tell)
        tell(self.priced.bound)
        whole = WholePeople(self.t, adapter.highspy)
        for _ in range(CUTS):
            before = self.priced
            cuts = list(whole.broken(self.shared, self.master.present()))
            if not cuts or run.goes_on() <= 0:
                break
            self.shared = self.shared.with_cuts(cuts)
            self.master.cut(self.shared)
            known = before.prices.with_rows(len(self.shared))
            self.priced = relax(self.master, [], known, run.goes_on, close=close, tell=tell)
            tell(self.priced.bound)
            if before.bound - self.priced.bound <= GAIN * abs(before.bound):
                break
        return self.priced

    def tight(self, start: list[int]) -> Priced:
        """`relax` to the end, with rounded rows: lower, and for these limits alone."""
        relaxed = self.relax(start, DONE)
        try:
            return self._tightened(relaxed, DONE, CUTS)
        finally:
            self._unround()

    def near(self, changed: Rows) -> Priced:
        """The true rows at the prices of the program with other limits; `relax` came before."""
        return self.pricing.at(self._limited(changed).prices)

    def resolve(self, changed: Rows) -> float:
        """The linear program's optimum with other limits on the same rows; `relax` came before."""
        return self._limited(changed).bound

    def _limited(self, changed: Rows) -> Priced:
        if self.master is None or self.priced is None:
            raise ValueError("relax first")
        self.master.limit(changed)
        try:
            return relax(self.master, [], self.priced.prices, self.run.goes_on)
        finally:
            self.master.limit(self.shared)

    def loosest(self) -> float:
        """Nobody earns more than the best of her own futures; locked people what is locked."""
        self.priced = self.pricing.at(self.pricing.free())
        return self.priced.bound

    def _in_steps(self, start: list[int], relaxed: Priced) -> Found:
        """A plan near the linear program's, then the proof over what could still improve it."""
        loss = relaxed.loss(self.columns)
        found = self._rounded(start, loss)
        before, close = inf, CLOSE * self.run.options.relative_gap
        while self._wanting(found) and before - relaxed.bound > GAIN * abs(relaxed.bound):
            before = relaxed.bound
            relaxed = self._tightened(relaxed, close, ROUNDS, found.value)
            loss = relaxed.loss(self.columns)
            found = self._rounded(found.plan, loss)
        if self._wanting(found):
            found = self._polished(found, relaxed.bound, loss)
            if self._near_enough(found.value):  # hard to come so near: hard to prove
                return found
        size = FEW
        while not found.ended and found.stopped_by != "proved":
            left = np.union1d(np.flatnonzero(loss <= relaxed.bound - found.value), found.plan)
            if self._near_enough(found.value) and len(left) > CHEAP:
                break
            if len(left) <= size:
                proof = self.over(left, found.plan, found.value, proof=True)
                # No time even to begin: the first answer stands.
                started = proof.solver != "greedy"
                return proof if started else replace(found, stopped_by=proof.stopped_by)
            few = np.argpartition(loss, size)
            outside = relaxed.bound - float(loss[few[size]])
            found = self.over(np.union1d(few[:size], found.plan), found.plan, outside)
            size *= WIDER
        return found

    def _wanting(self, found: Found) -> bool:
        """Is there more to do, and time to do it?"""
        return not (found.ended or found.stopped_by == "proved" or self._near_enough(found.value))

    def _tightened(self, relaxed: Priced, close: float, rounds: int, value: float = -inf) -> Priced:
        """The linear program with rounded rows, while they bring its bound towards `value`."""
        run, master = self.run, self.master
        if master is None or not master.answered:
            return relaxed

        def done(bound: float) -> bool:
            run.bound = min(run.bound, bound)
            run.tell("solve")
            return self._near_enough(value)

        self.shared, priced = tighten(
            master, relaxed, run.goes_on, done, close=close, rounds=rounds
        )
        return priced

    def _unround(self) -> None:
        """Rounded rows hold for the limits they were made with: without a limit from now on."""
        if self.master is not None and self.priced is not None and self.shared.rounded:
            self.shared = self.shared.unrounded()
            self.master.limit(self.shared)
            self.priced = replace(
                self.priced, prices=self.priced.prices.with_rows(len(self.shared))
            )

    def _rounded(self, start: list[int], loss: FloatArray) -> Found:
        """The best plan with all that the linear program gives whole, and few columns beside it."""
        columns, master = self.columns, self.master
        if master is None or not master.answered:
            if master is not None and master.failure:
                return self.found(start, "error", "HiGHS", len(self.shared), master.failure)
            return self.found(start, "stop" if self.run.stop_seen else "time")
        share = np.zeros(len(columns))
        share[master.model.chosen] = master.shares()
        whole = (share > 1 - WHOLE) & ~grouped(self.t)[columns.candidate]
        sure = np.flatnonzero(whole)
        settled = np.zeros(self.t.shape[0], dtype=bool)
        settled[columns.candidate[sure]] = True
        others = np.flatnonzero(~settled[columns.candidate])
        least = others[np.argsort(loss[others], kind="stable")[:FEW]]
        hint = self.filled(sure.tolist())
        chosen = np.unique(np.concatenate([sure, least, np.array(hint, dtype=np.int64)]))
        return self.over(chosen, start, self.run.bound, fixed=sure, hint=hint)

    def _polished(self, found: Found, bound: float, loss: FloatArray) -> Found:
        """Small parts of the plan made anew."""
        parts = Neighbourhoods(self.t, self.columns, loss, bound, self.run.options.seed)
        plan = parts.improved(found.plan, self.value, self._remade, self._near_enough)
        plan = max(plan, self.filled(plan), key=self.value)
        value = self.value(plan)
        stopped_by: StoppedBy = "proved" if proved(value, self.run.bound) else "gap"
        return replace(found, plan=plan, value=value, stopped_by=stopped_by)

    def _remade(self, plan: list[int], part: Part) -> list[int] | None:
        """The best plan found of that part's columns; None when the time is out."""
        run, self.known = self.run, plan
        run.incumbent = self.value(plan)
        run.tell("solve")
        if run.goes_on() <= 0:
            return None
        try:
            _, outcome = self._solved(part.columns, plan, part.fixed, nodes=NODES)
        except OutOfTime:
            return None
        if outcome.values is None:
            return plan
        made: list[int] = part.columns[outcome.values > 0.5].tolist()
        return made

    def over(
        self,
        chosen: IntArray,
        start: Sequence[int],
        outside: float = -inf,
        *,
        proof: bool = False,
        fixed: IntArray | None = None,
        hint: Sequence[int] | None = None,
    ) -> Found:
        """The best plan of the chosen columns (those of `start` among them), or `start`.

        `outside`: the most a plan with any other column is worth. With `fixed` columns, which
        every plan looked for has, the solver starts from `hint`; `start` need not have them.
        """
        run, chosen = self.run, chosen.astype(np.int64)  # of no columns at all they are floats
        floor, self.known = self.value(start), list(start)
        try:
            model, outcome = self._solved(
                chosen,
                start if hint is None else hint,
                fixed,
                report=lambda scale: self._report(floor, outside, scale),
                proof=proof,
            )
        except OutOfTime:
            return self.found(list(start), "stop" if run.stop_seen else "time")
        rows = model.held.rows
        # A solver that calls the model infeasible while a plan exists is wrong, whatever it says.
        if outcome.status == "infeasible" and hint is None:
            return self.found(list(start), "error", outcome.solver, rows, outcome.message)
        best = list(start)
        if outcome.values is not None:
            best = max(best, self.filled(chosen[outcome.values > 0.5].tolist()), key=self.value)
            self.known = best
        if outcome.status == "error":
            return self.found(best, "error", outcome.solver, rows, outcome.message)
        run.bound = min(run.bound, max(outside, -outcome.bound / model.scale))
        met = outcome.status == "optimal" or self._near_enough(self.value(best))
        stopped_by: StoppedBy = "gap" if met else "time"
        if outcome.status == "stopped":
            stopped_by = "stop"
        if proved(self.value(best), run.bound):
            stopped_by = "proved"
        return self.found(best, stopped_by, outcome.solver, rows)

    def forced(self, chosen: IntArray, near: Sequence[int], fixed: IntArray) -> Found:
        """The best plan of the chosen columns with the fixed ones; `near` may help to find it."""
        try:
            model, outcome = self._solved(chosen, near, fixed)
        except OutOfTime:
            stopped_by: StoppedBy = "stop" if self.run.stop_seen else "time"
            return Found([], -inf, inf, stopped_by)
        rows, bound = model.held.rows, -outcome.bound / model.scale
        if outcome.values is None:
            infeasible = outcome.status == "infeasible"
            end: StoppedBy = "stop" if outcome.status == "stopped" else "time"
            if infeasible or outcome.status == "error":
                end = "proved" if infeasible else "error"
            return Found([], -inf, bound, end, outcome.solver, rows, outcome.message, infeasible)
        plan = chosen[outcome.values > 0.5].tolist()
        value = self.value(plan)
        end = "proved" if proved(value, bound) else "gap"
        if outcome.status != "optimal":
            end = "stop" if outcome.status == "stopped" else "time"
        return Found(plan, value, max(bound, value), end, outcome.solver, rows)

    def _solved(
        self,
        chosen: IntArray,
        near: Sequence[int],
        fixed: IntArray | None,
        *,
        report: Callable[[float], adapter.Report] | None = None,
        proof: bool = False,
        nodes: int | None = None,
    ) -> tuple[Model, adapter.Outcome]:
        """The integer program over the chosen columns; `nodes` ends it instead of the wanted gap.

        Raises OutOfTime before it is built.
        """
        run = self.run
        highspy = adapter.highspy if self.solver == "highs" else None
        model = Model(self.columns, self.shared, self.aim, highspy, integer=True)
        model.add(chosen, fixed, every_row=False, tick=run.tick)
        limits = adapter.Limits(
            seconds=run.seconds_left,
            relative_gap=run.options.relative_gap if nodes is None else 0.0,
            seed=run.options.seed,
            nodes=nodes,
            report=report(model.scale) if report and run.progress else None,
            should_stop=run.stopped if run.should_stop else None,
            proof=proof and len(chosen) > FEW,
            root_gap=0.0 if len(chosen) <= ROOT else None,
        )
        at = np.searchsorted(chosen, near).tolist()
        return model, adapter.run(model, at, limits, self.solver)

    def filled(self, plan: list[int]) -> list[int]:
        """The plan with what still fits, where nothing else than value is aimed at."""
        if len(self.aim.measure.price) or self.aim.floors:
            return plan
        return greedy.fill(self.t, self.columns, self.shared, self.aim.measure.value, chosen=plan)

    def found(
        self,
        plan: list[int],
        stopped_by: StoppedBy,
        solver: str = "greedy",
        rows: int = 0,
        message: str = "",
    ) -> Found:
        bound = self.run.bound
        return Found(plan, self.value(plan), bound, stopped_by, solver, rows, message)

    def _near_enough(self, value: float) -> bool:
        """Is the plan within the wanted gap of the bound?"""
        gap = relative_gap(value, self.run.bound)
        return gap is not None and gap <= self.run.options.relative_gap

    def _report(self, floor: float, outside: float, scale: float) -> adapter.Report:
        """Tells the solver's reports on, as plan values."""
        run, known = self.run, self.run.bound

        def report(cost: float, bound: float) -> None:
            run.incumbent = max(floor, -cost / scale) if isfinite(cost) else floor
            run.bound = min(known, max(outside, -bound / scale)) if isfinite(bound) else known
            run.tell("solve")

        return report
