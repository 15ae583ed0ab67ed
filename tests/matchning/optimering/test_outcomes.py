"""Every way a search can end, provoked: what the result, the exit code and the words then say."""

import json
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

import highspy
import pulp
import pytest

from matchning.models import OptimisationRun
from matchning.optimering import (
    Lock,
    Problem,
    Stage,
    adapter,
    cli,
    engine,
    explain,
    io,
    recount,
    run,
    solve,
    tables,
    told,
)
from matchning.optimering.model import Model
from matchning.optimering.search import Search
from matchning.optimering.terminal import Signals
from matchning.run_words import percent, run_sentence

from .builders import PROVE, candidate, need, problem
from .test_adapter import knapsacks

Patch = pytest.MonkeyPatch
LIMIT = 3.0
SMALL, HARD = knapsacks(12, 3), knapsacks(60, 8)
IN_STAGES = replace(SMALL, stages=(Stage("filled"), Stage("value")))
LOCKED = problem(
    candidate("c1"), candidate("c2"), need(), locks=(Lock("c1", "n1"), Lock("c2", "n1"))
)
UNBOUNDED = replace(SMALL, pairs=tuple(replace(p, value=1e308) for p in SMALL.pairs or ()))
MEMORY, FAILED = "Minnet räckte inte till.", "Lösaren avbröts av ett fel."
MISSING, STANDS = "Ingen lösare är installerad.", "Förra planen gäller."
SO_FAR = "Planen med {n} placeringar är den bästa hittills, högst {far} från det bästa möjliga."
BEST_THEN = (
    "Planen med {n} placeringar är den bästa som fanns då, högst {far} från det bästa möjliga."
)
UNKNOWN_FAR = (
    "Planen med {n} placeringar är den bästa som fanns då, "
    "men hur långt det är till det bästa möjliga är okänt."
)


def nothing(patch: Patch) -> None:
    """It ends by itself."""


def fails(module: Any, name: str, error: BaseException) -> Callable[[Patch], None]:
    def provoke(patch: Patch) -> None:
        def broken(*_: Any, **__: Any) -> Any:
            raise error

        patch.setattr(module, name, broken)

    return provoke


def ended_as(status: highspy.HighsModelStatus) -> Callable[[Patch], None]:
    """HiGHS says so of everything it is asked."""
    return lambda patch: patch.setattr(highspy.Highs, "getModelStatus", lambda _: status)


def clock_of(seconds: float) -> Callable[[Patch], None]:
    """A clock that goes on by `seconds` each time somebody looks at it."""

    def provoke(patch: Patch) -> None:
        now = [monotonic()]  # Run holds the true clock for when it began

        def look() -> float:
            now[0] += seconds
            return now[0]

        for module in (run, adapter):
            patch.setattr(module, "monotonic", look)

    return provoke


def stop_after(asked: int) -> Callable[[Patch], None]:
    def provoke(patch: Patch) -> None:
        left = iter([False] * asked)
        patch.setattr(run, "ASK_EVERY_SECONDS", 0.0)
        patch.setattr(Signals, "stop", lambda _: next(left, True))

    return provoke


def without_highs(patch: Patch) -> None:
    patch.setattr(adapter, "highspy", None)


def without_solvers(patch: Patch) -> None:
    without_highs(patch)
    patch.setattr(pulp.PULP_CBC_CMD, "pulp_cbc_path", "/nowhere/cbc")


def cbc_that_fails(patch: Patch) -> None:
    patch.setattr(pulp.PULP_CBC_CMD, "pulp_cbc_path", "/bin/false")


def fails_once(module: Any, name: str, error: BaseException) -> Callable[[Patch], None]:
    def provoke(patch: Patch) -> None:
        true, asked = getattr(module, name), []

        def once(*given: Any, **named: Any) -> Any:
            asked.append(1)
            if len(asked) == 1:
                raise error
            return true(*given, **named)

        patch.setattr(module, name, once)

    return provoke


def memory_gone_after_a_plan(patch: Patch, solved: int = 1) -> None:
    """After so many integer programs, the first of few columns, the next finds no memory."""
    patch.setattr("matchning.optimering.search.FEW", 20)
    true, asked = adapter.run, []

    def some(model: Model, *rest: Any) -> adapter.Outcome:
        asked.append(1)
        if len(asked) > solved:
            raise MemoryError
        return true(model, *rest)

    patch.setattr(adapter, "run", some)


