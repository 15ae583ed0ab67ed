"""Holding and giving back a need's headcount; called by the floor above in its transaction."""

from datetime import date

from django.db import models, transaction

from konton.actors import Actor
from konton.services import move

from ..enums import NEED_OPEN_STATES
from ..errors import NeedFull, NeedNotOpen
from ..models import LabourNeed, NeedStep
from ..states import NEED_MACHINE


def _overlapping(need: LabourNeed, start: date, end: date) -> models.QuerySet[NeedStep]:
    return NeedStep.objects.filter(need_id=need.pk, start_date__lt=end, end_date__gt=start)


@transaction.atomic
def book(need: LabourNeed, start: date, end: date) -> None:
    """Take one place on every step that ``[start, end)`` touches.

    NeedNotOpen when the need takes nobody now, NeedFull when a touched step is full or none is
    touched; then nothing is taken. The steps are locked in time order, and the UPDATE itself holds
    the limit, so racing callers never overfill. The caller holds the need's lock and then calls
    ``refresh_filled``.
    """
    if need.state not in NEED_OPEN_STATES:
        label = NEED_MACHINE.labels[need.state].lower()
        raise NeedNotOpen(f"Behov {need.number} är {label} och tar inte emot någon just nu.")
    steps = _overlapping(need, start, end)
    touched = list(steps.select_for_update().order_by("start_date").values_list("pk", flat=True))
    if not touched:
        raise NeedFull(f"Behov {need.number} har inga platser de dagarna.")
    taken = NeedStep.objects.filter(pk__in=touched, booked__lt=models.F("headcount")).update(
        booked=models.F("booked") + 1
    )
    if taken != len(touched):
        raise NeedFull(
            f"Alla platser i behov {need.number} är tagna de dagarna. "
            "Välj ett annat behov eller be företaget öka antalet."
        )


@transaction.atomic
def unbook(need: LabourNeed, start: date, end: date) -> None:
    """Give back what ``book`` took for the same days. The caller holds the need's lock."""
    steps = _overlapping(need, start, end)
    touched = list(steps.select_for_update().order_by("start_date").values_list("pk", flat=True))
    NeedStep.objects.filter(pk__in=touched, booked__gt=0).update(booked=models.F("booked") - 1)


def refresh_filled(need: LabourNeed, actor: Actor | None) -> None:
    """Move a published need between open, partly filled and filled after what its steps hold.

    Other states are left alone. The caller holds the need's lock.
    """
    if need.state not in NEED_OPEN_STATES:
        return
    steps = NeedStep.objects.filter(need_id=need.pk).values_list("booked", "headcount")
    rows = list(steps.order_by("start_date"))
    if rows and all(booked == headcount for booked, headcount in rows):
        action = "fill"
    elif any(booked for booked, _ in rows):
        action = "fill_partly"
    else:
        action = "empty"
    moves = [t for t in NEED_MACHINE.transitions if t.action == action]
    for transition in moves:
        if need.state in transition.sources:
            move(machine=NEED_MACHINE, obj=need, transition=transition, actor=actor)
