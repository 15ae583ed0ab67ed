"""Every state × action × role against the table written out here, and the database as a wall."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from konton.models import StateChange
from projekt.enums import NeedState
from projekt.models import LabourNeed
from projekt.states import NEED_MACHINE
from tests.factories.actors import Parties, client_of
from tests.factories.projekt import NeedFactory

COMPANY, COORDINATOR = "company", "coordinator"
BOTH = {COMPANY, COORDINATOR}
# (action, state) → (new state, who may). A need without bookings: resume ends in open.
TABLE: dict[tuple[str, str], tuple[str, set[str]]] = {
    ("submit", "draft"): ("in_review", {COMPANY}),
    ("publish", "in_review"): ("open", {COORDINATOR}),
    ("return_to_company", "in_review"): ("draft", {COORDINATOR}),
    ("confirm", "open"): ("open", {COMPANY}),
    ("confirm", "partly_filled"): ("partly_filled", {COMPANY}),
    ("pause", "open"): ("paused", BOTH),
    ("pause", "partly_filled"): ("paused", BOTH),
    ("pause", "filled"): ("paused", BOTH),
    ("resume", "paused"): ("open", BOTH),
    # A coordinator does not see a draft, so only the company closes one.
    ("close", "draft"): ("closed", {COMPANY}),
    ("close", "in_review"): ("closed", BOTH),
    ("close", "open"): ("closed", BOTH),
    ("close", "partly_filled"): ("closed", BOTH),
    ("close", "filled"): ("closed", BOTH),
    ("close", "paused"): ("closed", BOTH),
}
EFFECTS = {
    # The system's own: nobody has confirmed them.
    ("open", "paused"),
    ("partly_filled", "paused"),
    ("open", "partly_filled"),
    ("filled", "partly_filled"),
    ("open", "filled"),
    ("partly_filled", "filled"),
    ("partly_filled", "open"),
    ("filled", "open"),
}
ACTIONS = ["submit", "publish", "return_to_company", "confirm", "pause", "resume", "close"]
WITH_REASON = {"return_to_company", "pause", "close"}
MAY = {
    "submit": {COMPANY},
    "publish": {COORDINATOR},
    "confirm": {COMPANY},
    "return_to_company": {COORDINATOR},
    "pause": BOTH,
    "resume": BOTH,
    "close": BOTH,
}


def expected_status(state: str, action: str, role: str) -> int:
    if role not in MAY[action] or (role == COORDINATOR and state == "draft"):
        return 404
    return 200 if role in TABLE.get((action, state), ("", set()))[1] else 409


@pytest.mark.parametrize("state", NeedState.values)
def test_every_action_by_every_role(parties: Parties, state: str) -> None:
    for role in ("company", "coordinator", "coach", "auditor", "admin"):
        client = client_of(parties.of(role))
        for action in ACTIONS:
            need = NeedFactory.create(project__organisation=parties.firm, state=state)
            allowed = (
                client.get(f"/api/needs/{need.pk}/").json().get("allowed_actions")
                if role in BOTH
                else None
            )
            response = client.post(
                f"/api/needs/{need.pk}/{action}/",
                {"reason": "Därför."} if action in WITH_REASON else {},
                headers={"If-Match": '"1"'},
            )
            expected = expected_status(state, action, role)
            assert (action, role, response.status_code) == (action, role, expected)
            if allowed is not None:
                assert (action in allowed) == (expected == 200)
            need.refresh_from_db()
            logged = StateChange.objects.filter(object_id=need.pk).count()
            if expected == 200:
                assert (need.state, need.version, logged) == (TABLE[action, state][0], 2, 1)
            else:
                assert (need.state, need.version, logged) == (state, 1, 0)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_asks_for_the_version_seen(parties: Parties, action: str) -> None:
    state = next(s for a, s in TABLE if a == action and (s != "draft" or a == "submit"))
    role = COMPANY if COMPANY in MAY[action] else COORDINATOR
    client = client_of(parties.of(role))
    need = NeedFactory.create(project__organisation=parties.firm, state=state)
    body: dict[str, Any] = {"reason": "Därför."} if action in WITH_REASON else {}
    url = f"/api/needs/{need.pk}/{action}/"
    assert client.post(url, body).status_code == 428
    stale = client.post(url, body, headers={"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 1)
    need.refresh_from_db()
    assert (need.state, StateChange.objects.count()) == (state, 0)


def test_the_machine_is_this_table_and_the_effects() -> None:
    moves = {(state, target) for (_, state), (target, _) in TABLE.items()}
    assert set(NEED_MACHINE.edges()) == moves | EFFECTS


@pytest.mark.parametrize("before", NeedState.values)
def test_the_database_refuses_every_other_move(db: None, before: str) -> None:
    legal = {target for source, target in NEED_MACHINE.edges() if source == before} | {before}
    for after in NeedState.values:
        need = NeedFactory.create(state=before)
        key = need.pk.hex if connection.vendor == "sqlite" else str(need.pk)

        def write(after: str = after, key: str = key) -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE projekt_labourneed SET state = %s WHERE id = %s", [after, key]
                )
                assert cursor.rowcount == 1

        if after in legal:
            write()
        else:
            with pytest.raises(DatabaseError, match="otillåten övergång"):
                write()
        assert LabourNeed.objects.get(pk=need.pk).state == (after if after in legal else before)


@pytest.mark.parametrize("state", sorted(set(NeedState.values) - {"draft"}))
def test_no_need_is_born_beyond_draft(db: None, state: str) -> None:
    draft = NeedFactory.create()
    need = LabourNeed(
        project=draft.project,
        number=draft.number + 1,
        occupation_id="murare",
        start_date=draft.start_date,
        end_date=draft.end_date,
        state=state,
    )
    with pytest.raises(DatabaseError, match="otillåten övergång"), transaction.atomic():
        need.save(force_insert=True)
    assert LabourNeed.objects.count() == 1
