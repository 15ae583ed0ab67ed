"""The command line as another program meets it: files, exit codes, one line on stderr."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matchning.optimering import Options, io, solve
from matchning.optimering.engine import Engine
from matchning.optimering.generate import generate

from .test_adapter import knapsacks
from .test_io import SMALLEST

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "matchning.optimering"]
BOUND = "no plan of any futures is worth more than 12.5\n"


def run(*arguments: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Without Django's settings: this door must open without Django."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO")}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def write(path: Path, data: Any) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_solve_then_verify(tmp_path: Path) -> None:
    problem, out = write(tmp_path / "problem.json", SMALLEST), tmp_path / "out.json"
    solved = run("solve", problem, "--json", out, "--time-limit", "10", "--gap", "0")
    assert (solved.returncode, solved.stdout) == (0, "")
    assert solved.stderr.startswith("optimal: 1 placements, value 12.5, bound 12.5")
    result = json.loads(out.read_text(encoding="utf-8"))
    assert (result["status"], result["objective"], result["verified"]) == ("optimal", 12.5, True)
    checked = run("verify", problem, out)
    assert (checked.returncode, checked.stdout) == (0, f"1 placements, 0 violations\n{BOUND}")


def test_solve_reads_stdin_and_writes_stdout() -> None:
    solved = run("solve", "-", stdin=json.dumps(SMALLEST))
    assert solved.returncode == 0
    assert json.loads(solved.stdout)["objective"] == 12.5


def test_verify_tells_a_tampered_plan(tmp_path: Path) -> None:
    problem, out = write(tmp_path / "problem.json", SMALLEST), tmp_path / "out.json"
    run("solve", problem, "--json", out)
    result = json.loads(out.read_text(encoding="utf-8"))
    result["placements"][0]["end_week"] = 21
    result["objective"] = 13.0
    checked = run("verify", problem, write(out, result))
    assert checked.returncode == 5
    assert checked.stdout == f"1 placements, 5 violations\n{BOUND}"
    codes = [line.split()[0] for line in checked.stderr.splitlines()]
    assert codes == ["weeks", "pair", "headcount", "objective", "figures"]


def test_verify_works_the_bound_out_again(tmp_path: Path) -> None:
    """Prices that are said to prove more than they do."""
    problem, out = tmp_path / "problem.json", tmp_path / "out.json"
    run("generate", "--candidates", 20, "--needs", 8, "--courses", 6, "--json", problem)
    given = io.read_problem(problem.read_bytes())
    whole = Options(paths_per_pair=10_000, starts_per_path=10_000)
    proof = Engine(given, whole).relax()
    result = replace(solve(given, whole), prices=proof.prices)
    checked = run("verify", problem, write(out, io.write_result(result)))
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.splitlines()[1] == (
        f"no plan of any futures is worth more than {proof.bound:.6g}"
    )
    proud = replace(result, prices=replace(proof.prices, bound=proof.bound * 0.9))
    checked = run("verify", problem, write(out, io.write_result(proud)))
    assert checked.returncode == 5
    assert "figures bound: Priserna visar" in checked.stderr
    unasked = run("verify", problem, out, "--no-bound")
    assert (unasked.returncode, len(unasked.stdout.splitlines())) == (0, 1)


def test_generate_solve_verify(tmp_path: Path) -> None:
    problem, out = tmp_path / "problem.json", tmp_path / "out.json"
    sizes = ("--candidates", 40, "--needs", 16, "--courses", 12, "--seed", 5)
    made = run("generate", *sizes, "--json", problem)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    expected = generate(candidates=40, needs=16, courses=12, seed=5)
    assert io.read_problem(problem.read_bytes()) == expected
    assert run("solve", problem, "--json", out, "--progress").returncode == 0
    assert run("verify", problem, out).returncode == 0


def test_infeasible_locks_have_their_own_code_and_still_a_result(tmp_path: Path) -> None:
    data = {
        **SMALLEST,
        "needs": [{"id": "n1", "site": "s1", "start_week": 0, "end_week": 2, "headcount": 0}],
        "locks": [{"candidate": "c1", "need": "n1"}],
    }
    out = tmp_path / "out.json"
    solved = run("solve", write(tmp_path / "problem.json", data), "--json", out)
    assert solved.returncode == 3
    assert "Vecka 0 är 1 placerade men 0 önskas." in solved.stderr
    result = json.loads(out.read_text(encoding="utf-8"))
    assert (result["status"], result["placements"]) == ("infeasible", [])


def test_no_time_is_no_plan(tmp_path: Path) -> None:
    problem = write(tmp_path / "problem.json", SMALLEST)
    solved = run("solve", problem, "--time-limit", "0.0000001")
    assert solved.returncode == 4
    assert json.loads(solved.stdout)["status"] == "no_plan"


BAD: dict[str, tuple[Any, str]] = {
    "not json": ("hej", "filen: Filen är inte läsbar JSON"),
    "unknown site": ({**SMALLEST, "sites": []}, "needs[n1].site: s1 finns inte i problemet."),
    "duplicate": (
        {**SMALLEST, "candidates": [{"id": "c1"}, {"id": "c1"}]},
        "candidates[c1]: Id:t används två gånger. [duplicate_id]",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_code_2(name: str, tmp_path: Path) -> None:
    data, message = BAD[name]
    solved = run("solve", write(tmp_path / "problem.json", data))
    assert (solved.returncode, solved.stdout) == (2, "")
    assert message in solved.stderr
    assert "Traceback" not in solved.stderr
    assert len(solved.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("solve",),
        ("solve", "nowhere.json"),
        ("solve", "."),
        ("solve", "nowhere.json", "--gap", "much"),
        ("generate", "--candidates", "-1", "--needs", "1", "--courses", "1"),
        ("explain",),
        ("why-not", "a.json", "b.json", "--need", "n1"),
        ("price", "a.json", "b.json", "--kind", "wings", "--item", "n1"),
    ],
)
def test_wrong_usage_is_code_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


COMMANDS = ["solve", "verify", "generate", "explain", "why-not", "price", "diff", "pareto"]


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_names_the_exit_codes(command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "exit codes:" in done.stdout


def test_a_polite_kill_returns_the_best_plan_so_far(tmp_path: Path) -> None:
    problem = write(tmp_path / "problem.json", io.write_problem(knapsacks()))
    out = tmp_path / "out.json"
    with subprocess.Popen(
        [*COMMAND, "solve", problem, "--json", out, "--gap", "0", "--progress"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "solve incumbent" in line:
                break
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "stopped: " in rest
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "stopped"
    assert run("verify", problem, out).returncode == 0
