"""Many patterns asked of one line in one pass, in time linear in the line, by RE2's set of regular expressions.

Whatever a maintainer writes, a line costs one walk through one automaton. RE2 has no lookaround and no back-reference,
and its \\w and \\b know ASCII only; such patterns are refused with what to write instead (`check_pattern`).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import cast

import re2

from flows.page.text.folding import fold
from flows.page.text.words import words

MAX_STATES_BYTES = 64 << 20
"""Memory that the automaton of one set may grow to. Its states are made as lines need them: those of the project's
rules stay below it over all labelled pages. At the bound it starts anew, which costs time and changes no answer."""
MAX_PATTERN_BYTES = 1 << 20
"""Memory that one pattern may take. The largest of the project's own takes three quarters of it."""
TOO_LARGE = "too large to be matched at once: count less, write * or +, or name shorter word lists"
_MAX_REASON = 80
"""RE2 repeats the pattern, its names written out, behind its reason."""
_ASCII_ONLY = r"\w, \W, \b and \B know ASCII letters only; write {letter}, [^\pL\pN] or the words"
_REFUSED = (
    (re.compile(r"\(\?[=!]|\(\?<[=!]"), "looks ahead or behind, which RE2 cannot; write what stands there"),
    (re.compile(r"\(\?P?=|\\[1-9]"), "refers back to a group, which RE2 cannot"),
    (re.compile(r"\\[bB]"), _ASCII_ONLY),
    (re.compile(r"[+*?}]\+"), "possessive repeats are not needed: RE2 is linear; take the second + away"),
    (re.compile(r"\\u[0-9a-fA-F]{4}"), r"\uXXXX is not known; write the character itself, or \x{XXXX}"),
)
_ASCII_CLASS = re.compile(r"(?<!\\)(?:\\\\)*\\[wW]")
_CLASS = re.compile(r"(?<!\\)\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]", re.DOTALL)
_ESCAPED = re.compile(r"\\[pP](?:\{[^}]*\}|.)|\\x\{[^}]*\}|\\.|\(\?[a-zA-Z-]+[:)]|\(\?P?<\w+>", re.DOTALL)


Finder = Callable[[bytes], list[int] | None]
"""Given a line in UTF-8 (`encode_line`), the places of the patterns found in it, in no order, or None."""


def encode_line(line: str) -> bytes:
    """A line as a `Finder` takes it: UTF-8, with ? for what is no character (a lone surrogate)."""
    return line.encode("utf-8", "replace")


class PatternError(ValueError):
    """A pattern that RE2 cannot use. `place`: which of those that were to be compiled; None: all of them together."""

    def __init__(self, place: int | None, reason: str) -> None:
        super().__init__(reason)
        self.place = place


@lru_cache(maxsize=64)
def compile_set(patterns: tuple[str, ...], max_bytes: int = MAX_STATES_BYTES) -> Finder:
    """The set of these patterns. PatternError where one is no regular expression of RE2, or they need more memory."""
    automaton = re2.Set.SearchSet(_options(max_bytes))
    for place, pattern in enumerate(patterns):
        try:
            automaton.Add(pattern)
        except re2.error as error:
            raise PatternError(place, check_pattern(pattern, is_folded=False) or "RE2 cannot use it") from error
    try:
        automaton.Compile()
    except re2.error as error:
        raise PatternError(None, TOO_LARGE) from error
    return cast(Finder, automaton.Match)


def compile_pattern(pattern: str) -> "re2._Regexp[str]":
    """One pattern by itself, for those who ask which of several matched."""
    return re2.compile(pattern, _options())


def check_pattern(pattern: str, *, is_folded: bool = True) -> str | None:
    """What is wrong with a pattern, in words that say what to do; None if it can be used.

    is_folded: it reads folded lines, so characters that folding changes can never match.
    """
    outside_classes = _CLASS.sub("c", pattern)
    for refused, reason in _REFUSED:
        if refused.search(outside_classes):
            return reason
    if _ASCII_CLASS.search(pattern):
        return _ASCII_ONLY
    try:
        compiled = re2.compile(pattern, _options(MAX_PATTERN_BYTES))
    except re2.error as error:
        if "too large" in _decoded(error):
            return TOO_LARGE
        return f"not a regular expression: {_decoded(error)}"
    if is_folded and (unseen := _unseen_characters(pattern)):
        return f"lines are read folded, so {unseen[0]!r} never occurs; write {_as_folded(pattern)!r}"
    if compiled.search(""):
        return "it matches the empty line, so it says nothing"
    if all(compiled.search(line) for line in words("ordinary_lines")):
        return "it matches every line, so it says nothing"
    return None


def _options(max_bytes: int = MAX_STATES_BYTES) -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = max_bytes
    return options


def _unseen_characters(pattern: str) -> list[str]:
    """The literal characters of a pattern that no folded line holds."""
    return [char for char in _ESCAPED.sub("", pattern) if char != " " and fold(char) != char]


def _as_folded(pattern: str) -> str:
    """`pattern` with its literal characters as folded lines hold them."""
    parts, end = [], 0
    for escaped in [*_ESCAPED.finditer(pattern), None]:
        literal = pattern[end : escaped.start() if escaped else None]
        parts += [char if char == " " or fold(char) == char else re.escape(fold(char)) for char in literal]
        if escaped:
            parts.append(escaped[0])
            end = escaped.end()
    return "".join(parts)


def _decoded(error: re2.error) -> str:
    reason = error.args[0] if error.args else ""
    told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return told.partition(": ")[0] if len(told) > _MAX_REASON else told
