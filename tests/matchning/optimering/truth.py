"""`make truth`: random problems solved, every plan verified and compared with trying everything.

One line per kind of problem. Ends at the first plan that is not the best or breaks a rule, with
the problem as a file that the command line reads.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from math import inf
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from matchning.optimering import Problem, Result, io, verify

from .brute import TooManyBranches, optimum
from .builders import best
from .strategies import pair_problems, problems

KINDS: dict[str, tuple[float, Callable[[], st.SearchStrategy[Problem]]]] = {
    # share of all, the problems
    "upp till 4 x 3": (0.7, problems),
    "upp till 8 x 8": (0.1, lambda: problems(people=8, needs=8, intakes=8)),
    "givna par": (0.2, pair_problems),
}
ONLY = settings(
    deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
FAULT = Path("truth-fault.json")


def wrong(problem: Problem, result: Result) -> str | None:
    """What is wrong with the answer, if anything."""
    true = optimum(problem)
    if true is None:
        return None if result.status == "infeasible" else f"{result.status}, inte infeasible"
    objective = -inf if result.objective is None else result.objective
    if result.status != "optimal" or abs(objective - true) > 1e-6 * max(1.0, abs(true)):
        return f"{result.status} {objective}, bäst är {true}"
    plan = (result.placements, result.trainings)
    broken = verify(problem, *plan, result.goals, result.objective)
    return f"bryter mot {broken[0].code}" if broken else None


def tell(problem: Problem, result: Result) -> Counter[str]:
    """What the plan has in it of what is rare."""
    courses = [len(placement.intakes) for placement in result.placements]
    courses += [len(training.intakes) for training in result.trainings]
    told = {
        "kedjor": any(placement.then for placement in result.placements),
        "kurser utan arbete": bool(result.trainings),
        "tre eller fyra kurser": max(courses, default=0) > 2,
        "mål": bool(problem.goals),
        "grupper": bool(problem.together),
        "steg": bool(problem.stages),
        "budgetar": bool(problem.budgets),
        "låsta": bool(problem.locks),
        "går inte": result.status == "infeasible",
    }
    return Counter({name: 1 for name, there in told.items() if there}) + Counter(problem=1)


def run(kind: str, count: int, number: int) -> Counter[str]:
    """So many problems of the kind; raises AssertionError at the first wrong answer."""
    found: Counter[str] = Counter()

    @seed(number)
    @settings(ONLY, max_examples=count)
    @given(KINDS[kind][1]())
    def every(problem: Problem) -> None:
        result = best(problem)
        try:
            fault = wrong(problem, result)
        except TooManyBranches:
            found.update({"för stora att pröva": 1})
            return
        if fault is not None:
            FAULT.write_text(io.write_problem(problem), encoding="utf-8")
            raise AssertionError(fault)
        found.update(tell(problem, result))

    every()
    return found


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    total = 0
    with ProcessPoolExecutor(chosen.processes) as pool:
        for kind, (share, _) in KINDS.items():
            each = max(1, round(chosen.problems * share / chosen.processes))
            seeds = range(chosen.seed, chosen.seed + chosen.processes)
            work = [pool.submit(run, kind, each, number) for number in seeds]
            found: Counter[str] = Counter()
            for one in work:
                try:
                    found += one.result()
                except AssertionError as fault:
                    say(f"{kind}: {fault}. Problemet är i {FAULT}.")
                    return 1
            total += found["problem"]
            rare = ", ".join(f"{n} {name}" for name, n in found.most_common() if name != "problem")
            say(f"{kind}: {found['problem']} problem ({rare})")
    say(f"{total} problem: 0 brutna regler, alla lika med att pröva allt.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
