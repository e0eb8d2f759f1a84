"""Text whose line ends are meant: a style sheet that is not at hand keeps them (white-space: pre), as forums do.

Elsewhere a line end is white space: editors break the source of a page at a width, or indent it.
"""

import re
from typing import Final

MIN_BROKEN_CHARS: Final = 20
"""A shorter text has no lines of its own."""
_BLANK_LINE: Final = re.compile(r"\n[ \t\xa0\u3000]*(?=\n)")
_MIN_BLANK_LINES: Final = 2
_MIN_LINES: Final = 6
"""Lines of a text without blank ones between, that is told by where they end."""
_MAX_SPREAD: Final = 6
"""Lines of source that an editor broke at a width are of about the same length, but for the last of a paragraph."""
_MIN_ENDED_SHARE: Final = 0.5
_ENDED: Final = re.compile("[。！？!?…～~：:；;”」』）)]$")


def is_broken(text: str) -> bool:
    """Whether the lines of a text node are lines: blank ones part them, or they end where sentences do.

    Indented lines are the source's own layout.
    """
    if text.count("\n") < 3:
        return False
    lines = text.replace("\r\n", "\n").strip().split("\n")
    filled = [line for line in lines if line.strip()]
    if len(filled) < 3:
        return False
    indented = sum(line[:1] in (" ", "\t") for line in filled[1:])
    if indented * 2 > len(filled):
        return False
    if len(_BLANK_LINE.findall("\n".join(lines))) >= _MIN_BLANK_LINES:
        return True
    if len(filled) < _MIN_LINES:
        return False
    sizes = sorted(len(line.rstrip()) for line in filled[:-1])
    if sizes[-1] - sizes[len(sizes) // 4] <= _MAX_SPREAD:
        return False
    ended = sum(_ENDED.search(line.rstrip()) is not None for line in filled)
    return ended >= _MIN_ENDED_SHARE * len(filled)