@dataclass(frozen=True)
class Case:
    given: Problem
    provoke: Callable[[Patch], None]
    status: str | None  # None: there is no result
    stopped_by: str | None
    code: int
    sentence: str  # on the run page; without a result the line on stderr
    arguments: str = "--gap 0"
    verified: bool = True  # a plan that is told


KINDS = highspy.HighsModelStatus
CASES = {
    "optimal": Case(
        SMALL, nothing, "optimal", "proved", 0, "Klar. Planen med {n} placeringar är bevisat bäst."
    ),
    "near enough": Case(
        HARD,
        nothing,
        "feasible",
        "gap",
        0,
        "Klar. Planen med {n} placeringar är så nära som du bad om, "
        "högst {far} från det bästa möjliga.",
        "--gap 0.05",
    ),
    "feasible at the limit": Case(
        knapsacks(200, 20),
        nothing,
        "feasible",
        "time",
        0,
        f"Tiden tog slut. {SO_FAR}",
        f"--gap 0 --time-limit {LIMIT}",
    ),
    "no plan at the limit": Case(
        SMALL,
        nothing,
        "no_plan",
        "time",
        4,
        f"Vi hann inte hitta en plan. {STANDS}",
        "--time-limit 1e-9",
    ),
    "infeasible": Case(
        LOCKED, nothing, "infeasible", "proved", 3, f"De låsta förslagen går inte ihop. {STANDS}"
    ),
    "unbounded data": Case(UNBOUNDED, nothing, None, None, 2, "Talet är orimligt stort."),
    "unbounded, says the solver": Case(
        SMALL, ended_as(KINDS.kUnbounded), "feasible", "error", 0, f"{FAILED} {BEST_THEN}"
    ),
    "stopped": Case(HARD, stop_after(9), "stopped", "stop", 0, f"Stoppad. {SO_FAR}"),
    "stopped before a plan": Case(
        HARD, stop_after(0), "no_plan", "stop", 4, f"Stoppad innan någon plan fanns. {STANDS}"
    ),
    "interrupted before it began": Case(
        SMALL, fails(cli, "read", KeyboardInterrupt()), None, None, 130, "interrupted"
    ),
    "solver missing": Case(
        SMALL, without_solvers, "feasible", "error", 0, f"{MISSING} {BEST_THEN}"
    ),
    "solver fails": Case(
        SMALL, ended_as(KINDS.kSolveError), "feasible", "error", 0, f"{FAILED} {BEST_THEN}"
    ),
    "solver out of memory": Case(
        SMALL, ended_as(KINDS.kMemoryLimit), "feasible", "error", 0, f"{MEMORY} {BEST_THEN}"
    ),
    "no memory to read": Case(SMALL, fails(cli, "read", MemoryError()), None, None, 70, MEMORY),
    "no memory for tables": Case(
        SMALL,
        fails(tables, "build", MemoryError()),
        "no_plan",
        "error",
        4,
        f"{MEMORY} Ingen plan fanns då. {STANDS}",
    ),
    "no memory for futures": Case(
        SMALL,
        fails(engine, "from_pairs", MemoryError()),
        "no_plan",
        "error",
        4,
        f"{MEMORY} Ingen plan fanns då. {STANDS}",
    ),
    "no memory to solve": Case(
        SMALL,
        fails(adapter, "run", MemoryError()),
        "feasible",
        "error",
        0,
        f"{MEMORY} {BEST_THEN}",
    ),
    "no memory for the linear program": Case(
        SMALL,
        fails(Search, "relax", MemoryError()),
        "feasible",
        "error",
        0,
        f"{MEMORY} {BEST_THEN}",
    ),
    "no memory after a better plan": Case(
        SMALL, memory_gone_after_a_plan, "feasible", "error", 0, f"{MEMORY} {BEST_THEN}"
    ),
    "no memory between the first plan and the search": Case(
        SMALL,
        fails(Search, "loosest", MemoryError()),
        "feasible",
        "error",
        0,
        f"{MEMORY} {UNKNOWN_FAR}",
    ),
    "no memory for the next stage": Case(
        IN_STAGES,
        fails(engine, "least", MemoryError()),
        "feasible",
        "error",
        0,
        f"{MEMORY} {UNKNOWN_FAR}",
    ),
    "no memory to verify beside the search": Case(
        SMALL,
        fails_once(recount, "objective", MemoryError()),
        "feasible",
        "error",
        0,
        f"{MEMORY} {BEST_THEN}",
    ),
    "no memory to verify at all": Case(
        SMALL,
        fails(recount, "objective", MemoryError()),
        "feasible",
        "error",
        70,
        f"{MEMORY} {BEST_THEN}",
        verified=False,
    ),
    "no memory to tell the plan": Case(
        SMALL, fails(told, "placement", MemoryError()), None, None, 70, MEMORY
    ),
    "no memory for reasons": Case(
        SMALL,
        fails(explain, "explain", MemoryError()),
        "feasible",
        "error",
        0,
        f"{MEMORY} {BEST_THEN}",
    ),
    "CBC optimal": Case(
        SMALL,
        without_highs,
        "optimal",
        "proved",
        0,
        "Klar. Planen med {n} placeringar är bevisat bäst.",
    ),
    "CBC at the limit": Case(
        HARD,
        clock_of(0.1),
        "feasible",
        "time",
        0,
        f"Tiden tog slut. {SO_FAR}",
        f"--gap 0 --solver cbc --time-limit {LIMIT}",
    ),
    "CBC stopped": Case(
        HARD, stop_after(9), "stopped", "stop", 0, f"Stoppad. {SO_FAR}", "--gap 0 --solver cbc"
    ),
    "CBC fails": Case(
        SMALL,
        cbc_that_fails,
        "feasible",
        "error",
        0,
        f"{FAILED} {BEST_THEN}",
        "--gap 0 --solver cbc",
    ),
}


