"""What every test stands on: strict, on a database with reference data, never on var/."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")

# Why a test with this marker cannot run here; None when it can.
NEEDS: dict[str, str | None] = {
    "postgres": None if ON_POSTGRES else "databasen är SQLite (sätt DATABASE_URL)",
    "redis": None if os.environ.get("REDIS_URL") else "REDIS_URL saknas",
    "browser": None if shutil.which("chromium") else "Chromium saknas",
}

# No deadline (nothing may depend on how fast the machine is) and the same examples every time;
# HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker, missing in NEEDS.items():
            if missing and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{marker}: {missing}"))


def _skipped(config: pytest.Config) -> dict[str, int]:
    """How many tests each marker of NEEDS made us skip."""
    reporter = config.pluginmanager.getplugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    counts = {marker: sum(marker in r.keywords for r in reports) for marker in NEEDS}
    return {marker: count for marker, count in counts.items() if count and NEEDS[marker]}


def _forbidden_skips(config: pytest.Config) -> dict[str, int]:
    """In CI the PostgreSQL pass must skip nothing, the SQLite pass only what PostgreSQL runs."""
    if not CI:
        return {}
    allowed = set() if ON_POSTGRES else {"postgres", "redis"}
    return {marker: n for marker, n in _skipped(config).items() if marker not in allowed}


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    forbidden = _forbidden_skips(config)
    for marker, count in _skipped(config).items():
        verdict = " - INTE TILLÅTET I CI" if marker in forbidden else ""
        terminalreporter.write_line(
            f"{count} test med märket {marker} hoppades över: {NEEDS[marker]}{verdict}"
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        return
    if _forbidden_skips(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _unordered_queries_in_random_order() -> Iterator[None]:
    """A query without an order comes back in any order, as the database is free to do."""
    original = SQLCompiler._order_by_pairs
    original_union = SQLCompiler.get_combinator_sql

    def union(self: Any, *args: Any) -> Any:
        # The parts of a union may not have an order. Told on copies, which are of this union only.
        self.query.combined_queries = tuple(part.clone() for part in self.query.combined_queries)
        for part in self.query.combined_queries:
            part.is_part = True
        return original_union(self, *args)

    def pairs(self: Any) -> Iterator[tuple[OrderBy, bool]]:
        found = False
        for pair in original(self):  # type: ignore[attr-defined]
            found = True
            yield pair
        query = self.query
        plain = (
            not query.subquery
            and not query.distinct
            and not query.combinator
            and not getattr(query, "is_part", False)
            and query.group_by is None
            and not query.extra_order_by
            and not any(a.contains_aggregate for a in query.annotation_select.values())
        )
        if not found and plain:
            yield OrderBy(Random()), False

    patch = pytest.MonkeyPatch()
    patch.setattr(SQLCompiler, "_order_by_pairs", pairs)
    patch.setattr(SQLCompiler, "get_combinator_sql", union)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _flush_past_append_only() -> Iterator[None]:
    """Let transactional tests empty append-only tables on SQLite.

    The flush sends post_migrate, which builds the triggers again (bas.guards). PostgreSQL
    truncates, which fires no row trigger.
    """
    operations = DatabaseWrapper.ops_class
    original = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE '%append_only%'"
            )
            names = [row[0] for row in cursor.fetchall()]
        drops = [f"DROP TRIGGER {self.quote_name(name)}" for name in names]
        return drops + list(original(self, *args, **kwargs))

    patch = pytest.MonkeyPatch()
    patch.setattr(operations, "sql_flush", sql_flush)
    yield
    patch.undo()


def _load_reference() -> None:
    from grunddata.services import load_reference

    load_reference()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every test starts from a database that knows the reference data."""
    with django_db_blocker.unblock():
        _load_reference()


@pytest.fixture(autouse=True)
def _reference_after_flush(request: pytest.FixtureRequest) -> None:
    """A transactional test before this one emptied the tables; fill the reference data again."""
    marker = request.node.get_closest_marker("django_db")
    transactional = "transactional_db" in request.fixturenames or bool(
        marker and marker.kwargs.get("transaction")
    )
    if transactional:
        request.getfixturevalue("transactional_db")
        from grunddata.models import Municipality

        if not Municipality.objects.exists():
            _load_reference()


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture
def throttles(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Switch the product's own rates on for this test; returns them by scope."""
    from rest_framework.throttling import SimpleRateThrottle

    from .settings import THROTTLE_RATES

    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", THROTTLE_RATES)
    return THROTTLE_RATES
