"""Text runs into lines: white space, line ends, and the evidence that belongs to a line."""

import re
from typing import Final

from flows.page.errors import PageError
from flows.page.limits import Limits
from flows.page.lines import Element, Line
from flows.page.plaintext import EDGE

_LINE_ENDS: Final = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_COLLAPSIBLE: Final = re.compile(f"[ \t{_LINE_ENDS}]+")
_UNEVEN: Final = re.compile(f"[\t{_LINE_ENDS}]|  ")
_LINE_END: Final = re.compile(f"\r\n|[{_LINE_ENDS}]")
_WIDE: Final = "\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_WIDE_BREAK: Final = re.compile(f"(?<=[{_WIDE}])[ \t]*+[\n\r][ \t\n\r]*+(?=[{_WIDE}])")
_SPACED: Final = re.compile("[\xa0\u3000]")
_MAX_TOKEN_CHARS: Final = 500

Attributes = dict[str, str | None]


def join_tokens(attributes: Attributes) -> str:
    """Class, id, role and itemprop of an element, lower case, space separated."""
    get = attributes.get
    found = [value for value in (get("class"), get("id"), get("role"), get("itemprop")) if value]
    return " ".join(" ".join(found)[:_MAX_TOKEN_CHARS].lower().split()) if found else ""


class Frame:
    """An element that starts a line of its own, or that is hidden or marked."""

    __slots__ = ("attributes", "depth", "element", "heading", "hidden", "is_pre", "mark", "parent", "tag")

    def __init__(self, parent: "Frame", tag: str, attributes: Attributes) -> None:
        self.parent = parent
        self.tag = tag
        self.attributes = attributes
        self.element = -1
        self.depth = parent.depth + 1
        self.heading = parent.heading
        self.hidden = parent.hidden
        self.is_pre = parent.is_pre
        self.mark = parent.mark

    @classmethod
    def outermost(cls) -> "Frame":
        """The frame of the document; its own parent."""
        frame = cls.__new__(cls)
        frame.parent = frame
        frame.tag = frame.mark = ""
        frame.attributes = {}
        frame.element = frame.hidden = -1
        frame.depth = frame.heading = 0
        frame.is_pre = False
        return frame


class LineBuilder:
    """Collects the text of one line after another. `parts` is always the same list."""

    __slots__ = (
        "blanks",
        "bold",
        "bold_parts",
        "elements",
        "frame",
        "hidden_of",
        "last_link",
        "limits",
        "lines",
        "link",
        "link_count",
        "link_parts",
        "link_serial",
        "parts",
    )

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.lines: list[Line] = []
        self.hidden_of: list[int] = []
        """Per line: which hidden element it stands in, or -1."""
        self.elements: list[Element] = []
        self.frame = Frame.outermost()
        self.parts: list[str] = []
        self.link = 0
        """How many <a href> are open; they nest only where markup is broken."""
        self.bold = 0
        self.link_serial = 0
        self.last_link = 0
        """Serial of the link that was last counted on this line."""
        self.link_count = 0
        self.link_parts: list[str] = []
        self.bold_parts: list[str] = []
        self.blanks = 0

    def add_text(self, text: str) -> None:
        """Add a run of text, which may still hold any white space, to the line."""
        if self.frame.is_pre:
            self._add_preformatted(text)
            return
        self.parts.append(text)
        if self.link:
            self._count_link(text)
        if self.bold:
            self.bold_parts.append(text)

    def _count_link(self, text: str) -> None:
        self.link_parts.append(text)
        if self.last_link != self.link_serial:
            self.last_link = self.link_serial
            self.link_count += 1

    def _add_preformatted(self, text: str) -> None:
        pieces = _LINE_END.split(text)
        last = len(pieces) - 1
        for position, piece in enumerate(pieces):
            if piece:
                self.parts.append(piece)
                if self.link:
                    self._count_link(piece)
                if self.bold:
                    self.bold_parts.append(piece)
            if position < last:
                self.break_line()

    def break_line(self) -> None:
        """A forced line break: ends the line, or is a blank one."""
        if self.parts:
            self.end_line()
        else:
            self.blanks += 1

    def end_line(self) -> None:
        """End the line begun, if it shows anything. Raises `PageError` too_many_lines."""
        parts = self.parts
        if not parts:
            return
        frame = self.frame
        text = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        is_uneven = not frame.is_pre and _UNEVEN.search(text) is not None
        if is_uneven:
            text = collapse(text)
        shown = text.strip(EDGE)
        if shown:
            link_chars = _measure(self.link_parts, is_uneven, len(shown)) if self.link_parts else 0
            bold_chars = _measure(self.bold_parts, is_uneven, len(shown)) if self.bold_parts else 0
            self._add_line(frame, shown, link_chars, bold_chars)
        elif _SPACED.search(text):
            self.blanks += 1
        if self.link_count:
            self.link_parts.clear()
            self.link_count = self.last_link = 0
        if self.bold_parts:
            self.bold_parts.clear()

    def _add_line(self, frame: Frame, text: str, link_chars: int, bold_chars: int) -> None:
        lines = self.lines
        index = len(lines)
        if index >= self.limits.max_lines or len(text) > self.limits.max_line_chars:
            raise PageError("too_many_lines", f"more than {index} lines, or a line of {len(text)} characters")
        element = frame.element
        if element < 0:
            element = self.place(frame)
        lines.append(
            Line(
                index,
                text,
                0,
                self.blanks,
                element,
                frame.tag,
                frame.heading,
                link_chars,
                self.link_count,
                bold_chars,
                False,
                frame.mark,
            )
        )
        self.hidden_of.append(frame.hidden)
        self.blanks = 0

    def place(self, frame: Frame) -> int:
        """Index in `elements` of a frame, entering it and its ancestors where they are not there yet."""
        missing = []
        while frame.element < 0 and frame.depth:
            missing.append(frame)
            frame = frame.parent
        elements = self.elements
        parent = frame.element
        for lower in reversed(missing):
            attributes = lower.attributes
            elements.append(Element(lower.tag, parent, lower.depth - 1, join_tokens(attributes) if attributes else ""))
            lower.element = parent = len(elements) - 1
        return parent

    def set_aside(self) -> tuple[list[str], list[str], list[str], int, int, int]:
        """Put the line begun away, for what is hidden in the midst of it does not end it."""
        kept = (
            self.parts[:],
            self.link_parts,
            self.bold_parts,
            self.link_count,
            self.last_link,
            self.blanks,
        )
        self.parts.clear()
        self.link_parts, self.bold_parts = [], []
        self.link_count = self.last_link = self.blanks = 0
        return kept

    def take_up(self, kept: tuple[list[str], list[str], list[str], int, int, int]) -> None:
        """Go on with a line that was put away."""
        parts, self.link_parts, self.bold_parts, self.link_count, self.last_link, self.blanks = kept
        self.parts[:] = parts


def collapse(text: str) -> str:
    """White space as a browser collapses it; a line end between two wide characters goes (CSS Text 3, 4.1.3)."""
    if "\n" in text or "\r" in text:
        text = _WIDE_BREAK.sub("", text)
    return _COLLAPSIBLE.sub(" ", text)


def _measure(parts: list[str], is_uneven: bool, limit: int) -> int:
    """Characters of `parts` as they stand in a line of `limit` characters."""
    text = "".join(parts)
    if is_uneven:
        text = collapse(text)
    size = len(text.strip(EDGE))
    return size if size < limit else limit
