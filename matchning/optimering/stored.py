"""A result read back from the JSON it was stored as."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .errors import ProblemError
from .result import Result


def read_result(data: Mapping[str, Any]) -> Result:
    """The Result that `canonical.plain` (or `io.write_result`) wrote.

    Fields added since then have their default; raises ProblemError where it is no result.
    """
    try:
        result: Result = _read(Result, data)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        text = f"Resultatet går inte att läsa: {fault}."
        raise ProblemError("wrong_schema", "result", text) from None
    return result


def _read(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        left = [choice for choice in inner if choice is not type(None)]
        return None if value is None else _read(left[0], value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(  # type: ignore[operator]
            **{
                f.name: _read(hints[f.name], value[f.name])
                for f in fields(kind)
                if f.name in value or (f.default is MISSING and f.default_factory is MISSING)
            }
        )
    if origin is tuple:
        return tuple(_read(inner[0], part) for part in value)
    if origin is frozenset:
        return frozenset(value)
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        return {inner[0](name): _read(inner[1], part) for name, part in value.items()}
    return float(value) if kind is float else value
