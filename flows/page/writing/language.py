"""Which language a text is in, told by its letters."""

import re

from flows.page.text.han import HAN

_HAN = re.compile(f"[\u3007{HAN}]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")
_LETTERS_A_WORD = 5
_FREQUENT_WORD_SHARE = 0.05
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|with|that)\b", re.IGNORECASE)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))


def detect_language(text: str, *, has_only_plain: bool) -> str | None:
    """Which of "zh", "ja", "ko", "en" the letters of `text` tell; None when not certain.

    `has_only_plain`: it has no letters but Latin and Han (`widths.is_plain`).
    """
    is_han_likely = len(text) > 2 * len(text.encode("ascii", "ignore")) and _HAN.search(text) is not None
    if is_han_likely and (has_only_plain or not (_KANA.search(text) or _HANGUL.search(text))):
        return "zh"
    han, kana, hangul = _count(_HAN, text), _count(_KANA, text), _count(_HANGUL, text)
    if kana >= 5 and kana * 5 > han:
        return "ja"
    if hangul >= 5 and hangul > han:
        return "ko"
    latin = _count(_LATIN, text)
    if han and han * 5 >= latin:
        return "zh"
    words = latin / _LETTERS_A_WORD
    return "en" if han * 20 < latin and _count(_ENGLISH, text) > _FREQUENT_WORD_SHARE * words else None
