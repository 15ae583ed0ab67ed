"""Hand-over, bulk changes, the flag for standing still, the board and saved views."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from kandidater.models import Candidate, CandidateCertificate, Handover
from konton.actors import Actor
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/"


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def add(who: Actor, last_name: str, *, days: int = 0, **fields: Any) -> Candidate:
    """A candidate of this coach who has stood in her state for so many days."""
    candidate = candidate_of(who, last_name=last_name, **fields)
    Candidate.objects.filter(pk=candidate.pk).update(
        state_since=timezone.now() - timedelta(days=days)
    )
    candidate.refresh_from_db()
    return candidate


def bulk(client: APIClient, action: str, *rows: Candidate, **said: Any) -> dict[str, Any]:
    listed = [{"id": str(row.pk), "version": row.version} for row in rows]
    answer = client.post(f"{URL}bulk/", {"action": action, "rows": listed, **said})
    assert answer.status_code == 200, answer.json()
    body: dict[str, Any] = answer.json()
    return body


def told(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(row["name"], row["code"], row["detail"]) for row in body["results"]]


def names(client: APIClient, **query: Any) -> list[str]:
    return [row["name"].split()[1] for row in client.get(URL, query).json()["results"]]


# --- bulk


def test_each_row_is_whole_or_not_at_all(place: Place, client: APIClient) -> None:
    rows = [
        add(place.coach, name, state=state)
        for name, state in (("Ett", "ready"), ("Två", "asked"), ("Tre", "draft"), ("Fyra", "ready"))
    ]
    stranger = add(place.other_coach, "Annan")
    Candidate.objects.filter(pk=rows[3].pk).update(version=7)
    body = bulk(client, "rest", *rows, stranger, reason="Föräldraledig")
    assert (body["changed"], body["failed"]) == (2, 3)
    assert told(body) == [
        ("Amina Ett", "done", ""),
        ("Amina Två", "refused", "Läget är ”Tillfrågad”."),
        ("Amina Tre", "done", ""),
        ("Amina Fyra", "stale", "En kollega hann före."),
        ("", "missing", "Finns inte, eller så har du inte behörighet."),
    ]
    assert [row["version"] for row in body["results"]] == [2, None, 2, None, None]
    states = [Candidate.objects.get(pk=row.pk).state for row in (*rows, stranger)]
    assert states == ["resting", "asked", "resting", "ready", "draft"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"action": "rest", "rows": []}, "rows"),
        ({"action": "rest"}, "reason"),
        ({"action": "rest", "reason": "  "}, "reason"),
        ({"action": "hand_over"}, "coach"),
        ({"action": "request_completion"}, "due"),
        ({"action": "close", "reason": "Klar"}, "action"),
    ],
)
def test_a_half_wish_changes_nothing(
    place: Place, client: APIClient, said: dict[str, Any], field: str
) -> None:
    one = add(place.coach, "Ett", state="ready")
    body = {"rows": [{"id": str(one.pk), "version": 1}], **said}
    answer = client.post(f"{URL}bulk/", body)
    assert (answer.status_code, answer.json()["errors"][0]["attr"].split(".")[0]) == (400, field)
    assert Candidate.objects.get(pk=one.pk).state == "ready"


def test_the_same_person_twice_and_more_than_a_hundred_are_refused(
    place: Place, client: APIClient
) -> None:
    one = {"id": str(add(place.coach, "Ett").pk), "version": 1}
    for rows in ([one, one], [one] * 101):
        answer = client.post(f"{URL}bulk/", {"action": "resume", "rows": rows})
        assert answer.status_code == 400


def test_completion_becomes_the_next_step_and_can_be_put_back(
    place: Place, client: APIClient
) -> None:
    one = add(place.colleague, "Ett", lists=False, next_step="Ring")
    due = timezone.localdate() + timedelta(days=7)
    body = bulk(client, "request_completion", one, due=due.isoformat())
    assert told(body) == [("Amina Ett", "done", "")]
    one.refresh_from_db()
    assert one.next_step.startswith("Komplettera: språk och stöd, yrke och erfarenhet")
    assert one.next_step_due == due
    assert AuditEvent.objects.filter(action="candidate.completion_requested").count() == 1
    back = {"next_step": "Ring", "next_step_due": None}
    answer = client.post(
        f"{URL}bulk/",
        {"action": "update", "rows": [{"id": str(one.pk), "version": 2, "changes": back}]},
    )
    assert answer.json()["changed"] == 1
    after = Candidate.objects.get(pk=one.pk)
    assert (after.next_step, after.next_step_due, after.version) == ("Ring", None, 3)


def test_a_completion_is_not_asked_for_yesterday(place: Place, client: APIClient) -> None:
    one = add(place.coach, "Ett")
    past = timezone.localdate() - timedelta(days=1)
    body = bulk(client, "request_completion", one, due=past.isoformat())
    assert told(body) == [("Amina Ett", "refused", "Välj i dag eller en senare dag.")]


def test_bulk_costs_the_same_for_each_row(place: Place, client: APIClient) -> None:
    rows = [add(place.coach, f"Prov{n}", state="ready") for n in range(31)]
    client.get("/api/session/")
    wish: dict[str, Any] = {"reason": "Vilar"}
    counts = []
    for part in (rows[:1], rows[1:]):
        with CaptureQueriesContext(connection) as seen:
            bulk(client, "rest", *part, **wish)
        counts.append(len(seen))
    # session, user, membership, rows | savepoint, row and its lists to lock and check, move, log,
    # audit, release
    shared, each = 4, 9
    assert counts == [shared + each, shared + 30 * each]


# --- hand-over


def test_a_handover_is_told_until_it_is_read(place: Place, client: APIClient) -> None:
    one = add(place.coach, "Ett")
    bulk(client, "hand_over", one, coach=str(place.colleague.user_id), note="  Ring före nio. ")
    one.refresh_from_db()
    assert (one.coach_id, one.version) == (place.colleague.user_id, 2)
    receiver = client_of(place.colleague)
    (row,) = receiver.get("/api/handovers/").json()["results"]
    assert (row["candidate"], row["from_coach"]["name"], row["note"]) == (
        {"id": str(one.pk), "name": "Amina Ett"},
        place.coach.name,
        "Ring före nio.",
    )
    assert client.get("/api/handovers/").json()["results"] == []
    assert client.post(f"/api/handovers/{row['id']}/read/").status_code == 404
    assert receiver.post(f"/api/handovers/{row['id']}/read/").json()["read_at"]
    assert receiver.post(f"/api/handovers/{row['id']}/read/").status_code == 200
    assert receiver.get("/api/handovers/").json()["results"] == []


def test_one_that_is_taken_back_is_no_longer_told(place: Place, client: APIClient) -> None:
    one = add(place.coach, "Ett")
    bulk(client, "hand_over", one, coach=str(place.colleague.user_id))
    one.refresh_from_db()
    back = {"coach": str(place.coach.user_id)}
    rows = [{"id": str(one.pk), "version": one.version, "changes": back}]
    assert client.post(f"{URL}bulk/", {"action": "update", "rows": rows}).json()["changed"] == 1
    assert client_of(place.colleague).get("/api/handovers/").json()["results"] == []
    assert Handover.objects.count() == 1


def test_a_coach_elsewhere_gets_nobody(place: Place, client: APIClient) -> None:
    one = add(place.coach, "Ett")
    body = bulk(client, "hand_over", one, coach=str(place.other_coach.user_id))
    assert told(body) == [("Amina Ett", "refused", "Välj en jobbcoach i din egen organisation.")]
    assert Handover.objects.count() == 0


def test_a_protected_person_goes_only_to_a_handler(place: Place, client: APIClient) -> None:
    one = protect(add(place.coach, "Ett"), place.coach)
    change = {"coach": str(place.colleague.user_id)}
    answer = client.patch(f"{URL}{one.pk}/", change, headers={"If-Match": '"1"'})
    assert answer.status_code == 400
    protect(one, place.coach, place.colleague)
    answer = client.patch(f"{URL}{one.pk}/", change, headers={"If-Match": '"1"'})
    assert answer.status_code == 200
    # In bulk she does not exist.
    assert bulk(client, "rest", one, reason="x")["results"][0]["code"] == "missing"


def test_coaches_are_the_active_ones_here(place: Place, client: APIClient) -> None:
    found = {row["id"] for row in client.get(f"{URL}coaches/").json()}
    assert found == {str(place.coach.user_id), str(place.colleague.user_id)}


# --- standing still


def test_flagged_after_thirty_days_where_something_should_happen(
    place: Place, client: APIClient
) -> None:
    add(place.coach, "Trettio", days=30)
    add(place.coach, "Trettioett", days=31)
    add(place.coach, "Plats", days=90, state="on_site")
    assert names(client, stalled="true") == ["Trettioett"]
    rows = client.get(URL).json()["results"]
    assert {row["name"].split()[1]: row["is_stalled"] for row in rows} == {
        "Plats": False,
        "Trettio": False,
        "Trettioett": True,
    }


def test_a_reason_takes_the_flag_away_until_its_day_or_a_new_state(
    place: Place, client: APIClient
) -> None:
    one = add(place.coach, "Ett", days=40)
    until = timezone.localdate() + timedelta(days=14)
    said = {"until": until.isoformat(), "reason": "Föräldraledig"}
    answer = client.post(f"{URL}{one.pk}/unflag/", said, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert names(client, stalled="true") == []
    assert names(client, unflagged="true") == ["Ett"]
    (row,) = client.get(URL).json()["results"]
    assert (row["unflagged_until"], row["unflagged_reason"]) == (
        until.isoformat(),
        "Föräldraledig",
    )
    # Its last day, and the day after.
    Candidate.objects.update(unflagged_until=timezone.localdate())
    assert names(client, stalled="true") == []
    Candidate.objects.update(unflagged_until=timezone.localdate() - timedelta(days=1))
    assert names(client, stalled="true") == ["Ett"]
    # Made for another state than the one she stands still in now.
    Candidate.objects.update(
        unflagged_until=until,
        unflagged_at=timezone.now() - timedelta(days=60),
        state_since=timezone.now() - timedelta(days=40),
    )
    assert names(client, stalled="true") == ["Ett"]
    event = AuditEvent.objects.get(action="candidate.unflagged")
    assert event.data == {"until": until.isoformat()}
    history = client.get(f"{URL}{one.pk}/history/").json()["results"]
    assert history[0]["text"] == "Tog bort flaggan för att stå still"


def test_the_flag_can_be_put_back(place: Place, client: APIClient) -> None:
    one = add(place.coach, "Ett", days=40)
    said = {"until": (timezone.localdate() + timedelta(days=1)).isoformat(), "reason": "Resa"}
    client.post(f"{URL}{one.pk}/unflag/", said, headers={"If-Match": '"1"'})
    assert client.post(f"{URL}{one.pk}/flag_again/", headers={"If-Match": '"2"'}).status_code == 200
    assert names(client, stalled="true") == ["Ett"]
    again = client.post(f"{URL}{one.pk}/flag_again/", headers={"If-Match": '"3"'})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("stood", "said", "status"),
    [
        (40, (0, "x"), 400),
        (40, (91, "x"), 400),
        (40, (5, " "), 400),
        (10, (5, "x"), 409),
        (40, (90, "x"), 200),
    ],
)
def test_an_exception_has_a_reason_an_end_and_a_cause(
    place: Place, stood: int, said: tuple[int, str], status: int
) -> None:
    one = add(place.coach, "Ett", days=stood)
    until = timezone.localdate() + timedelta(days=said[0])
    answer = client_of(place.coach).post(
        f"{URL}{one.pk}/unflag/",
        {"until": until.isoformat(), "reason": said[1]},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == status
    assert Candidate.objects.get(pk=one.pk).version == (2 if status == 200 else 1)


def test_the_database_knows_no_exception_without_reason(place: Place) -> None:
    one = add(place.coach, "Ett")
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=one.pk).update(
            unflagged_until=date(2030, 1, 1), unflagged_at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=one.pk).update(unflagged_reason="Utan dag")


# --- obstacles and certificates of a row


def test_a_row_says_what_hinders(place: Place, client: APIClient) -> None:
    today = timezone.localdate()
    one = add(place.coach, "Ett", lists=False)
    for code, days in (("HETA", 10), ("ID06", -3), ("FALL", 61)):
        CandidateCertificate.objects.create(
            candidate=one, certificate_id=code, expires=today + timedelta(days=days)
        )
    (row,) = client.get(URL).json()["results"]
    card = one.certificates.get(certificate="ID06").certificate.name_sv
    assert row["obstacles"] == [
        "Saknar minst ett yrke",
        "Saknar minst ett språk",
        "Saknar samtycke till att bli föreslagen",
        f"{card} har gått ut",
    ]
    assert [(c["certificate"], c["expired"]) for c in row["certificate_warnings"]] == [
        ("ID06", True),
        ("HETA", False),
    ]


# --- the board
