"""The walk over a parsed page: nodes in, lines out, laid out as a browser would."""

from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from flows.page import html_layout as layout
from flows.page.errors import PageError
from flows.page.html_head import Head
from flows.page.html_images import choose_image_url
from flows.page.html_layout import BLOCK_DISPLAYS, HIDDEN_CLASSES, KINDS, SKIP, TAG_NAMES, TEXT, read_style
from flows.page.html_lines import Attributes, Block, LineBuilder, Pending, Setting
from flows.page.html_tables import Cell, Table, join_rows
from flows.page.limits import Limits
from flows.page.lines import Image

_BLOCK: Final = 1
_LINK: Final = 2
_BOLD: Final = 4
_SETTING: Final = 8
_ASIDE: Final = 16
_TABLE: Final = 32
"""What leaving an element undoes."""

_SKIP_CONTENT: Final = -1

_UNSTYLED: Final = frozenset(("style", "hidden", "aria-hidden")).isdisjoint
"""Whether none of an element's attributes changes how it is laid out."""


class HiddenRoot:
    """An element that a browser does not show, while what is around it is shown."""

    __slots__ = ("is_inert", "parent")

    def __init__(self, parent: int, is_inert: bool) -> None:
        self.parent = parent
        self.is_inert = is_inert


class Walk:
    """One depth-first pass over a page."""

    def __init__(self, tree: LexborHTMLParser, marks: dict[int, str], limits: Limits) -> None:
        self.tree = tree
        self.marks = marks
        self.limits = limits
        self.builder = LineBuilder(limits)
        self.head = Head(limits.max_json_ld_chars)
        self.hidden_roots: list[HiddenRoot] = []
        self.images: list[Image] = []
        self.image_blocks: list[Block] = []
        self.flags: list[str] = []
        self.asides: list[Pending] = []
        self.settings: list[tuple[Block, Setting]] = []
        """The settings to go back to, each with the element that changed it."""
        self.tables: list[Table] = []

    def run(self) -> None:
        """Visit every node once. Raises `PageError` too_deep, too_many_nodes or too_many_lines."""
        node = self.tree.root
        if node is None:
            return
        builder, enter_of, leave = self.builder, self._handlers(), self._leave
        parts, add_text, kind_of = builder.parts, builder.add_text, KINDS.get
        max_depth = self.limits.max_depth
        stack: list[tuple[LexborNode, int]] = []
        for _ in range(self.limits.max_nodes):
            kind = kind_of(node.tag_id, 0)
            if kind == TEXT:
                if not node.is_empty_text_node or (parts and builder.setting.is_pre):
                    add_text(node.text_content or "")
                elif parts:
                    parts.append(" ")
            elif kind != SKIP:
                undo = enter_of[kind](node)
                if undo >= 0:
                    child = node.first_child
                    if child is not None:
                        stack.append((node, undo))
                        node = child
                        continue
                    leave(undo)
            following = node.next
            while following is None:
                if not stack:
                    builder.end_line()
                    return
                if len(stack) > max_depth:
                    raise PageError("too_deep", f"elements are nested over {max_depth} deep")
                node, undo = stack.pop()
                if undo == _BLOCK:
                    if parts:
                        builder.end_line()
                    builder.block = builder.block.parent  # type: ignore[assignment]
                elif undo:
                    leave(undo)
                following = node.next
            node = following
        raise PageError("too_many_nodes", f"the page has more than {self.limits.max_nodes} nodes")

    def _handlers(self) -> list[Callable[[LexborNode], int]]:
        """What to do at an element, by its kind. Each returns what to undo at its end, or to skip its content."""
        handlers = {
            layout.INLINE: self._enter_inline,
            layout.BLOCK: self._enter_block,
            layout.LINK: self._enter_link,
            layout.BOLD: self._enter_bold,
            layout.HEADING: self._enter_heading,
            layout.PRE: self._enter_pre,
            layout.BREAK: self._enter_break,
            layout.IMAGE: self._enter_image,
            layout.TABLE: self._enter_table,
            layout.ROW: self._enter_row,
            layout.CELL: self._enter_cell,
            layout.INERT: self._enter_inert,
            layout.CLOSED: self._enter_closed,
            layout.TITLE: self._enter_title,
            layout.META: self._enter_meta,
            layout.SCRIPT: self._enter_script,
            layout.RELATION: self._enter_relation,
            layout.FRAMESET: self._enter_frameset,
        }
        return [handlers[kind] for kind in range(len(handlers))]

    # Elements of the flow.

    def _enter_inline(self, node: LexborNode) -> int:
        attributes = node.attributes
        if (attributes and (not _UNSTYLED(attributes) or attributes.get("class") in HIDDEN_CLASSES)) or self.marks:
            return self._enter_styled(node, attributes, False)
        return 0

    def _enter_block(self, node: LexborNode) -> int:
        attributes = node.attributes
        if (attributes and (not _UNSTYLED(attributes) or attributes.get("class") in HIDDEN_CLASSES)) or self.marks:
            return self._enter_styled(node, attributes, True)
        builder = self.builder
        if builder.parts:
            builder.end_line()
        builder.block = Block(builder.block, TAG_NAMES[node.tag_id], attributes)
        return _BLOCK

    def _enter_link(self, node: LexborNode) -> int:
        attributes = node.attributes
        undo = 0
        if "href" in attributes:
            builder = self.builder
            builder.link += 1
            builder.link_serial += 1
            undo = _LINK
        if not _UNSTYLED(attributes) or attributes.get("class") in HIDDEN_CLASSES or self.marks:
            undo |= self._enter_styled(node, attributes, False)
        return undo

    def _enter_styled(self, node: LexborNode, attributes: Attributes, is_block: bool) -> int:
        """An element whose attributes may change how it is laid out."""
        builder = self.builder
        undo = 0
        is_hidden = is_pre = False
        get = attributes.get
        text = get("style")
        if text:
            style = read_style(text)
            if style.display:
                is_block = style.display in BLOCK_DISPLAYS or (is_block and style.display != "inline")
            is_hidden = style.is_hidden or (style.is_zero_size and not is_block)
            is_pre = style.is_preformatted
            if style.is_bold:
                builder.bold += 1
                undo = _BOLD
        if "hidden" in attributes or get("class") in HIDDEN_CLASSES or (is_block and get("aria-hidden") == "true"):
            is_hidden = True
        mark = self.marks.get(node.mem_id, "") if self.marks else ""
        if is_hidden or mark:
            undo |= self._open_block(node, attributes, is_hidden)
            if mark and not builder.setting.mark.startswith("drop:"):
                undo |= self._set(mark=mark)
        elif is_block or is_pre:
            undo |= self._open_block(node, attributes, False)
        if is_pre:
            undo |= self._set(is_pre=True)
        return undo

    def _open_block(self, node: LexborNode, attributes: Attributes, is_hidden: bool, is_inert: bool = False) -> int:
        builder = self.builder
        undo = _BLOCK
        if is_hidden and builder.setting.hidden < 0:
            self.asides.append(builder.set_aside())
            undo |= _ASIDE
        elif builder.parts:
            builder.end_line()
        builder.block = Block(builder.block, TAG_NAMES.get(node.tag_id) or node.tag or "", attributes)
        if is_hidden:
            self.hidden_roots.append(HiddenRoot(builder.setting.hidden, is_inert))
            undo |= self._set(hidden=len(self.hidden_roots) - 1)
        return undo

    def _set(
        self,
        *,
        heading: int | None = None,
        hidden: int | None = None,
        is_pre: bool | None = None,
        mark: str | None = None,
    ) -> int:
        """Change the setting for what is in the element just begun; None leaves a part of it as it is."""
        old = self.builder.setting
        self.builder.setting = Setting(
            old.heading if heading is None else heading,
            old.hidden if hidden is None else hidden,
            old.is_pre if is_pre is None else is_pre,
            old.mark if mark is None else mark,
        )
        self.settings.append((self.builder.block, old))
        return _SETTING

    def _leave(self, undo: int) -> None:
        """End an element: what it began is undone, the text first, for it belongs to the element."""
        builder = self.builder
        if undo & _LINK:
            builder.link -= 1
        if undo & _BLOCK:
            if builder.parts:
                builder.end_line()
            block = builder.block
            assert block.parent is not None
            if undo & _SETTING:
                settings = self.settings
                while settings and settings[-1][0] is block:
                    builder.setting = settings.pop()[1]
            builder.block = block.parent
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
        if undo & _BLOCK:
            undo |= self._set(heading=int(TAG_NAMES[node.tag_id][1]))
        return undo

    def _enter_pre(self, node: LexborNode) -> int:
        undo = self._enter_block(node)
        if undo & _BLOCK:
            undo |= self._set(is_pre=True)
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
            self.image_blocks.append(self.builder.block)
        return _SKIP_CONTENT

    # Tables.

    def _enter_table(self, node: LexborNode) -> int:
        undo = self._enter_block(node)
        if self.tables:
            self.tables[-1].is_layout = True
        builder = self.builder
        table = Table(len(builder.lines), builder.setting.hidden, builder.setting.mark)
        if not undo & _BLOCK or builder.block.attributes.get("role") in ("presentation", "none"):
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
                table.cells.append(Cell(len(table.rows) - 1, len(builder.lines), builder.block.attributes))
        return undo

    def _leave_table(self) -> None:
        table = self.tables.pop()
        if not table.is_layout:
            join_rows(table, self.builder, self.images)

    # What is not laid out.

    def _enter_inert(self, node: LexborNode) -> int:
        return self._open_block(node, node.attributes, True, True)

    def _enter_closed(self, node: LexborNode) -> int:
        attributes = node.attributes
        return self._open_block(node, attributes, "open" not in attributes)

    def _enter_title(self, node: LexborNode) -> int:
        self.head.add_title(node)
        return _SKIP_CONTENT

    def _enter_meta(self, node: LexborNode) -> int:
        self.head.add_meta(node.attributes)
        return _SKIP_CONTENT

    def _enter_script(self, node: LexborNode) -> int:
        self.head.add_script(node)
        return _SKIP_CONTENT

    def _enter_relation(self, node: LexborNode) -> int:
        self.head.add_relation(node.attributes)
        return _SKIP_CONTENT

    def _enter_frameset(self, node: LexborNode) -> int:
        if "frameset" not in self.flags:
            self.flags.append("frameset")
        return 0
