"""Made-up but realistic instances for tests, benchmarks and trying things out.

Places are drawn around real centres of Stockholm county; everything else is drawn from the
declared shares below. No person or company is real. Same arguments, same instance.

`SIZES` names the sizes of the measurements, `SCARCITY` what is short: places as drawn (about two
per need), as many as there are people, or twice as many. `generate_features.FEATURES` adds what
the model can also hold; without any an instance is the same whatever is added there.
"""

from collections.abc import Collection
from dataclasses import replace
from random import Random

from .generate_features import FEATURES
from .problem import (
    Candidate,
    Course,
    DemandStep,
    Intake,
    Need,
    Prerequisites,
    Problem,
    Requirements,
    Site,
    TradeWish,
)

SIZES = {  # candidates, needs, course intakes
    "S": (200, 30, 15),
    "M": (2_000, 200, 60),
    "L": (10_000, 800, 150),
    "XL": (50_000, 3_000, 600),
}
SCARCITY: dict[str, tuple[float | None, int]] = {  # places per person, seats times as many
    "few_places": (None, 1),  # as drawn: one place for three to eight people
    "balanced": (1.0, 2),
    "few_people": (2.0, 3),
}
WEEKS = 78
NEEDS_PER_SITE = 4
# name, weight in candidates' wishes and in needs, certificates asked for, nice skills
TRADES = (
    ("träarbetare", 5, ("STALL_ALLM", "FALL"), ("ritningsläsning", "isolering")),
    ("betongarbetare", 4, ("FALL", "LIFT"), ("armering", "formsättning")),
    ("målare", 3, ("HARD",), ("spackling", "tapetsering")),
    ("murare", 1, ("STALL_ALLM",), ("putsning",)),
    ("golvläggare", 1, ("HARD",), ("mattläggning",)),
    ("vvs-montör", 2, ("HETA",), ("rördragning",)),
    ("ställningsbyggare", 2, ("STALL_ALLM", "FALL"), ("lyftkoppling",)),
    ("anläggningsarbetare", 3, ("APV1",), ("mätning", "stenläggning")),
)
# code, weeks, weeks of validity, cost, prerequisite certificate
COURSES = (
    ("SCT", 1, 260, 0, None),
    ("HETA", 1, 260, 2400, None),
    ("FALL", 1, None, 2900, None),
    ("LIFT", 1, 260, 3200, None),
    ("STALL_ALLM", 2, None, 4500, "SCT"),
    ("HARD", 1, 260, 2600, None),
    ("APV1", 1, 260, 1495, None),
)
LANGUAGE_COURSES = ((2, 12), (3, 16))  # Swedish level reached, weeks
CENTRES = (  # lat, lon: Kista, Rinkeby, Solna, Skärholmen, Farsta, Södertälje, Täby, Haninge
    (59.403, 17.944),
    (59.388, 17.928),
    (59.361, 18.001),
    (59.277, 17.907),
    (59.243, 18.093),
    (59.196, 17.626),
    (59.444, 18.069),
    (59.168, 18.140),
)
LANGUAGES = ("ar", "so", "ti", "fa", "uk", "pl", "es", "tr")
DEMANDS = ("tunga lyft", "höga höjder", "damm")


def generate(
    *,
    candidates: int,
    needs: int,
    courses: int,
    seed: int,
    scarcity: str = "few_places",
    features: Collection[str] = (),
) -> Problem:
    """A problem of that many candidates, needs and course intakes over 78 weeks.

    `scarcity` is a key of SCARCITY, `features` are keys of FEATURES; their order does not matter.
    """
    rng = Random(seed)  # noqa: S311 - a reproducible instance, not a secret
    sites = tuple(_site(rng, k) for k in range(max(1, round(needs / NEEDS_PER_SITE))))
    problem = Problem(
        weeks=WEEKS,
        candidates=tuple(_candidate(rng, k) for k in range(candidates)),
        sites=sites,
        needs=tuple(_need(rng, k, sites) for k in range(needs)),
        courses=_courses(),
        intakes=tuple(_intake(rng, k) for k in range(courses)),
        labels={"sv": "svenska", "en": "engelska", "SCT": "Safe Construction Training"},
    )
    problem = _scarce(problem, *SCARCITY[scarcity])
    for name in FEATURES:
        if name in features:
            problem = FEATURES[name](problem, Random(f"{seed} {name}"))  # noqa: S311
    return problem


