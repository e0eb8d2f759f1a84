"""HTML into lines."""

import re
from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from flows.page.errors import PageError
from flows.page.html_selectors import check_selector, mark_nodes
from flows.page.html_walk import Frame, Walk
from flows.page.limits import DEFAULT_LIMITS, Limits
from flows.page.lines import Element, Reading
from flows.page.source import Source

__all__ = ["check_selector", "read_html"]

_SENTENCE_MARK: Final = re.compile("[，。；：？！、]")
_MIN_MARKS: Final = 3
"""A hidden container with fewer marks than this is never the page's main one."""


def read_html(text: str, *, source: Source | None = None, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a page into the lines that a browser would lay out, with the evidence its markup gives.

    `source` marks lines by its selectors. Raises `PageError` too_deep, too_many_nodes, too_many_lines or no_text.
    """
    tree = LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)
    marks = mark_nodes(tree, source.selectors) if source is not None and source.selectors else {}
    walk = Walk(tree, marks, limits)
    walk.run()
    _hide_lines(walk)
    if all(line.is_hidden for line in walk.lines):
        message = "a frameset without text" if "frameset" in walk.flags else "the page shows no text"
        raise PageError("no_text", message)
    _place_images(walk)
    root = tree.root
    return Reading(
        lines=walk.lines,
        media_type="text/html",
        elements=walk.elements or [Element("", -1, 0)],
        images=walk.images,
        html_title=" ".join(walk.titles[0].split()) if walk.titles else "",
        meta=walk.meta,
        json_ld=walk.json_ld,
        canonical_url=walk.canonical_url,
        language=((root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""),
        flags=walk.flags,
    )


def _hide_lines(walk: Walk) -> None:
    """Decide which hidden elements really are: one with most of the page's sentences is shown later by a script."""
    roots = walk.hidden_roots
    if not roots:
        return
    weights = [0] * len(roots)
    total = 0
    for line, root in zip(walk.lines, walk.hidden_of, strict=True):
        weight = len(_SENTENCE_MARK.findall(line.text))
        total += weight
        if root >= 0:
            weights[root] += weight
    is_hidden = [True] * len(roots)
    inherited = weights[:]
    for index in range(len(roots) - 1, -1, -1):
        parent = roots[index].parent
        if parent >= 0:
            inherited[parent] += inherited[index]
    has_shown = any(root < 0 for root in walk.hidden_of)
    for index, root in enumerate(roots):
        is_main = inherited[index] >= _MIN_MARKS and inherited[index] * 2 > total and not root.is_inert
        hidden_above = root.parent >= 0 and is_hidden[root.parent]
        is_hidden[index] = hidden_above or not (is_main or (root.is_inert and not has_shown))
    for line, index in zip(walk.lines, walk.hidden_of, strict=True):
        line.is_hidden = index >= 0 and is_hidden[index]


def _place_images(walk: Walk) -> None:
    for image, innermost in zip(walk.images, walk.image_frames, strict=True):
        frame: Frame | None = innermost
        while frame is not None and frame.element < 0:
            frame = frame.parent
        image.element = frame.element if frame is not None else 0
