"""HTML into lines."""

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from flows.page.errors import PageError
from flows.page.limits import DEFAULT_LIMITS, Limits
from flows.page.lines import Reading
from flows.page.reading.guard import guard_parser
from flows.page.reading.hidden import hide_lines
from flows.page.reading.selectors import check_selector, mark_nodes
from flows.page.reading.walk import Walk
from flows.page.source import Source

__all__ = ["check_selector", "read_html"]


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
    hide_lines(lines, walk.builder.hidden_of, walk.hidden_roots, walk.builder.parents)
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
