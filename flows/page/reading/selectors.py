"""A source's own CSS selectors: checked when its source.toml is loaded, applied before a page is walked."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from flows.page.errors import PageError

_PRECEDENCE: Final = ("content", "title", "author", "date", "content_source", "editor", "drop")
"""Roles from weak to strong: where two name the same element, the later one is meant."""

_AMONG_SIBLINGS: Final = re.compile(r":nth-|\(.*~(?!=)", re.IGNORECASE | re.DOTALL)
"""What lexbor goes through the siblings of each element for: some pseudo-classes, and others around a ~."""
_MAX_STEPS: Final = 200_000_000
"""From sibling to sibling over a page: a second, in which nothing can interrupt it."""


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
    """`mem_id` of each node that a selector names → its mark: the role, or "drop:<selector>".

    Raises PageError too_many_nodes where a selector would go from sibling to sibling for too long.
    """
    marks: dict[int, str] = {}
    costly = [each for given in selectors.values() for each in given if _AMONG_SIBLINGS.search(each)]
    if costly and _count_steps(tree) > _MAX_STEPS:
        raise PageError("too_many_nodes", f"elements with too many siblings for the selector {costly[0]!r}")
    for role in _PRECEDENCE:
        for selector in selectors.get(role, ()):
            mark = f"drop:{selector}" if role == "drop" else role
            for node in tree.css(selector):
                marks[node.mem_id] = mark
    return marks


def _count_steps(tree: LexborHTMLParser) -> int:
    """From each element of a page through all its siblings."""
    siblings = Counter(parent.mem_id for node in tree.css("*") if (parent := node.parent) is not None)
    return sum(count * count for count in siblings.values())
