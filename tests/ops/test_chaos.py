"""What ``make run`` promises when parts of it are killed, tried on the real thing.

The limits in seconds are the promises themselves (README, docs/drift.md).
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.product import (
    ROOT,
    Browserless,
    Product,
    drop_database,
    free_port,
    own_database,
)

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.skipif(sys.platform != "linux", reason="bygger på Linux prctl och /proc"),
]
DATABASE = f"byggvagen_chaos_{os.getpid()}"
RESTART_SECONDS = 4.0  # about 2 s when the machine is otherwise idle
FINISH_AFTER_RESTART_SECONDS = 15.0
STOP_SECONDS = 10.0
# Long enough that every kill lands in the middle of the run, on any machine.
RUN = {"time_limit_seconds": 4, "gap_target": 0, "seed": 7}

EVERYTHING = """
from collections import Counter
from matchning.models import OptimisationRun, Proposal
from kandidater.models import Candidate
from projekt.models import LabourNeed
from konton.models import AuditEvent
answer = {
    "candidates": sorted(map(str, Candidate.objects.values_list("pk", flat=True))),
    "needs": sorted(map(str, LabourNeed.objects.values_list("pk", flat=True))),
    "events": AuditEvent.objects.count(),
    "runs": list(OptimisationRun.objects.order_by("number").values(
        "number", "status", "outcome", "attempt", "fence")),
    "proposals_by_run": Counter(
        str(number) for number in Proposal.objects.values_list("run__number", flat=True)),
}
"""


def wait_for(what: Callable[[], Any], seconds: float) -> tuple[Any, float]:
    """The first true answer and the seconds it took; AssertionError when there is none in time."""
    started = time.monotonic()
    while True:
        try:
            found = what()
        except (LookupError, OSError):
            found = None
        took = time.monotonic() - started
        if found:
            return found, took
        assert took < seconds, f"inte inom {seconds} s"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(
        tmp_path_factory.mktemp("chaos"),
        candidates=40,
        env={**own_database(DATABASE), "FIRST_RUN_SECONDS": "3"},
    )
    try:
        product.start()
        yield product
        if product.process is not None and product.process.poll() is None:
            product.stop()
    finally:
        drop_database(DATABASE)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))  # OSError, hence not yet, while somebody holds it
        return True


def _running(person: Browserless, run: str) -> bool:
    return bool(person.call("GET", f"/api/runs/{run}/")[1]["status"] == "running")


def _finished(person: Browserless, run: str) -> Any:
    status, body = person.call("GET", f"/api/runs/{run}/")
    return body if status == 200 and body["status"] == "finished" else None


def _start_run(product: Product) -> tuple[Browserless, str]:
    """A coordinator and the run she has started, which a worker has begun to compute."""
    person = Browserless(product.address, "coordinator")
    status, run = person.call("POST", "/api/runs/", RUN)
    assert status == 201, run
    wait_for(lambda: _running(person, run["id"]), 10)
    return person, run["id"]


def test_a_killed_web_process_is_back(product: Product) -> None:
    killed = product.main_process("gunicorn")
    os.kill(killed, signal.SIGKILL)
    _, took = wait_for(lambda: product.main_process("gunicorn") != killed, RESTART_SECONDS)
    assert took < RESTART_SECONDS
    wait_for(lambda: Browserless(product.address, "coach"), RESTART_SECONDS)


def test_a_worker_killed_in_the_middle_of_a_run_finishes_it_once(product: Product) -> None:
    person, run = _start_run(product)
    killed = product.main_process("celery")
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: product.main_process("celery") != killed, RESTART_SECONDS)
    finished, took = wait_for(lambda: _finished(person, run), FINISH_AFTER_RESTART_SECONDS)
    assert took < FINISH_AFTER_RESTART_SECONDS
    assert finished["attempt"] == 2
    facts = product.ask(EVERYTHING)
    (row,) = [r for r in facts["runs"] if r["number"] == finished["number"]]
    assert (row["status"], row["attempt"], row["fence"]) == ("finished", 2, 2)
    assert facts["proposals_by_run"].get(str(row["number"]), 0) == finished["summary"]["proposals"]


def test_killing_everything_loses_nothing_and_leaves_nothing(product: Product) -> None:
    before = product.ask(EVERYTHING)
    _, run = _start_run(product)
    product.kill()
    wait_for(lambda: not product.processes() and _is_free(product.port), 3)

    product.start()
    person = Browserless(product.address, "coordinator")
    finished, _ = wait_for(lambda: _finished(person, run), FINISH_AFTER_RESTART_SECONDS)
    assert finished["attempt"] == 2
    after = product.ask(EVERYTHING)
    assert after["candidates"] == before["candidates"]
    assert after["needs"] == before["needs"]
    assert after["runs"][:-1] == before["runs"]
    assert after["events"] > before["events"]


def test_a_taken_port_is_one_clear_line(product: Product) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "run.py")],
        cwd=ROOT,
        env=product.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Fel: Port {product.port} är upptagen. Välj en annan: make run PORT={product.port + 1}\n"
    )


def test_the_supervisor_follows_whoever_started_it(product: Product) -> None:
    """``kill -9`` of make: here a shell stands in for it."""
    product.stop()
    port = str(free_port())
    shell = subprocess.Popen(
        ["/bin/sh", "-c", f'"{sys.executable}" "{ROOT}/scripts/run.py"; true'],
        cwd=ROOT,
        env={**product.environment(), "PORT": port},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: any("celery" in a for a in product.processes().values()), 60)
    shell.kill()
    shell.wait()
    _, took = wait_for(lambda: not product.processes(), STOP_SECONDS)
    assert took < STOP_SECONDS


def test_ctrl_c_stops_everything_in_time(product: Product) -> None:
    product.start()
    assert product.stop() < STOP_SECONDS
    assert product.processes() == {}
