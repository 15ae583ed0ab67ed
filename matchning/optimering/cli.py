"""The command line: `python -m matchning.optimering` solve, verify, generate, weekly, questions."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from . import io, questions, week_by_week
from .bound_check import check_bound
from .errors import OUT_OF_MEMORY, PlanError, ProblemError
from .generate import SCARCITY, SIZES, generate
from .generate_features import FEATURES
from .result import Result
from .solve import solve
from .terminal import Signals, read, report, say, write
from .validation import validate
from .verifier import verify

OK, BAD_INPUT, INFEASIBLE, NO_PLAN, BROKEN_PLAN, FAULT, INTERRUPTED = 0, 2, 3, 4, 5, 70, 130

Commands: TypeAlias = (
    "argparse._SubParsersAction[argparse.ArgumentParser]"  # argparse has no public name
)

EXIT_CODES = f"""exit codes:
  {OK}   a verified plan was written (optimal, feasible or stopped) or the plan holds
  {BAD_INPUT}   bad input or usage; the message names the item
  {INFEASIBLE}   infeasible: the locks cannot all stand; the result tells why
  {NO_PLAN}   no_plan: the limit, a signal or the end of memory came before any plan existed
  {BROKEN_PLAN}   verify: the plan breaks a rule
  {FAULT}  a fault in the optimiser itself, or too little memory to answer or to verify the plan
  {INTERRUPTED} interrupted where there was no plan to return
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but results goes to stdout."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except ProblemError as fault:
        say(str(fault))
        return BAD_INPUT
    except OSError as fault:
        say(f"{fault.filename}: {fault.strerror}")
        return BAD_INPUT
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except Exception as fault:
        say(_fault(fault))
        return FAULT
    return code


def _fault(fault: Exception) -> str:
    if isinstance(fault, MemoryError):
        return OUT_OF_MEMORY
    name = "" if isinstance(fault, PlanError) else f"{type(fault).__name__}: "
    return f"fault in the optimiser: {name}{fault}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m matchning.optimering",
        description="Match candidates with labour needs: the best plan, proved, with reasons.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    one = _command(commands, "solve", "solve a problem file and write the result", _solve)
    one.add_argument("file", type=Path, help=f"problem, JSON {io.PROBLEM_SCHEMA}; - for stdin")
    one.add_argument("--json", type=Path, metavar="OUT", help="result file (default: stdout)")
    one.add_argument(
        "--time-limit", type=float, default=60.0, metavar="S", help="seconds in all (default 60)"
    )
    one.add_argument(
        "--gap",
        type=float,
        default=0.001,
        metavar="G",
        help="stop within this share of the best possible; 0 proves the best (default 0.001)",
    )
    one.add_argument("--seed", type=int, default=0, help="same seed, same plan (default 0)")
    one.add_argument(
        "--solver", choices=("auto", "highs", "cbc"), default="auto", help="default: HiGHS"
    )
    one.add_argument("--progress", action="store_true", help="report to stderr while solving")

    one = _command(commands, "verify", "check a result against every hard rule", _verify)
    one.add_argument("file", type=Path, help="problem file")
    one.add_argument("result", type=Path, help=f"result, JSON {io.RESULT_SCHEMA}")
    one.add_argument(
        "--no-bound", dest="bound", action="store_false", help="leave the prices' bound unchecked"
    )

    questions.add(partial(_command, commands))
    week_by_week.add(partial(_command, commands))

    one = _command(commands, "generate", "write a made-up but realistic problem", _generate)
    sizes = ", ".join(f"{name} {'x'.join(map(str, size))}" for name, size in SIZES.items())
    one.add_argument(
        "--size", choices=tuple(SIZES), default="S", help=f"default S; {sizes} (people, needs, ...)"
    )
    one.add_argument("--candidates", type=_count, metavar="N", help="instead of the size's")
    one.add_argument("--needs", type=_count, metavar="N", help="instead of the size's")
    one.add_argument("--courses", type=_count, metavar="N", help="course intakes, likewise")
    one.add_argument(
        "--scarcity", choices=tuple(SCARCITY), default="few_places", help="default few_places"
    )
    one.add_argument(
        "--with",
        dest="features",
        type=_features,
        default=(),
        metavar="A,B",
        help=f"what it also has: {', '.join(FEATURES)}",
    )
    one.add_argument("--seed", type=int, default=0)
    one.add_argument("--json", type=Path, metavar="OUT", help="problem file (default: stdout)")
    return parser


def _command(
    commands: Commands, name: str, text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is negative")
    return number


def _features(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = [name for name in names if name not in FEATURES]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(FEATURES)}")
    return names


def _solve(arguments: argparse.Namespace) -> int:
    problem = io.read_problem(read(arguments.file))
    signals = Signals()
    options = questions.options_of(arguments)
    result = solve(problem, options, report if arguments.progress else None, signals.stop)
    write(arguments.json, io.write_result(result))
    say(_summary(result))
    if result.objective is not None and not result.verified:
        return FAULT
    return {"infeasible": INFEASIBLE, "no_plan": NO_PLAN}.get(result.status, OK)


def _verify(arguments: argparse.Namespace) -> int:
    problem = io.read_problem(read(arguments.file))
    validate(problem)
    plan = io.read_result(read(arguments.result), problem)
    objective, bound = plan.data.get("objective"), plan.data.get("bound")
    found = verify(problem, plan.placements, plan.trainings, plan.goals, objective)
    faults = [f"{v.code} {v.item}: {v.sentence_sv}" for v in found]
    if isinstance(objective, int | float):
        if isinstance(bound, int | float) and bound < objective - _dust(bound):
            faults.append(f"figures bound: {bound} ligger under planens värde {objective}.")
    elif plan.placements:
        faults.append("figures objective: Värdet saknas.")
    lines = []
    if plan.prices is not None and arguments.bound:
        proved = check_bound(problem, plan.prices, tuple(plan.data.get("stages") or ()))
        lines.append(f"no plan of any futures is worth more than {proved:.6g}")
        told, scope = plan.prices.bound, plan.data.get("bound_scope")
        if scope == "all_futures" and proved > told + _dust(told):
            faults.append(f"figures bound: Priserna visar {proved}, inte {told}.")
    for fault in faults:
        say(fault)
    lines.insert(0, f"{len(plan.placements)} placements, {len(faults)} violations")
    print("\n".join(lines))  # noqa: T201
    return BROKEN_PLAN if faults else OK


def _dust(figure: float) -> float:
    return 1e-6 * max(1.0, abs(figure))


def _generate(arguments: argparse.Namespace) -> int:
    candidates, needs, courses = SIZES[arguments.size]
    problem = generate(
        candidates=candidates if arguments.candidates is None else arguments.candidates,
        needs=needs if arguments.needs is None else arguments.needs,
        courses=courses if arguments.courses is None else arguments.courses,
        seed=arguments.seed,
        scarcity=arguments.scarcity,
        features=arguments.features,
    )
    write(arguments.json, io.write_problem(problem))
    return OK


def _summary(result: Result) -> str:
    if result.objective is None:
        return "\n".join(filter(None, [result.status, *result.conflicts, result.stats.message]))
    bound = "unknown" if result.bound is None else f"{result.bound:.6g} ({result.bound_scope})"
    gap = "unknown" if result.gap is None else f"{result.gap:.4%}"
    told = (
        f"{result.status}{'' if result.verified else ', not verified'}: "
        f"{len(result.placements)} placements, value {result.objective:.6g}, "
        f"bound {bound}, gap {gap}, {result.seconds:.2f} s"
    )
    return f"{told}\n{result.stats.message}" if result.stats.message else told
