"""Every future of a single need, for all people at once in numpy, for bound_check.py."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .bound_paths import Way
from .bound_people import Leg, Person
from .bound_prices import Array
from .bound_work import NEVER, Match, Slot

Ints = NDArray[np.int64]


class Bundle:
    """Ways as arrays; many people share one."""

    def __init__(self, ways: list[Way]) -> None:
        self.ways = ways
        self.end = np.array([way.end for way in ways], dtype=np.int64)
        self.price = np.array([way.price for way in ways])
        self.since = np.array([way.since for way in ways])
        self.until = np.array([way.until for way in ways])
        self._nice: dict[tuple[str, ...], Array] = {}
        self._level: dict[frozenset[str], Ints] = {}

    def nice(self, items: tuple[str, ...]) -> Array:
        """Ways x items: the first week in which it is not held."""
        if items not in self._nice:
            rows = [[way.gives.get(x, -np.inf) for x in items] for way in self.ways]
            self._nice[items] = np.array(rows, dtype=float).reshape(len(self.ways), len(items))
        return self._nice[items]

    def level(self, crew: frozenset[str]) -> Ints:
        """Per way: the level given in the best of the languages."""
        if crew not in self._level:
            best = [max([0, *(way.speaks.get(x, 0) for x in crew)]) for way in self.ways]
            self._level[crew] = np.array(best, dtype=np.int64)
        return self._level[crew]


class Singles:
    """Raises every person's best to that of her futures on one need, and notes first legs."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self._bundles: dict[int, Bundle] = {}

    def of_need(self, slot: Slot) -> None:
        found: list[tuple[int, Match, Bundle, float, float]] = []
        for i, person in enumerate(self.people):
            match = person.matches.get(slot.need.id)
            if match is None:
                continue
            for since, until in person.moments({x: match.own[x] for x in slot.required}):
                ways = person.ways.closing(person.person, match.missing(since))
                if ways:
                    bundle = self._bundles.setdefault(id(ways), Bundle(ways))
                    found.append((i, match, bundle, since, until))
        if found:
            _Rows(self.people, slot, found).raise_best()


