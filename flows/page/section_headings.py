"""Where the heading of a numbered section ends."""

import re
from dataclasses import dataclass

from flows.page.section_layout import is_unbalanced
from flows.page.section_markers import Candidate, Style, TextLine

MAX_HEADING = 60
"""Characters: of 3,400 headings in official papers and speeches the longest has 58."""
MAX_TOKEN = 40
"""Characters of a heading that only a blank parts from its text, where line breaks were lost."""

_BREAK = re.compile(r"\s*\n\s*")
_STOP = re.compile(r"[。!?]|;(?=\s*$)")
_APPOSITION = re.compile(r",(?:即|也就是)")
_FINAL = "。;:!?,、."
_SPOKEN = frozenset({Style.POINT, Style.ASPECT, Style.ORDINAL, Style.SEQUENCE})


@dataclass(slots=True)
class Heading:
    text: str
    is_run_in: bool
    """Text follows in the same paragraph."""
    has_stop: bool
    """A full stop closes it."""


def read_heading(
    text: str, folded: str, c: Candidate, lines: list[TextLine], goes_on: list[bool], end: int, *, is_flat: bool
) -> Heading:
    """The heading after the label of `c`, whose own span ends at `end`. Its text is "" where it has none.

    A heading is the rest of the line, if that is short and unpunctuated, or its first sentence, if that is short.
    """
    if c.style is Style.RUN_IN:
        return Heading(_BREAK.sub("", text[c.start : c.start + c.value]), True, True)
    pieces = [(c.body_start, min(lines[c.line].end, end))]
    n = c.line
    while (
        len(pieces) < 4 and n + 1 < len(lines) and lines[n + 1].start < end and _runs_over(folded, pieces, goes_on[n])
    ):
        n += 1
        pieces.append((lines[n].start, min(lines[n].end, end)))
    rest = "".join(folded[a:b].rstrip() for a, b in pieces)
    if not rest:
        return Heading("", False, False)
    if is_flat and (token := re.match(rf"[^ 。;:!?]{{2,{MAX_TOKEN}}} (?=[^ ])", rest)):
        return Heading(_verbatim(text, pieces, token.end() - 1), True, False)
    stop = _STOP.search(rest)
    if stop is None and len(rest) <= MAX_HEADING and rest[-1] not in _FINAL:
        return Heading(_verbatim(text, pieces, len(rest)), False, False)
    if stop is not None and stop.start() <= MAX_HEADING:
        return Heading(_verbatim(text, pieces, stop.start()), stop.end() < len(rest), True)
    if c.style in _SPOKEN and (apposition := _APPOSITION.search(rest, 0, MAX_HEADING)):
        return Heading(_verbatim(text, pieces, apposition.start()), True, False)
    return Heading("", True, False)


def _runs_over(folded: str, pieces: list[tuple[int, int]], goes_on: bool) -> bool:
    line = "".join(folded[a:b].rstrip() for a, b in pieces)
    return bool(line) and (goes_on or is_unbalanced(line)) and len(line) <= MAX_HEADING and not _STOP.search(line)


def _verbatim(text: str, pieces: list[tuple[int, int]], length: int) -> str:
    """The first `length` characters of the joined pieces, as they stand in the text."""
    out = []
    for a, b in pieces:
        piece = text[a:b].rstrip()[:length]
        out.append(piece)
        length -= len(piece)
    return "".join(out).strip()
