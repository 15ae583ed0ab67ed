"""The system pauses needs that nobody confirms; a human opens them again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from konton.services import audit, move

from ..ageing import Ageing
from ..models import LabourNeed
from ..states import NEED_MACHINE
from .needs import lock_need


def pause_unconfirmed(*, today: date | None = None) -> int:
    """Pause every need whose time to be confirmed is over; how many were. Safe to run again."""
    ageing = Ageing.on(today or timezone.localdate())
    over = ageing.over(LabourNeed.objects.all()).order_by("pk").values_list("pk", flat=True)
    return sum(_pause(pk, ageing) for pk in over)


@transaction.atomic
def _pause(pk: UUID, ageing: Ageing) -> bool:
    need = lock_need(pk)
    # Somebody may have confirmed it, or another worker paused it, before the row was ours.
    if not ageing.is_over(need):
        return False
    transition = NEED_MACHINE.find("pause_unconfirmed", need.state)
    move(
        machine=NEED_MACHINE,
        obj=need,
        transition=transition,
        actor=None,
        reason=f"Ingen har bekräftat behovet på {ageing.days} dagar. Öppna det om det gäller.",
    )
    audit(
        actor=None,
        action=f"need.{transition.action}",
        object_type="need",
        object_id=need.pk,
        organisation_id=need.project.organisation_id,
    )
    return True
