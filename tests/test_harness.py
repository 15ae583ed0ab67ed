"""The strictness of tests/conftest.py itself: were it lax, the other tests would prove little."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from grunddata.models import Municipality
from konton.models import AuditEvent


def _event() -> AuditEvent:
    return AuditEvent.objects.create(action="test", object_type="test")


@pytest.mark.django_db
def test_every_test_starts_with_the_26_municipalities_of_the_county() -> None:
    assert Municipality.objects.filter(code__startswith="01").count() == 26


@pytest.mark.django_db
def test_an_unordered_query_comes_back_in_any_order() -> None:
    unordered = Municipality.objects.order_by().values_list("code", flat=True)
    assert len({tuple(unordered.all()) for _ in range(5)}) > 1
    ordered = unordered.order_by("code")
    assert {tuple(ordered.all()) for _ in range(5)} == {tuple(sorted(unordered))}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", [1, 2])
def test_append_only_tables_can_be_flushed_between_tests_and_are_guarded_again(_again: int) -> None:
    assert AuditEvent.objects.count() == 0
    event = _event()
    with pytest.raises(DatabaseError, match="kan inte ändras"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(action="annat")
    with pytest.raises(DatabaseError, match="kan inte ändras"), transaction.atomic():
        event.delete()
    call_command("flush", interactive=False, verbosity=0)
    _event()
    with pytest.raises(DatabaseError, match="kan inte ändras"), transaction.atomic():
        AuditEvent.objects.update(action="annat")


@pytest.mark.django_db(transaction=True)
def test_reference_data_is_back_after_a_flush() -> None:
    assert Municipality.objects.exists()


def test_nothing_is_written_in_the_installations_own_var() -> None:
    assert Path(settings.BASE_DIR) not in Path(settings.VAR_DIR).parents


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_postgres_marker_means_postgres() -> None:
    assert connection.vendor == "postgresql"
