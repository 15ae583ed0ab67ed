"""What a generated instance may have besides people, needs and courses: one function per feature.

Each takes an instance and its own random stream, so that one feature never changes what another
or the instance itself draws. FEATURES is in the order they are applied.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from types import MappingProxyType

from .conditions import Budget, Goal, Opening, Together, Yrkesbevis
from .problem import Candidate, Course, Intake, Need, Prerequisites, Problem, Site, TradeWish

ACCOUNT_HOURS = (5800.0, 6800.0)  # the adult route and the long one; a trade has one of them
LADDER = ((1, 6), (2, 8), (3, 8))  # Swedish level reached, weeks
SUPPORT = ("nystartsjobb", "introduktionsjobb", "lönebidrag")
ITEMS = ("SCT", "HETA", "FALL", "LIFT", "STALL_ALLM", "HARD", "APV1")
GROUP_SHARE = 0.26  # of the candidates, in a declared goal
KNOWN_BEFORE = (4, 20)  # weeks a need is posted before it starts
ARRIVALS = 40  # weeks over which people become known


def ready(problem: Problem, rng: Random) -> Problem:
    """People nearer work: most certificates held, longer journeys, one level more Swedish.

    Four times as many possible pairs as drawn, so that competition decides and not the courses.
    """

    def candidate(one: Candidate) -> Candidate:
        more = {
            code: None if rng.random() < 0.5 else rng.randint(20, 200)
            for code in ITEMS
            if code not in one.certificates and rng.random() < 0.6
        }
        return replace(
            one,
            certificates={**one.certificates, **more},
            languages={**one.languages, "sv": min(6, one.languages["sv"] + 1)},
            max_travel_minutes=90.0,
        )

    return replace(problem, candidates=tuple(candidate(one) for one in problem.candidates))


def chains(problem: Problem, rng: Random) -> Problem:
    """Hour accounts: two wishes of three below the top rung are on the way to yrkesbevis."""
    trades = sorted({need.trade for need in problem.needs if need.trade})

    def wish(one: TradeWish) -> TradeWish:
        if one.rung == 2 or rng.random() < 1 / 3:
            return one
        done = rng.randrange(0, 2000, 50) if one.rung == 0 else rng.randrange(1500, 5600, 50)
        return replace(one, hours_done=float(done))

    return replace(
        problem,
        candidates=tuple(
            replace(c, trades=tuple(wish(one) for one in c.trades)) for c in problem.candidates
        ),
        yrkesbevis=Yrkesbevis(hours={trade: rng.choice(ACCOUNT_HOURS) for trade in trades}),
    )


def ladders(problem: Problem, rng: Random) -> Problem:
    """SFI in short steps from nothing to B1, up to three courses in a row, one start in eight.

    They come besides the other intakes.
    """
    courses = [
        Course(
            id=f"sfi-steg-{level}",
            grants_languages={"sv": level},
            prerequisites=Prerequisites(languages={"sv": level - 1} if level > 1 else {}),
        )
        for level, _ in LADDER
    ]
    intakes = []
    for k in range(max(len(LADDER), len(problem.intakes) // 8)):
        level, weeks = LADDER[k % len(LADDER)]
        place = rng.choice(problem.sites)
        start = rng.randint(0, 8) + 10 * (level - 1)
        intakes.append(
            Intake(
                id=f"u{k:04d}",
                course=f"sfi-steg-{level}",
                start_week=start,
                end_week=start + weeks,
                seats=rng.randint(8, 24),
                lat=place.lat,
                lon=place.lon,
                payer="kommunen",
            )
        )
    return replace(
        problem,
        courses=(*problem.courses, *courses),
        intakes=(*problem.intakes, *intakes),
    )


def openings(problem: Problem, rng: Random) -> Problem:
    """Two forecast openings per trade, worth three to nine weeks of work, asking for one or two."""
    trades = sorted({need.trade for need in problem.needs if need.trade})
    return replace(
        problem,
        openings=tuple(
            Opening(
                id=f"o-{trade}-{k}",
                value=float(rng.randint(3, 9)),
                trade=trade,
                items=frozenset({"SCT", *rng.sample(ITEMS, k)}),
                languages=frozenset({"sv"} if k else ()),
                language_level=2 if k else 0,
            )
            for trade in trades
            for k in (0, 1)
        ),
    )


def budgets(problem: Problem, rng: Random) -> Problem:
    """Each payer has a third to a half of what all its seats cost, per half-year of starts."""
    cost: dict[tuple[str, int], float] = {}
    for intake in problem.intakes:
        if intake.payer and intake.cost_sek:
            key = intake.payer, intake.start_week // 26
            cost[key] = cost.get(key, 0.0) + intake.cost_sek * intake.seats
    return replace(
        problem,
        budgets=tuple(
            Budget(
                id=f"{payer}-{half}",
                payer=payer,
                limit_sek=float(round(total * rng.uniform(1 / 3, 1 / 2), -2)),
                from_week=26 * half,
                to_week=26 * (half + 1),
            )
            for (payer, half), total in sorted(cost.items())
        ),
    )


def support(problem: Problem, rng: Random) -> Problem:
    """One need in five asks for a support form; some sites and people cannot have each of them."""

    def some(share: float) -> frozenset[str]:
        return frozenset(form for form in SUPPORT if rng.random() < share)

    def need(one: Need) -> Need:
        return replace(one, support=some(0.5) | {rng.choice(SUPPORT)}) if _one_in(rng, 5) else one

    def candidate(one: Candidate) -> Candidate:
        return replace(one, support=None if rng.random() < 0.3 else some(0.6))

    def site(one: Site) -> Site:
        return replace(one, support_unmet=some(0.15))

    return replace(
        problem,
        candidates=tuple(candidate(one) for one in problem.candidates),
        sites=tuple(site(one) for one in problem.sites),
        needs=tuple(need(one) for one in problem.needs),
    )


def together(problem: Problem, rng: Random) -> Problem:
    """One in twenty, a pair per trade at least, with one or two of the same first choice."""
    by_trade: dict[str, list[str]] = {}
    for one in problem.candidates:
        by_trade.setdefault(one.trades[0].trade, []).append(one.id)
    groups = []
    for trade in sorted(by_trade):
        people = by_trade[trade]
        rng.shuffle(people)
        left = people[: max(2, len(people) // 20)]
        while len(left) > 1:
            size = min(len(left), rng.choice((2, 2, 3)))
            groups.append((tuple(sorted(left[:size])), rng.choice(("site", "need"))))
            left = left[size:]
    return replace(
        problem,
        together=tuple(
            Together(id=f"g{k:04d}", candidates=members, scope="site" if at == "site" else "need")
            for k, (members, at) in enumerate(groups)
        ),
    )


def goals(problem: Problem, rng: Random) -> Problem:
    """A share of the people for a group of 26 %, a floor of weeks for another."""

    def group() -> frozenset[str]:
        return frozenset(c.id for c in problem.candidates if rng.random() < GROUP_SHARE)

    places = sum(max(step.headcount for step in need.demand) for need in problem.needs)
    floor = 2.0 * min(places, len(problem.candidates))
    return replace(
        problem,
        goals=(
            Goal(id="andel", kind="share", measure="people", group=group(), target=0.35, price=5.0),
            Goal(id="golv", kind="floor", measure="weeks", group=group(), target=floor, price=0.5),
        ),
    )


def weekly(problem: Problem, rng: Random) -> Problem:
    """When each person and need becomes known; nobody is available before she is known."""

    def candidate(one: Candidate) -> Candidate:
        week = max(0, rng.randint(-ARRIVALS // 4, ARRIVALS))
        return replace(
            one,
            known_from_week=week,
            available_from_week=max(one.available_from_week, week),
            available_to_week=None,
        )

    def need(one: Need) -> Need:
        return replace(one, known_from_week=max(0, one.start_week - rng.randint(*KNOWN_BEFORE)))

    return replace(
        problem,
        candidates=tuple(candidate(one) for one in problem.candidates),
        needs=tuple(need(one) for one in problem.needs),
    )


def _one_in(rng: Random, count: int) -> bool:
    return rng.random() < 1 / count


FEATURES: Mapping[str, Callable[[Problem, Random], Problem]] = MappingProxyType(
    {
        "ready": ready,
        "chains": chains,
        "ladders": ladders,
        "openings": openings,
        "budgets": budgets,
        "support": support,
        "together": together,
        "goals": goals,
        "weekly": weekly,
    }
)
