"""The import over the API: the six steps, who may, what is refused, and how much it asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kandidater.imports.models import CandidateImport, ImportMapping, ImportRow
from kandidater.imports.work import work
from kandidater.models import Candidate
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from ..conftest import Place
from .steps import TEXT, Steps


@pytest.fixture
def steps(place: Place) -> Steps:
    return Steps(client_of(place.coach))


def columns(*fields: str | None) -> dict[str, Any]:
    return {"columns": [{"index": i, "field": field} for i, field in enumerate(fields)]}


def test_the_six_steps(place: Place, steps: Steps) -> None:
    assert [c["field"] for c in steps.now["columns"]] == ["first_name", "last_name", "phone", None]
    steps.post("map_columns", columns("first_name", "last_name", "phone", "available_from"))
    (asked, written) = steps.get("problems/")
    assert (asked["text"], asked["answer"]) == (
        "1 rad, Kan börja: datum skrivna som 3/1-27. Läs som 3 januari 2027?",
        None,
    )
    assert (written["askable"], written["numbers"]) == (False, [5])
    assert steps.now["outlook"] == {
        "ready": 2, "ask": 1, "wrong": 1, "create": 1, "update": 0, "skip": 1, "reject": 2,
        "match_row": 1, "match_base": 0, "match_alike": 0,
    }  # fmt: skip
    steps.post("answer_question", {"key": asked["key"], "yes": True})
    (row,) = steps.get("rows/?show=problems")["results"]
    assert [c["problem"] != "" for c in row["cells"]] == [True, False, False, False]
    steps.post("edit", {"number": 5, "field": "first_name", "text": "Cia"})
    (double,) = steps.get("rows/?show=duplicates")["results"]
    assert (double["number"], double["choice"]) == (4, "skip")
    assert (double["match"]["row"], double["match"]["by"]) == (3, "samma mobilnummer")
    assert Candidate.objects.count() == 0

    assert steps.post("start")["status"] == "queued"
    steps.run()
    receipt = {k: steps.now[k] for k in ("created", "updated", "skipped", "rejected", "done")}
    assert receipt == {"created": 3, "updated": 0, "skipped": 1, "rejected": 0, "done": 4}
    assert {str(c) for c in Candidate.objects.all()} == {"Åsa Öberg", "Bo Ek", "Cia Ek"}

    assert steps.now["can_undo"]
    steps.post("undo")
    steps.run()
    assert (steps.now["undone"], steps.now["can_undo"]) == (3, False)
    assert Candidate.objects.count() == 0


def test_the_mapping_is_remembered_for_the_organisation_only(place: Place, steps: Steps) -> None:
    steps.post("map_columns", columns("first_name", "last_name", None, "available_from"))
    again = Steps(client_of(place.colleague))
    told = [(c["field"], c["confidence"]) for c in again.now["columns"]]
    assert told == [("first_name", 1), ("last_name", 1), (None, 0), ("available_from", 1)]
    elsewhere = Steps(client_of(place.other_coach))
    assert [c["field"] for c in elsewhere.now["columns"]] == [
        "first_name", "last_name", "phone", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (("first_name", None, None, None), "Välj vilken kolumn som är efternamn."),
        (("first_name", "last_name", "phone", "phone"), "Mobil är valt för två kolumner."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    steps: Steps, fields: tuple[str | None, ...], words: str
) -> None:
    refused = steps.post("map_columns", columns(*fields), status=400)
    assert refused["errors"][0]["detail"] == words


def test_a_file_is_uploaded_and_refused_by_its_content(place: Place) -> None:
    client = client_of(place.coach)
    for name, content, status in (
        ("lista.csv", TEXT.encode("cp1252"), 201),
        ("lista.xlsx", TEXT.encode(), 201),
        ("lista.csv", b"%PDF-1.7", 400),
    ):
        sent = {"file": SimpleUploadedFile(name, content)}
        assert client.post("/api/imports/", sent, format="multipart").status_code == status
    sent = {"file": SimpleUploadedFile("x.csv", b"%PDF-1.7")}
    told = client.post("/api/imports/", sent, format="multipart").json()["errors"][0]
    assert (told["code"], told["attr"]) == ("wrong_type", "file")


def test_rejected_rows_leave_as_a_file_with_reasons_and_no_formulas(steps: Steps) -> None:
    steps.post("start")
    steps.run()
    answer = steps.client.get(f"/api/imports/{steps.now['id']}/rejected/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Förnamn;Efternamn;Mobil;Startdag;Orsak",
        "'=1+1;Ek;070-174 06 07;;Förnamn: cellen är en formel",
    ]


def test_a_duplicate_in_the_base_is_updated_and_put_back(place: Place) -> None:
    known = candidate_of(place.coach, phone="+46701740605", first_name="Asa", email="a@b.example")
    before = Candidate.objects.values().get(pk=known.pk)
    wishes = list(known.wishes.values())
    text = "Förnamn;Efternamn;Mobil;Yrke\nÅsa;Öberg;070-174 06 05;Målare\n"
    steps = Steps(client_of(place.coach), text)
    (row,) = steps.get("rows/?show=duplicates")["results"]
    assert (row["match"]["kind"], row["match"]["candidate"]) == ("base", str(known.pk))
    steps.post("choose", {"choice": "update", "kind": "base"})
    steps.post("start")
    steps.run()
    known.refresh_from_db()
    assert (str(known), known.version, known.email) == ("Åsa Öberg", 2, "a@b.example")
    assert sorted(w.occupation_id for w in known.wishes.all()) == ["malare", "traarbetare"]
    steps.post("undo")
    steps.run()
    restored = Candidate.objects.get(pk=known.pk)
    assert (restored.phone, restored.version) == ("+46701740605", 1)
    assert Candidate.objects.values().get(pk=known.pk) == before
    assert list(known.wishes.values()) == wishes


def test_a_number_is_read_hidden_and_found_again(place: Place) -> None:
    text = "Förnamn;Efternamn;Personnummer\nÅsa;Öberg;19900101-2385\nBo;Ek;19900101-2386\n"
    steps = Steps(client_of(place.coach), text)
    assert steps.now["columns"][2]["samples"] == ["••••••", "••••••"]
    (asked,) = steps.get("problems/")
    assert asked["text"] == (
        "1 rad, Personnummer: numret är inget person- eller samordningsnummer (••••••-2386). "
        "Lämna tomt?"
    )
    shown = steps.get("rows/")["results"][0]["cells"][2]["text"]
    assert shown == "••••••-2385"
    steps.post("answer_question", {"key": asked["key"], "yes": True})
    steps.post("start")
    steps.run()
    numbers = {c.first_name: c.identity_number for c in Candidate.objects.all()}
    assert numbers == {"Åsa": "199001012385", "Bo": ""}
    again = Steps(client_of(place.coach), text)
    (double,) = again.get("rows/?show=duplicates")["results"]
    assert double["match"]["by"] == "samma personnummer"
    elsewhere = Steps(client_of(place.other_coach), text)
    assert elsewhere.get("rows/?show=duplicates")["count"] == 0


def test_somebody_changed_since_the_review_is_not_overwritten(place: Place) -> None:
    known = candidate_of(place.coach)
    text = "Förnamn;Efternamn;Mobil\nÅsa;Öberg;070-174 06 05\n"
    steps = Steps(client_of(place.coach), text)
    steps.post("choose", {"choice": "update", "kind": "base"})
    Candidate.objects.filter(pk=known.pk).update(version=2)
    steps.post("start")
    steps.run()
    assert (steps.now["updated"], steps.now["rejected"]) == (0, 1)
    (row,) = steps.get("rows/?show=rejected")["results"]
    assert row["reason"].startswith("Någon hann före.")


def test_undo_leaves_people_somebody_has_worked_with(steps: Steps) -> None:
    steps.post("answer_question", {"key": "available_from:slash_dash", "yes": True})
    steps.post("start")
    steps.run()
    worked_with = Candidate.objects.order_by("sort_key").first()
    assert worked_with is not None
    answer = steps.client.patch(
        f"/api/candidates/{worked_with.pk}/",
        {"next_step": "Ring"},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 200
    made = Candidate.objects.count()
    steps.post("undo")
    steps.run()
    assert (steps.now["undone"], steps.now["kept"]) == (made - 1, 1)
    assert list(Candidate.objects.all()) == [worked_with]
    (row,) = steps.get("rows/?show=kept")["results"]
    assert row["reason"] == "Någon har arbetat med deltagaren sedan importen"


def test_undo_ends_after_24_hours(steps: Steps) -> None:
    steps.post("start")
    steps.run()
    day = timezone.now() - timedelta(hours=24)
    CandidateImport.objects.update(finished_at=day)
    assert steps.post("undo", status=409)["errors"][0]["code"] == "too_late"


def test_nothing_to_create_and_what_has_begun_is_refused(place: Place, steps: Steps) -> None:
    empty = Steps(client_of(place.coach), "Förnamn;Efternamn\n;Ek\n")
    assert empty.post("start", status=409)["errors"][0]["code"] == "nothing_to_do"
    steps.post("start")
    assert steps.post("start", status=409)["errors"][0]["code"] == "not_open"
    assert steps.post("undo", status=409)["errors"][0]["code"] == "too_late"
    assert steps.post("resume", status=409)["errors"][0]["code"] == "not_parked"


def test_a_job_that_was_broken_off_too_often_waits_and_goes_on(
    steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps.post("start")

    def broken(*_: Any) -> bool:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("kandidater.imports.work.create_batch", broken)
        for _ in range(6):
            work(steps.now["id"])
    steps.now = steps.get()
    assert (steps.now["status"], steps.now["message"]) == (
        "parked",
        "Importen avbröts. Inget är dubbelt.",
    )
    steps.post("resume")
    steps.run()
    assert (steps.now["status"], steps.now["done"]) == ("finished", 4)


def test_a_discarded_upload_is_gone(steps: Steps) -> None:
    steps.post("discard")
    assert (steps.now["status"], steps.now["name"]) == ("discarded", "")
    assert ImportRow.objects.count() == 0


def test_another_organisation_and_another_role_find_nothing(place: Place, steps: Steps) -> None:
    path = f"/api/imports/{steps.now['id']}/"
    assert client_of(place.colleague).get(path).status_code == 200
    for other in (place.other_coach, place.coordinator, place.company):
        assert client_of(other).get(path).status_code == 404


def test_what_the_file_says_is_sealed_at_rest(steps: Steps) -> None:
    with connection.cursor() as cursor:
        for model in (CandidateImport, ImportRow, ImportMapping):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            raw = str(cursor.fetchall())
            assert "berg" not in raw
            assert "174 06" not in raw


@pytest.mark.parametrize(
    ("what", "queries"), [("", 6), ("problems/", 5), ("rows/?show=duplicates", 5)]
)
def test_reading_asks_the_same_few_things_whatever_the_rows(
    place: Place, what: str, queries: int
) -> None:
    body = "".join(f"Bo;Ek;070-174 {n:04d}\nBo;Ek;070-174 {n:04d}\n" for n in range(40))
    steps = Steps(client_of(place.coach), f"Förnamn;Efternamn;Mobil\n{body}")
    steps.get()
    with CaptureQueriesContext(connection) as seen:
        steps.get(what)
    assert len(seen) == queries
