"""What kind of file a page is: HTML, or text that someone has already extracted."""

import re
from pathlib import PurePosixPath
from typing import Final

HTML: Final = "text/html"
TEXT: Final = "text/plain"

_TEXT_SUFFIXES: Final = frozenset((".txt", ".text", ".md", ".markdown"))
_HTML_SUFFIXES: Final = frozenset(
    (".htm", ".html", ".shtml", ".shtm", ".xhtml", ".xht", ".mhtml", ".asp", ".aspx", ".php", ".jsp", ".jhtml", ".do")
)
_HEAD_CHARS: Final = 20_000
_BEGINS_WITH_TAG: Final = re.compile(r"[\ufeff\x00 \t\r\n]*+<")
_DOCUMENT: Final = re.compile(r"<!doctype\s{1,9}html|<html[\s>]|<head[\s>]|<body[\s>]|<frameset[\s>]", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:div|p|br|span|a|table|tr|td|th|tbody|ul|ol|li|dl|dt|dd|h[1-6]|img|font|b|strong|em|i|center|script|style"
    r"|meta|link|title|section|article|header|footer|nav|form|input|pre|blockquote)(?=[\s/>])[^<>]{0,500}>",
    re.IGNORECASE,
)
_TAGS_OF_A_FRAGMENT: Final = 8
_CHARS_A_TAG: Final = 400
"""A fragment of HTML has more than one tag in this many characters; text with a forgotten tag has fewer."""


def detect_media(name: str, text: str) -> str:
    """The media type of a page: "text/html" or "text/plain".

    By content first: a document says so in its first tag; a fragment has a tag every few hundred characters. The
    extension of `name` decides what content leaves open: a text file may quote some tags, an HTML file may have none.
    """
    suffix = PurePosixPath(name).suffix.lower()
    begins_with_tag = _BEGINS_WITH_TAG.match(text, 0, _HEAD_CHARS) is not None
    is_document = _DOCUMENT.search(text, 0, _HEAD_CHARS) is not None
    if begins_with_tag and is_document:
        return HTML
    if suffix in _HTML_SUFFIXES:
        return HTML
    tags = len(_TAG.findall(text, 0, _HEAD_CHARS))
    is_dense = tags >= _TAGS_OF_A_FRAGMENT and tags * _CHARS_A_TAG > min(len(text), _HEAD_CHARS)
    if suffix in _TEXT_SUFFIXES:
        return HTML if is_dense and (begins_with_tag or is_document) else TEXT
    return HTML if is_dense or is_document else TEXT
