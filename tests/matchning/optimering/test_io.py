"""The file format: what goes out comes back, what is wrong is named, the schema is published."""

import json
from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings

from matchning.optimering import (
    PlacedLeg,
    Prices,
    Problem,
    ProblemError,
    Training,
    WholePeople,
    io,
    schema,
    solve,
)
from matchning.optimering.generate import generate

from .builders import PROVE
from .strategies import pair_problems, problems
from .test_brute_force import EXAMPLES

SMALLEST: dict[str, Any] = {
    "schema": "byggvagen/problem/1",
    "weeks": 52,
    "candidates": [{"id": "c1"}],
    "sites": [{"id": "s1", "tutor_hours_per_week": 40}],
    "needs": [{"id": "n1", "site": "s1", "start_week": 0, "end_week": 20, "headcount": 3}],
    "pairs": [{"candidate": "c1", "need": "n1", "value": 12.5, "tutor_hours_per_week": 4}],
}


def read(data: Any) -> Problem:
    return io.read_problem(json.dumps(data))


def test_the_smallest_file_is_read_and_solved() -> None:
    result = json.loads(io.write_result(solve(read(SMALLEST), PROVE)))
    assert result["schema"] == "byggvagen/result/1"
    assert (result["status"], result["objective"], result["bound"]) == ("optimal", 12.5, 12.5)
    assert (result["gap"], result["verified"]) == (0, True)
    placement = {key: result["placements"][0][key] for key in ("candidate", "need", "value")}
    assert placement == {"candidate": "c1", "need": "n1", "value": 12.5}
    weeks = (result["placements"][0]["start_week"], result["placements"][0]["end_week"])
    assert (weeks, result["placements"][0]["intakes"]) == ((0, 20), [])


@settings(EXAMPLES, max_examples=20)
@given(problems())
def test_a_problem_survives_the_file(problem: Problem) -> None:
    text = io.write_problem(problem)
    assert io.read_problem(text) == problem
    jsonschema_rs.validate(schema.problem_schema(), json.loads(text))


@settings(EXAMPLES, max_examples=10)
@given(pair_problems())
def test_a_problem_with_pairs_survives_the_file(problem: Problem) -> None:
    assert io.read_problem(io.write_problem(problem)) == problem


def test_a_result_survives_the_file() -> None:
    problem = generate(candidates=30, needs=10, courses=10, seed=1)
    result = solve(problem, PROVE)
    plan = io.read_result(io.write_result(result), problem)
    assert [(p.candidate, p.need, p.value) for p in plan.placements] == [
        (p.candidate, p.need, p.value) for p in result.placements
    ]
    assert plan.data["objective"] == result.objective


@settings(EXAMPLES, max_examples=40)
@given(problems())
def test_a_whole_plan_survives_the_file(problem: Problem) -> None:
    """Chains, courses alone, goals, stages and prices too."""
    result = solve(problem, PROVE)
    text = io.write_result(result)
    jsonschema_rs.validate(schema.result_schema(), json.loads(text))
    plan = io.read_result(text, problem)
    told = tuple(replace(p, reasons=(), margin=None) for p in result.placements)
    assert plan.placements == told
    assert plan.trainings == tuple(replace(t, reasons=()) for t in result.trainings)
    assert (plan.goals, plan.prices) == (result.goals, result.prices)


def test_prices_survive_the_file() -> None:
    """Weeks are keys there, and keys are text in JSON."""
    problem = read(SMALLEST)
    prices = Prices(12.5, {"n1": {3: 0.5}}, {"s1": {4: 1.0}}, (WholePeople("s1", 4, 2.0, 0.1),))
    result = replace(solve(problem, PROVE), prices=prices)
    assert io.read_result(io.write_result(result), problem).prices == prices
    data = json.loads(io.write_result(result))
    data["prices"]["headcount"]["n1"] = {"tre": 0.5}
    with pytest.raises(ProblemError, match=r"prices.headcount\[n1\]\[tre\]: Ska vara en vecka"):
        io.read_result(json.dumps(data), problem)


def test_a_bare_training_has_its_end_counted() -> None:
    given_problem = read(
        {
            **{key: value for key, value in SMALLEST.items() if key != "pairs"},
            "courses": [{"id": "k1"}],
            "intakes": [{"id": "t1", "course": "k1", "start_week": 2, "end_week": 5, "seats": 1}],
        }
    )
    row = {"candidate": "c1", "intakes": ["t1"], "opening": "o1", "value": 1}
    text = {"schema": "byggvagen/result/1", "placements": [], "trainings": [row]}
    plan = io.read_result(json.dumps(text), given_problem)
    assert plan.trainings == (Training("c1", ("t1",), 5, "o1", 1.0, {}),)
    with pytest.raises(ProblemError, match=r"trainings\[0\]: Ska vara ett objekt"):
        io.read_result(json.dumps({**text, "trainings": [3]}), given_problem)


