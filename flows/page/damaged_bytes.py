"""Decoding bytes that are not valid as a whole: stray bytes, cut characters, lines in another charset.

A double-byte charset read one byte out of step gives other characters, not errors, until something breaks the step.
So a run with a fault is read along its likeliest path, on which bytes may be dropped, and not from left to right.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from heapq import merge
from itertools import chain
from math import log2

from flows.page.charsets import decode_charset, decodes
from flows.page.han_frequency import COMMON_HAN, FREQUENT_HAN, score_chinese

_UTF8_RUN = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}[\xe3-\xe9\xef][\x80-\xbf]{2}")
_STRETCH = re.compile(rb"[\x80-\xff](?:[^\x00-\x3f]|[0-9](?=[\x81-\xfe])|(?<=[0-9][\x81-\xfe])[0-9])*(?:[0-9]\Z)?")
"""From a byte that begins a character to one that is never the second byte of one: a fault cannot reach further.
Digits are second bytes in four-byte characters only."""

_THREE_BYTES = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_TWO_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
_STRAY_CONTINUATION = re.compile(rb"[\x80-\xbf]{1,3}[\x00-\x7f]*")
_CUT_FOUR_BYTES = re.compile(rb"[\x81-\xfe][0-9](?:[\x81-\xfe])?\Z")
_MOST_SEARCHED = 200_000
"""Bytes of a page that are read along their likeliest path; further faults get plain U+FFFD. Bounds the time."""

_RESYNCHRONISED = ("gbk", "gb18030", "big5")


def _usual_characters() -> str:
    """Return the characters of ordinary text: levels 1 of GB 2312 and Big5, and their punctuation and digits."""
    gb = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    big5 = bytes(
        byte
        for lead in range(0xA4, 0xC7)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        for byte in (lead, trail)
    )
    return gb.decode("gbk", "ignore") + big5.decode("big5", "ignore")


_USUAL = frozenset(_usual_characters())
_UNUSUAL = f"[^\x00-\u33ff\uff00-\uffff{''.join(sorted(_USUAL))}]"
_RARE_PAIR = re.compile(f"{_UNUSUAL}(?:{_UNUSUAL}|(?<=[\ue000-\uf8ff]))")
_LONE_ASCII = re.compile("[^\x00-\x7f][@-~](?=[^\x00-\x7f])")
"""What text read out of step leaves: rare characters side by side; in Big5, a second byte alone among ideographs."""
_CUT_IN_FRONT = re.compile("[@-~][^\x00-\x7f]")


class _Budget:
    """Bytes that may still be read along their likeliest path."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = _MOST_SEARCHED


def _out_of_step(text: str, charset: str) -> Iterator[int]:
    """Yield in order where text looks read out of step."""
    rare = (found.start() for found in _RARE_PAIR.finditer(text))
    if charset != "big5":
        return rare
    return merge(rare, (found.start() for found in _LONE_ASCII.finditer(text)))


def _is_out_of_step(text: str, charset: str) -> bool:
    return next(_out_of_step(text, charset), -1) >= 0


def resynchronise(raw: bytes, text: str, charset: str) -> tuple[str, int, bool]:
    """Read again the lines of `text` (= `raw`, valid in `charset`) that look out of step or like UTF-8.

    Returns (text, U+FFFD put in, whether any line was UTF-8).
    """
    places = _out_of_step(text, charset)
    if charset == "big5" and _CUT_IN_FRONT.match(text):
        places = chain((0,), places)
    first = next(places, None)
    if first is None:
        return text, 0, False
    raw_lines, lines = raw.split(b"\n"), text.split("\n")
    replaced, is_mixed, budget = 0, False, _Budget()
    number = counted = line_end = 0
    for at in chain((first,), places):
        if at < line_end:
            continue
        number += text.count("\n", counted, at)
        utf8 = _as_utf8(raw_lines[number])
        if utf8 is None:
            lines[number], count = _repair_line(raw_lines[number], charset, budget, number == 0, False)
            replaced += count
        else:
            lines[number], is_mixed = utf8, True
        counted = at
        line_end = text.find("\n", at)
        if line_end < 0 or budget.left <= 0:
            break
    return "\n".join(lines), replaced, is_mixed


def _as_utf8(line: bytes) -> str | None:
    """Return the text of a legacy file's line that is UTF-8, otherwise None."""
    text = decodes(line, "utf-8") if _UTF8_RUN.search(line) else None
    return None if text is None or "\ufffd" in text else text


def decode_by_line(raw: bytes, charset: str, *, others: tuple[str, ...]) -> tuple[str, int, bool]:
    """Decode line by line: `charset` where a line is valid in it, else one of `others`, else along its likeliest path.

    Returns (text, U+FFFD put in, whether any line was in another charset).
    """
    lines = raw.split(b"\n")
    out: list[str] = []
    replaced, is_mixed, budget = 0, False, _Budget()
    for at, line in enumerate(lines):
        text, is_other = _decode_line(line, charset, others)
        is_mixed |= is_other
        if text is None or (not is_other and charset in _RESYNCHRONISED and _is_out_of_step(text, charset)):
            text, count = _repair_line(line, charset, budget, at == 0, at == len(lines) - 1)
            replaced += count
        out.append(text)
    return "\n".join(out), replaced, is_mixed


