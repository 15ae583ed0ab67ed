"""JSON in and out: `byggvagen/problem/1` and `byggvagen/result/1`.

The dataclasses are the format: every field is a key of the same name, sets are lists, weeks are
whole numbers (schema.py writes both schemas from them). Two short forms are
understood: a need may give `start_week`, `end_week`, `headcount` instead of `demand`, and tutor
hours may be one figure or a list per week. Unknown keys are faults: a misspelt key must not be
silently ignored.
"""

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from typing import (
    Any,
    Literal,
    NamedTuple,
    NoReturn,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from .canonical import plain
from .errors import ProblemError
from .problem import Problem
from .recount import end_of, hours_of
from .result import GoalOutcome, Placement, Prices, Result, Training

PROBLEM_SCHEMA = "byggvagen/problem/1"
RESULT_SCHEMA = "byggvagen/result/1"
SHORT_DEMAND = ("start_week", "end_week", "headcount")


def read_problem(text: str | bytes) -> Problem:
    """A problem from JSON text. Raises ProblemError naming the place of the fault."""
    data = _object(text)
    _expect_schema(data, PROBLEM_SCHEMA)
    needs = data.get("needs")
    if isinstance(needs, list):
        data["needs"] = [_long_demand(need) for need in needs]
    problem: Problem = decode(Problem, data, "")
    return problem


def write_problem(problem: Problem) -> str:
    """JSON text that `read_problem` turns into the same problem."""
    return text({"schema": PROBLEM_SCHEMA, **plain(problem)})


def write_result(result: Result) -> str:
    return text({"schema": RESULT_SCHEMA, **plain(result)})


class Plan(NamedTuple):
    """What a result file says, as far as it can be checked. `data` is all of it as plain JSON."""

    placements: tuple[Placement, ...]
    trainings: tuple[Training, ...]
    goals: tuple[GoalOutcome, ...] | None  # None = not told
    prices: Prices | None
    data: dict[str, Any]


def read_result(text: str | bytes, problem: Problem) -> Plan:
    """The plan in a result file.

    Of a placement only candidate, need, weeks and value must be there, of a training candidate,
    intakes, opening and value. Tutor hours and the end of courses that are not given are counted
    from the problem, parts of the value that are not given are not checked.
    """
    data = _object(text)
    _expect_schema(data, RESULT_SCHEMA, drop=False)
    placements = []
    for item, row in _rows(data, "placements"):
        given: dict[str, Any] = {"value_parts": {}, "tutor_hours_per_week": 0.0, "intakes": []}
        given |= {key: value for key, value in row.items() if key in _PLACEMENT}
        if isinstance(given.get("then"), list):
            given["then"] = [
                {"tutor_hours_per_week": 0.0, **leg} if isinstance(leg, dict) else leg
                for leg in given["then"]
            ]
        placement: Placement = decode(Placement, given, item)
        placements.append(_with_hours(problem, placement, row))
    trainings = []
    for item, row in _rows(data, "trainings") if "trainings" in data else ():
        given = {"value_parts": {}, "end_week": 0}
        given |= {key: value for key, value in row.items() if key in _TRAINING}
        training: Training = decode(Training, given, item)
        if "end_week" not in row:
            training = replace(training, end_week=end_of(problem, training.intakes))
        trainings.append(training)
    goals, prices = data.get("goals"), data.get("prices")
    return Plan(
        tuple(placements),
        tuple(trainings),
        None if goals is None else decode(tuple[GoalOutcome, ...], goals, "goals"),
        None if prices is None else decode(Prices, prices, "prices"),
        data,
    )


_PLACEMENT = {f.name for f in fields(Placement)} - {"reasons", "margin"}
_TRAINING = {f.name for f in fields(Training)} - {"reasons"}


def _rows(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = data.get(name)
    if not isinstance(rows, list):
        _wrong(name, "en lista")
    for k, row in enumerate(rows):
        if not isinstance(row, dict):
            _wrong(f"{name}[{k}]", "ett objekt")
        yield f"{name}[{k}]", row


def _with_hours(problem: Problem, placement: Placement, row: Mapping[str, Any]) -> Placement:
    """Tutor hours that the row leaves out, counted."""
    counted = hours_of(problem, placement)
    given = [leg.tutor_hours_per_week for leg in placement.then]
    told = ["tutor_hours_per_week" in leg for leg in row.get("then", ())]
    hours = [g if t else c for g, t, c in zip(given, told, counted[1:], strict=True)]
    first = placement.tutor_hours_per_week if "tutor_hours_per_week" in row else counted[0]
    legs = zip(placement.then, hours, strict=True)
    return replace(
        placement,
        tutor_hours_per_week=first,
        then=tuple(replace(leg, tutor_hours_per_week=h) for leg, h in legs),
    )


def text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _wrong(item: str, wanted: str) -> NoReturn:
    raise ProblemError("wrong_type", item or "problem", f"Ska vara {wanted}.")


def _object(text: str | bytes) -> dict[str, Any]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ProblemError("duplicate_key", key, "Nyckeln står två gånger i samma objekt.")
            found[key] = value
        return found

    def constant(name: str) -> NoReturn:
        raise ProblemError("not_a_number", name, "Talet är inte ett vanligt tal.")

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=constant)
    except ProblemError:
        raise
    except (ValueError, RecursionError) as fault:
        raise ProblemError("not_json", "filen", f"Filen är inte läsbar JSON: {fault}.") from None
    if not isinstance(data, dict):
        _wrong("filen", "ett JSON-objekt")
    return data


def _expect_schema(data: dict[str, Any], wanted: str, drop: bool = True) -> None:
    found = data.pop("schema", None) if drop else data.get("schema")
    if found != wanted:
        raise ProblemError("wrong_schema", "schema", f"Ska vara {wanted!r}, inte {found!r}.")


def _long_demand(need: Any) -> Any:
    if not isinstance(need, dict) or not any(key in need for key in SHORT_DEMAND):
        return need
    item = f"needs[{need.get('id')}]"
    if "demand" in need:
        text = "Ange antingen demand eller start_week, end_week och headcount."
        raise ProblemError("two_forms", item, text)
    for key in SHORT_DEMAND:
        if key not in need:
            raise ProblemError("missing_key", f"{item}.{key}", "Nyckeln saknas.")
    rest = {key: value for key, value in need.items() if key not in SHORT_DEMAND}
    return {**rest, "demand": [{key: need[key] for key in SHORT_DEMAND}]}


@cache
def hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def decode(kind: Any, value: Any, item: str) -> Any:
    """`value` as the annotated type, or ProblemError naming `item`."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _decode_union(kind, value, item)
    if is_dataclass(kind):
        return _decode_object(kind, value, item)
    if origin in {tuple, frozenset}:
        return _decode_list(kind, value, item)
    if origin is Literal:
        if value not in get_args(kind):
            _wrong(item, f"ett av {', '.join(map(str, get_args(kind)))}")
        return value
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            _wrong(item, "ett objekt")
        named, inner = get_args(kind)
        return {
            _key(named, key, item): decode(inner, part, f"{item}[{key}]")
            for key, part in value.items()
        }
    return _decode_plain(kind, value, item)


def _key(kind: type, key: str, item: str) -> str | int:
    """Weeks are text as keys of a JSON object."""
    if kind is not int:
        return key
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        _wrong(f"{item}[{key}]", "en vecka")
    return int(key)


def _decode_plain(kind: Any, value: Any, item: str) -> Any:
    if kind is bool:
        if not isinstance(value, bool):
            _wrong(item, "true eller false")
    elif kind is int:
        if isinstance(value, bool) or not isinstance(value, int):
            _wrong(item, "ett heltal")
    elif kind is float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            _wrong(item, "ett tal")
        try:
            return float(value)
        except OverflowError:
            raise ProblemError("absurd", item, "Talet är orimligt stort.") from None
    elif not isinstance(value, str):
        _wrong(item, "en text")
    return value


def _decode_union(kind: Any, value: Any, item: str) -> Any:
    choices = get_args(kind)
    if value is None and type(None) in choices:
        return None
    left = [choice for choice in choices if choice is not type(None)]
    if len(left) > 1:  # one figure, or one per week
        left = [c for c in left if (get_origin(c) is tuple) == isinstance(value, list)]
    return decode(left[0], value, item)


def _decode_list(kind: Any, value: Any, item: str) -> Any:
    if not isinstance(value, list):
        _wrong(item, "en lista")
    inner, origin = get_args(kind)[0], get_origin(kind)
    parts = []
    for k, part in enumerate(value):
        name = part.get("id", k) if isinstance(part, dict) else k
        parts.append(decode(inner, part, f"{item}[{name}]"))
    if origin is frozenset and len(set(parts)) < len(parts):
        raise ProblemError("duplicate_value", item, "Samma värde står två gånger.")
    return tuple(parts) if origin is tuple else frozenset(parts)


def _decode_object(kind: Any, value: Any, item: str) -> Any:
    if not isinstance(value, dict):
        _wrong(item, "ett objekt")
    known, prefix = hints(kind), f"{item}." if item else ""
    for key in value:
        if key not in known:
            raise ProblemError("unknown_key", f"{prefix}{key}", "Nyckeln finns inte i formatet.")
    filled = {}
    for f in fields(kind):
        if f.name in value:
            filled[f.name] = decode(known[f.name], value[f.name], f"{prefix}{f.name}")
        elif f.default is MISSING and f.default_factory is MISSING:
            raise ProblemError("missing_key", f"{prefix}{f.name}", "Nyckeln saknas.")
    return kind(**filled)