def test_the_hours_of_later_legs_are_counted_where_they_are_not_told() -> None:
    need = {"trade": "a", "tutor_hours_per_week": 3, "headcount": 1, "site": "s1"}
    given_problem = read(
        {
            **{key: value for key, value in SMALLEST.items() if key != "pairs"},
            "needs": [
                {**need, "id": "n1", "start_week": 0, "end_week": 9},
                {**need, "id": "n2", "start_week": 9, "end_week": 20},
            ],
        }
    )
    leg = {"need": "n2", "start_week": 9, "end_week": 20}
    row = {"candidate": "c1", "need": "n1", "start_week": 0, "end_week": 9, "value": 1}
    rows = [{**row, "then": [leg]}, {**row, "then": [{**leg, "tutor_hours_per_week": 1}]}]
    text = json.dumps({"schema": "byggvagen/result/1", "placements": rows})
    legs = [p.then for p in io.read_result(text, given_problem).placements]
    assert legs == [(PlacedLeg("n2", 9, 20, 3.0),), (PlacedLeg("n2", 9, 20, 1.0),)]


def test_a_bare_result_has_its_tutor_hours_counted() -> None:
    row = {"candidate": "c1", "need": "n1", "start_week": 0, "end_week": 20, "value": 12.5}
    rows = [row, {**row, "candidate": "c9"}, {**row, "intakes": ["t9"]}]
    text = json.dumps({"schema": "byggvagen/result/1", "placements": rows})
    placements = io.read_result(text, read(SMALLEST)).placements
    assert [p.tutor_hours_per_week for p in placements] == [4.0, 0.0, 0.0]


def test_the_published_schemas_are_what_the_code_reads_and_writes() -> None:
    for path, text in schema.files().items():
        assert path.read_text(encoding="utf-8") == text
        jsonschema_rs.meta.validate(json.loads(text))
    jsonschema_rs.validate(schema.problem_schema(), SMALLEST)
    assert not jsonschema_rs.is_valid(schema.problem_schema(), {**SMALLEST, "candidtes": []})
    result = json.loads(io.write_result(solve(read(SMALLEST), PROVE)))
    jsonschema_rs.validate(schema.result_schema(), result)
    assert not jsonschema_rs.is_valid(schema.result_schema(), {**result, "status": "bra"})


def changed(**changes: Any) -> dict[str, Any]:
    return {**SMALLEST, **changes}


NEED = SMALLEST["needs"][0]
STEP = {"start_week": 0, "end_week": 20, "headcount": 3}
FAULTS: dict[str, tuple[Any, str, str]] = {
    "another schema": (changed(schema="byggvagen/problem/2"), "wrong_schema", "schema"),
    "a list": ([SMALLEST], "wrong_type", "filen"),
    "no weeks": ({k: v for k, v in SMALLEST.items() if k != "weeks"}, "missing_key", "weeks"),
    "weeks as text": (changed(weeks="52"), "wrong_type", "weeks"),
    "weeks as true": (changed(weeks=True), "wrong_type", "weeks"),
    "half a week": (changed(weeks=52.5), "wrong_type", "weeks"),
    "an unknown key": (changed(candidtes=[]), "unknown_key", "candidtes"),
    "a misspelt key": (
        changed(candidates=[{"id": "c1", "concent": True}]),
        "unknown_key",
        "candidates[c1].concent",
    ),
    "a candidate without id": (changed(candidates=[{}]), "missing_key", "candidates[0].id"),
    "a list that is not one": (changed(needs={}), "wrong_type", "needs"),
    "a set with a value twice": (
        changed(candidates=[{"id": "c1", "skills": ["a", "a"]}]),
        "duplicate_value",
        "candidates[c1].skills",
    ),
    "a certificate with text": (
        changed(candidates=[{"id": "c1", "certificates": {"X": "2026"}}]),
        "wrong_type",
        "candidates[c1].certificates[X]",
    ),
    "two forms of demand": (
        changed(needs=[{**NEED, "demand": [STEP]}]),
        "two_forms",
        "needs[n1]",
    ),
    "half the short form": (
        changed(needs=[{k: v for k, v in NEED.items() if k != "headcount"}]),
        "missing_key",
        "needs[n1].headcount",
    ),
    "an enormous number": (
        changed(sites=[{"id": "s1", "tutor_hours_per_week": 10**400}]),
        "absurd",
        "sites[s1].tutor_hours_per_week",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_file_is_refused_by_name(name: str) -> None:
    data, code, item = FAULTS[name]
    with pytest.raises(ProblemError) as fault:
        read(data)
    assert (fault.value.code, fault.value.item) == (code, item)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("[" * 100_000, "not_json"),
        (b"\xff\xfe{", "not_json"),
        ('{"schema": "byggvagen/problem/1", "weeks": NaN}', "not_a_number"),
        ('{"schema": "byggvagen/problem/1", "weeks": 1, "weeks": 2}', "duplicate_key"),
        ("null", "wrong_type"),
        ("3", "wrong_type"),
    ],
)
def test_a_file_that_is_not_json_is_refused(text: str | bytes, code: str) -> None:
    with pytest.raises(ProblemError) as fault:
        io.read_problem(text)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"schema": "byggvagen/result/1"}, "wrong_type"),
        ({"schema": "byggvagen/problem/1", "placements": []}, "wrong_schema"),
        ({"schema": "byggvagen/result/1", "placements": [3]}, "wrong_type"),
        ({"schema": "byggvagen/result/1", "placements": [{"candidate": "c1"}]}, "missing_key"),
    ],
)
def test_a_faulty_result_is_refused(data: Any, code: str) -> None:
    with pytest.raises(ProblemError) as fault:
        io.read_result(json.dumps(data), read(SMALLEST))
    assert fault.value.code == code
