"""What the floors above do when a need changes; they register here from ``AppConfig.ready``.

Every callable runs inside the writer's transaction: what it raises undoes the whole change.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from konton.actors import Actor

if TYPE_CHECKING:
    from .models import LabourNeed

NeedHook = Callable[["LabourNeed", Actor], None]

# Called with the ids of the needs about to be locked, so that rows that come before them in the
# lock order (candidate, then need) can be locked first. What it gives is asked once the needs are
# locked: whether those rows still are all there is.
before_need_lock: list[Callable[[Sequence[UUID]], Callable[[], bool]]] = []

# The need's content is no longer what was approved: lift approvals and tell who gave them. The need
# is locked and saved with its new ``profile_version``; its steps are still the old ones, so what is
# released is given back with ``unbook`` as usual.
on_need_changed: list[NeedHook] = []

# The need is closed: nothing more can come of its proposals.
on_need_closed: list[NeedHook] = []

# The (start, end) of every booking the need holds; end is not included. With it ``booked`` is exact
# when the steps are redrawn; without it, it is derived from the old steps and may be too high.
booked_spans: list[Callable[["LabourNeed"], list[tuple[date, date]]]] = []
