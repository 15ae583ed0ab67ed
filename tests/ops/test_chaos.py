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
# That it happens is tested; how fast (2 s to restart, 5 to finish on an idle machine) is another
# matter, which a loaded machine must not decide.
PATIENCE_SECONDS = 90.0
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


def wait_for(what: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> Any:
    """The first true answer; AssertionError when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = what()
        except (LookupError, OSError):
            found = None
        if found:
            return found
        assert time.monotonic() < deadline, f"inte inom {seconds} s"
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
    wait_for(lambda: _running(person, run["id"]))
    return person, run["id"]


def test_a_killed_web_process_is_back(product: Product) -> None:
    killed = product.main_process("gunicorn")
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: product.main_process("gunicorn") != killed)
    wait_for(lambda: Browserless(product.address, "coach"))


def test_a_worker_killed_in_the_middle_of_a_run_finishes_it_once(product: Product) -> None:
    person, run = _start_run(product)
    killed = product.main_process("celery")
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: product.main_process("celery") != killed)
    finished = wait_for(lambda: _finished(person, run))
    assert finished["attempt"] == 2
    facts = product.ask(EVERYTHING)
    (row,) = [r for r in facts["runs"] if r["number"] == finished["number"]]
    assert (row["status"], row["attempt"], row["fence"]) == ("finished", 2, 2)
    assert facts["proposals_by_run"].get(str(row["number"]), 0) == finished["summary"]["proposals"]


def test_killing_everything_loses_nothing_and_leaves_nothing(product: Product) -> None:
    before = product.ask(EVERYTHING)
    _, run = _start_run(product)
    product.kill()
    wait_for(lambda: not product.processes() and _is_free(product.port))

    product.start()
    person = Browserless(product.address, "coordinator")
    finished = wait_for(lambda: _finished(person, run))
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
    wait_for(lambda: any("celery" in a for a in product.processes().values()))
    shell.kill()
    shell.wait()
    wait_for(lambda: not product.processes())


def test_ctrl_c_stops_everything(product: Product) -> None:
    product.start()
    product.stop()
    assert product.processes() == {}
