"""Random small problems for hypothesis.

If every rule could bite at once hardly anyone would ever be placed, so each problem draws a few
features that vary; the rest stay harmless. Certificates, courses and headcount always vary. What
binds and steers a whole plan is in strategies_plan.py.
"""

from typing import Any

from hypothesis import strategies as st

from matchning.optimering import (
    Candidate,
    Course,
    DemandStep,
    Intake,
    Need,
    Pair,
    Prerequisites,
    Problem,
    Requirements,
    Site,
    TradeWish,
)

from .strategies_plan import with_plan

WEEKS = 10
FEATURES = (
    "adaptation",
    "age",
    "budget",
    "chains",
    "consent",
    "dates",
    "delay",
    "exact",
    "expiry",
    "forbidden",
    "goals",
    "hours",
    "kept",
    "language",
    "licence",
    "locks",
    "long",
    "openings",
    "places",
    "prerequisites",
    "rung",
    "shift",
    "odd hours",
    "skills",
    "stages",
    "steps",
    "support",
    "taught",
    "together",
    "trades",
    "tutor",
    "value",
)
FOCUS: tuple[tuple[str, ...], ...] = (  # what is rare on its own
    (),
    (),
    ("chains",),
    ("chains", "openings", "kept", "exact"),
    ("long",),
    ("long", "expiry", "prerequisites"),
    ("openings", "language"),
    ("goals", "together"),
    ("stages", "kept", "goals"),
    ("budget", "openings"),
)
ALL_BUT_NIGHT = {"evening": True, "night": False, "weekend": True}
WHENEVER = frozenset({"evening", "night", "weekend"})
LIFT = frozenset({"lyft"})
SUPPORT = frozenset({"a", "b"})
codes = st.frozensets(st.sampled_from(["X", "Y"]), max_size=2)
granted = st.sampled_from([frozenset("X"), frozenset("X"), frozenset("Y"), frozenset("XY")])
places = st.sampled_from([(None, None), (59.30, 18.0), (59.35, 18.1), (59.20, 17.7)])
tutor_hours = st.sampled_from([0.0, 2.0, 4.0, 6.0])


