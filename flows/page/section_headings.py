"""Where the heading of a numbered section ends."""

import re

from flows.page.section_markers import Candidate

MAX_HEADING = 60
"""Characters: in 3,400 headings of official papers and speeches the longest that is one has 58."""

_SENTENCE_END = re.compile(r"[。;!?]|:(?=.)")
_FINAL = "。;:!?,、."


def read_heading(text: str, folded: str, c: Candidate, line_end: int, end: int) -> tuple[str, bool]:
    """The heading after a label, and whether text follows it in the same paragraph."""
    stop = min(line_end, end)
    rest = folded[c.body_start : stop].rstrip()
    if not rest:
        return "", False
    if len(rest) <= MAX_HEADING and rest[-1] not in _FINAL and "。" not in rest:
        return text[c.body_start : c.body_start + len(rest)], False
    m = re.compile(r"[。!?]").search(rest)
    if m and m.start() <= MAX_HEADING:
        return text[c.body_start : c.body_start + m.start()], m.end() < len(rest)
    return "", True
