"""The walk over a parsed page: nodes in, lines out, laid out as a browser would."""

import re
from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.errors import PageError
from flows.page.limits import Limits
from flows.page.lines import FileLink, Image
from flows.page.reading import tags
from flows.page.reading.breaks import MIN_BROKEN_CHARS, is_broken
from flows.page.reading.code import CodePart
from flows.page.reading.drafts import LineBuilder, Pending
from flows.page.reading.figures import choose_image_url
from flows.page.reading.files import read_file_link
from flows.page.reading.head import Head
from flows.page.reading.hidden import HiddenRoot
from flows.page.reading.special import find_special
from flows.page.reading.tables import Cell, Table, join_rows
from flows.page.reading.tags import BLOCK_DISPLAYS, HEADING_TAGS, KINDS, TAG_NUMBERS, TEXT_TAG

_BLOCK: Final = 1
_LINK: Final = 2
_BOLD: Final = 4
_SETTING: Final = 8
_ASIDE: Final = 16
_TABLE: Final = 32
"""What leaving an element undoes."""

_SKIP_CONTENT: Final = -1
_ASK: Final = 64
"""Stands for whatever the handler of the tag answers."""

_SVG_TAG: Final = TAG_NUMBERS["svg"]
_ROOT_TAGS: Final = frozenset((TAG_NUMBERS["html"], TAG_NUMBERS["body"]))
"""Never hidden: a script shows them when the page has loaded."""


_ANCHOR: Final = re.compile(r"\W{1,3}")


def _is_anchor(node: LexborNode) -> bool:
    """Whether a link in a heading is the sign that leads to the heading itself: # ¶ §."""
    href = node.attributes.get("href") or ""
    return "#" in href and _ANCHOR.fullmatch(node.text().strip()) is not None


def _is_in_picture(node: LexborNode) -> bool:
    """Whether an element is part of an SVG drawing."""
    upper = node.parent
    while upper is not None and upper.tag_id != _SVG_TAG:
        upper = upper.parent
    return upper is not None


