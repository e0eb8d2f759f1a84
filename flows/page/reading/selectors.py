"""A source's own CSS selectors: checked when its source.toml is loaded, applied before a page is walked."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_PRECEDENCE: Final = ("content", "title", "author", "date", "content_source", "editor", "drop")
"""Roles from weak to strong: where two name the same element, the later one is meant."""


@lru_cache(maxsize=1)
def _empty_page() -> LexborHTMLParser:
    return LexborHTMLParser("<p></p>")


def check_selector(selector: str) -> str | None:
    """Why `selector` cannot be used, or None where it can. Never raises."""
    if not selector.strip():
        return "the selector is empty"
    if len(selector) > 1000:
        return "the selector is longer than 1000 characters"
    try:
        _empty_page().css(selector)
    except (SelectolaxError, ValueError) as error:
        return f"not a CSS selector that lexbor reads: {error}"
    return None


def mark_nodes(tree: LexborHTMLParser, selectors: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """`mem_id` of each node that a selector names → its mark: the role, or "drop:<selector>"."""
    marks: dict[int, str] = {}
    for role in _PRECEDENCE:
        for selector in selectors.get(role, ()):
            mark = f"drop:{selector}" if role == "drop" else role
            for node in tree.css(selector):
                marks[node.mem_id] = mark
    return marks
