"""JSON Schemas of what people write (rules, source.toml, sidecars), and their first error as one line.

Below everything else: it imports nothing of the project but the place of schemas/.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from flows.schemas_directory import schemas_directory

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

_MAX_MESSAGE = 200
_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def _schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((schemas_directory() / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _validator(name: str) -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator  # 30 ms that a program need not wait for if nothing is to be checked

    return Draft202012Validator(_schema(name))


def first_error(name: str, raw: Any) -> str | None:
    """Where and how `raw` breaks schemas/<name>.schema.json first; None when it does not.

    raw: what a TOML or JSON parser gave, dates and lone surrogates included.
    """
    try:
        for path, what in _not_json(raw, []):
            return _located(path, f"{what} does not belong here")
        errors = sorted(_validator(name).iter_errors(raw), key=_order)
    except (RecursionError, ValueError):  # the validator's own bound is a ValueError
        return "tables or lists are nested too deep"
    return _located(errors[0].instance_path, _message(_schema(name), errors[0])) if errors else None


def _not_json(value: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], str]]:
    """What JSON has no word for, with its path: dates, numbers that are none, lone surrogates."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _not_json(key, path)
            yield from _not_json(each, [*path, key])
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _not_json(each, [*path, place])
    elif isinstance(value, str):
        if not value.isascii() and _SURROGATE.search(value):
            yield path, "half a character"
    elif isinstance(value, date | time):
        yield path, f"the {type(value).__name__} {value}"
    elif isinstance(value, float) and not isfinite(value):
        yield path, str(value)


def _located(path: list[str | int], message: str) -> str:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return f"{where}: {_shorten(message)}" if where else _shorten(message)


def _order(error: "ValidationError") -> tuple[list[str], bool]:
    """By place; a key that is not known comes before one that is missing, for it is the other's misspelling."""
    return list(map(str, error.instance_path)), error.kind.name != "additionalProperties"


def _shorten(message: str) -> str:
    """`message` on one line; of a long one the middle goes, for the end says what is wrong with the value."""
    message = " ".join(message.split())
    half = _MAX_MESSAGE // 2
    return f"{message[:half]}…{message[-half:]}" if len(message) > _MAX_MESSAGE else message


def _message(schema: dict[str, Any], error: "ValidationError") -> str:
    """What is wrong, for readers who know neither JSON Schema nor regular expressions."""
    value: Any = error.instance
    described = _described(schema, error.schema_path)
    if error.kind.name == "additionalProperties":
        unknown = next(name for name in value if name not in described["properties"])
        return f"no key {unknown!r}; there are {', '.join(described['properties'])}"
    if error.kind.name in ("pattern", "anyOf", "propertyNames") and "description" in described:
        return f"{_shown(error, value)} is not what belongs here: {described['description']}"
    return error.message


def _shown(error: "ValidationError", value: Any) -> str:
    if error.kind.name == "propertyNames":
        return f"the name {error.message.split(' ')[0]}"
    return repr(value)


def _described(schema: dict[str, Any], path: list[str | int]) -> dict[str, Any]:
    """The part of `schema` that an error is about: the one that holds its keyword."""
    found: Any = schema
    for step in _steps(path):
        found = schema["$defs"][found["$ref"].rsplit("/", 1)[-1]] if step == "$ref" else found[step]
    return found if isinstance(found, dict) else {}


def _steps(path: list[str | int]) -> Iterator[str | int]:
    """`path` without its last step, the keyword; of names of keys, what they have to look like."""
    yield from path[:-1] if "propertyNames" not in path else path[: path.index("propertyNames") + 1]