@pytest.fixture
def signals() -> Iterator[None]:
    """The command listens to signals; afterwards those that listened before do again."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("name", CASES)
def test_every_outcome_is_told_as_it_was(
    name: str, tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]
) -> None:
    case, given, out = CASES[name], tmp_path / "problem.json", tmp_path / "out.json"
    given.write_text(io.write_problem(case.given), encoding="utf-8")
    case.provoke(monkeypatch)
    code = cli.main(["solve", str(given), "--json", str(out), *case.arguments.split()])
    monkeypatch.undo()
    said = capsys.readouterr()
    assert (code, said.out) == (case.code, "")
    assert "Traceback" not in said.err
    if case.status is None:
        assert not out.exists()
        assert len(said.err.splitlines()) == 1
        assert case.sentence in said.err
        return
    result = json.loads(out.read_text(encoding="utf-8"))
    message = result["stats"]["message"]
    assert (result["status"], result["stopped_by"]) == (case.status, case.stopped_by)
    assert bool(message) == (case.stopped_by == "error")
    assert said.err.startswith(case.status)
    assert message in said.err
    assert result["verified"] is (result["objective"] is not None and case.verified)
    assert ("not verified" in said.err) is not case.verified
    shown = OptimisationRun(
        status="finished",
        outcome=result["status"],
        gap=result["gap"],
        bound_scope=result["bound_scope"],
        message=message,
        summary={"placements": len(result["placements"]), "stopped_by": result["stopped_by"]},
    )
    far = "" if result["gap"] is None else percent(result["gap"])
    assert run_sentence(shown) == case.sentence.format(n=len(result["placements"]), far=far)
    if result["objective"] is not None:
        assert result["objective"] >= result["stats"]["greedy_objective"]


@pytest.mark.parametrize("solved", [1, 2])
def test_out_of_memory_keeps_the_best_plan_not_the_first(solved: int, monkeypatch: Patch) -> None:
    memory_gone_after_a_plan(monkeypatch, solved)
    heard: list[float] = []
    result = solve(HARD, PROVE, lambda told: heard.append(told.incumbent or 0.0))
    assert (result.status, result.stopped_by, result.stats.message) == ("feasible", "error", MEMORY)
    assert result.stats.greedy_objective is not None
    assert (result.objective or 0) > result.stats.greedy_objective
    assert (result.objective or 0) >= max(heard)
    assert max(heard) > heard[0]
