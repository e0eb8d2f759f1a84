"""The form in which markers are read, and the lines of a text.

Every character of a text folds to exactly one character, so that offsets in the folded text are offsets in the text
itself: full-width to ASCII, any blank to a space, traditional to simplified where markers or word lists have it. Case
stays: I. and i. differ.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from flows.page.text.folding import fold_table
from flows.page.text.words import word_lists, words

_FREQUENT = {"，": ",", "：": ":", "；": ";", "？": "?", "！": "!", "（": "(", "）": ")", "「": "“", "」": "”"}
"""What most texts hold a lot of: replaced at once, which costs less than to find one after the other."""
_VARIANTS = dict(zip("〔［〕］﹙﹚﹑｡､『』", "(())()、。、“”", strict=True))
"""Marks that texts use for those of numbers and quotations."""
_GRAMMAR = frozenset("条节编项后则来说讲课问题骤误区环阶场议点务专单规图录释给书")
"""Characters of markers that differ between the scripts. Others are folded where a word list has them."""


def fold(text: str) -> str:
    """The text with one form for each character that markers and words are made of; same length, same offsets."""
    for char, form in _FREQUENT.items():
        text = text.replace(char, form)
    return _folder()(text)


@cache
def _folder() -> Callable[[str], str]:
    read = _GRAMMAR.union(*(set("".join(words(name))) for name in word_lists() if name.startswith("section_")))
    table = {
        char: form or " "
        for char, form in fold_table().items()
        if char not in _FREQUENT and (form in read or not "一" <= char <= "鿿")
    }
    table |= _VARIANTS
    return partial(re.compile(f"[{re.escape(''.join(table))}]").sub, lambda found: table[found[0]])


@dataclass(slots=True)
class TextLine:
    """A non-blank line of the text: `start` is its first non-blank character, `end` the offset of its line break."""

    start: int
    end: int
    indent: int
    """Blanks before `start` on the line."""
    blank_before: int = 0
    """Blank lines directly before it."""


def read_lines(folded: str) -> list[TextLine]:
    """The non-blank lines of a folded text."""
    lines: list[TextLine] = []
    position = blank = 0
    for line in folded.split("\n"):
        stripped = line.lstrip(" ")
        if stripped:
            indent = len(line) - len(stripped)
            lines.append(TextLine(position + indent, position + len(line), indent, blank if lines else 0))
            blank = 0
        else:
            blank += 1
        position += len(line) + 1
    return lines
