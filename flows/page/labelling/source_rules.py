"""The wording rules of one source, from its source.toml."""

from collections.abc import Iterator, Sequence

from flows.page.source import SourceRule
from flows.page.text.folding import fold
from flows.page.text.pattern_set import Finder, compile_set, encode_line

MAX_BYTES = 16 << 20
"""Memory that the set of a source's patterns may grow to: a worker may hold those of many sources."""


def match_source_rules(rules: tuple[SourceRule, ...], lines: Sequence[str]) -> list[SourceRule | None]:
    """Of each line, as it stands, the first of `rules` that finds its pattern in it."""
    found = [len(rules)] * len(lines)
    for reads, places, find in compile_source_rules(rules):
        for index, line in enumerate(lines):
            if matching := find(encode_line(fold(line) if reads == "folded" else line)):
                found[index] = min(found[index], places[min(matching)])
    return [rules[place] if place < len(rules) else None for place in found]


def compile_source_rules(rules: tuple[SourceRule, ...]) -> list[tuple[str, list[int], Finder]]:
    """For each way of reading a line that `rules` ask for: its name, the places of its rules, the set of their
    patterns.

    Raises PatternError.
    """
    return list(_sets(rules))


def _sets(rules: tuple[SourceRule, ...]) -> Iterator[tuple[str, list[int], Finder]]:
    for reads in ("folded", "raw"):
        if places := [place for place, rule in enumerate(rules) if rule.reads == reads]:
            yield reads, places, compile_set(tuple(rules[place].pattern for place in places), MAX_BYTES)
