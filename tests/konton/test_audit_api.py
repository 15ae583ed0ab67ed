"""The audit trail: who may read which part of it, and how it is narrowed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from konton.actors import Actor
from konton.enums import OrganisationKind, Role
from konton.models import AuditEvent
from konton.services import audit
from tests.factories.konton import OrganisationFactory, UserFactory, client_of, member

pytestmark = pytest.mark.django_db

URL = "/api/audit/"


def event(actor: Actor | None, action: str = "candidate.updated", **extra: Any) -> AuditEvent:
    at = extra.pop("at", None)
    values: dict[str, Any] = {"object_type": "candidate", "object_id": uuid4()} | extra
    if at is None:
        return audit(actor=actor, action=action, **values)
    return AuditEvent.objects.create(
        at=at, actor_id=actor.user_id if actor else None, action=action, data={}, **values
    )


def listed(auditor: Actor, **query: Any) -> list[int]:
    """Ids, newest first, without the log-ins the test itself makes."""
    response = client_of(auditor).get(URL, query)
    assert response.status_code == 200, response.json()
    return [r["id"] for r in response.json()["results"] if r["action"] != "session.signed_in"]


def test_a_coordinating_body_reads_its_own_and_those_it_coordinates() -> None:
    auditor = member(Role.AUDITOR)
    centre = OrganisationFactory.create(coordinated_by_id=auditor.organisation_id)
    own, coordinated = event(auditor), event(member(Role.COACH, centre))
    nobodys = event(None, "session.sign_in_failed")
    event(member(Role.COACH))
    assert listed(auditor) == [nobodys.pk, coordinated.pk, own.pk]


def test_another_organisation_reads_only_its_own() -> None:
    centre = OrganisationFactory.create(kind=OrganisationKind.MUNICIPALITY)
    admin = member(Role.ADMIN, centre)
    own = event(admin)
    event(None, "session.sign_in_failed")
    event(member(Role.COACH))
    assert listed(admin) == [own.pk]


def test_a_row_says_who_did_what_to_what_and_names_no_candidate() -> None:
    auditor = member(Role.AUDITOR)
    candidate = UserFactory.create(is_candidate=True, first_name="Kanariefågel")
    actor = Actor(candidate.pk, str(candidate), Role.CANDIDATE.value, None, "begaran-1")
    row = event(actor, "proposal.accept", reason_code="yes", data={"fields": ["notes"]})
    response = client_of(auditor).get(URL, {"action": "proposal.accept"})
    assert response.json()["results"] == [
        {
            "id": row.pk,
            "at": timezone.localtime(row.at).isoformat(),
            "actor": {"id": str(candidate.pk), "name": "Deltagare"},
            "role": "candidate",
            "role_label": "Deltagare",
            "organisation": None,
            "action": "proposal.accept",
            "object_type": "candidate",
            "object_id": str(row.object_id),
            "reason_code": "yes",
            "request_id": "begaran-1",
            "data": {"fields": ["notes"]},
        }
    ]
    assert "Kanariefågel" not in response.content.decode()


def test_every_filter_narrows() -> None:
    auditor = member(Role.AUDITOR)
    stockholm = ZoneInfo("Europe/Stockholm")
    late = datetime(2026, 3, 1, 23, 30, tzinfo=stockholm)
    one = event(auditor, at=late)
    two = event(auditor, "need.created", object_type="need", at=late + timedelta(hours=1))
    assert listed(auditor, object_type="need") == [two.pk]
    assert listed(auditor, object_id=str(one.object_id)) == [one.pk]
    assert listed(auditor, action="need.created") == [two.pk]
    assert listed(auditor, actor=str(auditor.user_id)) == [two.pk, one.pk]
    assert listed(auditor, actor=str(uuid4())) == []
    assert listed(auditor, date_to="2026-03-01") == [one.pk]
    assert listed(auditor, date_from="2026-03-02", date_to="2026-03-02") == [two.pk]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"object_id": "1"}, "object_id"),
        ({"actor": "jag"}, "actor"),
        ({"date_from": "i går"}, "date_from"),
        ({"action": "\0"}, "action"),
        ({"akt": "x"}, "akt"),
        ({"page": "-1"}, "page"),
        ({"page": "två"}, "page"),
        ({"page_size": "101"}, "page_size"),
        ({"page_size": "0"}, "page_size"),
    ],
)
def test_wrong_filters_are_named(query: dict[str, str], field: str) -> None:
    response = client_of(member(Role.AUDITOR)).get(URL, query)
    assert response.status_code == 400
    assert [e["attr"] for e in response.json()["errors"]] == [field]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_grow(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    auditor = member(Role.AUDITOR)
    for _ in range(rows):
        event(auditor)
    client = client_of(auditor)
    client.get("/api/session/")  # the session is touched once a minute
    with django_assert_num_queries(5):
        assert len(client.get(URL, {"page_size": 100}).json()["results"]) == rows + 1
