"""The list as a file: the same rows, nothing that runs, nobody protected, and a trace of it."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from rest_framework.test import APIClient

from grunddata.models import TaskDemand
from kandidater import export
from kandidater.models import Candidate
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, note_on, protect
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/export/"
COLUMNS = [
    "Namn", "Läge", "Dagar i läget", "Står still", "Nästa steg", "Senast", "Hinder",
    "Intyg som går ut", "Yrken", "Kommun", "Kan börja", "Ansvarig coach",
]  # fmt: skip


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def read_csv(answer: Any) -> list[list[str]]:
    raw = content(answer)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))


def test_both_kinds_hold_the_lists_rows_in_its_order(place: Place, client: APIClient) -> None:
    candidate_of(place.coach, last_name="Öst", state="ready", next_step="Ring")
    candidate_of(place.coach, last_name="Åberg", state="ready")
    candidate_of(place.coach, last_name="Utkast")
    candidate_of(place.other_coach, last_name="Annan", state="ready")
    answer = client.get(URL, {"kind": "csv", "state": "ready", "ordering": "-name"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    rows = read_csv(answer)
    assert rows[0] == COLUMNS
    assert [row[0] for row in rows[1:]] == ["Amina Öst", "Amina Åberg"]
    assert rows[1][4] == "Ring"
    assert rows[1][10] == "2026-03-02"
    book = load_workbook(io.BytesIO(content(client.get(URL, {"kind": "xlsx", "state": "ready"}))))
    cells = list(book.active.iter_rows(values_only=True))
    assert list(cells[0]) == COLUMNS
    assert [row[0] for row in cells[1:]] == ["Amina Åberg", "Amina Öst"]
    events = AuditEvent.objects.filter(action="candidate.exported").order_by("at", "id")
    assert [event.data for event in events] == [
        {"count": 2, "kind": "csv", "columns": 12},
        {"count": 2, "kind": "xlsx", "columns": 12},
    ]
    assert {event.actor_id for event in events} == {place.coach.user_id}


def test_what_is_sensitive_or_identifies_is_not_there(place: Place, client: APIClient) -> None:
    one = candidate_of(place.coach, last_name="Ett", email="amina@exempel.example")
    note_on(one, "HEMLIGT")
    one.adaptations.add(TaskDemand.objects.order_by("pk")[0])
    protect(candidate_of(place.coach, last_name="Skyddad"), place.coach)
    raw = content(client.get(URL, {"kind": "csv"})).decode()
    assert "Amina Ett" in raw
    for secret in ("HEMLIGT", "amina@", "070-174", "1990", "Skyddad", "tunga"):
        assert secret not in raw


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_no_cell_is_a_formula(place: Place, client: APIClient, kind: str, start: str) -> None:
    text = f"{start}HYPERLINK(A1)"
    candidate_of(place.coach, first_name="Amina\x0b", last_name="Ett", next_step=text)
    answer = client.get(URL, {"kind": kind})
    if kind == "csv":
        cell = read_csv(answer)[1][4]
    else:
        found = load_workbook(io.BytesIO(content(answer))).active["E2"]
        assert found.data_type == "s"
        cell = found.value
    assert cell == f"'{text}"


def test_more_than_the_limit_is_refused_and_nothing_is_logged(
    place: Place, client: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MAX_ROWS", 2)
    for n in range(3):
        candidate_of(place.coach, last_name=f"Prov{n}")
    answer = client.get(URL, {"kind": "csv"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "too_many")
    assert not AuditEvent.objects.filter(action="candidate.exported").exists()
    assert len(read_csv(client.get(URL, {"kind": "csv", "q": "Prov1"}))) == 2


@pytest.mark.parametrize("query", [{}, {"kind": "pdf"}, {"kind": "csv", "namn": "x"}])
def test_an_unclear_wish_is_refused(client: APIClient, query: dict[str, str]) -> None:
    assert client.get(URL, query).status_code == 400


def test_queries_follow_the_chunks_not_the_rows(
    place: Place, client: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(30):
        candidate_of(place.coach, last_name=f"Prov{n}")
    client.get("/api/session/")
    counts = []
    for chunk in (500, 10):
        monkeypatch.setattr(export, "CHUNK", chunk)
        with CaptureQueriesContext(connection) as seen:
            content(client.get(URL, {"kind": "csv"}))
        counts.append(len(seen))
    # session, user, membership, keys, audit; a chunk is norms, rows and five lists
    assert counts == [5 + 7, 5 + 3 * 7]
    assert Candidate.objects.count() == 30
