"""Locks that cannot all stand: what breaks, the fewest that clash, the least that makes room."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matchning.optimering import Budget, Lock, Problem, Together
from matchning.optimering.changes import Change, what_if
from matchning.optimering.conflicts import conflicts

from .builders import best, candidate, course, intake, need, problem, site
from .test_brute_force import EXAMPLES

WEEKS = 6


def test_locks_that_stand_are_no_conflict() -> None:
    found = conflicts(problem(candidate(), need(), locks=(Lock("c1", "n1"),)))
    assert (found.broken, found.smallest, found.lift, found.raise_capacity) == ((), (), (), None)
    assert found.sentence_sv == "Låsta förslag går ihop."


def test_more_locks_than_places() -> None:
    people = [candidate(f"c{k}") for k in range(4)]
    given_ = problem(*people, need(headcount=2), locks=tuple(Lock(c.id, "n1") for c in people[:3]))
    found = conflicts(given_)
    (broken,) = found.broken
    assert (broken.code, broken.item, broken.limit, broken.used) == ("headcount", "n1", 2, 3)
    assert broken.sentence_sv == "n1 vecka 0: 3 låsta förslag men 2 platser."
    assert found.smallest == ("c0", "c1", "c2")
    assert [way.changes for way in found.lift] == [(Change("unlock", f"c{k}"),) for k in range(3)]
    assert found.lift[0].sentence_sv == "Går ihop om låset för c0 lyfts."
    assert found.raise_capacity is not None
    assert found.raise_capacity.sentence_sv == "Går ihop med 1 plats till på n1."


def test_the_heaviest_locks_clash_first() -> None:
    """Five hours: 2 + 2 + 3 are too many, and 2 + 4 are fewer locks that are."""
    given_ = problem(
        *(candidate(f"c{k}", languages={"sv": level}) for k, level in enumerate((2, 2, 0))),
        site(tutor_hours_per_week=5.0, crew_languages=frozenset({"sv"})),
        need(headcount=3, tutor_hours_per_week=2.0, tutor_extra_hours_per_week=2.0),
        locks=tuple(Lock(f"c{k}", "n1") for k in range(3)),
    )
    found = conflicts(given_)
    assert found.broken[0].sentence_sv == "s1 vecka 0: låsta förslag tar 8 handledartimmar av 5."
    assert len(found.smallest) == 2
    assert "c2" in found.smallest
    assert [way.changes for way in found.lift] == [(Change("unlock", "c2"),)]
    assert found.raise_capacity is not None
    assert found.raise_capacity.changes == (Change("tutor_hour", "s1", amount=3.0),)


def test_seats_and_money() -> None:
    given_ = problem(
        candidate("c1"),
        candidate("c2"),
        need(headcount=2),
        course("k1"),
        intake("t1", "k1", (0, 1), cost_sek=6000.0, payer="AF"),
        locks=tuple(Lock(i, "n1", 1, 5, ("t1",)) for i in ("c1", "c2")),
        budgets=(Budget("b1", "AF", 10_000.0),),
    )
    found = conflicts(given_)
    assert [b.sentence_sv for b in found.broken] == [
        "t1: 2 låsta kursplatser men 1 lediga.",
        "b1: låsta förslag kostar 12000 kr av 10000 kr.",
    ]
    assert found.raise_capacity is not None
    assert found.raise_capacity.sentence_sv == (
        "Går ihop med 1 kursplats till på t1 och 2000 kr till i budgeten b1."
    )


def test_a_group_locked_apart_is_helped_by_no_capacity() -> None:
    given_ = problem(
        candidate("c1"),
        candidate("c2"),
        need("n1"),
        need("n2", site="s2"),
        site("s1"),
        site("s2"),
        locks=(Lock("c1", "n1"), Lock("c2", "n2")),
        together=(Together("syskon", ("c1", "c2")),),
    )
    found = conflicts(given_)
    assert found.smallest == ("c1", "c2")
    assert [way.changes[0].item for way in found.lift] == ["c1", "c2"]
    assert found.raise_capacity is None


@st.composite
def locked(draw: st.DrawFn) -> Problem:
    """Up to five locks on two needs of one site, with seats, tutors and money that may not do."""
    people = [f"c{k}" for k in range(draw(st.integers(1, 5)))]
    start = st.integers(1, 3)
    locks = [
        Lock(i, draw(st.sampled_from(["n1", "n2"])), s, s + draw(st.integers(1, 2)), taken)
        for i in people
        for s in [draw(start)]
        for taken in [draw(st.sampled_from([(), ("t1",)]))]
    ]
    return problem(
        *map(candidate, people),
        site(tutor_hours_per_week=draw(st.sampled_from([2.0, 3.0, 6.0, 20.0]))),
        need("n1", weeks=(0, WEEKS), headcount=draw(st.integers(1, 3)), tutor_hours_per_week=2.0),
        need("n2", weeks=(0, WEEKS), headcount=draw(st.integers(1, 3)), tutor_hours_per_week=1.5),
        course("k1"),
        intake("t1", "k1", (0, 1), seats=draw(st.integers(1, 3)), cost_sek=1000.0, payer="AF"),
        locks=tuple(locks),
        weeks=WEEKS,
    )


def stands(given_: Problem) -> bool:
    return best(given_).status == "optimal"


@settings(EXAMPLES, max_examples=60)
@given(locked())
def test_what_is_told_of_locks_is_what_the_solver_finds(given_: Problem) -> None:
    found = conflicts(given_)
    assert stands(given_) == (not found.broken)
    if not found.broken:
        return
    clash = tuple(lock for lock in given_.locks if lock.candidate in found.smallest)
    assert not stands(replace(given_, locks=clash))
    for lock in clash:  # no lock of it is there in vain
        assert stands(replace(given_, locks=tuple(k for k in clash if k is not lock)))
    for way in found.lift:
        assert stands(what_if(given_, way.changes))
        for change in way.changes:
            rest = [c for c in way.changes if c is not change]
            assert not stands(what_if(given_, rest))
    assert found.raise_capacity is not None
    assert stands(what_if(given_, found.raise_capacity.changes))
