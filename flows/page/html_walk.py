"""The walk over a parsed page: nodes in, lines out, laid out as a browser would."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from flows.page.errors import PageError
from flows.page.html_layout import BLOCK_DISPLAYS, KINDS, TAG_NAMES, Kind, read_style
from flows.page.limits import Limits
from flows.page.lines import Element, Image, Line
from flows.page.plaintext import EDGE

_COLLAPSIBLE: Final = re.compile(r"[ \t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_UNEVEN: Final = re.compile(r"[\t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]|  ")
_WIDE: Final = "\u2e80-\u2fff\u3001-\u30ff\u3100-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_WIDE_BREAK: Final = re.compile(f"(?<=[{_WIDE}])[ \t\r\f]*+\n[ \t\r\n\f]*+(?=[{_WIDE}])")
_LINE_END: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

_FRAME, _LINKED, _BOLD, _ASIDE, _TABLE = 1, 2, 4, 8, 16
"""What leaving an element undoes."""

MAX_TOKEN_CHARS: Final = 500


class Frame:
    """An element that starts a line of its own, or that is hidden or marked."""

    __slots__ = ("depth", "element", "heading", "hidden", "is_pre", "mark", "parent", "tag", "tokens")

    def __init__(self, parent: "Frame | None", tag: str, tokens: str) -> None:
        self.parent = parent
        self.tag = tag
        self.tokens = tokens
        self.element = -1
        if parent is None:
            self.depth = self.heading = 0
            self.hidden = -1
            self.is_pre = False
            self.mark = ""
        else:
            self.depth = parent.depth + 1
            self.heading = parent.heading
            self.hidden = parent.hidden
            self.is_pre = parent.is_pre
            self.mark = parent.mark


class HiddenRoot:
    """An element that a browser does not show, while what is around it is shown."""

    __slots__ = ("is_inert", "parent")

    def __init__(self, parent: int, is_inert: bool) -> None:
        self.parent = parent
        self.is_inert = is_inert


def join_tokens(attributes: dict[str, str | None]) -> str:
    """Class, id, role and itemprop of an element, lower case, space separated."""
    get = attributes.get
    found = [value for value in (get("class"), get("id"), get("role"), get("itemprop")) if value]
    return " ".join(" ".join(found)[:MAX_TOKEN_CHARS].lower().split()) if found else ""


class Walk:
    """One depth-first pass over a page. After `run`: lines (hidden ones not yet decided), elements, images, head data."""

    def __init__(self, tree: LexborHTMLParser, marks: dict[int, str], limits: Limits) -> None:
        self.tree = tree
        self.marks = marks
        self.limits = limits
        self.lines: list[Line] = []
        self.hidden_of: list[int] = []
        """Per line: index into `hidden_roots`, or -1."""
        self.hidden_roots: list[HiddenRoot] = []
        self.elements: list[Element] = []
        self.images: list[Image] = []
        self.image_frames: list[Frame] = []
        self.titles: list[str] = []
        self.meta: dict[str, str] = {}
        self.json_ld: list[str] = []
        self.canonical_url = ""
        self.language = ""
        self.flags: list[str] = []
        self.frame = Frame(None, "", "")
        self.link = 0
        """Depth of <a href>."""
        self.link_serial = 0
        self.bold = 0
        self.asides: list[tuple[list[str], int, int, int, int, int]] = []
        self.parts: list[str] = []
        self.link_chars = self.link_count = self.bold_chars = self.last_link = self.blanks = 0

    def run(self) -> None:
        """Visit every node once. Raises `PageError` too_deep, too_many_nodes or too_many_lines."""
        node = self.tree.root
        if node is None:
            return
        stack: list[tuple[LexborNode, int]] = []
        visited = 0
        max_depth, max_nodes = self.limits.max_depth, self.limits.max_nodes
        text_kind, skip_kind, kind_of, enter, add_text = Kind.TEXT, Kind.SKIP, KINDS.get, self._enter, self._add_text
        while True:
            visited += 1
            kind = kind_of(node.tag_id, Kind.INLINE)
            if kind is text_kind:
                if not node.is_empty_text_node:
                    add_text(node.text_content or "")
                elif self.parts:
                    self._add_space(node)
                elif self.frame.is_pre:
                    add_text(node.text_content or "")
            elif kind is not skip_kind:
                undo = enter(node, kind)
                if undo >= 0:
                    child = node.first_child
                    if child is not None:
                        stack.append((node, undo))
                        if len(stack) > max_depth:
                            raise PageError("too_deep", f"elements are nested over {max_depth} deep")
                        node = child
                        continue
                    if undo:
                        self._leave(undo)
            following = node.next
            while following is None:
                if not stack:
                    self._end_line()
                    return
                node, undo = stack.pop()
                if undo:
                    self._leave(undo)
                following = node.next
            node = following
            if visited > max_nodes:
                raise PageError("too_many_nodes", f"the page has more than {max_nodes} nodes")

    # -- text ---------------------------------------------------------------------------------------------------

    def _add_text(self, text: str) -> None:
        if self.frame.is_pre:
            self._add_preformatted(text)
            return
        if _UNEVEN.search(text):
            if "\n" in text:
                text = _WIDE_BREAK.sub("", text)
            text = _COLLAPSIBLE.sub(" ", text)
        self.parts.append(text)
        if self.link:
            self.link_chars += len(text.strip())
            if self.last_link != self.link_serial:
                self.last_link = self.link_serial
                self.link_count += 1
        if self.bold:
            self.bold_chars += len(text.strip())

    def _add_space(self, node: LexborNode) -> None:
        if self.frame.is_pre:
            self._add_preformatted(node.text_content or "")
        else:
            self.parts.append(" ")

    def _add_preformatted(self, text: str) -> None:
        pieces = _LINE_END.split(text)
        last = len(pieces) - 1
        for position, piece in enumerate(pieces):
            if piece:
                self.parts.append(piece)
                if self.link:
                    self.link_chars += len(piece)
                    self.link_count = max(self.link_count, 1)
                if self.bold:
                    self.bold_chars += len(piece)
            if position < last:
                self._break_line()

    def _break_line(self) -> None:
        if self.parts:
            self._end_line()
        else:
            self.blanks += 1

    def _end_line(self) -> None:
        parts = self.parts
        if not parts:
            return
        frame = self.frame
        text = parts[0] if len(parts) == 1 else "".join(parts)
        if not frame.is_pre and "  " in text:
            text = _COLLAPSIBLE.sub(" ", text)
        text = text.strip(EDGE)
        if text:
            if len(text) > self.limits.max_line_chars:
                raise PageError("too_many_lines", f"a line has {len(text)} characters")
            index = len(self.lines)
            if index >= self.limits.max_lines:
                raise PageError("too_many_lines", f"the page has more than {self.limits.max_lines} lines")
            element = frame.element
            if element < 0:
                element = self._place(frame)
            self.lines.append(
                Line(
                    index,
                    text,
                    0,
                    self.blanks,
                    element,
                    frame.tag,
                    frame.heading,
                    min(self.link_chars, len(text)),
                    self.link_count,
                    min(self.bold_chars, len(text)),
                    False,
                    frame.mark,
                )
            )
            self.hidden_of.append(frame.hidden)
            self.blanks = 0
        elif not text.isspace() and len(parts) > 0 and any("\xa0" in part or "\u3000" in part for part in parts):
            self.blanks += 1
        self.parts = []
        self.link_chars = self.link_count = self.bold_chars = self.last_link = 0

    def _place(self, frame: Frame) -> int:
        """Index in `elements` of a frame, entering it and its ancestors where they are not yet there."""
        missing: list[Frame] = []
        upper: Frame | None = frame
        while upper is not None and upper.element < 0:
            missing.append(upper)
            upper = upper.parent
        for lower in reversed(missing):
            lower.element = len(self.elements)
            parent = lower.parent.element if lower.parent is not None else -1
            self.elements.append(Element(lower.tag, parent, lower.depth, lower.tokens))
        return frame.element

    # -- elements -----------------------------------------------------------------------------------------------

    def _enter(self, node: LexborNode, kind: Kind) -> int:
        """Begin an element. Returns what to undo when it ends, or -1 where its content is not to be visited."""
        attributes = node.attributes
        if kind is Kind.BREAK:
            self._break_line()
            return -1
        if kind is Kind.IMAGE:
            self._add_image(attributes)
            return -1
        if kind >= Kind.INERT:
            return self._enter_special(node, kind, attributes)
        undo = 0
        is_block = kind >= Kind.BLOCK
        style_text = attributes.get("style") if attributes else None
        is_hidden = False
        is_pre = kind is Kind.PRE
        if attributes:
            if style_text:
                style = read_style(style_text)
                display = style.display
                if display:
                    is_block = display in BLOCK_DISPLAYS or (is_block and display != "inline")
                is_hidden = style.is_hidden or style.is_invisible or (style.is_zero_size and not is_block)
                is_pre = is_pre or style.is_preformatted
                if style.is_bold:
                    self.bold += 1
                    undo |= _BOLD
            if "hidden" in attributes or (is_block and attributes.get("aria-hidden") == "true"):
                is_hidden = True
        mark = self.marks.get(node.mem_id, "") if self.marks else ""
        if kind is Kind.LINK:
            if attributes.get("href") is not None:
                self.link += 1
                self.link_serial += 1
                undo |= _LINKED
        elif kind is Kind.BOLD and not undo & _BOLD:
            self.bold += 1
            undo |= _BOLD
        if is_block or is_hidden or mark or is_pre:
            undo |= self._open_frame(node, kind, attributes, is_hidden, mark, is_pre)
        return undo

    def _open_frame(
        self,
        node: LexborNode,
        kind: Kind,
        attributes: dict[str, str | None],
        is_hidden: bool,
        mark: str,
        is_pre: bool,
    ) -> int:
        undo = _FRAME
        if is_hidden and self.frame.hidden < 0:
            undo |= _ASIDE
            self._set_aside()
        else:
            self._end_line()
        tag = TAG_NAMES.get(node.tag_id) or node.tag or ""
        frame = Frame(self.frame, tag, join_tokens(attributes) if attributes else "")
        if kind is Kind.HEADING:
            frame.heading = int(tag[1])
        if is_hidden:
            frame.hidden = len(self.hidden_roots)
            self.hidden_roots.append(HiddenRoot(self.frame.hidden, kind is Kind.INERT))
        if mark and not frame.mark.startswith("drop:"):
            frame.mark = mark
        if is_pre:
            frame.is_pre = True
        self.frame = frame
        return undo

    def _set_aside(self) -> None:
        """Keep the line begun, for what is hidden in the midst of it does not end it."""
        self.asides.append((self.parts, self.link_chars, self.link_count, self.bold_chars, self.last_link, self.blanks))
        self.parts = []
        self.link_chars = self.link_count = self.bold_chars = self.last_link = self.blanks = 0

    def _leave(self, undo: int) -> None:
        if undo & _LINKED:
            self.link -= 1
        if undo & _BOLD:
            self.bold -= 1
        if undo & _FRAME:
            self._end_line()
            parent = self.frame.parent
            assert parent is not None
            self.frame = parent
            if undo & _ASIDE:
                self.parts, self.link_chars, self.link_count, self.bold_chars, self.last_link, self.blanks = (
                    self.asides.pop()
                )

    def _enter_special(self, node: LexborNode, kind: Kind, attributes: dict[str, str | None]) -> int:
        if kind is Kind.META:
            self._add_meta(attributes)
        elif kind is Kind.LINK_RELATION:
            if not self.canonical_url and (attributes.get("rel") or "").lower() == "canonical":
                self.canonical_url = (attributes.get("href") or "").strip()
        elif kind is Kind.TITLE:
            self.titles.append(node.text() or "")
        elif kind is Kind.SCRIPT:
            kind_of_script = attributes.get("type")
            if kind_of_script and "ld+json" in kind_of_script.lower():
                self._add_json_ld(node)
        elif kind is Kind.FRAMESET:
            if "frameset" not in self.flags:
                self.flags.append("frameset")
        elif kind is Kind.INERT or (kind is Kind.CLOSED and "open" not in attributes):
            return self._open_frame(node, kind, attributes, True, "", False)
        elif kind is Kind.CLOSED:
            return self._open_frame(node, kind, attributes, False, "", False)
        return -1

    def _add_json_ld(self, node: LexborNode) -> None:
        text = node.text() or ""
        if text.strip() and len(text) <= self.limits.max_json_ld_chars:
            self.json_ld.append(text)

    def _add_meta(self, attributes: dict[str, str | None]) -> None:
        content = attributes.get("content")
        if not content or not content.strip():
            return
        for key in ("name", "property", "itemprop", "http-equiv"):
            name = attributes.get(key)
            if name:
                self.meta.setdefault(name.strip().lower(), content.strip())

    def _add_image(self, attributes: dict[str, str | None]) -> None:
        url = choose_image_url(attributes)
        if url:
            alt = " ".join((attributes.get("alt") or "").split())
            self.images.append(Image(url, alt, len(self.lines) + bool(self.parts)))
            self.image_frames.append(self.frame)


_LAZY_SOURCES: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazyload",
    "data-lazy",
    "data-actualsrc",
    "data-echo",
    "data-url",
    "data-original-src",
    "zoomfile",
    "file",
)


def choose_image_url(attributes: dict[str, str | None]) -> str:
    """The address of the picture itself: scripts that load late keep it outside `src`; data: URLs are placeholders."""
    for name in _LAZY_SOURCES:
        value = attributes.get(name)
        if value and ("/" in value or "." in value) and not value.startswith("data:"):
            return value.strip()
    source = (attributes.get("src") or "").strip()
    if source.startswith("data:"):
        source = ""
    if not source:
        for name in ("data-srcset", "srcset"):
            candidates = (attributes.get(name) or "").split()
            if candidates and not candidates[0].startswith("data:"):
                return candidates[0].rstrip(",")
    return source
