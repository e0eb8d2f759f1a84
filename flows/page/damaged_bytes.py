"""Decoding bytes that are not valid as a whole: stray bytes, cut characters, lines in another charset.

A double-byte charset read one byte out of step gives other characters, not errors, until something breaks the step.
So a run with a fault is read along its likeliest path, where a byte may be dropped, and not from left to right.
"""

import re

from flows.page.charsets import decode_charset, decodes
from flows.page.han_frequency import COMMON_HAN, count_han

_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}")
_SEGMENT = re.compile(rb"[^\x00-\x2f\x3a-\x3f]+")
"""Bytes between those that are never the second byte of a character; a fault cannot reach past one."""
_LONGEST_SEGMENT = 4_096
_DROP_COST = 7.0
_RARE_COST = 9.0

_NON_ASCII = re.compile(rb"[\x80-\xff]")


def looks_utf8_somewhere(raw: bytes) -> bool:
    """Say whether legacy bytes may hold a line of UTF-8."""
    return _UTF8_RUN.search(raw) is not None


def decode_by_line(raw: bytes, charset: str, *, others: tuple[str, ...]) -> tuple[str, int, bool]:
    """Decode line by line: `charset` where a line is valid in it, else one of `others`, else along its likeliest path.

    Returns (text, U+FFFD put in, whether any line was in another charset).
    """
    out: list[str] = []
    replaced, is_mixed = 0, False
    for line in raw.splitlines(keepends=True) if b"\n" not in raw else _split_lines(raw):
        text, other = _decode_line(line, charset, others)
        is_mixed |= other
        if text is None:
            text, count = repair_line(line, charset)
            replaced += count
        out.append(text)
    return "".join(out), replaced, is_mixed


def _split_lines(raw: bytes) -> list[bytes]:
    lines = raw.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + lines[-1:]


def _decode_line(line: bytes, charset: str, others: tuple[str, ...]) -> tuple[str | None, bool]:
    if line.isascii():
        return line.decode("ascii"), False
    if charset != "utf-8" and "utf-8" in others and _UTF8_RUN.search(line):
        text = decodes(line, "utf-8")
        if text is not None:
            return text, True
    text = decodes(line, charset)
    if text is not None:
        return text, False
    for other in others:
        text = decodes(line, other)
        if text is not None:
            han, common = count_han(text[:1000])
            if han >= 2 and common >= 0.35 * han:
                return text, True
    return None, False


def repair_line(line: bytes, charset: str) -> tuple[str, int]:
    """Decode a faulty line of `charset`; returns (text, U+FFFD put in)."""
    if charset not in ("gbk", "gb18030", "big5"):
        text = decode_charset(line, charset, "replace")
        return text, text.count("\ufffd") - (line.count(b"\xef\xbf\xbd") if charset == "utf-8" else 0)
    out: list[str] = []
    replaced = done = 0
    for segment in _SEGMENT.finditer(line):
        raw = segment[0]
        text = decodes(raw, charset)
        if text is None:
            text = (
                _likeliest_path(raw, charset)
                if len(raw) <= _LONGEST_SEGMENT
                else decode_charset(raw, charset, "replace")
            )
            replaced += text.count("\ufffd")
        out += [line[done : segment.start()].decode("ascii"), text]
        done = segment.end()
    out.append(line[done:].decode("ascii"))
    return "".join(out), replaced


def _likeliest_path(raw: bytes, charset: str) -> str:
    """Read `raw` so that its characters are likeliest; a byte that fits nowhere becomes U+FFFD (dynamic programming)."""
    size = len(raw)
    cost = [0.0] * (size + 1)
    step: list[tuple[int, str]] = [(1, "")] * (size + 1)
    for at in range(size - 1, -1, -1):
        byte = raw[at]
        if byte < 0x80:
            cost[at], step[at] = cost[at + 1] + 1.0, (1, chr(byte))
            continue
        best, taken = cost[at + 1] + _DROP_COST, (1, "\ufffd")
        if byte == 0x80 and charset != "big5" and cost[at + 1] + 6.5 < best:
            best, taken = cost[at + 1] + 6.5, (1, "€")
        for width in (2, 4) if charset != "big5" else (2,):
            pair = raw[at : at + width]
            char = decodes(pair, charset) if len(pair) == width else None
            if char and len(char) <= 2 and char[-1] > "\x7f":
                price = cost[at + width] + _char_cost(char, pair, charset)
                if price < best:
                    best, taken = price, (width, char)
        cost[at], step[at] = best, taken
    out, at = [], 0
    while at < size:
        width, char = step[at]
        out.append(char)
        at += width
    return "".join(out)


def _char_cost(char: str, raw: bytes, charset: str) -> float:
    """Return about −log2 of how often a character is used, over what a byte of ASCII costs."""
    if char in COMMON_HAN:
        return 1.0
    lead = raw[0]
    if charset == "big5":
        return 2.5 if lead <= 0xC6 and lead >= 0xA1 else 6.0 if lead >= 0xC9 and lead <= 0xF9 else _RARE_COST
    if len(raw) == 4 or "\ue000" <= char <= "\uf8ff":
        return _RARE_COST
    if raw[1] < 0xA1 or lead < 0xA1:
        return 6.0
    return 2.5 if lead <= 0xD7 else 5.0
