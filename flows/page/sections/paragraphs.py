"""Find which lines of a text are one paragraph that a scrape or a hard line width broke apart.

Joining is the exception: a heading, a list, a name, a line of verse or a row of a table must never be glued to another.
"""

import re

from flows.page.sections.layout import find_continuations, may_be_wrapped
from flows.page.sections.lines import TextLine, fold
from flows.page.sections.markers import match_marker
from flows.page.sections.styles import SPOKEN

MIN_BROKEN = 20
"""Characters: a shorter line that ends in a comma may be verse (lines of verse have up to 14)."""
MIN_REST = 4
"""Characters of the shortest line that may be the rest of a sentence, where the text is not hard-wrapped."""

_STOP = re.compile(r"[。!?](?=.)")
_COLUMNS = re.compile(r"[^ ] {2,}[^ ]|[|]")
_ENDINGS = "。!?:…”)》"
_GOES_ON = frozenset(";,、")
"""Last characters of lines whose paragraph may go on in the next line."""
_MARKS = frozenset("。,;:、!?”’)》")


def join_broken_lines(lines: list[str]) -> list[list[int]]:
    """Groups of indexes of `lines`, in order, each group one paragraph. Every index is in exactly one group.

    Lines go together where the first ends inside a sentence: after ； in running text that has stopped before (a
    scraper that breaks after every semicolon), after ， in a long line, or at the width of a hard-wrapped text.
    """
    if not _may_be_broken(lines):
        return [[index] for index in range(len(lines))]
    folded = fold("\n".join(line.replace("\n", " ") for line in lines)).split("\n")
    goes_on = _find_wrapped(folded)
    groups: list[list[int]] = []
    has_stopped = False
    for index, line in enumerate(folded):
        previous = folded[index - 1].rstrip() if index else ""
        is_wrapped = index > 0 and goes_on[index - 1]
        if (
            groups
            and _is_broken(previous, line, has_stopped, is_wrapped)
            and _is_rest(line, 1 if is_wrapped else MIN_REST)
        ):
            groups[-1].append(index)
        else:
            groups.append([index])
            has_stopped = False
        has_stopped = has_stopped or bool(_STOP.search(line))
    return groups


def _may_be_broken(lines: list[str]) -> bool:
    """Whether any line can go on, by the last characters alone; they tell nothing where a line ends in a blank."""
    last = fold("".join([line[-1:] for line in lines]))
    if len(last) < len(lines) or " " in last or "\n" in last:
        return True
    return not _GOES_ON.isdisjoint(last) or may_be_wrapped(lines, last)


def _is_rest(line: str, min_chars: int) -> bool:
    """May be the rest of a sentence: no new item, not a row of a table. 二是 may go on a sentence, （二） may not."""
    start = len(line) - len(line.lstrip(" "))
    if len(line) - start < min_chars or line.startswith("#", start) or _COLUMNS.search(line, start):
        return False
    marker = match_marker(line, start, len(line))
    return marker is None or marker.style in SPOKEN


def _is_chinese(char: str) -> bool:
    return "一" <= char <= "鿿" or char in _MARKS


def _is_broken(previous: str, line: str, has_stopped: bool, goes_on: bool) -> bool:
    if not previous or previous[-1] in _ENDINGS or not _is_chinese(previous[-1]):
        return False
    if previous[-1] == ";":
        is_open = has_stopped
    elif previous[-1] in _GOES_ON:
        is_open = len(previous) >= MIN_BROKEN
    else:
        is_open = goes_on and _is_chinese(line.lstrip(" ")[:1])
    return is_open and not _COLUMNS.search(previous.lstrip(" "))


def _find_wrapped(folded: list[str]) -> list[bool]:
    """For each line whether it fills the width of a hard-wrapped text, and its paragraph goes on."""
    spans: list[TextLine] = []
    indexes: list[int] = []
    position = 0
    for index, line in enumerate(folded):
        indent = len(line) - len(line.lstrip(" "))
        if indent < len(line):
            spans.append(TextLine(position + indent, position + len(line), indent, 0))
            indexes.append(index)
        position += len(line) + 1
    wrapped = [False] * len(folded)
    for n, goes_on in enumerate(find_continuations("\n".join(folded), spans, may_be_columns=True)):
        wrapped[indexes[n]] = goes_on and indexes[n] + 1 < len(folded) and bool(folded[indexes[n] + 1].strip())
    return wrapped
