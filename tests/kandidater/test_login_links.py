"""The candidate's own way in: shut when she is closed, open to a protected person."""

import pytest

from bas.api.errors import Conflict
from kandidater.enums import CandidateState
from kandidater.models import Candidate
from kandidater.services import change_state, create_candidate_login_link
from konton.actors import Actor
from konton.enums import Role
from konton.models import User
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import UserFactory, client_of

from .conftest import Place

LINK = "/api/session/link/"


def test_closing_a_candidate_shuts_her_link_and_keeps_the_account(place: Place) -> None:
    candidate = candidate_of(place.coach, state=CandidateState.READY)
    _, path = create_candidate_login_link(actor=place.coach, candidate_id=candidate.pk)
    candidate.refresh_from_db()
    change_state(
        actor=place.coach,
        candidate_id=candidate.pk,
        action="close",
        expected_version=candidate.version,
        reason="Flyttat.",
    )
    answer = client_of(None).post(LINK, {"token": path.removeprefix("/lank/")})
    assert answer.status_code == 400
    assert [e["code"] for e in answer.json()["errors"]] == ["link_does_not_open"]
    assert candidate.user is not None
    assert User.objects.filter(pk=candidate.user.pk, is_active=True).exists()
    with pytest.raises(Conflict):
        create_candidate_login_link(actor=place.coach, candidate_id=candidate.pk)


def test_resting_leaves_her_link_open(place: Place) -> None:
    candidate = candidate_of(place.coach, state=CandidateState.READY)
    _, path = create_candidate_login_link(actor=place.coach, candidate_id=candidate.pk)
    candidate.refresh_from_db()
    change_state(
        actor=place.coach,
        candidate_id=candidate.pk,
        action="rest",
        expected_version=candidate.version,
        reason="Sjuk.",
    )
    answer = client_of(None).post(LINK, {"token": path.removeprefix("/lank/")})
    assert answer.status_code == 200


def test_a_protected_person_reads_her_own_row_and_nobody_elses(place: Place) -> None:
    account, other = (UserFactory.create(is_candidate=True) for _ in range(2))
    mine = protect(candidate_of(place.coach, user=account))
    protect(candidate_of(place.coach, user=other))
    assert client_of(account).get("/api/my-path/").json()["first_name"] == mine.first_name
    herself = Actor(account.pk, "", Role.CANDIDATE)
    assert list(Candidate.objects.readable_by(herself)) == [mine]
    assert not Candidate.objects.visible_to(herself).exists()
    assert not Candidate.objects.readable_by(place.colleague).exists()
