"""What the line breaks of a text mean: which lines go on in the next one.

Hard-wrapped texts (e-mail, old plain text, PDF extraction) break every paragraph at one width. A heading may be broken
over two lines in any text.
"""

import re
from collections import Counter
from math import ceil

from flows.page.sections.lines import TextLine

MIN_WIDTH = 16
"""Characters: narrower columns are lists, not wrapped prose."""
MIN_SHARE_FULL = 0.3
"""Share of the lines that must be full for a text to count as hard-wrapped."""

MAX_SHARE_CLOSED = 0.4
"""Share of the full lines that may end a sentence."""

MIN_LINES = 8
MAX_SHARE_LONGER = 0.02
"""Share of the lines that may be longer than the width."""

MIN_SHORT = 3
MIN_SHARE_MARKED = 0.8
"""Share of the lines after short ones that must follow a blank line or be indented, so that these mark paragraphs."""

_SLACK = {False: 2, True: 4}
"""How much shorter than the width a full line may be, in characters and in columns: a mark may not begin a line."""
_NARROW = re.compile("[A-Za-z0-9 .%-]+")
_CLOSED = frozenset("。;:!?…”)》—")
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"))


def find_width(folded: str, lines: list[TextLine], *, in_columns: bool = False) -> int:
    """The width at which a text is hard-wrapped, in characters or in columns of a terminal; 0 where it is not.

    Many lines are full, none is longer, and most full lines end inside a sentence: whole sentences of one length are
    a list.
    """
    if len(lines) < MIN_LINES:
        return 0
    measures = _measure(folded, lines, in_columns)
    widths = Counter(measures)
    longest = 0
    beyond = 0
    for width in sorted(widths, reverse=True):
        beyond += widths[width]
        if beyond >= MAX_SHARE_LONGER * len(lines):
            longest = width
            break
    slack = _SLACK[in_columns]
    full = [line for line, width in zip(lines, measures, strict=True) if longest - slack <= width <= longest]
    closed = sum(folded[line.end - 1] in _CLOSED for line in full)
    min_width = MIN_WIDTH * 2 if in_columns else MIN_WIDTH
    if longest < min_width or len(full) < MIN_SHARE_FULL * len(lines) or closed > MAX_SHARE_CLOSED * len(full):
        return 0
    return longest


def _measure(folded: str, lines: list[TextLine], in_columns: bool) -> list[int]:
    """Width of each line with its indent. In columns, what is no letter, digit or blank of ASCII takes two."""
    if not in_columns:
        return [line.end - line.start + line.indent for line in lines]
    return [
        2 * (line.end - line.start + line.indent) - sum(map(len, _NARROW.findall(folded, line.start, line.end)))
        for line in lines
    ]


def may_be_wrapped(lines: list[str], last: str) -> bool:
    """Whether a text can have a width at all, by the lengths of its lines and their last characters, `last`, folded.

    A character takes one column or two, so that a full line has at least about half the characters of the longest.
    """
    if len(lines) < MIN_LINES:
        return False
    lengths = list(map(len, lines))
    longest = sorted(lengths)[-ceil(MAX_SHARE_LONGER * len(lines))]
    least = (longest - _SLACK[True]) / 2
    open_ = sum(length >= least and mark not in _CLOSED for length, mark in zip(lengths, last, strict=True))
    return open_ >= int((1 - MAX_SHARE_CLOSED) * MIN_SHARE_FULL * len(lines))


def find_continuations(folded: str, lines: list[TextLine], *, may_be_columns: bool = False) -> list[bool]:
    """For each line, whether its paragraph goes on in the next line because the text is hard-wrapped.

    Where blank lines or indents mark paragraphs, a full line goes on unless such a mark follows; elsewhere it goes on
    unless it ends in a full stop, where either could be meant. `may_be_columns`: where no width in characters
    fits, try one in columns of a terminal, of which a Chinese character takes two.
    """
    in_columns = False
    width = find_width(folded, lines)
    if not width and may_be_columns:
        in_columns = True
        width = find_width(folded, lines, in_columns=True)
    if not width:
        return [False] * len(lines)
    slack = _SLACK[in_columns]
    full = [measure >= width - slack for measure in _measure(folded, lines, in_columns)]
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
