"""Forms a page carries for layout or by accident: widths, compatibility characters, invisible marks, blanks.

Unicode's NFKC would also turn ① into 1, ㎡ into m2 and （ into (; here only forms that no writer chose are folded:

- zero-width characters, bidi controls, soft hyphens, BOMs, controls → removed (a joiner inside an emoji stays)
- every blank (ideographic, no-break, tab, …) → a space; runs → one; none at the ends of a line
- full-width ASCII letters and digits → ASCII; ％ after a digit → %; ．／－ between digits → . / -
- half-width katakana and CJK punctuation (｡｢｣､･) → full width
- CJK compatibility ideographs and radicals (PDF extraction writes ⻓ for 长) → the ideographs they stand for
"""

import re
import unicodedata

from flows.page.text.han import Characters

_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        Characters("母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟"),
        strict=True,
    )
)
"""Unicode's EquivalentUnifiedIdeograph of the radicals that are whole words and that NFKC leaves alone."""

_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffc\U000e0100-\U000e01ef"
)
_BLANK = "\t\x0b\x0c\r\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000"
_COMPATIBILITY = "\uf900-\ufaff\u2e80-\u2fdf\uff61-\uff9f\U0002f800-\U0002fa1f"
# A class, then the class again with a star: a pattern that begins with a class is searched for several times faster.
_GAP = re.compile(f"[{_BLANK}{_INVISIBLE} ][{_BLANK}{_INVISIBLE} ]*")
_FORM = re.compile(f"[０-９Ａ-Ｚａ-ｚ{_COMPATIBILITY}][０-９Ａ-Ｚａ-ｚ{_COMPATIBILITY}]*")
_NUMBER_MARK = re.compile(r"[．／－％](?<=\d[．／－％])(?:(?<=％)|(?=\d))")
_HAS_BLANK = re.compile(f"[{_BLANK} ]")
_HAS_COMPATIBILITY = re.compile(f"[{_COMPATIBILITY}]")
_EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()} | str.maketrans(_RADICALS)


_NOT_PLAIN = re.compile(
    "[^\n -~\u4e00-\u9fff·×\u2010-\u2027\u2030-\u205e\u2100-\u27bf\u3001-\u303f"
    "\uff01-\uff04\uff06-\uff0c\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60\ufffd]"
)


def is_plain(text: str) -> bool:
    """Whether `text` has only ASCII, common ideographs and marks: no form to fold but blanks, no foreign letters."""
    return _NOT_PLAIN.search(text) is None


def _close_gap(match: re.Match[str]) -> str:
    gap = match.group()
    if gap == " ":
        return gap
    if gap == "\u200d":
        text, start, end = match.string, match.start(), match.end()
        is_emoji = _EMOJI.match(text, start - 1) if start else None
        return gap if is_emoji and _EMOJI.match(text, end) else ""
    return " " if _HAS_BLANK.search(gap) else ""


def _fold_form(match: re.Match[str]) -> str:
    form = match.group().translate(_FOLDED)
    return unicodedata.normalize("NFKC", form) if _HAS_COMPATIBILITY.search(form) else form


def _fold_number_mark(match: re.Match[str]) -> str:
    return chr(ord(match.group()) - 0xFEE0)


def tidy_widths(text: str) -> str:
    """`text` (lines joined by "\\n") with the forms above folded; the number of "\\n" does not change."""
    has_forms = not is_plain(text)
    if has_forms or "  " in text:
        text = _GAP.sub(_close_gap, text)
    text = text.replace(" \n", "\n").replace("\n ", "\n").strip(" ")
    return _NUMBER_MARK.sub(_fold_number_mark, _FORM.sub(_fold_form, text)) if has_forms else text