def generate_size(
    size: str, seed: int, scarcity: str = "few_places", features: Collection[str] = ()
) -> Problem:
    """A problem of one of SIZES."""
    candidates, needs, courses = SIZES[size]
    return generate(
        candidates=candidates,
        needs=needs,
        courses=courses,
        seed=seed,
        scarcity=scarcity,
        features=features,
    )


def _scarce(problem: Problem, places: float | None, seats: int) -> Problem:
    """Headcount and tutor hours times one whole factor that gives that many places per person."""
    drawn = sum(max(step.headcount for step in need.demand) for need in problem.needs)
    if places is None or not drawn:
        return problem
    factor = max(1, round(places * len(problem.candidates) / drawn))

    def more(step: DemandStep) -> DemandStep:
        return replace(step, headcount=factor * step.headcount)

    def site(one: Site) -> Site:
        hours = one.tutor_hours_per_week
        more_hours = factor * hours if isinstance(hours, float) else hours
        return replace(one, tutor_hours_per_week=more_hours)

    return replace(
        problem,
        sites=tuple(site(one) for one in problem.sites),
        needs=tuple(
            replace(n, demand=tuple(more(step) for step in n.demand)) for n in problem.needs
        ),
        intakes=tuple(replace(one, seats=seats * one.seats) for one in problem.intakes),
    )


def _candidate(rng: Random, k: int) -> Candidate:
    lat, lon = _near(rng, 0.03)
    trades = _weighted(rng, rng.choice((1, 2, 2, 3)))
    certificates: dict[str, int | None] = {}
    for code, _, validity, _, _ in COURSES:
        if rng.random() < (0.5 if code == "SCT" else 0.15):
            certificates[code] = None if validity is None else rng.randint(-20, 200)
    driver = rng.random() < 0.4
    return Candidate(
        id=f"k{k:05d}",
        consent=rng.random() < 0.97,
        excluded=rng.random() < 0.02,
        trades=tuple(
            TradeWish(trade[0], rng.choice((0, 0, 0, 1, 1, 2)), rank)
            for rank, trade in enumerate(trades, start=1)
        ),
        skills=None
        if rng.random() < 0.2
        else frozenset(skill for trade in trades for skill in trade[3] if rng.random() < 0.5),
        certificates=certificates,
        licences=frozenset({"B"}) if driver else frozenset(),
        languages={
            "sv": rng.choice((0, 1, 1, 2, 2, 3, 3, 4)),
            "en": rng.choice((0, 0, 1, 2, 3, 4)),
            rng.choice(LANGUAGES): 6,
        },
        lat=lat,
        lon=lon,
        max_travel_minutes=rng.choice((45.0, 60.0, 60.0, 75.0, 90.0)),
        modes=frozenset({"public", "car"} if driver and rng.random() < 0.6 else {"public"}),
        available_from_week=rng.choice((0, 0, 0, 2, 4, 8, 12)),
        available_to_week=rng.choice((None, None, None, None, 52)),
        hours_per_week=rng.choice((None, None, None, 40.0, 30.0, 20.0)),
        earliest_shift_hour=rng.choice((None, None, None, 7.0, 8.0)),
        cannot=frozenset(d for d in DEMANDS if rng.random() < 0.06),
        age_years=rng.randint(18, 62),
    )


