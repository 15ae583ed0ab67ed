"""What the services write, refuse and log."""

from datetime import date, time
from typing import Any, cast

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from bas.api.errors import Conflict, StaleVersion
from bas.states import NotAllowed
from kandidater import services
from kandidater.changes import CandidateChanges
from kandidater.enums import CandidateState, ConsentPurpose, Proof
from kandidater.models import Candidate
from konton.actors import Actor
from konton.models import AuditEvent, LoginLink, StateChange, User
from tests.factories.kandidater import candidate_of, protect
from tests.factories.konton import MembershipFactory

from .conftest import Place

S = CandidateState
NAMES: CandidateChanges = {"first_name": "Åsa", "last_name": "Öberg"}


def update(candidate: Candidate, actor: Actor, **changes: Any) -> Candidate:
    return services.update_candidate(
        actor=actor,
        candidate_id=candidate.pk,
        expected_version=candidate.version,
        changes=changes,  # type: ignore[arg-type]
    )


def events(candidate: Candidate) -> list[tuple[str, dict[str, Any]]]:
    rows = AuditEvent.objects.filter(object_id=candidate.pk).order_by("id")
    return list(rows.values_list("action", "data"))


def test_names_are_enough_for_a_draft(place: Place) -> None:
    candidate = services.create_candidate(actor=place.coach, changes=NAMES)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.version, candidate.profile_version) == (S.DRAFT, 1, 1)
    assert (candidate.organisation_id, candidate.coach_id) == (
        place.coach.organisation_id,
        place.coach.user_id,
    )
    assert candidate.preferred_language_id == "sv"
    assert candidate.municipality_id is None
    assert candidate.search_key == "asa oberg"
    assert events(candidate) == [("candidate.created", {"fields": ["first_name", "last_name"]})]


def test_the_six_fields_of_registration_make_her_ready(place: Place) -> None:
    candidate = services.create_candidate(
        actor=place.coach,
        changes={
            **NAMES,
            "phone": "+46 70 174 06 05",
            "languages": [{"language": "sv", "level": 2}, {"language": "ti", "level": 6}],
            "municipality": "0180",
            "district": "0180-farsta",
            "available_from": date(2026, 3, 2),
            "birth_date": date(1990, 5, 17),
            "wishes": [
                {"occupation": "golvlaggare", "rung": 0},
                {"occupation": "malare", "rung": 1},
            ],
            "consents": [ConsentPurpose.PROPOSALS],
        },
    )
    assert candidate.missing_for_ready() == []
    assert list(candidate.wishes.values_list("occupation", "rank", "rung")) == [
        ("golvlaggare", 1, 0),
        ("malare", 2, 1),
    ]
    assert candidate.phone_key == "0701740605"
    assert [action for action, _ in events(candidate)] == [
        "candidate.consent_given",
        "candidate.created",
    ]


@pytest.mark.parametrize("name", ["first_name", "last_name"])
def test_a_name_of_spaces_is_refused_and_nothing_written(place: Place, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        services.create_candidate(
            actor=place.coach, changes=cast(CandidateChanges, {**NAMES, name: "  "})
        )
    assert list(refused.value.message_dict) == [name]
    assert (Candidate.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_only_a_coach_registers(place: Place) -> None:
    for actor in (place.coordinator, place.company):
        with pytest.raises(NotAllowed):
            services.create_candidate(actor=actor, changes=NAMES)
    assert Candidate.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "matters"),
    [
        ({"phone": "08-465 004 99"}, False),
        ({"next_step_owner": "school"}, False),
        ({"next_step": "Boka möte", "next_step_due": date(2026, 4, 1)}, False),
        ({"first_name": "Anna"}, False),
        ({"preferred_language": "ar"}, False),
        ({"municipality": "0127"}, True),
        ({"district": "0180-farsta"}, True),
        ({"available_from": date(2026, 5, 1)}, True),
        ({"hours_per_week": 30}, True),
        ({"latest_end_time": time(15, 30)}, True),
        ({"nights": False}, True),
        ({"has_car": True}, True),
        ({"languages": [{"language": "sv", "level": 4}]}, True),
        ({"skills": [{"skill": "rdtv_EuD_NfB", "proof": "shown"}]}, True),
        ({"licences": ["B"]}, True),
        ({"adaptations": ["hojd"]}, True),
        ({"target_groups": [{"target_group": "nyanland"}]}, True),
        ({"support_periods": [{"kind": "absent", "first_day": date(2026, 1, 1)}]}, False),
        ({"consents": ["proposals", "share_with_company"]}, True),
    ],
)
def test_only_what_matching_reads_makes_proposals_stale(
    place: Place, changes: dict[str, Any], matters: bool
) -> None:
    candidate = candidate_of(place.coach)
    after = update(candidate, place.coach, **changes)
    after.refresh_from_db()
    assert (after.version, after.profile_version) == (2, 2 if matters else 1)
    assert events(candidate)[-1] == ("candidate.updated", {"fields": sorted(changes)})


