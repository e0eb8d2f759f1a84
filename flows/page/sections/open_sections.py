"""The sections that are open at one place of a text, outermost first, and where among them a candidate may stand."""

from functools import cache

from flows.page.sections.candidates import Candidate, Look
from flows.page.sections.styles import LEGAL, RANK, SPOKEN, UNNUMBERED, Style

MAX_LEVEL = 9
"""The level in Markdown of what has none: below all that have one."""
INNER = "+"
"""What ends the key of a counter that is nested in one of the same style."""
Entry = tuple[str, int, int, tuple[int, ...], int, Look]
"""An open section: counter key, value, sub-value, decimal path, index of its candidate, look."""


def find_open(stack: tuple[Entry, ...], key: str) -> int:
    """The depth of the open section with this key; -1 without one."""
    depth = len(stack) - 1
    while depth >= 0 and stack[depth][0] != key:
        depth -= 1
    return depth


def find_prefix(stack: tuple[Entry, ...], path: tuple[int, ...]) -> int:
    """The depth below the deepest section that a decimal label names as its parent; 0 without one."""
    depth = len(stack)
    while depth and not is_prefix(stack[depth - 1], path):
        depth -= 1
    return depth


def is_prefix(entry: Entry, path: tuple[int, ...]) -> bool:
    """Whether a decimal label names an open section as its parent."""
    return path[:-1] == (entry[3] or (entry[1],))


def find_holder(stack: tuple[Entry, ...], c: Candidate) -> int:
    """The depth below the deepest open section that may hold the candidate."""
    depth = len(stack)
    if c.depth:
        while depth and not _is_above(stack[depth - 1], c):
            depth -= 1
        return depth
    if c.style in LEGAL:
        while depth and (style_of(stack[depth - 1]) not in LEGAL or RANK[style_of(stack[depth - 1])] >= RANK[c.style]):
            depth -= 1
    while depth and not _may_hold(style_of(stack[depth - 1]), c.style):
        depth -= 1
    return depth


def _is_above(entry: Entry, c: Candidate) -> bool:
    """Whether the levels of Markdown put a section above another; at one level, the styles of their numbers do."""
    level = int(entry[0].partition("#")[2].rstrip(INNER) or MAX_LEVEL)
    style = style_of(entry)
    is_outer = style not in UNNUMBERED and c.style not in UNNUMBERED and _rank(style, entry[3]) < _rank(c.style, c.path)
    return level < c.depth or (level == c.depth and is_outer)


def _rank(style: Style, path: tuple[int, ...]) -> float:
    return RANK[style] + 0.1 * len(path)


def _may_hold(outer: Style, inner: Style) -> bool:
    """A run-in heading holds only what is said within its paragraph; 前言 and the like hold no numbering, but 附则 may
    hold articles.
    """
    if outer is Style.RUN_IN:
        return inner in SPOKEN
    if outer is Style.MATTER:
        return inner in SPOKEN or inner in (Style.ARTICLE, Style.RUN_IN)
    return True


def heading_depths(stack: tuple[Entry, ...], key: str) -> list[int]:
    """Where a heading without a number may stand: anywhere, but h3 below an open h2 and above no open h3 or h4."""
    least, most = 0, len(stack)
    for depth, entry in enumerate(stack):
        if style_of(entry) is Style.HEADING:
            if entry[0] >= key:
                most = depth
                break
            least = depth + 1
    return list(range(most, least - 1, -1))[:5]


def style_of(entry: Entry) -> Style:
    """The style of an open section."""
    return _style_of_key(entry[0])


@cache
def _style_of_key(key: str) -> Style:
    """The style of a counter: its key without depth or word."""
    return max((style for style in Style if key.startswith(style)), key=len)
