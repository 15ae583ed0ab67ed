"""The house's own rules, held by tests: floors, file sizes, and that every address has a policy."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from konton.policy import roles_for
from tests.routes import Route, api_routes

ROOT = Path(settings.BASE_DIR)
APPS = (
    "bas", "grunddata", "konton", "kandidater", "projekt", "utbildning", "matchning",
    "uppfoljning", "config", "scripts",
)  # fmt: skip
OURS = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)


def test_the_floors_stand() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_forbidden_import_would_be_seen() -> None:
    """The contract names every package of the house, so a new one cannot stand outside it."""
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"tests"}
    contract = (ROOT / "pyproject.toml").read_text().split("[tool.importlinter]")[1]
    named = set(re.findall(r'"(\w+)"', contract.split("include_external_packages")[0]))
    assert packages == named


def test_no_file_holds_more_than_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*OURS, *sorted((ROOT / "tests").rglob("*.py"))]
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_the_optimisers_core_runs_without_django() -> None:
    code = (
        "import sys, matchning.optimering.solve, matchning.optimering.io;"
        "print([m for m in ('django', 'rest_framework', 'celery') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


@pytest.mark.parametrize("route", api_routes(), ids=str)
def test_every_api_address_stands_in_the_policy(route: Route) -> None:
    assert route.resource is not None, f"{route.path}: vyn har ingen resource"
    missing = [a for _, a in route.actions if roles_for(route.resource, a) is None]
    assert missing == [], f"{route.resource}: {missing} saknas i åtkomstreglerna"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name
)
def test_requirements_are_hashed_and_name_no_registry(path: Path) -> None:
    lines = path.read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert not any("://" in line for line in lines)
