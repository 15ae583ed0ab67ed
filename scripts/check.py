"""``make test``: every check and test in order, all of them, then one summary that tells.

Nothing stops at the first failure: the list at the end names all that broke, and the exit code
is 0 only when nothing did and nothing was skipped that CI must run.
"""

import argparse
import difflib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET  # our own pytest's output
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from install import FRONTEND, PYTHON, ROOT, SetupError, ensure, say

CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
BIN = ROOT / ".venv" / "bin"
TEMP = Path(tempfile.mkdtemp(prefix="byggvagen-check-"))
# A production's settings, enough for ``check --deploy``: nothing is reached with them.
PRODUCTION = {
    "BYGGVAGEN_MODE": "production",
    "SECRET_KEY": "kontroll-" + "x7Qp9Zr2" * 8,
    "FIELD_KEYS": "1:" + "A" * 43 + "=",
    "ALLOWED_HOSTS": "byggvagen.example",
    "DATABASE_URL": "postgres://byggvagen@localhost/byggvagen",
    "CELERY_BROKER_URL": "redis://localhost/0",
}


@dataclass
class Outcome:
    ok: bool
    note: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def call(*command: "str | Path", cwd: Path = ROOT, env: "dict[str, str] | None" = None) -> Outcome:
    """Run one command; what it said is shown only when it failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=str(cwd),
        env={**os.environ, "NO_COLOR": "1", **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        say(done.stdout[-12000:])
    return Outcome(done.returncode == 0, "" if done.returncode == 0 else f"kod {done.returncode}")


def manage(*arguments: str, env: "dict[str, str] | None" = None) -> Outcome:
    return call(PYTHON, "manage.py", *arguments, env={"BYGGVAGEN_VAR": str(TEMP), **(env or {})})


def _same(made: Path, kept: Path) -> Outcome:
    """Whether the committed file is what the code makes now; shows the first differing lines."""
    new = made.read_text().splitlines()
    old = kept.read_text().splitlines() if kept.exists() else []
    if new == old:
        return Outcome(True)
    name = str(kept.relative_to(ROOT))
    diff = list(difflib.unified_diff(old, new, f"{name} (i arkivet)", "ur koden", lineterm=""))
    say("\n".join(diff[:40]))
    return Outcome(False, f"{name} är gammal. Kör: make schema")


def schema() -> Outcome:
    made = TEMP / "openapi.yaml"
    result = manage("spectacular", "--validate", "--fail-on-warn", "--file", str(made))
    return _same(made, ROOT / "docs" / "openapi.yaml") if result.ok else result


def client_types() -> Outcome:
    """The same command as ``npm run gen:api``, into a temporary file."""
    script = json.loads((FRONTEND / "package.json").read_text())["scripts"]["gen:api"]
    kept = "src/api/schema.d.ts"
    made = TEMP / "schema.d.ts"
    command = [str(made) if part == kept else part for part in shlex.split(script)]
    result = call("npx", "--no-install", *command, cwd=FRONTEND)
    return _same(made, FRONTEND / kept) if result.ok else result


def _pytest(name: str, *arguments: str) -> Outcome:
    """pytest with its counts, read from its own report."""
    report = TEMP / f"{name}.xml"
    result = call(PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *arguments)
    if not report.exists():
        return result
    suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314
    if suite is not None:
        total, skipped, bad = (
            int(suite.get("tests", 0)),
            int(suite.get("skipped", 0)),
            int(suite.get("failures", 0)) + int(suite.get("errors", 0)),
        )
        result.counts = {"klarade": total - skipped - bad, "hoppade": skipped, "fel": bad}
        if skipped:
            reasons = sorted({s.get("message", "") for s in suite.iter("skipped")})
            result.note = "; ".join([*filter(None, [result.note]), *reasons[:4]])
    return result


CORE = "tests/matchning/optimering"


def core() -> Outcome:
    """The optimiser's own tests: no Django, hence no database to try them on twice."""
    return _pytest("core", "-n", "2", CORE)


def pytest() -> Outcome:
    return _pytest("pytest", "-n", "2", "-m", "not browser and not chaos", f"--ignore={CORE}")


# One person's own screens: what a database could change in them, the API's tests meet on both.
SCREENS = ("import", "need", "people", "phone", "register", "same", "shell")


