"""The four-step journey and dated notes: planned, done, undone, and where somebody is now."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kandidater.enums import CandidateState, JourneyStep, Owner
from kandidater.models import Activity, Candidate, CandidateNote
from kandidater.selectors import whole_records
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

VISIT = {"step": 2, "what": "Studiebesök på Norra kajen", "due": "2026-03-03", "owner": "company"}


def post(actor: Any, candidate: Candidate, action: str, body: Any, version: int) -> Any:
    return client_of(actor).post(
        f"/api/candidates/{candidate.pk}/{action}/", body, headers={"If-Match": f'"{version}"'}
    )


def activity(candidate: Candidate, step: int, what: str, done_on: date | None = None) -> Activity:
    return Activity.objects.create(
        candidate=candidate,
        step=step,
        what=what,
        done_on=done_on,
        written_by_id=candidate.coach_id,
    )


def journey_of(place: Place, candidate: Candidate) -> Any:
    return client_of(place.coach).get(f"/api/candidates/{candidate.pk}/").json()["journey"]


def phases(journey: Any) -> list[str]:
    return [step["phase"] for step in journey["steps"]]


def test_an_activity_is_planned_done_undone_and_taken_away(place: Place) -> None:
    candidate = candidate_of(place.coach)
    card = post(place.coach, candidate, "add_activity", VISIT, 1).json()
    (planned,) = card["journey"]["steps"][1]["activities"]
    assert {key: planned[key] for key in VISIT if key != "step"} == {
        key: value for key, value in VISIT.items() if key != "step"
    }
    assert planned["owner_label"] == "Arbetsgivaren"
    assert (planned["done_on"], planned["outcome"]) == (None, "")
    assert card["journey"]["words"] == "Prova på. På tur: Studiebesök på Norra kajen."

    done = {"entry": planned["id"], "done_on": "2026-03-02", "outcome": "Vill gå vidare."}
    card = post(place.coach, candidate, "complete_activity", done, 2).json()
    (finished,) = card["journey"]["steps"][1]["activities"]
    assert (finished["done_on"], finished["outcome"]) == ("2026-03-02", "Vill gå vidare.")
    assert card["journey"]["words"] == "Prova på. Allt som är planerat är gjort."
    assert post(place.coach, candidate, "complete_activity", done, 3).status_code == 409
    entry = {"entry": planned["id"]}
    assert post(place.coach, candidate, "remove_activity", entry, 3).status_code == 409

    card = post(place.coach, candidate, "reopen_activity", entry, 3).json()
    assert card["journey"]["steps"][1]["activities"] == [planned]
    assert post(place.coach, candidate, "reopen_activity", entry, 4).status_code == 409
    card = post(place.coach, candidate, "remove_activity", entry, 4).json()
    assert card["journey"]["steps"][1]["activities"] == []

    history = client_of(place.coach).get(f"/api/candidates/{candidate.pk}/history/").json()
    assert [row["text"] for row in history["results"]] == [
        "Tog bort en aktivitet ur Prova på",
        "Öppnade en aktivitet i Prova på igen",
        "En aktivitet i Prova på är gjord",
        "Planerade en aktivitet i Prova på",
    ]


def test_where_she_is_follows_what_is_left_to_do(place: Place) -> None:
    candidate = candidate_of(place.coach)
    at_start = journey_of(place, candidate)
    assert (at_start["now"], at_start["words"]) == (1, "Vägledning. Inget är planerat än.")
    assert phases(at_start) == ["now", "later", "later", "later"]

    activity(candidate, JourneyStep.TRAINING, "Heta arbeten")
    skipped = journey_of(place, candidate)
    assert (skipped["now"], phases(skipped)) == (3, ["nothing", "nothing", "now", "later"])

    activity(candidate, JourneyStep.GUIDANCE, "Samtal", date(2026, 1, 12))
    activity(candidate, JourneyStep.TRY_OUT, "Prova på tre dagar")
    both_open = journey_of(place, candidate)
    assert (both_open["now"], phases(both_open)) == (2, ["done", "now", "later", "later"])


@pytest.mark.parametrize(
    ("state", "now", "words"),
    [
        (CandidateState.ASKED, 4, "Matchning. Tillfrågad."),
        (CandidateState.IN_TRAINING, 3, "Utbildning eller validering. I kurs."),
        (CandidateState.ON_SITE, 4, "Matchning. På plats."),
        (CandidateState.CLOSED, 1, "Ärendet är avslutat."),
        (CandidateState.READY, 1, "Vägledning. På tur: Samtal."),
    ],
)
def test_a_state_says_more_than_a_forgotten_activity(
    place: Place, state: str, now: int, words: str
) -> None:
    candidate = candidate_of(place.coach, state=state)
    activity(candidate, JourneyStep.GUIDANCE, "Samtal")
    journey = journey_of(place, candidate)
    assert (journey["now"], journey["words"]) == (now, words)


def test_wrong_activities_are_refused_by_field(place: Place) -> None:
    candidate = candidate_of(place.coach)
    for wrong, field in (
        ({"step": 5}, "step"),
        ({"what": "  "}, "what"),
        ({"owner": "grannen"}, "owner"),
        ({"due": "1026-03-03"}, "due"),
    ):
        answer = post(place.coach, candidate, "add_activity", {**VISIT, **wrong}, 1)
        assert [error["attr"] for error in answer.json()["errors"]] == [field]
    planned = activity(candidate, 1, "Samtal")
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    done = {"entry": str(planned.pk), "done_on": tomorrow}
    answer = post(place.coach, candidate, "complete_activity", done, 1)
    assert [error["attr"] for error in answer.json()["errors"]] == ["done_on"]


@pytest.mark.parametrize(
    "action",
    ["complete_activity", "reopen_activity", "remove_activity", "remove_note", "remove_hours"],
)
def test_an_entry_of_somebody_else_is_not_there(place: Place, action: str) -> None:
    mine, other = candidate_of(place.coach), candidate_of(place.coach)
    entry = {
        "remove_note": lambda: CandidateNote.objects.create(candidate=other, text="Ringde").pk,
    }.get(action, lambda: activity(other, 1, "Samtal").pk)()
    body = {"entry": str(entry)}
    if action == "complete_activity":
        body["done_on"] = "2026-03-02"
    assert post(place.coach, mine, action, body, 1).status_code == 404
    assert not AuditEvent.objects.filter(action__startswith="candidate.").exists()


def test_the_database_knows_steps_owners_and_that_an_outcome_is_of_something_done(
    place: Place,
) -> None:
    candidate = candidate_of(place.coach)
    for wrong in ({"step": 5}, {"owner": "grannen"}, {"outcome": "Bra"}):
        values: dict[str, Any] = {"step": 1, "what": "Samtal", **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.create(
                candidate=candidate, written_by_id=place.coach.user_id, **values
            )


def test_the_owner_of_the_next_step_is_the_coach_until_somebody_else_is_said(place: Place) -> None:
    candidate = candidate_of(place.coach)
    assert candidate.next_step_owner == Owner.COACH
    answer = client_of(place.coach).patch(
        f"/api/candidates/{candidate.pk}/",
        {"next_step": "Skicka intyg", "next_step_owner": "school"},
        headers={"If-Match": '"1"'},
    )
    card = answer.json()
    assert (card["next_step_owner"], card["next_step_owner_label"]) == (
        "school",
        "Skolan eller utbildaren",
    )
    row = client_of(place.coach).get("/api/candidates/").json()["results"][0]
    assert row["next_step_owner"] == "school"


def test_notes_are_dated_sealed_and_only_their_writer_takes_them_away(place: Place) -> None:
    candidate = candidate_of(place.coach)
    post(place.coach, candidate, "add_note", {"text": "Vill börja före sommaren."}, 1)
    card = post(place.colleague, candidate, "add_note", {"text": "Ringde, inget svar."}, 2).json()
    assert [(n["text"], n["written_by"]["name"], n["may_remove"]) for n in card["notes"]] == [
        ("Ringde, inget svar.", place.colleague.name, True),
        ("Vill börja före sommaren.", place.coach.name, False),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM kandidater_candidatenote")
        assert not any("Ringde" in row[0] or "sommaren" in row[0] for row in cursor.fetchall())
    newest, oldest = (note["id"] for note in card["notes"])
    refused = post(place.coach, candidate, "remove_note", {"entry": newest}, 3)
    assert refused.status_code == 403
    card = post(place.coach, candidate, "remove_note", {"entry": oldest}, 3).json()
    assert [note["id"] for note in card["notes"]] == [newest]
    trail = AuditEvent.objects.filter(action__startswith="candidate.note").order_by("id")
    assert [sorted(event.data) for event in trail] == [["note"]] * 3


def test_a_closed_case_takes_nothing_more(place: Place) -> None:
    candidate = candidate_of(place.coach, state=CandidateState.CLOSED)
    for action, body in (("add_note", {"text": "Sent"}), ("add_activity", VISIT)):
        assert post(place.coach, candidate, action, body, candidate.version).status_code == 409
    assert not Activity.objects.exists()
    assert not CandidateNote.objects.exists()


def test_the_journey_asks_no_query_of_its_own(place: Place, django_assert_num_queries: Any) -> None:
    from kandidater.journey import journey

    candidate = candidate_of(place.coach)
    for step in JourneyStep:
        activity(candidate, step, "Samtal")
    whole = whole_records(Candidate.objects.all()).get()
    with django_assert_num_queries(0):
        assert len(journey(whole).steps) == 4
