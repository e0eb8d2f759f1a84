"""Full-width ，；：？！（） back where a scrape made them half-width.

GB/T 15834 gives Chinese text full-width marks. A mark is restored only where its neighbours are Chinese: numbers
(1,000 3:2 10:30), Latin text, URLs, character references, code and file names keep what they have. Quotation marks
stay as they are.
"""

import re

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAN_CLASS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_IS_HAN = re.compile(f"[{_HAN_CLASS}]")
_AFTER_CHINESE = re.compile(f"[{_HAN_CLASS}”’」』）》〉】〕，。、；：？！…％]")
_AFTER_LATIN = re.compile(r"""[0-9A-Za-z%)\]"'°℃]""")
_BEFORE_CHINESE = re.compile(f"[{_HAN_CLASS}“‘「『（《〈【〔]")
_VERBATIM = r"https?://[!-~]*[\w/=&#%~-]|www\.[!-~]*[\w/=&#%~-]|&#?[0-9A-Za-z]{2,8};"
_BRACKET = re.compile(rf"{_VERBATIM}|[()（）\n]", re.ASCII)
_POINT = re.compile(rf"{_VERBATIM}| ?(?:[?!]+|[,;:]) ?", re.ASCII)
_CLOSE_BY = 16
_WORD_ON_HAN = re.compile(rf"[{_HAN_CLASS}][0-9A-Za-z%.+-]*$")
"""Before a mark that ends a line: one number or Latin word, at most `_CLOSE_BY` long, that stands against Han."""
_LATIN_GOES_ON = re.compile(r" [a-z]")
_LONGEST_LOOK = 120
"""Characters of a bracket's content that are searched for Han, so that nested brackets stay linear."""
_NOT_A_COLON = re.compile(r"//|[)(DP-]")


def _pair_brackets(text: str) -> list[tuple[int, int]]:
    """Positions of brackets that open and close on one line, whatever their widths, inner pairs first."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        mark = match.group()
        if mark == "\n":
            opened.clear()
        elif mark in "(（":
            opened.append(match.start())
        elif mark in ")）" and opened:
            pairs.append((opened.pop(), match.start()))
    return pairs


def _widen_brackets(text: str) -> str:
    """Bracket pairs that hold Han, or stand against Han, or have one full-width half."""
    if "(" not in text and ")" not in text:
        return text
    characters: list[str] | None = None
    for start, end in _pair_brackets(text):
        if text[start] == "（" and text[end] == "）":
            continue
        is_chinese = (
            text[start] == "（"
            or text[end] == "）"
            or _IS_HAN.search(text, start, min(end, start + _LONGEST_LOOK))
            or (start and _IS_HAN.match(text, start - 1))
            or _IS_HAN.match(text, end + 1)
        )
        if is_chinese:
            characters = characters or list(text)
            characters[start], characters[end] = "（", "）"
    return "".join(characters) if characters else text


def _widen_points(text: str) -> str:
    """Commas, semicolons, colons, question and exclamation marks, left to right: a restored one is Chinese context."""
    parts: list[str] = []
    done = 0
    before = ""
    for match in _POINT.finditer(text):
        group, start, end = match.group(), match.start(), match.end()
        points = group.strip(" ")
        if points[0] not in _FULL:
            continue
        if start > done:
            before = text[start - 1]
            parts.append(text[done:start])
        done = end
        if _is_chinese_point(match, points, before):
            group = "".join(map(_FULL.__getitem__, points))
        parts.append(group)
        before = group[-1]
    parts.append(text[done:])
    return "".join(parts)


def _is_chinese_point(match: re.Match[str], points: str, before: str) -> bool:
    text, group, start, end = match.string, match.group(), match.start(), match.end()
    if points == ":" and _NOT_A_COLON.match(text, end):
        return False
    if _AFTER_CHINESE.match(before):
        if group[0] == " " and not _BEFORE_CHINESE.match(text, end):
            return False
        return group[-1] != " " or not _LATIN_GOES_ON.match(text, end - 1)
    if group != points or not _AFTER_LATIN.match(before):
        return False
    if text[end : end + 1] in ("", "\n"):
        return _WORD_ON_HAN.search(text, max(0, start - _CLOSE_BY), start) is not None
    return _BEFORE_CHINESE.match(text, end) is not None


def restore_punctuation(text: str) -> str:
    """`text` (one line or many joined by "\\n") with half-width marks in Han context made full-width."""
    return _widen_points(_widen_brackets(text))