def alone() -> Outcome:
    """What starts the whole product: browsers, and processes that are killed."""
    second = os.environ.get("DATABASE_URL", "").startswith("postgres")
    once = [f"--ignore=tests/e2e/test_{name}.py" for name in SCREENS if second]
    return _pytest("alone", "-m", "browser or chaos", *once)


def vitest() -> Outcome:
    report = TEMP / "vitest.json"
    reporters = ("--reporter=default", "--reporter=json", f"--outputFile={report}")
    result = call("npx", "--no-install", "vitest", "run", *reporters, cwd=FRONTEND)
    if report.exists():
        facts = json.loads(report.read_text())
        skipped = facts["numPendingTests"] + facts.get("numTodoTests", 0)
        result.counts = {
            "klarade": facts["numPassedTests"],
            "hoppade": skipped,
            "fel": facts["numFailedTests"],
        }
    return result


# group -> its steps; ``lint`` runs no test, ``db`` is what depends on the database.
STEPS: list[tuple[str, str, Callable[[], Outcome]]] = [
    ("lint", "ruff check", lambda: call(BIN / "ruff", "check", ".")),
    ("lint", "ruff format", lambda: call(BIN / "ruff", "format", "--check", ".")),
    ("lint", "import-linter", lambda: call(BIN / "lint-imports")),
    ("lint", "mypy", lambda: call(BIN / "mypy", ".")),
    ("lint", "migrationer", lambda: manage("makemigrations", "--check", "--dry-run")),
    ("lint", "OpenAPI", schema),
    ("lint", "klientens typer", client_types),
    (
        "lint",
        "check --deploy",
        lambda: manage("check", "--deploy", "--fail-level", "WARNING", env=PRODUCTION),
    ),
    ("core", "pytest, optimeraren", core),
    ("db", "pytest", pytest),
    ("lint", "tsc", lambda: call("npm", "run", "--silent", "typecheck", cwd=FRONTEND)),
    ("lint", "oxlint", lambda: call("npm", "run", "--silent", "lint", cwd=FRONTEND)),
    ("front", "vitest", vitest),
    ("db", "webbläsare och avbrott", alone),
]


def ensure_chromium() -> None:
    """Browser tests need Chromium; as root on Debian we can get it, else they skip and say so."""
    if shutil.which("chromium") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    say("  Installerar Chromium …")
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)


def summary(results: "list[tuple[str, Outcome]]", seconds: float) -> int:
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    say(f"\n{'Steg':<26}{'Tid':>7}  Resultat ({database})")
    total = {"klarade": 0, "hoppade": 0, "fel": 0}
    for name, outcome in results:
        counts = outcome.counts
        for key, number in counts.items():
            total[key] += number
        told = ", ".join(f"{n} {k}" for k, n in counts.items() if n) or ("ok" if outcome.ok else "")
        note = f" ({outcome.note})" if outcome.note else ""
        say(f"{name:<26}{outcome.seconds:>5.0f} s  {'' if outcome.ok else 'FEL '}{told}{note}")
    say(f"{'Allt':<26}{seconds:>5.0f} s  {', '.join(f'{n} {k}' for k, n in total.items())} test")
    broken = [name for name, outcome in results if not outcome.ok]
    if broken:
        say("\nUnderkänt: " + ", ".join(broken))
    return 1 if broken else 0


def run(steps: "list[tuple[str, str, Callable[[], Outcome]]]") -> "list[tuple[str, Outcome]]":
    """All of them, one after the other."""
    results = []
    for _, name, step in steps:
        say(f"▶ {name}")
        begun = time.monotonic()
        outcome = step()
        outcome.seconds = time.monotonic() - begun
        results.append((name, outcome))
        say(f"  {name}: {'ok' if outcome.ok else 'FEL'}, {outcome.seconds:.0f} s")
    return results


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", help="lint, core, db eller front, kommaseparerat")
    wanted = parser.parse_args().only
    started = time.monotonic()
    ensure(dev=True)
    ensure_chromium()
    steps = [step for step in STEPS if not wanted or step[0] in wanted.split(",")]
    # What starts the whole product mostly waits, so the rest goes on beside it.
    with ThreadPoolExecutor(2) as lanes:
        beside = lanes.submit(run, [step for step in steps if step[2] is alone])
        results = run([step for step in steps if step[2] is not alone]) + beside.result()
    shutil.rmtree(TEMP, ignore_errors=True)
    return summary(results, time.monotonic() - started)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as problem:
        sys.exit(f"Fel: {problem}")
