"""Who can start on a need asked about by itself is whom a plan over everything may choose from."""

from dataclasses import replace

from hypothesis import given

from matchning.optimering import Options, Problem, Requirements, TradeWish, tables
from matchning.optimering.able import able
from matchning.optimering.canonical import ordered
from matchning.optimering.columns import eligible, from_attributes

from .builders import candidate, course, intake, need, problem
from .strategies import problems


def weighed(asked: Problem, options: Options) -> dict[str, int]:
    """Per need the number of people the whole optimiser has some future for."""
    t = tables.build(ordered(asked))
    columns = from_attributes(t, eligible(t), options, lambda: None)
    return {n.id: int(columns.possible[:, j].sum()) for j, n in enumerate(t.problem.needs)}


def alone(asked: Problem, one: str) -> Problem:
    """The need by itself: no other need, site, wish or promise, and no longer horizon than it."""
    (mine,) = (n for n in asked.needs if n.id == one)
    last = max([mine.end_week, *(i.end_week for i in asked.intakes)])
    return Problem(
        weeks=min(asked.weeks, last),
        candidates=tuple(
            c for c in asked.candidates if mine.trade is None or mine.trade in _trades(c.trades)
        ),
        sites=tuple(s for s in asked.sites if s.id == mine.site),
        needs=(mine,),
        courses=asked.courses,
        intakes=asked.intakes,
        travel=asked.travel,
        travel_minutes=asked.travel_minutes,
        licence_covers=asked.licence_covers,
    )


def _trades(wishes: tuple[TradeWish, ...]) -> set[str]:
    return {wish.trade for wish in wishes}


@given(problems())
def test_a_need_by_itself_counts_whom_the_whole_optimiser_weighs(asked: Problem) -> None:
    """A new need has no locks and no refusals, so in the whole problem it has none either."""
    told = {lock.need for lock in asked.locks} | {leg.need for k in asked.locks for leg in k.then}
    asked = replace(asked, forbidden=())
    for options in (Options(), Options(needs_per_candidate=1)):
        whole = weighed(asked, options)
        for one in whole.keys() - told:
            assert able(alone(asked, one)) == {one: whole[one]}


def test_a_course_before_the_latest_start_counts_and_one_too_late_does_not() -> None:
    hot = need(must=Requirements(certificates=frozenset({"heta"})), max_delay_weeks=2)
    people = (candidate("har", certificates={"heta": None}), candidate("saknar"))
    gives = course("kurs", grants_certificates={"heta": None})
    for end, count in ((2, 2), (3, 1)):
        asked = problem(*people, hot, gives, intake("nu", "kurs", (0, end)))
        assert able(asked) == {hot.id: count}


def test_nobody_and_nothing_are_counted_as_none() -> None:
    assert able(problem(need())) == {"n1": 0}
    assert able(problem(candidate())) == {}
