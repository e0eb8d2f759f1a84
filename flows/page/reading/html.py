"""HTML into lines."""

from dataclasses import replace

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from flows.page.errors import PageError
from flows.page.limits import DEFAULT_LIMITS, Limits
from flows.page.lines import Element, Reading
from flows.page.reading.files import may_link_files
from flows.page.reading.guard import guard_parser
from flows.page.reading.hidden import has_text, hide_lines
from flows.page.reading.named import find_named
from flows.page.reading.script_data import ScriptArticle, find_article, may_have_variables, read_variables
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
    walk = Walk(root, marks, limits, links_files=may_link_files(text))
    walk.run()
    hide_lines(walk.builder.lines, walk.builder.hidden_of, walk.hidden_roots, walk.builder.parents)
    head, elements = walk.head, walk.builder.build_elements()
    reading = Reading(
        lines=walk.builder.lines,
        media_type="text/html",
        elements=elements,
        images=walk.images,
        files=walk.files,
        html_title=head.title,
        meta=head.meta,
        json_ld=head.json_ld,
        script_facts=read_variables(root.css("script"), limits) if may_have_variables(elements) else {},
        named=find_named(root),
        canonical_url=head.canonical_url,
        language=_read_language(root),
        flags=walk.flags,
    )
    if not has_text(reading.lines) and (article := find_article(root.css("script"), limits)):
        _add_article(reading, article, limits)
    if all(line.is_hidden for line in reading.lines):
        raise PageError("no_text", "a frameset without text" if "frames" in walk.flags else "the page shows no text")
    for image in reading.images:
        image.before_line = min(image.before_line, len(reading.lines))
    for link in reading.files:
        link.line_index = min(link.line_index, len(reading.lines) - 1)
    return reading


def _add_article(reading: Reading, article: ScriptArticle, limits: Limits) -> None:
    """Add the lines of an article that a script would lay out, below those that the page shows."""
    root = LexborHTMLParser(guard_parser(article.markup, limits), options=LexborDocumentOptions.WO_EVENTS).root
    if root is None:
        return
    walk = Walk(root, {}, limits, links_files=may_link_files(article.markup))
    walk.run()
    hide_lines(walk.builder.lines, walk.builder.hidden_of, walk.hidden_roots, walk.builder.parents)
    above, place = len(reading.lines), len(reading.elements)
    reading.elements.append(Element("script", 0, 1))
    for element in walk.builder.build_elements()[1:]:
        parent = place + element.parent
        reading.elements.append(replace(element, parent=parent, depth=element.depth + 1))
    for line in walk.builder.lines:
        line.index += above
        line.element += place
        line.tag = reading.elements[line.element].tag
    for image in walk.images:
        image.before_line += above
    for link in walk.files:
        link.line_index += above
    reading.lines += walk.builder.lines
    reading.images += walk.images
    reading.files += walk.files
    reading.script_facts = article.facts | reading.script_facts
    reading.flags.append("script_text")


def _read_language(root: LexborNode) -> str:
    attributes = root.attributes
    return (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
