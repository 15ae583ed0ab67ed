"""A dirty sheet of 5 000 rows through the real product, its worker killed in the middle."""

import json
import os
import signal
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.kandidater.imports.dirt import NO, Sheet, base_person, dirty_sheet
from tests.product import Browserless, Product, drop_database, own_database

from .test_chaos import wait_for

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.skipif(sys.platform != "linux", reason="bygger på /proc"),
]
DATABASE = f"byggvagen_import_{os.getpid()}"
# The other database is tried with fewer: both passes together are to take less than 20 minutes.
LINES, BASE = (2000, 100) if os.environ.get("DATABASE_URL") else (5000, 250)
WHOLE_JOB_SECONDS = 300.0
DUMP = """
import hashlib
from kandidater.models import Candidate
from tests.kandidater.imports.dump import dump
answer = {"sha": hashlib.sha256(dump().encode()).hexdigest(), "people": Candidate.objects.count()}
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(
        tmp_path_factory.mktemp("import"),
        candidates=20,
        env={**own_database(DATABASE), "FIRST_RUN_SECONDS": "2"},
    )
    try:
        product.start()
        yield product
        product.stop()
    finally:
        drop_database(DATABASE)


class Importing:
    """A coach and her import, at the version she last saw."""

    def __init__(self, product: Product) -> None:
        self.coach = Browserless(product.address, "coach")
        self.now: Any = None

    def register(self, count: int) -> None:
        for number in range(count):
            person = base_person(number)
            person["municipality"] = person.pop("municipality_id")
            days = ("birth_date", "available_from")
            body = {**person, **{day: str(person[day]) for day in days}}
            assert self.coach.call("POST", "/api/candidates/", body)[0] == 201

    def upload(self, sheet: Sheet) -> None:
        token = next(c.value for c in self.coach.cookies if c.name == "csrftoken")
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="smuts.xlsx"\r\n\r\n'
        request = urllib.request.Request(  # noqa: S310 - our own http address
            f"{self.coach.address}/api/imports/",
            data=head + sheet.content + b"\r\n--x--\r\n",
            headers={"Content-Type": "multipart/form-data; boundary=x", "X-CSRFToken": str(token)},
        )
        with self.coach.opener.open(request, timeout=60) as answer:
            self.now = json.loads(answer.read())

    def get(self, what: str = "") -> Any:
        status, body = self.coach.call("GET", f"/api/imports/{self.now['id']}/{what}")
        assert status == 200, body
        return body

    def post(self, what: str, body: Any = None) -> None:
        path = f"/api/imports/{self.now['id']}/{what}/"
        status, told = self.coach.call("POST", path, body or {}, self.now["version"])
        assert status == 200, told
        self.now = told

    def ended(self) -> Any:
        told = self.get()
        return told if told["status"] == "finished" else None


def test_dirty_rows_are_created_once_and_undone_to_the_byte(product: Product) -> None:
    mine = Importing(product)
    mine.register(BASE)
    before = product.ask(DUMP)
    sheet = dirty_sheet(LINES, BASE)

    mine.upload(sheet)
    for question in mine.get("problems/"):
        if question["askable"]:
            key = question["key"]
            mine.post("answer_question", {"key": key, "yes": key not in NO})
    mine.post("choose", {"choice": "update", "kind": "base"})
    assert product.ask(DUMP) == before, "nothing is written before Skapa"

    mine.post("start")
    wait_for(lambda: mine.get()["done"] > 500)
    killed = product.main_process("celery")
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: product.main_process("celery") != killed)
    assert 500 < mine.get()["done"] < sheet.total
    mine.now = wait_for(mine.ended, WHOLE_JOB_SECONDS)
    names = ("total", "empty", "created", "updated", "skipped", "rejected")
    assert {n: mine.now[n] for n in names} == {n: getattr(sheet, n) for n in names}
    assert product.ask(DUMP)["people"] == before["people"] + sheet.created

    mine.post("undo")
    wait_for(lambda: mine.get()["undone"] > 500)
    os.kill(product.main_process("celery"), signal.SIGKILL)
    mine.now = wait_for(mine.ended, WHOLE_JOB_SECONDS)
    assert (mine.now["undone"], mine.now["kept"]) == (sheet.created + sheet.updated, 0)
    assert product.ask(DUMP) == before
