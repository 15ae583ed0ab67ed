"""The board's columns and menus, and the views a coach saves."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from kandidater.models import CandidateCertificate
from tests.factories.kandidater import protect
from tests.factories.konton import client_of

from .conftest import Place
from .test_people import URL, add


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


def column(client: APIClient, state: str, **query: Any) -> dict[str, Any]:
    body = client.get(f"{URL}board/", query).json()
    found: dict[str, Any] = next(c for c in body["columns"] if c["state"]["code"] == state)
    return found


def test_a_column_counts_all_and_shows_those_who_have_stood_longest(
    place: Place, client: APIClient
) -> None:
    for n in range(22):
        add(place.coach, f"Prov{n}", state="ready", days=n)
    add(place.other_coach, "Annan", state="ready")
    protect(add(place.coach, "Skyddad", state="ready"), place.coach)
    ready = column(client, "ready")
    assert (ready["count"], len(ready["cards"])) == (22, 20)
    assert [c["candidate"]["days_in_state"] for c in ready["cards"][:3]] == [21, 20, 19]
    assert column(client, "draft")["count"] == 0


def test_the_menu_says_where_a_card_may_go_and_why_not(place: Place, client: APIClient) -> None:
    add(place.coach, "Redo", state="ready")
    add(place.coach, "Fråga", state="asked")
    add(place.coach, "Tom", lists=False)
    menu = {m["target"]: m for m in column(client, "ready")["cards"][0]["moves"]}
    assert list(menu) == [
        "draft", "proposed", "asked", "accepted", "confirmed",
        "in_training", "on_site", "followed_up", "resting", "closed",
    ]  # fmt: skip
    assert {t: (m["action"], m["needs_reason"]) for t, m in menu.items() if m["action"]} == {
        "draft": ("to_draft", False),
        "resting": ("rest", True),
        "closed": ("close", True),
    }
    assert menu["accepted"]["why_not"] == "Kräver deltagarens ja."
    asked = column(client, "asked")["cards"][0]["moves"]
    assert [m["action"] for m in asked] == [""] * 10
    assert all(m["why_not"] for m in asked)
    draft = column(client, "draft")["cards"][0]["moves"]
    assert draft[0]["why_not"].startswith("Det här saknas: minst ett yrke")


def test_the_board_takes_the_filters_of_the_list(place: Place, client: APIClient) -> None:
    add(place.coach, "Ett", state="ready", municipality_id="0127")
    add(place.coach, "Två", state="ready")
    body = client.get(f"{URL}board/", {"municipality": "0127", "state": "ready"}).json()
    assert [(c["state"]["code"], c["count"]) for c in body["columns"]] == [("ready", 1)]
    assert client.get(f"{URL}board/", {"kommun": "0127"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 30])
def test_the_boards_queries_do_not_grow(
    place: Place, client: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        candidate = add(place.coach, f"Prov{n}", state=("ready", "draft", "asked")[n % 3])
        CandidateCertificate.objects.create(
            candidate=candidate, certificate_id="HETA", expires=timezone.localdate()
        )
    client.get("/api/session/")
    # session, user, membership, counts, 11 columns, norms, cards, wishes, occupations, languages,
    # consents, certificates
    with django_assert_num_queries(22):
        client.get(f"{URL}board/")


# --- saved views


def test_a_view_is_its_owners_and_one_is_shown_first(place: Place, client: APIClient) -> None:
    views = "/api/candidate-views/"
    one = client.post(
        views, {"name": "Står still", "query": {"stilla": "1", "vy": "tavla"}, "is_default": True}
    )
    assert (one.status_code, one.json()["query"]) == (201, {"stilla": "1", "vy": "tavla"})
    two = client.post(views, {"name": "Klara", "query": {"lage": "ready"}, "is_default": True})
    assert [(v["name"], v["is_default"]) for v in client.get(views).json()] == [
        ("Klara", True),
        ("Står still", False),
    ]
    colleague = client_of(place.colleague)
    assert colleague.get(views).json() == []
    address = f"{views}{two.json()['id']}/"
    assert colleague.delete(address, headers={"If-Match": '"1"'}).status_code == 404
    renamed = client.patch(address, {"name": "Redo"}, headers={"If-Match": '"1"'})
    assert (renamed.json()["name"], renamed.json()["version"]) == ("Redo", 2)
    assert renamed.json()["is_default"] is True
    assert client.patch(address, {"name": "X"}, headers={"If-Match": '"1"'}).status_code == 412
    assert client.delete(address).status_code == 428
    assert client.delete(address, headers={"If-Match": '"2"'}).status_code == 204
    assert [v["name"] for v in client.get(views).json()] == ["Står still"]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Amina", "query": {"q": "amina"}},
        {"name": "", "query": {}},
        {"name": "Tom"},
        {"name": "Redan", "query": {}},
    ],
)
def test_a_view_holds_no_name_and_has_its_own(
    place: Place, client: APIClient, said: dict[str, Any]
) -> None:
    client.post("/api/candidate-views/", {"name": "Redan", "query": {}})
    assert client.post("/api/candidate-views/", said).status_code == 400


def test_twenty_views_are_enough(client: APIClient) -> None:
    for n in range(20):
        assert (
            client.post("/api/candidate-views/", {"name": f"V{n}", "query": {}}).status_code == 201
        )
    assert client.post("/api/candidate-views/", {"name": "V20", "query": {}}).status_code == 409
