"""Han characters."""

import re
from typing import NewType

Characters = NewType("Characters", str)
"""Characters that count each for itself, as in a class of a pattern; not a word."""
HAN = Characters("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af")
"""The ideographs of Unicode 15.1, compatibility forms included, as ranges of a character class."""
_RUN = re.compile(f"[{HAN}]+")


def count_han(text: str) -> int:
    """Han characters of `text`."""
    return sum(map(len, _RUN.findall(text)))
