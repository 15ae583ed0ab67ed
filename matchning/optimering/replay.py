"""Was it really so? The stored input solved again, beside what was stored then."""

from dataclasses import dataclass

from .canonical import problem_hash
from .diff import Diff, diff
from .problem import Problem
from .result import Options, ProgressCallback, Result, ShouldStop
from .solve import solve

SAME = 1e-6  # relative: objectives this close are the same figure


@dataclass(frozen=True, slots=True)
class Replay:
    """`equal`: same input, same outcome, same proposals, same objective.

    `differences` says where not, each a Swedish sentence; `diff` is from the stored plan to the
    new one.
    """

    equal: bool
    differences: tuple[str, ...]
    diff: Diff
    result: Result


def replay(
    problem: Problem,
    options: Options,
    stored: Result,
    progress: ProgressCallback | None = None,
    should_stop: ShouldStop | None = None,
) -> Replay:
    """Solve the stored problem with the stored options and compare. Raises ProblemError.

    A run that a time limit or a stop ended may honestly differ; it is told with its own sentence.
    """
    again = solve(problem, options, progress, should_stop)
    change = diff(stored, again, problem.labels)
    found = list(_setting(problem, options, stored, again))
    if stored.status != again.status:
        found.append(f"Utfallet var {stored.status} och är nu {again.status}.")
    if not _close(stored.objective, again.objective):
        found.append(f"Planens värde var {stored.objective} och är nu {again.objective}.")
    found += [c.sentence_sv for c in (*change.new, *change.moved, *change.gone)]
    if found and {stored.stopped_by, again.stopped_by} & {"time", "stop"}:
        found.append("Tidsgränsen eller ett stopp avgjorde: då kan planen bli en annan.")
    return Replay(not found, tuple(found), change, again)


def _setting(problem: Problem, options: Options, stored: Result, again: Result) -> list[str]:
    found = []
    if stored.problem_hash != problem_hash(problem):
        found.append("Indata är inte den som planen räknades på.")
    if stored.seed != options.seed:
        found.append(f"Slumpfröet var {stored.seed} och är nu {options.seed}.")
    if stored.stats.model_version != again.stats.model_version:
        old, new = stored.stats.model_version, again.stats.model_version
        found.append(f"Modellen var version {old} och är nu {new}.")
    return found


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= SAME * max(1.0, abs(a))
