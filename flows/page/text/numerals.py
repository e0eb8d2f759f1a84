"""Read the numerals that number Chinese headings.

Chinese figures (十二, 一百二十, 二〇, 廿一, 壹), Arabic digits, Roman and circled figures and the heavenly stems all
become plain integers.
"""

from functools import cache
from unicodedata import numeric

from flows.page.text.han import Characters

CHINESE_FIGURES = Characters("一二三四五六七八九十百千零〇○两兩廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾佰")
"""Every character a Chinese numeral may contain, for use inside a regex character class."""

STEMS = Characters("甲乙丙丁戊己庚辛壬癸")

_GROUPS = Characters("零〇○ 一壹 二贰貳两兩 三叁參 四肆 五伍 六陆陸 七柒 八捌 九玖")
_DIGITS = {figure: value for value, group in enumerate(_GROUPS.split()) for figure in group}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@cache
def parse_chinese(figures: str) -> int | None:
    """The value of a Chinese numeral below ten thousand (一百二十 → 120, 二〇 → 20, 廿一 → 21), or None."""
    if not any(c in _UNITS or c in _TENS for c in figures):
        return _parse_positional(figures)
    total = 0
    digit: int | None = None
    for c in figures:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        elif c in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[c]
            digit = None
        elif c in _TENS:
            total += _TENS[c]
            digit = None
        else:
            return None
    return total + (digit or 0)


def _parse_positional(figures: str) -> int | None:
    """二〇 → 20, 一二 → 12: without 十, figures are digits of a place each."""
    value = 0
    for c in figures:
        if c not in _DIGITS:
            return None
        value = value * 10 + _DIGITS[c]
    return value if figures and len(figures) <= 4 else None


@cache
def parse_roman(figures: str) -> int | None:
    """The value of a Roman numeral in capital ASCII letters; None if a letter does not belong there."""
    total = previous = 0
    for c in reversed(figures):
        value = _ROMAN.get(c, 0)
        if not value:
            return None
        total += -value if value < previous else value
        previous = max(previous, value)
    return total or None


@cache
def parse_number(figures: str) -> int | None:
    """The value of a numeral in any script that numbers headings, or None. Blanks inside are ignored."""
    figures = figures.replace(" ", "")
    if not figures or len(figures) > 12:
        return None
    if figures.isascii() and figures.isdigit():
        return int(figures)
    if figures[0] in STEMS and len(figures) == 1:
        return STEMS.index(figures) + 1
    value = parse_chinese(figures)
    return value if value is not None else _parse_symbol(figures)


def _parse_symbol(figure: str) -> int | None:
    """One character with a numeric value of its own: ①, ⑴, ⒈, ㈠, Ⅳ."""
    if len(figure) != 1:
        return None
    value = numeric(figure, None)
    return int(value) if value is not None and value == int(value) else None
