from django.db import models, transaction

from ..models import LabourNeed, NumberSeries

NEED_SERIES = "need"


def _last_used() -> int:
    return LabourNeed.objects.aggregate(last=models.Max("number"))["last"] or 0


@transaction.atomic
def next_need_numbers(count: int = 1) -> range:
    """The next ``count`` need numbers, given to nobody else.

    The series' row stays locked until the caller's transaction ends, so two writers queue and a
    number that is rolled back is given again.
    """
    NumberSeries.objects.get_or_create(
        name=NEED_SERIES,
        defaults={"last": _last_used},  # type: ignore[misc]
    )
    series = NumberSeries.objects.filter(name=NEED_SERIES)
    series.update(last=models.F("last") + count)
    last = series.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)
