"""The form in which texts are compared: folded, and without punctuation and blanks."""

import re
from hashlib import blake2b

from flows.page.text.folding import fold

_DROPPED = re.compile(r"[^\w.]+|_+|\.(?!\d)|(?<!\d)\.")
"""Points stay between digits alone: 3.5 is not 35."""


def normalise(text: str) -> str:
    """`text` Simplified, half-width, lower case, its letters and digits alone."""
    return _DROPPED.sub("", fold(text))


def digest(text: str) -> int:
    """64 bits of a text; 0 for the empty one. No two are alike among 10^7 texts."""
    if not text:
        return 0
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1
