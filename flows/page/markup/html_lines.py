"""Text runs into lines: white space, line ends, and the evidence that belongs to a line."""

import re
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.errors import PageError
from flows.page.limits import Limits
from flows.page.lines import Element, Line
from flows.page.markup.html_layout import TAG_NAMES
from flows.page.plaintext import EDGE

_LINE_ENDS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_FILLED: Final = re.compile("[\xa0\u3000]")
"""What pages put into an empty paragraph so that it takes up a line."""
_MAX_TOKEN_CHARS: Final = 500
_FURTHER_TOKENS: Final = ("id", "role", "itemprop")

Attributes = dict[str, str | None]


def join_tokens(attributes: Attributes) -> str:
    """Class, id, role and itemprop of an element, lower case, space separated."""
    tokens = attributes.get("class") or ""
    if len(attributes) > 1 or not tokens:
        for name in _FURTHER_TOKENS:
            if name in attributes:
                tokens = f"{tokens} {attributes[name] or ''}"
    return " ".join(tokens[:_MAX_TOKEN_CHARS].lower().split()) if tokens else ""


class Pending:
    """A line begun and put away."""

    __slots__ = ("blanks", "bold_parts", "last_link", "link_count", "link_parts", "parts")

    def __init__(self, builder: "LineBuilder") -> None:
        self.parts = builder.parts
        self.link_parts = builder.link_parts
        self.bold_parts = builder.bold_parts
        self.link_count = builder.link_count
        self.last_link = builder.last_link
        self.blanks = builder.blanks


