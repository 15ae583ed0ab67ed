"""Places of a need taken and given back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from konton.models import StateChange
from projekt.enums import NeedState
from projekt.models import LabourNeed, NeedStep
from projekt.services import (
    NeedFull,
    NeedNotOpen,
    book,
    refresh_filled,
    unbook,
)
from tests.factories.actors import Parties
from tests.factories.projekt import NeedFactory

from .test_need_services import APRIL, AUGUST, JUNE, rows_of

pytestmark = pytest.mark.usefixtures("no_hooks")


def test_booking_takes_every_step_it_touches_or_none(parties: Parties) -> None:
    need = NeedFactory.create(state=NeedState.OPEN, steps=[(APRIL, JUNE, 1), (JUNE, AUGUST, 2)])
    book(need, APRIL, AUGUST)
    assert rows_of(need) == [(APRIL, JUNE, 1, 1), (JUNE, AUGUST, 2, 1)]
    with pytest.raises(NeedFull, match=f"Alla platser i behov {need.number} är tagna"):
        book(need, APRIL, AUGUST)
    assert rows_of(need) == [(APRIL, JUNE, 1, 1), (JUNE, AUGUST, 2, 1)]
    book(need, JUNE, AUGUST)
    with pytest.raises(NeedFull, match="har inga platser de dagarna"):
        book(need, AUGUST, date(2026, 9, 1))
    unbook(need, APRIL, AUGUST)
    assert rows_of(need) == [(APRIL, JUNE, 1, 0), (JUNE, AUGUST, 2, 1)]
    unbook(need, APRIL, AUGUST)
    unbook(need, APRIL, AUGUST)
    assert rows_of(need) == [(APRIL, JUNE, 1, 0), (JUNE, AUGUST, 2, 0)]


@pytest.mark.parametrize("state", ["draft", "in_review", "paused", "closed"])
def test_nobody_is_booked_on_a_need_that_is_not_published(db: None, state: NeedState) -> None:
    need = NeedFactory.create(state=state)
    with pytest.raises(NeedNotOpen, match=f"Behov {need.number} är "):
        book(need, APRIL, AUGUST)
    assert rows_of(need) == [(APRIL, AUGUST, 2, 0)]


def test_filled_follows_the_bookings_both_ways(parties: Parties) -> None:
    need = NeedFactory.create(state=NeedState.OPEN)

    def after() -> str:
        refresh_filled(need, parties.coordinator)
        return LabourNeed.objects.get(pk=need.pk).state

    assert after() == "open"
    book(need, APRIL, AUGUST)
    assert after() == "partly_filled"
    book(need, APRIL, AUGUST)
    assert after() == "filled"
    unbook(need, APRIL, AUGUST)
    assert after() == "partly_filled"
    unbook(need, APRIL, AUGUST)
    assert after() == "open"
    moves = StateChange.objects.filter(object_id=need.pk).order_by("id")
    assert list(moves.values_list("action", flat=True)) == [
        "fill_partly",
        "fill",
        "fill_partly",
        "empty",
    ]
    assert LabourNeed.objects.get(pk=need.pk).version == 5


def test_the_database_itself_refuses_more_booked_than_places(db: None) -> None:
    need = NeedFactory.create(state=NeedState.OPEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedStep.objects.filter(need=need).update(booked=3)
    NeedStep.objects.filter(need=need).update(booked=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedStep.objects.filter(need=need).update(headcount=1)
    assert rows_of(need) == [(APRIL, AUGUST, 2, 2)]
