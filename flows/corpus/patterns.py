"""Regular expressions that users write, refused where they could take for ever."""

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from typing import Any

_MAX_OPEN_REPEATS = 3
_OPEN = 16
"""A repeat that may run this often counts as open-ended."""
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT}
_REFUSED = {codes.GROUPREF: "a back-reference", codes.GROUPREF_EXISTS: "a conditional group"}


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern. Raises ValueError, with the reason, when it is wrong or could need exponential time."""
    try:
        parsed = parser.parse(pattern)
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression: {error}") from error
    repeats = list(_open_repeats(parsed, inside=False))
    if len(repeats) > _MAX_OPEN_REPEATS:
        raise ValueError(f"more than {_MAX_OPEN_REPEATS} open-ended repeats (*, +, {{{_OPEN},}})")
    return compiled


def _open_repeats(parsed: Any, *, inside: bool) -> Iterator[None]:
    """One item for each open-ended repeat. Raises ValueError for what makes matching exponential."""
    for code, argument in parsed:
        if code in _REFUSED:
            raise ValueError(f"{_REFUSED[code]} is not allowed")
        if code is codes.BRANCH and inside:
            raise ValueError("alternatives within a repeat are not allowed; write a character class")
        is_open = code in _REPEATS and (argument[1] is codes.MAXREPEAT or argument[1] >= _OPEN)
        if is_open and inside:
            raise ValueError("a repeat within a repeat is not allowed")
        if is_open:
            yield None
        for part in _parts(code, argument):
            yield from _open_repeats(part, inside=inside or (code in _REPEATS and argument[1] > 1))


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