class LineBuilder:
    """Collects the text of one line after another."""

    __slots__ = (
        "blanks",
        "blocks",
        "bold",
        "bold_parts",
        "depths",
        "heading",
        "hidden",
        "hidden_of",
        "is_pre",
        "is_spaced",
        "last_link",
        "lines",
        "link",
        "link_count",
        "link_parts",
        "link_serial",
        "mark",
        "max_line_chars",
        "max_lines",
        "opened",
        "parents",
        "parts",
        "placed",
        "unplaced",
    )

    def __init__(self, limits: Limits) -> None:
        self.max_lines = limits.max_lines
        self.max_line_chars = limits.max_line_chars
        self.lines: list[Line] = []
        self.hidden_of: list[int] = []
        """Per line: `hidden`."""
        self.blocks: list[LexborNode] = []
        """The blocks that hold lines, in the order of their first lines."""
        self.parents = [-1]
        self.depths = [0]
        self.opened: list[LexborNode] = []
        """The open blocks: elements that start a line of their own, or that are hidden or marked."""
        self.placed = [0]
        """Of the root and the outer ones of `opened` their index among the elements."""
        self.unplaced = 0
        """How many of the inner ones of `opened` hold no line yet."""
        self.heading = 0
        self.hidden = -1
        """Which hidden element the walk stands in, or -1."""
        self.is_pre = False
        self.mark = ""
        self.link = 0
        """How many <a href> are open; they nest only where markup is broken."""
        self.bold = 0
        self.link_serial = 0
        self.last_link = 0
        """Serial of the link that was last counted on this line."""
        self.link_count = 0
        self.parts: list[str] = []
        self.link_parts: list[str] = []
        self.bold_parts: list[str] = []
        self.is_spaced = False
        """White space stands between `parts` and what is added next."""
        self.blanks = 0

    def add_text(self, text: str) -> None:
        """Add a run of text, which may still hold any white space, to the line."""
        parts = self.parts
        if self.is_spaced:
            self.is_spaced = False
            if parts:
                parts.append(" ")
        parts.append(text)
        if self.link:
            self.link_parts.append(text)
            if self.last_link != self.link_serial:
                self.last_link = self.link_serial
                self.link_count += 1
        if self.bold:
            self.bold_parts.append(text)

    def add_preformatted(self, text: str) -> None:
        """Add text in which line ends are line ends."""
        for piece in text.splitlines(keepends=True):
            shown = piece.rstrip(_LINE_ENDS)
            if shown:
                self.add_text(shown)
            if len(shown) < len(piece):
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
        run = "".join(parts)
        parts.clear()
        text = run.strip(EDGE)
        if ("  " in text or not text.isprintable()) and not self.is_pre:
            text = collapse(text)
        if text:
            lines = self.lines
            index = len(lines)
            if index >= self.max_lines or len(text) > self.max_line_chars:
                raise PageError("too_many_lines", f"more than {index} lines, or a line of {len(text)} characters")
            if self.unplaced:
                self.place()
            lines.append(
                Line(
                    index,
                    text,
                    0,
                    self.blanks,
                    self.placed[-1],
                    "",
                    self.heading,
                    _measure(self.link_parts, run, text) if self.link_parts else 0,
                    self.link_count,
                    _measure(self.bold_parts, run, text) if self.bold_parts else 0,
                    False,
                    self.mark,
                )
            )
            self.hidden_of.append(self.hidden)
            self.blanks = 0
        elif _FILLED.search(run):
            self.blanks += 1
        if self.link_parts:
            self.link_parts.clear()
            self.link_count = self.last_link = 0
        if self.bold_parts:
            self.bold_parts.clear()

    def end_block(self) -> None:
        """End the innermost block and the line in it."""
        if self.parts:
            self.end_line()
        self.opened.pop()
        if self.unplaced:
            self.unplaced -= 1
        else:
            self.placed.pop()

    def place(self) -> None:
        """Enter the open blocks that hold no line yet among those that hold one."""
        placed, first, count = self.placed, len(self.parents), self.unplaced
        self.blocks += self.opened[-count:]
        self.depths += range(len(placed), len(placed) + count)
        placed += range(first, first + count)
        self.parents += placed[-count - 1 : -1]
        self.unplaced = 0

    def find_upper(self, element: int, depth: int) -> int:
        """The element at `depth` that `element` is, or is in."""
        while self.depths[element] > depth:
            element = self.parents[element]
        return element

    def build_elements(self) -> list[Element]:
        """The blocks that hold lines, after the root; the lines get their tags."""
        tags = ["", *[TAG_NAMES.get(node.tag_id) or node.tag or "" for node in self.blocks]]
        tokens = ["", *[join_tokens(attributes) if (attributes := node.attributes) else "" for node in self.blocks]]
        for line in self.lines:
            line.tag = line.tag or tags[line.element]
        return list(map(Element, tags, self.parents, self.depths, tokens))

    def set_aside(self) -> Pending:
        """Put the line begun away, for what is hidden in the midst of it does not end it."""
        if self.is_spaced and self.parts:
            self.parts.append(" ")
        self.is_spaced = False
        pending = Pending(self)
        self.parts, self.link_parts, self.bold_parts = [], [], []
        self.link_count = self.last_link = self.blanks = 0
        return pending

    def take_up(self, pending: Pending) -> None:
        """Go on with a line that was put away."""
        self.parts, self.link_parts, self.bold_parts = pending.parts, pending.link_parts, pending.bold_parts
        self.link_count, self.last_link, self.blanks = pending.link_count, pending.last_link, pending.blanks
        self.is_spaced = False


def _is_wide(char: str) -> bool:
    """Whether a character is of East Asian full width and no white space."""
    return ("\u2e80" <= char < "\ua4d0" and char != "\u3000") or "\uf900" <= char <= "\uff60" or char >= "\U00020000"


def collapse(text: str) -> str:
    """White space as a browser collapses it; a line end between two wide characters goes (CSS Text 3, 4.1.3)."""
    pieces = [piece for piece in (line.strip(" \t") for line in text.splitlines()) if piece]
    text = pieces[0] if pieces else ""
    if len(pieces) > 1:
        joined = [text]
        for before, after in pairwise(pieces):
            if not (_is_wide(before[-1]) and _is_wide(after[0])):
                joined.append(" ")
            joined.append(after)
        text = "".join(joined)
    if "\t" in text:
        text = text.replace("\t", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _measure(parts: list[str], run: str, text: str) -> int:
    """Characters that `parts` of `run` have in the line `text` made of it."""
    part = "".join(parts)
    if len(part) == len(run):
        return len(text)
    part = part.strip(EDGE)
    if "  " in part or not part.isprintable():
        part = collapse(part)
    return min(len(part), len(text))
