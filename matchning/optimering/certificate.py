"""The prices behind a bound, told by name (result.Prices): enough to prove it without this code."""

from typing import Any

from .links import Tie
from .relaxed import Priced
from .result import CrewPrice, Prices, WholePeople
from .rows import BUDGET, CREW, GOAL, GROUP, HEADS, PEOPLE, SEATS, TUTOR, Rows
from .tables import Tables


def certificate(t: Tables, shared: Rows, priced: Priced) -> Prices:
    """Every price that is not 0, by id and week."""
    problem = t.problem
    by_week: dict[int, dict[str, dict[int, float]]] = {HEADS: {}, TUTOR: {}}
    by_item: dict[int, dict[str, float]] = {SEATS: {}, BUDGET: {}, GOAL: {}}
    ids = {
        HEADS: [need.id for need in problem.needs],
        TUTOR: [site.id for site in problem.sites],
        SEATS: [intake.id for intake in problem.intakes],
        BUDGET: [budget.id for budget in problem.budgets],
        GOAL: [goal.id for goal in problem.goals],
    }
    people: list[WholePeople] = []
    crews: list[CrewPrice] = []
    together: dict[str, dict[str, dict[str, float]]] = {}
    for r in priced.prices.row.nonzero()[0].tolist():
        kind, item, price = int(shared.kind[r]), int(shared.item[r]), float(priced.prices.row[r])
        if kind in by_week:
            by_week[kind].setdefault(ids[kind][item], {})[int(shared.week[r])] = price
        elif kind in by_item:
            by_item[kind][ids[kind][item]] = price
        elif kind == PEOPLE:
            hours = float(shared.hours[r])
            people.append(WholePeople(problem.sites[item].id, int(shared.week[r]), hours, price))
        elif kind == CREW:
            cut = shared.cuts[item]
            kinds, uses = tuple(cut.kinds.tolist()), tuple(cut.uses.tolist())
            crews.append(CrewPrice(problem.sites[cut.site].id, cut.week, kinds, uses, price))
        elif kind == GROUP:
            _pay_together(t, shared.ties[item], price, together)
    return Prices(
        bound=priced.bound,
        headcount=by_week[HEADS],
        tutor_hours=by_week[TUTOR],
        whole_people=tuple(people),
        crews=tuple(crews),
        together=together,
        seats=by_item[SEATS],
        budgets=by_item[BUDGET],
        goals=by_item[GOAL],
        stages=tuple(priced.prices.floor.tolist()),
    )


def _pay_together(
    t: Tables, tie: Tie, price: float, paid: dict[str, dict[str, dict[str, float]]]
) -> None:
    """One of the two pays the price for being at the place, the other is paid it."""
    group = t.problem.together[tie.group]
    places: tuple[Any, ...] = t.problem.sites if group.scope == "site" else t.problem.needs
    place = places[tie.place].id
    for person, pays in ((tie.one, price), (tie.other, -price)):
        mine = paid.setdefault(group.id, {}).setdefault(t.problem.candidates[person].id, {})
        mine[place] = mine.get(place, 0.0) + pays
