"""Seats: the last one is given once, whoever asks, and never below those given."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from bas.api.errors import StaleVersion
from grunddata.models import Municipality
from konton.models import AuditEvent
from tests.factories.actors import Parties
from tests.factories.utbildning import CourseFactory, IntakeFactory
from utbildning.models import CourseIntake
from utbildning.services import IntakeFull, release, reserve, update_intake

THREADS = 8


def reserved(intake: CourseIntake) -> int:
    return CourseIntake.objects.get(pk=intake.pk).reserved


def test_seats_are_given_until_there_are_none(db: None) -> None:
    intake = IntakeFactory.create(seats=2)
    reserve(intake)
    reserve(intake)
    with pytest.raises(IntakeFull, match=f"Kursen {intake.course.name} som börjar 2026-03-02"):
        reserve(intake)
    assert reserved(intake) == 2
    release(intake)
    assert reserved(intake) == 1
    release(intake)
    release(intake)
    assert reserved(intake) == 0


def test_the_database_itself_refuses_more_than_the_seats(db: None) -> None:
    intake = IntakeFactory.create(seats=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        CourseIntake.objects.filter(pk=intake.pk).update(reserved=3)
    assert reserved(intake) == 0


def test_seats_never_go_below_those_reserved(parties: Parties) -> None:
    intake = IntakeFactory.create(course__organisation=parties.body)
    reserve(intake)
    reserve(intake)
    with pytest.raises(ValidationError) as error:
        update_intake(
            intake=intake, actor=parties.coordinator, expected_version=1, fields={"seats": 1}
        )
    assert error.value.message_dict == {
        "seats": ["Så många har redan plats: 2. Skriv minst det talet."]
    }
    update_intake(intake=intake, actor=parties.coordinator, expected_version=1, fields={"seats": 2})
    intake.refresh_from_db()
    assert (intake.seats, intake.reserved, intake.version) == (2, 2, 2)
    event = AuditEvent.objects.get(object_id=intake.pk)
    assert (event.action, event.data) == ("intake.updated", {"fields": ["seats"]})


@pytest.mark.parametrize("name", ["start_date", "end_date", "municipality"])
def test_dates_and_place_stand_once_somebody_has_a_seat(parties: Parties, name: str) -> None:
    intake = IntakeFactory.create(course__organisation=parties.body)
    values = {
        "start_date": date(2026, 3, 1),
        "end_date": date(2026, 3, 9),
        "municipality": Municipality.objects.get(pk="0184"),
    }
    reserve(intake)
    with pytest.raises(ValidationError) as error:
        update_intake(
            intake=intake,
            actor=parties.coordinator,
            expected_version=1,
            fields={name: values[name]},  # type: ignore[misc]
        )
    assert list(error.value.message_dict) == [name]
    release(intake)
    update_intake(
        intake=intake,
        actor=parties.coordinator,
        expected_version=1,
        fields={name: values[name]},  # type: ignore[misc]
    )
    assert getattr(CourseIntake.objects.get(pk=intake.pk), name) == values[name]


def test_an_old_version_is_refused_and_the_same_again_changes_nothing(parties: Parties) -> None:
    intake = IntakeFactory.create(course__organisation=parties.body)
    with pytest.raises(StaleVersion):
        update_intake(
            intake=intake, actor=parties.coordinator, expected_version=2, fields={"seats": 3}
        )
    same = update_intake(
        intake=intake, actor=parties.coordinator, expected_version=1, fields={"seats": 12}
    )
    assert same.version == 1
    assert AuditEvent.objects.count() == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_racing_for_the_last_seats() -> None:
    course = CourseFactory.create()
    for _ in range(20):
        intake = IntakeFactory.create(course=course, seats=3)
        start = threading.Barrier(THREADS)

        def attempt(
            _: int, intake: CourseIntake = intake, start: threading.Barrier = start
        ) -> bool:
            try:
                start.wait(timeout=10)
                reserve(intake)
            except IntakeFull:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(THREADS) as pool:
            given = list(pool.map(attempt, range(THREADS)))
        assert (sum(given), reserved(intake)) == (3, 3)
