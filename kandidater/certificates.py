"""Whether a certificate holds on a day: the day it goes out is its last valid one."""

from datetime import date

from django.db import models


class Validity(models.TextChoices):
    NO_END = "no_end", "Går inte ut"
    VALID = "valid", "Gäller"
    EXPIRING = "expiring", "Går snart ut"
    EXPIRED = "expired", "Har gått ut"


def is_valid(expires: date | None, day: date) -> bool:
    return expires is None or day <= expires


def validity(expires: date | None, day: date, warned_until: date) -> Validity:
    """``warned_until``: the last day of expiry that is told of in advance (norm)."""
    if expires is None:
        return Validity.NO_END
    if not is_valid(expires, day):
        return Validity.EXPIRED
    return Validity.EXPIRING if expires <= warned_until else Validity.VALID
