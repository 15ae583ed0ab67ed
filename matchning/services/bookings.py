"""Holding and releasing what an approval takes: the person's time, headcount, seats, tutor hours.

The caller holds the locks of ``matchning.locks``.
"""

from datetime import date

from django.db import IntegrityError, transaction

from bas.api.errors import Conflict
from konton.actors import Actor
from projekt.models import LabourNeed
from projekt.services import book, refresh_filled, unbook
from utbildning.services import release, reserve

from ..locks import LockedProposal
from ..models import Booking


def hold(*, locked: LockedProposal, actor: Actor) -> Booking:
    """Book everything the proposal needs, or Conflict with the reason and nothing changed."""
    proposal, need = locked.proposal, locked.need
    _check_tutor_hours(need, proposal.start_date, proposal.end_date, proposal.tutor_hours_per_week)
    book(need, proposal.start_date, proposal.end_date)
    for intake in locked.intakes:
        reserve(intake)
    values = {
        "candidate": locked.candidate,
        "need": need,
        "start_date": proposal.path_start,
        "work_start": proposal.start_date,
        "end_date": proposal.end_date,
        "tutor_hours_per_week": proposal.tutor_hours_per_week,
        "is_active": True,
    }
    try:
        with transaction.atomic():
            booking, _ = Booking.objects.update_or_create(proposal=proposal, defaults=values)
    except IntegrityError as clash:
        raise Conflict(
            "Deltagaren är redan bokad på en annan plats de här veckorna. Inget sparades.",
            code="double_booking",
        ) from clash
    refresh_filled(need, actor)
    return booking


def let_go(*, locked: LockedProposal, actor: Actor | None) -> None:
    """Release what ``hold`` took. Nothing happens when nothing is held."""
    proposal = locked.proposal
    released = Booking.objects.filter(proposal=proposal, is_active=True).update(is_active=False)
    if not released:
        return
    unbook(locked.need, proposal.start_date, proposal.end_date)
    for intake in locked.intakes:
        release(intake)
    refresh_filled(locked.need, actor)


def _check_tutor_hours(need: LabourNeed, start: date, end: date, hours: float) -> None:
    """The project's tutors must have the hours left in every week of the placement."""
    changes: list[tuple[date, float]] = []
    for first, last, used in Booking.objects.filter(
        is_active=True, need__project_id=need.project_id, work_start__lt=end, end_date__gt=start
    ).values_list("work_start", "end_date", "tutor_hours_per_week"):
        changes += [(max(first, start), used), (last, -used)]
    # On the same day those who leave give their hours to those who come.
    changes.sort(key=lambda change: (change[0], change[1]))
    used = peak = 0.0
    for _, change in changes:
        used += change
        peak = max(peak, used)
    if peak + hours > need.project.tutor_hours_per_week + 1e-9:
        raise Conflict(
            f"Handledarna på {need.project.name} har inte {hours:g} timmar i veckan kvar under "
            "hela tiden. Optimera om eller be företaget om mer handledning.",
            code="no_tutor_hours",
        )
