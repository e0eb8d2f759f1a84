"""HTML into lines."""

import re
from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from flows.page.errors import PageError
from flows.page.limits import DEFAULT_LIMITS, Limits
from flows.page.lines import Reading
from flows.page.reading.guard import guard_parser
from flows.page.reading.selectors import check_selector, mark_nodes
from flows.page.reading.walk import Walk
from flows.page.source import Source

__all__ = ["check_selector", "read_html"]

_SENTENCE_MARK: Final = re.compile("[，。；：？！、]")
_MIN_MARKS: Final = 3
"""A hidden container with fewer marks than this is never the page's main one."""


def read_html(
    text: str, *, source: Source | None = None, limits: Limits = DEFAULT_LIMITS, encoded: bytes | None = None
) -> Reading:
    """Read a page into the lines that a browser would lay out, with the evidence its markup gives.

    `source` marks lines by its selectors. `encoded` is `text` in UTF-8, without a byte order mark, where the caller
    has it: encoding it again costs a sixth of the parse. Raises `PageError` too_deep, too_many_nodes, too_many_lines or
    no_text.
    """
    guarded = guard_parser(text, limits)
    markup = encoded if encoded is not None and guarded is text else guarded
    tree = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)
    marks = mark_nodes(tree, source.selectors) if source is not None and source.selectors else {}
    root = tree.root
    if root is None:
        raise PageError("no_text", "the page is empty")
    walk = Walk(root, marks, limits)
    walk.run()
    lines = walk.builder.lines
    hide_lines(walk)
    if all(line.is_hidden for line in lines):
        raise PageError("no_text", "a frameset without text" if "frames" in walk.flags else "the page shows no text")
    for image in walk.images:
        image.before_line = min(image.before_line, len(lines))
    head = walk.head
    return Reading(
        lines=lines,
        media_type="text/html",
        elements=walk.builder.build_elements(),
        images=walk.images,
        html_title=head.title,
        meta=head.meta,
        json_ld=head.json_ld,
        canonical_url=head.canonical_url,
        language=_read_language(root),
        flags=walk.flags,
    )


def _read_language(root: LexborNode) -> str:
    attributes = root.attributes
    return (attributes.get("lang") or attributes.get("xml:lang") or "").strip()


def hide_lines(walk: Walk) -> None:
    """Decide which hidden elements really are: one with most of the page's sentences is shown later by a script."""
    roots = walk.hidden_roots
    hidden_of = walk.builder.hidden_of
    if not roots or max(hidden_of, default=-1) < 0:
        return
    lines = walk.builder.lines
    inside = [(line, index) for line, index in zip(lines, hidden_of, strict=True) if index >= 0]
    weights = [0] * len(roots)
    for line, index in inside:
        weights[index] += len(_SENTENCE_MARK.findall(line.text))
    for index in range(len(roots) - 1, -1, -1):
        if roots[index].parent >= 0:
            weights[roots[index].parent] += weights[index]
    is_main = [weight >= _MIN_MARKS for weight in weights]
    if any(is_main):
        half = len(_SENTENCE_MARK.findall("".join([line.text for line in lines]))) / 2
        is_main = [weight >= _MIN_MARKS and weight > half for weight in weights]
    has_shown = min(hidden_of) < 0
    is_hidden: list[bool] = []
    for root, main in zip(roots, is_main, strict=True):
        is_shown = main or (root.is_inert and not has_shown)
        is_hidden.append(not is_shown or (root.parent >= 0 and is_hidden[root.parent]))
    for line, index in inside:
        line.is_hidden = is_hidden[index]
