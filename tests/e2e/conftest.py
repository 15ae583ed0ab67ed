"""Real browser on the real product: one start per session, screenshots of what failed in var/shots.

def test_x(page, login, axe):
    login(page, "coordinator")
    page.goto("/forslag")
    axe(page)
"""

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from konton.demo_accounts import DEMO_PASSWORD
from tests.product import ROOT, Product, drop_database, email_of, own_database

SHOTS = ROOT / "var" / "shots"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# In the middle of a fade every colour is another than the one people read.
SETTLED = """Promise.all(document.getAnimations()
  .filter(a => a.effect.getComputedTiming().endTime !== Infinity)
  .map(a => a.finished.catch(() => null)))"""
# What a loaded machine may need to show; not what a person should have to wait.
WAIT_MS = 20_000
expect.set_options(timeout=WAIT_MS)
DATABASE = f"byggvagen_e2e_{os.getpid()}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with demo data and its first run done. Shared: a test makes its own objects."""
    product = Product(
        tmp_path_factory.mktemp("product"), candidates=120, env=own_database(DATABASE)
    )
    try:
        product.start()
        yield product
        product.stop()
    finally:
        drop_database(DATABASE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield browser
        browser.close()


@pytest.fixture
def people(
    product: Product, chromium: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """``people("coach")``: a new browser of one person's own, logged in unless role is None.

    ``email`` names another than the demo account of the role; the rest is for the browser.

    What its console or its network complained about fails the test at the end.
    """
    opened: list[tuple[str, BrowserContext, Page]] = []
    complaints: list[str] = []

    def open_for(role: str | None, email: str | None = None, **options: Any) -> Page:
        context = chromium.new_context(
            **{
                "base_url": product.address,
                "locale": "sv-SE",
                "timezone_id": "Europe/Stockholm",
                "viewport": {"width": 1440, "height": 900},
                **options,
            }
        )
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{role}: {error}"))
        page.on(
            "console",
            lambda said: (
                complaints.append(f"{role}: {said.text}")
                if said.type == "error" and "Content Security Policy" in said.text
                else None
            ),
        )
        page.on(
            "response",
            lambda answer: (
                complaints.append(f"{role}: {answer.status} {answer.url}")
                if answer.status >= 500
                else None
            ),
        )
        opened.append((role or "ingen", context, page))
        if role is not None:
            log_in(page, role, email)
        return page

    yield open_for
    failed = getattr(request.node, "failed", False)
    for number, (role, context, page) in enumerate(opened):
        if failed:
            SHOTS.mkdir(parents=True, exist_ok=True)
            name = re.sub(r"\W+", "-", request.node.name)
            page.screenshot(path=SHOTS / f"{name}-{number}-{role}.png", full_page=True)
        context.close()
    assert not complaints, complaints


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report


@pytest.fixture
def page(people: Callable[..., Page]) -> Page:
    """A browser nobody is logged in to."""
    return people(None)


def log_in(page: Page, role: str, email: str | None = None) -> None:
    """Log in by the API with the demo account of this role, in this page's cookies."""
    token = page.request.get("/api/session/").json()["csrf_token"]
    answer = page.request.post(
        "/_allauth/browser/v1/auth/login",
        data={"email": email or email_of(role), "password": DEMO_PASSWORD},
        headers={"X-CSRFToken": token},
    )
    assert answer.status == 200, answer.text()


@pytest.fixture
def login() -> Callable[[Page, str], None]:
    return log_in


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing on the page as it is now. No rule is switched off."""

    def check(page: Page) -> None:
        page.evaluate(SETTLED)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [
            f"{v['id']} ({v['impact']}): {v['help']}\n    "
            + "\n    ".join(node["html"][:200] for node in v["nodes"][:5])
            for v in found["violations"]
        ]
        assert not told, f"axe på {page.url}:\n" + "\n".join(told)

    return check
