"""The two trails can only be added to, whoever writes and however."""

import pytest
from django.db import Error, connection, transaction

from konton.models import AuditEvent, StateChange
from konton.services import audit
from tests.factories.konton import member

pytestmark = pytest.mark.django_db


def _rows() -> None:
    actor = member()
    audit(actor=actor, action="prov", object_type="user", object_id=actor.user_id)
    StateChange.objects.create(
        actor_id=actor.user_id,
        object_type="candidate",
        object_id=actor.user_id,
        action="rest",
        from_state="ready",
        to_state="resting",
    )


@pytest.mark.parametrize("table", ["konton_auditevent", "konton_statechange"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET action = 'annat'", "UPDATE {} SET actor_id = NULL", "DELETE FROM {}"],
)
def test_the_database_refuses_to_change_the_past(table: str, statement: str) -> None:
    _rows()
    with (
        pytest.raises(Error, match="kan inte ändras eller tas bort"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert AuditEvent.objects.filter(action="prov").count() == 1
    assert StateChange.objects.filter(action="rest").count() == 1


UPSERTS = [
    "INSERT INTO {0} SELECT * FROM {0} WHERE true ON CONFLICT (id) DO UPDATE SET action = 'annat'",
    *(["INSERT OR REPLACE INTO {0} SELECT * FROM {0}"] if connection.vendor == "sqlite" else []),
]


@pytest.mark.parametrize("table", ["konton_auditevent", "konton_statechange"])
@pytest.mark.parametrize("statement", UPSERTS)
def test_a_row_cannot_be_replaced_either(table: str, statement: str) -> None:
    _rows()
    with (
        pytest.raises(Error, match="kan inte ändras eller tas bort"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