class Walk:
    """One depth-first pass over a page."""

    def __init__(self, root: LexborNode, marks: dict[int, str], limits: Limits, *, links_files: bool = False) -> None:
        self.root = root
        self.links_files = links_files
        """Whether links are worth a look for files."""
        self.files: list[FileLink] = []
        self.special = find_special(root, marks)
        self.limits = limits
        self.builder = LineBuilder(root, limits)
        self.head = Head(limits.max_json_ld_chars)
        self.hidden_roots: list[HiddenRoot] = []
        self.images: list[Image] = []
        self.flags: list[str] = []
        self.asides: list[Pending] = []
        self.settings: list[tuple[int, int, bool, bool, str]] = []
        """The settings to go back to: heading, hidden, is_pre, is_code and mark of the builder."""
        self.tables: list[Table] = []

    def run(self) -> None:
        """Visit every node once. Raises `PageError` too_deep, too_many_nodes or too_many_lines."""
        builder, special, max_depth = self.builder, self.special, self.limits.max_depth
        leave = self._leave
        node = self.root
        open_elements: list[tuple[LexborNode | None, int]] = []
        """Of each element that the walk stands in: the node that follows it, and what leaving it undoes."""
        for _ in range(self.limits.max_nodes):
            tag = node.tag_id
            if tag == TEXT_TAG:
                if node.is_empty_text_node and not builder.is_pre:
                    builder.add_blank()
                else:
                    text = node.text_content or ""
                    if len(text) > MIN_BROKEN_CHARS and is_broken(text) and not builder.is_pre and open_elements:
                        open_elements[-1] = self._keep_breaks(*open_elements[-1])
                    builder.add_text(text)
            else:
                undo = _UNDO_OF_PLAIN.get(tag, 0)
                if undo == _ASK or (undo >= 0 and node.mem_id in special):
                    undo = _HANDLERS.get(tag, Walk._enter_inline)(self, node)
                elif undo == _BLOCK:
                    builder.start_block(node)
                elif undo == _LINK:
                    undo = self._start_link(node)
                if undo >= 0:
                    child = node.first_child
                    if child is not None:
                        open_elements.append((node.next, undo))
                        node = child
                        continue
                    if undo:
                        leave(undo)
            following = node.next
            if following is None and len(open_elements) > max_depth:
                raise PageError("too_deep", f"elements are nested over {max_depth} deep")
            while following is None:
                if not open_elements:
                    builder.end_line()
                    return
                following, undo = open_elements.pop()
                if undo == _BLOCK:
                    builder.end_block()
                elif undo:
                    leave(undo)
            node = following
        raise PageError("too_many_nodes", f"the page has more than {self.limits.max_nodes} nodes")

    def _keep_breaks(self, following: LexborNode | None, undo: int) -> tuple[LexborNode | None, int]:
        """From here to the end of the innermost element line ends are line ends; the element's entry of the path."""
        undo = self._keep_setting(undo)
        self.builder.is_pre = True
        return following, undo

    # Elements of the flow.

    def _enter_inline(self, node: LexborNode) -> int:
        return self._enter_styled(node, False) if node.mem_id in self.special else 0

    def _enter_block(self, node: LexborNode) -> int:
        if node.mem_id in self.special:
            return self._enter_styled(node, True)
        builder = self.builder
        builder.start_block(node)
        return _BLOCK

    def _enter_link(self, node: LexborNode) -> int:
        undo = 0
        if node.mem_id in self.special:
            undo = self._enter_styled(node, False)
            if "href" not in node.attributes:
                return undo
        return undo | self._start_link(node)

    def _start_link(self, node: LexborNode) -> int:
        if self.builder.heading and _is_anchor(node):
            return self._open_block(node, "anchor")
        if self.links_files and (link := read_file_link(node, len(self.builder.lines))):
            self.files.append(link)
        self.builder.start_link()
        return _LINK

    def _enter_styled(self, node: LexborNode, is_block: bool) -> int:
        """An element whose attributes change how it is laid out."""
        style, hidden_by, is_hidden_block, mark, code, number = self.special[node.mem_id]
        builder = self.builder
        undo = 0
        is_block = is_block or code in (CodePart.BLOCK, CodePart.LINE)
        if style.display:
            is_block = style.display in BLOCK_DISPLAYS or (is_block and style.display != "inline")
        if style.is_bold:
            builder.bold += 1
            undo = _BOLD
        if style.is_zero_size and not is_block:
            hidden_by = "style"
        elif is_hidden_block and is_block:
            hidden_by = "attribute"
        if node.tag_id in _ROOT_TAGS:
            hidden_by = ""
        if is_block or hidden_by or mark:
            undo |= self._open_block(node, hidden_by)
        if mark and not builder.mark.startswith("drop:"):
            undo = self._keep_setting(undo)
            builder.mark = mark
        if style.is_preformatted:
            undo = self._keep_setting(undo)
            builder.is_pre = True
        if code is CodePart.BLOCK:
            undo = self._keep_setting(undo)
            builder.is_pre = builder.is_code = True
        if number and not builder.is_code:
            builder.number = number
        return undo

    def _open_block(self, node: LexborNode, hidden_by: str = "") -> int:
        builder = self.builder
        undo = _BLOCK
        if hidden_by and builder.hidden < 0:
            self.asides.append(builder.set_aside())
            undo |= _ASIDE
        builder.start_block(node)
        if hidden_by:
            self.hidden_roots.append(HiddenRoot(builder.hidden, builder.block, hidden_by))
            undo = self._keep_setting(undo)
            builder.hidden = len(self.hidden_roots) - 1
        return undo

    def _keep_setting(self, undo: int) -> int:
        """Before the setting changes for what is in the element just begun."""
        if not undo & _SETTING:
            builder = self.builder
            self.settings.append((builder.heading, builder.hidden, builder.is_pre, builder.is_code, builder.mark))
        return undo | _SETTING

    def _leave(self, undo: int) -> None:
        """End an element: what it began is undone, the text first, for it belongs to the element."""
        builder = self.builder
        if undo & _LINK:
            builder.link -= 1
        if undo & _BLOCK:
            builder.end_block()
        if undo & _SETTING:
            builder.heading, builder.hidden, builder.is_pre, builder.is_code, builder.mark = self.settings.pop()
        if undo & _ASIDE:
            builder.take_up(self.asides.pop())
        if undo & _BOLD:
            builder.bold -= 1
        if undo & _TABLE:
            self._leave_table()

    def _enter_bold(self, node: LexborNode) -> int:
        undo = self._enter_inline(node)
        if not undo & _BOLD:
            self.builder.bold += 1
        return undo | _BOLD

    def _enter_heading(self, node: LexborNode) -> int:
        undo = self._enter_block(node)
        if not undo & _BLOCK:
            undo |= self._open_block(node)
        undo = self._keep_setting(undo)
        self.builder.heading = HEADING_TAGS[node.tag_id]
        return undo

    def _enter_pre(self, node: LexborNode) -> int:
        undo = self._keep_setting(self._enter_block(node))
        self.builder.is_pre = True
        return undo

    def _enter_break(self, node: LexborNode) -> int:
        self.builder.break_line()
        return _SKIP_CONTENT

    def _enter_image(self, node: LexborNode) -> int:
        attributes = node.attributes
        url = choose_image_url(attributes)
        if url:
            alt = attributes.get("alt")
            before = len(self.builder.lines) + bool(self.builder.parts)
            self.images.append(Image(url, " ".join(alt.split()) if alt else "", before))
        return _SKIP_CONTENT

    # Tables.

    def _enter_table(self, node: LexborNode) -> int:
        undo = self._enter_block(node)
        if self.tables:
            self.tables[-1].is_layout = True
        builder = self.builder
        table = Table(node, len(builder.lines), builder.hidden, builder.mark)
        if not undo & _BLOCK or builder.is_code or node.attributes.get("role") in ("presentation", "none"):
            table.is_layout = True
        self.tables.append(table)
        return undo | _TABLE

    def _enter_row(self, node: LexborNode) -> int:
        undo = self._enter_block(node)
        if self.tables:
            self.tables[-1].rows.append(self.builder.block)
        return undo

    def _enter_cell(self, node: LexborNode) -> int:
        undo = self._enter_block(node)
        if self.tables and self.tables[-1].rows:
            table = self.tables[-1]
            if len(table.cells) >= self.limits.max_table_cells:
                table.is_layout = True
            elif not table.is_layout:
                builder = self.builder
                table.cells.append(Cell(len(table.rows) - 1, len(builder.lines), builder.nodes[builder.block]))
        return undo

    def _leave_table(self) -> None:
        table = self.tables.pop()
        if not table.is_layout:
            join_rows(table, self.builder, self.images, self.files)

    # What is not laid out.

    def _enter_inert(self, node: LexborNode) -> int:
        return self._open_block(node, "inert")

    def _enter_closed(self, node: LexborNode) -> int:
        return self._open_block(node, "" if "open" in node.attributes else "closed")

    def _enter_title(self, node: LexborNode) -> int:
        if not self.head.title and not _is_in_picture(node):
            self.head.title = " ".join(node.text().split())
        return _SKIP_CONTENT

    def _enter_meta(self, node: LexborNode) -> int:
        self.head.add_meta(node.attributes)
        return _SKIP_CONTENT

    def _enter_script(self, node: LexborNode) -> int:
        if node.mem_id in self.special:
            self.head.add_script(node)
        return _SKIP_CONTENT

    def _enter_relation(self, node: LexborNode) -> int:
        self.head.add_relation(node.attributes)
        return _SKIP_CONTENT

    def _enter_frameset(self, node: LexborNode) -> int:
        if "frames" not in self.flags:
            self.flags.append("frames")
        return 0

    def _skip(self, node: LexborNode) -> int:
        return _SKIP_CONTENT


