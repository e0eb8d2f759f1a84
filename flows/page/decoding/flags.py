"""What can be unusual in the bytes of a page: the flags of `documents.charset_flags`, each explained once."""

import re

FLAGS: dict[str, str] = {
    "declaration_conflict": "A charset that HTTP, sidecar, <meta> or XML declares is unknown or not that of the bytes.",
    "ambiguous_charset": "The bytes are valid in two charsets; the one whose reading is likelier Chinese was taken.",
    "mixed_charsets": "Some lines were in another charset than the rest; they were decoded line by line.",
    "bad_bytes": "Bytes that are no character became U+FFFD; replacement_count has their number.",
    "truncated": "The file begins or ends within a character; that character became U+FFFD.",
    "nul_bytes": "NUL bytes were taken out.",
    "replacement_character": "U+FFFD stands in the source itself: characters were lost before the page was scraped.",
    "mojibake_repaired": "Text decoded wrongly before it was scraped was restored; the chain follows the colon.",
    "mojibake_lossy": "Text decoded wrongly before it was scraped (鐨勪腑, å›½) could not be restored without loss.",
    "lost_gbk_text": "锟斤拷: U+FFFD read as GBK. The characters behind it are lost.",
    "uninitialised_memory": "烫烫烫 or 屯屯屯: memory that a program never wrote, read as GBK. Not text.",
    "private_use": "Private-use characters: their glyphs need the page's own font.",
    "not_chinese": "The bytes are text of another language than Chinese, in a charset of that language.",
}
"""flag → what it means. A flag may carry a detail after a colon: "mojibake_repaired:utf-8>windows-1252"."""

_LOST = ("\ufffd" * 2).encode().decode("gbk")
"""锟斤拷."""
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_PRIVATE_USE_UTF8 = re.compile(rb"\xef[\x80-\xa3]")


def flag_text(text: str, charset: str, utf8: bytes | None = None) -> list[str]:
    """Return the flags that decoded text shows by itself. `utf8`: the same text in UTF-8, where it is at hand.

    The standard's Big5 has no private use, nor has what `decode` names gbk: such pages are gb18030.
    """
    flags = []
    if "\ufffd" in text:
        flags.append("replacement_character")
    if "锟" in text and _LOST in text:
        flags.append("lost_gbk_text")
    if ("烫" in text and "烫" * 3 in text) or ("屯" in text and "屯" * 3 in text):
        flags.append("uninitialised_memory")
    if charset not in ("gbk", "big5") and _has_private_use(text, utf8):
        flags.append("private_use")
    return flags


def _has_private_use(text: str, utf8: bytes | None) -> bool:
    if utf8 is not None and b"\xee" not in utf8 and _PRIVATE_USE_UTF8.search(utf8) is None:
        return False
    return _PRIVATE_USE.search(text) is not None
