"""The form in which texts are compared: folded, and without punctuation and blanks."""

import re
from functools import cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from flows.page.text.folding import fold

_POINT = re.compile(r"\.(?!\d)|(?<!\d)\.")
"""Points stay between digits alone: 3.5 is not 35."""
_LAST = 0xFFFF
"""Of the characters that are looked up."""


def normalise(text: str) -> str:
    """`text` Simplified, half-width, lower case, its letters and digits alone."""
    folded = fold(text)
    if "." in folded:
        folded = _POINT.sub("", folded)
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_kept = _kept()[np.minimum(codes, _LAST)]
    is_rare = codes > _LAST
    if is_rare.any():
        is_kept[is_rare] = [chr(code).isalnum() for code in codes[is_rare]]
    return codes[is_kept].tobytes().decode("utf-32-le")


def digest(text: str) -> int:
    """64 bits of a text; 0 for the empty one. No two are alike among 10^7 texts."""
    if not text:
        return 0
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


@cache
def _kept() -> npt.NDArray[np.bool_]:
    """Of each code up to _LAST, whether it is a letter, a digit or a point."""
    return np.array([chr(code).isalnum() or chr(code) == "." for code in range(_LAST + 1)])
