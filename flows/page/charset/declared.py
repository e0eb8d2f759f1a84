"""The charset that a page declares of itself: byte order mark, <meta>, XML declaration."""

import codecs

from bs4.dammit import EncodingDetector

_HEADS = (2_048, 16_384)
"""How far into a page declarations are looked for, in two attempts. Browsers stop at 1,024 bytes."""
_MOST_CANDIDATES = 20
_LONGEST_LABEL = 60

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""(mark, charset), the longer before those they begin with."""


def byte_order_mark(raw: bytes) -> tuple[bytes, str | None]:
    """Return (mark, charset) of the mark `raw` begins with, or (b"", None)."""
    return next(((mark, charset) for mark, charset in BYTE_ORDER_MARKS if raw.startswith(mark)), (b"", None))


def charset_label(declared: str | None) -> str | None:
    """Return the label in a sidecar's or an HTTP header's value, which may be a whole Content-Type."""
    label = (declared or "").lower().rpartition("charset=")[2].partition(";")[0].strip(" \t\r\n\x00'\"")
    return label[:_LONGEST_LABEL] or None


def declared_charset(raw: bytes) -> str | None:
    """Return what the XML declaration or the first <meta> of the head says, lower case and unchecked.

    bs4 reads the declarations; it is shown only the tags that have the word "charset", so that its search, quadratic
    in unclosed tags, stays within bounds.
    """
    if raw[:200].lstrip().startswith(b"<?xml"):
        label = EncodingDetector.find_declared_encoding(raw[:1024])
        if label:
            return label
    for size in _HEADS:
        label = _meta_charset(raw[:size])
        if label or len(raw) <= size:
            return label
    return None


def _meta_charset(head: bytes) -> str | None:
    lower = head.lower()
    at = -1
    for _ in range(_MOST_CANDIDATES):
        at = lower.find(b"charset", at + 1)
        if at < 0:
            break
        tag = lower.rfind(b"<", max(0, at - 500), at)
        if tag >= 0 and lower.startswith(b"<meta", tag):
            label = EncodingDetector.find_declared_encoding(head[tag : at + 80], is_html=True)
            if label:
                return label
    return None
