"""Whether legacy bytes are text of another language than Chinese, and in which charset.

Korean, Japanese and Chinese charsets share their byte ranges, so that most bytes of one are valid in the others. What
tells them apart is how likely the characters are (`character_bits`): the reading that takes fewest bits is the right
one. Chinese is expected, so another language has to be likelier by some bits, by fewer where a declaration says so.
"""

import re

import chardet

from flows.page.decoding.character_bits import alphabetic, chinese, japanese, korean, language_bits
from flows.page.decoding.charset_names import charset_family, charset_of_codec
from flows.page.decoding.charsets import decode_charset, has_a_letter_a_byte

_ASIAN = {"euc-jp": japanese, "shift_jis": japanese, "euc-kr": korean, "johab": korean}
_ALPHABETIC_CODECS = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866"),
    *("koi8-r", "koi8-u", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-13", "iso8859-15"),
)
"""The charsets of the Web with a letter a byte, as chardet names them."""
_COMMON = "windows-1252"
"""The commonest; also declared by servers and tools that know nothing of the page, which says little."""

_EXPECTED_BITS = 12.0
"""Chinese is so much likelier before anything is read: 4,000 to 1."""
_DECLARED_BITS, _DECLARED_COMMON_BITS = 15.0, 4.0
"""How much a declaration is for its charset, or, if that is Chinese, against all others."""
_DECLARED_SHARE, _DECLARED_COMMON_SHARE, _DETECTED_SHARE = 0.06, 0.04, 0.04
"""How much a declaration or chardet is for one alphabet, as a share of its bits: the letters' own bits do not tell
languages apart that share most of them."""
_KANA_BITS = 15.0
"""The most that kana count for Japanese: Chinese pages quote it too, where the other characters must tell."""

_TAG = re.compile(rb"<[^<>]{0,2000}>|&[a-z]{2,8};|[\x00-\x40\[-`{-\x7f]+")
_HIGH = re.compile(rb"[\x80-\xff]")
_REPEATED = re.compile(rb"([\x80-\xff]{2})\1{2,}")
"""Blanks, decoration, or memory that was never written: it tells no more than twice the pair."""
_PROSE, _BEFORE = 12_000, 200
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def find_foreign(
    raw: bytes, sample: bytes, chinese_charsets: tuple[str, ...], declared: tuple[str, ...]
) -> tuple[str, float] | None:
    """Return (charset, confidence) where `sample`, of `raw`, is another language's text, otherwise None.

    `chinese_charsets`: those that the bytes may be in. `declared`: what HTTP, <meta> or XML says.
    """
    sample = _REPEATED.sub(rb"\1\1", sample)
    as_chinese = [decode_charset(sample, charset, "replace") for charset in chinese_charsets]
    bar = min(language_bits(text, chinese()) for text in as_chinese) - _EXPECTED_BITS
    if any(charset_family(charset) in ("gb", "big5", "euc-tw") for charset in declared):
        bar -= _DECLARED_BITS
    kana = max(len(_KANA.findall(text)) for text in as_chinese)
    best, charset = max((bar - bits, charset) for charset, bits in _foreign_bits(raw, sample, kana, declared).items())
    return (charset, min(0.95, 0.5 + best / 100)) if best > 0 else None


def _foreign_bits(raw: bytes, sample: bytes, kana: int, declared: tuple[str, ...]) -> dict[str, float]:
    """Charset → bits of `sample` in it, fewer where something speaks for it."""
    bits = {}
    for charset, language in _ASIAN.items():
        bits[charset] = language_bits(decode_charset(sample, charset, "replace"), language())
        bits[charset] -= min(_KANA_BITS, kana) if charset == "euc-jp" else 0
    detected = _detect_alphabetic(_prose(raw))
    for charset in (_COMMON, detected, *declared):
        if has_a_letter_a_byte(charset):
            read = language_bits(decode_charset(sample, charset, "replace"), alphabetic())
            told = _DETECTED_SHARE if charset == detected else 0.0
            if charset in declared:
                told += _DECLARED_COMMON_SHARE if charset == _COMMON else _DECLARED_SHARE
            bits[charset] = read * (1 - told)
    for charset in declared:
        if charset in bits:
            bits[charset] -= _DECLARED_COMMON_BITS if charset == _COMMON else _DECLARED_BITS
    return bits


def _prose(raw: bytes) -> bytes:
    """Return words around the first non-ASCII bytes, without markup."""
    first = _HIGH.search(raw)
    start = max(0, first.start() - _BEFORE) if first else 0
    return _TAG.sub(b" ", raw[start : start + _PROSE])


def _detect_alphabetic(prose: bytes) -> str:
    """Ask chardet, which is compiled and knows the languages' pairs of letters."""
    found = chardet.detect(
        prose,
        prefer_superset=False,
        compat_names=False,
        include_encodings=_ALPHABETIC_CODECS,
        no_match_encoding="cp1252",
        empty_input_encoding="cp1252",
    )
    return charset_of_codec(found["encoding"] or "cp1252")
