"""Find the headings of a text in Markdown: # to ######, outside of fenced code."""

import re
from dataclasses import dataclass

from flows.page.sections.lines import TextLine

CODE_INDENT = 4
"""Blanks before a line from which it is code."""

_HEADING = re.compile(r"(#{1,6}) +(?=[^ #])")
_FENCE = re.compile("```|~~~")


@dataclass(slots=True)
class Markdown:
    """Where a text is Markdown."""

    headings: dict[int, tuple[int, int]]
    """For the index of each line that is a heading: its level, and the offset of its words."""
    code: frozenset[int]
    """Indexes of the lines in fenced code, fences included."""


def find_markdown(folded: str, lines: list[TextLine]) -> Markdown | None:
    """The Markdown of a text; None where it has fewer than two headings in it.

    A single sign may also open a comment of a program, so that the headings are more than one of the second level or
    below, or each has a blank line above it. A lone heading of the first level on the first line is the title.
    """
    if "# " not in folded:
        return None
    headings: dict[int, tuple[int, int]] = {}
    code: set[int] = set()
    fence = ""
    for n, line in enumerate(lines):
        mark = _FENCE.match(folded, line.start, line.end)
        if mark is not None and fence in ("", mark[0]):
            fence = "" if fence else mark[0]
            code.add(n)
        elif fence:
            code.add(n)
        elif (heading := _HEADING.match(folded, line.start, line.end)) and line.indent < CODE_INDENT:
            headings[n] = (len(heading[1]), heading.end())
    levels = [level for level, _ in headings.values()]
    are_apart = all(n == 0 or lines[n].blank_before > 0 for n in headings)
    if len(levels) < 2 or (max(levels) == 1 and not are_apart):
        return None
    if levels.count(1) == 1 and headings.get(0, (0, 0))[0] == 1:
        del headings[0]
    return Markdown(headings, frozenset(code))
