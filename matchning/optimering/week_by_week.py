"""The command `weekly`: what to decide this week, or a whole year replayed week by week."""

import argparse
from pathlib import Path

from . import io
from .errors import ProblemError
from .problem import Problem
from .questions import AddCommand, common, options_of, tell
from .run import OutOfTime
from .simulation import forecast_policy, simulate
from .solve import solve
from .terminal import read, say
from .validation import validate
from .weekly import NOTICE_WEEKS, Begun, known

NO_PLAN = 4  # the exit code, as in cli.py


def add(command: AddCommand) -> None:
    one = command("weekly", "what to decide this week and who had better wait", _weekly)
    one.description = """What to decide in one week, when people and needs become known over time.

FILE is the problem: nothing in it with a later known_from_week is looked at. What is decided
already are its locks and, for courses begun without a place, --begun. Each --year is another year
like this one, as an earlier year was or as it may be; what becomes known later in it is one
forecast. The more years, the better the decisions; without any all that is possible is proposed.

The answer is the placements decided this week and the courses begun for work to come; everybody
else waits. Without --week the whole of FILE is replayed week by week, and the answer says what it
was worth beside the best plan with all known from the beginning."""
    one.add_argument("file", type=Path, help=f"problem, JSON {io.PROBLEM_SCHEMA}; - for stdin")
    one.add_argument("--week", type=int, metavar="W", help="default: replay every week")
    one.add_argument(
        "--year", type=Path, action="append", default=[], metavar="FILE", help="repeat for more"
    )
    one.add_argument(
        "--begun",
        type=_begun,
        action="append",
        default=[],
        metavar="ID=T1,T2",
        help="a candidate and the intakes she has begun; repeat for more",
    )
    one.add_argument(
        "--notice",
        type=int,
        default=NOTICE_WEEKS,
        metavar="N",
        help="decide what begins within N weeks (default 1: this week's); the rest waits",
    )
    common(one)


def _begun(text: str) -> Begun:
    candidate, found, intakes = text.partition("=")
    if not (candidate and found and intakes):
        raise argparse.ArgumentTypeError(f"{text!r} is not ID=INTAKE,INTAKE")
    return Begun(candidate, tuple(intakes.split(",")))


def _weekly(arguments: argparse.Namespace) -> int:
    try:
        return _answered(arguments)
    except OutOfTime:
        say("no plan within the time limit")
        return NO_PLAN


def _answered(arguments: argparse.Namespace) -> int:
    problem, *years = [_sound(path) for path in (arguments.file, *arguments.year)]
    if arguments.notice < 1 or (arguments.week is not None and arguments.week < 0):
        raise ProblemError("out_of_range", "weekly", "--notice är minst 1 och --week minst 0.")
    options = options_of(arguments)
    policy = forecast_policy(years, options, arguments.notice)
    begun = tuple(arguments.begun)
    if arguments.week is not None:
        _check(problem, begun)
        now = known(problem, arguments.week, (), begun)
        return tell(arguments, policy(now, arguments.week, begun))
    if begun:
        raise ProblemError("missing_key", "week", "--begun gäller en vecka: ange --week.")
    replayed, best = simulate(problem, policy), solve(problem, options)
    share = replayed.value / best.bound if best.bound else None
    return tell(arguments, {"replayed": replayed, "bound": best.bound, "share": share})


def _sound(path: Path) -> Problem:
    problem = io.read_problem(read(path))
    validate(problem)
    return problem


def _check(problem: Problem, begun: tuple[Begun, ...]) -> None:
    people = {one.id for one in problem.candidates}
    intakes = {one.id for one in problem.intakes}
    for one in begun:
        unknown = {one.candidate} - people or set(one.intakes) - intakes
        for name in sorted(unknown)[:1]:
            raise ProblemError("unknown_reference", f"begun[{name}]", "Finns inte i problemet.")
