"""Where on a page its bylines stand: about the title and after the body."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from flows.page.lines import Label, Line

NEAR_BEFORE = 6
AFTER_TITLE = 25
AFTER_BODY = 15
OTHER_TEXTS = frozenset(("related", "comment", "login", "hidden", "template"))
"""Categories whose lines speak of other texts."""
_PARAGRAPH_CHARS = 50
SENTENCE = re.compile(r"[。！？；]")
_LATIN_SENTENCE = re.compile(r"[a-z][.!?][”\"’)]?(?:\s|$)")


@dataclass(slots=True)
class Zones:
    """Where on the page bylines stand."""

    title: int
    """Position of the title's line, or where it would stand."""
    body_first: int
    body_last: int

    def near_head(self, position: int) -> bool:
        """Whether a byline of the text may stand at `position`, before it."""
        return self.title - NEAR_BEFORE <= position <= min(self.title + AFTER_TITLE, self.body_first + 2)

    def near_tail(self, position: int) -> bool:
        """Whether a byline of the text may stand at `position`, after it."""
        return self.body_last - 3 <= position <= self.body_last + AFTER_BODY


def find_zones(lines: list[Line], labels: list[Label], title_indexes: tuple[int, ...]) -> Zones:
    """The zones by the title's lines and the body's first and last line."""
    body = [index for index, label in enumerate(labels) if label.kind == "body"]
    title = min(title_indexes) if title_indexes else max(0, (body[0] if body else 0) - 4)
    below = body[bisect_right(body, title) :]
    nearest = below[0] if below else title + 12
    first = next((index for index in below if is_paragraph(lines[index].text)), nearest)
    last = max(body[-1] if body else len(lines) - 1, first)
    return Zones(title, first, last)


def is_paragraph(text: str) -> bool:
    """Whether a line reads as a paragraph of running text."""
    return len(text) >= _PARAGRAPH_CHARS and bool(SENTENCE.search(text) or _LATIN_SENTENCE.search(text))
