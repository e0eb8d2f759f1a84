"""Undoing text that was decoded wrongly before it was scraped, where nothing was lost on the way."""

import re

from flows.page.decoding.character_bits import alphabetic, chinese, language_bits
from flows.page.decoding.charsets import decode_charset, decodes
from flows.page.decoding.chinese_charset import sample_stretches
from flows.page.decoding.han_frequency import READS_AS_CHINESE, non_ascii_sample, score_chinese
from flows.page.text.han import Characters

_WINDOWS_1252 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_MOST_ROUNDS = 3

_CONTINUATION = f"\\x80-\\xbf{''.join(map(chr, _WINDOWS_1252))}"
_SINGLE_BYTE_RUN = re.compile(f"[\\x20-\\x7e\\xc0-\\xff{_CONTINUATION}]+")
_MULTI_BYTE = re.compile(f"[^\\x00-\\xff{_CONTINUATION}]")
_SINGLE_BYTE_PAIR = re.compile(f"[\\xc2-\\xf7][{_CONTINUATION}]")
_SINGLE_BYTE_PAIR_UTF8 = re.compile(
    rb"\xc3[\x82-\xb7](?:\xc2[\x80-\xbf]|" + b"|".join(chr(code).encode() for code in _WINDOWS_1252) + b")"
)
_SINGLE_BYTE_TRIPLE = re.compile(f"[\\xe3-\\xe9][{_CONTINUATION}]{{2}}")
_GBK_MARKERS = Characters("锛銆鐨鏄鍦鍥鍙鍜瀹鏂鍒鍏鐢鏃绗缁鎬鎴閮")
"""What the first two bytes of the most frequent UTF-8 characters are in GBK. Modern Chinese hardly uses any."""
_WORTH_TRYING = re.compile(f"[\\xc2-\\xf7{_GBK_MARKERS}涓鏈浜浠寮](?:(?<![\\xc2-\\xf7])|(?=[{_CONTINUATION}]))")
_GBK_MARKER = re.compile(f"[{_GBK_MARKERS}]")
_SCREEN = Characters("锛銆涓鏄鏂")
"""Of those, the characters that a search finds fastest: their low bytes are rare."""


def _as_bytes(text: str) -> bytes | None:
    """Return the bytes that were read as Latin-1 or windows-1252, or None where other characters are among them."""
    return None if _MULTI_BYTE.search(text) else text.translate(_WINDOWS_1252).encode("latin-1")


def repair_mojibake(text: str) -> tuple[str, str] | None:
    """Return (restored text, chain such as "utf-8>windows-1252") or None where nothing can be restored.

    The whole text is tried, then line by line; a reading counts only where every byte decodes and the result is
    Chinese, so ordinary accented text stays as it is.
    """
    whole = _restore(text)
    if whole is not None:
        return whole
    chains: dict[str, None] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _WORTH_TRYING.search(line) is None:
            continue
        restored = _restore(line) or _restore_runs(line)
        if restored is not None:
            lines[at] = restored[0]
            chains.setdefault(restored[1])
    return ("\n".join(lines), "+".join(chains)) if chains else None


def _restore(text: str) -> tuple[str, str] | None:
    chain: list[str] = []
    for _ in range(_MOST_ROUNDS):
        once = _restore_single_byte(text) or _restore_gbk(text)
        if once is None:
            break
        text = once[0]
        chain.append(once[1])
    if not chain:
        return None
    return (
        (text, "+".join(dict.fromkeys(chain))) if score_chinese(non_ascii_sample(text))[1] >= READS_AS_CHINESE else None
    )


def _restore_single_byte(text: str) -> tuple[str, str] | None:
    if text.isascii():
        return None
    raw = _as_bytes(text)
    if raw is None:
        return None
    restored = decodes(raw, "utf-8")
    if restored is not None and len(restored) < len(text):
        return restored, "utf-8>windows-1252"
    if restored is not None:
        return None
    best: tuple[float, str, str] | None = None
    for charset in ("gb18030", "big5"):
        restored = decodes(raw, charset)
        if restored is None:
            continue
        han, score = score_chinese(non_ascii_sample(restored))
        is_better = score >= READS_AS_CHINESE and (best is None or score > best[0])
        if han >= 4 and is_better and _is_likelier_chinese(raw, charset):
            best = score, restored, "gbk" if charset == "gb18030" else charset
    return (best[1], f"{best[2]}>windows-1252") if best else None


def _is_likelier_chinese(raw: bytes, charset: str) -> bool:
    """Say whether `raw` is likelier Chinese in `charset` than the Western text as which it stands."""
    sample = b"\n".join(sample_stretches(raw))
    western = language_bits(decode_charset(sample, "windows-1252"), alphabetic())
    return language_bits(decode_charset(sample, charset, "replace"), chinese()) < western


def _restore_gbk(text: str) -> tuple[str, str] | None:
    if len(text) < 3 or text.isascii():
        return None
    try:
        raw = text.encode("gb18030")
    except UnicodeEncodeError:
        return None
    restored = decodes(raw, "utf-8")
    if restored is None and "€" in text:
        restored = decodes(b"\x80".join(part.encode("gb18030") for part in text.split("€")), "utf-8")
    if restored is None or sum(char >= "\u2e80" for char in non_ascii_sample(restored)) < 2:
        return None
    return restored, "utf-8>gbk"


def _restore_runs(line: str) -> tuple[str, str] | None:
    """Restore the single-byte runs of a line that has other characters too."""
    if not _SINGLE_BYTE_PAIR.search(line):
        return None
    changed = False

    def restore_run(match: re.Match[str]) -> str:
        nonlocal changed
        raw = None if match[0].isascii() else _as_bytes(match[0])
        restored = decodes(raw, "utf-8") if raw else None
        if restored is None or not any("\u3000" <= char <= "\u9fff" for char in restored):
            return match[0]
        changed = True
        return restored

    restored = _SINGLE_BYTE_RUN.sub(restore_run, line)
    return (restored, "utf-8>windows-1252") if changed else None


def may_be_mojibake(text: str, charset: str, utf8: bytes | None) -> bool:
    """Say, at the price of a few searches, whether a repair is worth trying. `utf8`: the text in UTF-8, if at hand."""
    if utf8 is not None:
        has_pair = b"\xc3" in utf8 and _SINGLE_BYTE_PAIR_UTF8.search(utf8) is not None
    else:
        has_pair = charset not in ("gbk", "big5") and _SINGLE_BYTE_PAIR.search(text) is not None
    return has_pair or any(marker in text for marker in _SCREEN) or (len(text) < 300 and not text.isascii())


def is_lossy_mojibake(text: str) -> bool:
    """Say whether what stays is still mojibake.

    Of UTF-8 read as GBK, marks are a sixteenth of the ideographs, or the text has some and does not read as Chinese; of
    UTF-8 read as windows-1252, the triples that ideographs become are a quarter of the ideographs.
    """
    sample = non_ascii_sample(text, 20_000)
    han, score = score_chinese(sample)
    marks = len(_GBK_MARKER.findall(sample))
    if (marks >= 2 and 16 * marks >= han) or ((marks or "涓" in sample) and han >= 8 and score < 0.25):
        return True
    triples = sum(1 for _ in _SINGLE_BYTE_TRIPLE.finditer(text))
    return triples >= 3 and 4 * triples > han
