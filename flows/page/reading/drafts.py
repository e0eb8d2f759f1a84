"""Text runs into lines: white space, line ends, and the evidence that belongs to a line."""

import re
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.errors import PageError
from flows.page.limits import Limits
from flows.page.lines import Element, Line
from flows.page.reading.plaintext import EDGE
from flows.page.reading.tags import BOLD, HEADING_TAGS, INLINE, KINDS, LINK, TAG_NAMES

_LINE_ENDS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_FILLED: Final = re.compile("[\xa0\u3000]")
"""What pages put into an empty paragraph so that it takes up a line."""
_MAX_TOKEN_CHARS: Final = 500
_FURTHER_TOKENS: Final = ("id", "role", "itemprop")

Attributes = dict[str, str | None]


def join_tokens(attributes: Attributes) -> str:
    """Class, id, role and itemprop of an element, lower case, space separated."""
    if not attributes:
        return ""
    tokens = attributes.get("class") or ""
    if len(attributes) > 1 or not tokens:
        for name in _FURTHER_TOKENS:
            if name in attributes:
                tokens = f"{tokens} {attributes[name] or ''}"
    return " ".join(tokens[:_MAX_TOKEN_CHARS].lower().split()) if tokens else ""


class Pending:
    """An unfinished line that was set aside."""

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
        "block",
        "bold",
        "bold_parts",
        "heading",
        "held",
        "hidden",
        "hidden_of",
        "is_code",
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
        "nodes",
        "number",
        "parents",
        "parts",
    )

    def __init__(self, root: LexborNode, limits: Limits) -> None:
        self.max_lines = limits.max_lines
        self.max_line_chars = limits.max_line_chars
        self.lines: list[Line] = []
        """Until the elements are built, `element` of a line is the number of its block."""
        self.hidden_of: list[int] = []
        """Per line: `hidden`."""
        self.nodes = [root]
        """The blocks, in the order of the page: elements that start a line of their own, or that are hidden or marked.
        Number 0 stands for what is around all of them."""
        self.parents = [-1]
        """Per block: the block around it."""
        self.block = 0
        """The innermost open block."""
        self.held: set[int] = set()
        """Blocks that held a line before the rows of their table were joined."""
        self.heading = 0
        self.hidden = -1
        """Which hidden element the walk stands in, or -1."""
        self.is_pre = False
        self.is_code = False
        self.mark = ""
        self.number = ""
        """The number of the list's item that the next line begins."""
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
        """Add a run of text, which may still hold any white space, to the line. Preformatted text has its own lines."""
        if self.is_pre:
            self._add_preformatted(text)
        else:
            self._add_run(text)

    def _add_run(self, text: str) -> None:
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

    def add_blank(self) -> None:
        """Add white space: one blank between what stands before it and what comes after."""
        if self.parts:
            self.is_spaced = True

    def _add_preformatted(self, text: str) -> None:
        """Add text in which line ends are line ends."""
        for piece in text.splitlines(keepends=True):
            shown = piece.rstrip(_LINE_ENDS)
            if shown:
                self._add_run(shown)
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
        if text:
            self._add_line(run, text)
        elif _FILLED.search(run):
            self.blanks += 1
        if self.link_parts:
            self.link_parts.clear()
            self.link_count = self.last_link = 0
        if self.bold_parts:
            self.bold_parts.clear()

    def _add_line(self, run: str, text: str) -> None:
        """Add the line `run`, which shows `text` before its white space is collapsed."""
        if self.is_code:
            text = run.rstrip(EDGE).replace("\xa0", " ")  # an editor's blanks, whichever it wrote
        elif ("  " in text or not text.isprintable()) and (not self.is_pre or len(text.splitlines()) > 1):
            text = collapse_as_shown(text)  # a line end is white space where it was written
        index = len(self.lines)
        if index >= self.max_lines or len(text) > self.max_line_chars:
            raise PageError("too_many_lines", f"more than {index} lines, or a line of {len(text)} characters")
        link_chars = _measure(self.link_parts, run, text) if self.link_parts else 0
        bold_chars = _measure(self.bold_parts, run, text) if self.bold_parts else 0
        number, self.number = self.number, ""
        if number:
            text, shown = join_number(number, text), len(text)
            link_chars = len(text) if link_chars == shown else link_chars
            bold_chars = len(text) if bold_chars == shown else bold_chars
        self.lines.append(
            Line(
                index,
                text,
                0,
                self.blanks,
                self.block,
                "",
                self.heading,
                link_chars,
                self.link_count,
                bold_chars,
                False,
                "",
                self.mark,
                self.is_code,
                False,
                number,
            )
        )
        self.hidden_of.append(self.hidden)
        self.blanks = 0

    def start_link(self) -> None:
        """Begin an <a href>."""
        self.link += 1
        self.link_serial += 1

    def start_block(self, node: LexborNode) -> None:
        """Begin a block; what stood before it is a line."""
        if self.parts:
            self.end_line()
        self.nodes.append(node)
        self.parents.append(self.block)
        self.block = len(self.parents) - 1

    def end_block(self) -> None:
        """End the innermost block and the line in it."""
        if self.parts:
            self.end_line()
        self.block = self.parents[self.block]

    def build_elements(self) -> list[Element]:
        """The blocks that hold lines, the root first; the lines get the indexes and tags of these elements."""
        for line in self.lines:
            if line.heading:
                line.element = self._find_heading(line.element)
        held = {line.element for line in self.lines} | self.held
        for block in range(len(self.parents) - 1, 0, -1):
            if block in held:
                held.add(self.parents[block])
        held.discard(0)
        elements, index_of = [Element("", -1, 0)], {0: 0}
        for index, block in enumerate(sorted(held), 1):
            node, parent = self.nodes[block], index_of[self.parents[block]]
            tag = TAG_NAMES.get(node.tag_id) or node.tag or ""
            elements.append(Element(tag, parent, elements[parent].depth + 1, join_tokens(node.attributes)))
            index_of[block] = index
        for line in self.lines:
            line.element = index_of[line.element]
            line.tag = line.tag or elements[line.element].tag
        return elements

    def _find_heading(self, block: int) -> int:
        """The h1 to h6 around a block that is a <span> and the like, laid out as a block; else the block itself."""
        upper = block
        while upper > 0 and KINDS.get(self.nodes[upper].tag_id, INLINE) in (INLINE, BOLD, LINK):
            upper = self.parents[upper]
        return upper if self.nodes[upper].tag_id in HEADING_TAGS else block

    def set_aside(self) -> Pending:
        """Set the unfinished line aside: hidden text in the middle of it does not end it."""
        if self.is_spaced and self.parts:
            self.parts.append(" ")
        self.is_spaced = False
        pending = Pending(self)
        self.parts, self.link_parts, self.bold_parts = [], [], []
        self.link_count = self.last_link = self.blanks = 0
        return pending

    def take_up(self, pending: Pending) -> None:
        """Go on with a line that was set aside."""
        self.parts, self.link_parts, self.bold_parts = pending.parts, pending.link_parts, pending.bold_parts
        self.link_count, self.last_link, self.blanks = pending.link_count, pending.last_link, pending.blanks
        self.is_spaced = False


def join_number(number: str, text: str) -> str:
    """A list's item with the number that a browser writes before it."""
    return f"{number}{text}" if number.endswith("、") else f"{number} {text}"


def _is_wide(char: str) -> bool:
    """Whether a character is of East Asian full width and no white space."""
    return ("\u2e80" <= char < "\ua4d0" and char != "\u3000") or "\uf900" <= char <= "\uff60" or char >= "\U00020000"


def collapse_as_shown(text: str) -> str:
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
        part = collapse_as_shown(part)
    return min(len(part), len(text))