_BY_KIND: Final[dict[int, Callable[[Walk, LexborNode], int]]] = {
    tags.INLINE: Walk._enter_inline,
    tags.BLOCK: Walk._enter_block,
    tags.LINK: Walk._enter_link,
    tags.BOLD: Walk._enter_bold,
    tags.HEADING: Walk._enter_heading,
    tags.PRE: Walk._enter_pre,
    tags.BREAK: Walk._enter_break,
    tags.IMAGE: Walk._enter_image,
    tags.TABLE: Walk._enter_table,
    tags.ROW: Walk._enter_row,
    tags.CELL: Walk._enter_cell,
    tags.INERT: Walk._enter_inert,
    tags.CLOSED: Walk._enter_closed,
    tags.TITLE: Walk._enter_title,
    tags.META: Walk._enter_meta,
    tags.SCRIPT: Walk._enter_script,
    tags.RELATION: Walk._enter_relation,
    tags.FRAMESET: Walk._enter_frameset,
    tags.TEXT: Walk._skip,
    tags.SKIP: Walk._skip,
}
_HANDLERS: Final = {number: _BY_KIND[kind] for number, kind in KINDS.items()}
"""What to do at an element, by lexbor's tag number. Each returns what to undo at its end, or to skip its content."""

_UNDO_OF_PLAIN: Final = {
    number: {tags.INLINE: 0, tags.BLOCK: _BLOCK, tags.LINK: _LINK, tags.SKIP: _SKIP_CONTENT}.get(kind, _ASK)
    for number, kind in KINDS.items()
}
"""What leaving an element undoes that is no more than its tag says. The commonest kinds, which need no handler."""
