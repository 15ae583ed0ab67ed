"""The card's moves over the API, its login link, and what is refused."""

from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from kandidater.models import Candidate
from konton.models import StateChange, User
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place
from .test_card_api import URL, WHOLE, card, errors, move, patch


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def test_the_moves_of_the_coach_over_the_api(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    walk = [
        ("mark_ready", {}, "ready"),
        ("to_draft", {}, "draft"),
        ("mark_ready", {}, "ready"),
        ("rest", {"reason": "Studier"}, "resting"),
        ("resume", {}, "ready"),
        ("close", {"reason": "Flyttar"}, "closed"),
    ]
    for version, (action, body, state) in enumerate(walk, 2):
        response = move(client, candidate, action, **body)
        assert response.status_code == 200, response.json()
        assert (response.json()["state"]["code"], response["ETag"]) == (state, f'"{version}"')
        candidate.refresh_from_db()
    assert response.json()["allowed_actions"] == []
    assert StateChange.objects.filter(object_id=candidate.pk).count() == 6


def test_a_followed_up_candidate_looks_again(place: Place) -> None:
    candidate = candidate_of(place.coach, state="followed_up")
    response = move(client_of(place.coordinator), candidate, "rematch")
    assert response.json()["state"]["code"] == "ready"


def test_a_move_that_the_state_forbids_is_a_conflict_in_words(
    place: Place, client: APIClient
) -> None:
    candidate = candidate_of(place.coach)
    response = move(client, candidate, "resume")
    assert response.status_code == 409
    assert response.json()["errors"] == [
        {
            "code": "illegal_transition",
            "detail": "Det går inte när läget är ”Utkast”. Ladda om sidan.",
            "attr": None,
        }
    ]


def test_a_missing_reason_is_named(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    assert errors(move(client, candidate, "close")) == ["reason"]
    assert errors(move(client, candidate, "rest", reason="")) == ["reason"]
    assert errors(move(client, candidate, "mark_ready", reason="x")) == ["reason"]


def test_a_login_link_is_shown_once_and_opens(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    response = client.post(f"{card(candidate)}login_link/")
    assert response.status_code == 201
    url = response.json()["url"]
    assert url.startswith("/lank/")
    opened = client_of(None).post("/api/session/link/", {"token": url.removeprefix("/lank/")})
    assert opened.json()["role"] == "candidate"
    assert User.objects.get(is_candidate=True).candidate == candidate


def test_a_closed_candidate_gets_no_link_and_no_change(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach, state="closed")
    assert client.post(f"{card(candidate)}login_link/").status_code == 409
    assert patch(client, candidate, {"phone": ""}).status_code == 409


@pytest.mark.parametrize(
    "key", [str(UUID("5c736b44-3c49-456e-ac47-149011d5747e")), "1", "x", "%00"]
)
def test_who_does_not_exist_is_not_found(client: APIClient, key: str) -> None:
    response = client.get(f"{URL}{key}/")
    assert response.status_code == 404


def test_nothing_is_deleted_over_the_api(place: Place, client: APIClient) -> None:
    candidate = candidate_of(place.coach)
    for response in (client.delete(card(candidate)), client.put(card(candidate), WHOLE)):
        assert response.status_code == 405
    assert Candidate.objects.filter(pk=candidate.pk).exists()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_card_takes_a_fixed_number_of_queries(
    place: Place, client: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from grunddata.models import Certificate, Skill

    candidate = candidate_of(place.coach)
    codes = list(Skill.objects.order_by("code").values_list("code", flat=True)[:rows])
    papers = list(Certificate.objects.order_by("code").values_list("code", flat=True)[:rows])
    patch(
        client,
        candidate,
        {
            "skills": [{"skill": code} for code in codes],
            "certificates": [{"certificate": c, "proof": "certified"} for c in papers],
            "licences": ["B"],
            "adaptations": ["hojd"],
        },
    )
    # who asks (3), the row, fourteen lists and five of rows they point at, SFI and norms, the log
    with django_assert_num_queries(26):
        body = client.get(card(candidate)).json()
    assert (len(body["skills"]), len(body["certificates"])) == (rows, rows)
