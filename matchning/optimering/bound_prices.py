"""Prices laid over a problem, for the bound checker (bound_check.py): what everything costs.

A capacity's price is paid by every future that uses it. A stage's price adds to what the measure
of that stage is worth: `Priced.work` is the price of a week of work, `scale` and `keep_scale` what
value and keep bonus are multiplied by.
"""

from collections.abc import Collection, Iterator
from math import floor, isfinite

import numpy as np
from numpy.typing import NDArray

from .book import Book, Work
from .conditions import Goal
from .errors import ProblemError
from .problem import Need, Site
from .result import CrewPrice, Placement, Prices, Training

Array = NDArray[np.float64]


class Priced:
    """Looks up prices; raises ProblemError where one is negative or of something unknown."""

    def __init__(self, book: Book, prices: Prices, reached: tuple[float, ...]) -> None:
        self.book, self.problem, self.prices = book, book.problem, prices
        self._check()
        self.work, self.scale, self.keep_scale, goal_scale = 0.0, 1.0, 1.0, 1.0
        self.room = 0.0  # what all capacities together are worth
        for stage, price, best in zip(self.problem.stages, prices.stages, reached, strict=False):
            self.room -= price * (best - stage.tolerance * abs(best))
            self.work += price * (stage.measure == "filled")
            self.scale += price * (stage.measure == "value")
            self.keep_scale += price * (stage.measure == "stability")
            goal_scale += price * (stage.measure == "goals")
        self.goal_price = {
            goal.id: min(prices.goals.get(goal.id, 0.0), goal.price * goal_scale)
            for goal in self.problem.goals
        }
        self.intake_price = {k.id: self._intake(k.id) for k in self.problem.intakes}
        self._weeks: dict[tuple[str, float], Array] = {}
        self._count()

    def people(self, name: str, need: str) -> dict[str, float]:
        """What goals counted in people give one who has a leg on the need, by goal."""
        return {
            goal.id: -self.goal_price[goal.id] * self._adds(goal, name)
            for goal in self.problem.goals
            if goal.measure == "people" and _covers(goal, need)
        }

    def per_week(self, name: str, need: str) -> float:
        """What goals counted in weeks give for each week of hers on the need."""
        return sum(
            -self.goal_price[goal.id] * self._adds(goal, name)
            for goal in self.problem.goals
            if goal.measure == "weeks" and _covers(goal, need)
        )

    def place(self, name: str, need: Need) -> float:
        """What she pays in her group for being placed there."""
        for group in self.problem.together:
            if name in group.candidates:
                at = need.site if group.scope == "site" else need.id
                return self.prices.together.get(group.id, {}).get(name, {}).get(at, 0.0)
        return 0.0

    def weeks(self, need: Need, hours: float) -> Array:
        """What one week's work on the need costs, summed from week 0 (weeks + 1 figures)."""
        key = (need.id, hours)
        if key not in self._weeks:
            cost = np.zeros(self.problem.weeks)
            for week, price in self.prices.headcount.get(need.id, {}).items():
                cost[week] += price
            for week, price in self.prices.tutor_hours.get(need.site, {}).items():
                cost[week] += price * hours
            for whole in self.prices.whole_people:
                if whole.site == need.site:
                    cost[whole.week] += whole.price * floor(hours / whole.hours)
            for crew in self.prices.crews:
                if crew.site == need.site and hours in crew.hours:
                    cost[crew.week] += crew.price * crew.uses[crew.hours.index(hours)]
            self._weeks[key] = np.concatenate([[0.0], np.cumsum(cost - self.work)])
        return self._weeks[key]

    def net(self, future: Placement | Training) -> float:
        """The future's value less the prices of what it uses."""
        keep = future.value_parts.get("keep", 0.0)
        value: float = self.scale * (future.value - keep) + self.keep_scale * keep
        # The intakes' own cost is a part of the value and of their price.
        value += self.scale * self.own_cost(future.intakes)
        value -= sum(self.intake_price[name] for name in future.intakes)
        if isinstance(future, Training):
            return value
        legs = self.book.legs(future)
        goals: dict[str, float] = {}
        for leg in legs:
            value += self._leg(leg)
            goals |= self.people(future.candidate, leg.need.id)
        return value + sum(goals.values()) - self.place(future.candidate, legs[0].need)

    def own_cost(self, intakes: tuple[str, ...]) -> float:
        """What the seats cost in value, prices apart."""
        if self.problem.pairs is not None:
            return 0.0
        cost = sum(self.book.intakes[name].cost_sek for name in intakes)
        return self.problem.weights.cost_per_1000_sek * cost / 1000

    def _leg(self, leg: Work) -> float:
        cost = self.weeks(leg.need, leg.tutor_hours)
        gain = self.per_week(leg.candidate, leg.need.id) * (leg.end - leg.start)
        return gain - float(cost[leg.end] - cost[leg.start])

    def _intake(self, name: str) -> float:
        intake = self.book.intakes[name]
        paid = sum(
            self.prices.budgets.get(budget.id, 0.0) * intake.cost_sek
            for budget in self.problem.budgets
            if budget.payer == intake.payer
            and intake.start_week >= budget.from_week
            and (budget.to_week is None or intake.start_week < budget.to_week)
        )
        seat = self.prices.seats.get(name, 0.0)
        return self.scale * self.own_cost((name,)) + seat + paid

    def _adds(self, goal: Goal, name: str) -> float:
        """What a person (or a week of hers) adds to what is wanted less what is reached."""
        share = goal.target if goal.kind == "share" else 0.0
        return share - (name in goal.group)

    def _count(self) -> None:
        """Every capacity at its price."""
        prices, book = self.prices, self.book
        for name, by_week in prices.headcount.items():
            for step in book.needs[name].demand:
                for week in range(step.start_week, step.end_week):
                    self.room += by_week.get(week, 0.0) * step.headcount
        for name, by_week in prices.tutor_hours.items():
            for week, price in by_week.items():
                self.room += price * _hours(book.sites[name], week)
        for whole in prices.whole_people:
            people = floor(_hours(book.sites[whole.site], whole.week) / whole.hours + 1e-6)
            self.room += whole.price * people
        for crew in prices.crews:
            self.room += crew.price * self._largest(crew)
        for name, price in prices.seats.items():
            intake = book.intakes[name]
            self.room += price * max(0, intake.seats - intake.taken)
        limits = {budget.id: budget.limit_sek for budget in self.problem.budgets}
        self.room += sum(price * limits[name] for name, price in prices.budgets.items())
        for goal in self.problem.goals:
            if goal.kind == "floor":
                self.room -= self.goal_price[goal.id] * goal.target
        for members in prices.together.values():
            places = {place for paid in members.values() for place in paid}
            left = [sum(paid.get(place, 0.0) for paid in members.values()) for place in places]
            self.room += max([0.0, *left])  # what a group at the worst place pays to nobody

    def _largest(self, crew: CrewPrice) -> float:
        """The most of the row that any crew uses which fits in the site's hours and is wanted."""
        limit = _hours(self.book.sites[crew.site], crew.week)
        kinds = []
        for hours, use in zip(crew.hours, crew.uses, strict=True):
            wanted = sum(
                step.headcount
                for need in self.book.needs.values()
                if need.site == crew.site and hours in self._kinds(need)
                for step in need.demand
                if step.start_week <= crew.week < step.end_week
            )
            kinds.append((hours, use, wanted))

        def most(k: int, left: float) -> float:
            if k == len(kinds):
                return 0.0
            hours, use, wanted = kinds[k]
            fits = wanted if hours == 0 else min(wanted, floor(left / hours + 1e-9))
            return max(use * n + most(k + 1, left - n * hours) for n in range(fits + 1))

        return most(0, limit + 1e-6 * max(1.0, limit))

    def _kinds(self, need: Need) -> set[float]:
        """Tutor hours per week that someone may take there."""
        if self.problem.pairs is None:
            strong = need.tutor_hours_per_week
            return {strong, strong + need.tutor_extra_hours_per_week}
        return {pair.tutor_hours_per_week for pair in self.problem.pairs if pair.need == need.id}

    def _check(self) -> None:
        """Every price that must not be negative, and that it is of something known."""
        book, problem = self.book, self.problem
        known: dict[str, Collection[str]] = {
            "headcount": book.needs,
            "tutor_hours": book.sites,
            "whole_people": book.sites,
            "crews": book.sites,
            "seats": book.intakes,
            "budgets": {budget.id for budget in problem.budgets},
            "goals": {goal.id for goal in problem.goals},
            "stages": {str(k) for k in range(len(problem.stages))},
        }
        for name, what, week, price in _listed(self.prices):
            item = f"prices.{name}[{what}]"
            if what not in known[name]:
                raise ProblemError("unknown_reference", item, f"{what} finns inte i problemet.")
            if not (isfinite(price) and price >= 0):
                raise ProblemError("negative", item, "Priset ska vara noll eller mer.")
            if not 0 <= week < problem.weeks:
                raise ProblemError("outside_horizon", item, f"Vecka {week} finns inte.")
        for whole in self.prices.whole_people:
            if not whole.hours > 0:
                item = f"prices.whole_people[{whole.site}]"
                raise ProblemError("out_of_range", item, "Timmarna ska vara fler än noll.")


