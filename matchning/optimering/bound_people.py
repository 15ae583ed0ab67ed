"""The most each person's futures are worth after prices, for bound_check.py.

Single needs are looked at for many people at a time (bound_singles.py); chains go on from those
one person at a time, leaving what cannot be better; courses alone come last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from .book import Book
from .bound_paths import Missing, Way, Ways
from .bound_prices import Priced
from .bound_work import NEVER, Match, Slot, first_week_without, match
from .problem import Candidate, Kept, TradeWish
from .recount import with_figures
from .result import Placement
from .verifier import alone


class Leg(NamedTuple):
    """A first leg; `value` is after prices, without hours towards yrkesbevis."""

    value: float
    weeks: int
    end: int
    need: str
    way: Way


@dataclass(frozen=True, slots=True)
class Account:
    """Hours left towards yrkesbevis: what weeks of work bring."""

    left: float = 0.0
    per_week: float = 0.0  # hours counted
    rate: float = 0.0  # value per hour
    bonus: float = 0.0

    def worth(self, weeks: int) -> float:
        counted = self.per_week * weeks
        full = self.bonus if 0 < self.left <= counted else 0.0
        return self.rate * min(counted, self.left) + full

    @property
    def week(self) -> float:
        """The most one week more can bring, the bonus apart."""
        return self.rate * self.per_week if self.left else 0.0

    def most(self, weeks: int) -> float:
        """The most it can come to with these weeks and later ones, those not counted."""
        return self.week * weeks + (self.bonus if self.left else 0.0)


class Person:
    """One who is not locked. `best` is the most found so far, doing nothing included."""

    def __init__(self, book: Book, priced: Priced, ways: Ways, person: Candidate) -> None:
        self.book, self.priced, self.ways, self.person = book, priced, ways, person
        self.free = max(0, person.available_from_week)
        last = person.available_to_week
        self.last = book.problem.weeks if last is None else min(last, book.problem.weeks)
        self.wait = priced.scale * book.problem.weights.waiting_per_week
        self.best = 0.0
        self.matches: dict[str, Match] = {}
        self.hopes: dict[str, list[float]] = {}  # trade -> week -> the most a chain can go on to
        self.legs: dict[str, list[Leg]] = {}

    def meet(self, slots: Sequence[Slot]) -> None:
        """Find the needs she may ever work on."""
        for slot in slots:
            found = match(self.book, self.priced, self.person, slot)
            if found is not None:
                self.matches[slot.need.id] = found
        for wish in self.person.trades:
            if self.book.problem.max_legs > 1 and self._chains(wish):
                self.hopes[wish.trade] = self._hope(wish.trade)
                self.legs[wish.trade] = []

    def account(self, trade: str | None) -> Account:
        rules, weights = self.book.problem.yrkesbevis, self.book.problem.weights
        wish = next((wish for wish in self.person.trades if wish.trade == trade), None)
        if wish is None or wish.rung >= 2 or wish.hours_done is None or trade not in rules.hours:
            return Account()
        return Account(
            left=max(0.0, rules.hours[wish.trade] - wish.hours_done),
            per_week=rules.hours_per_week,
            rate=self.priced.scale * weights.per_1000_hours / 1000,
            bonus=self.priced.scale * weights.yrkesbevis,
        )

    def moments(self, own: Mapping[str, float]) -> list[tuple[float, float]]:
        """Spans of weeks, from when she is free, inside which nothing of her own runs out."""
        cuts = sorted({x for x in own.values() if self.free < x < self.book.problem.weeks})
        return list(zip([self.free, *cuts], [*cuts, inf], strict=True))

    # --- chains -----------------------------------------------------------------------------------

    def chains(self) -> None:
        """Every chain that could be better than the best so far."""
        for kept in self.book.problem.kept:
            if kept.candidate == self.person.id and kept.start_week is not None:
                self._kept(kept)
        for trade, legs in self.legs.items():
            hope, account = self.hopes[trade], self.account(trade)

            def can(leg: Leg, hope: list[float] = hope, account: Account = account) -> float:
                return leg[0] + account.most(leg[1]) + hope[leg[2]]

            for leg in sorted(legs, key=can, reverse=True):
                if can(leg) <= self.best:
                    break
                goals = frozenset(self.matches[leg.need].people)
                self._go_on(trade, leg, (leg.need,), goals)

    def _go_on(self, trade: str, so_far: Leg, used: tuple[str, ...], goals: frozenset[str]) -> None:
        """Every leg that may follow; `goals` counted in people have been met already."""
        hope, account = self.hopes[trade], self.account(trade)
        gives, speaks = so_far.way.gives, so_far.way.speaks
        for name, m in self.matches.items():
            if m.slot.need.trade != trade or name in used:
                continue
            costs = m.costs(speaks)
            gift = sum(worth for goal, worth in m.people.items() if goal not in goals)
            for start in m.slot.starts(so_far.end):
                if not m.ready(start, gives, speaks):
                    continue
                rate = m.rate + m.nice * m.share(start, gives)
                base = so_far.value + gift - self.wait * (start - so_far.end)
                for end in m.slot.ends(start, self.last):
                    value = base + rate * (end - start) - float(costs[end] - costs[start])
                    weeks = so_far.weeks + end - start
                    self.best = max(self.best, value + account.worth(weeks))
                    enough = len(used) + 1 >= self.book.problem.max_legs
                    if not enough and value + account.most(weeks) + hope[end] > self.best:
                        longer = Leg(value, weeks, end, name, so_far.way)
                        self._go_on(trade, longer, (*used, name), goals | m.people.keys())

    def _kept(self, kept: Kept) -> None:
        """A kept proposal exactly as it was, where it still keeps every rule."""
        if kept.start_week is None or kept.end_week is None or kept.need not in self.matches:
            return
        weeks = (kept.start_week, kept.end_week)
        bare = Placement(self.person.id, kept.need, *weeks, tuple(kept.intakes), 0.0, {}, 0.0)
        placement = with_figures(self.book, bare)
        if next(alone(self.book, placement), None) is not None:
            return
        value, trade = self.priced.net(placement), self.book.needs[kept.need].trade
        self.best = max(self.best, value)
        if trade in self.legs:
            length = weeks[1] - weeks[0]
            value -= self.account(trade).worth(length)
            way = self.ways.way([self.ways.at[name] for name in kept.intakes])
            self.legs[trade].append(Leg(value, length, weeks[1], kept.need, way))

    def _chains(self, wish: TradeWish) -> bool:
        able = wish.hours_done is not None and wish.rung < 2
        return able and self.person.id not in self.book.grouped

    def _hope(self, trade: str) -> list[float]:
        """Per week of being free again: the most that can follow, with no rule about courses."""
        weeks = self.book.problem.weeks
        matches = [m for m in self.matches.values() if m.slot.need.trade == trade]
        hope = [0.0] * (weeks + 1)
        rising = [-inf] * len(matches)  # the best later rise, its waiting not paid
        starting: list[dict[int, float]] = [{} for _ in matches]
        extra = self.account(trade).week
        for week in reversed(range(weeks)):
            for k, m in enumerate(matches):
                slot = m.slot
                if slot.next[week] == week:
                    rate, gift = (
                        m.rate + m.nice + extra,
                        sum(max(0.0, x) for x in m.people.values()),
                    )
                    worth = [
                        rate * (end - week) - slot.strong[end] + slot.strong[week] + hope[end]
                        for end in slot.ends(week, self.last)
                    ]
                    starting[k][week] = max(worth, default=-inf) + gift - self.wait * week
                    if week in slot.rise_set:
                        rising[k] = max(rising[k], starting[k][week])
                begin = slot.next[week]
                if begin != NEVER:
                    most = max(rising[k], starting[k].get(begin, -inf)) + self.wait * week
                    hope[week] = max(hope[week], most)
        return hope

    # --- courses alone ----------------------------------------------------------------------------

    def trainings(self) -> None:
        """The best course alone: judged in the week after its last intake."""
        trades = {None, *(wish.trade for wish in self.person.trades)}
        for opening in self.book.problem.openings:
            worth = self.priced.scale * opening.value
            if opening.trade not in trades or worth <= self.best:
                continue
            own = {x: first_week_without(self.person, x) for x in opening.items}
            speaks = [self.person.languages.get(x, 0) for x in opening.languages]
            short = bool(speaks) and max(speaks) < opening.language_level
            for since, until in self.moments(own):
                items = tuple(sorted(x for x in own if own[x] <= since))
                missing: Missing = (items, frozenset(), 0)
                if short:
                    missing = (items, opening.languages, opening.language_level)
                for way in self.ways.closing(self.person, missing) if items or short else ():
                    if max(since, way.since) <= way.end < min(until, way.until):
                        self.best = max(self.best, worth - way.price)
