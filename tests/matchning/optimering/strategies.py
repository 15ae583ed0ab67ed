"""Random small problems for hypothesis: every rule has a chance to bite."""

from hypothesis import strategies as st

from matchning.optimering import (
    Candidate,
    Course,
    DemandStep,
    Forbidden,
    Intake,
    Kept,
    Need,
    Pair,
    Prerequisites,
    Problem,
    Requirements,
    Site,
    TradeWish,
)

WEEKS = 8
week = st.integers(0, WEEKS)
codes = st.frozensets(st.sampled_from(["X", "Y"]), max_size=2)
level = st.integers(0, 3)
languages = st.dictionaries(st.sampled_from(["sv", "en"]), level, max_size=2)
places = st.sampled_from([(None, None), (59.30, 18.0), (59.35, 18.1), (59.20, 17.7)])


def mostly(value: object, other: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """The harmless value three times of four, so that plans exist."""
    return st.one_of(st.just(value), st.just(value), st.just(value), other)


@st.composite
def spans(draw: st.DrawFn, shortest: int = 1) -> tuple[int, int]:
    start = draw(st.integers(0, WEEKS - shortest))
    return start, draw(st.integers(start + shortest, WEEKS))


@st.composite
def candidates(draw: st.DrawFn, name: str) -> Candidate:
    lat, lon = draw(places)
    trades = draw(st.sampled_from([("a",), ("a", "b"), ("b", "a"), ("b",)]))
    return Candidate(
        id=name,
        consent=draw(mostly(True, st.just(False))),
        excluded=draw(mostly(False, st.just(True))),
        trades=tuple(
            TradeWish(t, draw(st.integers(0, 2)), draw(st.sampled_from([None, k + 1])))
            for k, t in enumerate(trades)
        ),
        skills=draw(st.one_of(st.none(), st.frozensets(st.sampled_from(["S", "X"]), max_size=2))),
        certificates=draw(
            st.dictionaries(
                st.sampled_from(["X", "Y", "Z"]), st.one_of(st.none(), week), max_size=2
            )
        ),
        licences=draw(st.sampled_from([frozenset(), frozenset({"B"}), frozenset({"CE"})])),
        languages=draw(languages),
        completed_courses=draw(mostly(frozenset(), st.just(frozenset({"k0"})))),
        lat=lat,
        lon=lon,
        max_travel_minutes=draw(st.sampled_from([None, None, 30.0, 60.0])),
        modes=draw(st.sampled_from([frozenset({"public"}), frozenset({"public", "car"})])),
        available_from_week=draw(st.integers(-2, 4)),
        available_to_week=draw(mostly(None, st.integers(3, WEEKS + 2))),
        hours_per_week=draw(mostly(None, st.just(30.0))),
        earliest_shift_hour=draw(mostly(None, st.just(7.0))),
        cannot=draw(mostly(frozenset(), st.just(frozenset({"lyft"})))),
        age_years=draw(st.sampled_from([None, 17, 30, 30])),
    )


@st.composite
def sites(draw: st.DrawFn, name: str) -> Site:
    lat, lon = draw(places)
    hours = st.sampled_from([0.0, 2.0, 4.0, 6.0])
    return Site(
        id=name,
        tutor_hours_per_week=draw(
            st.one_of(
                st.none(), hours, st.lists(hours, min_size=WEEKS, max_size=WEEKS).map(tuple)
            )
        ),
        lat=lat,
        lon=lon,
        crew_languages=draw(st.sampled_from([frozenset(), frozenset({"sv"}), frozenset({"sv", "en"})])),
        shift_start_hour=draw(st.sampled_from([None, 5.5, 7.0])),
        adaptations=draw(st.sampled_from([frozenset(), frozenset({"lyft"})])),
    )


@st.composite
def needs(draw: st.DrawFn, name: str, site_names: list[str]) -> Need:
    start, end = draw(spans(2))
    heads = st.integers(0, 2)
    turn = draw(st.integers(start + 1, end - 1))
    demand = draw(
        st.sampled_from(
            [
                (DemandStep(start, end, 1 + draw(st.integers(0, 1))),),
                (DemandStep(start, turn, draw(heads)), DemandStep(turn, end, draw(heads))),
            ]
        )
    )
    low = draw(mostly(0, st.just(1)))
    return Need(
        id=name,
        site=draw(st.sampled_from(site_names)),
        demand=demand,
        trade=draw(st.sampled_from([None, "a", "a", "b"])),
        min_rung=low,
        max_rung=draw(mostly(2, st.just(low))),
        must=Requirements(
            skills=draw(mostly(frozenset(), st.just(frozenset({"S"})))),
            certificates=draw(codes),
            licences=draw(mostly(frozenset(), st.just(frozenset({"B"})))),
        ),
        taught=draw(mostly(frozenset(), codes)),
        nice=draw(mostly(frozenset(), st.just(frozenset({"S", "Z"})))),
        language_level=draw(st.sampled_from([0, 0, 1, 2])),
        task_demands=draw(mostly(frozenset(), st.just(frozenset({"lyft"})))),
        age_min=draw(mostly(None, st.just(18))),
        hours_per_week=draw(mostly(None, st.just(40.0))),
        tutor_hours_per_week=draw(st.sampled_from([0.0, 1.0, 2.0, 2.5])),
        tutor_extra_hours_per_week=draw(st.sampled_from([0.0, 1.5])),
        max_delay_weeks=draw(st.sampled_from([None, 0, 2])),
        min_weeks=draw(st.integers(1, 3)),
        weight=draw(st.sampled_from([0.5, 1.0, 2.0])),
    )


@st.composite
def courses(draw: st.DrawFn, name: str, earlier: list[str]) -> Course:
    return Course(
        id=name,
        grants_certificates=draw(
            st.dictionaries(
                st.sampled_from(["X", "Y"]), st.one_of(st.none(), st.integers(1, 6)), max_size=2
            )
        ),
        grants_skills=draw(mostly(frozenset(), st.just(frozenset({"S"})))),
        grants_languages=draw(
            mostly({}, st.dictionaries(st.just("sv"), st.integers(1, 3), max_size=1))
        ),
        prerequisites=Prerequisites(
            certificates=draw(mostly(frozenset(), codes)),
            languages=draw(mostly({}, st.just({"sv": 1}))),
            courses=draw(mostly(frozenset(), st.frozensets(st.sampled_from(earlier))))
            if earlier
            else frozenset(),
        ),
    )


@st.composite
def intakes(draw: st.DrawFn, name: str, course_names: list[str]) -> Intake:
    start, end = draw(spans())
    lat, lon = draw(places)
    seats = draw(st.integers(0, 2))
    return Intake(
        id=name,
        course=draw(st.sampled_from(course_names)),
        start_week=start,
        end_week=min(end, start + 2),
        seats=seats,
        taken=draw(st.integers(0, seats)),
        lat=lat,
        lon=lon,
        cost_sek=draw(st.sampled_from([0.0, 5000.0, 40000.0])),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four people, three needs, three courses and four intakes over eight weeks."""
    people = [f"c{k}" for k in range(draw(st.integers(1, 4)))]
    places_ = [f"s{k}" for k in range(draw(st.integers(1, 2)))]
    wanted = [f"n{k}" for k in range(draw(st.integers(1, 3)))]
    kinds = [f"k{k}" for k in range(draw(st.integers(1, 3)))]
    starts = [f"t{k}" for k in range(draw(st.integers(0, 4)))]
    pair = st.tuples(st.sampled_from(people), st.sampled_from(wanted))
    return Problem(
        weeks=WEEKS,
        candidates=tuple(draw(candidates(name)) for name in people),
        sites=tuple(draw(sites(name)) for name in places_),
        needs=tuple(draw(needs(name, places_)) for name in wanted),
        courses=tuple(draw(courses(name, kinds[:k])) for k, name in enumerate(kinds)),
        intakes=tuple(draw(intakes(name, kinds)) for name in starts),
        forbidden=tuple(Forbidden(*draw(pair)) for _ in range(draw(mostly(0, st.just(1))))),
        kept=tuple(Kept(*draw(pair)) for _ in range(draw(mostly(0, st.just(1))))),
    )


@st.composite
def pair_problems(draw: st.DrawFn) -> Problem:
    """Up to six people and four needs with given values and tutor hours, knapsack-like."""
    people = [f"c{k}" for k in range(draw(st.integers(1, 6)))]
    wanted = [f"n{k}" for k in range(draw(st.integers(1, 4)))]
    places_ = [f"s{k}" for k in range(draw(st.integers(1, 2)))]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(people), st.sampled_from(wanted)), unique=True, max_size=20
        )
    )
    return Problem(
        weeks=WEEKS,
        candidates=tuple(Candidate(name) for name in people),
        sites=tuple(draw(sites(name)) for name in places_),
        needs=tuple(draw(needs(name, places_)) for name in wanted),
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
