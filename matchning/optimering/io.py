"""JSON in and out: `byggvagen/problem/1` and `byggvagen/result/1`.

The dataclasses are the format: every field is a key of the same name, sets are lists, weeks are
whole numbers. `problem.schema.json` is written from them (`json_schema`). Two short forms are
understood: a need may give `start_week`, `end_week`, `headcount` instead of `demand`, and tutor
hours may be one figure or a list per week. Unknown keys are faults: a misspelt key must not be
silently ignored.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from .canonical import plain
from .errors import ProblemError
from .problem import Problem
from .recount import hours_of
from .result import Placement, Result

PROBLEM_SCHEMA = "byggvagen/problem/1"
RESULT_SCHEMA = "byggvagen/result/1"
SCHEMA_FILE = Path(__file__).with_name("problem.schema.json")
_SHORT_DEMAND = ("start_week", "end_week", "headcount")


def read_problem(text: str | bytes) -> Problem:
    """A problem from JSON text. Raises ProblemError naming the place of the fault."""
    data = _object(text)
    _expect_schema(data, PROBLEM_SCHEMA)
    needs = data.get("needs")
    if isinstance(needs, list):
        data["needs"] = [_long_demand(need) for need in needs]
    problem: Problem = _decode(Problem, data, "")
    return problem


def write_problem(problem: Problem) -> str:
    """JSON text that `read_problem` turns into the same problem."""
    return _text({"schema": PROBLEM_SCHEMA, **plain(problem)})


def write_result(result: Result) -> str:
    return _text({"schema": RESULT_SCHEMA, **plain(result)})


def read_placements(
    text: str | bytes, problem: Problem
) -> tuple[tuple[Placement, ...], dict[str, Any]]:
    """(placements, the whole result as plain JSON) from a result file.

    Of a placement only candidate, need, weeks and value must be there; tutor hours that are not
    given are counted from the problem, parts of the value that are not given are not checked.
    """
    data = _object(text)
    _expect_schema(data, RESULT_SCHEMA, drop=False)
    rows = data.get("placements")
    if not isinstance(rows, list):
        _wrong("placements", "en lista")
    known = {f.name for f in fields(Placement)} - {"reasons", "margin"}
    placements = []
    for k, row in enumerate(rows):
        if not isinstance(row, dict):
            _wrong(f"placements[{k}]", "ett objekt")
        kept = {"value_parts": {}, "tutor_hours_per_week": 0.0, "intakes": []}
        kept |= {key: value for key, value in row.items() if key in known}
        placement: Placement = _decode(Placement, kept, f"placements[{k}]")
        if "tutor_hours_per_week" not in row:
            placement = replace(placement, tutor_hours_per_week=hours_of(problem, placement))
        placements.append(placement)
    return tuple(placements), data


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem file, written from the dataclasses."""
    definitions: dict[str, Any] = {}
    root = _schema_of(Problem, definitions)
    body = definitions.pop(root["$ref"].rsplit("/", 1)[1])
    body["properties"] = {"schema": {"const": PROBLEM_SCHEMA}, **body["properties"]}
    body["required"] = ["schema", *body["required"]]
    need = definitions["Need"]
    whole = {"type": "integer", "minimum": 0}
    need["properties"] |= {name: dict(whole) for name in _SHORT_DEMAND}
    need["required"] = ["id", "site"]
    need["oneOf"] = [{"required": ["demand"]}, {"required": list(_SHORT_DEMAND)}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": PROBLEM_SCHEMA,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    return _text(json_schema())


def _text(data: Mapping[str, Any]) -> str:
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
    if not isinstance(need, dict) or not any(key in need for key in _SHORT_DEMAND):
        return need
    item = f"needs[{need.get('id')}]"
    if "demand" in need:
        text = "Ange antingen demand eller start_week, end_week och headcount."
        raise ProblemError("two_forms", item, text)
    for key in _SHORT_DEMAND:
        if key not in need:
            raise ProblemError("missing_key", f"{item}.{key}", "Nyckeln saknas.")
    rest = {key: value for key, value in need.items() if key not in _SHORT_DEMAND}
    return {**rest, "demand": [{key: need[key] for key in _SHORT_DEMAND}]}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, value: Any, item: str) -> Any:
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
        inner = get_args(kind)[1]
        return {key: _decode(inner, part, f"{item}[{key}]") for key, part in value.items()}
    return _decode_plain(kind, value, item)


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
    return _decode(left[0], value, item)


def _decode_list(kind: Any, value: Any, item: str) -> Any:
    if not isinstance(value, list):
        _wrong(item, "en lista")
    inner, origin = get_args(kind)[0], get_origin(kind)
    parts = []
    for k, part in enumerate(value):
        name = part.get("id", k) if isinstance(part, dict) else k
        parts.append(_decode(inner, part, f"{item}[{name}]"))
    if origin is frozenset and len(set(parts)) < len(parts):
        raise ProblemError("duplicate_value", item, "Samma värde står två gånger.")
    return tuple(parts) if origin is tuple else frozenset(parts)


def _decode_object(kind: Any, value: Any, item: str) -> Any:
    if not isinstance(value, dict):
        _wrong(item, "ett objekt")
    hints, prefix = _hints(kind), f"{item}." if item else ""
    for key in value:
        if key not in hints:
            raise ProblemError("unknown_key", f"{prefix}{key}", "Nyckeln finns inte i formatet.")
    filled = {}
    for f in fields(kind):
        if f.name in value:
            filled[f.name] = _decode(hints[f.name], value[f.name], f"{prefix}{f.name}")
        elif f.default is MISSING and f.default_factory is MISSING:
            raise ProblemError("missing_key", f"{prefix}{f.name}", "Nyckeln saknas.")
    return kind(**filled)


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema_of(choice, definitions) for choice in get_args(kind)]}
    if is_dataclass(kind):
        name = kind.__name__  # type: ignore[union-attr]
        if name not in definitions:
            definitions[name] = {}
            hints = _hints(kind)  # type: ignore[arg-type]
            required = [
                f.name
                for f in fields(kind)
                if f.default is MISSING and f.default_factory is MISSING
            ]
            definitions[name] |= {
                "type": "object",
                "description": (kind.__doc__ or "").split("\n", maxsplit=1)[0],
                "properties": {
                    f.name: _schema_of(hints[f.name], definitions) for f in fields(kind)
                },
                "required": required,
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}
    if origin in {tuple, frozenset}:
        schema = {"type": "array", "items": _schema_of(get_args(kind)[0], definitions)}
        return schema | ({"uniqueItems": True} if origin is frozenset else {})
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin is not None and issubclass(origin, Mapping):
        inner = _schema_of(get_args(kind)[1], definitions)
        return {"type": "object", "additionalProperties": inner}
    names = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}
    return {"type": names[kind]}
