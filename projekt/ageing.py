"""An open need that nobody confirms is taken to be forgotten: warned of first, then paused.

Its age counts from the latest of being confirmed and coming into its state, so a need that has
just been published, opened again or partly filled is as good as confirmed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db.models import QuerySet
from django.utils import timezone

from grunddata.selectors import norms

from .enums import NeedState
from .models import LabourNeed

# A full need asks for nobody, so nobody has to answer for it.
AGEING = (NeedState.OPEN, NeedState.PARTLY_FILLED)


@dataclass(frozen=True, slots=True)
class Ageing:
    """The two norms on a day."""

    today: date
    days: int  # between confirmations
    warning: int  # of those, how many of the last are warned of

    @classmethod
    def on(cls, today: date) -> Self:
        """One query."""
        values = norms(today)
        days, warning = values["need_confirm_days"], values["need_confirm_warning_days"]
        return cls(today, int(days), int(warning))

    def confirm_by(self, need: LabourNeed) -> date:
        """The last day on which it stays open unconfirmed."""
        since = max(need.confirmed_at, need.state_since)
        return timezone.localdate(since) + timedelta(days=self.days)

    def is_due(self, need: LabourNeed) -> bool:
        """Time to confirm it."""
        warned_from = self.confirm_by(need) - timedelta(days=self.warning)
        return need.state in AGEING and self.today >= warned_from

    def is_over(self, need: LabourNeed) -> bool:
        return need.state in AGEING and self.today > self.confirm_by(need)

    def due(self, needs: QuerySet[LabourNeed]) -> QuerySet[LabourNeed]:
        return self._older(needs, self.days - self.warning - 1)

    def over(self, needs: QuerySet[LabourNeed]) -> QuerySet[LabourNeed]:
        return self._older(needs, self.days)

    def _older(self, needs: QuerySet[LabourNeed], days: int) -> QuerySet[LabourNeed]:
        """Not confirmed, and in their state, for more than so many whole days."""
        first = timezone.make_aware(datetime.combine(self.today - timedelta(days=days), time.min))
        return needs.filter(state__in=AGEING, confirmed_at__lt=first, state_since__lt=first)
