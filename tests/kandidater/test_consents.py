"""One yes per purpose and receiver, to words that are known for good; new words end nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from bas.api.errors import Conflict
from grunddata.models import ConsentWording
from kandidater.consents import renew_consent
from kandidater.enums import ConsentPurpose, ConsentReceiver
from kandidater.models import Candidate
from konton.models import AuditEvent
from tests.factories.kandidater import candidate_of
from tests.factories.konton import client_of

from .conftest import Place

pytestmark = pytest.mark.django_db
ALL = [purpose.value for purpose in ConsentPurpose]


def say(client: APIClient, candidate: Candidate, consents: list[str]) -> dict[str, Any]:
    candidate.refresh_from_db()
    response = client.patch(
        f"/api/candidates/{candidate.pk}/",
        {"consents": consents},
        headers={"If-Match": f'"{candidate.version}"'},
    )
    assert response.status_code == 200, response.content
    return dict(response.json())


def active(body: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    return {
        row["purpose"]: (row["receiver"], row["text_version"], row["language"])
        for row in body["consents"]
        if row["withdrawn_at"] is None
    }


def new_words(**changes: Any) -> ConsentWording:
    return ConsentWording.objects.create(
        **{
            "code": "proposals-2-sv",
            "purpose": "proposals",
            "version": "2",
            "language_id": "sv",
            "text": "Nya ord.",
            "if_no": "Inget händer.",
            "valid_from": timezone.localdate(),
            "source": "Egen text",
            "verification": "assumption",
        }
        | changes
    )


def test_each_receiver_has_a_yes_of_its_own(place: Place) -> None:
    client = client_of(place.coach)
    candidate = candidate_of(place.coach)
    body = say(client, candidate, ALL)
    assert {purpose: told[0] for purpose, told in active(body).items()} == {
        "proposals": "organisation",
        "share_with_company": "company",
        "share_with_provider": "provider",
        "share_with_authority": "authority",
    }
    assert {row["receiver_label"] for row in body["consents"]} == set(ConsentReceiver.labels)
    body = say(client, candidate, ["proposals", "share_with_provider"])
    assert active(body).keys() == {"proposals", "share_with_provider"}
    assert body["state"]["code"] == "draft"
    withdrawn = {row["purpose"] for row in body["consents"] if row["withdrawn_at"]}
    assert withdrawn == {"share_with_company", "share_with_authority"}


@pytest.mark.parametrize(("speaks", "told"), [("ar", "ar"), ("en", "en"), ("ti", "sv")])
def test_the_words_are_in_her_language_where_there_are_any(
    place: Place, speaks: str, told: str
) -> None:
    candidate = candidate_of(place.coach, preferred_language_id=speaks)
    body = say(client_of(place.coach), candidate, ["proposals", "share_with_company"])
    assert active(body)["share_with_company"] == ("company", "1", told)


def test_new_words_end_nothing_and_count_only_when_she_has_said_yes(place: Place) -> None:
    candidate = candidate_of(place.coach, state="ready")
    new_words()
    client = client_of(place.coach)
    before = say(client, candidate, ["proposals", "share_with_company"])
    assert active(before)["proposals"] == ("organisation", "1", "sv")
    assert Candidate.objects.matchable().filter(pk=candidate.pk).exists()

    url = f"/api/candidates/{candidate.pk}/renew_consent/"
    version = {"If-Match": f'"{before["version"]}"'}
    body = client.post(url, {"purpose": "proposals"}, headers=version).json()
    assert active(body)["proposals"] == ("organisation", "2", "sv")
    (old,) = [row for row in body["consents"] if row["withdrawn_at"]]
    assert (old["purpose"], old["text_version"]) == ("proposals", "1")
    assert body["state"]["code"] == "ready"
    assert Candidate.objects.matchable().filter(pk=candidate.pk).exists()
    assert AuditEvent.objects.get(action="candidate.consent_renewed").data == {
        "purpose": "proposals"
    }
    history = client.get(f"/api/candidates/{candidate.pk}/history/").json()
    assert "Lämnade samtycke igen efter ny text" in [row["text"] for row in history["results"]]

    again = client.post(url, {"purpose": "proposals"}, headers={"If-Match": f'"{body["version"]}"'})
    assert (again.status_code, again.json()["errors"][0]["detail"]) == (
        409,
        "Samtycket gäller redan den senaste texten.",
    )


def test_there_is_nothing_to_renew_where_nothing_stands(place: Place) -> None:
    candidate = candidate_of(place.coach)
    with pytest.raises(Conflict, match="inget samtycke att förnya"):
        renew_consent(
            actor=place.coach,
            candidate_id=candidate.pk,
            expected_version=1,
            purpose="share_with_authority",
        )


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "version"),
    [
        (timedelta(0), None, "2"),
        (timedelta(days=1), None, "1"),
        (timedelta(days=-9), timedelta(days=-1), "1"),
    ],
)
def test_the_version_in_force_that_day_is_the_one_given(
    place: Place, valid_from: timedelta, valid_to: timedelta | None, version: str
) -> None:
    today: date = timezone.localdate()
    new_words(
        code="share_with_company-2-sv",
        purpose="share_with_company",
        valid_from=today + valid_from,
        valid_to=None if valid_to is None else today + valid_to,
    )
    candidate = candidate_of(place.coach)
    body = say(client_of(place.coach), candidate, ["proposals", "share_with_company"])
    assert active(body)["share_with_company"][1] == version
