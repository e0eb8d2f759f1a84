"""Patterns written with names: {date} stands for a fragment of flows/rules/fragments.toml, {networks} for any word of
the list of that name (flows/rules/words). The names keep a pattern short enough to read aloud.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.page.text.rule_files import RuleError, read_rule_files
from flows.page.text.words import WordList, word_lists

_NAME = re.compile(r"\\[pPx]\{[^}]*\}|\\.|\{(\s*[^\W\d]\w*\s*)\}", re.DOTALL)
"""A name in braces, or an escape, whose braces hold none."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A named piece of patterns."""

    about: str
    pattern: str
    example: str
    """A text that the pattern matches whole."""


@cache
def fragments() -> dict[str, Fragment]:
    """The packaged fragments by name."""
    (tables,) = read_rule_files("fragments").values()
    return parse_fragments(tables, word_lists())


def parse_fragments(tables: dict[str, Any], lists: Mapping[str, WordList]) -> dict[str, Fragment]:
    """Fragments by name. RuleError where one has the name of a word list: a name means one thing."""
    for name in tables:
        if name in lists:
            raise RuleError(f"fragments.toml: [{name}]: a word list has this name too; rename one")
    return {name: Fragment(**table) for name, table in tables.items()}


def expand(pattern: str) -> str:
    """`pattern` with the packaged names written out. RuleError names what is unknown."""
    return expand_with(pattern, fragments(), word_lists())


def expand_with(pattern: str, known: Mapping[str, Fragment], lists: Mapping[str, WordList]) -> str:
    """`pattern` with each {name} written out as a group. RuleError where there is no such fragment or word list."""

    def written_out(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        if name in known:
            return f"(?:{known[name].pattern})"
        if name in lists:
            return f"(?:{lists[name].pattern})"
        raise RuleError(f"there is no fragment or word list {name!r}; add it to fragments.toml or words/")

    return _NAME.sub(written_out, pattern)
