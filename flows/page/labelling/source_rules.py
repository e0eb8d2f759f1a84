"""The wording rules of one source, from its source.toml."""

from collections.abc import Sequence

from flows.page.source import SourceRule
from flows.page.text.folding import fold
from flows.page.text.pattern_set import compile_set, encode_line


def match_source_rules(rules: tuple[SourceRule, ...], lines: Sequence[str]) -> list[SourceRule | None]:
    """Of each line, as it stands, the first of `rules` that finds its pattern in it."""
    if not rules:
        return [None] * len(lines)
    found = [len(rules)] * len(lines)
    for reads in ("folded", "raw"):
        places = [place for place, rule in enumerate(rules) if rule.reads == reads]
        if not places:
            continue
        find = compile_set(tuple(rules[place].pattern for place in places))
        for index, line in enumerate(lines):
            if matching := find(encode_line(fold(line) if reads == "folded" else line)):
                found[index] = min(found[index], places[min(matching)])
    return [rules[place] if place < len(rules) else None for place in found]
