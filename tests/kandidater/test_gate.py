"""Who sees whom: the gate, and the protected person nobody meets by chance."""

from typing import Any

import pytest

from grunddata.models import TaskDemand
from kandidater.models import Candidate
from kandidater.policies import SENSITIVE_FIELDS
from konton.actors import Actor
from konton.enums import Role
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of, note_on, protect
from tests.factories.konton import OrganisationFactory, UserFactory, client_of, member

from .conftest import Place

URL = "/api/candidates/"
CANARY = "Kanariefågel"


def detail(candidate: Candidate) -> str:
    return f"{URL}{candidate.pk}/"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("coach", 200),
        ("colleague", 200),
        ("coordinator", 200),
        ("company", 404),
        ("other_coach", 404),
        ("other_coordinator", 404),
    ],
)
def test_the_card_opens_for_her_own_organisation_and_its_coordinator(
    place: Place, who: str, code: int
) -> None:
    candidate = candidate_of(place.coach)
    client = client_of(getattr(place, who))
    assert client.get(detail(candidate)).status_code == code
    assert client.get(f"{detail(candidate)}history/").status_code == code


def test_lists_hold_only_whom_one_may_see(place: Place) -> None:
    own = candidate_of(place.coach)
    others = candidate_of(place.other_coach)
    seen = {
        who: [r["id"] for r in client_of(getattr(place, who)).get(URL).json()["results"]]
        for who in ("coach", "colleague", "coordinator", "other_coach", "other_coordinator")
    }
    assert seen == {
        "coach": [str(own.pk)],
        "colleague": [str(own.pk)],
        "coordinator": [str(own.pk)],
        "other_coach": [str(others.pk)],
        "other_coordinator": [],
    }


def test_a_company_is_told_that_candidates_are_not_its_business(place: Place) -> None:
    client = client_of(place.company)
    for response in (
        client.get(URL),
        client.post(URL, {"first_name": "A", "last_name": "B"}),
        client.post(f"{URL}possible_duplicates/", {"q": "Amina"}),
    ):
        assert response.status_code == 403
        assert response.json()["errors"][0]["detail"] == (
            "Din roll har inte tillgång till det här."
        )
    assert Candidate.objects.count() == 0


def test_a_coordinator_reads_but_does_not_write(place: Place) -> None:
    candidate = candidate_of(place.coach)
    client = client_of(place.coordinator)
    patch = client.patch(detail(candidate), {"phone": ""}, headers={"If-Match": '"1"'})
    close = client.post(f"{detail(candidate)}close/", headers={"If-Match": '"1"'})
    assert (patch.status_code, close.status_code) == (404, 404)
    candidate.refresh_from_db()
    assert candidate.version == 1


@pytest.fixture
def canary(place: Place) -> Candidate:
    """A protected person with two handlers, the way she would stand among others."""
    person = candidate_of(place.coach, first_name=CANARY, phone="070-174 06 66")
    candidate_of(place.coach)
    return protect(person, place.coach, place.coordinator)


@pytest.mark.parametrize("who", ["coach", "colleague", "coordinator"])
def test_a_protected_person_is_in_no_list_search_or_look_alike(
    place: Place, canary: Candidate, who: str
) -> None:
    """Not even for her handlers: a list is a place where others look over the shoulder."""
    client = client_of(getattr(place, who))
    for query in ({}, {"q": CANARY}, {"q": "0666"}, {"q": "070-174 06 66"}, {"state": "draft"}):
        response = client.get(URL, query)
        assert response.status_code == 200
        assert str(canary.pk) not in response.content.decode()
        assert CANARY not in response.content.decode()
    assert client.get(URL).json()["count"] == 1


@pytest.mark.parametrize("query", [CANARY, f"{CANARY} Prov", "070-174 06 66", "x@prov.example"])
def test_a_search_for_look_alikes_never_finds_her(
    place: Place, canary: Candidate, query: str
) -> None:
    canary.email, canary.last_name = "x@prov.example", "Prov"
    canary.save()
    for coach in (place.coach, place.colleague, place.other_coach):
        response = client_of(coach).post(f"{URL}possible_duplicates/", {"q": query})
        assert response.json() == {"own": [], "elsewhere": False}


