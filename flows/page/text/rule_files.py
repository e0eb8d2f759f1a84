"""The files of flows/rules: read, parsed and held to their schema in one place."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from flows.contracts import first_error


class RuleError(ValueError):
    """A rule, word list or fragment that cannot be used. The message is one line: file, name, what to do."""


def rules_folder() -> Traversable:
    """The packaged flows/rules."""
    return files("flows").joinpath("rules")


def read_rule_files(kind: str, folder: Traversable | None = None) -> dict[str, dict[str, Any]]:
    """Parsed files of one kind, by name below flows/rules, in order of their names.

    kind: "words" or "lines" (folders of TOML files) or "fragments" (a single file). Raises RuleError.
    """
    place = (folder or rules_folder()).joinpath(kind)
    if place.is_dir():
        found = {f"{kind}/{entry.name}": entry for entry in place.iterdir() if entry.name.endswith(".toml")}
    else:
        found = {f"{kind}.toml": (folder or rules_folder()).joinpath(f"{kind}.toml")}
    return {name: parse_rule_file(kind, name, found[name].read_bytes()) for name in sorted(found)}


def parse_rule_file(kind: str, name: str, content: bytes) -> dict[str, Any]:
    """One file of `kind`, held to schemas/rules-<kind>.schema.json. Raises RuleError."""
    try:
        parsed = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RuleError(f"{name}: not TOML: {' '.join(str(error).split())}") from error
    if problem := first_error(f"rules-{kind}", parsed):
        raise RuleError(f"{name}: {problem}")
    return parsed
