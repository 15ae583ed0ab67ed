"""The commands that ask about a finished plan: explain, why-not, price, diff, what-if and so on.

Each reads the problem and a result that `solve` wrote, and writes one JSON answer.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from . import io
from .answers import Answers
from .canonical import plain
from .changes import Change, clause, what_if
from .diff import diff
from .errors import ProblemError
from .groups import group_figures
from .pareto import FEWEST, MOST, pareto
from .prices import KINDS
from .problem import Problem
from .replay import replay
from .result import Options, Result
from .solve import solve
from .stored import read_result
from .terminal import Signals, read, say, write

_CHANGES = 'JSON list of {"kind", "item"} and, as the kind asks, "code", "amount", "week"'
_GROUPS = "JSON object: name of each group -> list of candidate ids; under five are not told"
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


def add(command: AddCommand) -> None:
    """Add every question to the command line; `command` makes one."""
    one = _asking(command, "explain", "why a candidate has her proposal or none", _explain)
    one.add_argument("--candidate", metavar="ID", help="default: everyone, and what stands open")
    one.add_argument("--need", metavar="ID", help="who could come instead, by what the plan loses")
    one.add_argument("--conflicts", action="store_true", help="why the locks cannot all stand")

    one = _asking(command, "why-not", "why not this candidate on this need", _why_not)
    one.add_argument("--candidate", metavar="ID", required=True)
    one.add_argument("--need", metavar="ID", required=True)
    one.add_argument("--swap", action="store_true", help="solve again near by: who would move")
    one.add_argument("--keep", action="store_true", help="the same with as few moves as pays")

    one = _asking(command, "price", "what one more seat, place or tutor hour is worth", _price)
    one.add_argument("--kind", choices=KINDS, help="default: the most valuable of every kind")
    one.add_argument("--item", metavar="ID", help="intake, need, site or budget")
    one.add_argument("--week", type=int, metavar="W", help="default: every week")
    one.add_argument("--amount", type=float, metavar="A", help="default 1, of a budget 1000 kr")
    one.add_argument("--most", type=int, default=10, metavar="N", help="default 10")

    one = _asking(command, "diff", "from one result of a problem to another", _diff, after=True)
    one.add_argument("--replay", action="store_true", help="solve again instead of reading AFTER")

    one = _asking(command, "what-if", "the plan where something were otherwise", _what_if)
    one.add_argument("--changes", type=Path, metavar="FILE", required=True, help=_CHANGES)

    one = _asking(command, "groups", "how groups of candidates fare in the plan", _groups)
    one.add_argument("--groups", type=Path, metavar="FILE", required=True, help=_GROUPS)

    one = command("pareto", "plans between two or three aims, none beaten in all", _pareto)
    one.add_argument("file", type=Path, help="problem file")
    aims = "filled, goals, value, stability or goal:ID"
    one.add_argument("--aims", metavar="A,B", default="filled,value", help=f"{aims} (two or three)")
    one.add_argument("--points", type=int, default=7, metavar="N", help=f"{FEWEST}-{MOST}")
    common(one)


def _asking(
    command: AddCommand,
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
    *,
    after: bool = False,
) -> argparse.ArgumentParser:
    one = command(name, text, run)
    one.add_argument("file", type=Path, help=f"problem, JSON {io.PROBLEM_SCHEMA}")
    one.add_argument("result", type=Path, help="what solve wrote of it")
    if after:
        one.add_argument("after", type=Path, nargs="?", help="another result")
    common(one)
    return one


def common(one: argparse.ArgumentParser) -> None:
    one.add_argument("--json", type=Path, metavar="OUT", help="answer file (default: stdout)")
    one.add_argument(
        "--time-limit", type=float, default=60.0, metavar="S", help="seconds a solve (default 60)"
    )
    one.add_argument("--gap", type=float, default=0.001, metavar="G", help="default 0.001")
    one.add_argument("--seed", type=int, default=0)
    one.add_argument("--solver", choices=("auto", "highs", "cbc"), default="auto")


def options_of(arguments: argparse.Namespace) -> Options:
    return Options(
        time_limit_seconds=arguments.time_limit,
        relative_gap=arguments.gap,
        seed=arguments.seed,
        solver=arguments.solver,
    )


def _explain(arguments: argparse.Namespace) -> int:
    answers = _answers(arguments)
    if arguments.conflicts:
        return tell(arguments, answers.conflicts())
    if arguments.candidate is not None:
        return tell(arguments, answers.why(arguments.candidate))
    if arguments.need is not None:
        return tell(arguments, answers.next_candidates(arguments.need))
    result = answers.result
    told = ("status", "placements", "trainings", "unplaced", "unfilled", "goals", "conflicts")
    return tell(arguments, {name: getattr(result, name) for name in told})


def _why_not(arguments: argparse.Namespace) -> int:
    answers = _answers(arguments)
    pair = arguments.candidate, arguments.need
    found: dict[str, Any] = {"why_not": answers.why_not(*pair)}
    if arguments.swap or arguments.keep:
        found["swap_chain"] = answers.swap_chain(*pair, keep=arguments.keep)
    return tell(arguments, found)


def _price(arguments: argparse.Namespace) -> int:
    if (arguments.kind is None) != (arguments.item is None):
        raise ProblemError("missing_key", "price", "Ange både --kind och --item, eller ingen.")
    answers = _answers(arguments)
    if arguments.kind is None:
        return tell(arguments, answers.most_valuable(arguments.most))
    kind, item, week = arguments.kind, arguments.item, arguments.week
    return tell(arguments, answers.price(kind, item, week, arguments.amount))


def _diff(arguments: argparse.Namespace) -> int:
    problem, before = _problem(arguments), _result(arguments.result)
    if arguments.replay == (arguments.after is not None):
        raise ProblemError("missing_key", "after", "Ange en annan resultatfil eller --replay.")
    if arguments.replay:
        signals = Signals()
        again = replay(problem, options_of(arguments), before, should_stop=signals.stop)
        for difference in again.differences:
            say(difference)
        told = {"equal": again.equal, "differences": again.differences, "diff": again.diff}
        return tell(arguments, told)
    return tell(arguments, diff(before, _result(arguments.after), problem.labels))


def _what_if(arguments: argparse.Namespace) -> int:
    problem, before = _problem(arguments), _result(arguments.result)
    asked = [io.decode(Change, one, "changes") for one in _json(arguments.changes, list)]
    changed = what_if(problem, asked)
    signals = Signals()
    after = solve(changed, options_of(arguments), None, signals.stop)
    told = {
        "changes": [clause(problem, one) for one in asked],
        "before": before.objective,
        "after": after.objective,
        "status": after.status,
        "diff": diff(before, after, problem.labels),
    }
    return tell(arguments, told)


def _groups(arguments: argparse.Namespace) -> int:
    problem, result = _problem(arguments), _result(arguments.result)
    groups = io.decode(Mapping[str, frozenset[str]], _json(arguments.groups, dict), "groups")
    return tell(arguments, group_figures(problem, result, groups))


def _pareto(arguments: argparse.Namespace) -> int:
    signals = Signals()
    aims = arguments.aims.split(",")
    found = pareto(_problem(arguments), options_of(arguments), aims, arguments.points, signals.stop)
    for point in found.points:
        say(" ".join(f"{aim} {figure:.6g}" for aim, figure in point.measures.items()))
    return tell(arguments, found)


def _answers(arguments: argparse.Namespace) -> Answers:
    return Answers(_problem(arguments), options_of(arguments), _result(arguments.result))


def _problem(arguments: argparse.Namespace) -> Problem:
    return io.read_problem(read(arguments.file))


def _json(path: Path, kind: type) -> Any:
    try:
        data = json.loads(read(path))
    except ValueError as fault:
        text = f"Filen är inte läsbar JSON: {fault}."
        raise ProblemError("not_json", str(path), text) from None
    if not isinstance(data, kind):
        raise ProblemError("wrong_type", str(path), "Filen har inte den form som hjälpen säger.")
    return data


def _result(path: Path) -> Result:
    data = _json(path, dict)
    if data.get("schema") != io.RESULT_SCHEMA:
        raise ProblemError("wrong_schema", str(path), f"Ska vara {io.RESULT_SCHEMA!r}.")
    return read_result(data)


def tell(arguments: argparse.Namespace, answer: Any) -> int:
    text = json.dumps(plain(answer), ensure_ascii=False, indent=1, allow_nan=False)
    write(arguments.json, text + "\n")
    return 0
