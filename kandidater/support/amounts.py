"""What a rule gives and for how long, as data.

``amount``: ``{"fee_factor": 2.5}`` or ``{"fee_factor_by_absence": {...}}`` times the employer fee
on the wage up to the cap; ``{"wage_cost_share": 0.8}`` of wage and fee up to the cap; and outright
``month_sek``, ``extra_month_sek``, ``year_sek``. Whole kronor, a full-time month, wage at the cap.
With a wage given it is that wage, up to the cap; a part-time month has its share of the cap.
``longest``: ``{"months": 24}``, with ``"as_absence": true`` not longer than the absence, with
``"below_25": 12`` another for the young, with ``"after_days"`` more after days in a programme.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bas.days import has_turned

from .absence import SLACK_MONTHS, absent_months, at_least, more_than
from .facts import Facts


@dataclass(frozen=True, slots=True)
class Amount:
    """Kronor; None where the statute gives no figure, or what it turns on is not known.

    ``of_wage``: ``month_sek`` follows the wage; else it is the same whatever the wage.
    """

    month_sek: int | None = None
    extra_month_sek: int | None = None
    year_sek: int | None = None
    of_wage: bool = False


@dataclass(frozen=True, slots=True)
class Wage:
    """What is paid a month, before tax, for so many hours a week."""

    month_sek: Decimal
    hours_per_week: Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    """The wage that counts, and the cap it is counted up to. None was given: the cap itself."""

    sek: Decimal
    cap_sek: Decimal


def counted(norms: Mapping[str, float], wage: Wage | None = None) -> Counted:
    """``norms``: ``support_wage_cap_month`` and, with a wage, ``full_time_hours_per_week``.

    That the cap is less by as much as the hours are fewer is our reading: an assumption.
    """
    cap = Decimal(str(norms["support_wage_cap_month"]))
    if wage is None:
        return Counted(cap, cap)
    full_time = Decimal(str(norms["full_time_hours_per_week"]))
    cap = cap * min(Decimal(1), wage.hours_per_week / full_time)
    return Counted(min(wage.month_sek, cap), cap)


def amount_of(
    rule: Mapping[str, Any], facts: Facts, day: date, *, fee: Decimal, wage: Decimal
) -> Amount:
    factor = rule.get("fee_factor")
    if "fee_factor_by_absence" in rule:
        factor = _by_absence(rule["fee_factor_by_absence"], facts, day)
    if factor is not None:
        return Amount(month_sek=_kronor(Decimal(str(factor)) * fee * wage), of_wage=True)
    if "wage_cost_share" in rule:
        share = Decimal(str(rule["wage_cost_share"]))
        return Amount(month_sek=_kronor(share * wage * (1 + fee)), of_wage=True)
    return Amount(rule.get("month_sek"), rule.get("extra_month_sek"), rule.get("year_sek"))


def _by_absence(steps: Mapping[str, Any], facts: Facts, day: date) -> float | None:
    """The factor by how long she has been without work; None when no such time is noted."""
    if not facts.absent_days(day):
        return None
    for months, factor in steps["over"]:
        if more_than(facts, day, months):
            return float(factor)
    for months, factor in steps["at_least"]:
        if at_least(facts, day, months, months + SLACK_MONTHS):
            return float(factor)
    return float(steps["otherwise"])


def longest_months(rule: Mapping[str, Any] | None, facts: Facts, day: date) -> int | None:
    if rule is None:
        return None
    months = int(rule["months"])
    if "below_25" in rule and facts.birth_date and not has_turned(25, facts.birth_date, day):
        months = int(rule["below_25"])
    if rule.get("as_absence") and facts.absent_days(day):
        months = absent_months(facts, day, at_most=months)
    if "after_days" in rule:
        after = rule["after_days"]
        rows = [row for row in facts.on_ground(after["in"]) if row.holds(day)]
        if any(row.days is not None and row.days >= after["days"] for row in rows):
            months = int(after["months"])
    return months


def _kronor(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