class Maker:
    """Draws the parts of one problem; a feature that is not `on` keeps its harmless value."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        some = draw(st.frozensets(st.sampled_from(FEATURES), max_size=6))
        self.on = some | frozenset(draw(st.sampled_from(FOCUS)))

    def vary(self, feature: str, harmless: Any, *others: Any) -> Any:
        """The harmless value, or when the feature is on one of all values."""
        return self.draw(st.sampled_from([harmless, *others])) if feature in self.on else harmless

    def place(self) -> tuple[float | None, float | None]:
        return self.draw(places) if "places" in self.on else (None, None)

    def span(self, shortest: int) -> tuple[int, int]:
        start = self.draw(st.integers(0, WEEKS - shortest))
        return start, self.draw(st.integers(start + shortest, WEEKS))

    def candidate(self, name: str) -> Candidate:
        lat, lon = self.place()
        trades = self.vary("trades", ("a", "b"), ("a",), ("b", "a"), ("b",))
        expires = self.draw(st.integers(-1, WEEKS)) if "expiry" in self.on else None
        held = self.draw(st.sampled_from([(), (), (), ("X",), ("Y", "Z")]))
        return Candidate(
            id=name,
            consent=self.vary("consent", True, True, False),
            excluded=self.vary("consent", False, False, True),
            trades=tuple(
                TradeWish(
                    t,
                    self.vary("rung", 0, 1, 2),
                    self.vary("value", k + 1, None, 3),
                    self.vary("chains", None, 0.0, 200.0, 350.0),
                )
                for k, t in enumerate(trades)
            ),
            skills=self.vary("skills", frozenset({"S"}), None, frozenset(), frozenset({"X"})),
            certificates=dict.fromkeys(held, expires),
            licences=self.vary("licence", frozenset(), frozenset({"B"}), frozenset({"CE"})),
            languages=self.vary("language", {}, {"sv": 1}, {"sv": 2}, {"en": 2}),
            completed_courses=self.vary("prerequisites", frozenset(), frozenset({"k0"})),
            lat=lat,
            lon=lon,
            max_travel_minutes=self.vary("places", None, 30.0, 60.0),
            modes=self.vary("licence", frozenset({"public"}), frozenset({"public", "car"})),
            available_from_week=self.vary("dates", 0, -2, 1, 3),
            available_to_week=self.vary("dates", None, WEEKS + 2, 7, 5),
            hours_per_week=self.vary("hours", None, 30.0, 40.0),
            earliest_shift_hour=self.vary("shift", None, 7.0),
            latest_end_hour=self.vary("shift", None, 16.0, 24.0),
            odd_hours=self.vary("odd hours", {}, {"night": False}, {"night": True}, ALL_BUT_NIGHT),
            cannot=self.vary("adaptation", frozenset(), LIFT),
            age_years=self.vary("age", None, 17, 30),
            support=self.vary("support", None, frozenset("a"), frozenset("b"), frozenset()),
        )

    def certificates(self) -> frozenset[str]:
        """What a need asks for: what the features on make most of."""
        if "long" in self.on:
            some = [frozenset("XYV"), frozenset("XYVW"), frozenset("VW"), frozenset("X")]
            return self.draw(st.sampled_from(some))
        if "chains" in self.on:
            few = [frozenset[str](), frozenset[str](), frozenset("X"), frozenset("XY")]
            return self.draw(st.sampled_from(few))
        return self.draw(st.one_of(codes, st.just(frozenset("XY"))))

    def site(self, name: str) -> Site:
        lat, lon = self.place()
        hours: Any = None
        if "tutor" in self.on:
            weekly = st.lists(tutor_hours, min_size=WEEKS, max_size=WEEKS).map(tuple)
            hours = self.draw(st.one_of(tutor_hours, weekly))
        both = frozenset({"sv", "en"})
        return Site(
            id=name,
            tutor_hours_per_week=hours,
            lat=lat,
            lon=lon,
            crew_languages=self.vary("language", frozenset(), frozenset({"sv"}), both),
            shift_start_hour=self.vary("shift", None, 5.5, 7.0),
            shift_end_hour=self.vary("shift", None, 15.0, 16.5, 30.0),
            odd_hours=self.vary("odd hours", frozenset(), frozenset({"night"}), WHENEVER),
            adaptations=self.vary("adaptation", frozenset(), LIFT),
            support_unmet=self.vary("support", frozenset(), frozenset("a"), SUPPORT),
        )

    def need(self, name: str, sites: list[str]) -> Need:
        start, end = self.span(3)
        if "chains" in self.on:  # short enough for one to follow another
            start = self.draw(st.sampled_from([0, 2, 4, 6]))
            end = start + self.draw(st.integers(2, 4))
        turn = self.draw(st.integers(start + 1, end - 1))
        first = self.draw(st.sampled_from([1, 1, 2]))
        demand: tuple[DemandStep, ...] = (DemandStep(start, end, first),)
        if "steps" in self.on:
            second = self.draw(st.integers(0, 2))
            demand = (DemandStep(start, turn, first), DemandStep(turn, end, second))
        return Need(
            id=name,
            site=self.draw(st.sampled_from(sites)),
            demand=demand,
            trade=self.vary("trades", "a", None, "b"),
            min_rung=self.vary("rung", 0, 1),
            max_rung=self.vary("rung", 2, 1),
            must=Requirements(
                skills=self.vary("skills", frozenset(), frozenset({"S"})),
                certificates=self.certificates(),
                licences=self.vary("licence", frozenset(), frozenset({"B"})),
            ),
            taught=self.draw(codes) if "taught" in self.on else frozenset(),
            nice=self.vary("value", frozenset(), frozenset({"S", "Z"}), frozenset({"Y"})),
            language_level=self.vary("language", 0, 1, 2),
            task_demands=self.vary("adaptation", frozenset(), LIFT),
            age_min=self.vary("age", None, 18),
            hours_per_week=self.vary("hours", None, 40.0),
            tutor_hours_per_week=self.vary("tutor", 0.0, 1.0, 2.0, 2.5),
            tutor_extra_hours_per_week=self.vary("tutor", 0.0, 1.5),
            max_delay_weeks=self.vary("delay", None, 0, 2),
            min_weeks=self.vary("dates", 1, 2, 3),
            weight=self.vary("value", 1.0, 0.5, 2.0),
            support=self.vary("support", frozenset(), frozenset("a"), SUPPORT),
        )

    def grants(self, name: str) -> frozenset[str]:
        """With long paths a course each for X, Y, V and W, and sometimes one more."""
        if "long" not in self.on:
            return self.draw(granted)
        extra = self.draw(st.sampled_from([frozenset[str](), frozenset[str](), frozenset("X")]))
        return frozenset("XYVW"[int(name[1:])]) | extra

    def course(self, name: str, earlier: list[str]) -> Course:
        weeks = self.draw(st.integers(1, 6)) if "expiry" in self.on else None
        first = frozenset(earlier[:1])
        return Course(
            id=name,
            grants_certificates=dict.fromkeys(sorted(self.grants(name)), weeks),
            grants_skills=self.vary("skills", frozenset(), frozenset({"S"})),
            grants_languages=self.vary("language", {}, {"sv": 1}, {"sv": 2}),
            prerequisites=Prerequisites(
                certificates=self.vary(
                    "prerequisites", frozenset(), frozenset({"X"}), frozenset({"Y"})
                ),
                licences=self.vary("licence", frozenset(), frozenset({"B"})),
                languages=self.vary("language", {}, {"sv": 1}),
                courses=self.vary("prerequisites", frozenset(), first),
            ),
        )

    def course_of(self, name: str, courses: list[str]) -> str:
        """With long paths the first intakes have a course each."""
        if "long" in self.on and int(name[1:]) < len(courses):
            return courses[int(name[1:])]
        return self.draw(st.sampled_from(courses))

    def intake(self, name: str, courses: list[str]) -> Intake:
        start = self.draw(st.integers(0, 5))
        lat, lon = self.place()
        seats = self.draw(st.integers(1, 2))
        return Intake(
            id=name,
            course=self.course_of(name, courses),
            start_week=start,
            end_week=start + (1 if "long" in self.on else self.draw(st.integers(1, 2))),
            seats=seats,
            taken=self.vary("value", 0, 1),
            lat=lat,
            lon=lon,
            cost_sek=self.vary("value", self.vary("budget", 0.0, 3000.0), 5000.0, 40000.0),
            payer=self.vary("budget", None, "p", "p", "q"),
        )


@st.composite
def problems(draw: st.DrawFn, people: int = 4, needs: int = 3, intakes: int = 6) -> Problem:
    """At most so many people, needs and intakes, and three or four courses, over ten weeks."""
    make = Maker(draw)
    long = "long" in make.on
    who = [f"c{k}" for k in range(draw(st.integers(2, people)))]
    sites = [f"s{k}" for k in range(draw(st.integers(1, 2)))]
    work = [f"n{k}" for k in range(draw(st.integers(1, needs)))]
    courses = [f"k{k}" for k in range(draw(st.integers(4 if long else 2, 4 if long else 3)))]
    times = [f"t{k}" for k in range(draw(st.integers(4 if long else 2, intakes)))]
    return draw(
        with_plan(
            make.on,
            Problem(
                weeks=WEEKS,
                candidates=tuple(make.candidate(name) for name in who),
                sites=tuple(make.site(name) for name in sites),
                needs=tuple(make.need(name, sites) for name in work),
                courses=tuple(make.course(name, courses[:k]) for k, name in enumerate(courses)),
                intakes=tuple(make.intake(name, courses) for name in times),
            ),
        )
    )


@st.composite
def pair_problems(draw: st.DrawFn) -> Problem:
    """Up to six people and four needs with given values and tutor hours, knapsack-like."""
    make = Maker(draw)
    people = [f"c{k}" for k in range(draw(st.integers(1, 6)))]
    needs = [f"n{k}" for k in range(draw(st.integers(2, 4)))]
    sites = [f"s{k}" for k in range(draw(st.integers(1, 2)))]
    one = st.tuples(st.sampled_from(people), st.sampled_from(needs))
    pairs = draw(st.lists(one, unique=True, max_size=20))
    given = Problem(
        weeks=WEEKS,
        candidates=tuple(Candidate(name) for name in people),
        sites=tuple(Site(name, draw(tutor_hours)) for name in sites),
        needs=tuple(make.need(name, sites) for name in needs),
        pairs=tuple(
            Pair(
                i,
                j,
                value=draw(st.floats(-1, 20, allow_nan=False)),
                tutor_hours_per_week=draw(st.sampled_from([0.0, 1.0, 1.5, 2.0, 3.0])),
            )
            for i, j in pairs
        ),
    )
    return draw(with_plan(make.on, given))
