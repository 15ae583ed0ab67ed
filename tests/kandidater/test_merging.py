"""Two records of one person made one, and two again to the byte."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from bas.rows import owned_models, take
from grunddata.models import DrivingLicence, Skill, TaskDemand
from kandidater.models import (
    Candidate,
    CandidateCertificate,
    CandidateLanguage,
    CandidateMerge,
    CandidateOccupation,
    CandidateSkill,
)
from konton.models import AuditEvent
from matchning.models import Proposal
from tests.factories.kandidater import candidate_of, note_on, protect, walk_to
from tests.factories.konton import UserFactory, client_of

from .conftest import Place

URL = "/api/candidates/"
IN_PLACE = ("confirmed", "in_training", "on_site")


@pytest.fixture
def client(place: Place) -> APIClient:
    return client_of(place.coach)


@pytest.fixture
def pair(place: Place) -> tuple[Candidate, Candidate]:
    """The same person twice, each record with something the other lacks."""
    kept = candidate_of(place.coach, first_name="Mohammed", last_name="Warsame", email="")
    other = candidate_of(
        place.colleague,
        first_name="Muhammad",
        last_name="Warsame",
        phone="070-174 06 21",
        email="m@prov.example",
        birth_date=date(1990, 5, 17),
    )
    note_on(kept, "Ring efter 15")
    note_on(other, "Har varit på kurs")
    CandidateLanguage.objects.filter(candidate=other).update(level=5)
    CandidateLanguage.objects.create(candidate=other, language_id="so", level=6)
    CandidateOccupation.objects.create(candidate=other, occupation_id="malare", rank=2)
    CandidateSkill.objects.create(candidate=kept, skill_id=_code("Skill"))
    CandidateCertificate.objects.create(
        candidate=other, certificate_id=_code("Certificate"), issued=date(2025, 1, 2)
    )
    other.licences.set(DrivingLicence.objects.filter(pk="B"))
    kept.adaptations.set(TaskDemand.objects.filter(pk=_code("TaskDemand")))
    return kept, other


def _code(model: str) -> str:
    from grunddata import models

    return str(getattr(models, model).objects.order_by("pk").values_list("pk", flat=True)[0])


def everything(*people: Candidate) -> list[Any]:
    """Every byte kept of these people."""
    keys = [person.pk for person in people]
    held = [take(Candidate, "id", keys)]
    held += [
        take(model, field, keys)
        for model, field in owned_models(Candidate)
        if model is not CandidateMerge
    ]
    return held


def join(client: APIClient, kept: Candidate, other: Candidate, **choices: str) -> Any:
    return client.post(
        f"{URL}{kept.pk}/merge/",
        {"other": str(other.pk), "other_version": other.version, "choices": choices},
        headers={"If-Match": f'"{kept.version}"'},
    )


def undo(client: APIClient, kept: Candidate, version: int) -> Any:
    return client.post(f"{URL}{kept.pk}/undo_merge/", headers={"If-Match": f'"{version}"'})


def test_the_preview_lays_side_by_side_what_differs_and_writes_nothing(
    client: APIClient, place: Place, pair: tuple[Candidate, Candidate]
) -> None:
    kept, other = pair
    before = everything(kept, other)
    answer = client.post(f"{URL}{kept.pk}/merge_preview/", {"other": str(other.pk)})
    assert answer.status_code == 200
    body = answer.json()
    assert body["obstacles"] == []
    told = {
        field["name"]: (field["kept"], field["other"], field["suggested"])
        for field in body["fields"]
        if field["name"] not in {"coach", "consents", "skills", "certificates", "adaptations"}
    }
    assert told == {
        "first_name": ("Mohammed", "Muhammad", "kept"),
        "phone": ("070-174 06 05", "070-174 06 21", "kept"),
        "email": ("", "m@prov.example", "other"),
        "notes": (
            f"Ring efter 15, {place.coach.name}",
            f"Har varit på kurs, {place.colleague.name}",
            "both",
        ),
        "languages": ("Svenska, B1", "Somaliska, C2\nSvenska, C1", "both"),
        "wishes": ("Träarbetare, Lärling", "Målare, Lärling\nTräarbetare, Lärling", "both"),
        "licences": ("", "Personbil och lätt lastbil", "both"),
    }
    assert everything(kept, other) == before
    # Notes and adaptations were shown: that is a reading.
    read = AuditEvent.objects.filter(action="candidate.read_sensitive")
    assert {event.object_id for event in read} == {kept.pk, other.pk}


def test_what_was_chosen_stands_and_the_rest_as_suggested(
    client: APIClient, pair: tuple[Candidate, Candidate]
) -> None:
    kept, other = pair
    answer = join(client, kept, other, phone="other", languages="other")
    assert answer.status_code == 200, answer.json()
    card = answer.json()
    assert (card["first_name"], card["phone"], card["email"]) == (
        "Mohammed",
        "070-174 06 21",
        "m@prov.example",
    )
    assert [row["text"] for row in card["notes"]] == ["Har varit på kurs", "Ring efter 15"]
    assert [(row["language"], row["level"]) for row in card["languages"]] == [("so", 6), ("sv", 5)]
    assert [row["occupation"] for row in card["wishes"]] == ["traarbetare", "malare"]
    assert len(card["certificates"]) == len(card["skills"]) == len(card["adaptations"]) == 1
    assert [row["code"] for row in card["licences"]] == ["B"]
    assert (card["version"], answer.headers["ETag"]) == (2, '"2"')
    # One consent for the purpose, though both records had it.
    assert [row["purpose"] for row in card["consents"]] == ["proposals"]
    # The other stands in no list, and can be read but not written.
    assert [row["id"] for row in client.get(URL).json()["results"]] == [str(kept.pk)]
    gone = client.get(f"{URL}{other.pk}/").json()
    assert (gone["merged_into"], gone["allowed_actions"]) == (str(kept.pk), [])
    refused = client.patch(
        f"{URL}{other.pk}/", {"phone": "070-174 06 99"}, headers={"If-Match": '"2"'}
    )
    assert refused.status_code == 409
    assert not Candidate.objects.matchable().filter(pk=other.pk).exists()
    assert Candidate.objects.get(pk=kept.pk).profile_version == kept.profile_version + 1


@pytest.mark.parametrize(
    "choices", [{}, {"languages": "other", "wishes": "other", "notes": "other"}]
)
def test_an_undo_restores_both_to_the_byte(
    client: APIClient,
    place: Place,
    pair: tuple[Candidate, Candidate],
    choices: dict[str, str],
) -> None:
    kept, other = pair
    Candidate.objects.filter(pk=other.pk).update(user=UserFactory.create(is_candidate=True))
    before = everything(kept, other)
    version = join(client, kept, other, **choices).json()["version"]
    assert everything(kept, other) != before
    assert Candidate.objects.get(pk=kept.pk).user_id is not None
    answer = undo(client, kept, version)
    assert answer.status_code == 200, answer.json()
    connection.check_constraints()
    assert everything(kept, other) == before
    merge = CandidateMerge.objects.get()
    assert (merge.before, merge.undone_by_id) == ("", place.coach.user_id)
    assert [e.action for e in AuditEvent.objects.filter(object_id=other.pk).order_by("id")] == [
        "candidate.merged",
        "candidate.merge_undone",
    ]
    assert undo(client, kept, kept.version).status_code == 404


def test_no_undo_after_a_day(client: APIClient, pair: tuple[Candidate, Candidate]) -> None:
    kept, other = pair
    version = join(client, kept, other).json()["version"]
    seen = client.get(f"{URL}{kept.pk}/look_alikes/").json()["merges"]
    assert [(row["other"]["id"], row["can_be_undone"]) for row in seen] == [(str(other.pk), True)]
    old = timezone.now() - timedelta(hours=24, seconds=1)
    CandidateMerge.objects.update(created_at=old)
    answer = undo(client, kept, version)
    assert answer.status_code == 409
    assert "24 timmar" in answer.json()["errors"][0]["detail"]
    assert client.get(f"{URL}{kept.pk}/look_alikes/").json()["merges"][0]["can_be_undone"] is False


def test_no_undo_over_what_was_written_since(
    client: APIClient, pair: tuple[Candidate, Candidate]
) -> None:
    kept, other = pair
    join(client, kept, other)
    client.patch(f"{URL}{kept.pk}/", {"next_step": "Möte"}, headers={"If-Match": '"2"'})
    assert undo(client, kept, 2).status_code == 412
    answer = undo(client, kept, 3)
    assert answer.status_code == 409
    assert Candidate.objects.get(pk=kept.pk).next_step == "Möte"
    assert Candidate.objects.get(pk=other.pk).merged_into_id == kept.pk


@pytest.mark.parametrize(
    ("kept_state", "other_state", "why"),
    [
        *((state, "on_site", "Båda har en placering som pågår") for state in IN_PLACE),
        *(("ready", state, "har en placering som pågår. Behåll den") for state in IN_PLACE),
        ("ready", "proposed", "har ett öppet förslag"),
        ("ready", "asked", "är tillfrågad"),
        ("accepted", "draft", "är tillfrågad"),
        ("closed", "ready", "är avslutad"),
    ],
)
def test_what_is_going_on_stops_it_and_says_why(
    client: APIClient,
    pair: tuple[Candidate, Candidate],
    kept_state: str,
    other_state: str,
    why: str,
) -> None:
    kept, other = walk_to(pair[0], kept_state), walk_to(pair[1], other_state)
    before = everything(kept, other)
    preview = client.post(f"{URL}{kept.pk}/merge_preview/", {"other": str(other.pk)}).json()
    assert any(why in obstacle for obstacle in preview["obstacles"]), preview["obstacles"]
    answer = join(client, kept, other)
    assert answer.status_code == 409
    assert why in answer.json()["errors"][0]["detail"]
    assert everything(kept, other) == before
    assert not CandidateMerge.objects.exists()


def test_one_of_a_kind_is_merged_with_a_placement_that_goes_on(
    client: APIClient, pair: tuple[Candidate, Candidate]
) -> None:
    kept = walk_to(pair[0], "on_site")
    assert join(client, kept, pair[1]).status_code == 200
    assert not Proposal.objects.exists()


def test_refusals(client: APIClient, place: Place, pair: tuple[Candidate, Candidate]) -> None:
    kept, other = pair
    elsewhere = candidate_of(place.other_coach)
    before = everything(kept, other)
    assert join(client, kept, elsewhere).status_code == 404
    assert join(client, kept, kept).status_code == 400
    assert join(client, kept, other, phone="both").status_code == 400
    assert join(client, kept, other, state="other").status_code == 400
    other.version = 7
    assert join(client, kept, other).status_code == 412
    other.version = 1
    no_version = client.post(f"{URL}{kept.pk}/merge/", {"other": str(other.pk), "other_version": 1})
    assert no_version.status_code == 428
    assert everything(kept, other) == before
    protect(other, place.coach)
    protected = everything(kept, other)
    assert join(client, kept, other).status_code == 409
    assert everything(kept, other) == protected


def test_a_preview_takes_as_many_queries_whatever_the_lists_hold(
    client: APIClient, pair: tuple[Candidate, Candidate]
) -> None:
    kept, other = pair
    client.get("/api/session/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.post(f"{URL}{kept.pk}/merge_preview/", {"other": str(other.pk)})
        return len(seen)

    before = queries()
    for code in Skill.objects.order_by("pk").values_list("pk", flat=True)[5:13]:
        CandidateSkill.objects.create(candidate=other, skill_id=code)
    assert queries() == before


def test_a_number_goes_with_the_record_that_is_kept_and_back_again(
    client: APIClient, pair: tuple[Candidate, Candidate]
) -> None:
    kept, other = pair
    other.identity_number, other.identity_kind = "199001012385", "personal"
    other.save()
    before = everything(kept, other)
    seen = client.post(f"{URL}{kept.pk}/merge_preview/", {"other": str(other.pk)})
    told = next(f for f in seen.json()["fields"] if f["name"] == "identity")
    assert (told["kept"], told["other"], told["suggested"]) == ("", "••••••-2385", "other")
    assert join(client, kept, other).status_code == 200
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.identity_number, other.identity_number) == ("199001012385", "")
    assert undo(client, kept, kept.version).status_code == 200
    assert everything(kept, other) == before


def test_two_numbers_are_two_people(client: APIClient, pair: tuple[Candidate, Candidate]) -> None:
    kept, other = pair
    for one, number in ((kept, "199001012385"), (other, "202002292387")):
        one.identity_number, one.identity_kind = number, "personal"
        one.save()
    before = everything(kept, other)
    response = join(client, kept, other)
    assert (response.status_code, "olika personnummer" in response.content.decode()) == (409, True)
    assert everything(kept, other) == before
