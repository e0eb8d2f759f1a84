"""Decoding that agrees with the indexes of the WHATWG Encoding Standard, where Python's codecs do not.

The codecs are the base; what they do otherwise than the standard is in the tables here. Names are those of
`charset_names`.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from functools import cache

from flows.page.decoding.big5_index import BIG5_ADDED, BIG5_CHANGED, BIG5_SLASHES
from flows.page.decoding.cns11643 import decode_euc_tw, decode_iso_2022_cn
from flows.page.decoding.euc_jp import decode_euc_jp
from flows.page.text.han import Characters

GB18030_2022 = dict(
    zip(
        "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue81e\ue826\ue82b\ue82c\ue832\ue843"
        "\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855",
        Characters(
            "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9"
            "\u9fba\u9fbb\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe"
        ),
        strict=True,
    )
)
"""Private-use characters that Python's gb18030 gives, and what the standard's index (A3A0) and GB 18030-2022 have."""

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_CHANGED = re.compile(f"[{''.join(GB18030_2022)}]")


def _fill_big5(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: what the standard's Big5 index has and Python's big5hkscs has not."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    char = BIG5_ADDED.get(pair)
    if char is None:
        raise error
    return char, error.start + 2


def _fill_big5_replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    char = BIG5_ADDED.get(pair)
    return (char, error.start + 2) if char is not None else ("\ufffd", error.start + 1)


def _fill_gb(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: 0x80 is the euro sign, as in code page 936."""
    if not isinstance(error, UnicodeDecodeError) or error.object[error.start] != 0x80:
        raise error
    return "€", error.start + 1


def _fill_gb_replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return ("€" if error.object[error.start] == 0x80 else "\ufffd"), error.start + 1


def _fill_windows(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: bytes below 0xA0 without a character are C1 controls, as in the standard's indexes."""
    if not isinstance(error, UnicodeDecodeError) or error.object[error.start] >= 0xA0:
        raise error
    return chr(error.object[error.start]), error.start + 1


def _fill_windows_replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start]
    return (chr(byte) if byte < 0xA0 else "\ufffd"), error.start + 1


codecs.register_error("flows.big5", _fill_big5)
codecs.register_error("flows.big5.replace", _fill_big5_replace)
codecs.register_error("flows.gb", _fill_gb)
codecs.register_error("flows.gb.replace", _fill_gb_replace)
codecs.register_error("flows.windows", _fill_windows)
codecs.register_error("flows.windows.replace", _fill_windows_replace)


def _decode_gb(raw: bytes, errors: str) -> str:
    plain = decode_plain_gbk(raw)
    if plain is not None:
        return plain
    text = raw.decode("gb18030", "flows.gb" if errors == "strict" else "flows.gb.replace")
    if _PRIVATE_USE.search(text) is None:
        return text
    return _CHANGED.sub(lambda match: GB18030_2022[match[0]], text)


def decode_plain_gbk(raw: bytes) -> str | None:
    """Return the text of `raw` where it has only what Python's gbk decodes, which is as the standard has it.

    That is: no four-byte character, no private use, no 0x80.
    """
    try:
        return raw.decode("gbk")
    except UnicodeDecodeError:
        return None


def _decode_big5(raw: bytes, errors: str) -> str:
    handler = "flows.big5" if errors == "strict" else "flows.big5.replace"
    pieces, done = [], 0
    for start in _aligned_slashes(raw):
        pieces += [raw[done:start].decode("big5hkscs", handler), BIG5_SLASHES[raw[start : start + 2]]]
        done = start + 2
    pieces.append(raw[done:].decode("big5hkscs", handler))
    text = "".join(pieces)
    for theirs, standard in BIG5_CHANGED:
        if theirs in text:
            text = text.replace(theirs, standard)
    return text


def _aligned_slashes(raw: bytes) -> Iterator[int]:
    """Yield where a code point of `BIG5_SLASHES` stands on a character boundary.

    A byte below 0x81 leads nothing, so the byte after it starts a character; from there the characters are pairs.
    """
    for code in re.finditer(rb"\xa2[AB]", raw):
        start = code.start()
        run = start
        while run and 0x81 <= raw[run - 1] <= 0xFE:
            run -= 1
        if (start - run) % 2 == 0:
            yield start


_DECODERS: dict[str, Callable[[bytes, str], str]] = {
    "gbk": _decode_gb,
    "gb18030": _decode_gb,
    "big5": _decode_big5,
    "euc-tw": decode_euc_tw,
    "iso-2022-cn": decode_iso_2022_cn,
    "euc-jp": decode_euc_jp,
}
_CODECS = {
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "hz-gb-2312": "hz",
    "ibm866": "cp866",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
}
"""Charset → Python's codec, where the name is another."""


def decode_charset(raw: bytes, charset: str, errors: str = "strict") -> str:
    """Decode `raw` as the Encoding Standard does. `errors` is "strict" (UnicodeDecodeError) or "replace" (U+FFFD)."""
    decoder = _DECODERS.get(charset)
    if decoder is not None:
        return decoder(raw, errors)
    if charset.startswith("windows-"):
        return raw.decode(f"cp{charset[8:]}", "flows.windows" if errors == "strict" else "flows.windows.replace")
    return raw.decode(_CODECS.get(charset, charset), errors)


def decodes(raw: bytes, charset: str) -> str | None:
    """Return the text of `raw` where it is valid in `charset`, otherwise None."""
    try:
        return decode_charset(raw, charset)
    except (UnicodeError, LookupError):
        return None


@cache
def has_a_letter_a_byte(charset: str) -> bool:
    """Whether `charset` is one that Python knows and in which every byte is a character by itself."""
    try:
        text = decode_charset(bytes(range(0x80, 0x100)), charset, "replace")
    except LookupError:
        return False
    return len(text) == 0x80 and text.count("\ufffd") < 0x40
