"""Figures of a text by which builders of a corpus choose: what it is made of, what it repeats, whom it could expose."""

import re
from collections import Counter
from dataclasses import dataclass

from flows.page.text.han import count_han

_NGRAM = 10
"""Characters; shorter runs come back in any long Chinese text."""
_MAX_NGRAM_CHARS = 200_000
"""Characters of a text in which repeated runs are counted: the table takes a hundred times their memory."""
_SENTENCE_END = re.compile(r"[。！？!?…；;][”’」』）)]*\Z")
_PUNCTUATION = re.compile(r"[。，、；：？！…—·“”‘’（）《》〈〉【】「」『』〔〕,.;:?!\"'()\[\]-]")
_PERSONAL = re.compile(
    r"(?P<id>(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z]))"
    r"|(?P<phone>(?<![0-9A-Za-z])(?:1[3-9]\d{9}|0\d{2,3}[-— ]\d{7,8})(?![0-9A-Za-z]))"
    r"|(?P<email>(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})"
)
_POSSIBLE = re.compile(r"\d{7}|@")
"""Occurs in all of them, and in few texts."""
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the check digit of identity numbers, GB 11643-1999."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A place in a text."""

    kind: str
    """phone, id or email."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measures:
    """All shares are from 0 to 1; of an empty text they are 0."""

    han_ratio: float
    punctuation_ratio: float
    sentence_line_ratio: float
    repeated_line_ratio: float
    repeated_ngram_ratio: float


def measure(text: str) -> Measures:
    """The figures of a text; lines are the paragraphs, parted by line feeds, blanks do not count."""
    letters = "".join(text.split())
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    weights = Counter(lines)
    repeated = sum(len(line) * (count - 1) for line, count in weights.items())
    looked_at = letters[:_MAX_NGRAM_CHARS]
    gram_count = max(0, len(looked_at) - _NGRAM + 1)
    distinct = len({looked_at[at : at + _NGRAM] for at in range(gram_count)})
    return Measures(
        han_ratio=_share(count_han(letters), len(letters)),
        punctuation_ratio=_share(len(_PUNCTUATION.findall(letters)), len(letters)),
        sentence_line_ratio=_share(sum(_SENTENCE_END.search(line) is not None for line in lines), len(lines)),
        repeated_line_ratio=_share(repeated, sum(map(len, lines))),
        repeated_ngram_ratio=_share(gram_count - distinct, gram_count),
    )


def find_personal_data(text: str) -> list[PersonalData]:
    """Telephone numbers, identity numbers whose check digit is right, and e-mail addresses, in order."""
    if not _POSSIBLE.search(text):
        return []
    found = [PersonalData(str(match.lastgroup), *match.span()) for match in _PERSONAL.finditer(text)]
    return [each for each in found if each.kind != "id" or _is_identity_number(text[each.start : each.end])]


def _is_identity_number(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return number[17].upper() == "10X98765432"[total % 11]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