def _decode_line(line: bytes, charset: str, others: tuple[str, ...]) -> tuple[str | None, bool]:
    """Return (text or None, whether it is in another charset)."""
    if line.isascii():
        return line.decode("ascii"), False
    utf8 = _as_utf8(line) if "utf-8" in others else None
    if utf8 is not None:
        return utf8, True
    text = decodes(line, charset)
    if text is not None:
        return text, False
    if charset == "utf-8" and _is_faulty_utf8(line):
        return None, False
    best, best_share = None, 0.4
    for other in others:
        text = decodes(line, other)
        if text and "\ufffd" not in text:
            share = max(score_chinese(text[:1000])[1], _usual_share(text[:1000]) - 0.4)
            if share >= best_share:
                best, best_share = text, share
    return best, best is not None


def _is_faulty_utf8(line: bytes) -> bool:
    """Say whether a line that is not valid is UTF-8 nevertheless: with a stray or cut character."""
    bad = line.decode("utf-8", "replace").count("\ufffd")
    if len(_THREE_BYTES.findall(line)) >= bad or _STRAY_CONTINUATION.fullmatch(line):
        return True
    return sum(byte >= 0x80 for byte in line[:200]) <= 4 and _TWO_BYTES.search(line) is not None


def _usual_share(text: str) -> float:
    wide = [char for char in text if char > "\x7f"]
    return sum(map(_USUAL.__contains__, wide)) / len(wide) if wide else 0.0


def _repair_line(line: bytes, charset: str, budget: _Budget, is_first: bool, is_last: bool) -> tuple[str, int]:
    """Decode a faulty line of `charset`; returns (text, U+FFFD put in)."""
    if charset not in _RESYNCHRONISED:
        text = decode_charset(line, charset, "replace")
        return text, text.count("\ufffd") - (line.count(b"\xef\xbf\xbd") if charset == "utf-8" else 0)
    out: list[str] = []
    replaced = done = 0
    for stretch in _STRETCH.finditer(line):
        start, end = stretch.span()
        if is_first and start == 1 and charset == "big5" and 0x40 <= line[0] < 0x7F:
            start = 0
        text = _repair_stretch(line[start:end], charset, budget, is_first and start == 0, is_last and end == len(line))
        replaced += text.count("\ufffd")
        out += [line[done:start].decode("ascii"), text]
        done = end
    out.append(line[done:].decode("ascii"))
    return "".join(out), replaced


def _repair_stretch(raw: bytes, charset: str, budget: _Budget, at_start: bool, at_end: bool) -> str:
    text = decodes(raw, charset)
    drop_bits = _DROP_BITS if text is None else _DROP_UNPROVEN_BITS[charset]
    if text is None:
        text = _decode_around(raw, charset)
    may_be_cut = at_start and raw[0] < 0x80
    if text is not None and not may_be_cut and not _is_out_of_step(text, charset):
        return text
    budget.left -= len(raw)
    if budget.left <= 0:
        return decode_charset(raw, charset, "replace") if text is None else text
    path = _likeliest_path(raw, charset, at_start, at_end, drop_bits)
    is_hopeless = text is not None and 20 * path.count("\ufffd") > len(text) + 20
    return text if text is not None and is_hopeless else path


def _decode_around(raw: bytes, charset: str) -> str | None:
    """Return the text where all that is wrong is bytes that are never part of a character, otherwise None."""
    pieces = re.split(rb"[\x80\xff]" if charset == "big5" else rb"\xff", raw)
    texts = [decodes(piece, charset) for piece in pieces]
    return None if None in texts else "\ufffd".join(text for text in texts if text is not None)


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


def _likeliest_path(raw: bytes, charset: str, at_start: bool, at_end: bool, drop_bits: float) -> str:
    """Read `raw` so that its characters are likeliest, dropping bytes (U+FFFD) where that makes the rest likelier.

    Dynamic programming from the end; a price is −log2 of how often the character, or the fault, occurs.
    `at_start`, `at_end`: `raw` begins or ends the file, where a character may be cut.
    """
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
            own = _LETTER_BITS if byte in _SEPARATORS else _OTHER_ASCII_BITS
            if raw[at + 1 : at + 2] < b"\x80" or (at and raw[at - 1] < 0x80):
                own = _ASCII_IN_WORD_BITS
            if not (is_edge and at == 0) or byte in _FIRST_ASCII:
                best, taken = price[at + 1] + own, (1, chr(byte))
        else:
            for width in (2,) if charset == "big5" else (1, 2, 4):
                char, bits = _price(raw[at : at + width], charset)
                if not char or at + width > size:
                    continue
                if step[at + width][1] == "\ufffd":
                    bits += _DROP_LATE_BITS
                if price[at + width] + bits <= best:
                    best, taken = price[at + width] + bits, (width, char)
            if at_end and size - at <= 3 and _CUT_FOUR_BYTES.match(raw, at) and best > drop_bits - _CUT_BITS:
                best, taken = drop_bits - _CUT_BITS, (size - at, "\ufffd")
        price[at], step[at] = best, taken
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
        return char, 9.6
    if char in FREQUENT_HAN:
        return char, 12.8
    if char in "，。、：；“”「」（）《》":
        return char, 6.0
    if char in _USUAL:
        return char, 15.6
    if "\uff21" <= char <= "\uff5a":
        return char, 18.0
    if char in "·…—～！？‧★●■◆☆○□▲【】『』〈〉":
        return char, 9.0
    if "\u2000" <= char <= "\u33ff" or "\uff00" <= char <= "\uffee":
        return char, 14.0
    if char > "\U0002ffff":
        return char, 60.0
    if "\ue000" <= char <= "\uf8ff" or len(code) == 4:
        return char, 26.0
    is_second_level = code[0] >= 0xC9 if charset == "big5" else len(code) == 2 and code[0] >= 0xD8 and code[1] >= 0xA1
    return char, 18.7 if is_second_level else 22.7