def test_her_card_opens_only_for_her_handlers_and_every_reading_is_logged(
    place: Place, canary: Candidate
) -> None:
    assert client_of(place.colleague).get(detail(canary)).status_code == 404
    assert client_of(place.colleague).get(f"{detail(canary)}history/").status_code == 404
    reads = AuditEvent.objects.filter(object_id=canary.pk)
    assert reads.count() == 0
    for actor in (place.coach, place.coordinator):
        response = client_of(actor).get(detail(canary))
        assert (response.status_code, response.json()["first_name"]) == (200, CANARY)
    assert list(reads.order_by("id").values_list("action", "actor")) == [
        ("candidate.read_protected", place.coach.user_id),
        ("candidate.read_protected", place.coordinator.user_id),
    ]


def test_her_name_is_nowhere_in_histories(place: Place, canary: Candidate) -> None:
    client = client_of(place.coach)
    client.patch(detail(canary), {"phone": "070-174 06 67"}, headers={"If-Match": '"1"'})
    assert CANARY not in client.get(f"{detail(canary)}history/").content.decode()
    auditor = member(Role.AUDITOR, place.centre)
    trail = client_of(auditor).get("/api/audit/", {"object_id": str(canary.pk)})
    assert trail.json()["count"] == 1
    assert CANARY not in trail.content.decode()


def test_handlers_of_an_unprotected_person_do_not_double_her(place: Place) -> None:
    candidate = candidate_of(place.coach)
    protect(candidate, place.coach, place.colleague)
    Candidate.objects.filter(pk=candidate.pk).update(is_protected=False)
    assert client_of(place.coach).get(detail(candidate)).status_code == 200


def test_a_run_never_plans_for_her(place: Place) -> None:
    open_person = candidate_of(place.coach, state="ready")
    candidate_of(place.coach, state="ready", is_protected=True)
    assert list(Candidate.objects.matchable()) == [open_person]


@pytest.mark.parametrize("role", Role.values)
def test_sensitive_fields_reach_only_the_roles_of_the_policy(place: Place, role: str) -> None:
    from kandidater.api.serializers import CandidateSerializer

    candidate = candidate_of(place.coach)
    note_on(candidate, "Känsligt")
    candidate.adaptations.set(TaskDemand.objects.filter(pk="hojd"))
    actor = Actor(place.coach.user_id, "Prov", role, place.coach.organisation_id)
    data: dict[str, Any] = CandidateSerializer(candidate, context={"actor": actor}).data
    for field, allowed in SENSITIVE_FIELDS.items():
        assert (field in data) == (role in allowed)
    assert set(SENSITIVE_FIELDS) == {"adaptation_note", "adaptations", "notes"}


def test_reading_sensitive_fields_is_logged_by_name_only(place: Place) -> None:
    plain = candidate_of(place.coach)
    sensitive = candidate_of(place.coach)
    note_on(sensitive, "Talat om ryggen")
    sensitive.adaptations.set(TaskDemand.objects.filter(pk="tunga-lyft"))
    client = client_of(place.coordinator)
    client.get(detail(plain))
    client.get(detail(sensitive))
    events = AuditEvent.objects.filter(object_type="candidate")
    assert list(events.values_list("action", "object_id", "data")) == [
        ("candidate.read_sensitive", sensitive.pk, {"fields": ["adaptations", "notes"]})
    ]


def test_the_candidate_herself_has_her_own_pages_not_this_one(place: Place) -> None:
    user = UserFactory.create(is_candidate=True)
    candidate = candidate_of(place.coach, user=user)
    assert client_of(user).get(detail(candidate)).status_code == 404
    assert client_of(user).get(URL).status_code == 403
    herself = Actor(user.pk, "Amina", Role.CANDIDATE.value)
    assert list(Candidate.objects.visible_to(herself)) == [candidate]


def test_a_second_role_shows_only_that_roles_people(place: Place) -> None:
    """One person, coach in two centres: the chosen place decides."""
    from tests.factories.konton import MembershipFactory

    other = OrganisationFactory.create()
    second = MembershipFactory.create(user_id=place.coach.user_id, user=None, organisation=other)
    own = candidate_of(place.coach)
    there = candidate_of(Actor.of(second))
    client = client_of(place.coach)
    assert [r["id"] for r in client.get(URL).json()["results"]] == [str(own.pk)]
    client.post("/api/session/membership/", {"membership": str(second.pk)})
    assert [r["id"] for r in client.get(URL).json()["results"]] == [str(there.pk)]
    assert client.get(detail(own)).status_code == 404
