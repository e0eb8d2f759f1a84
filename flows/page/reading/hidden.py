"""Which elements that a page hides stay hidden: a script may show the article, or the rest of it, after loading.

An element is shown where it holds most of what the page has in sentences, or goes on with the text around it. What the
page prints a second time (for another device, for a printer) does not count. Lines keep the reason in `hidden_by`.
"""

import re
from dataclasses import dataclass
from typing import Final

from flows.page.lines import Line

_SENTENCE_MARK: Final = re.compile("[，。；：？！、]")
_MIN_MARKS: Final = 3
"""An element with fewer marks than this is never the page's main one."""
_MIN_PROSE_CHARS: Final = 20
_PROSE_END: Final = re.compile("[。！？；…][”』」）)]?$")
_MIN_REST_CHARS: Final = 40
"""Characters of the sentences that go on with a text."""
_REACH: Final = 3
"""Elements from a line up to the one that holds the whole text."""
_UNDONE_BY_SCRIPTS: Final = frozenset(("style", "sheet", "attribute"))
_NEVER_SHOWN: Final = frozenset(("class", "code", "anchor"))
"""Reasons that no script undoes."""


@dataclass(slots=True)
class HiddenRoot:
    """An element that a browser does not show, while what is around it is shown."""

    parent: int
    """The hidden element around it, -1 for none."""
    block: int
    """Its number among the blocks."""
    cause: str
    """"style", "sheet", "attribute", "class", "inert" (noscript and the like), "closed" (dialog), "code", "anchor"."""
    start: int = -1
    """Its first line that the page does not print elsewhere."""
    marks: int = 0
    """Sentence marks of such lines."""
    prose: int = 0
    """Characters of those that are whole sentences."""

    def add(self, start: int, marks: int, prose: int) -> None:
        self.start = start if self.start < 0 else min(self.start, start)
        self.marks += marks
        self.prose += prose


def hide_lines(lines: list[Line], hidden_of: list[int], roots: list[HiddenRoot], parents: list[int]) -> None:
    """Set `is_hidden` and `hidden_by` of the lines in hidden elements.

    hidden_of: for each line, the innermost of `roots` around it, or -1. parents: of each block, the block around it.
    """
    if not roots or max(hidden_of, default=-1) < 0:
        return
    shown = [line for line, index in zip(lines, hidden_of, strict=True) if index < 0]
    inside = [(line, index) for line, index in zip(lines, hidden_of, strict=True) if index >= 0]
    _measure(shown, inside, roots)
    is_shown = _find_shown(shown, roots, parents)
    is_hidden: list[bool] = []
    for index, root in enumerate(roots):
        may_show = root.cause not in _NEVER_SHOWN and (index in is_shown or (root.cause == "inert" and not shown))
        is_hidden.append(not may_show or (root.parent >= 0 and is_hidden[root.parent]))
    for line, index in inside:
        line.is_hidden, line.hidden_by = is_hidden[index], roots[index].cause


def has_text(lines: list[Line]) -> bool:
    """Whether a page shows sentences of its own."""
    size = 0
    for line in lines:
        if not line.is_hidden:
            size += _count_prose(line)
            if size >= _MIN_REST_CHARS:
                return True
    return False


def _find_shown(shown: list[Line], roots: list[HiddenRoot], parents: list[int]) -> set[int]:
    """Which of `roots` hold most of the page's sentences, or go on with the text that it shows."""
    candidates = [
        (index, root) for index, root in enumerate(roots) if root.marks >= _MIN_MARKS or root.prose >= _MIN_REST_CHARS
    ]
    if not candidates:
        return set()
    text = _Text(shown, parents)
    outer = [root for root in roots if root.parent < 0]
    marks = sum(map(_count_marks, shown)) + sum(root.marks for root in outer)
    prose = text.size + sum(root.prose for root in outer)
    return {
        index
        for index, root in candidates
        if text.goes_on_in(root) or (root.marks >= _MIN_MARKS and (root.marks * 2 > marks or root.prose * 2 > prose))
    }


def _measure(shown: list[Line], inside: list[tuple[Line, int]], roots: list[HiddenRoot]) -> None:
    """Add up what each of `roots` holds, those within it included; what is printed twice counts once.

    inside: the hidden lines, each with the index of its root.
    """
    seen = {line.text for line in shown}
    for line, index in inside:
        if line.text not in seen:
            seen.add(line.text)
            roots[index].add(line.index, _count_marks(line), _count_prose(line))
    for root in reversed(roots):
        if root.parent >= 0 and root.start >= 0:
            roots[root.parent].add(root.start, root.marks, root.prose)


def _count_marks(line: Line) -> int:
    return len(_SENTENCE_MARK.findall(line.text))


def _count_prose(line: Line) -> int:
    """Characters of a line that is whole sentences and no link."""
    size = len(line.text)
    is_prose = size >= _MIN_PROSE_CHARS and line.link_chars * 3 <= size and _PROSE_END.search(line.text)
    return size if is_prose else 0


class _Text:
    """The sentences that a page shows, and the innermost element that holds most of them."""

    def __init__(self, shown: list[Line], parents: list[int]) -> None:
        self.parents = parents
        sizes: dict[int, int] = {}
        self.size, self.start = 0, -1
        for line in shown:
            if size := _count_prose(line):
                self.start = line.index if not self.size else self.start
                self.size += size
                block = line.element
                for _ in range(_REACH):
                    if block < 0:
                        break
                    sizes[block] = sizes.get(block, 0) + size
                    block = parents[block]
        self.container = max((block for block, size in sizes.items() if size * 2 > self.size), default=-1)

    def goes_on_in(self, root: HiddenRoot) -> bool:
        """Whether a hidden element stands in the container of the text, below its beginning, and has sentences too."""
        if root.prose < _MIN_REST_CHARS or not 0 <= self.start < root.start or root.cause not in _UNDONE_BY_SCRIPTS:
            return False
        upper = self.parents[root.block]
        return self.container > 0 and self.container in (upper, self.parents[upper])
