"""The form in which markers are read, and the lines of a text.

Every character of a text folds to exactly one character (full-width to ASCII, traditional marker words to simplified,
any blank to a space), so that offsets in the folded text are offsets in the text itself. Case stays: I. and i. differ.
"""

import re
from dataclasses import dataclass

_BLANKS = (
    "\t\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_VARIANTS = "條節編項後則來說講課問題驟誤區環階場議點務專單〔［〕］﹙﹚﹑｡､「」『』"
_FORMS = "条节编项后则来说讲课问题骤误区环阶场议点务专单(())()、。、“”“”"


_FOLDED = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_FOLDED |= dict(zip(_VARIANTS, _FORMS, strict=True)) | dict.fromkeys(_BLANKS, " ")
_FREQUENT = {char: _FOLDED.pop(char) for char in "，：；？！（）「」"}
_FOLDABLE = re.compile(f"[{re.escape(''.join(_FOLDED))}]")


def fold(text: str) -> str:
    """The text with one form for each marker character; same length, same offsets.

    (Replacement of the few that occur in every text, then a substitution: `str.translate` looks up every character.)
    """
    for char, form in _FREQUENT.items():
        text = text.replace(char, form)
    return _FOLDABLE.sub(_fold_match, text)


def _fold_match(m: re.Match[str]) -> str:
    return _FOLDED[m[0]]


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
