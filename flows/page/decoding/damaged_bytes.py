"""Decoding bytes that are not valid as a whole: stray bytes, cut characters, lines in another charset.

A double-byte charset read one byte out of step gives other characters, not errors, until something breaks the step.
So a run with a fault is read along its likeliest path, on which bytes may be dropped, and not from left to right.
"""

import re
from collections.abc import Iterator
from functools import cache
from heapq import merge
from itertools import chain

from flows.page.decoding.character_bits import USUAL_HAN
from flows.page.decoding.charsets import decode_charset, decodes
from flows.page.decoding.han_frequency import score_chinese
from flows.page.decoding.likeliest_path import read_likeliest

_UTF8_RUN = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}[\xe3-\xe9\xef][\x80-\xbf]{2}")
_STRETCH = re.compile(rb"[\x80-\xff](?:[^\x00-\x3f]|[0-9](?=[\x81-\xfe])|(?<=[0-9][\x81-\xfe])[0-9])*(?:[0-9]\Z)?")
"""From a byte that begins a character to one that is never the second byte of one: a fault cannot reach further.
Digits are second bytes in four-byte characters only."""

_THREE_BYTES = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_TWO_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
_STRAY_CONTINUATION = re.compile(rb"[\x80-\xbf]{1,3}[\x00-\x7f]*")
_MOST_SEARCHED = 200_000
"""Bytes of a page that are read along their likeliest path; further faults get plain U+FFFD. Bounds the time."""

_RESYNCHRONISED = ("gbk", "gb18030", "big5")


_LONE_ASCII = re.compile("[^\x00-\x7f][@-~](?=[^\x00-\x7f])")
"""What Big5 read out of step leaves: a second byte alone among ideographs."""
_CUT_IN_FRONT = re.compile("[@-~][^\x00-\x7f]")


class _Budget:
    """Bytes that may still be read along their likeliest path."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = _MOST_SEARCHED


@cache
def _rare_pair() -> re.Pattern[str]:
    """Two rare characters side by side. Compiled (15 ms) when the first legacy page comes."""
    unusual = f"[^\x00-\u33ff\uff00-\uffff{''.join(sorted(USUAL_HAN))}]"
    return re.compile(f"{unusual}(?:{unusual}|(?<=[\ue000-\uf8ff]))")


def _out_of_step(text: str, charset: str) -> Iterator[int]:
    """Yield in order where text looks read out of step."""
    rare = (found.start() for found in _rare_pair().finditer(text))
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
    return sum(map(USUAL_HAN.__contains__, wide)) / len(wide) if wide else 0.0


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
    is_faulty = text is None
    if text is None:
        text = _decode_around(raw, charset)
    may_be_cut = at_start and raw[0] < 0x80
    if text is not None and not may_be_cut and not _is_out_of_step(text, charset):
        return text
    budget.left -= len(raw)
    if budget.left <= 0:
        return decode_charset(raw, charset, "replace") if text is None else text
    path = read_likeliest(raw, charset, at_start=at_start, at_end=at_end, is_faulty=is_faulty)
    is_hopeless = text is not None and 20 * path.count("\ufffd") > len(text) + 20
    return text if text is not None and is_hopeless else path


def _decode_around(raw: bytes, charset: str) -> str | None:
    """Return the text where all that is wrong is bytes that are never part of a character, otherwise None."""
    pieces = re.split(rb"[\x80\xff]" if charset == "big5" else rb"\xff", raw)
    texts = [decodes(piece, charset) for piece in pieces]
    return None if None in texts else "\ufffd".join(text for text in texts if text is not None)
