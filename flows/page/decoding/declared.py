"""The charset that a page declares of itself: byte order mark, <meta>, XML declaration."""

import codecs
import re

_HEADS = (2_048, 16_384)
"""How far into a page declarations are looked for, in two attempts. Browsers stop at 1,024 bytes."""
_MOST_CANDIDATES = 20
_LONGEST_LABEL = 60
_LONGEST_VALUE = 80
"""Bytes from the word "charset" in which its value has to end."""

_PLAIN_LABEL = re.compile(rb"""charset\s*+=\s*+["']?([\w.:+-]++)[ /;'">]""")

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

    What counts as a declaration is bs4's; `_plain_label` reads the ordinary forms of <meta> as bs4 does. bs4 itself,
    slow to import, is asked where those do not fit: XML declarations, an empty or odd value, two in one tag. It is
    shown only a tag that has the word "charset", so that its search, quadratic in unclosed tags, stays within bounds.
    """
    if raw[:200].lstrip().startswith(b"<?xml"):
        label = _ask_bs4(raw[:1024], is_html=False)
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
            end = at + _LONGEST_VALUE
            label = _plain_label(lower, tag, at, end) or _ask_bs4(head[tag:end], is_html=True)
            if label:
                return label
    return None


def _plain_label(lower: bytes, tag: int, at: int, end: int) -> str | None:
    """Return the label after the word "charset" at `at`, the only one of the tag that begins at `tag`; else None."""
    found = _PLAIN_LABEL.match(lower, at, end)
    if found is None or at == tag + len(b"<meta") or b">" in lower[tag:at]:
        return None
    rest = lower[found.start(1) : end].partition(b">")[0]
    return None if b"charset" in rest else found[1].decode("ascii")


def _ask_bs4(markup: bytes, *, is_html: bool) -> str | None:
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(markup, is_html=is_html)