def test_saving_what_is_already_there_changes_nothing(place: Place) -> None:
    candidate = candidate_of(place.coach)
    same = update(
        candidate,
        place.coach,
        first_name=candidate.first_name,
        wishes=[{"occupation": "traarbetare", "rung": 0}],
        languages=[{"language": "sv", "level": 3}],
        licences=[],
        consents=["proposals"],
    )
    same.refresh_from_db()
    assert (same.version, same.profile_version, same.updated_at) == (1, 1, candidate.updated_at)
    assert events(candidate) == []


def test_a_list_replaces_the_whole_list(place: Place) -> None:
    candidate = candidate_of(place.coach)
    candidate = update(
        candidate,
        place.coach,
        certificates=[
            {"certificate": "ID06", "issued": None, "expires": None, "proof": Proof.CERTIFIED},
            {"certificate": "HETA", "issued": None, "expires": None, "proof": Proof.OWN_WORD},
        ],
        licences=["B", "BE"],
    )
    candidate = update(
        candidate,
        place.colleague,
        certificates=[
            {"certificate": "ID06", "issued": None, "expires": None, "proof": Proof.CERTIFIED},
            {
                "certificate": "FALL",
                "issued": date(2026, 1, 1),
                "expires": date(2029, 1, 1),
                "proof": Proof.CERTIFIED,
            },
        ],
        licences=["BE", "C"],
    )
    rows = candidate.certificates.order_by("certificate").values_list("certificate", "checked_by")
    # Who checked the paper that did not change stays.
    assert list(rows) == [("FALL", place.colleague.user_id), ("ID06", place.coach.user_id)]
    assert set(candidate.licences.values_list("code", flat=True)) == {"BE", "C"}


@pytest.mark.parametrize("length", [1, 12])
def test_a_long_list_takes_no_more_queries_than_a_short_one(
    place: Place, length: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from grunddata.models import Skill

    codes = list(Skill.objects.order_by("code").values_list("code", flat=True)[:length])
    candidate = candidate_of(place.coach)
    with django_assert_num_queries(13):
        update(candidate, place.coach, skills=[{"skill": c, "proof": "own_word"} for c in codes])
    assert candidate.skills.count() == length


def test_an_older_version_is_refused_and_nothing_written(place: Place) -> None:
    candidate = candidate_of(place.coach)
    update(candidate, place.colleague, phone="08-465 004 99")
    with pytest.raises(StaleVersion):
        update(candidate, place.coach, phone="070-174 06 99")
    candidate.refresh_from_db()
    assert (candidate.phone, candidate.version) == ("08-465 004 99", 2)


@pytest.mark.parametrize("who", ["other_coach", "other_coordinator", "company"])
def test_who_may_not_see_her_may_not_write_her(place: Place, who: str) -> None:
    candidate = candidate_of(place.coach)
    with pytest.raises(Http404):
        update(candidate, getattr(place, who), phone="08-465 004 99")
    candidate.refresh_from_db()
    assert candidate.version == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"available_from": date(2026, 5, 1), "available_to": date(2026, 4, 1)}, "available_to"),
        ({"available_to": date(2026, 3, 1)}, "available_to"),
        ({"municipality": "0127", "district": "0180-farsta"}, "district"),
        ({"birth_date": date(2199, 1, 1)}, "birth_date"),
        ({"earliest_start_time": time(8), "latest_end_time": time(8)}, "latest_end_time"),
    ],
)
def test_rules_between_fields_name_the_field(
    place: Place, changes: dict[str, Any], field: str
) -> None:
    candidate = candidate_of(place.coach)
    with pytest.raises(ValidationError) as refused:
        update(candidate, place.coach, **changes)
    assert list(refused.value.message_dict) == [field]
    candidate.refresh_from_db()
    assert candidate.version == 1


