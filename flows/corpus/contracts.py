"""JSON Schemas of what users write, and their first error as one line."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.schemas_directory import schemas_directory

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_MAX_MESSAGE = 200


@cache
def _validator(name: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # 60 ms that a page without sidecar and source.toml need not wait

    path = schemas_directory() / f"{name}.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def first_error(name: str, raw: Any) -> str | None:
    """Where and how `raw` breaks schemas/<name>.schema.json first; None when it does not."""
    errors = sorted(_validator(name).iter_errors(raw), key=lambda error: [str(part) for part in error.absolute_path])
    if not errors:
        return None
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in errors[0].absolute_path)
    message = " ".join(_message(errors[0]).split())
    if len(message) > _MAX_MESSAGE:
        message = f"{message[:_MAX_MESSAGE]}…"
    return f"{where.lstrip('.')}: {message}" if where else message


def _message(error: "ValidationError") -> str:
    """What is wrong, for readers who know neither JSON Schema nor regular expressions."""
    value: Any = error.instance
    described: Any = error.schema
    if error.validator == "additionalProperties":
        unknown = next(name for name in value if name not in described["properties"])
        return f"no key {unknown!r}; there are {', '.join(described['properties'])}"
    if error.validator in ("pattern", "anyOf"):
        return f"{value!r} is not what belongs here: {described['description']}"
    return error.message
