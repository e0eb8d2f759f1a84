"""Pages of one article: what a page shows of it beside what the names of the files say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flows.page.lines import Line
from flows.page.text.folding import fold

_MAX_CHARS = 80
"""Of a line that turns pages; in longer ones words for it are part of the text."""
_PAGER = re.compile(r"[上下][一1]?页|共\s*\d{1,3}\s*页|第\s*\d{1,3}\s*页|\d{1,3}\s*/\s*\d{1,3}\s*页")
_STATED = re.compile(r"第\s*(\d{1,3})\s*页|(\d{1,3})\s*/\s*\d{1,3}\s*页")


@dataclass(frozen=True, slots=True)
class Part:
    """The place of a page in an article of several pages."""

    part_of: str
    """doc_id of its first page."""
    number: int
    """From 1."""

    @property
    def key(self) -> str:
        """As the manifest holds it."""
        return f"{self.part_of} {self.number}"


def shows_part(lines: Iterable[Line], part: Part) -> bool:
    """Whether a page shows that it is one of several (上一页, 第2页, 共3页) and no other than `part`."""
    shown = [text for line in lines if len(line.text) <= _MAX_CHARS and _PAGER.search(text := fold(line.text))]
    stated = {int(first or second) for text in shown for first, second in _STATED.findall(text)}
    return bool(shown) and (not stated or part.number in stated)
