"""Who may be the same person, and what has happened to her, in words."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

URL = "/api/candidates/"


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def search(client: APIClient, query: str) -> tuple[list[str], bool]:
    response = client.post(f"{URL}possible_duplicates/", {"q": query})
    assert response.status_code == 200, response.json()
    body = response.json()
    return [row["name"] for row in body["own"]], body["elsewhere"]


@pytest.mark.parametrize(
    ("query", "own", "elsewhere"),
    [
        ("Asa Oberg", ["Åsa Öberg"], False),
        ("ÖBERG, åsa".replace(",", ""), ["Åsa Öberg"], False),
        ("öber", ["Åsa Öberg"], False),
        ("070 174 06 21", ["Åsa Öberg"], False),
        ("+46701740621", ["Åsa Öberg"], False),
        ("0621", ["Åsa Öberg"], False),
        ("ASA@prov.example", ["Åsa Öberg"], False),
        ("José Ñandú", [], True),
        ("jose nandu", [], True),
        ("jose nand", [], False),
        ("José", [], False),
        ("070-174 06 22", [], True),
        ("17406", ["Åsa Öberg"], False),
        ("jose@prov.example", [], True),
        ("jose@", [], False),
        ("!!", [], False),
        (" . . ", [], False),
    ],
)
def test_own_people_are_shown_and_others_only_hinted_at(
    place: Place, client: APIClient, query: str, own: list[str], elsewhere: bool
) -> None:
    candidate_of(
        place.coach,
        first_name="Åsa",
        last_name="Öberg",
        phone="070-174 06 21",
        email="asa@prov.example",
    )
    candidate_of(
        place.other_coach,
        first_name="José",
        last_name="Ñandú",
        phone="+46 (0)70 174 06 22",
        email="jose@prov.example",
    )
    assert search(client, query) == (own, elsewhere)


def test_a_hit_elsewhere_carries_no_field_at_all(place: Place, client: APIClient) -> None:
    candidate_of(place.other_coach, first_name="José", last_name="Ñandú")
    response = client.post(f"{URL}possible_duplicates/", {"q": "José Ñandú"})
    assert response.json() == {"own": [], "elsewhere": True}


def test_a_look_alike_shows_enough_to_know_her(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.colleague, last_name="Öberg", email="a@prov.example")
    response = client.post(f"{URL}possible_duplicates/", {"q": "oberg"})
    assert response.json()["own"] == [
        {
            "id": str(candidate.pk),
            "name": "Amina Öberg",
            "state": {"code": "draft", "label": "Utkast"},
            "coach": {"id": str(place.colleague.user_id), "name": place.colleague.name},
            "phone": "070-174 06 05",
            "email": "a@prov.example",
            "birth_date": "1990-05-17",
            "municipality": {"code": "0180", "name": "Stockholm"},
            "likeness": {"code": "like", "label": "lik"},
            "because": ["del av namnet"],
        }
    ]


def test_the_search_is_logged_without_what_was_searched_for(
    place: Place, client: APIClient
) -> None:
    search(client, "José Ñandú")
    event = AuditEvent.objects.get(action="candidate.duplicates_searched")
    assert (event.actor_id, event.data) == (
        place.coach.user_id,
        {"found": 0, "elsewhere": False},
    )


@pytest.mark.parametrize("body", [{}, {"q": ""}, {"q": "a"}, {"q": "a" * 121}, {"q": "\0x"}])
def test_an_empty_question_is_refused(client: APIClient, body: Any) -> None:
    response = client.post(f"{URL}possible_duplicates/", body)
    assert response.status_code == 400
    assert [e["attr"] for e in response.json()["errors"]] == ["q"]


@pytest.mark.parametrize("rows", [1, 9])
def test_look_alikes_take_a_fixed_number_of_queries(
    place: Place, client: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        candidate_of(place.coach, last_name="Öberg")
    client.get("/api/session/")
    with django_assert_num_queries(12):
        assert len(search(client, "amina oberg")[0]) == rows


def history(client: APIClient, candidate: Any, **query: Any) -> Any:
    response = client.get(f"{URL}{candidate.pk}/history/", query)
    assert response.status_code == 200, response.json()
    return response.json()


def test_a_history_reads_as_sentences_newest_first(place: Place, client: APIClient) -> None:
    created = client.post(URL, {"first_name": "Åsa", "last_name": "Öberg"}).json()
    card = f"{URL}{created['id']}/"
    body = {
        "phone": "070-174 06 05",
        "municipality": "0180",
        "available_from": "2026-03-02",
        "birth_date": "1990-05-17",
        "wishes": [{"occupation": "malare"}],
        "languages": [{"language": "sv", "level": 3}],
        "consents": ["proposals"],
    }
    client.patch(card, body, headers={"If-Match": '"1"'})
    client.get(card)
    client.post(f"{card}mark_ready/", headers={"If-Match": '"2"'})
    colleague = client_of(place.coordinator)
    colleague.post(f"{card}rest/", {"reason": "Studier"}, headers={"If-Match": '"3"'})
    answer = client.get(f"{card}history/").json()
    assert [(row["who"], row["text"], row["reason"]) for row in answer["results"]] == [
        (place.coordinator.name, "Låt vila: Klar för matchning → Vilar", "Studier"),
        (place.coach.name, "Klar för matchning: Utkast → Klar för matchning", ""),
        (
            place.coach.name,
            "Ändrade kan börja, födelsedatum, samtycken, språk, kommun, mobil, önskade yrken",
            "",
        ),
        (place.coach.name, "Lämnade samtycke: Bli föreslagen till arbetsplatser", ""),
        (place.coach.name, "Registrerade deltagaren", ""),
    ]
    assert "känsligt" not in str(answer)


def test_a_history_comes_in_pages(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    for version in range(1, 6):
        client.patch(
            f"{URL}{candidate.pk}/",
            {"next_step": f"Steg {version}"},
            headers={"If-Match": f'"{version}"'},
        )
    first = history(client, candidate, page_size=3)
    assert (first["count"], len(first["results"])) == (5, 3)
    assert len(history(client, candidate, page_size=3, page=2)["results"]) == 2


@pytest.mark.parametrize("rows", [1, 30])
def test_a_history_takes_a_fixed_number_of_queries(
    place: Place, client: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from kandidater.services import change_state

    candidate = candidate_of(place.coach)
    for n in range(rows):
        change_state(
            actor=place.coach,
            candidate_id=candidate.pk,
            action=("mark_ready", "to_draft")[n % 2],
            expected_version=n + 1,
        )
        client.patch(
            f"{URL}{candidate.pk}/", {"phone": "0"}, headers={"If-Match": "0"}
        )  # refused: leaves nothing
    client.get("/api/session/")
    with django_assert_num_queries(7):
        assert len(history(client, candidate, page_size=100)["results"]) == rows
