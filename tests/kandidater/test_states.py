"""Every state × action × role against the table, and the database against every illegal pair."""

from functools import partial
from itertools import product

import pytest
from django.db import Error, connection, transaction

from bas.states import IllegalTransition, NotAllowed
from kandidater import services
from kandidater.enums import CandidateState
from kandidater.models import Candidate
from kandidater.states import CANDIDATE_MACHINE
from konton.actors import Actor
from konton.enums import Role
from konton.models import AuditEvent, StateChange
from tests.factories.kandidater import candidate_of

from .conftest import Place

S = CandidateState
COACH, STAFF = {"coach"}, {"coach", "coordinator"}

# Written out by hand from PRODUCT.md, so that a slip in the code's table shows here:
# (action, from) → (to, who may ask for it by name).
TABLE: dict[tuple[str, str], tuple[str, set[str]]] = {
    ("mark_ready", S.DRAFT): (S.READY, COACH),
    ("to_draft", S.READY): (S.DRAFT, COACH),
    **{("rest", s): (S.RESTING, STAFF) for s in (S.DRAFT, S.READY, S.PROPOSED)},
    ("resume", S.RESTING): (S.READY, STAFF),
    **{
        ("close", s): (S.CLOSED, COACH)
        for s in (S.DRAFT, S.READY, S.PROPOSED, S.RESTING, S.FOLLOWED_UP)
    },
    ("propose", S.READY): (S.PROPOSED, set()),
    ("unpropose", S.PROPOSED): (S.READY, set()),
    **{("ask", s): (S.ASKED, set()) for s in (S.READY, S.PROPOSED)},
    **{("unask", s): (S.READY, set()) for s in (S.ASKED, S.ACCEPTED)},
    ("accept", S.ASKED): (S.ACCEPTED, set()),
    ("decline", S.ASKED): (S.READY, set()),
    ("turn_down", S.ACCEPTED): (S.READY, set()),
    ("confirm", S.ACCEPTED): (S.CONFIRMED, set()),
    ("begin_training", S.CONFIRMED): (S.IN_TRAINING, set()),
    **{("begin_work", s): (S.ON_SITE, set()) for s in (S.CONFIRMED, S.IN_TRAINING)},
    **{("release", s): (S.READY, set()) for s in (S.CONFIRMED, S.IN_TRAINING, S.ON_SITE)},
    ("follow_up", S.ON_SITE): (S.FOLLOWED_UP, set()),
    **{
        ("withdraw_consent", s): (S.DRAFT, set())
        for s in (S.READY, S.PROPOSED, S.ASKED, S.ACCEPTED)
    },
    ("rematch", S.FOLLOWED_UP): (S.READY, STAFF),
}
ACTIONS = sorted({action for action, _ in TABLE})
NEEDS_REASON = {"rest", "close"}


def test_the_table_in_the_code_is_this_one() -> None:
    code = {
        (t.action, source): (t.target, set(t.roles))
        for t in CANDIDATE_MACHINE.transitions
        for source in t.sources
    }
    assert code == TABLE


@pytest.mark.parametrize("state", S.values)
def test_every_action_by_every_role_follows_the_table(place: Place, state: str) -> None:
    candidate = candidate_of(place.coach, state=state)
    actors = {
        role: Actor(place.coach.user_id, "Prov", role, place.coach.organisation_id)
        for role in Role.values
    }
    # A coordinator sees the candidate through her own organisation.
    actors["coordinator"] = place.coordinator
    for action, (role, actor) in product(ACTIONS, actors.items()):
        sees = role in STAFF
        target, may = TABLE.get((action, state), (None, set()))
        changes = StateChange.objects.count()

        attempt = partial(
            services.change_state,
            actor=actor,
            candidate_id=candidate.pk,
            action=action,
            expected_version=candidate.version,
            reason="Prov",
        )
        if sees and role in may:
            moved = attempt()
            assert (moved.state, moved.version) == (target, candidate.version + 1)
            change = StateChange.objects.get(object_id=candidate.pk)
            assert (change.action, change.from_state, change.to_state, change.role) == (
                action,
                state,
                target,
                role,
            )
            assert (change.actor_id, change.reason) == (actor.user_id, "Prov")
            event = AuditEvent.objects.get(object_id=candidate.pk)
            assert (event.action, event.actor_id) == (f"candidate.{action}", actor.user_id)
            candidate = candidate_of(place.coach, state=state)
            continue
        with pytest.raises(Exception) as refused:  # noqa: PT011 - which one is asserted below
            attempt()
        expected = (
            "Http404" if not sees else "IllegalTransition" if target is None else "NotAllowed"
        )
        assert type(refused.value).__name__ == expected, (action, role, state)
        candidate.refresh_from_db()
        assert (candidate.state, StateChange.objects.count()) == (state, changes)


