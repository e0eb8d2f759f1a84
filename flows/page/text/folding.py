"""The form in which rules read a text: Simplified, half-width, lower case, one kind of blank.

One spelling in a rule thus covers both scripts, both widths and both cases. Characters are folded one by one (OpenCC's
t2s table of single characters), so phrases do not matter: 乾 is read as 干 wherever it stands.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

import opencc

BLANKS = "\t\x0b\x0c\r\x85\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks other than the space, as ranges of a character class; a browser draws each as a gap."""
STROKES = "╱∕⁄"
"""Strokes that are printed for /."""
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
"""Characters that show nothing: joiners, direction marks, soft hyphens, byte order marks."""


@cache
def fold_table() -> dict[str, str]:
    """Every character that folding changes, lower case aside, with what it becomes; "" where it is taken out."""
    table = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(STROKES, "/")
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table.update((a, b) for a, b in zip(han, simple, strict=True) if a != b)
    return table | dict.fromkeys(_members(BLANKS), " ") | dict.fromkeys(_members(INVISIBLE), "")


def fold(text: str) -> str:
    """`text` as rules read it, without blanks at its ends."""
    return _folder()(text).lower().strip()


def fold_in_place(text: str) -> str:
    """`text` as rules read it, of the same length, so that places in it are places in `text`.

    What shows nothing becomes a space, and a letter whose lower case is longer than itself stays.
    """
    if text.isascii():
        return text.lower()
    folded = _folder_in_place()(text)
    lowered = folded.lower()
    return lowered if len(lowered) == len(text) else folded


@cache
def _folder() -> Callable[[str], str]:
    return _replacing(fold_table())


@cache
def _folder_in_place() -> Callable[[str], str]:
    return _replacing({char: value or " " for char, value in fold_table().items()})


def _replacing(table: Mapping[str, str]) -> Callable[[str], str]:
    return partial(re.compile(f"[{re.escape(''.join(table))}]").sub, lambda found: table[found[0]])


def _members(ranges: str) -> Iterable[str]:
    """The characters of a class such as "a-cx"."""
    for first, last in re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL):
        yield from map(chr, range(ord(first), ord(last or first) + 1))