def _site(rng: Random, k: int) -> Site:
    lat, lon = _near(rng, 0.05)
    return Site(
        id=f"p{k:04d}",
        tutor_hours_per_week=float(rng.choice((12, 20, 30, 40))),
        lat=lat,
        lon=lon,
        crew_languages=frozenset({"sv"} | ({"en"} if rng.random() < 0.3 else set())),
        shift_start_hour=rng.choice((6.0, 6.5, 6.5, 7.0, 7.0)),
        adaptations=frozenset(d for d in DEMANDS if rng.random() < 0.2),
    )


def _need(rng: Random, k: int, sites: tuple[Site, ...]) -> Need:
    trade, _, certificates, skills = _weighted(rng, 1)[0]
    start, length = rng.randint(0, 40), rng.randint(12, 36)
    people = rng.choice((1, 1, 2, 2, 3, 4))
    demand = [DemandStep(start, start + length, people)]
    if people > 1 and rng.random() < 0.4:
        turn = start + length // 3
        demand = [DemandStep(start, turn, people - 1), DemandStep(turn, start + length, people)]
    apprentice = rng.random() < 0.6
    return Need(
        id=f"b{k:05d}",
        site=rng.choice(sites).id,
        demand=tuple(demand),
        trade=trade,
        min_rung=0 if apprentice else 1,
        max_rung=1 if apprentice else 2,
        must=Requirements(
            certificates=frozenset({"SCT"} | {code for code in certificates if rng.random() < 0.6}),
            licences=frozenset({"B"} if rng.random() < 0.1 else ()),
        ),
        nice=frozenset(skills),
        language_level=rng.choice((1, 2, 2, 3)),
        task_demands=frozenset(d for d in DEMANDS if rng.random() < 0.3),
        age_min=18,
        hours_per_week=rng.choice((40.0, 40.0, 30.0)),
        tutor_hours_per_week=4.0 if apprentice else 1.0,
        tutor_extra_hours_per_week=2.0,
        tutor_language_level=2,
        max_delay_weeks=rng.choice((4, 8, 12)),
        min_weeks=6,
        weight=rng.choice((1.0, 1.0, 1.0, 1.5)),
    )


def _courses() -> tuple[Course, ...]:
    site = tuple(
        Course(
            id=f"kurs-{code}",
            grants_certificates={code: validity},
            prerequisites=Prerequisites(certificates=frozenset({needed} if needed else ())),
        )
        for code, _, validity, _, needed in COURSES
    )
    language = tuple(
        Course(
            id=f"sfi-{level}",
            grants_languages={"sv": level},
            prerequisites=Prerequisites(languages={"sv": level - 1}),
        )
        for level, _ in LANGUAGE_COURSES
    )
    return (*site, *language)


def _intake(rng: Random, k: int) -> Intake:
    kinds = [(f"kurs-{code}", weeks, cost) for code, weeks, _, cost, _ in COURSES]
    kinds += [(f"sfi-{level}", weeks, 0) for level, weeks in LANGUAGE_COURSES]
    course, weeks, cost = kinds[k % len(kinds)]
    lat, lon = _near(rng, 0.03)
    start = rng.randint(0, 36)
    return Intake(
        id=f"t{k:04d}",
        course=course,
        start_week=start,
        end_week=start + weeks,
        seats=rng.randint(4, 16),
        lat=lat,
        lon=lon,
        cost_sek=float(cost),
        payer=rng.choice(("kommunen", "arbetsförmedlingen")),
    )


def _near(rng: Random, spread: float) -> tuple[float, float]:
    lat, lon = rng.choice(CENTRES)
    return round(lat + rng.gauss(0, spread), 5), round(lon + rng.gauss(0, 2 * spread), 5)


Trade = tuple[str, int, tuple[str, ...], tuple[str, ...]]


def _weighted(rng: Random, count: int) -> list[Trade]:
    """`count` different trades, drawn by weight."""
    left: list[Trade] = list(TRADES)
    drawn: list[Trade] = []
    for _ in range(count):
        trade = rng.choices(left, [trade[1] for trade in left])[0]
        left.remove(trade)
        drawn.append(trade)
    return drawn
