"""Find text after a section that is no part of it: signature lines, an annex's head, a closing paragraph."""

import re

from flows.page.sections.lines import TextLine
from flows.page.sections.solver import Choice
from flows.page.sections.styles import Style
from flows.page.sections.zones import is_boundary_line

MAX_SIGNATURE_LINE = 32
"""Characters of the longest line of a signature: the full name of a joint committee."""
MAX_SIGNATURE_LINES = 6
"""Signatories above the date."""
MAX_CLOSING = 3
"""Paragraphs of the longest closing."""

_FINAL = re.compile(r"[。;:!?,、]$")


def find_endings(folded: str, lines: list[TextLine], choices: list[Choice]) -> dict[int, int]:
    """For each choice whose own text ends before the next one begins: the offset where it ends."""
    endings: dict[int, int] = {}
    for i, choice in enumerate(choices):
        is_last = i + 1 == len(choices)
        if not is_last and not choices[i + 1].candidate.is_boundary:
            continue
        first = choice.candidate.line
        end = len(lines) if is_last else choices[i + 1].candidate.line
        cut = _find_signature(folded, lines, first + 1, end)
        if is_last and choice.candidate.style is not Style.ARTICLE:
            cut = _find_closing(folded, lines, choices, i, cut)
        if cut < end:
            endings[i] = lines[cut].start
    return endings


def _find_signature(folded: str, lines: list[TextLine], first: int, end: int) -> int:
    """Index of the first line of a signature, an annex or its head among these lines; `end` where there is none."""
    for n in range(first, end):
        if is_boundary_line(folded, lines[n]):
            least = max(first, n - MAX_SIGNATURE_LINES)
            while n > least and _may_sign(folded, lines[n - 1]):
                n -= 1
            return n
    return end


def _may_sign(folded: str, line: TextLine) -> bool:
    text = folded[line.start : line.end].rstrip()
    return len(text) <= MAX_SIGNATURE_LINE and not _FINAL.search(text)


def _find_closing(folded: str, lines: list[TextLine], choices: list[Choice], last: int, end: int) -> int:
    """Index of the first line of a closing: the paragraphs behind the first one of the last item, where every other
    item has one."""
    first = choices[last].candidate.line
    extra = end - first - 1
    key = choices[last].candidate.key
    fellows = [i for i in range(last) if choices[i].candidate.key == key]
    if not 1 <= extra <= MAX_CLOSING or len(fellows) < 2 or choices[last].candidate.is_inline:
        return end
    for i in fellows:
        above = choices[i].candidate.line
        if choices[i + 1].candidate.line - above != 1 or choices[i + 1].parent == i:
            return end
    body = folded[lines[first + 1].start : lines[first + 1].end].rstrip()
    leads_on = folded[lines[first].start : lines[first].end].rstrip().endswith(":")
    return end if leads_on or len(body) < 20 or not body.endswith(("。", "!", "”", "…", "?")) else first + 1
