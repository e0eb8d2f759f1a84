"""What the walk does at each kind of element: what it begins, and what has to be undone at its end."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborNode

from flows.page.lines import Image
from flows.page.reading import tags
from flows.page.reading.figures import choose_image_url
from flows.page.reading.tables import Cell, Table
from flows.page.reading.tags import HEADING_TAGS, KINDS, TAG_NUMBERS

if TYPE_CHECKING:
    from flows.page.reading.walk import Walk

BLOCK: Final = 1
LINK: Final = 2
BOLD: Final = 4
SETTING: Final = 8
ASIDE: Final = 16
TABLE: Final = 32
"""Bits: what has to be undone at the end of an element."""

SKIP_CONTENT: Final = -1
"""In place of bits: what is in the element is not read."""
ASK: Final = 64
"""Ask the handler of the tag what to undo."""

_SVG_TAG: Final = TAG_NUMBERS["svg"]


# Elements of the flow.


def enter_inline(walk: "Walk", node: LexborNode) -> int:
    """Begin an inline element; returns what to undo at its end."""
    return walk.enter_styled(node, False) if node.mem_id in walk.special else 0


def _enter_block(walk: "Walk", node: LexborNode) -> int:
    if node.mem_id in walk.special:
        return walk.enter_styled(node, True)
    builder = walk.builder
    builder.start_block(node)
    return BLOCK


def _enter_link(walk: "Walk", node: LexborNode) -> int:
    undo = 0
    if node.mem_id in walk.special:
        undo = walk.enter_styled(node, False)
        if "href" not in node.attributes:
            return undo
    return undo | walk.start_link(node)


def _enter_bold(walk: "Walk", node: LexborNode) -> int:
    undo = enter_inline(walk, node)
    if not undo & BOLD:
        walk.builder.bold += 1
    return undo | BOLD


def _enter_heading(walk: "Walk", node: LexborNode) -> int:
    undo = _enter_block(walk, node)
    if not undo & BLOCK:
        undo |= walk.open_block(node)
    undo = walk.keep_setting(undo)
    walk.builder.heading = HEADING_TAGS[node.tag_id]
    return undo


def _enter_pre(walk: "Walk", node: LexborNode) -> int:
    undo = walk.keep_setting(_enter_block(walk, node))
    walk.builder.is_pre = True
    return undo


def _enter_break(walk: "Walk", node: LexborNode) -> int:
    walk.builder.break_line()
    return SKIP_CONTENT


def _enter_image(walk: "Walk", node: LexborNode) -> int:
    attributes = node.attributes
    url = choose_image_url(attributes)
    if url:
        alt = attributes.get("alt")
        before = len(walk.builder.lines) + bool(walk.builder.parts)
        walk.images.append(Image(url, " ".join(alt.split()) if alt else "", before))
    return SKIP_CONTENT


# Tables.


def _enter_table(walk: "Walk", node: LexborNode) -> int:
    undo = _enter_block(walk, node)
    if walk.tables:
        walk.tables[-1].is_layout = True
    builder = walk.builder
    table = Table(node, len(builder.lines), builder.hidden, builder.mark)
    if not undo & BLOCK or builder.is_code or node.attributes.get("role") in ("presentation", "none"):
        table.is_layout = True
    walk.tables.append(table)
    return undo | TABLE


def _enter_row(walk: "Walk", node: LexborNode) -> int:
    undo = _enter_block(walk, node)
    if walk.tables:
        walk.tables[-1].rows.append(walk.builder.block)
    return undo


def _enter_cell(walk: "Walk", node: LexborNode) -> int:
    undo = _enter_block(walk, node)
    if walk.tables and walk.tables[-1].rows:
        table = walk.tables[-1]
        if len(table.cells) >= walk.limits.max_table_cells:
            table.is_layout = True
        elif not table.is_layout:
            builder = walk.builder
            table.cells.append(Cell(len(table.rows) - 1, len(builder.lines), builder.nodes[builder.block]))
    return undo


# What is not laid out.


def _enter_inert(walk: "Walk", node: LexborNode) -> int:
    return walk.open_block(node, "inert")


def _enter_closed(walk: "Walk", node: LexborNode) -> int:
    return walk.open_block(node, "" if "open" in node.attributes else "closed")


def _enter_title(walk: "Walk", node: LexborNode) -> int:
    if not walk.head.title and not _is_in_picture(node):
        walk.head.title = " ".join(node.text().split())
    return SKIP_CONTENT


def _enter_meta(walk: "Walk", node: LexborNode) -> int:
    walk.head.add_meta(node.attributes)
    return SKIP_CONTENT


def _enter_script(walk: "Walk", node: LexborNode) -> int:
    if node.mem_id in walk.special:
        walk.head.add_script(node)
    return SKIP_CONTENT


def _enter_relation(walk: "Walk", node: LexborNode) -> int:
    walk.head.add_relation(node.attributes)
    return SKIP_CONTENT


def _enter_frameset(walk: "Walk", node: LexborNode) -> int:
    if "frames" not in walk.flags:
        walk.flags.append("frames")
    return 0


def _skip(walk: "Walk", node: LexborNode) -> int:
    return SKIP_CONTENT


def _is_in_picture(node: LexborNode) -> bool:
    """Whether an element is part of an SVG drawing."""
    upper = node.parent
    while upper is not None and upper.tag_id != _SVG_TAG:
        upper = upper.parent
    return upper is not None


_BY_KIND: Final[dict[int, Callable[["Walk", LexborNode], int]]] = {
    tags.INLINE: enter_inline,
    tags.BLOCK: _enter_block,
    tags.LINK: _enter_link,
    tags.BOLD: _enter_bold,
    tags.HEADING: _enter_heading,
    tags.PRE: _enter_pre,
    tags.BREAK: _enter_break,
    tags.IMAGE: _enter_image,
    tags.TABLE: _enter_table,
    tags.ROW: _enter_row,
    tags.CELL: _enter_cell,
    tags.INERT: _enter_inert,
    tags.CLOSED: _enter_closed,
    tags.TITLE: _enter_title,
    tags.META: _enter_meta,
    tags.SCRIPT: _enter_script,
    tags.RELATION: _enter_relation,
    tags.FRAMESET: _enter_frameset,
    tags.TEXT: _skip,
    tags.SKIP: _skip,
}
HANDLERS: Final = {number: _BY_KIND[kind] for number, kind in KINDS.items()}
"""What to do at an element, by lexbor's tag number. Each returns what to undo at its end, or to skip its content."""

UNDO_OF_PLAIN: Final = {
    number: {tags.INLINE: 0, tags.BLOCK: BLOCK, tags.LINK: LINK, tags.SKIP: SKIP_CONTENT}.get(kind, ASK)
    for number, kind in KINDS.items()
}
"""What has to be undone at the end of an element without attributes of note, for the commonest kinds; others ask their
handler."""
