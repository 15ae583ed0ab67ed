"""The published JSON Schemas (2020-12) of problem and result files, written from the dataclasses.

Run as a module to write the files: `python -m matchning.optimering.schema`.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from .io import PROBLEM_SCHEMA, RESULT_SCHEMA, SHORT_DEMAND, hints, text
from .problem import Problem
from .result import Result

Schema = dict[str, Any]
PROBLEM_FILE = Path(__file__).with_name("problem.schema.json")
RESULT_FILE = Path(__file__).with_name("result.schema.json")
_PLAIN: dict[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    type(None): {"type": "null"},
    Any: {},
}


def problem_schema() -> Schema:
    schema = _root(Problem, PROBLEM_SCHEMA)
    need = schema["$defs"]["Need"]
    whole = {"type": "integer", "minimum": 0}
    need["properties"] |= {name: dict(whole) for name in SHORT_DEMAND}
    need["required"] = ["id", "site"]
    need["oneOf"] = [{"required": ["demand"]}, {"required": list(SHORT_DEMAND)}]
    return schema


def result_schema() -> Schema:
    """What `io.write_result` writes; `io.read_result` asks for less."""
    return _root(Result, RESULT_SCHEMA)


def files() -> dict[Path, str]:
    """The text of each published file."""
    return {PROBLEM_FILE: text(problem_schema()), RESULT_FILE: text(result_schema())}


def _root(kind: type, name: str) -> Schema:
    definitions: Schema = {}
    root = _schema_of(kind, definitions)
    body = definitions.pop(root["$ref"].rsplit("/", 1)[1])
    body["properties"] = {"schema": {"const": name}, **body["properties"]}
    body["required"] = ["schema", *body["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema_of(kind: Any, definitions: Schema) -> Schema:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema_of(choice, definitions) for choice in get_args(kind)]}
    if is_dataclass(kind):
        return _object_of(kind, definitions)  # type: ignore[arg-type]
    if origin in {tuple, frozenset}:
        schema = {"type": "array", "items": _schema_of(get_args(kind)[0], definitions)}
        return schema | ({"uniqueItems": True} if origin is frozenset else {})
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = _schema_of(get_args(kind)[1], definitions)
        return {"type": "object", "additionalProperties": inner}
    return {"enum": list(get_args(kind))} if origin is Literal else dict(_PLAIN[kind])


def _object_of(kind: type, definitions: Schema) -> Schema:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        hinted, parts = hints(kind), fields(kind)
        definitions[name] |= {
            "type": "object",
            "description": (kind.__doc__ or "").split("\n", maxsplit=1)[0],
            "properties": {f.name: _schema_of(hinted[f.name], definitions) for f in parts},
            "required": [
                f.name for f in parts if f.default is MISSING and f.default_factory is MISSING
            ],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    for path, content in files().items():
        path.write_text(content, encoding="utf-8")
