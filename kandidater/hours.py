"""The hour account towards the trade certificate: entries written and removed, summed per trade."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from grunddata.models import Occupation
from konton.actors import Actor

from .cards import open_card, save_card
from .models import Candidate, HourEntry


class HourChange(TypedDict):
    occupation: str
    hours: int
    first_day: date | None
    last_day: date | None
    source: str
    note: str


@dataclass(frozen=True)
class Account:
    """One trade: ``hours`` is the sum of ``entries``; ``goal`` the adult route's, if it is known.

    Source of the goal: BYN's routes (reference data, ``Occupation.hours_adult``).
    """

    occupation: Occupation
    hours: int
    entries: list[HourEntry]

    @property
    def goal(self) -> int | None:
        return self.occupation.hours_adult


def accounts(candidate: Candidate) -> list[Account]:
    """Trades wished for in their order, then others with hours; needs the lists of the card."""
    entries: dict[str, list[HourEntry]] = defaultdict(list)
    trades = {wish.occupation_id: wish.occupation for wish in candidate.wishes.all()}
    for entry in candidate.hour_entries.all():
        entries[entry.occupation_id].append(entry)
        trades.setdefault(entry.occupation_id, entry.occupation)
    return [
        Account(trade, sum(entry.hours for entry in entries[code]), entries[code])
        for code, trade in trades.items()
    ]


@transaction.atomic
def add_hours(
    *, actor: Actor, candidate_id: UUID, expected_version: int, change: HourChange
) -> Candidate:
    """Write one entry. Raises StaleVersion, Conflict when closed, ValidationError by field."""
    candidate = open_card(actor, candidate_id, expected_version)
    first, last = change["first_day"], change["last_day"]
    if first and last and last < first:
        raise ValidationError({"last_day": ["Sista dagen kan inte vara före första dagen."]})
    if (last or first or date.min) > timezone.localdate():
        raise ValidationError(
            {"last_day" if last else "first_day": ["Skriv bara timmar som redan är gjorda."]}
        )
    entry = HourEntry.objects.create(
        candidate=candidate,
        occupation_id=change["occupation"],
        hours=change["hours"],
        first_day=first,
        last_day=last,
        source=change["source"],
        note=change["note"].strip(),
        written_by_id=actor.user_id,
    )
    save_card(candidate, actor, "hours_added", {"entry": str(entry.pk), "hours": entry.hours})
    return candidate


@transaction.atomic
def remove_hours(
    *, actor: Actor, candidate_id: UUID, expected_version: int, entry_id: UUID
) -> Candidate:
    """Take away an entry that was wrong; the trail says who did and how many hours it was."""
    candidate = open_card(actor, candidate_id, expected_version)
    entry = candidate.hour_entries.filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    hours = entry.hours
    entry.delete()
    save_card(candidate, actor, "hours_removed", {"entry": str(entry_id), "hours": hours})
    return candidate
