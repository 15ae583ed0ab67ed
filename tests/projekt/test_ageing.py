"""An open need is confirmed in time or pauses itself, with a warning before."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from konton.models import AuditEvent, StateChange
from projekt.enums import NeedState
from projekt.models import LabourNeed
from projekt.services import pause_unconfirmed
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import NeedFactory

TODAY = timezone.localdate()


def aged(parties: Parties, days: int, state: str = "open", **changes: datetime) -> LabourNeed:
    """In its state, and not confirmed, for so many days."""
    need = NeedFactory.create(project__organisation=parties.firm, state=state)
    since = timezone.now() - timedelta(days=days)
    values = {"confirmed_at": since, "state_since": since} | changes
    LabourNeed.objects.filter(pk=need.pk).update(**values)
    need.refresh_from_db()
    return need


def codes(parties: Parties, need: LabourNeed) -> list[str]:
    told = client_of(parties.of("company")).get(f"/api/needs/{need.pk}/").json()["warnings"]
    return [w["code"] for w in told if w["code"] == "confirm_due"]


@pytest.mark.parametrize(
    ("days", "warned", "paused"), [(45, 0, 0), (46, 1, 0), (60, 1, 0), (61, 1, 1)]
)
def test_a_need_is_warned_of_two_weeks_before_it_is_paused(
    parties: Parties, days: int, warned: int, paused: int
) -> None:
    need = aged(parties, days)
    assert len(codes(parties, need)) == warned
    start = client_of(parties.of("company")).get("/api/start/company/").json()
    assert start["to_confirm"] == [
        {"need": row["need"], "confirm_by": str(TODAY + timedelta(days=60 - days))}
        for row in start["needs"]
        if warned
    ]
    assert pause_unconfirmed() == paused
    need.refresh_from_db()
    assert need.state == ("paused" if paused else "open")


def test_the_pause_is_the_systems_with_a_reason_and_once(parties: Parties) -> None:
    need = aged(parties, 100, "partly_filled")
    version = need.version
    assert (pause_unconfirmed(), pause_unconfirmed()) == (1, 0)
    need.refresh_from_db()
    assert (need.state, need.version) == ("paused", version + 1)
    change = StateChange.objects.get(object_id=need.pk)
    assert (change.actor_id, change.role, change.action) == (None, "", "pause_unconfirmed")
    assert change.reason == "Ingen har bekräftat behovet på 60 dagar. Öppna det om det gäller."
    event = AuditEvent.objects.get(object_id=need.pk, action="need.pause_unconfirmed")
    assert (event.actor_id, event.organisation_id) == (None, parties.firm.pk)
    client = client_of(parties.of("company"))
    told = client.get(f"/api/needs/{need.pk}/history/").json()[0]
    assert (told["who"], told["sentence"]) == ("Systemet", "Pausat: inte bekräftat")
    # Opened again it is as new.
    opened = client.post(f"/api/needs/{need.pk}/resume/", headers={"if-match": f'"{need.version}"'})
    assert opened.json()["state"]["code"] == "open"
    assert pause_unconfirmed() == 0


def test_to_confirm_keeps_it_open_and_does_not_change_since_when_it_is(parties: Parties) -> None:
    need = aged(parties, 61)
    since = need.state_since
    client = client_of(parties.of("company"))
    answer = client.post(
        f"/api/needs/{need.pk}/confirm/", headers={"if-match": f'"{need.version}"'}
    )
    assert (answer.status_code, answer.json()["state"]["code"]) == (200, "open")
    assert pause_unconfirmed() == 0
    assert codes(parties, need) == []
    need.refresh_from_db()
    assert need.state_since == since
    history = client.get(f"/api/needs/{need.pk}/history/").json()
    assert history[0]["sentence"] == "Bekräfta att det gäller"
    later = TODAY + timedelta(days=61)
    assert pause_unconfirmed(today=later) == 1


@pytest.mark.parametrize("recent", ["confirmed_at", "state_since"])
def test_its_age_counts_from_the_latest_sign_of_life(parties: Parties, recent: str) -> None:
    need = aged(parties, 200, "open", **{recent: timezone.now() - timedelta(days=1)})
    assert (codes(parties, need), pause_unconfirmed()) == ([], 0)


@pytest.mark.parametrize("state", sorted(set(NeedState.values) - {"open", "partly_filled"}))
def test_only_a_need_that_asks_for_people_grows_old(parties: Parties, state: str) -> None:
    need = aged(parties, 200, state)
    assert pause_unconfirmed() == 0
    need.refresh_from_db()
    assert need.state == state