@pytest.mark.parametrize("state", S.values)
def test_allowed_actions_are_what_the_service_lets_through(place: Place, state: str) -> None:
    candidate = candidate_of(place.coach, state=state)
    for actor in (place.coach, place.coordinator, place.company):
        wanted = {a for (a, s), (_, may) in TABLE.items() if s == state and actor.role in may}
        assert set(CANDIDATE_MACHINE.allowed_actions(candidate, actor)) == wanted


@pytest.mark.parametrize(("source", "target"), list(product(S.values, S.values)))
def test_the_database_lets_only_the_tables_pairs_through(
    place: Place, source: str, target: str
) -> None:
    candidate = candidate_of(place.coach, state=source)
    legal = source == target or any(s == source and t == target for (_, s), (t, _) in TABLE.items())

    def update() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            key = candidate.pk.hex if connection.vendor == "sqlite" else candidate.pk
            cursor.execute(
                "UPDATE kandidater_candidate SET state = %s WHERE id = %s", [target, key]
            )
            assert cursor.rowcount == 1

    if legal:
        update()
    else:
        with pytest.raises(Error, match="otillåten övergång"):
            update()
    candidate.refresh_from_db()
    assert candidate.state == (target if legal else source)


@pytest.mark.parametrize("state", [s for s in S.values if s != S.DRAFT])
def test_nobody_is_born_in_the_middle(place: Place, state: str) -> None:
    with pytest.raises(Error, match="otillåten övergång"), transaction.atomic():
        Candidate.objects.create(
            organisation=place.centre,
            coach_id=place.coach.user_id,
            first_name="A",
            last_name="B",
            municipality_id="0180",
            state=state,
        )


def test_matching_never_meets_somebody_without_an_area(place: Place) -> None:
    candidate = candidate_of(place.coach, municipality_id=None)
    with pytest.raises(Error, match="kandidater_candidate_area_known"), transaction.atomic():
        Candidate.objects.filter(pk=candidate.pk).update(state=S.READY)


def test_ready_needs_the_whole_minimum_and_says_what_is_missing(place: Place) -> None:
    candidate = candidate_of(
        place.coach, lists=False, phone="", municipality_id=None, available_from=None
    )
    assert CANDIDATE_MACHINE.allowed_actions(candidate, place.coach) == ["rest", "close"]
    with pytest.raises(IllegalTransition) as refused:
        services.change_state(
            actor=place.coach, candidate_id=candidate.pk, action="mark_ready", expected_version=1
        )
    assert str(refused.value) == (
        "Det här saknas: kontaktväg (mobil eller e-post), område (kommun), när hen kan börja, "
        "minst ett yrke, minst ett språk, samtycke till att bli föreslagen."
    )


def test_a_coordinator_may_not_close(place: Place) -> None:
    candidate = candidate_of(place.coach)
    with pytest.raises(NotAllowed):
        services.change_state(
            actor=place.coordinator,
            candidate_id=candidate.pk,
            action="close",
            expected_version=1,
            reason="Prov",
        )


def test_the_reasons_asked_for_are_those_of_the_table() -> None:
    assert {t.action for t in CANDIDATE_MACHINE.transitions if t.needs_reason} == NEEDS_REASON
