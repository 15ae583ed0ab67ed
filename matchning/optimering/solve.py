"""`solve`: futures, greedy floor, proof, verification, reasons - in that order."""

from . import outcome
from .canonical import ordered
from .engine import Engine
from .errors import OUT_OF_MEMORY
from .problem import Problem
from .result import Options, ProgressCallback, Result, ShouldStop, StoppedBy
from .run import OutOfTime, Run
from .validation import validate, validate_options


def solve(
    problem: Problem,
    options: Options | None = None,
    progress: ProgressCallback | None = None,
    should_stop: ShouldStop | None = None,
) -> Result:
    """The best plan that can be found and proved within the limits.

    `progress` hears the incumbent and the bound; `should_stop` is asked at most ten times a second
    and ends the search with the best plan so far. Exceptions they raise come out of `solve`.
    Same problem, options and seed give the same plan, as long as no time limit or stop cuts in.

    Raises ProblemError (faulty problem or options), PlanError (a fault in the optimiser),
    MemoryError where there is a plan and not even the memory to tell it.
    """
    return solve_and_keep(problem, options, progress, should_stop)[0]


def solve_and_keep(
    problem: Problem,
    options: Options | None = None,
    progress: ProgressCallback | None = None,
    should_stop: ShouldStop | None = None,
) -> tuple[Result, Engine | None]:
    """`solve`, and its engine with the plan in it, for questions; None where there is no plan."""
    run = Run(options or Options(), progress, should_stop)
    validate_options(run.options)
    validate(problem)
    try:
        engine, conflicts = _begun(problem, run)
    except OutOfTime:
        stopped_by: StoppedBy = "stop" if run.stop_seen else "time"
        message = ""
    except MemoryError:
        stopped_by, message = "error", OUT_OF_MEMORY
    else:
        if not conflicts:
            return outcome.answer(engine, engine.improve()), engine
        given = engine.problem
        found = outcome.without_plan(given, run, "infeasible", "proved", conflicts=conflicts)
        return found, None
    # Out of the handler, the engine and all its memory are gone.
    found = outcome.without_plan(ordered(problem), run, "no_plan", stopped_by, message=message)
    return found, None


def _begun(problem: Problem, run: Run) -> tuple[Engine, list[str]]:
    """An engine with a first plan, or why the locks allow none."""
    engine = Engine(problem, run=run)
    conflicts = outcome.lock_conflicts(engine)
    if not conflicts:
        engine.start()
    return engine, conflicts
