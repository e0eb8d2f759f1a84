"""The walk over a parsed page: nodes in, lines out, laid out as a browser would."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.errors import PageError
from flows.page.limits import Limits
from flows.page.lines import FileLink, Image
from flows.page.reading.breaks import MIN_BROKEN_CHARS, is_broken
from flows.page.reading.code import CodePart
from flows.page.reading.drafts import LineBuilder, Pending
from flows.page.reading.elements import (
    ASIDE,
    ASK,
    BLOCK,
    BOLD,
    HANDLERS,
    LINK,
    SETTING,
    TABLE,
    UNDO_OF_PLAIN,
    enter_inline,
)
from flows.page.reading.files import read_file_link
from flows.page.reading.head import Head
from flows.page.reading.hidden import HiddenRoot
from flows.page.reading.special import find_special
from flows.page.reading.tables import Table, join_rows
from flows.page.reading.tags import BLOCK_DISPLAYS, TAG_NUMBERS, TEXT_TAG

_ROOT_TAGS: Final = frozenset((TAG_NUMBERS["html"], TAG_NUMBERS["body"]))
"""These are never hidden for good: a script shows them when the page has loaded."""
_ANCHOR: Final = re.compile(r"\W{1,3}")


def _is_anchor(node: LexborNode) -> bool:
    """Whether a link in a heading is the sign that leads to the heading itself: # ¶ §."""
    href = node.attributes.get("href") or ""
    return "#" in href and _ANCHOR.fullmatch(node.text().strip()) is not None


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
                undo = UNDO_OF_PLAIN.get(tag, 0)
                if undo == ASK or (undo >= 0 and node.mem_id in special):
                    undo = HANDLERS.get(tag, enter_inline)(self, node)
                elif undo == BLOCK:
                    builder.start_block(node)
                elif undo == LINK:
                    undo = self.start_link(node)
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
                if undo == BLOCK:
                    builder.end_block()
                elif undo:
                    leave(undo)
            node = following
        raise PageError("too_many_nodes", f"the page has more than {self.limits.max_nodes} nodes")

    def _keep_breaks(self, following: LexborNode | None, undo: int) -> tuple[LexborNode | None, int]:
        """Keep line ends as they are to the end of the innermost element; returns that element's new entry of
        `open_elements`."""
        undo = self.keep_setting(undo)
        self.builder.is_pre = True
        return following, undo

    def start_link(self, node: LexborNode) -> int:
        """Begin an <a href>; returns what to undo at its end."""
        if self.builder.heading and _is_anchor(node):
            return self.open_block(node, "anchor")
        if self.links_files and (link := read_file_link(node, len(self.builder.lines))):
            self.files.append(link)
        self.builder.start_link()
        return LINK

    def enter_styled(self, node: LexborNode, is_block: bool) -> int:
        """Begin an element whose attributes change how it is laid out; returns what to undo at its end."""
        style, hidden_by, is_hidden_block, mark, code, number = self.special[node.mem_id]
        builder = self.builder
        undo = 0
        is_block = is_block or code in (CodePart.BLOCK, CodePart.LINE)
        if style.display:
            is_block = style.display in BLOCK_DISPLAYS or (is_block and style.display != "inline")
        if style.is_bold:
            builder.bold += 1
            undo = BOLD
        if style.is_zero_size and not is_block:
            hidden_by = "style"
        elif is_hidden_block and is_block:
            hidden_by = "attribute"
        if node.tag_id in _ROOT_TAGS:
            hidden_by = ""
        if is_block or hidden_by or mark:
            undo |= self.open_block(node, hidden_by)
        if mark and not builder.mark.startswith("drop:"):
            undo = self.keep_setting(undo)
            builder.mark = mark
        if style.is_preformatted:
            undo = self.keep_setting(undo)
            builder.is_pre = True
        if code is CodePart.BLOCK:
            undo = self.keep_setting(undo)
            builder.is_pre = builder.is_code = True
        if number and not builder.is_code:
            builder.number = number
        return undo

    def open_block(self, node: LexborNode, hidden_by: str = "") -> int:
        """Begin a block, hidden or not; returns what to undo at its end."""
        builder = self.builder
        undo = BLOCK
        if hidden_by and builder.hidden < 0:
            self.asides.append(builder.set_aside())
            undo |= ASIDE
        builder.start_block(node)
        if hidden_by:
            self.hidden_roots.append(HiddenRoot(builder.hidden, builder.block, hidden_by))
            undo = self.keep_setting(undo)
            builder.hidden = len(self.hidden_roots) - 1
        return undo

    def keep_setting(self, undo: int) -> int:
        """Save the builder's setting, once an element, before it changes for what the element holds."""
        if not undo & SETTING:
            builder = self.builder
            self.settings.append((builder.heading, builder.hidden, builder.is_pre, builder.is_code, builder.mark))
        return undo | SETTING

    def _leave(self, undo: int) -> None:
        """End an element and undo what it began. Its text comes first, for it still belongs to the element."""
        builder = self.builder
        if undo & LINK:
            builder.link -= 1
        if undo & BLOCK:
            builder.end_block()
        if undo & SETTING:
            builder.heading, builder.hidden, builder.is_pre, builder.is_code, builder.mark = self.settings.pop()
        if undo & ASIDE:
            builder.take_up(self.asides.pop())
        if undo & BOLD:
            builder.bold -= 1
        if undo & TABLE:
            self._leave_table()

    def _leave_table(self) -> None:
        table = self.tables.pop()
        if not table.is_layout:
            join_rows(table, self.builder, self.images, self.files)
