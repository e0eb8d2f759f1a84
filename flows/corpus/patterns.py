"""Regular expressions that users write, refused where they could take for ever."""

import math
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from typing import Any

_MAX_OPEN_REPEATS = 3
_MAX_WAYS = 10_000
_OPEN = 64
"""A repeat that may run this often counts as open-ended."""
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT}
_REFUSED = {codes.GROUPREF: "a back-reference", codes.GROUPREF_EXISTS: "a conditional group"}


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern. Raises ValueError, with the reason, when it is wrong or could need exponential time.

    What is let in needs at most the cube of a line's length times `_MAX_WAYS`; the time limit of a page does the rest.
    """
    try:
        parsed = parser.parse(pattern)
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression: {error}") from error
    spans = list(_spans(parsed, is_repeated=False))
    if sum(span >= _OPEN for span in spans) > _MAX_OPEN_REPEATS:
        raise ValueError(f"more than {_MAX_OPEN_REPEATS} open-ended repeats (*, +, {{{_OPEN},}})")
    if math.prod(span for span in spans if span < _OPEN) > _MAX_WAYS:
        raise ValueError("too many ways to match: fewer or narrower ? and {m,n}")
    return compiled


def _spans(parsed: Any, *, is_repeated: bool) -> Iterator[int]:
    """For each repeat of variable length, the number of lengths it can take.

    Raises ValueError for what makes matching exponential.
    """
    for code, argument in parsed:
        if code in _REFUSED:
            raise ValueError(f"{_REFUSED[code]} is not allowed")
        if code is codes.BRANCH and is_repeated:
            raise ValueError("alternatives within a repeat are not allowed; write a character class")
        is_repeat = code in _REPEATS or code is codes.POSSESSIVE_REPEAT
        if is_repeat and argument[0] != argument[1]:
            if is_repeated:
                raise ValueError("a repeat within a repeat is not allowed")
            yield _OPEN if argument[1] is codes.MAXREPEAT else int(argument[1]) - argument[0] + 1
        for part in _parts(code, argument):
            yield from _spans(part, is_repeated=is_repeated or (is_repeat and argument[1] > 1))


def _parts(code: Any, argument: Any) -> list[Any]:
    """The patterns within one item."""
    if code in _REPEATS or code is codes.POSSESSIVE_REPEAT:
        return [argument[2]]
    if code is codes.BRANCH:
        return list(argument[1])
    if code is codes.SUBPATTERN:
        return [argument[3]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [argument[1]]
    return [argument] if code is codes.ATOMIC_GROUP else []
