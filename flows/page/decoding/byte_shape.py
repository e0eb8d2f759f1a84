"""What bytes are before they are characters: binary, UTF-16 or UTF-32 without a mark, or seven-bit Chinese."""

import re

from flows.page.decoding.charsets import decodes
from flows.page.decoding.han_frequency import READS_AS_CHINESE, score_chinese

_SAMPLE = 8_192
_CONTROLS = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
"""C0 controls that no text has, without tab, line feeds, form feed and escape."""
_UTF_16_HIGH = bytes([0x00, 0x20, 0x21, 0x22, 0x25, 0x26, 0x30, 0x31, 0x33, 0xFE, 0xFF, *range(0x34, 0xA0)])
"""High bytes of UTF-16 Chinese: Latin, punctuation, kana, ideographs, full-width forms."""
_FEWEST_ZEROS = 0.01
_LETTERS = re.compile(
    "[\t\n\r -~\u00a0-\u024f\u0300-\u06ff\u0e00-\u0e7f\u1e00-\u1eff\u2010-\u2122\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3"
    "\uff01-\uffee]"
)
"""What texts of the languages that are told apart have."""
_CLEARLY_MORE = 0.25
"""How much more of the high bytes, or of zeros, one column must have than the other."""

_SIGNATURE = re.compile(
    rb"GIF8[79]a|%PDF-|RIFF[\s\S]{4}(?:WEBP|WAVE|AVI )|\x89PNG|\xff\xd8\xff|PK\x03\x04|\x1f\x8b\x08|\x7fELF"
    rb"|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh[1-9]1AY|\xfd7zXZ|\x28\xb5\x2f\xfd|SQLite format 3\x00|wOF[F2]|OggS|fLaC"
    rb"|ID3[\x02-\x04]|\xd0\xcf\x11\xe0\xa1\xb1|PAR1|\xca\xfe\xba\xbe\x00|\x00asm|OTTO\x00|[\s\S]{4}ftyp"
    rb"|FLV\x01|CWS[\x01-\x20]|FWS[\x01-\x20]"
)

_HZ_RUN = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])*)(?:~\}|(?=[\r\n])|\Z)|~(~)|~\n")


def _count(raw: bytes, wanted: bytes) -> int:
    return len(raw) - len(raw.translate(None, wanted))


def is_binary(raw: bytes) -> bool:
    """Say whether `raw`, which has no text shape that could explain NULs and controls, is no text.

    A signature decides; otherwise more controls than a few strays (random bytes have 11 %, text none), or 0xFF, with
    which memory is padded and which is я in windows-1251, a letter in fifty.
    """
    if _SIGNATURE.match(raw):
        return True
    for sample in {raw[:_SAMPLE], raw[len(raw) // 2 : len(raw) // 2 + _SAMPLE]}:
        controls = _count(sample, _CONTROLS[1:])
        if controls > 2 + 0.02 * len(sample) or controls + sample.count(0) > 4 + 0.06 * len(sample):
            return True
        if sample.count(0xFF) > 4 + 0.25 * len(sample):
            return True
    return False


def wide_charset(raw: bytes) -> str | None:
    """Return utf-16le/be or utf-32le/be where the bytes have the shape of Chinese or Latin text in it."""
    sample = raw[: _SAMPLE - _SAMPLE % 4]
    units = len(sample) // 4
    if units >= 2:
        columns = [sample[at::4][:units] for at in range(4)]
        if columns[3].count(0) == units and _count(columns[2], b"\x00\x01\x02\x03") == units:
            return "utf-32le"
        if columns[0].count(0) == units and _count(columns[1], b"\x00\x01\x02\x03") == units:
            return "utf-32be"
    sample = sample[: len(sample) - len(sample) % 2]
    return _utf_16_charset(sample) or _utf_16_by_zeros(sample)


def _utf_16_charset(sample: bytes) -> str | None:
    """Return utf-16le or utf-16be where one column of bytes is all high bytes of Chinese text, and only one."""
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return None
    even_share, odd_share = _count(even, _UTF_16_HIGH) / len(even), _count(odd, _UTF_16_HIGH) / len(odd)
    more_zeros = (odd.count(0) - even.count(0)) / len(odd)
    is_little = odd_share > even_share if abs(more_zeros) < _CLEARLY_MORE else more_zeros > 0
    if (odd_share if is_little else even_share) < 0.97:
        return None
    charset = "utf-16le" if is_little else "utf-16be"
    text = (decodes(sample, charset) or decodes(sample[:-2], charset) or "")[:1000]
    han, score = score_chinese(text)
    if han + sum(" " <= char <= "~" for char in text) < 0.5 * len(text) or not text:
        return None
    if abs(more_zeros) >= _CLEARLY_MORE:
        return charset
    has_evidence = abs(even_share - odd_share) >= _CLEARLY_MORE or _count(sample, _CONTROLS) > 0
    return charset if has_evidence and score >= READS_AS_CHINESE else None


def _utf_16_by_zeros(sample: bytes) -> str | None:
    """Return utf-16le or utf-16be of a text in any language: ASCII puts zeros into one column only, but for a few."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if min(even, odd) > _CLEARLY_MORE * max(even, odd) or max(even, odd) < 2 + _FEWEST_ZEROS * len(sample):
        return None
    charset = "utf-16le" if odd > even else "utf-16be"
    text = decodes(sample, charset) or decodes(sample[:-2], charset) or ""
    return charset if text and len(_LETTERS.findall(text)) >= 0.97 * len(text) else None


def seven_bit_charset(raw: bytes) -> str | None:
    """Return hz-gb-2312, iso-2022-cn or another escape charset where ASCII bytes carry Chinese, otherwise None."""
    if b"\x1b" in raw:
        if b"\x0e" in raw and re.search(rb"\x1b\$\)[AGE]", raw):
            return "iso-2022-cn"
        if re.search(rb"\x1b\$[@B]|\x1b\$\([CDQ]", raw):
            return "iso-2022-jp"
        if b"\x1b$)C" in raw and b"\x0e" in raw:
            return "iso-2022-kr"
        return None
    if b"~{" not in raw:
        return None
    runs = b"".join(run for run, _ in _HZ_RUN.findall(raw[:200_000]) if run)
    text = decodes(bytes(byte | 0x80 for byte in runs[:2000]), "gbk")
    if text is None:
        return None
    han, score = score_chinese(text)
    return "hz-gb-2312" if han >= 2 and score >= READS_AS_CHINESE else None


def decode_hz(raw: bytes) -> str:
    """Decode HZ (RFC 1843) as pages have it: a run may end with its line, and a lone tilde is a tilde."""

    def decode_run(match: re.Match[bytes]) -> bytes:
        if match[1] is not None:
            return bytes(byte | 0x80 for byte in match[1])
        return match[2] or b""

    return _HZ_RUN.sub(decode_run, raw).decode("gb18030", "replace")
