"""The page as it was scraped, with what was removed marked in it: its own structure, made safe.

The markup is written anew from an allow list: of a page's elements only those of structure come out, and no attribute
but the spans of table cells. So there is nothing that could run, load, or be styled, whatever the page holds.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from selectolax.lexbor import LexborHTMLParser

from flows.page.lines import Label, Line
from flows.report.review.frame import safe
from flows.report.review.words import category, field, group_of

_STRUCTURE = """address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer
form header h1 h2 h3 h4 h5 h6 hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
b br code em i kbd rp rt ruby s small strong sub sup u"""
_ALLOWED = frozenset(_STRUCTURE.split())
_RENAMED = {
    **dict.fromkeys(("article", "aside", "center", "details", "fieldset", "footer", "form", "header", "main"), "div"),
    **dict.fromkeys(("nav", "section", "summary", "address", "figcaption", "figure", "caption"), "div"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p"), "div"),
    **dict.fromkeys(("dl", "dt", "dd", "ul", "ol", "li"), "div"),
}
"""Landmarks, headings and lists of the page would stand among the review's own, and be wrong there."""
_KINDS = {
    "p": ' class="p"',
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), ' class="h"'),
    **dict.fromkeys(("li", "dt", "dd"), ' class="li"'),
}
"""What the review's style still tells them by."""
_DROPPED = "script, style, head, template, iframe, object, embed, noembed, noframes, svg, math, canvas, audio, video"
_VOID = frozenset(("br", "hr"))
_MAX_DEPTH = 60
_MAX_SPAN = 50
_WINDOW = 20_000
"""Characters after the last line in which the next is looked for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a line: its label, and the fields that were read from it."""

    label: Label
    fields: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to show of it."""
        return self.label.kind == "body" and not self.fields


@dataclass(frozen=True, slots=True)
class Marked:
    """The left half of a page."""

    html: str
    is_cut: bool
    """Whether it was too long to be shown whole."""


def mark_text(lines: Sequence[Line], marks: Sequence[Mark], max_chars: int) -> Marked:
    """A page of plain text: its lines with their numbers."""
    return _joined(
        (
            f'<div class="ln"><span class="no">{line.number}</span>{_wrapped(safe(line.text), mark, True)}</div>'
            for line, mark in zip(lines, marks, strict=True)
        ),
        max_chars,
    )


def mark_html(text: str, lines: Sequence[Line], marks: Sequence[Mark], max_chars: int) -> Marked:
    """A page of HTML: its elements in their order, the text of each line wrapped in its mark.

    Lines are found by their characters, white space aside, each after the one before. What a script or an attribute
    adds to the lines, and is not in the text, follows below.
    """
    pieces = list(_pieces(text))
    places, missing = _place(pieces, lines, marks)
    shown = _joined(_render(pieces, places, marks), max_chars)
    rest = "".join(f'<div class="ln">{_wrapped(safe(lines[at].text), marks[at], True)}</div>' for at in missing)
    return Marked(shown.html + rest, shown.is_cut) if len(rest) < max_chars // 4 else Marked(shown.html, True)


def _joined(parts: Iterator[str], max_chars: int) -> Marked:
    """The parts, up to `max_chars` of them; open elements are closed by the reader of HTML."""
    taken: list[str] = []
    size = 0
    for part in parts:
        size += len(part.encode("utf-8", "replace"))
        if size > max_chars:
            return Marked("".join(taken), True)
        taken.append(part)
    return Marked("".join(taken), False)


def _wrapped(html: str, mark: Mark, is_last: bool) -> str:
    """Text of a line in its mark; the last piece of a line names the rule."""
    label = mark.label
    names = ", ".join(map(field, mark.fields))
    if label.kind == "removed":
        note = f"{category(label.category)} · {safe(label.rule)} · {label.confidence:.2f}"
        note += f" · {names}" if names else ""
        told = f'<small class="note">{note}</small>' if is_last else ""
        return f'<del class="g-{group_of(label.category)}">{html}</del>{told}'
    if mark.fields or label.kind == "metadata":
        told = f'<small class="note">{names or field("title")}</small>' if is_last else ""
        return f"<mark>{html}</mark>{told}"
    return html


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The page as (kind, content): "tag" a finished tag, "text" unescaped text."""
    tree = LexborHTMLParser(text)
    for node in tree.css(_DROPPED):
        node.decompose()
    soup = BeautifulSoup(tree.html or "", "html.parser")
    stack: list[tuple[Iterator[PageElement], str]] = [(iter(soup.contents), "")]
    while stack:
        children, closing = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if closing:
                yield "tag", closing
        elif isinstance(child, Tag):
            if child.name == "img":
                yield "tag", f'<span class="img">▨ {safe(str(child.get("alt") or "")[:80])}</span>'
                continue
            name = _RENAMED.get(child.name, child.name) if child.name in _ALLOWED else ""
            name = name if len(stack) < _MAX_DEPTH else ""
            if name:
                yield "tag", _opening(name, child)
            stack.append((iter(child.contents), f"</{name}>" if name and name not in _VOID else ""))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield "text", str(child)


def _opening(name: str, node: Tag) -> str:
    spans = ""
    if name in ("td", "th"):
        for attribute in ("colspan", "rowspan"):
            value = str(node.get(attribute) or "")
            if value.isascii() and value.isdigit() and len(value) < 4 and 1 < int(value) <= _MAX_SPAN:
                spans += f' {attribute}="{value}"'
    kind = _KINDS.get(node.name, "")
    return f"<{name}{spans}{kind}>"


def _place(
    pieces: list[tuple[str, str]], lines: Sequence[Line], marks: Sequence[Mark]
) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Where the marked lines stand, as (first, end, index of the line) in the characters of all texts that are no
    white space; and the lines with a mark that are nowhere."""
    flat = "".join("".join(content.split()) for kind, content in pieces if kind == "text")
    at, places, missing = 0, [], []
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        wanted = "".join(line.text.split())
        found = flat.find(wanted, at, at + len(wanted) + _WINDOW)
        if found >= 0:
            at = found + len(wanted)
            if not mark.is_plain:
                places.append((found, at, index))
        elif not mark.is_plain:
            missing.append(index)
    return places, missing


def _render(pieces: list[tuple[str, str]], places: list[tuple[int, int, int]], marks: Sequence[Mark]) -> Iterator[str]:
    """Tags as they are, texts cut where a mark begins or ends."""
    coming = iter([*places, (1 << 60, 1 << 60, -1)])
    first, end, index = next(coming)
    at = 0
    for kind, content in pieces:
        if kind == "tag":
            yield content
            continue
        offsets = array("q", (position for position, char in enumerate(content) if not char.isspace()))
        start, done = 0, 0
        while done < len(offsets):
            rest = len(offsets) - done
            take = min(rest, (first if at < first else end) - at)
            done += take
            cut = offsets[done] if done < len(offsets) else len(content)
            part = safe(content[start:cut])
            is_marked = at >= first
            at += take
            yield _wrapped(part, marks[index], at == end) if is_marked else part
            start = cut
            while at >= end:
                first, end, index = next(coming)
        if not offsets:
            yield " "
