"""Which charset legacy bytes are in, told from a sample of the stretches around non-ASCII bytes."""

import re

import chardet

from flows.page.decoding.character_bits import chinese, language_bits
from flows.page.decoding.charset_names import canonical_charset, charset_family
from flows.page.decoding.charsets import decode_charset
from flows.page.decoding.foreign_charset import find_foreign
from flows.page.decoding.han_frequency import READS_AS_CHINESE, score_chinese

_SAMPLE, _LONGEST_STRETCH = 2_400, 300
_STRETCH = re.compile(rb"[a-z]?[\x80-\xff](?:[^\x00-\x3f]++|[0-9](?=[\x81-\xfe])|(?<=[0-9][\x81-\xfe])[0-9])*+")
"""From a byte that begins a character, and the letter before it, to one that is never the second byte of one. Digits
are second bytes in four-byte characters only."""
_SAFE = re.compile(rb"[\x00-\x2f\x3a-\x3f]")
"""Bytes that are in no charset part of a longer character."""
_THREE_BYTES = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_CLEAR_MARGIN, _SLIGHT_MARGIN, _GOOD = 0.15, 0.05, 0.45
"""Of scores: a lead that settles it; one that does where no declaration speaks; good enough to look no further."""

_FAR_FEWER_BITS = 40.0
_CLEARLY_CHINESE, _ENOUGH_HAN = 0.6, 24
"""Scored so by so many ideographs, text is Chinese: 25 characters of Japanese or Korean, read as Chinese, score 0.5 at
most."""


def sample_stretches(raw: bytes) -> list[bytes]:
    """Return stretches around non-ASCII bytes: from the beginning, and of long files from the middle and end too."""
    out: list[bytes] = []
    starts = (0,) if len(raw) < 4 * _SAMPLE else (0, len(raw) // 3, 2 * len(raw) // 3)
    for start in starts:
        safe = _SAFE.search(raw, start) if start else None
        size = 0
        for stretch in _STRETCH.finditer(raw, max(0, _first_high(raw, safe.end() if safe else start) - 1)):
            out.append(stretch[0][:_LONGEST_STRETCH])
            size += len(out[-1])
            if size >= _SAMPLE // len(starts):
                break
    return out


def _first_high(raw: bytes, start: int) -> int:
    """Return where the first non-ASCII byte from `start` on is. The codec finds it faster than a pattern does."""
    try:
        raw[start:].decode("ascii")
    except UnicodeDecodeError as error:
        return start + error.start
    return len(raw)


def _utf8_quality(stretch: bytes) -> tuple[int, int]:
    """Return (three-byte UTF-8 characters, faults) of a stretch that may be cut at its end."""
    bad = stretch.decode("utf-8", "replace").count("\ufffd")
    return len(_THREE_BYTES.findall(stretch)), max(0, bad - (len(stretch) == _LONGEST_STRETCH))


def is_mostly_utf8(stretches: list[bytes]) -> bool:
    """Say whether a fault is the exception: over all, or in stretches that make up two fifths of the bytes."""
    size = sum(map(len, stretches))
    good, bad = _utf8_quality(b"\n".join(stretches))
    if good < 2 or 12 * good < size:
        return False
    if bad <= 0.25 * (good + bad):
        return True
    qualities = map(_utf8_quality, stretches)
    utf8 = (len(stretch) for stretch, (right, wrong) in zip(stretches, qualities, strict=True) if right > 3 * wrong)
    return sum(utf8) >= 0.4 * size


def choose_charset(raw: bytes, stretches: list[bytes], declared: tuple[str, ...]) -> tuple[str, str, float]:
    """Return (charset, method of `decode.METHODS`, confidence) of legacy bytes. `stretches`: `sample_stretches(raw)`.

    Lines of UTF-8 among them do not count. GB, Big5 and EUC-TW are read each and scored as Chinese. Another language
    has to be likelier by far; among the Chinese ones a declaration, then chardet, decides between near scores.
    """
    sample = b"\n".join(stretches)
    if 12 * len(_THREE_BYTES.findall(sample)) > len(sample):
        sample = b"\n".join(stretch for stretch in stretches if _utf8_quality(stretch)[1]) or sample
    scores = _score_charsets(sample)
    ranked = sorted(scores, key=lambda charset: -scores[charset][1])
    first, (han, best) = ranked[0], scores[ranked[0]]
    if han < _ENOUGH_HAN or best < _CLEARLY_CHINESE:
        foreign = find_foreign(raw, sample, tuple(scores), declared)
        if foreign is not None:
            return foreign[0], "detector", foreign[1]
    if best < _GOOD:
        likeliest = _likeliest(sample, tuple(scores))
        if likeliest is not None:
            return likeliest, "chinese", 0.6
    margin = best - scores[ranked[1]][1]
    if best >= READS_AS_CHINESE and margin >= _CLEAR_MARGIN:
        return first, "chinese", min(0.99, 0.6 + margin)
    for charset in declared:
        if charset_family(charset) in ("gb", "big5", "euc-tw"):
            return ("gb18030" if charset_family(charset) == "gb" else charset), "declared", 0.6
    charset = first if margin >= _SLIGHT_MARGIN else _detect_chinese(sample) or first
    return charset, "chinese", 0.5 + margin


def _score_charsets(sample: bytes) -> dict[str, tuple[int, float]]:
    """Return charset → (Han characters, score); EUC-TW, which is rare, only where it is good and the others poor.

    A file cut in front reads out of step from its first byte, so poor scores are tried again from the second.
    """
    scores = {charset: score_chinese(decode_charset(sample, charset, "replace")) for charset in ("gb18030", "big5")}
    if max(score for _, score in scores.values()) >= _GOOD:
        return scores
    for charset, (han, score) in scores.items():
        later = score_chinese(decode_charset(sample[1:], charset, "replace"))
        scores[charset] = max(later, (han, score), key=lambda scored: scored[1])
    han, score = score_chinese(decode_charset(sample, "euc-tw", "replace"))
    if han >= 8 and score >= max(READS_AS_CHINESE, _CLEAR_MARGIN + max(score for _, score in scores.values())):
        scores["euc-tw"] = han, score
    return scores


def _likeliest(sample: bytes, charsets: tuple[str, ...]) -> str | None:
    """Return the charset whose reading takes fewest bits by far: kana or signs in plenty, which scores count as odd."""
    bits = {charset: language_bits(decode_charset(sample, charset, "replace"), chinese()) for charset in charsets}
    first, second, *_ = sorted(charsets, key=bits.__getitem__)
    return first if bits[second] - bits[first] >= _FAR_FEWER_BITS else None


def _detect_chinese(sample: bytes) -> str | None:
    """Ask chardet, which is compiled, whether GB or Big5 is likelier."""
    found = chardet.detect(
        sample,
        prefer_superset=False,
        compat_names=False,
        include_encodings=("gb18030", "big5hkscs"),
        no_match_encoding="gb18030",
        empty_input_encoding="gb18030",
    )
    return canonical_charset(found["encoding"])