def _listed(prices: Prices) -> Iterator[tuple[str, str, int, float]]:
    """(kind, of what, week or 0, price) for every price that has a sign to keep."""
    for name, weekly in (("headcount", prices.headcount), ("tutor_hours", prices.tutor_hours)):
        for what, by_week in weekly.items():
            yield from ((name, what, week, price) for week, price in by_week.items())
    for whole in prices.whole_people:
        yield "whole_people", whole.site, whole.week, whole.price
    for crew in prices.crews:
        yield "crews", crew.site, crew.week, crew.price
    for name, once in (
        ("seats", prices.seats),
        ("budgets", prices.budgets),
        ("goals", prices.goals),
    ):
        yield from ((name, what, 0, price) for what, price in once.items())
    yield from (("stages", str(k), 0, price) for k, price in enumerate(prices.stages))


def _hours(site: Site, week: int) -> float:
    """The site's tutor hours in the week; a price on what is not limited proves nothing."""
    hours = site.tutor_hours_per_week
    if hours is None:
        raise ProblemError("not_limited", f"prices.tutor_hours[{site.id}]", "Ingen gräns finns.")
    return hours[week] if isinstance(hours, tuple) else hours


def _covers(goal: Goal, need: str) -> bool:
    return goal.needs is None or need in goal.needs
