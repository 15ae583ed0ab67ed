"""What a buyer's social clause asks for, month by month, against what is planned and done.

Pure: dataclasses in, dataclasses out; every amount is an exact fraction, rounded only when shown.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from bas.days import months_later
from grunddata.enums import ClauseMeasure

from .enums import EmploymentForm, Purchase
from .month_days import days_by_month, months_touched, months_worked

ZERO = Fraction(0)
DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class Terms:
    """The clause as it was when the contract was entered. Shares are percent, free time months.

    ``per_sek``: kronor for each place by kind of purchase; without it ``places`` are asked for.
    ``forms``: the forms whose hours count; empty: all.
    """

    measure: str
    places: int = 0
    per_sek: dict[str, int] = field(default_factory=dict)
    employment_months: int = 12
    practice_months: int = 6
    share_percent: int = 0
    forms: tuple[str, ...] = ()
    skilled_percent: int | None = None
    free_months: int = 0
    exempt_under_months: int = 0
    exempt_under_people: int = 0
    exempt_purchases: tuple[str, ...] = ()
    bonus_practice_sek: int = 0
    bonus_employment_sek: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours worked on the contract in the month that begins on ``month``, told by the company."""

    month: date
    total: int
    skilled: int | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """``exempted``: spans the buyer has let off. ``planned_hours``: for the whole contract."""

    terms: Terms
    start: date
    end: date
    value_sek: int = 0
    purchase: str = Purchase.WORKS
    full_time_people: int | None = None
    planned_hours: int | None = None
    exempted: tuple[tuple[date, date], ...] = ()
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """One placement. ``started``: its days before today are done, those after are planned."""

    person: Hashable
    start: date
    end: date
    form: str
    started: bool
    hours_per_week: int = 40
    lives_here: bool | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """``missing`` is for all months up to and with this one: work done early counts later.

    ``required`` is None where the hours it is a share of are not known; ``assumed`` where they are
    the planned hours spread evenly.
    """

    month: date
    required: Fraction | None
    fulfilled: Fraction
    planned: Fraction
    missing: Fraction | None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Places, hours or days, after ``measure``. ``not_required``: why nothing is asked for."""

    measure: str
    months: tuple[Month, ...]
    required: Fraction
    fulfilled: Fraction
    planned: Fraction
    missing: Fraction
    not_required: tuple[str, ...] = ()
    people: int = 0
    residents: int = 0
    base: Fraction = ZERO
    bonus_sek: int = 0
    skilled: Fraction | None = None
    months_without_hours: int = 0


def places_asked(contract: Contract) -> int:
    """Whole places for the contract's value (our assumption), or those the contract says."""
    if not contract.terms.per_sek:
        return contract.terms.places
    per = contract.terms.per_sek.get(contract.purchase)
    return contract.value_sek // per if per else 0


def not_required(contract: Contract) -> tuple[str, ...]:
    """Every ground in the clause itself for asking nothing, in words."""
    terms, grounds = contract.terms, []
    if contract.purchase in terms.exempt_purchases:
        grounds.append(f"Klausulen gäller inte {str(Purchase(contract.purchase).label).lower()}.")
    if months_later(contract.start, terms.exempt_under_months) > contract.end:
        grounds.append(f"Avtalet är kortare än {terms.exempt_under_months} månader.")
    people = contract.full_time_people
    if people is not None and people < terms.exempt_under_people:
        grounds.append(f"Avtalet har färre än {terms.exempt_under_people} heltider.")
    return tuple(grounds)


