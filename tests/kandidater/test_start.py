"""The coach's start page: what to do, what others have, what runs out; only her own people."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from kandidater.models import Activity, Candidate, CandidateCertificate
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/start/coach/"


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def day(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def add(place: Place, name: str, *, days: int = 0, **fields: Any) -> Candidate:
    candidate = candidate_of(place.coach, last_name=name, **fields)
    Candidate.objects.filter(pk=candidate.pk).update(
        state_since=timezone.now() - timedelta(days=days)
    )
    return candidate


def certificate(candidate: Candidate, code: str, days: int) -> None:
    CandidateCertificate.objects.create(candidate=candidate, certificate_id=code, expires=day(days))


def plan(
    place: Place, candidate: Candidate, what: str, *, due: Any = None, owner: str = "coach"
) -> Activity:
    return Activity.objects.create(
        candidate=candidate,
        step=2,
        what=what,
        due=due,
        owner=owner,
        written_by_id=place.coach.user_id,
    )


def lines(client: APIClient, which: str, **query: Any) -> list[tuple[str, str, int | None]]:
    body = client.get(f"{URL}{which}/", query).json()
    return [(r["candidate"]["name"].split()[1], r["kind"], r["days"]) for r in body["results"]]


def test_today_is_what_is_due_and_then_who_stands_still(place: Place, client: APIClient) -> None:
    add(place, "Idag", next_step="Ring", next_step_due=day(0))
    add(place, "Förra", next_step="Boka", next_step_due=day(-7), days=50, state="ready")
    add(place, "Morgon", next_step_due=day(1))
    add(place, "Still", days=40, state="ready")
    add(place, "Stillast", days=60, state="resting")
    add(place, "Frågad", days=40, state="asked")
    add(place, "Slut", next_step_due=day(-1), state="closed")
    candidate_of(place.colleague, last_name="Kollegans", next_step_due=day(-1))
    protect(add(place, "Skyddad", next_step_due=day(-1)), place.coach)
    assert lines(client, "today") == [
        ("Förra", "next_step", 7),
        ("Idag", "next_step", 0),
        ("Stillast", "stalled", 60),
        ("Still", "stalled", 40),
    ]


def test_who_has_an_exception_is_not_among_what_to_do(place: Place, client: APIClient) -> None:
    one = add(place, "Ett", days=40)
    said = {"until": day(10).isoformat(), "reason": "Resa"}
    client.post(f"/api/candidates/{one.pk}/unflag/", said, headers={"If-Match": '"1"'})
    assert lines(client, "today") == []


def test_others_have_it_when_the_candidate_or_the_company_is_asked(
    place: Place, client: APIClient
) -> None:
    add(place, "Tillfrågad", days=2, state="asked")
    add(place, "Ja", days=5, state="accepted")
    add(place, "Föreslagen", days=5, state="proposed")
    assert lines(client, "waiting") == [("Ja", "accepted", 5), ("Tillfrågad", "asked", 2)]


def test_a_step_that_another_takes_is_waited_for(place: Place, client: APIClient) -> None:
    steps = (("Sen", -3), ("Kommer", 14), ("Långt fram", 15), ("Ingen dag", None))
    for name, days in steps:
        add(
            place,
            name.replace(" ", ""),
            next_step="Skriv intyg",
            next_step_owner="school",
            next_step_due=None if days is None else day(days),
        )
    assert lines(client, "today") == []
    found = lines(client, "waiting")
    assert sorted(found, key=str) == [
        ("Ingendag", "next_step", None),
        ("Kommer", "next_step", -14),
        ("Sen", "next_step", 3),
    ]
    row = client.get(f"{URL}waiting/").json()["results"][0]
    assert row["sentence"] == "Skolan eller utbildaren: Skriv intyg"


def test_activities_are_done_or_waited_for_by_their_day_and_owner(
    place: Place, client: APIClient
) -> None:
    add(place, "Steget", next_step="Ring", next_step_due=day(-2))
    one = add(place, "Ett", days=5)
    plan(place, one, "Studiebesök", due=day(-3))
    plan(place, one, "Boka tolk", due=day(0))
    plan(place, one, "Sedan", due=day(1))
    plan(place, one, "Utan dag")
    done = plan(place, one, "Gjort", due=day(-9))
    done.done_on = day(-9)
    done.save()
    plan(place, one, "Intyg från kursen", due=day(14), owner="school")
    plan(place, one, "Nästa kurs", due=day(15), owner="school")
    plan(place, one, "Svar om praktik", owner="company")
    plan(place, add(place, "Slut", state="closed"), "Bort", due=day(-1))
    hers = candidate_of(place.colleague, last_name="Kollegans")
    plan(place, hers, "Inte min", due=day(-1))
    plan(place, protect(add(place, "Skyddad"), place.coach), "Syns ej", due=day(-1))
    assert lines(client, "today") == [
        ("Ett", "activity", 3),
        ("Steget", "next_step", 2),
        ("Ett", "activity", 0),
    ]
    assert sorted(lines(client, "waiting"), key=str) == [
        ("Ett", "activity", -14),
        ("Ett", "activity", None),
    ]
    told = {row["sentence"] for row in client.get(f"{URL}waiting/").json()["results"]}
    assert told == {"Skolan eller utbildaren: Intyg från kursen", "Arbetsgivaren: Svar om praktik"}


def test_an_activity_is_done_where_it_stands(place: Place, client: APIClient) -> None:
    one = add(place, "Ett")
    plan(place, one, "Studiebesök", due=day(0))
    row = client.get(f"{URL}today/").json()["results"][0]
    assert row["activity"]["what"] == "Studiebesök"
    answer = client.post(
        f"/api/candidates/{one.pk}/complete_activity/",
        {"entry": row["activity"]["id"], "done_on": str(day(0)), "outcome": "Vill tillbaka"},
        headers={"If-Match": f'"{row["activity"]["version"]}"'},
    )
    assert answer.status_code == 200, answer.json()
    assert lines(client, "today") == []


def test_certificates_and_drafts_run_out(place: Place, client: APIClient) -> None:
    one = add(place, "Ett", state="ready")
    for code, days in (("HETA", 60), ("FALL", 61), ("ID06", -30)):
        certificate(one, code, days)
    certificate(add(place, "Två", state="ready"), "ID06", -31)
    certificate(add(place, "Slut", state="closed"), "HETA", 5)
    add(place, "Gammalt", days=15)
    add(place, "Nytt", days=14)
    add(place, "Stillastående", days=31)  # among what to do today
    assert lines(client, "expiring") == [
        ("Ett", "certificate", -30),
        ("Ett", "certificate", 60),
        ("Gammalt", "draft", -15),
    ]


def test_ten_are_shown_and_all_can_be(place: Place, client: APIClient) -> None:
    for n in range(12):
        add(place, f"Prov{n:02}", next_step_due=day(-n))
    body = client.get(f"{URL}today/").json()
    assert (body["count"], len(body["results"])) == (12, 10)
    assert len(lines(client, "today", page_size=100)) == 12
    assert lines(client, "today", page=2)[-1] == ("Prov00", "next_step", 0)


def test_the_state_in_figures(place: Place, client: APIClient) -> None:
    for state in ("draft", "draft", "ready", "proposed", "confirmed", "on_site", "closed"):
        add(place, "Prov", state=state)
    assert client.get(URL).json() == {
        "drafts": 2,
        "ready": 1,
        "proposed": 1,
        "placed": 2,
        "questions": {"to_answer": 0, "to_read": 0, "waiting": 0},
    }


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("which", "queries"), [("", 8), ("today/", 8), ("waiting/", 7), ("expiring/", 6)]
)
def test_queries_do_not_grow(
    place: Place,
    rows: int,
    which: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(rows):
        one = add(place, f"Prov{n}", next_step_due=day(-1), days=20, state="draft")
        certificate(one, "HETA", 3)
        add(place, f"Svar{n}", state="asked")
        plan(place, one, f"Gör {n}", due=day(-1))
        plan(place, one, f"Vänta {n}", owner="school")
    client = client_of(place.coach)
    client.get("/api/session/")
    with django_assert_num_queries(queries):
        assert client.get(f"{URL}{which}").status_code == 200
