"""What the floor above is told of, inside the transaction: leaving matching and consents."""

import pytest

from bas.api.errors import Conflict
from kandidater import hooks, services
from kandidater.consents import give_consent, withdraw_consent
from kandidater.enums import ConsentPurpose
from kandidater.models import Candidate
from konton.actors import Actor
from konton.enums import Role
from konton.models import AuditEvent, StateChange, User
from tests.factories.kandidater import candidate_of

from .conftest import Place
from .test_services import S, events, update

Calls = list[tuple[str, str, str]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What a package above would hear: (which hook, the candidate's state, the reason)."""
    calls: Calls = []

    def listen(name: str) -> hooks.Hook:
        def hook(*, candidate: Candidate, actor: Actor, reason: str) -> None:
            stored = Candidate.objects.get(pk=candidate.pk)
            calls.append((name, stored.state, reason))

        return hook

    monkeypatch.setattr(hooks, "on_consent_withdrawn", [listen("consent")])
    monkeypatch.setattr(hooks, "on_leaves_matching", [listen("leaves")])
    return calls


@pytest.mark.parametrize(
    ("action", "state", "after"),
    [
        ("rest", S.PROPOSED, S.RESTING),
        ("close", S.PROPOSED, S.CLOSED),
        ("to_draft", S.READY, S.DRAFT),
    ],
)
def test_leaving_matching_is_told_inside_the_transaction(
    place: Place, heard: Calls, action: str, state: str, after: str
) -> None:
    candidate = candidate_of(place.coach, state=state)
    services.change_state(
        actor=place.coach,
        candidate_id=candidate.pk,
        action=action,
        expected_version=1,
        reason="Flyttar",
    )
    assert heard == [("leaves", after, "Flyttar")]


def test_a_hook_that_fails_takes_the_move_with_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*, candidate: Candidate, actor: Actor, reason: str) -> None:
        raise Conflict("Nej.")

    monkeypatch.setattr(hooks, "on_leaves_matching", [fails])
    candidate = candidate_of(place.coach, state=S.READY)
    with pytest.raises(Conflict):
        services.change_state(
            actor=place.coach,
            candidate_id=candidate.pk,
            action="rest",
            expected_version=1,
            reason="Flyttar",
        )
    candidate.refresh_from_db()
    assert (candidate.state, StateChange.objects.count()) == (S.READY, 0)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (S.DRAFT, S.DRAFT),
        (S.READY, S.DRAFT),
        (S.PROPOSED, S.DRAFT),
        (S.ASKED, S.DRAFT),
        (S.ACCEPTED, S.DRAFT),
        (S.CONFIRMED, S.CONFIRMED),
        (S.ON_SITE, S.ON_SITE),
        (S.RESTING, S.RESTING),
    ],
)
def test_withdrawing_the_consent_takes_her_out_of_matching_at_once(
    place: Place, heard: Calls, state: str, after: str
) -> None:
    candidate = candidate_of(place.coach, state=state)
    withdraw_consent(actor=place.coach, candidate_id=candidate.pk, purpose=ConsentPurpose.PROPOSALS)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.profile_version) == (after, 2)
    assert heard == [("consent", after, "Samtycket återkallades")]
    assert not Candidate.objects.matchable().filter(pk=candidate.pk).exists()
    # The row stays: that she once consented, and until when.
    assert candidate.consents.get().withdrawn_at is not None


def test_the_candidate_herself_may_withdraw_and_give_again(place: Place, heard: Calls) -> None:
    user = User.objects.create_user("amina@prov.example", None, is_candidate=True)
    candidate = candidate_of(place.coach, state=S.READY, user=user)
    herself = Actor(user.pk, "Amina", Role.CANDIDATE.value)
    for act in (withdraw_consent, give_consent, give_consent):
        act(actor=herself, candidate_id=candidate.pk, purpose=ConsentPurpose.PROPOSALS)
    assert [action for action, _ in events(candidate)] == [
        "candidate.consent_withdrawn",
        "candidate.consent_given",
    ]
    assert AuditEvent.objects.filter(organisation=place.centre).count() == 2
    assert candidate.consents.count() == 2
    candidate.refresh_from_db()
    assert candidate.profile_version == 3


def test_the_other_consent_moves_nobody(place: Place, heard: Calls) -> None:
    candidate = candidate_of(place.coach, state=S.READY)
    candidate = update(candidate, place.coach, consents=["proposals", "share_with_company"])
    candidate = update(candidate, place.coach, consents=["proposals"])
    assert (candidate.state, heard) == (S.READY, [])


def test_an_update_that_drops_the_consent_does_the_same(place: Place, heard: Calls) -> None:
    candidate = candidate_of(place.coach, state=S.PROPOSED)
    after = update(candidate, place.coach, consents=[])
    assert (after.state, [name for name, *_ in heard]) == (S.DRAFT, ["consent"])