def account(contract: Contract, works: Iterable[Work], today: date) -> Account:
    """The contract's account as it stands at the beginning of ``today``."""
    terms = contract.terms
    pieces = list(_pieces(contract, works, today))
    counted = [piece for piece in pieces if _counts(terms, piece.work)]
    done = [piece for piece in counted if piece.done]
    ahead = [piece for piece in counted if not piece.done]
    fulfilled, planned = _amounts(terms, done), _amounts(terms, ahead)
    grounds = not_required(contract)
    base = _base(contract, pieces)
    required: dict[date, Fraction | None] = (
        dict.fromkeys(months_touched(contract.start, contract.end), ZERO)
        if grounds
        else _required(contract, base)
    )
    months = _months(required, fulfilled, planned, base.assumed)
    total = sum((amount for amount in required.values() if amount is not None), ZERO)
    return Account(
        measure=terms.measure,
        months=months,
        required=total,
        fulfilled=sum(fulfilled.values(), ZERO),
        planned=sum(planned.values(), ZERO),
        missing=max(ZERO, total - sum(fulfilled.values(), ZERO) - sum(planned.values(), ZERO)),
        not_required=grounds,
        people=len({piece.work.person for piece in pieces}),
        residents=len({piece.work.person for piece in pieces if piece.work.lives_here}),
        base=sum((amount for amount in base.amounts.values() if amount is not None), ZERO),
        bonus_sek=_bonus(contract, total, done),
        skilled=_skilled(contract.hours),
        months_without_hours=sum(amount is None for amount in required.values()),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """Days of one placement inside the contract, all done or all ahead."""

    work: Work
    start: date
    end: date
    done: bool

    def months(self) -> dict[date, Fraction]:
        return months_worked(self.work.start, self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Base:
    """What a share is a share of, by month; None: not known."""

    amounts: dict[date, Fraction | None]
    assumed: frozenset[date] = frozenset()


def _pieces(contract: Contract, works: Iterable[Work], today: date) -> Iterable[_Piece]:
    """The days that count, once each: a person is in one place at a time."""
    taken: dict[Hashable, date] = {}
    for work in sorted(works, key=lambda work: (work.start, work.end, str(work.person))):
        start = max(work.start, contract.start, taken.get(work.person, work.start))
        end = min(work.end, contract.end)
        if start >= end:
            continue
        taken[work.person] = end
        if work.started and start < min(end, today):
            yield _Piece(work, start, min(end, today), done=True)
        # What was to begin but has not been told of is neither done nor, until today, ahead.
        if max(start, today) < end:
            yield _Piece(work, max(start, today), end, done=False)


def _counts(terms: Terms, work: Work) -> bool:
    if terms.measure == ClauseMeasure.RESIDENTS:
        return work.lives_here is True
    return not terms.forms or work.form in terms.forms


def _place_months(terms: Terms, form: str) -> int:
    practice = form == EmploymentForm.WORK_PRACTICE
    return terms.practice_months if practice else terms.employment_months


def _amounts(terms: Terms, pieces: Sequence[_Piece]) -> dict[date, Fraction]:
    amounts: dict[date, Fraction] = {}
    for piece in pieces:
        for month, amount in _amount(terms, piece).items():
            amounts[month] = amounts.get(month, ZERO) + amount
    return amounts


def _amount(terms: Terms, piece: _Piece) -> dict[date, Fraction]:
    if terms.measure == ClauseMeasure.PLACES:
        whole = _place_months(terms, piece.work.form)
        return {month: part / whole for month, part in piece.months().items()}
    days = days_by_month(piece.start, piece.end)
    if terms.measure == ClauseMeasure.RESIDENTS:
        return {month: Fraction(number) for month, number in days.items()}
    weekly = Fraction(piece.work.hours_per_week, DAYS_PER_WEEK)
    return {month: number * weekly for month, number in days.items()}


def _base(contract: Contract, pieces: Sequence[_Piece]) -> _Base:
    """Hours told for the month, else the planned ones by days; of placements their days."""
    months = months_touched(contract.start, contract.end)
    if contract.terms.measure == ClauseMeasure.RESIDENTS:
        # Where somebody lives is not always known: she is then on neither side.
        known = [piece for piece in pieces if piece.work.lives_here is not None]
        found = _amounts(contract.terms, known)
        return _Base({month: found.get(month, ZERO) for month in months})
    told = {row.month: Fraction(row.total) for row in contract.hours}
    days = days_by_month(contract.start, contract.end)
    length = (contract.end - contract.start).days
    planned = contract.planned_hours
    spread = {m: None if planned is None else Fraction(planned * days[m], length) for m in months}
    return _Base(
        {month: told.get(month, spread[month]) for month in months},
        frozenset(m for m in months if m not in told and spread[m] is not None),
    )


def _bound_days(contract: Contract) -> dict[date, int]:
    """Days of each month on which the clause binds: not the free time, nor what is let off."""
    begin = months_later(contract.start, contract.terms.free_months)
    days = dict.fromkeys(months_touched(contract.start, contract.end), 0)
    at = begin
    for start, end in sorted(contract.exempted):
        _add(days, at, min(start, contract.end))
        at = max(at, end)
    _add(days, at, contract.end)
    return days


def _add(days: dict[date, int], start: date, end: date) -> None:
    for month, number in days_by_month(start, end).items():
        days[month] += number


def _required(contract: Contract, base: _Base) -> dict[date, Fraction | None]:
    bound = _bound_days(contract)
    if contract.terms.measure == ClauseMeasure.PLACES:
        # Evenly over the days after the free time; what is let off falls away and is not moved.
        free = months_later(contract.start, contract.terms.free_months)
        length = max(1, (contract.end - free).days)
        asked = places_asked(contract)
        return {month: Fraction(asked * number, length) for month, number in bound.items()}
    share = Fraction(contract.terms.share_percent, 100)
    days = days_by_month(contract.start, contract.end)
    return {
        month: (ZERO if not bound[month] else None)
        if amount is None
        else share * amount * Fraction(bound[month], days[month])
        for month, amount in base.amounts.items()
    }


def _months(
    required: dict[date, Fraction | None],
    fulfilled: dict[date, Fraction],
    planned: dict[date, Fraction],
    assumed: frozenset[date],
) -> tuple[Month, ...]:
    rows: list[Month] = []
    left: Fraction | None = ZERO
    for month, asked in required.items():
        done, ahead = fulfilled.get(month, ZERO), planned.get(month, ZERO)
        left = None if left is None or asked is None else left + asked - done - ahead
        missing = None if left is None else max(ZERO, left)
        rows.append(Month(month, asked, done, ahead, missing, month in assumed))
    return tuple(rows)


def _bonus(contract: Contract, required: Fraction, done: Sequence[_Piece]) -> int:
    """Kronor for months above the minimum, in the order of time; whole kronor, a half upwards.

    Within a month all forms share what is above alike (our assumption).
    """
    terms = contract.terms
    rates = {True: terms.bonus_practice_sek, False: terms.bonus_employment_sek}
    if terms.measure != ClauseMeasure.PLACES or not any(rates.values()):
        return 0
    by_month: dict[date, list[tuple[Fraction, int]]] = {}
    for piece in done:
        rate = rates[piece.work.form == EmploymentForm.WORK_PRACTICE]
        for month, worked in piece.months().items():
            whole = _place_months(terms, piece.work.form)
            by_month.setdefault(month, []).append((worked / whole, rate * whole))
    left, bonus = required, ZERO
    for month in sorted(by_month):
        places = sum((place for place, _ in by_month[month]), ZERO)
        above = max(ZERO, places - left)
        left = max(ZERO, left - places)
        bonus += sum((place * value for place, value in by_month[month]), ZERO) * above / places
    return int(bonus + Fraction(1, 2))


def _skilled(hours: Iterable[Hours]) -> Fraction | None:
    """Skilled workers' share of the hours of those months where it is told."""
    told = [row for row in hours if row.skilled is not None]
    total = sum(row.total for row in told)
    return Fraction(sum(row.skilled or 0 for row in told), total) if total else None
