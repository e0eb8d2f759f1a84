"""Reading a faulty run of GB or Big5 along its likeliest path, on which bytes may be dropped.

A price is −log2 of how often a character, or a fault, occurs: in running text the common characters make up three
quarters, the frequent ones a fifth, and so on down to private use.
"""

import re
from functools import cache, lru_cache
from math import log2

from flows.page.decoding.character_bits import COMMON_BITS, FREQUENT_BITS, MARK_BITS, SIGN_BITS, USUAL_BITS, USUAL_HAN
from flows.page.decoding.charsets import decodes
from flows.page.decoding.han_frequency import COMMON_HAN, FREQUENT_HAN

_CUT_FOUR_BYTES = re.compile(rb"[\x81-\xfe][0-9](?:[\x81-\xfe])?\Z")
_DROP_BITS = 24.0
"""Dropping a byte where some byte has to go: dearer than any character, so no valid one is lost."""
_DROP_UNPROVEN_BITS = {"big5": 15.0, "gbk": 28.0, "gb18030": 28.0}
"""Dropping a byte where every byte decodes. In Big5 half of the second bytes are ASCII, so that a reading out of step
falls into step again within two or three characters; in GB it goes on and soon fails."""
_DROP_LATE_BITS = 1.5
"""Of two readings alike but for it, the one that drops the earlier byte."""
_CUT_BITS = 8.0
"""How much cheaper a drop is at the beginning or end of the file, where a cut character is half."""
_LETTER_BITS, _OTHER_ASCII_BITS, _ASCII_IN_WORD_BITS = 12.0, 16.0, 6.0
"""A lone capital, digit or separator between ideographs; another lone ASCII character; one of several."""
_RARE_LEAD_BITS = 7.0
_SEPARATORS = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_|[]@")
_FIRST_ASCII = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ[@|")
"""What a text in Big5 may well begin with before an ideograph; other ASCII there is the half of one."""


def read_likeliest(raw: bytes, charset: str, *, at_start: bool, at_end: bool, is_faulty: bool) -> str:
    """Read `raw` so that its characters are likeliest, dropping bytes (U+FFFD) where that makes the rest likelier.

    `at_start`, `at_end`: `raw` begins or ends the file, where a character may be cut. `is_faulty`: it does not decode,
    so some byte has to go. Dynamic programming from the end, linear in `raw`.
    """
    drop_bits = _DROP_BITS if is_faulty else _DROP_UNPROVEN_BITS[charset]
    leads = _lead_bits("big5" if charset == "big5" else "gbk")
    size = len(raw)
    price = [0.0] * (size + 1)
    step: list[tuple[int, str]] = [(1, "")] * (size + 1)
    for at in range(size - 1, -1, -1):
        byte = raw[at]
        is_edge = (at == 0 and at_start) or (at == size - 1 and at_end)
        half = drop_bits - _CUT_BITS if is_edge else drop_bits + leads.get(byte, _RARE_LEAD_BITS)
        best, taken = price[at + 1] + half, (1, "\ufffd")
        if byte < 0x80:
            if at or not at_start or byte in _FIRST_ASCII:
                best, taken = price[at + 1] + _ascii_bits(raw, at), (1, chr(byte))
        else:
            best, taken = _cheapest_character(raw, at, charset, price, step, best, taken)
            if at_end and size - at <= 3 and _CUT_FOUR_BYTES.match(raw, at) and best > drop_bits - _CUT_BITS:
                best, taken = drop_bits - _CUT_BITS, (size - at, "\ufffd")
        price[at], step[at] = best, taken
    return _follow(step, size)


def _cheapest_character(
    raw: bytes,
    at: int,
    charset: str,
    price: list[float],
    step: list[tuple[int, str]],
    best: float,
    taken: tuple[int, str],
) -> tuple[float, tuple[int, str]]:
    """Return the better of (`best`, `taken`) and the characters that can begin at `at`."""
    for width in (2,) if charset == "big5" else (1, 2, 4):
        char, bits = _price(raw[at : at + width], charset)
        if not char or at + width >= len(price):
            continue
        if step[at + width][1] == "\ufffd":
            bits += _DROP_LATE_BITS
        if price[at + width] + bits <= best:
            best, taken = price[at + width] + bits, (width, char)
    return best, taken


def _ascii_bits(raw: bytes, at: int) -> float:
    if raw[at + 1 : at + 2] < b"\x80" or (at and raw[at - 1] < 0x80):
        return _ASCII_IN_WORD_BITS
    return _LETTER_BITS if raw[at] in _SEPARATORS else _OTHER_ASCII_BITS


def _follow(step: list[tuple[int, str]], size: int) -> str:
    out, at = [], 0
    while at < size:
        width, char = step[at]
        out.append(char)
        at += width
    return "".join(out)


@cache
def _lead_bits(codec: str) -> dict[int, float]:
    """Return lead byte → bits over those of the most frequent one. What is left of a lost character is its lead."""
    weights: dict[int, float] = {}
    for chars, weight in ((COMMON_HAN, 9.0), (FREQUENT_HAN, 1.0)):
        for code in (char.encode(codec, "ignore") for char in chars):
            if len(code) == 2 and (codec == "big5" or code[1] >= 0xA1):
                weights[code[0]] = weights.get(code[0], 0.0) + weight
    most = max(weights.values())
    return {lead: log2(most / weight) for lead, weight in weights.items()}


@lru_cache(maxsize=32_768)
def _price(code: bytes, charset: str) -> tuple[str, float]:
    """Return (character, bits) of one character's bytes; ("", 0) where they are none."""
    char = decodes(code, charset)
    if not char or char.isascii() or (len(char) > 1 and len(code) != 2) or (len(code) == 4 and len(char) != 1):
        return "", 0.0
    if len(code) > 1 and code[-1] < 0x80 and char[-1] == chr(code[-1]):
        return "", 0.0
    if charset != "big5" and len(code) == 2 and min(code) < 0xA1 and "\u4e00" <= char <= "\u9fff":
        return char, 18.7 if char in COMMON_HAN or char in FREQUENT_HAN else 22.7
    if char in COMMON_HAN:
        return char, COMMON_BITS
    if char in FREQUENT_HAN:
        return char, FREQUENT_BITS
    if char in "，。、：；“”「」（）《》":
        return char, MARK_BITS
    if char in USUAL_HAN:
        return char, USUAL_BITS
    if "\uff21" <= char <= "\uff5a":
        return char, 18.0
    if char in "·…—～！？‧★●■◆☆○□▲【】『』〈〉":
        return char, SIGN_BITS
    if "\u2000" <= char <= "\u33ff" or "\uff00" <= char <= "\uffee":
        return char, 14.0
    if char > "\U0002ffff":
        return char, 60.0
    if "\ue000" <= char <= "\uf8ff" or len(code) == 4:
        return char, 26.0
    is_second_level = code[0] >= 0xC9 if charset == "big5" else len(code) == 2 and code[0] >= 0xD8 and code[1] >= 0xA1
    return char, 18.7 if is_second_level else 22.7
