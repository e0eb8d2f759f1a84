"""What the line breaks of a text mean: which lines go on in the next one.

Hard-wrapped texts (e-mail, old plain text, PDF extraction) break every paragraph at one width. A heading may be broken
over two lines in any text.
"""

from collections import Counter

from flows.page.section_markers import TextLine

MIN_WIDTH = 16
"""Characters: narrower columns are lists, not wrapped prose."""
MIN_SHARE_FULL = 0.3
"""Share of the lines that must be full for a text to count as hard-wrapped."""

MIN_LINES = 8
MAX_SHARE_LONGER = 0.02
"""Share of the lines that may be longer than the width."""

MIN_SHORT = 3
MIN_SHARE_MARKED = 0.8
"""Share of the lines after short ones that must follow a blank line or be indented, so that these mark paragraphs."""

_CLOSED = frozenset("。;:!?…”)》—")
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"))


def find_width(folded: str, lines: list[TextLine]) -> int:
    """The width at which a text is hard-wrapped; 0 where it is not.

    Many lines are full, none is longer, and most full lines end inside a sentence: whole sentences of one length are
    a list.
    """
    if len(lines) < MIN_LINES:
        return 0
    widths = Counter(line.end - line.start + line.indent for line in lines)
    longest = 0
    beyond = 0
    for width in sorted(widths, reverse=True):
        beyond += widths[width]
        if beyond >= MAX_SHARE_LONGER * len(lines):
            longest = width
            break
    full = [line for line in lines if longest - 2 <= line.end - line.start + line.indent <= longest]
    closed = sum(folded[line.end - 1] in _CLOSED for line in full)
    if longest < MIN_WIDTH or len(full) < MIN_SHARE_FULL * len(lines) or closed > 0.4 * len(full):
        return 0
    return longest


def find_continuations(folded: str, lines: list[TextLine]) -> list[bool]:
    """For each line, whether its paragraph goes on in the next line because the text is hard-wrapped.

    Where blank lines or indents mark paragraphs, a full line goes on unless such a mark follows; elsewhere it goes on
    unless it ends in a full stop, where either could be meant.
    """
    width = find_width(folded, lines)
    if not width:
        return [False] * len(lines)
    full = [line.end - line.start + line.indent >= width - 2 for line in lines]
    begins = [n == 0 or lines[n].blank_before > 0 or lines[n].indent > 0 for n in range(len(lines))]
    after_short = [begins[n + 1] for n in range(len(lines) - 1) if not full[n]]
    is_marked = len(after_short) >= MIN_SHORT and sum(after_short) >= MIN_SHARE_MARKED * len(after_short)
    return [
        full[n] and not begins[n + 1] and (is_marked or folded[lines[n].end - 1] not in _CLOSED)
        for n in range(len(lines) - 1)
    ] + [False]


def is_unbalanced(text: str) -> bool:
    """A bracket or quotation mark opens and does not close: the line was broken inside it."""
    return any(text.count(a) > text.count(b) for a, b in _PAIRS)


def join_paragraphs(lines: list[TextLine], goes_on: list[bool], taken: set[int]) -> tuple[list[TextLine], list[int]]:
    """The lines of each paragraph as one, and the index of its first line. A line in `taken` begins a paragraph."""
    if not any(goes_on):
        return lines, list(range(len(lines)))
    paragraphs: list[TextLine] = []
    firsts: list[int] = []
    for n, line in enumerate(lines):
        if n and goes_on[n - 1] and n not in taken:
            last = paragraphs[-1]
            paragraphs[-1] = TextLine(last.start, line.end, last.indent, last.blank_before)
        else:
            paragraphs.append(line)
            firsts.append(n)
    return paragraphs, firsts
