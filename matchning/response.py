"""How often a company answers in time: its own figure, shown to itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from konton.models import StateChange

from .models import Proposal

ANSWERS = frozenset({"confirm", "turn_down", "suggest_time"})
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class ResponseRate:
    asked: int
    in_time: int
    days: int


def response_rate(organisation_id: UUID | None, *, days: int, now: datetime) -> ResponseRate:
    """Of the questions of the last year: how many were answered within ``days``.

    A question is a candidate's yes. Those that still have days left, or that somebody took back
    before the days were over, say nothing about the company and are not counted.
    """
    if organisation_id is None:
        return ResponseRate(0, 0, days)
    mine = Proposal.objects.filter(need__project__organisation_id=organisation_id)
    changes = (
        StateChange.objects.filter(
            object_type="proposal", object_id__in=mine.values("pk"), at__gte=now - YEAR
        )
        .order_by("object_id", "at", "id")
        .values_list("object_id", "action", "at")
    )
    limit = timedelta(days=days)
    rows = [*changes, (None, "", now)]
    asked = in_time = 0
    for (proposal, action, at), (owner, following, then) in pairwise(rows):
        if action != "accept":
            continue
        waited = (then if owner == proposal else now) - at
        answered = owner == proposal and following in ANSWERS
        if waited > limit:
            asked += 1
        elif answered:
            asked += 1
            in_time += 1
    return ResponseRate(asked, in_time, days)
