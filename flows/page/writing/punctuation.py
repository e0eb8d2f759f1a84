"""Full-width ，；：？！（） back where a scrape made them half-width.

GB/T 15834 gives Chinese text full-width marks. A mark is restored only where its neighbours are Chinese: numbers
(1,000 3:2 10:30), Latin text, URLs, character references, code and file names keep what they have. Quotation marks
stay as they are.
"""

import re
from string import ascii_letters, digits

from flows.page.text.han import HAN

_FULL = dict(zip(",;:?!", "，；：？！", strict=True))
_TO_FULL = str.maketrans(_FULL)
_HAN = f"\u3005-\u3007{HAN}"
_IS_HAN = re.compile(f"[{_HAN}]")
_CHINESE_ENDS = "”’」』）》〉】〕，。、；：？！…％"
_CHINESE_STARTS = frozenset("“‘「『（《〈【〔")
_AFTER_LATIN = re.compile(r"""[0-9A-Za-z%)\]"'°℃]""")
_NO_COLON = r"//|-?(?:[)(]|[DP](?![0-9A-Za-z]))"
"""After a colon that is part of an address or of an emoticon."""
_IS_NO_COLON = re.compile(_NO_COLON)
_LATIN_GOES_ON = re.compile(r" [a-z]")
_CLOSE_BY = 16
_WORD = f"{digits}{ascii_letters}%.+\"'-"
"""Before a mark that ends a line: one number or Latin word, at most `_CLOSE_BY` long, that stands against Han."""
_FILE_ENDING = re.compile(r"\.[0-9A-Za-z]{2,5}(?![0-9A-Za-z])")
_LONGEST_LOOK = 120
"""Characters of a bracket's content that are searched for Han, so that nested brackets stay linear."""

_VERBATIM = r"https?://[!-~]*[\w/=&#%~-]|www\.[!-~]*[\w/=&#%~-]|&#?[0-9A-Za-z]{2,8};"
# Where a page has nothing to skip, the pattern begins with a class: several times faster to search for.
_BRACKET = re.compile(r"[()（）\n]")
_BRACKET_OR_VERBATIM = re.compile(rf"{_VERBATIM}|[()（）\n]", re.ASCII)
_POINT = re.compile(r"[,;:?!][?!]* ?")
_POINT_OR_VERBATIM = re.compile(rf"{_VERBATIM}|[,;:?!][?!]* ?", re.ASCII)
_PLAIN_POINT = re.compile(rf"[,;:?!](?<=[{_HAN}{_CHINESE_ENDS}][,;:?!])(?! |(?<=:)(?:{_NO_COLON}))")
"""The common case, after Chinese and before anything but a blank: it leaves the loop little to look at."""


def _has_verbatim(text: str) -> bool:
    return "&" in text or "://" in text or "www." in text


def _ends_chinese(text: str) -> bool:
    """Whether the last character is Chinese: an ideograph, or a mark that may end Chinese text."""
    last = text[-1:]
    return last != "" and (last in _CHINESE_ENDS or _IS_HAN.match(last) is not None)


def _starts_chinese(text: str, start: int) -> bool:
    return text[start : start + 1] in _CHINESE_STARTS or _IS_HAN.match(text, start) is not None


def _pair_brackets(text: str) -> list[tuple[int, int]]:
    """Positions of brackets that open and close on one line, whatever their widths, inner pairs first."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    pattern = _BRACKET_OR_VERBATIM if _has_verbatim(text) else _BRACKET
    for match in pattern.finditer(text):
        mark = match.group()
        if mark == "\n":
            opened.clear()
        elif mark in "(（":
            opened.append(match.start())
        elif mark in ")）" and opened:
            pairs.append((opened.pop(), match.start()))
    return pairs


def _is_chinese_bracket(text: str, start: int, end: int) -> bool:
    """Whether a pair holds Han, stands against Han, or has one full-width half; not in a file name."""
    if _FILE_ENDING.match(text, end + 1):
        return False
    return (
        text[start] == "（"
        or text[end] == "）"
        or _IS_HAN.search(text, start, min(end, start + _LONGEST_LOOK)) is not None
        or (start > 0 and _IS_HAN.match(text, start - 1) is not None)
        or _IS_HAN.match(text, end + 1) is not None
    )


def _widen_brackets(text: str) -> str:
    if "(" not in text and ")" not in text:
        return text
    positions = sorted(
        position for pair in _pair_brackets(text) if _is_chinese_bracket(text, *pair) for position in pair
    )
    parts: list[str] = []
    done = 0
    for position in positions:
        parts += text[done:position], "（" if text[position] in "(（" else "）"
        done = position + 1
    return "".join(parts) + text[done:]


def _widen(match: re.Match[str]) -> str:
    return _FULL[match.group()]


def _widen_points(text: str) -> str:
    """Commas, semicolons, colons, question and exclamation marks, left to right: a restored one is Chinese context."""
    if not any(point in text for point in _FULL):
        return text
    has_verbatim = _has_verbatim(text)
    if not has_verbatim:
        text = _PLAIN_POINT.sub(_widen, text)
    parts: list[str] = []
    done = 0
    before = ""
    for match in (_POINT_OR_VERBATIM if has_verbatim else _POINT).finditer(text):
        group, start = match.group(), match.start()
        if group[0] not in _FULL:
            continue
        between = text[done:start]
        done = match.end()
        before = between[-1:] or before
        if before == " " and _is_after_blank(match, between):
            between = between[:-1]
            group = group.rstrip(" ").translate(_TO_FULL)
        elif _is_chinese_point(match, before):
            group = group.rstrip(" ").translate(_TO_FULL)
        parts += between, group
        before = group[-1]
    parts.append(text[done:])
    return "".join(parts)


def _is_after_blank(match: re.Match[str], between: str) -> bool:
    """A point with Chinese on both sides that is set off by a blank: 关键字 : 山东."""
    return _ends_chinese(between[:-1]) and _starts_chinese(match.string, match.end())


def _is_chinese_point(match: re.Match[str], before: str) -> bool:
    text, group, start, end = match.string, match.group(), match.start(), match.end()
    if group == ":" and _IS_NO_COLON.match(text, end):
        return False
    if _ends_chinese(before):
        return group[-1] != " " or not _LATIN_GOES_ON.match(text, end - 1)
    if group[-1] == " " or not _AFTER_LATIN.match(before):
        return False
    if text[end : end + 1] in ("", "\n"):
        return _IS_HAN.match(text[max(0, start - _CLOSE_BY) : start].rstrip(_WORD)[-1:]) is not None
    return _starts_chinese(text, end)


def restore_punctuation(text: str) -> str:
    """`text` (one line or many joined by "\\n") with half-width marks in Han context made full-width."""
    return _widen_points(_widen_brackets(text))
