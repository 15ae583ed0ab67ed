"""What it takes: every way told really opens the pair, and nothing smaller does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchning.optimering import Prerequisites, Problem, Requirements, TradeWish
from matchning.optimering.changes import KINDS, Change
from matchning.optimering.takes import blocked, pair_problem, ways

from .builders import EVERYTHING, best, candidate, course, intake, need, problem, site
from .strategies import problems
from .test_brute_force import EXAMPLES

HETA = Requirements(certificates=frozenset({"HETA"}))
KURS = course("kurs", grants_certificates={"HETA": None})


def pair(*parts: object) -> Problem:
    return pair_problem(problem(*parts), "c1", "n1")


def told(*parts: object) -> list[str]:
    return [way.sentence_sv for way in ways(pair(*parts))]


def test_a_possible_pair_needs_nothing() -> None:
    free = pair(candidate(), need())
    assert (blocked(free), ways(free)) == ((), ())


def test_the_rule_in_the_way_has_its_own_words() -> None:
    (rule,) = blocked(pair(candidate(), need(must=Requirements(licences=frozenset({"B"})))))
    assert (rule.code, rule.title_sv) == ("licence", "Körkort")
    assert rule.sentence_sv == "Saknar körkort som krävs (B)."


SINGLE: dict[str, tuple[tuple[object, ...], list[str]]] = {
    "consent": (
        (candidate(consent=False), need()),
        ["Möjligt om kandidaten samtycker till att föreslås."],
    ),
    "excluded": (
        (candidate(excluded=True), need()),
        ["Möjligt om kandidaten går att föreslå igen."],
    ),
    "trade": (
        (candidate(trades=()), need(min_rung=1)),
        ["Möjligt om kandidaten väljer yrket snickare på nivån utan yrkesbevis."],
    ),
    "rung": (
        (candidate(), need(min_rung=1)),
        [
            "Möjligt om kandidaten når nivån utan yrkesbevis som snickare.",
            "Möjligt om behovet tar emot nivån lärling.",
        ],
    ),
    "rung too high": (
        (candidate(trades=(TradeWish("snickare", 2, 1),)), need(max_rung=1)),
        ["Möjligt om behovet tar emot nivån yrkesbevis."],
    ),
    "dates": (
        (candidate(available_from_week=9), need(min_weeks=4)),
        [
            "Möjligt om kandidaten kan börja vecka 6.",
            "Möjligt om behovet nöjer sig med 1 vecka.",
        ],
    ),
    "too short": (
        (candidate(available_to_week=2), need(min_weeks=4)),
        [
            "Möjligt om kandidaten är tillgänglig till vecka 4.",
            "Möjligt om behovet nöjer sig med 2 veckor.",
        ],
    ),
    "delay": (
        (candidate(available_from_week=5), need(max_delay_weeks=2)),
        [
            "Möjligt om kandidaten kan börja vecka 2.",
            "Möjligt om behovet tillåter start 3 veckor senare.",
        ],
    ),
    "hours": (
        (candidate(hours_per_week=30.0), need(hours_per_week=40.0)),
        [
            "Möjligt om kandidaten kan arbeta 40 timmar i veckan.",
            "Möjligt om behovet tar emot 30 timmar i veckan.",
        ],
    ),
    "shift": (
        (candidate(earliest_shift_hour=8.0), need(), site(shift_start_hour=6.5)),
        [
            "Möjligt om kandidaten kan börja arbetsdagen 06:30.",
            "Möjligt om arbetsdagen börjar 08:00.",
        ],
    ),
    "shift end": (
        (candidate(latest_end_hour=15.5), need(), site(shift_end_hour=30.0)),
        [
            "Möjligt om kandidaten kan arbeta till 06:00 nästa dag.",
            "Möjligt om arbetsdagen slutar 15:30.",
        ],
    ),
    "one odd hour": (
        (
            candidate(odd_hours={"night": False, "weekend": True}),
            need(),
            site(odd_hours=frozenset({"night", "weekend", "evening"})),
        ),
        [
            "Möjligt om kandidaten kan arbeta nätter.",
            "Möjligt om arbetet inte omfattar nätter.",
        ],
    ),
    "two odd hours": (
        (
            candidate(odd_hours={"night": False, "weekend": False}),
            need(),
            site(odd_hours=frozenset({"night", "weekend"})),
        ),
        [
            "Möjligt om kandidaten kan arbeta nätter och kandidaten kan arbeta helger.",
            "Möjligt om kandidaten kan arbeta nätter och arbetet inte omfattar helger.",
            "Möjligt om kandidaten kan arbeta helger och arbetet inte omfattar nätter.",
            "Möjligt om arbetet inte omfattar nätter och arbetet inte omfattar helger.",
        ],
    ),
    "transport": (
        (candidate(licences=frozenset({"B"})), need(), site(shift_start_hour=5.0)),
        [
            "Möjligt om kandidaten kan resa med cykel.",
            "Möjligt om kandidaten kan resa med bil.",
            "Möjligt om arbetsdagen börjar 06:00.",
        ],
    ),
    "licence": (
        (candidate(), need(must=Requirements(licences=frozenset({"B"})))),
        ["Möjligt om kandidaten får körkort B."],
    ),
    "adaptation": (
        (candidate(cannot=frozenset({"lyft"})), need(task_demands=frozenset({"lyft"}))),
        ["Möjligt om arbetsplatsen anpassar momentet lyft."],
    ),
    "age not known": (
        (candidate(), need(age_min=18)),
        ["Möjligt om kandidaten är minst 18 år."],
    ),
    "too young": ((candidate(age_years=17), need(age_min=18)), []),
    "language": (
        (
            candidate(languages={"sv": 1}),
            need(language_level=3),
            site(crew_languages=frozenset({"sv"})),
        ),
        [
            "Möjligt om kandidaten når nivå B1 i sv.",
            "Möjligt om behovet tar emot språknivån A1.",
        ],
    ),
    "certificate": (
        (candidate(), need(must=HETA)),
        [
            "Möjligt om kandidaten har HETA före start.",
            "Möjligt om arbetsplatsen lär ut HETA.",
        ],
    ),
    "course too late": (
        (candidate(), need(must=HETA, max_delay_weeks=3), KURS, intake("t1", "kurs", (3, 5))),
        [
            "Möjligt om kandidaten har HETA före start.",
            "Möjligt om arbetsplatsen lär ut HETA.",
            "Möjligt om behovet tillåter start 2 veckor senare.",
            "Möjligt om kurs ges så att den är klar vecka 3.",
        ],
    ),
    "course full": (
        (candidate(), need(must=HETA), KURS, intake("t1", "kurs", (1, 3), seats=4, taken=4)),
        [
            "Möjligt om kandidaten har HETA före start.",
            "Möjligt om arbetsplatsen lär ut HETA.",
            "Möjligt om 1 kursplats till på t1.",
            "Möjligt om kurs ges så att den är klar vecka 9.",
        ],
    ),
    "journey": (
        (
            candidate(lat=59.33, lon=18.06, max_travel_minutes=25.0, licences=frozenset({"B"})),
            need(),
            site(lat=59.40, lon=18.06),
        ),
        [
            "Möjligt om kandidaten kan resa 15 minuter längre.",
            "Möjligt om kandidaten kan resa med bil.",
        ],
    ),
}


@pytest.mark.parametrize("name", SINGLE)
def test_the_smallest_single_change(name: str) -> None:
    parts, expected = SINGLE[name]
    assert told(*parts) == expected


def test_two_changes_where_none_is_enough_alone() -> None:
    parts = (
        candidate(hours_per_week=30.0),
        need(hours_per_week=40.0, must=Requirements(licences=frozenset({"B"}))),
    )
    assert told(*parts) == [
        "Möjligt om kandidaten kan arbeta 40 timmar i veckan och kandidaten får körkort B.",
        "Möjligt om behovet tar emot 30 timmar i veckan och kandidaten får körkort B.",
    ]


def test_a_course_opened_by_another_change() -> None:
    """The only course asks for a licence: the certificate itself, or no small change."""
    parts = (
        candidate(cannot=frozenset({"lyft"})),
        need(must=HETA, task_demands=frozenset({"lyft"})),
        course(
            "kurs",
            grants_certificates={"HETA": None},
            prerequisites=Prerequisites(licences=frozenset({"B"})),
        ),
        intake("t1", "kurs", (1, 2)),
    )
    assert told(*parts) == [
        "Möjligt om arbetsplatsen anpassar momentet lyft och kandidaten har HETA före start.",
        "Möjligt om arbetsplatsen anpassar momentet lyft och arbetsplatsen lär ut HETA.",
    ]


def test_three_things_in_the_way_are_no_small_change() -> None:
    parts = (
        candidate(hours_per_week=30.0, consent=False),
        need(hours_per_week=40.0, must=Requirements(licences=frozenset({"B"}))),
    )
    assert len(blocked(pair(*parts))) == 3
    assert told(*parts) == []


def made(pair_: Problem, changes: tuple[Change, ...]) -> Problem:
    for change in changes:
        pair_ = KINDS[change.kind].apply(pair_, change)
    return pair_


@settings(EXAMPLES, max_examples=60)
@given(problems(), st.data())
def test_every_way_opens_the_pair_and_no_part_of_it_does(
    given_: Problem, data: st.DataObject
) -> None:
    """A problem where the work itself is worth having: what is possible is then proposed."""
    person = data.draw(st.sampled_from(given_.candidates))
    work = data.draw(st.sampled_from(given_.needs))
    alone = pair_problem(given_, person.id, work.id)
    assert bool(blocked(alone)) == (not is_possible(alone))
    for way in ways(alone):
        assert is_possible(made(alone, way.changes))
        if len(way.changes) > 1:
            assert not any(is_possible(made(alone, (change,))) for change in way.changes)


def is_possible(alone: Problem) -> bool:
    return best(alone, EVERYTHING).stats.eligible_pairs == 1