def test_another_municipality_clears_the_district(place: Place) -> None:
    candidate = candidate_of(place.coach, district_id="0180-farsta")
    after = update(candidate, place.coach, municipality="0127")
    assert after.district_id is None
    assert events(candidate)[-1][1] == {"fields": ["district", "municipality"]}


def test_she_can_be_handed_over_only_within_the_organisation(place: Place) -> None:
    candidate = candidate_of(place.coach)
    for stranger in (place.other_coach, place.coordinator):
        with pytest.raises(ValidationError) as refused:
            update(candidate, place.coach, coach=stranger.user_id)
        assert list(refused.value.message_dict) == ["coach"]
    assert update(candidate, place.coach, coach=place.colleague.user_id).coach_id == (
        place.colleague.user_id
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": ""}, "kontaktväg"),
        ({"wishes": []}, "minst ett yrke"),
        ({"languages": []}, "minst ett språk"),
        ({"municipality": None}, "område"),
        ({"available_from": None}, "när hen kan börja"),
    ],
)
def test_who_is_in_matching_keeps_her_minimum(
    place: Place, changes: dict[str, Any], words: str
) -> None:
    draft = candidate_of(place.coach)
    assert update(draft, place.coach, **changes).version == 2
    ready = candidate_of(place.coach, state=S.ASKED)
    with pytest.raises((ValidationError, Exception), match=words):
        update(ready, place.coach, **changes)
    ready.refresh_from_db()
    assert (ready.version, ready.wishes.count(), ready.languages.count()) == (1, 1, 1)


def test_a_closed_candidate_is_not_written(place: Place) -> None:
    candidate = candidate_of(place.coach, state=S.CLOSED)
    with pytest.raises(Conflict):
        update(candidate, place.coach, phone="08-465 004 99")
    with pytest.raises(Conflict):
        services.create_candidate_login_link(actor=place.coach, candidate_id=candidate.pk)


@pytest.mark.parametrize("action", ["rest", "close"])
def test_a_reason_is_asked_for_and_kept(place: Place, action: str) -> None:
    candidate = candidate_of(place.coach, state=S.READY)
    move = {"actor": place.coach, "candidate_id": candidate.pk, "action": action}
    with pytest.raises(ValidationError) as refused:
        services.change_state(**move, expected_version=1, reason="  ")  # type: ignore[arg-type]
    assert list(refused.value.message_dict) == ["reason"]
    services.change_state(**move, expected_version=1, reason="Flyttar")  # type: ignore[arg-type]
    assert StateChange.objects.get(object_id=candidate.pk).reason == "Flyttar"


def test_a_login_link_makes_the_account_once(place: Place) -> None:
    candidate = candidate_of(place.coach)
    link, url = services.create_candidate_login_link(actor=place.coach, candidate_id=candidate.pk)
    again, _ = services.create_candidate_login_link(actor=place.coach, candidate_id=candidate.pk)
    candidate.refresh_from_db()
    user = candidate.user
    assert user is not None
    assert (user.is_candidate, user.has_usable_password()) == (True, False)
    assert str(user) == f"{candidate.first_name} {candidate.last_name}"
    assert url.startswith("/lank/")
    assert len(url) == len("/lank/") + 43
    link.refresh_from_db()
    assert link.expires_at <= again.created_at
    assert LoginLink.objects.filter(user=user).count() == 2
    assert User.objects.filter(is_candidate=True).count() == 1
    assert "candidate.login_link_created" in [action for action, _ in events(candidate)]


def test_a_protected_persons_account_carries_no_name(place: Place) -> None:
    candidate = protect(candidate_of(place.coach), place.coach)
    services.create_candidate_login_link(actor=place.coach, candidate_id=candidate.pk)
    assert str(User.objects.get(is_candidate=True)) == "Skyddad deltagare"


def test_the_account_follows_a_new_name(place: Place) -> None:
    user = User.objects.create_user("amina@prov.example", None, is_candidate=True)
    candidate = candidate_of(place.coach, user=user)
    update(candidate, place.coach, last_name="Åkesson")
    user.refresh_from_db()
    assert str(user) == "Amina Åkesson"


def test_a_coach_of_two_organisations_is_still_one_coach_here(place: Place) -> None:
    """A membership elsewhere gives no right here."""
    elsewhere = MembershipFactory.create(user_id=place.other_coach.user_id, user=None)
    candidate = candidate_of(place.coach)
    with pytest.raises(ValidationError):
        update(candidate, place.coach, coach=elsewhere.user_id)