class _Rows:
    """One row per person, span of weeks and way."""

    def __init__(
        self,
        people: Sequence[Person],
        slot: Slot,
        found: list[tuple[int, Match, Bundle, float, float]],
    ) -> None:
        self.people, self.slot = people, slot
        self.matches = [match for _, match, *_ in found]
        self.bundles = [bundle for _, _, bundle, *_ in found]
        sizes = [len(bundle.ways) for bundle in self.bundles]
        self.block = np.repeat(np.arange(len(found)), sizes)
        self.first = np.concatenate([[0], np.cumsum(sizes)])
        owner = [people[i] for i, *_ in found]
        self.who = np.array([i for i, *_ in found])[self.block]
        self.accounts = [person.account(slot.need.trade) for person in owner]
        self.free = self._each([person.free for person in owner])
        self.last = self._each([person.last for person in owner])
        self.rate = self._each([match.rate for match in self.matches])
        self.nice = self._each([match.nice for match in self.matches])
        self.unasked = self._each([match.unasked for match in self.matches])
        once = [match.gift + sum(match.people.values()) for match in self.matches]
        self.base = self._each(once) - self._ways(bundle.price for bundle in self.bundles)
        self.end = self._ways(bundle.end for bundle in self.bundles)
        since = self._each([entry[3] for entry in found])
        until = self._each([entry[4] for entry in found])
        self.since = np.maximum(since, self._ways(b.since for b in self.bundles))
        self.until = np.minimum(until, self._ways(b.until for b in self.bundles))
        crew, items = slot.site.crew_languages, tuple(slot.nice)
        level = np.maximum(
            self._each([match.level for match in self.matches]),
            self._ways(b.level(crew) for b in self.bundles),
        )
        self.weak = (level < slot.need.tutor_language_level) & bool(crew)
        own = np.array([[m.own[x] for x in items] for m in self.matches], dtype=float)
        own = own.reshape(len(found), len(items))[self.block]
        self.held = np.maximum(own, np.concatenate([b.nice(items) for b in self.bundles]))
        self.wait = people[0].wait
        self.weeks = len(slot.next) - 1

    def _each(self, figures: Sequence[float]) -> NDArray[np.float64]:
        return np.array(figures, dtype=float)[self.block]

    def _ways(self, figures: Iterable[NDArray[np.float64] | Ints]) -> NDArray[np.float64]:
        return np.concatenate([np.asarray(part, dtype=float) for part in figures])

    def raise_best(self) -> None:
        ready = np.maximum(self.free, self.end).clip(max=self.weeks).astype(np.int64)
        begin = np.array(self.slot.next)[ready]
        self._from(np.flatnonzero(begin < NEVER), begin)
        for week in self.slot.rises:
            later = np.flatnonzero(begin < week)
            self._from(later, np.full(len(begin), week))

    def _from(self, rows: Ints, start: Ints) -> None:
        start = start[rows]
        inside = (start >= self.since[rows]) & (start < self.until[rows])
        rows, start = rows[inside], start[inside]
        if not len(rows):
            return
        rate = self.rate[rows] + self.nice[rows] * self._share(rows, start)
        waited = np.maximum(0.0, start - self.free[rows])
        base = self.base[rows] - self.wait * waited
        run_end = np.array(self.slot.run_end)
        latest = np.minimum(run_end[start], self.last[rows].astype(np.int64))
        self._until(rows, start, latest, rate, base)
        for week in self.slot.falls:
            early = np.flatnonzero(week < latest)
            end = np.full(len(early), week)
            self._until(rows[early], start[early], end, rate[early], base[early])

    def _share(self, rows: Ints, start: Ints) -> Array:
        if not self.slot.nice:
            return np.full(len(rows), 0.5)
        points = np.where(self.held[rows] > start[:, None], 1.0, self.unasked[rows][:, None])
        share: Array = points.mean(axis=1)
        return share

    def _until(self, rows: Ints, start: Ints, end: Ints, rate: Array, base: Array) -> None:
        fits = end - start >= self.slot.need.min_weeks
        rows, start, end, rate, base = rows[fits], start[fits], end[fits], rate[fits], base[fits]
        strong = self.slot.strong[end] - self.slot.strong[start]
        weak = self.slot.weak[end] - self.slot.weak[start]
        value = base + rate * (end - start) - np.where(self.weak[rows], weak, strong)
        whole = value + self._account(rows, end - start)
        best = np.full(len(self.people), -np.inf)
        np.maximum.at(best, self.who[rows], whole)
        for i in np.flatnonzero(best > -np.inf).tolist():
            self.people[i].best = max(self.people[i].best, float(best[i]))
        self._note(rows, value, end - start, end)

    def _account(self, rows: Ints, weeks: Ints) -> Array:
        left, per_week, rate, bonus = (
            np.array([getattr(account, name) for account in self.accounts])[self.block[rows]]
            for name in ("left", "per_week", "rate", "bonus")
        )
        counted = per_week * weeks
        full = np.where((left > 0) & (left <= counted), bonus, 0.0)
        worth: Array = rate * np.minimum(counted, left) + full
        return worth

    def _note(self, rows: Ints, value: Array, weeks: Ints, end: Ints) -> None:
        """Keep what a chain could go on from and still be the best."""
        trade = self.slot.need.trade
        if trade is None:
            return
        hope = np.full((len(self.people), self.weeks + 1), -np.inf)
        for i in set(self.who[rows].tolist()):
            if trade in self.people[i].hopes:
                hope[i] = self.people[i].hopes[trade]
        most = hope[self.who[rows], end] + value
        week = np.array([account.week for account in self.accounts])[self.block[rows]]
        bonus = np.array([account.bonus * (account.left > 0) for account in self.accounts])
        most += week * weeks + bonus[self.block[rows]]
        now = np.array([person.best for person in self.people])[self.who[rows]]
        # Where nothing worth having follows, only a full account can make a chain worth it.
        follows = (hope[self.who[rows], end] > 0) | (bonus[self.block[rows]] > 0)
        going = np.flatnonzero((most > now) & follows)
        for k in going.tolist():
            row = int(rows[k])
            block = int(self.block[row])
            way = self.bundles[block].ways[row - int(self.first[block])]
            leg = Leg(float(value[k]), int(weeks[k]), int(end[k]), self.slot.need.id, way)
            self.people[int(self.who[row])].legs[trade].append(leg)
