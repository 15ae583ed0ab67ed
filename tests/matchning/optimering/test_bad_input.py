"""Whatever one part of a problem file is exchanged for: a named fault or a true answer, no more."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matchning.optimering import Options, Problem, ProblemError, io, solve

from .strategies import pair_problems, problems
from .test_brute_force import many

QUICK = Options(relative_gap=0.0, time_limit_seconds=30)
ANYTHING: tuple[Any, ...] = (
    *(-1, 0, 1, 7, 2.5, 1e8, 1e300, 10**400, True, None, "", "c0", "n0", "t0", "okänt"),
    *([], {}, [1, 1], ["c0", "c0"], {"sv": 9}, {"id": "c0"}, [{}], [None]),
)


def spots(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside."""
    inside = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for key, part in inside:
        found.append((*path, key))
        if isinstance(part, dict | list):
            found += spots(part, (*path, key))
    return found


@many(60)
@given(st.data(), st.one_of(problems(), pair_problems()))
def test_any_fault_is_named_or_harmless(data: st.DataObject, problem: Problem) -> None:
    content = json.loads(io.write_problem(problem))
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(spots(content)))
        place = content
        for key in way:
            place = place[key]
        change = data.draw(st.sampled_from(["set", "set", "drop", "double"]))
        if change == "set" or not isinstance(place, list):
            place[last] = data.draw(st.sampled_from(ANYTHING))
        elif change == "drop":
            del place[last]
        else:
            place.append(place[last])
    assert answer(json.dumps(content)) in {"optimal", "feasible", "infeasible", "refused"}


def answer(text: str) -> str:
    """The status, or `refused` where a fault is named."""
    try:
        return solve(io.read_problem(text), QUICK).status
    except ProblemError as fault:
        return "refused" if fault.item and fault.sentence_sv else "refused without a name"
